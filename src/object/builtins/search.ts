/**
 * Arguments of methods that search within a slice.
 *
 * @module
 */

import { TYPE_ERROR } from "../exception/exception_types.ts";
import { hasIndex, indexOf } from "../sequence/indexing.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import type { Value } from "../values/value.ts";

/** A start or stop argument as it is, not yet clipped; None and nothing give the default (`_PyEval_SliceIndex`). */
export function sliceIndex(rt: Runtime, value: Value, fallback: number): number {
  if (value === undefined || value === null) return fallback;
  const index = indexOf(rt, value);
  if (index === undefined) {
    throw raise(rt, TYPE_ERROR, "slice indices must be integers or None or have an __index__ method");
  }
  return typeof index === "number" ? index : index < 0n ? -Number.MAX_SAFE_INTEGER : Number.MAX_SAFE_INTEGER;
}

/** The same for methods that do not take None (`_PyEval_SliceIndexNotNone`). */
export function indexNotNone(rt: Runtime, value: Value, fallback: number): number {
  if (value !== undefined && !hasIndex(value)) {
    throw raise(rt, TYPE_ERROR, "slice indices must be integers or have an __index__ method");
  }
  return sliceIndex(rt, value, fallback);
}

/** Number of arguments of a method of the old convention (`PyArg_ParseTuple`). */
export function checkTuple(rt: Runtime, name: string, count: number, least: number, most: number): void {
  if (count >= least && count <= most) return;
  const bound = count < least ? least : most;
  const how = least === most ? "exactly" : count < least ? "at least" : "at most";
  throw raise(rt, TYPE_ERROR, `${name}() takes ${how} ${bound} argument${bound === 1 ? "" : "s"} (${count} given)`);
}
