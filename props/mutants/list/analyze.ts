/**
 * Faults of the pass that cleans a trace.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

/** Faults of the pass that cleans a trace. */
export const ANALYZE: readonly Mutant[] = [];
