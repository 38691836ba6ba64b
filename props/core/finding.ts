/**
 * Findings: a failure that was repeated, attributed, shrunk and explained. Files of them: `finding_file.ts`.
 *
 * @module
 */

import { crashOf, type Failure, framesOf, sortOf } from "./failure.ts";
import { withPaths } from "./file_urls.ts";
import { CoreError } from "./errors.ts";
import { fittingClaims, type Plug } from "./plug.ts";
import { divergenceOf, flakyCause, healersOf, type RootCause, rootCauseOf, unlessBroken } from "./root_cause.ts";
import { type ShrinkBudget, shrinkInput } from "./shrink.ts";
import type { StoredInput, Subject } from "./subject.ts";
import { type Mended, mendedIds, type Parting, variantOf } from "./target.ts";
import { type Counts, newTally, type Tally } from "./tally.ts";
import { encodeToken } from "./token.ts";

/** A finding. */
export interface Finding {
  /** Name of the language, and of what was attacked. */
  readonly language: string;
  /** Name of what was attacked. */
  readonly attacked: string;
  /** Name of the claim. */
  readonly claim: string;
  /** What the target is called with these defects mended. */
  readonly target: string;
  /** Defects that were mended. */
  readonly mended: readonly string[];
  /** Of the hunt. */
  readonly seed: number;
  /** Of the check. */
  readonly index: number;
  /** How the claim failed. */
  readonly failure: Failure;
  /** Whether the failure did not repeat: a defect of Tierproof. */
  readonly flaky: boolean;
  /** Whether the claim was meant to fail. */
  readonly canary: boolean;
  /** Defects that make it vanish when they are mended, each by itself. */
  readonly healedBy: readonly string[];
  /** What is to blame. */
  readonly cause: RootCause;
  /** Key of the root cause: equal for findings with the same one. */
  readonly signature: string;
  /** Instructions of the shrunk program. */
  readonly units: number;
  /** Events of the shrunk program. */
  readonly events: number;
  /** How it came to be so small. */
  readonly shrinking: { readonly steps: number; readonly tried: number; readonly complete: boolean };
  /** What `replay` takes. */
  readonly token: string;
  /** The shrunk input. */
  readonly input: StoredInput;
  /** Source text of the program, where there is any. */
  readonly source: string | null;
  /** The input for people. */
  readonly text: string;
  /** Where the engine to blame first parts from one that is right; null where it was not found. */
  readonly divergence: Parting | null;
  /** The part of the user's own without which the input does not fail, where no divergence names one. */
  readonly madeBy?: string;
  /** What a run leaves behind, as the plug's report knows it; null for nothing. */
  readonly left: unknown;
}

/** What a failing check is investigated with. */
export interface Investigation<Input> {
  /** What is attacked. */
  readonly plug: Plug;
  /** The claim with its inputs. */
  readonly subject: Subject<Input>;
  /** Of the hunt. */
  readonly seed: number;
  /** Of the check. */
  readonly index: number;
  /** Defects that are mended. */
  readonly mended: Mended;
  /** Default: the plug's. */
  readonly budget?: ShrinkBudget;
  /** How it failed when it was found; without it, an input that does not fail gives no finding. */
  readonly failure?: Failure;
  /** Told, by reason, of runs that were given up where nothing fails: that is no agreement. */
  readonly onGivenUp?: ((reasons: Counts) => void) | undefined;
}

/**
 * Runs a check; what is thrown becomes a failure of kind `crash`, but for a mistake of the user's, which is thrown on. One that is not
 * `whole` leaves out what the usual checks of a hunt leave out.
 */
export function checkSafely<Input>(
  subject: Subject<Input>,
  input: Input,
  mended: Mended,
  tally: Tally,
  whole = true,
): Failure | null {
  try {
    return whole || subject.begin === undefined
      ? subject.check(input, mended, tally)
      : subject.begin(input, mended)(false, tally);
  } catch (error) {
    const place = error instanceof CoreError ? "input" : subject.crash(error, mended);
    if (place === "input") throw error;
    return crashOf(error, place);
  }
}

/** The first checks of a claim, and how many of them a part of the user's own breaks down in that is simply wrong. */
const FIRST_CHECKS = 16;
const MOST_OF_THEM = 12;

/**
 * A part of the user's own that breaks down in nearly every program is a mistake to be told at once, not a finding about some of
 * them: what it threw is thrown on. The first checks of the plug's first claim decide, so it is the same for any claim and any
 * number of workers.
 */
export function refuseMistake(plug: Plug, seed: number, index: number, { place }: Failure, mended: Mended): void {
  if (place.own !== true || index >= FIRST_CHECKS) return;
  const [claim] = fittingClaims(plug);
  if (claim === undefined) return;
  const subject = plug.subject(claim);
  const thrown: unknown[] = [];
  for (let check = 0; check < FIRST_CHECKS; check++) {
    try {
      subject.check(subject.generate(seed, check), mended, newTally());
    } catch (error) {
      const where = subject.crash(error, mended);
      if (where !== null && where !== "input" && where.own === true) thrown.push(error);
    }
  }
  if (thrown.length >= MOST_OF_THEM) throw withPlace(thrown[0]);
}

/** The same error, whose message says where the user's own code threw: a mistake is told by its message alone. */
function withPlace(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const [frame] = framesOf(error.cause);
  if (frame !== undefined) error.message += `, ${withPaths(frame)}`;
  return error;
}

