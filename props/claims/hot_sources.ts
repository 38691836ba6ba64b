/**
 * The engines agree on Python functions around one thing that a hot loop takes for granted, and that is changed under it.
 *
 * @module
 */

import type { ProgramClaim } from "./claim.ts";
import { equivalence } from "./equivalence.ts";
import { drawSite } from "./scenarios/sources/draw_site.ts";
import { siteMaking } from "./scenarios/sources/making.ts";
import { compiledSources } from "./scenarios/sources/unpack.ts";

/** A site, how long it is warmed, and what is changed where. */
export const hotSources: ProgramClaim = {
  ...equivalence,
  name: "hot-sources",
  what:
    "all engines agree on Python functions whose loop uses one thing until it is hot: class trees, what classes keep, descriptors, " +
    "dicts that others hold, iterators, generators, cells, super, lines; then what it stands on is changed",
  making: siteMaking((choices) => {
    const { sites, watched } = compiledSources();
    // What tools are told has few sites, each of which has much to get wrong.
    return drawSite(choices, choices.chance(1, 4) ? watched : sites);
  }),
};

/** The same around what slips of optimizers make of constants, variables and tests. */
export const slipSources: ProgramClaim = {
  ...equivalence,
  name: "slip-sources",
  what:
    "all engines agree on Python functions whose loop computes with what optimizers fold, forward, drop, move and believe, and " +
    "finds other values in one round; or lets go of what tells where it died",
  making: siteMaking((choices) => {
    const { slips, deaths } = compiledSources();
    return drawSite(choices, choices.chance(1, 4) ? deaths : slips);
  }),
};
