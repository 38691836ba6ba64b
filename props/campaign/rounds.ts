/**
 * The order in which `hunt --all` goes through the claims: rounds of slices, counted in checks, so that equal seeds find
 * the same things in the same order on every machine.
 *
 * @module
 */

import type { BatchPlan, PlannedBatch } from "./run_batches.ts";

/** Checks of one claim in a round. */
export interface Slice {
  readonly claim: string;
  readonly checks: number;
}

/** Sizes give equivalence about half of the time, and the rest what fits its cost and what it sees. */
const SIZES: readonly Slice[] = [
  { claim: "equivalence", checks: 256 },
  { claim: "invalidation", checks: 128 },
  { claim: "exits", checks: 32 },
  { claim: "boundaries", checks: 4 },
  { claim: "traces", checks: 32 },
  { claim: "executor-commands", checks: 4 },
  { claim: "executor-list", checks: 16 },
  { claim: "executor-index", checks: 2 },
  { claim: "executor-references", checks: 32 },
  { claim: "determinism", checks: 16 },
  { claim: "bloom-filter", checks: 16 },
  { claim: "validity", checks: 1 },
  { claim: "drivers", checks: 16 },
  { claim: "recordings", checks: 1 },
];

/** Checks in a round of a claim that has no line above. */
const UNPLANNED = 8;

/** The slices of a round over these claims: those with a line of their own first. */
export function slicesOf(claims: readonly string[]): readonly Slice[] {
  const planned = SIZES.filter(({ claim }) => claims.includes(claim));
  const others = claims.filter((name) => !SIZES.some(({ claim }) => claim === name));
  return [...planned, ...others.map((claim) => ({ claim, checks: UNPLANNED }))];
}

/** Rounds of slices, up to a number of checks; each claim counts its checks from 0. */
export class Rounds implements BatchPlan {
  readonly #slices: readonly Slice[];
  readonly #done: number[];
  #left: number;
  #at = 0;

  constructor(claims: readonly string[], checks: number) {
    this.#slices = slicesOf(claims);
    this.#done = this.#slices.map(() => 0);
    this.#left = checks;
  }

  next(): PlannedBatch | null {
    const slice = this.#slices[this.#at];
    if (slice === undefined || this.#left <= 0) return null;
    const from = this.#done[this.#at] as number;
    const to = from + Math.min(slice.checks, this.#left);
    this.#done[this.#at] = to;
    this.#left -= to - from;
    this.#at = (this.#at + 1) % this.#slices.length;
    return { claim: slice.claim, from, to };
  }
}