/** Asks once for each set of defects. */
function askedOnce(fails: (mended: Mended) => boolean): (mended: Mended) => boolean {
  const known = new Map<string, boolean>();
  return (mended) => {
    const key = [...mended].sort().join(" ");
    let failing = known.get(key);
    if (failing === undefined) known.set(key, failing = fails(mended));
    return failing;
  };
}

function knownDefects({ target }: Plug): string[] {
  return target.defects.map(({ id }) => id);
}

/** Repeats, attributes, shrinks and explains the failure of one check. Null when nothing fails there, or ever did. */
export function investigate<Input>(investigation: Investigation<Input>): Finding | null {
  const { subject, seed, index } = investigation;
  return investigateInput(investigation, subject.generate(seed, index));
}

/** The same for an input that was not made from the seed. */
export function investigateInput<Input>(investigation: Investigation<Input>, original: Input): Finding | null {
  const { plug, subject, mended, budget = plug.budget } = investigation;
  const known = knownDefects(plug);
  const tally = newTally();
  const failureOf = (input: Input, active: Mended) => checkSafely(subject, input, active, tally);
  const first = failureOf(original, mended);
  if (first === null) return describeFinding(investigation, original, NOT_SHRUNK, []);
  const cause = rootCauseOf(subject, known, original, mended, first, (active) => failureOf(original, active) !== null);
  const healed: Mended = new Set([...mended, ...(cause.defects.length === 0 ? known : cause.defects)]);
  // A candidate that fails for another reason than the original would end in another finding.
  const family = cause.defects.length === 0 ? subject.family(original, mended, first) : "";
  // Where nothing is left to mend, a second run would only be the first one again.
  const isHealed = [...healed].every((id) => mended.has(id));
  // What shows without the engines that show little more need not be asked of those for each candidate.
  const usual = cause.defects.length === 0 ? null : checkSafely(subject, original, mended, tally, false);
  const whole = usual === null || sortOf(usual) !== sortOf(first);
  const fails = (candidate: Input): boolean => {
    const failure = checkSafely(subject, candidate, mended, tally, whole);
    if (failure === null || failure.kind !== first.kind) return false;
    if (failure.kind === "crash" && sortOf(failure) !== sortOf(first)) return false;
    if (cause.defects.length === 0) {
      if (subject.family(candidate, mended, failure) !== family) return false;
      return failure.kind === "crash" || isHealed || failureOf(candidate, healed) !== null;
    }
    if (failureOf(candidate, healed) !== null) return false;
    return cause.form === "" || subject.form(candidate, mended, cause.defects[0] as string) === cause.form;
  };
  const shrunk = shrinkInput(original, (input) => subject.shrink(input), fails, budget, () => tally.work);
  return describeFinding(
    investigation,
    shrunk.input,
    { steps: shrunk.path.length, tried: shrunk.tried, complete: shrunk.complete },
    shrunk.path,
  );
}

/**
 * Whether a finding is a defect of Tierproof itself, and not one of what it attacks: it did not repeat, or something broke down
 * that neither a repair heals nor the target knows the place of.
 */
export function isOurs({ flaky, failure, cause }: Finding): boolean {
  return flaky || (failure.kind === "crash" && failure.place.what === "crash" && cause.defects.length === 0);
}

/** An input is shown as it is. */
export const NOT_SHRUNK: Finding["shrinking"] = { steps: 0, tried: 0, complete: true };

/**
 * Describes the failure of one input, which is run twice more: one that does not repeat is `flaky`. Null when it neither
 * fails nor did. Without a path the token says to shrink again.
 */
export function describeFinding<Input>(
  { plug, subject, seed, index, mended, failure: found, onGivenUp }: Investigation<Input>,
  input: Input,
  shrinking: Finding["shrinking"],
  path: readonly number[] | null,
): Finding | null {
  const tally = newTally();
  const known = knownDefects(plug);
  const failureOf = (active: Mended) => checkSafely(subject, input, active, tally);
  const failure = failureOf(mended);
  const again = failureOf(mended);
  const shown = failure ?? again ?? found;
  if (shown === undefined) {
    if (tally.poisoned > 0) onGivenUp?.(tally.reasons);
    return null;
  }
  const flaky = failure === null || again === null || sortOf(failure) !== sortOf(again) ||
    failure.right.text !== again.right.text;
  const fails = askedOnce((active) => failureOf(active) !== null);
  const cause = flaky ? flakyCause(subject, shown) : rootCauseOf(subject, known, input, mended, shown, fails);
  const divergence = flaky ? null : divergenceOf(subject, input, mended, new Set([...mended, ...cause.defects]), shown);
  const isBlamed = flaky || divergence !== null || shown.kind === "crash" || cause.defects.length > 0;
  const madeBy = isBlamed ? null : unlessBroken(() => subject.madeBy?.(input, mended) ?? null);
  const { size, text, source } = subject.explain(input);
  const { language, target } = plug;
  return {
    language: language.name,
    attacked: target.name,
    claim: subject.claim,
    target: variantOf(target, mended),
    mended: mendedIds(target, mended),
    seed,
    index,
    failure: shown,
    flaky,
    canary: subject.canary,
    healedBy: flaky || shown.place.own === true ? [] : healersOf(known, mended, fails),
    cause,
    signature: cause.key,
    ...size,
    shrinking,
    token: encodeToken({ claim: subject.claim, seed, index, mended, path }, plug),
    input: subject.codec.encode(input),
    source,
    text,
    divergence,
    ...(madeBy === null ? {} : { madeBy }),
    left: shown.kind === "crash" ? null : unlessBroken(() => subject.inspect(input, mended)),
  };
}
