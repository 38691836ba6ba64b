/**
 * Shares of generated programs against their floors: what a hunt samples and its summary shows.
 *
 * @module
 */

import type { Floor } from "./plug.ts";
import type { Tally } from "./tally.ts";

/** A share that was measured, 0 to 1. */
export interface MeasuredShare {
  readonly what: string;
  readonly share: number;
  readonly floor: number;
}

/** The shares of a tally; empty when nothing was sampled. */
export function sharesOf({ sampled, shares }: Tally, floors: readonly Floor[]): MeasuredShare[] {
  if (sampled === 0) return [];
  return floors.map(({ what, percent }) => ({ what, floor: percent / 100, share: (shares[what] ?? 0) / sampled }));
}

/**
 * Whether a sample of this size can come from a generator that reaches the floor: three standard deviations below it are
 * chance.
 */
export function reachesFloor({ share, floor }: MeasuredShare, sampled: number): boolean {
  return share >= floor - 3 * Math.sqrt((floor * (1 - floor)) / sampled);
}
