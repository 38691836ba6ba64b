/**
 * Shares of programs of which something is true, against their floors: what a hunt samples and its summary shows.
 *
 * @module
 */

import type { Limits, Repairs } from "../../src/isa/engine.ts";
import type { Program } from "../../src/isa/program.ts";
import { SHARE_FLOORS, type Trait, TRAITS } from "../distribution/floors.ts";
import { traitsOf } from "../distribution/traits.ts";
import type { Draft } from "../generate/draft/draft.ts";
import type { Tally } from "../core/subject.ts";

/** One check in so many is sampled. */
export const SAMPLE_EVERY = 128;

/** Runs a program once more, and adds what is true of it to a tally. Equal repairs are to be one object. */
export function countShares(draft: Draft, program: Program, repairs: Repairs, limits: Limits, tally: Tally): void {
  tally.sampled++;
  for (const trait of traitsOf(draft, program, limits, repairs)) tally.shares[trait]++;
}

/** A share that was measured, 0 to 1. */
export interface MeasuredShare {
  readonly what: Trait;
  readonly share: number;
  readonly floor: number;
}

/** The shares of a tally; empty when nothing was sampled. */
export function sharesOf({ sampled, shares }: Tally): MeasuredShare[] {
  if (sampled === 0) return [];
  return TRAITS.map((what) => ({ what, floor: SHARE_FLOORS[what] / 100, share: shares[what] / sampled }));
}

/**
 * Whether a sample of this size can come from a generator that reaches the floor: three standard deviations below it are
 * chance.
 */
export function reachesFloor({ share, floor }: MeasuredShare, sampled: number): boolean {
  return share >= floor - 3 * Math.sqrt((floor * (1 - floor)) / sampled);
}
