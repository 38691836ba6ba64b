/**
 * Names of callables in error texts.
 *
 * @module
 */

import { PyBuiltin, PyFunction, PyMethod, PyMethodDescriptor } from "../values/callable_values.ts";
import type { Runtime } from "../runtime.ts";
import { PyType } from "../type/type.ts";
import { str } from "../text/str.ts";
import type { Value } from "../values/value.ts";

/** `q()` with the module in front unless it is builtins (`_PyObject_FunctionStr`); the plain str of what has no name. */
export function callableName(rt: Runtime, callable: Value): string {
  if (callable instanceof PyMethod) return callableName(rt, callable.func);
  if (callable instanceof PyFunction) return `${withModule(callable.module)}${callable.qualname}()`;
  if (callable instanceof PyType) return `${withModule(callable.module)}${callable.qualname}()`;
  if (callable instanceof PyBuiltin || callable instanceof PyMethodDescriptor) {
    return callable.owner === null ? `${callable.name}()` : `${callable.owner.name}.${callable.name}()`;
  }
  return str(rt, callable);
}

function withModule(module: Value): string {
  return typeof module === "string" && module !== "builtins" ? `${module}.` : "";
}
