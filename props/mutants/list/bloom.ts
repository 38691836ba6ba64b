/**
 * Faults of the bloom filters of dependencies.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

/** Faults of the bloom filters of dependencies. */
export const BLOOM: readonly Mutant[] = [];
