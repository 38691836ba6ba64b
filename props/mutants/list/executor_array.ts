/**
 * Faults of the executors of a code object.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

/** Faults of the executors of a code object. */
export const EXECUTOR_ARRAY: readonly Mutant[] = [];
