/**
 * Imports: the few modules that exist, each made anew for a run that imports it.
 *
 * @module
 */

import { KNOWN_MODULES, PRESENT_MODULES } from "../../isa/known_names.ts";
import { attributeOrUndefined } from "../type/attributes.ts";
import { PyBuiltin } from "../values/callable_values.ts";
import { PyDict } from "../dict/dict.ts";
import { IMPORT_ERROR, MODULE_NOT_FOUND_ERROR, TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { PyModule } from "../values/module.ts";
import { strOf } from "../values/payload.ts";
import { newException, raise, raiseException, setField } from "../exception/raise.ts";
import { poison, type Runtime } from "../runtime.ts";
import { typeName } from "../type/types.ts";
import type { Value } from "../values/value.ts";
import { FUTURE_ENTRIES } from "./future.ts";
import { INTERNALS_ENTRIES } from "./internals.ts";
import { MATH_ENTRIES } from "./math.ts";
import { monitoringEntries } from "./monitoring.ts";
import { SYS_ENTRIES } from "./sys.ts";
import { TYPES_ENTRIES } from "./types_module.ts";

/** Contents of the modules: plain values, shared by all runs; a builtin function gets the module as self. */
const MODULES: Readonly<Record<string, readonly (readonly [string, Value])[]>> = {
  _testinternalcapi: INTERNALS_ENTRIES,
  __future__: FUTURE_ENTRIES,
  math: MATH_ENTRIES,
  sys: SYS_ENTRIES,
  types: TYPES_ENTRIES,
};

/** `import name` (IMPORT_NAME). There are no packages, so the list of names makes no difference. */
export function importModule(rt: Runtime, name: string, _fromlist: Value, level: Value): Value {
  if (level !== 0 && level !== undefined && level !== false) {
    if (typeof level !== "number" && typeof level !== "bigint" && level !== true) {
      throw raise(rt, TYPE_ERROR, `'${typeName(level)}' object cannot be interpreted as an integer`);
    }
    if (Number(level) < 0) throw raise(rt, VALUE_ERROR, "level must be >= 0");
    throw raise(rt, IMPORT_ERROR, "attempted relative import with no known parent package");
  }
  if (name === "") throw raise(rt, VALUE_ERROR, "Empty module name");
  const known = rt.modules.get(name);
  if (known !== undefined) return known;
  if (name === "builtins") return remember(rt, name, new PyModule(name, rt.builtins));
  const entries = Object.hasOwn(MODULES, name) ? MODULES[name] : undefined;
  if (entries === undefined) {
    if (isKnownModule(name)) throw poison(rt, "unsupported", `module ${name}`);
    throw notFound(rt, name);
  }
  const module = makeModule(name, entries);
  if (name === "sys") module.dict.setStr("monitoring", makeModule("sys.monitoring", monitoringEntries(rt)));
  return remember(rt, name, module);
}

function makeModule(name: string, entries: readonly (readonly [string, Value])[]): PyModule {
  const dict = new PyDict();
  const module = new PyModule(name, dict);
  for (const entry of ["__name__", "__doc__", "__package__", "__loader__", "__spec__"]) {
    dict.setStr(entry, entry === "__name__" ? name : entry === "__package__" ? "" : null);
  }
  for (const [entry, value] of entries) {
    dict.setStr(
      entry,
      value instanceof PyBuiltin ? new PyBuiltin(value.name, value.flags, value.impl, module, null) : value,
    );
  }
  return module;
}

function remember(rt: Runtime, name: string, module: PyModule): PyModule {
  rt.modules.set(name, module);
  return module;
}

/** A missing module; of a dotted name the first missing part, and a module is no package. */
function notFound(rt: Runtime, name: string): unknown {
  const parts = name.split(".");
  let prefix = parts[0] as string;
  if (parts.length > 1 && Object.hasOwn(MODULES, prefix)) {
    prefix = parts.slice(0, 2).join(".");
    return raiseNotFound(rt, prefix, `No module named '${prefix}'; '${parts[0]}' is not a package`);
  }
  return raiseNotFound(rt, prefix, `No module named '${prefix}'`);
}

function raiseNotFound(rt: Runtime, name: string, message: string): unknown {
  const exception = newException(MODULE_NOT_FOUND_ERROR, [message]);
  setField(exception, "name", name);
  return raiseException(rt, exception);
}

/** `from module import name` (IMPORT_FROM). */
export function importFrom(rt: Runtime, module: Value, name: string): Value {
  const value = attributeOrUndefined(rt, module, name);
  if (value !== undefined) return value;
  const owner = strOf(attributeOrUndefined(rt, module, "__name__"));
  const exception = newException(IMPORT_ERROR, [
    `cannot import name '${name}' from '${owner ?? "<unknown module name>"}' (unknown location)`,
  ]);
  setField(exception, "name", owner ?? null);
  throw raiseException(rt, exception);
}

/** Whether a module of that name, or the package that it would lie in, comes with the interpreter. */
function isKnownModule(name: string): boolean {
  const [top, ...rest] = name.split(".") as [string, ...string[]];
  return KNOWN_MODULES.has(top) && (rest.length === 0 || !PRESENT_MODULES.has(top));
}
