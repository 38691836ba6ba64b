/**
 * What passes took out of the traces of sites something still vouches for.
 *
 * @module
 */

import { assumptions } from "./assumptions.ts";
import { needsPasses, type ProgramClaim } from "./claim.ts";
import { sourceMaking } from "./hot_sources.ts";
import { compiledList } from "./scenarios/sources/unpack.ts";

/** The claim `assumptions` on functions that use what passes rewrite, which random programs seldom do. */
export const assumptionSources: ProgramClaim = {
  ...assumptions,
  name: "assumption-sources",
  what:
    "the claim `assumptions` on Python functions around what optimizers take for granted, fold, forward, drop, move and believe: " +
    "about passes of one's own",
  unfit: (vm) => needsPasses(vm) ?? (vm.hasOwnPasses ? null : "it has no passes besides those of the pin"),
  making: sourceMaking(() => [
    { sites: compiledList("rewritten"), weight: 3 },
    { sites: compiledList("sites"), weight: 2 },
    { sites: compiledList("slips"), weight: 1 },
    { sites: compiledList("believed"), weight: 1 },
    { sites: compiledList("deaths"), weight: 1 },
  ]),
};
