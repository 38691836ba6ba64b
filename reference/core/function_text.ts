/**
 * How error texts name a callable (C: `_PyObject_FunctionStr`).
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import type { Value } from "../values.ts";

/** `module.qualname()`, without the module for built-in ones. */
export function functionText(rt: Runtime, callable: Value): string {
  const qualname = rt.getattrOptional(callable, "__qualname__");
  if (qualname === undefined) return rt.str(callable);
  const module = rt.getattrOptional(callable, "__module__");
  const prefix = typeof module === "string" && module !== "builtins" ? `${module}.` : "";
  return `${prefix}${rt.str(qualname)}()`;
}
