/**
 * A batch of checks: consecutive indexes under one seed, run one after the other without a look at the clock.
 *
 * @module
 */

import type { Repairs } from "../../src/isa/engine.ts";
import { checkSafely } from "./finding.ts";
import { addTally, newTally, type Subject, type Tally } from "./types.ts";

/** Checks in a batch: the clock is read and workers report this often. */
export const BATCH = 64;

/** What a batch gave. */
export interface BatchResult {
  /** Index of the first failing check, where the batch stopped, or -1. */
  readonly failedAt: number;
  readonly tally: Tally;
}

/** Runs the checks `from` to `to - 1` of a seed, up to the first that fails. */
export function runBatch<Input>(
  subject: Subject<Input>,
  seed: number,
  from: number,
  to: number,
  repairs: Repairs,
): BatchResult {
  const tally = newTally();
  for (let index = from; index < to; index++) {
    const failure = checkSafely(subject, subject.generate(seed, index), repairs, tally);
    tally.checks++;
    if (failure !== null) return { failedAt: index, tally };
  }
  return { failedAt: -1, tally };
}

/**
 * Puts the results of batches into the order of their indexes, whoever finishes first: the counts and the failure are
 * those of one thread that goes through all checks and stops at the first failure.
 */
export class BatchOrder {
  /** Counts of the batches up to the first failure, as far as all before them have come in. */
  readonly tally: Tally = newTally();
  /** Index of the earliest failing check, or -1; final once all batches that were handed out have come in. */
  failedAt = -1;
  readonly #waiting = new Map<number, BatchResult>();
  #next = 0;

  /** Takes the result of the batch that began at `from`. */
  add(from: number, result: BatchResult): void {
    this.#waiting.set(from, result);
    for (let next = this.#waiting.get(this.#next); next !== undefined; next = this.#waiting.get(this.#next)) {
      if (this.failedAt !== -1) return;
      addTally(this.tally, next.tally);
      this.failedAt = next.failedAt;
      this.#waiting.delete(this.#next);
      this.#next += BATCH;
    }
  }
}
