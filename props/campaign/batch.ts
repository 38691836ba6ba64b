/**
 * A batch of checks: consecutive indexes under one seed, run one after the other without a look at the clock.
 *
 * @module
 */

import type { Repairs } from "../../src/isa/engine.ts";
import { checkSafely } from "./finding.ts";
import { newTally, type Subject, type Tally } from "./types.ts";

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
