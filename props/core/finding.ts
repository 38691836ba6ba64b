/**
 * Findings: a failure that was repeated, attributed, shrunk and explained. Files of them: `finding_file.ts`.
 *
 * @module
 */

import type { Repairs, Target } from "../../src/isa/engine.ts";
import { REPAIR_IDS, type RepairId } from "../../src/isa/repairs.ts";
import type { Divergence } from "../../src/oracle/divergence.ts";
import { healingRepairs, type InvolvedTrace } from "../../src/oracle/explain.ts";
import { programSize } from "../cpython/program_size.ts";
import { divergenceOf, flakyCause, type RootCause, rootCauseOf } from "./root_cause.ts";
import { SHRINK_BUDGET, type ShrinkBudget, shrinkInput } from "./shrink.ts";
import { encodeToken } from "./token.ts";
import { type Failure, newTally, type StoredInput, type Subject, type Tally, targetOf } from "./subject.ts";

/** A finding. */
export interface Finding {
  readonly claim: string;
  readonly target: Target;
  /** Repairs that were on. */
  readonly repairs: readonly RepairId[];
  readonly seed: number;
  readonly index: number;
  readonly failure: Failure;
  /** Whether the failure did not repeat: a defect of Tierproof. */
  readonly flaky: boolean;
  /** Whether the claim was meant to fail. */
  readonly canary: boolean;
  /** Repairs that make it vanish, each by itself. */
  readonly healedBy: readonly RepairId[];
  readonly cause: RootCause;
  /** Key of the root cause: equal for findings with the same one. */
  readonly signature: string;
  readonly units: number;
  readonly events: number;
  readonly shrinking: { readonly steps: number; readonly tried: number; readonly complete: boolean };
  readonly token: string;
  readonly stored: StoredInput | null;
  /** Choices that make the input again, as hexadecimal bytes, where it is no program. */
  readonly choices: string | null;
  /** Python source of the program, where there is any. */
  readonly python: string | null;
  /** The input for people, where it is no program. */
  readonly description: string;
  readonly traces: readonly InvolvedTrace[];
  /** Where the engine to blame first parts from one that is right; null where it was not found. */
  readonly divergence: Divergence | null;
}

/** What a failing check is investigated with. */
export interface Investigation<Input> {
  readonly subject: Subject<Input>;
  readonly generator: number;
  readonly seed: number;
  readonly index: number;
  readonly repairs: Repairs;
  readonly budget?: ShrinkBudget;
  /** How it failed when it was found; without it, an input that does not fail gives no finding. */
  readonly failure?: Failure;
}

/** Runs a check; what Tierproof itself throws becomes a failure of kind `crash`. */
export function checkSafely<Input>(
  subject: Subject<Input>,
  input: Input,
  repairs: Repairs,
  tally: Tally,
): Failure | null {
  try {
    return subject.check(input, repairs, tally);
  } catch (error) {
    return crash(error);
  }
}

function crash(error: unknown): Failure {
  const name = error instanceof Error ? error.name : "thrown";
  const message = error instanceof Error ? error.message : String(error);
  // Where it was thrown tells crashes apart better than a message full of values.
  const place = error instanceof Error
    ? /\/((?:src|reference|props)\/[\w/]+\.ts)/.exec(error.stack ?? "")?.[1] ?? ""
    : "";
  return {
    kind: "crash",
    where: "inside Tierproof",
    sort: `${name} ${place}`.trim(),
    left: { name: "expected", text: "an outcome" },
    right: { name: "found", text: `${name}: ${message}${place === "" ? "" : ` (${place})`}` },
  };
}

/** Repeats, attributes, shrinks and explains the failure of one check. Null when nothing fails there, or ever did. */
export function investigate<Input>(investigation: Investigation<Input>): Finding | null {
  const { subject, seed, index, repairs, budget = SHRINK_BUDGET } = investigation;
  const tally = newTally();
  const failureOf = (input: Input, active: Repairs) => checkSafely(subject, input, active, tally);
  const original = subject.generate(seed, index);
  const first = failureOf(original, repairs);
  if (first === null) return describeFinding(investigation, original, NOT_SHRUNK, []);
  const cause = rootCauseOf(subject, original, repairs, first, (active) => failureOf(original, active) !== null);
  const mended: Repairs = new Set([...repairs, ...(cause.repairs.length === 0 ? REPAIR_IDS : cause.repairs)]);
  // A candidate that fails for another reason than the original would end in another finding.
  const fails = (candidate: Input): boolean => {
    const failure = failureOf(candidate, repairs);
    if (failure === null || failure.kind !== first.kind) return false;
    if (failure.kind === "crash" && failure.sort !== first.sort) return false;
    if (cause.repairs.length === 0) return failure.kind === "crash" || failureOf(candidate, mended) !== null;
    if (failureOf(candidate, mended) !== null) return false;
    return cause.form === "" || subject.form(candidate, repairs, cause.repairs[0] as RepairId) === cause.form;
  };
  const shrunk = shrinkInput(original, (input) => subject.shrink(input), fails, budget, () => tally.work);
  return describeFinding(
    investigation,
    shrunk.input,
    { steps: shrunk.path.length, tried: shrunk.tried, complete: shrunk.complete },
    shrunk.path,
  );
}

/** Whether a finding is a defect of Tierproof itself, and not one of what it attacks. */
export function isOurs({ flaky, failure, cause }: Finding): boolean {
  return flaky || (failure.kind === "crash" && cause.repairs.length === 0);
}

/** An input is shown as it is. */
export const NOT_SHRUNK: Finding["shrinking"] = { steps: 0, tried: 0, complete: true };

/**
 * Describes the failure of one input, which is run twice more: one that does not repeat is `flaky`. Null when it neither
 * fails nor did.
 */
export function describeFinding<Input>(
  { subject, generator, seed, index, repairs, failure: found }: Investigation<Input>,
  input: Input,
  shrinking: Finding["shrinking"],
  path: readonly number[] | null,
): Finding | null {
  const tally = newTally();
  const failureOf = (active: Repairs) => checkSafely(subject, input, active, tally);
  const failure = failureOf(repairs);
  const again = failureOf(repairs);
  const shown = failure ?? again ?? found;
  if (shown === undefined) return null;
  const flaky = failure === null || again === null || failure.sort !== again.sort ||
    failure.right.text !== again.right.text;
  const fails = (active: Repairs): boolean => failureOf(active) !== null;
  const cause = flaky ? flakyCause(subject.claim, shown) : rootCauseOf(subject, input, repairs, shown, fails);
  const healedBy = flaky ? [] : healingRepairs(repairs, fails);
  const stored = subject.stored(input);
  const size = stored === null ? { units: 0, events: 0 } : programSize(stored.program);
  return {
    claim: subject.claim,
    target: targetOf(repairs),
    repairs: REPAIR_IDS.filter((id) => repairs.has(id)),
    seed,
    index,
    failure: shown,
    flaky,
    canary: subject.canary,
    healedBy,
    cause,
    signature: cause.key,
    ...size,
    shrinking,
    token: encodeToken({ claim: subject.claim, generator, seed, index, repairs, path }),
    stored,
    choices: subject.choices(input),
    python: subject.python(input),
    description: stored === null ? subject.describe(input) : "",
    divergence: flaky ? null : divergenceOf(subject, input, repairs, new Set([...repairs, ...cause.repairs]), shown),
    traces: shown.kind === "crash" ? [] : subject.inspect(input, repairs),
  };
}
