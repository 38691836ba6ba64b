/**
 * Faults that the list of the field lacks.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

/** Faults that the list of the field lacks. */
export const OWN: readonly Mutant[] = [];
