/**
 * The plan of a campaign: its slices in order, the same for equal seeds. Rounds go through all claims; slices are small at first,
 * so that what fails at once is found at once, and grow, as each of them costs a message and a transaction.
 *
 * @module
 */

import { type Slice, slicesOf } from "../core/rounds.ts";
import type { CampaignSlice } from "./slice.ts";

/** Rounds after which slices are twice as large. */
const ROUNDS_OF_A_SIZE = 2;
/** A turn of a claim has so many times the checks of a hunt's, at most. */
const LARGEST_FACTOR = 16;
/**
 * Checks in a slice, at most; a longer turn has several of them in a row. Where many checks fail, so many take some seconds, and that is
 * what whoever is killed loses.
 */
const LARGEST = 512;
/** Checks in the largest slice of a claim that a hunt has no plan for. */
const LARGEST_UNPLANNED = 128;

/** What a plan follows from. */
export interface PlanOptions {
  readonly claims: readonly string[];
  /** Checks of each claim in a round of a hunt. */
  readonly slices: readonly Slice[];
  readonly seed: number;
  /** Version of the generator. */
  readonly generator: number;
  /** The plan ends with the slice that brings it to so many checks. */
  readonly checks: number;
}

/** Slices one after the other. */
export class CampaignPlan {
  readonly #options: PlanOptions;
  readonly #slices: readonly Slice[];
  /** Checks that were planned of each of them. */
  readonly #done: number[];
  #round = 0;
  /** Checks of this turn that were planned. */
  #planned = 0;
  #at = 0;
  #number = 0;
  #checks = 0;

  constructor(options: PlanOptions) {
    this.#options = options;
    this.#slices = slicesOf(options.claims, options.slices);
    this.#done = this.#slices.map(() => 0);
  }

  /** Checks in all slices that it gave. */
  get checks(): number {
    return this.#checks;
  }

  /** The next slice; null at the end. */
  next(): CampaignSlice | null {
    const { seed, generator, checks } = this.#options;
    if (this.#slices.length === 0 || this.#checks >= checks) return null;
    while (this.#round % (this.#slice.every ?? 1) !== 0) this.#goOn();
    const { claim } = this.#slice;
    const from = this.#done[this.#at] as number;
    const to = from + Math.min(LARGEST, this.#size() - this.#planned);
    this.#done[this.#at] = to;
    this.#checks += to - from;
    this.#planned += to - from;
    if (this.#planned >= this.#size()) this.#goOn();
    return { number: this.#number++, claim, seed, generator, from, to };
  }

  get #slice(): Slice {
    return this.#slices[this.#at] as Slice;
  }

  #size(): number {
    const { claim, checks } = this.#slice;
    const grown = 2 ** Math.floor(this.#round / ROUNDS_OF_A_SIZE);
    const isPlanned = this.#options.slices.some((each) => each.claim === claim);
    return isPlanned ? checks * Math.min(grown, LARGEST_FACTOR) : Math.min(checks * grown, LARGEST_UNPLANNED);
  }

  #goOn(): void {
    this.#planned = 0;
    this.#at = (this.#at + 1) % this.#slices.length;
    if (this.#at === 0) this.#round++;
  }
}
