/**
 * Faults of the list that are not planted, each with what would have to exist first.
 *
 * @module
 */

import type { NotPlanted } from "../mutant.ts";

/** At most 12. */
export const NOT_PLANTED: readonly NotPlanted[] = [];
