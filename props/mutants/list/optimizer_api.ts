/**
 * Faults of the interface to optimizers and executors.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

/** Faults of the interface to optimizers and executors. */
export const OPTIMIZER_API: readonly Mutant[] = [];
