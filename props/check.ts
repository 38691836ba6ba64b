/**
 * Checks of your own pass, optimizer or engine against the reference interpreter: random programs until one gives another
 * outcome, shrunk to a small one.
 *
 * ```ts
 * import { checkPass } from "./check.ts";
 * import { UOPS } from "../src/isa/uops.ts";
 * import type { Pass } from "../src/optimizer/passes.ts";
 *
 * // A wrong pass: it drops the guards that keep a loop from running past its end.
 * const unguarded: Pass = {
 *   name: "unguarded",
 *   run: (trace) => trace.map((u) => u.uop === UOPS._GUARD_NOT_EXHAUSTED_RANGE.id ? { ...u, uop: UOPS.NOP.id } : u),
 * };
 * const failure = checkPass(unguarded, { seed: 1 });
 * console.log(failure?.text);
 * ```
 *
 * @module
 */

import type { Engine, Limits, Repairs } from "../src/isa/engine.ts";
import { InvariantError } from "../src/isa/errors.ts";
import { formatProgram } from "../src/isa/format_program.ts";
import type { Program } from "../src/isa/program.ts";
import { ALL_REPAIRS } from "../src/isa/repairs.ts";
import type { Optimizer } from "../src/optimizer/optimizer.ts";
import { type Pass, PASSES } from "../src/optimizer/passes.ts";
import type { Divergence } from "../src/oracle/divergence.ts";
import { compareOutcomes, differenceText } from "../src/oracle/compare.ts";
import { tier2 } from "../src/vm/engine.ts";
import { reference } from "../reference/engine.ts";
import { diverge } from "./cpython/diverge.ts";
import { HUNT_LIMITS, warmOf } from "./cpython/limits.ts";
import { divergenceLines, divergencePlace } from "./report/divergence_text.ts";
import { PrngChoices } from "./core/choices.ts";
import type { Draft } from "./generate/draft/draft.ts";
import { draftFromBytes } from "./generate/from_bytes.ts";
import { generateDraft } from "./generate/generate.ts";
import { lower } from "./generate/lower/lower.ts";
import { shrinkDraft } from "./generate/shrink/shrink.ts";

/** How a check is run. */
export interface CheckOptions {
  /** Draws every program; a whole number from 0 to 2**53 - 1. Equal seeds give equal checks. */
  readonly seed: number;
  /** Programs to try. Default 2,000. */
  readonly checks?: number;
  /** Known defects of the pin that are mended meanwhile. Default all, so that only your code can be at fault. */
  readonly repairs?: Repairs;
  /** Default: what a hunt uses. */
  readonly limits?: Limits;
  /** Candidates that shrinking may try. Default 5,000. */
  readonly shrinkCandidates?: number;
}

/** How one program is checked. */
export type BytesOptions = Pick<CheckOptions, "limits" | "shrinkCandidates">;

/** A program on which the engine under test differs from the reference. */
export interface CheckFailure {
  readonly program: Program;
  /** Index of the check that found it, from 0; 0 for one from bytes. */
  readonly check: number;
  /** Where the two part, and both sides; `left` is the reference. */
  readonly where: string;
  readonly left: string;
  readonly right: string;
  /** Where the engine first parts from tier 1, and the pass and rewrite to blame; null for engines that are not made here. */
  readonly divergence: Divergence | null;
  /** All of it for people. */
  readonly text: string;
}

type Difference = Pick<CheckFailure, "where" | "left" | "right">;

/** How the engine differs from the reference on a program; null when it does not. A crash of it is a difference, too. */
function differenceOn(program: Program, engine: Engine, limits: Limits): Difference | null {
  const expected = reference.run(program, limits);
  try {
    const verdict = compareOutcomes(expected, engine.run(program, limits));
    if (verdict.kind !== "disagree") return null;
    return { where: differenceText(verdict.where), left: verdict.left, right: verdict.right };
  } catch (error) {
    const what = error instanceof InvariantError ? "broken invariant" : "crash";
    return { where: what, left: "an outcome", right: (error as Error).message };
  }
}

/** Looks for the place where the engine under test first parts from one that is right. */
type Diverging = (program: Program, limits: Limits) => Divergence | null;

/** Runs random programs on `engine` and on the reference; gives the first difference, shrunk, or null. */
export function checkEngine(engine: Engine, options: CheckOptions): CheckFailure | null {
  return check(engine, options, () => null);
}

function check(engine: Engine, options: CheckOptions, divergenceOn: Diverging): CheckFailure | null {
  const { seed, checks = 2000, limits = HUNT_LIMITS } = options;
  const choices = new PrngChoices(seed);
  const warm = warmOf(limits);
  for (let index = 0; index < checks; index++) {
    choices.reseed(seed, index);
    const failure = failureOf(engine, generateDraft(choices, warm), index, options, divergenceOn);
    if (failure !== null) return failure;
  }
  return null;
}

/** Runs the program that a byte string stands for on `engine` and on the reference: for fuzzers that mutate bytes. */
export function checkBytes(engine: Engine, bytes: Uint8Array, options: BytesOptions = {}): CheckFailure | null {
  return failureOf(engine, draftFromBytes(bytes, warmOf(options.limits ?? HUNT_LIMITS)), 0, options, () => null);
}

/** How the engine differs from the reference on a Draft, on a smaller one where it still does; null when it does not. */
function failureOf(
  engine: Engine,
  draft: Draft,
  check: number,
  options: BytesOptions,
  divergenceOn: Diverging,
): CheckFailure | null {
  const { limits = HUNT_LIMITS, shrinkCandidates = 5000 } = options;
  if (differenceOn(lower(draft), engine, limits) === null) return null;
  const stillFails = (candidate: Draft): boolean => differenceOn(lower(candidate), engine, limits) !== null;
  const program = lower(shrinkDraft(draft, stillFails, { candidates: shrinkCandidates }).draft);
  const difference = differenceOn(program, engine, limits);
  if (difference === null) {
    throw new InvariantError("a shrunk program no longer differs: the engine is not deterministic");
  }
  const divergence = divergenceSafely(program, limits, divergenceOn);
  const first = divergence === null
    ? ""
    : `first difference: ${divergencePlace(divergence)}\n${divergenceLines(divergence, program).join("\n")}\n\n`;
  const text =
    `${difference.where}\n  reference  ${difference.left}\n  ${engine.name.padEnd(9)}  ${difference.right}\n\n` +
    `${first}${formatProgram(program)}`;
  return { program, check, ...difference, divergence, text };
}

/** An engine that crashes has no states to compare. */
function divergenceSafely(program: Program, limits: Limits, divergenceOn: Diverging): Divergence | null {
  try {
    return divergenceOn(program, limits);
  } catch {
    return null;
  }
}

/** Checks an optimizer: tier 2 with it installed against the reference. */
export function checkOptimizer(optimizer: Optimizer, options: CheckOptions): CheckFailure | null {
  const { repairs = ALL_REPAIRS } = options;
  return check(
    tier2({ optimizer, repairs }),
    options,
    (program, limits) => diverge(program, limits, { repairs, expected: repairs, tier: 2, optimizer }),
  );
}

/** Checks a pass: tier 2 with the pin's passes and then this one against the reference. */
export function checkPass(pass: Pass, options: CheckOptions): CheckFailure | null {
  const { repairs = ALL_REPAIRS } = options;
  const passes = [...PASSES, pass];
  return check(
    tier2({ passes, repairs }),
    options,
    (program, limits) => diverge(program, limits, { repairs, expected: repairs, tier: 2, passes }),
  );
}
