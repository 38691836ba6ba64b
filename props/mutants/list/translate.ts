/**
 * Faults of the projection of bytecode to a trace.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

/** Faults of the projection of bytecode to a trace. */
export const TRANSLATE: readonly Mutant[] = [];
