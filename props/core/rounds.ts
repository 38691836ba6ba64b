/**
 * The order in which `hunt --all` goes through the claims: rounds of slices, counted in checks, so that equal seeds find
 * the same things in the same order on every machine.
 *
 * @module
 */

import { batchSize } from "./batch_size.ts";
import type { Batches, PlannedBatch } from "./planned_batch.ts";

/** Checks of one claim in a round. */
export interface Slice {
  /** Name of the claim. */
  readonly claim: string;
  /** Checks in a row. */
  readonly checks: number;
  /** It has its turn in the first of so many rounds; default each. */
  readonly every?: number;
}

/** Checks in a round of a claim that has no slice of its own. */
const UNPLANNED = 2;

/** The slices of a round over these claims: those that are planned first. */
export function slicesOf(claims: readonly string[], slices: readonly Slice[]): readonly Slice[] {
  const planned = slices.filter(({ claim }) => claims.includes(claim));
  const others = claims.filter((name) => !slices.some(({ claim }) => claim === name));
  return [...planned, ...others.map((claim) => ({ claim, checks: UNPLANNED }))];
}

/** Rounds of slices, up to a number of checks; each claim counts its checks from 0. */
export class Rounds implements Batches {
  readonly #slices: readonly Slice[];
  readonly #done: number[];
  /** Of all checks. */
  #left: number;
  #at = 0;
  /** Checks of the slice that were planned. */
  #planned = 0;
  #round = 0;

  constructor(claims: readonly string[], checks: number, slices: readonly Slice[]) {
    this.#slices = slicesOf(claims, slices);
    this.#done = this.#slices.map(() => 0);
    this.#left = checks;
  }

  next(): PlannedBatch | null {
    if (this.#slices.length === 0 || this.#left <= 0) return null;
    while (this.#round % ((this.#slices[this.#at] as Slice).every ?? 1) !== 0) this.#goOn();
    const slice = this.#slices[this.#at] as Slice;
    const from = this.#done[this.#at] as number;
    const to = from + Math.min(slice.checks - this.#planned, this.#left, batchSize(from));
    this.#done[this.#at] = to;
    this.#left -= to - from;
    this.#planned += to - from;
    const { claim } = slice;
    if (this.#planned === slice.checks) this.#goOn();
    return { claim, from, to };
  }

  #goOn(): void {
    this.#planned = 0;
    this.#at = (this.#at + 1) % this.#slices.length;
    if (this.#at === 0) this.#round++;
  }
}
