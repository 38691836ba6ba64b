/**
 * Faults of the list of all executors.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

/** Faults of the list of all executors. */
export const EXECUTOR_LIST: readonly Mutant[] = [];
