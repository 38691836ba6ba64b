/**
 * A batch of checks: consecutive indexes of one claim under one seed, run one after the other without a look at the clock.
 *
 * @module
 */

import type { Repairs } from "../../src/isa/engine.ts";
import { checkSafely } from "./finding.ts";
import { flakyCause, type RootCause, rootCauseOf } from "./root_cause.ts";
import { type Failure, newTally, type Subject, type Tally } from "./subject.ts";

/** Checks in a batch: the clock is read and workers report this often. */
export const BATCH = 64;

/** A check that failed. */
export interface BatchFailure {
  readonly index: number;
  readonly failure: Failure;
  /** Null where nobody asked for it. */
  readonly cause: RootCause | null;
}

/** What a batch gave. */
export interface BatchResult {
  /** Index of the first failing check, or -1. */
  readonly failedAt: number;
  /** In the order of their indexes. */
  readonly failures: readonly BatchFailure[];
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
    if (failure !== null) return { failedAt: index, failures: [{ index, failure, cause: null }], tally };
  }
  return { failedAt: -1, failures: [], tally };
}

/** Runs all of the checks `from` to `to - 1`, and attributes those that fail. The tally counts the checks alone. */
export function runWholeBatch<Input>(
  subject: Subject<Input>,
  seed: number,
  from: number,
  to: number,
  repairs: Repairs,
): BatchResult {
  const tally = newTally();
  const aside = newTally();
  const failures: BatchFailure[] = [];
  for (let index = from; index < to; index++) {
    const input = subject.generate(seed, index);
    const failure = checkSafely(subject, input, repairs, tally);
    tally.checks++;
    if (failure === null) continue;
    const fails = (active: Repairs): boolean => checkSafely(subject, input, active, aside) !== null;
    // What does not fail a second time would seem healed by whatever repair is tried first.
    const cause = fails(repairs)
      ? rootCauseOf(subject, input, repairs, failure, fails)
      : flakyCause(subject.claim, failure);
    failures.push({ index, failure, cause });
  }
  return { failedAt: failures[0]?.index ?? -1, failures, tally };
}
