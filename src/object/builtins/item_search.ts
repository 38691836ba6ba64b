/**
 * Searching lists and tuples for equal items.
 *
 * @module
 */

import { valuesEqual } from "../values/compare.ts";
import type { Runtime } from "../runtime.ts";
import type { Value } from "../values/value.ts";
import { checkCount } from "./arguments.ts";
import { indexNotNone } from "./search.ts";

/** Index of an equal item from `start` to `stop`, or -1. The list may change while items are compared. */
export function findItem(
  rt: Runtime,
  items: () => readonly Value[],
  wanted: Value,
  start: number,
  stop: number,
): number {
  for (let i = start; i < stop && i < items().length; i++) {
    rt.burn(1);
    if (valuesEqual(rt, items()[i], wanted)) return i;
  }
  return -1;
}

/** Number of equal items. */
export function countItem(rt: Runtime, items: () => readonly Value[], wanted: Value): number {
  let count = 0;
  for (let i = 0; i < items().length; i++) {
    rt.burn(1);
    if (valuesEqual(rt, items()[i], wanted)) count++;
  }
  return count;
}

/** Parses `(value, start=0, stop=maxsize)` and finds the value. */
export function indexOfItem(rt: Runtime, items: () => readonly Value[], args: readonly Value[]): number {
  checkCount(rt, "index", args.length, 1, 3);
  let start = indexNotNone(rt, args[1], 0);
  let stop = indexNotNone(rt, args[2], Number.MAX_SAFE_INTEGER);
  const { length } = items();
  if (start < 0) start = Math.max(0, start + length);
  if (stop < 0) stop = Math.max(0, stop + length);
  return findItem(rt, items, args[0], start, stop);
}
