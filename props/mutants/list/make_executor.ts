/**
 * Faults of packing a trace into an executor.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

/** Faults of packing a trace into an executor. */
export const MAKE_EXECUTOR: readonly Mutant[] = [];
