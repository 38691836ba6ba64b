/**
 * What a hunt runs: batches in an order that follows from its plan alone, so that any thread knows each of them by its number.
 *
 * @module
 */

import { batchSize } from "./batch_size.ts";
import { framesOf } from "./failure.ts";
import type { Batches, PlannedBatch } from "./planned_batch.ts";
import { Rounds, type Slice } from "./rounds.ts";
import type { Turns } from "./turns.ts";

/** Says that checks, or what else ran, left a promise behind that was rejected. */
export function rejectedText(where: string, reason: unknown): string {
  return `${where}: what is attacked left a promise rejected: ${reason}`;
}

/** Says that checks left a timer or the like behind that threw; which of them, nobody knows. */
export function thrownText(where: string, thrown: unknown): string {
  const [frame] = framesOf(thrown);
  return `${where}, or earlier ones: what is attacked left something behind that threw ${thrown}${
    frame === undefined ? "" : ` (${frame})`
  }`;
}

/** A plan as plain data, so that workers can be sent it. */
export type BatchPlan =
  /** Batches of one claim, one after the other, up to a number of checks. */
  | { readonly kind: "claim"; readonly claim: string; readonly from: number; readonly checks: number }
  | {
    readonly kind: "rounds";
    readonly claims: readonly string[];
    readonly checks: number;
    readonly slices: readonly Slice[];
  };

class ClaimBatches implements Batches {
  readonly #claim: string;
  readonly #start: number;
  readonly #end: number;
  #next: number;

  constructor(claim: string, from: number, checks: number) {
    this.#claim = claim;
    this.#start = this.#next = from;
    this.#end = from + checks;
  }

  next(): PlannedBatch | null {
    const from = this.#next;
    if (from >= this.#end) return null;
    this.#next = Math.min(from + batchSize(from - this.#start), this.#end);
    return { claim: this.#claim, from, to: this.#next };
  }
}

/** The batches of a plan. */
export function batchesOf(plan: BatchPlan): Batches {
  return plan.kind === "claim"
    ? new ClaimBatches(plan.claim, plan.from, plan.checks)
    : new Rounds(plan.claims, plan.checks, plan.slices);
}

/** Batches by their numbers, which only grow from one question to the next. */
export class NumberedBatches {
  readonly #batches: Batches;
  #number = -1;
  #batch: PlannedBatch | null = null;

  constructor(plan: BatchPlan) {
    this.#batches = batchesOf(plan);
  }

  /** The batch with this number; null behind the end. */
  at(number: number): PlannedBatch | null {
    for (; this.#number < number; this.#number++) this.#batch = this.#batches.next();
    return this.#batch;
  }

  /** The batch that it is a thread's turn to run; null where nothing more is taken, and behind the end. */
  take(turns: Turns, thread: number): { readonly number: number; readonly batch: PlannedBatch } | null {
    const number = turns.take(thread);
    const batch = number === null ? null : this.at(number);
    return number === null || batch === null ? null : { number, batch };
  }
}
