/**
 * The engines agree on Python functions around one thing that a hot loop takes for granted, and that is changed under it: as they are
 * drawn, without the parser and the compiler that it takes to shrink them. `hot_sources.ts` has the same with those.
 *
 * @module
 */

import type { Making } from "../core/language.ts";
import type { ProgramCase } from "../cpython/vm.ts";
import type { ProgramClaim } from "./claim.ts";
import { equivalence } from "./equivalence.ts";
import {
  caseOf,
  type DrawnSite,
  drawSite,
  type SiteChanges,
  siteChanges,
  type WeightedSites,
} from "./scenarios/sources/draw_site.ts";
import { compiledList } from "./scenarios/sources/unpack.ts";

/** A claim about programs of sites. */
export interface DrawnClaim extends ProgramClaim {
  readonly making: Making<DrawnSite, ProgramCase>;
}

/** How programs of lists of sites are made: those are unpacked when the first program is drawn. */
export function drawnMaking(lists: () => readonly WeightedSites[]): Making<DrawnSite, ProgramCase> {
  let changes: SiteChanges | null = null;
  return { generate: (choices) => drawSite(choices, changes ??= siteChanges(...lists())), lower: caseOf };
}

/** A site, how long it is warmed, and what is changed where. */
export const drawnHotSources: DrawnClaim = {
  ...equivalence,
  name: "hot-sources",
  what:
    "all engines agree on Python functions whose loop uses one thing until it is hot: class trees, what classes keep, descriptors, " +
    "dicts that others hold, iterators, generators, cells, super, lines; then what it stands on is changed",
  making: drawnMaking(() => {
    const sites = compiledList("sites");
    // What tools are told takes several times as long, most of it the first time: it comes when each of the others had its turn.
    return [{ sites, weight: sites.length }, { sites: compiledList("watched"), weight: Math.ceil(sites.length / 7) }];
  }),
};

/** The same around what slips of optimizers make of constants, variables and tests. */
export const drawnSlipSources: DrawnClaim = {
  ...equivalence,
  name: "slip-sources",
  what:
    "all engines agree on Python functions whose loop computes with what optimizers fold, forward, drop, move and believe, and " +
    "finds other values in one round; or lets go of what tells where it died",
  // Deaths have a claim of their own, `finalizers`.
  making: drawnMaking(() => [
    { sites: compiledList("slips"), weight: 1 },
    { sites: compiledList("deaths"), weight: 1 },
  ]),
};

/** The same around what passes believe of tests, results and loads while other code runs between. */
export const drawnBeliefSources: DrawnClaim = {
  ...equivalence,
  name: "belief-sources",
  what:
    "all engines agree on Python functions whose loop asks twice, and between it other code acts, which does something else in one " +
    "round: in calls, operators, setters, destructors; or where a test, the kind of a result or of a constant turns out otherwise",
  making: drawnMaking(() => [{ sites: compiledList("believed"), weight: 1 }]),
};
