/**
 * Comparisons of sets: equality, subset, superset.
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import type { PyAnySet } from "./set.ts";
import { isSubset } from "./set_ops.ts";

/** What is compared by what it has: its size decides before any item is looked at. */
interface Sized {
  readonly size: number;
}

/** `left op right`; `op` is one of COMPARE. `within` says whether all of one that is no bigger is in the other. */
export function compareContents<T extends Sized>(
  left: T,
  right: T,
  op: number,
  within: (inner: T, outer: T) => boolean,
): boolean {
  switch (op) {
    case 0:
      return left.size < right.size && within(left, right);
    case 1:
      return left.size <= right.size && within(left, right);
    case 2:
      return left.size === right.size && within(left, right);
    case 3:
      return left.size !== right.size || !within(left, right);
    case 4:
      return left.size > right.size && within(right, left);
    default:
      return left.size >= right.size && within(right, left);
  }
}

/** `left op right` (`set_richcompare`); `op` is one of COMPARE. */
export function compareSets(rt: Runtime, left: PyAnySet, right: PyAnySet, op: number): boolean {
  const sized = (set: PyAnySet) => ({ size: set.used, set });
  return compareContents(sized(left), sized(right), op, (inner, outer) => isSubset(rt, inner.set, outer.set));
}
