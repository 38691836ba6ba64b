/**
 * The engines agree on Python functions around one thing that a hot loop takes for granted, and that is changed under it. What fails is
 * shrunk as Python.
 *
 * @module
 */

import type { ProgramClaim } from "./claim.ts";
import {
  drawnBeliefSources,
  type DrawnClaim,
  drawnHotSources,
  drawnMaking,
  drawnSlipSources,
} from "./drawn_sources.ts";
import type { WeightedSites } from "./scenarios/sources/draw_site.ts";
import { siteMaking } from "./scenarios/sources/making.ts";

/** How programs of lists of sites are made and shrunk. */
export function sourceMaking(lists: () => readonly WeightedSites[]): NonNullable<ProgramClaim["making"]> {
  return siteMaking(drawnMaking(lists).generate);
}

function shrunkAsPython(claim: DrawnClaim): ProgramClaim {
  return { ...claim, making: siteMaking(claim.making.generate) };
}

/** A site, how long it is warmed, and what is changed where. */
export const hotSources: ProgramClaim = shrunkAsPython(drawnHotSources);

/** The same around what slips of optimizers make of constants, variables and tests. */
export const slipSources: ProgramClaim = shrunkAsPython(drawnSlipSources);

/** The same around what passes believe of tests, results and loads while other code runs between. */
export const beliefSources: ProgramClaim = shrunkAsPython(drawnBeliefSources);
