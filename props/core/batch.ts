/**
 * A batch of checks: consecutive indexes of one claim under one seed, run without a look at the clock.
 *
 * A batch goes by steps: it makes all inputs, begins all checks, then ends one after the other, as code that runs many times in
 * a row is faster. How checks are cut into batches changes nothing of what they give.
 *
 * @module
 */

import { WHOLE_EVERY } from "./claim.ts";
import type { Failure } from "./failure.ts";
import { checkSafely, refuseMistake } from "./finding.ts";
import type { Plug } from "./plug.ts";
import { flakyCause, type RootCause, rootCauseOf } from "./root_cause.ts";
import type { BegunCheck, Subject } from "./subject.ts";
import type { Mended } from "./target.ts";
import { newTally, type Tally } from "./tally.ts";

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

/** What one check of a batch gave. */
export interface BatchCheck<Input> {
  readonly index: number;
  readonly input: Input;
  readonly failure: Failure | null;
}

/** Runs the checks of a batch, in the order of their indexes, as far as they are asked for. The tally counts those. */
export function* runChecks<Input>(
  subject: Subject<Input>,
  { seed, from, to }: Omit<Batch, "claim">,
  mended: Mended,
  tally: Tally,
): Generator<BatchCheck<Input>> {
  // A list of its own, as it is emptied on the way: a subject may keep the one that it made.
  const inputs: (Input | undefined)[] = [...inputsOf(subject, seed, from, to)];
  subject.prepare?.(inputs as Input[], mended);
  const begun = inputs.map((input) => begin(subject, input as Input, mended));
  for (let index = from; index < to; index++) {
    const input = inputs[index - from] ?? subject.generate(seed, index);
    const rest = begun[index - from] ?? null;
    // What has had its turn is garbage: kept to the end of the batch, the collector copies it, twice.
    inputs[index - from] = undefined;
    begun[index - from] = null;
    const failure = rest === null
      ? checkSafely(subject, input, mended, tally)
      : finish(subject, input, rest, index % WHOLE_EVERY === 0, mended, tally);
    tally.checks++;
    yield { index, input, failure };
  }
}

/** The inputs; none where they are made one by one. */
function inputsOf<Input>(subject: Subject<Input>, seed: number, from: number, to: number): Input[] {
  if (subject.generateAll === undefined) return [];
  try {
    return subject.generateAll(seed, from, to);
  } catch {
    // The one that cannot be made shows in its turn.
    return [];
  }
}

/** Null for a check that goes in one piece: what is thrown here is thrown again then. */
function begin<Input>(subject: Subject<Input>, input: Input, mended: Mended): BegunCheck | null {
  try {
    return subject.begin?.(input, mended) ?? null;
  } catch {
    return null;
  }
}

/** What a check finds that was begun is what the whole check says of it, in one piece. */
function finish<Input>(
  subject: Subject<Input>,
  input: Input,
  rest: BegunCheck,
  whole: boolean,
  mended: Mended,
  tally: Tally,
): Failure | null {
  let found: Failure | null = null;
  try {
    found = rest(whole, tally);
    if (found === null) return null;
  } catch {
    // Told below.
  }
  const again = newTally();
  const failure = checkSafely(subject, input, mended, again);
  // What is given up is no failure; what does not repeat is one of our own.
  return again.poisoned > 0 ? null : failure ?? found;
}

/** Runs a batch up to the first check that fails. */
export function runBatch(plug: Plug, { claim, ...range }: Batch, mended: Mended): BatchResult {
  const subject = plug.subject(claim);
  const tally = newTally();
  for (const { index, failure } of runChecks(subject, range, mended, tally)) {
    if (failure === null) continue;
    refuseMistake(plug, range.seed, index, failure, mended);
    return { failedAt: index, failures: [{ index, failure, cause: null }], tally };
  }
  return { failedAt: -1, failures: [], tally };
}

/** Runs all checks of a batch, and attributes those that fail. The tally counts the checks alone. */
export function runWholeBatch(plug: Plug, { claim, ...range }: Batch, mended: Mended): BatchResult {
  const subject = plug.subject(claim);
  const known = plug.target.defects.map(({ id }) => id);
  const tally = newTally();
  const aside = newTally();
  const failures: BatchFailure[] = [];
  for (const { index, input, failure } of runChecks(subject, range, mended, tally)) {
    if (failure === null) continue;
    refuseMistake(plug, range.seed, index, failure, mended);
    const fails = (active: Mended): boolean => checkSafely(subject, input, active, aside) !== null;
    // What does not fail a second time would seem healed by whatever repair is tried first.
    const cause = fails(mended)
      ? rootCauseOf(subject, known, input, mended, failure, fails)
      : flakyCause(subject, failure);
    failures.push({ index, failure, cause });
  }
  return { failedAt: failures[0]?.index ?? -1, failures, tally };
}

/** What runs the batches of a hunt: all checks of each, or those up to the first that fails. */
export function batchRunner(whole: boolean): typeof runBatch {
  return whole ? runWholeBatch : runBatch;
}
