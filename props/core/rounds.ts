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
  /** It has its turn in the first of so many rounds; default each. */
  readonly every?: number;
}

/** Sizes give equivalence about half of the time, and the rest what fits its cost and what it sees. */
const SIZES: readonly Slice[] = [
  { claim: "equivalence", checks: 256 },
  { claim: "invalidation", checks: 96 },
  { claim: "exits", checks: 32 },
  { claim: "boundaries", checks: 4 },
  { claim: "traces", checks: 32 },
  { claim: "executor-commands", checks: 2 },
  { claim: "executor-list", checks: 8 },
  { claim: "executor-index", checks: 1 },
  { claim: "executor-references", checks: 16 },
  { claim: "running-executors", checks: 8 },
  { claim: "determinism", checks: 8 },
  { claim: "fuel", checks: 8 },
  { claim: "counting", checks: 8 },
  { claim: "without-passes", checks: 8 },
  { claim: "recursion-limit", checks: 4 },
  { claim: "backedge-counters", checks: 8 },
  { claim: "bytecode", checks: 8 },
  { claim: "scenarios", checks: 4 },
  { claim: "translation", checks: 16 },
  { claim: "analysis", checks: 16 },
  { claim: "compaction", checks: 8 },
  { claim: "bloom-filter", checks: 8 },
  { claim: "uop-rows", checks: 4 },
  { claim: "drivers", checks: 8 },
  { claim: "validity", checks: 1, every: 2 },
  { claim: "recordings", checks: 1, every: 2 },
  { claim: "finalizers", checks: 1, every: 16 },
];

/** Checks in a round of a claim that has no line above. */
const UNPLANNED = 2;

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
  #round = 0;

  constructor(claims: readonly string[], checks: number) {
    this.#slices = slicesOf(claims);
    this.#done = this.#slices.map(() => 0);
    this.#left = checks;
  }

  next(): PlannedBatch | null {
    if (this.#slices.length === 0 || this.#left <= 0) return null;
    while (this.#round % ((this.#slices[this.#at] as Slice).every ?? 1) !== 0) this.#goOn();
    const slice = this.#slices[this.#at] as Slice;
    const from = this.#done[this.#at] as number;
    const to = from + Math.min(slice.checks, this.#left);
    this.#done[this.#at] = to;
    this.#left -= to - from;
    const { claim } = slice;
    this.#goOn();
    return { claim, from, to };
  }

  #goOn(): void {
    this.#at = (this.#at + 1) % this.#slices.length;
    if (this.#at === 0) this.#round++;
  }
}
