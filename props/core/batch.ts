/**
 * A batch of checks: consecutive indexes of one claim under one seed, run one after the other without a look at the clock.
 *
 * @module
 */

import type { Failure } from "./failure.ts";
import { checkSafely } from "./finding.ts";
import type { Plug } from "./plug.ts";
import { flakyCause, type RootCause, rootCauseOf } from "./root_cause.ts";
import type { Mended } from "./target.ts";
import { newTally, type Tally } from "./tally.ts";

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

/** The checks `from` to `to - 1` of a claim under a seed. */
export interface Batch {
  readonly claim: string;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

/** Runs a batch up to the first check that fails. */
export function runBatch(plug: Plug, { claim, seed, from, to }: Batch, mended: Mended): BatchResult {
  const subject = plug.subject(claim);
  const tally = newTally();
  for (let index = from; index < to; index++) {
    const failure = checkSafely(subject, subject.generate(seed, index), mended, tally);
    tally.checks++;
    if (failure !== null) return { failedAt: index, failures: [{ index, failure, cause: null }], tally };
  }
  return { failedAt: -1, failures: [], tally };
}

/** Runs all checks of a batch, and attributes those that fail. The tally counts the checks alone. */
export function runWholeBatch(plug: Plug, { claim, seed, from, to }: Batch, mended: Mended): BatchResult {
  const subject = plug.subject(claim);
  const known = plug.target.defects.map(({ id }) => id);
  const tally = newTally();
  const aside = newTally();
  const failures: BatchFailure[] = [];
  for (let index = from; index < to; index++) {
    const input = subject.generate(seed, index);
    const failure = checkSafely(subject, input, mended, tally);
    tally.checks++;
    if (failure === null) continue;
    const fails = (active: Mended): boolean => checkSafely(subject, input, active, aside) !== null;
    // What does not fail a second time would seem healed by whatever repair is tried first.
    const cause = fails(mended)
      ? rootCauseOf(subject, known, input, mended, failure, fails)
      : flakyCause(subject.claim, failure);
    failures.push({ index, failure, cause });
  }
  return { failedAt: failures[0]?.index ?? -1, failures, tally };
}
