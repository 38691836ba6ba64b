/**
 * Rewrites that keep behaviour: none of them may be flagged.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { HARMLESS_MACHINE } from "./harmless_machine.ts";
import { HARMLESS_OPTIMIZER } from "./harmless_optimizer.ts";

/** Rewrites that keep behaviour: none of them may be flagged. */
export const HARMLESS: readonly Mutant[] = [...HARMLESS_MACHINE, ...HARMLESS_OPTIMIZER];
