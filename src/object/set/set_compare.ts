/**
 * Comparisons of sets: equality, subset, superset.
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import type { PyAnySet } from "./set.ts";
import { isSubset } from "./set_ops.ts";

/** `left op right` (`set_richcompare`); `op` is one of COMPARE. */
export function compareSets(rt: Runtime, left: PyAnySet, right: PyAnySet, op: number): boolean {
  switch (op) {
    case 0:
      return left.used < right.used && isSubset(rt, left, right);
    case 1:
      return isSubset(rt, left, right);
    case 2:
      return left.used === right.used && isSubset(rt, left, right);
    case 3:
      return left.used !== right.used || !isSubset(rt, left, right);
    case 4:
      return left.used > right.used && isSubset(rt, right, left);
    default:
      return isSubset(rt, right, left);
  }
}
