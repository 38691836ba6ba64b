/**
 * Faults of the tier-1 interpreter.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

/** Faults of the tier-1 interpreter. */
export const TIER1_EXEC: readonly Mutant[] = [];
