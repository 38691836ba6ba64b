/**
 * Faults of the tier-2 interpreter.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

/** Faults of the tier-2 interpreter. */
export const TIER2_EXEC: readonly Mutant[] = [];
