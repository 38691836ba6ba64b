/**
 * Rewrites that keep behaviour: none of them may be flagged.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";

/** Rewrites that keep behaviour: none of them may be flagged. */
export const HARMLESS: readonly Mutant[] = [];
