/**
 * Faults of invalidation.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

/** Faults of invalidation. */
export const INVALIDATION: readonly Mutant[] = [];
