/**
 * The built-in functions that need frames: `__build_class__`, `__import__`, `globals`, `locals`.
 *
 * @module
 */

import { moduleNotFound } from "../builtins/mod.ts";
import type { Interpreter } from "../interpreter.ts";
import type { Runtime } from "../runtime.ts";
import { fn, named, needed, same } from "../signature.ts";
import { asFunction, builtin, functionsOf } from "../types.ts";
import { type PyBuiltin, PyDict, PyModule, type Value } from "../values.ts";
import { localsOf } from "./frame_type.ts";
import { buildClass } from "./class_statement.ts";

/** `__import__`: modules written here, none of them in packages. */
function importName(
  rt: Runtime,
  name: Value,
  globals: Value,
  _locals: Value,
  _fromlist: Value,
  level: Value,
): Value {
  if (typeof name !== "string") throw rt.typeError("module name must be a string");
  if (typeof level !== "bigint" && typeof level !== "boolean") {
    throw rt.typeError(`'${rt.typeName(level)}' object cannot be interpreted as an integer`);
  }
  if (Number(level) < 0) throw rt.valueError("level must be >= 0");
  if (Number(level) > 0) {
    if (!(globals instanceof PyDict) || globals.getStr("__name__") === undefined) {
      throw rt.errorWith("KeyError", ["'__name__' not in globals"]);
    }
    throw rt.error("ImportError", "attempted relative import with no known parent package");
  }
  if (name === "") throw rt.valueError("Empty module name");
  const dot = name.indexOf(".");
  if (dot < 0) return rt.importModule(name);
  const parent = rt.importModule(name.slice(0, dot));
  const parentName = rt.repr(parent instanceof PyModule ? parent.name : name);
  throw moduleNotFound(rt, name, `; ${parentName} is not a package`);
}

/** By name, in no order that matters. */
export const CORE_FUNCTIONS: ReadonlyMap<string, PyBuiltin> = new Map(
  [
    builtin("__build_class__", (rt, args, kwargs) => buildClass(rt as Interpreter, args, kwargs)),
    builtin(
      "__import__",
      asFunction(
        fn(
          [
            needed("name"),
            named("globals", null, same),
            named("locals", null, same),
            named("fromlist", null, same),
            named("level", 0n, same),
          ],
          importName,
        ),
        "__import__",
      ),
    ),
    ...functionsOf(null, {
      globals: fn([], (rt) => (rt as Interpreter).frame?.globals),
      locals: fn([], (rt) => {
        const { frame } = rt as Interpreter;
        return frame === null ? null : localsOf(rt, frame);
      }),
    }).values(),
  ].map((each) => [each.name, each]),
);
