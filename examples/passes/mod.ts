/**
 * Example passes, each right and with one subtle slip, to learn from and to check what finds slips.
 *
 * @module
 */

import type { Pass } from "../../mod.ts";
import { constantFolding, constantFoldingSlip } from "./constant_folding.ts";
import { constantGlobals, constantGlobalsSlip } from "./constant_globals.ts";
import { deadStores, deadStoresSlip } from "./dead_stores.ts";
import { redundantGuards, redundantGuardsSlip } from "./redundant_guards.ts";
import { redundantSetIp, redundantSetIpSlip } from "./redundant_set_ip.ts";

/** Passes that keep the meaning of every program. */
export const RIGHT: readonly Pass[] = [redundantGuards, constantFolding, deadStores, redundantSetIp, constantGlobals];

/** The same passes, each with a slip. */
export const SLIPS: readonly Pass[] = [
  redundantGuardsSlip,
  constantFoldingSlip,
  deadStoresSlip,
  redundantSetIpSlip,
  constantGlobalsSlip,
];
