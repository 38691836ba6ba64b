/**
 * `import`: the few modules there are.
 *
 * @module
 */

import { getAttr } from "../attributes.ts";
import { ATTRIBUTE_ERROR, IMPORT_ERROR, MODULE_NOT_FOUND_ERROR, TYPE_ERROR, VALUE_ERROR } from "../exception_types.ts";
import { PyModule } from "../module.ts";
import { strOf } from "../payload.ts";
import { catchOnly, newException, raise, raiseException, setField } from "../raise.ts";
import type { Runtime } from "../runtime.ts";
import type { Value } from "../value.ts";
import { makeMath } from "./math.ts";
import { makeSys } from "./sys.ts";

/** Makers of modules by name; a machine makes each at its first import. */
const MODULES: ReadonlyMap<string, (rt: Runtime) => PyModule> = new Map([
  ["math", makeMath],
  ["sys", makeSys],
]);

/** `__import__(name, fromlist, level)` for IMPORT_NAME. There are no packages, so the list of names makes no difference. */
export function importModule(rt: Runtime, name: string, _fromlist: Value, level: Value): Value {
  if (level !== 0) {
    if (typeof level === "number" && level < 0) throw raise(rt, VALUE_ERROR, "level must be >= 0");
    throw raise(rt, IMPORT_ERROR, "attempted relative import with no known parent package");
  }
  if (name === "") throw raise(rt, VALUE_ERROR, "Empty module name");
  const known = rt.modules.get(name);
  if (known !== undefined) return known;
  const make = MODULES.get(name);
  if (make === undefined) throw notFound(rt, name);
  const module = make(rt);
  rt.modules.set(name, module);
  return module;
}

/** The part of a dotted name that is missing is named. */
function notFound(rt: Runtime, name: string): unknown {
  const [head] = name.split(".");
  const isPackage = head !== name && head !== undefined && (rt.modules.has(head) || MODULES.has(head));
  const text = isPackage ? `No module named '${name}'; '${head}' is not a package` : `No module named '${head}'`;
  const exception = newException(MODULE_NOT_FOUND_ERROR, [text]);
  setField(exception, "name", isPackage ? name : head);
  return raiseException(rt, exception);
}

/** IMPORT_FROM: an attribute of a module. */
export function importFrom(rt: Runtime, module: Value, name: string): Value {
  try {
    return getAttr(rt, module, name);
  } catch (error) {
    catchOnly(rt, error, ATTRIBUTE_ERROR);
  }
  const moduleName = module instanceof PyModule ? strOf(module.dict.getStr("__name__")) : undefined;
  if (moduleName === undefined) throw raise(rt, TYPE_ERROR, "import from a value that is no module");
  const exception = newException(IMPORT_ERROR, [
    `cannot import name '${name}' from '${moduleName}' (unknown location)`,
  ]);
  setField(exception, "name", moduleName);
  throw raiseException(rt, exception);
}
