/**
 * Checks of your own pass, optimizer or engine: random programs until a claim fails, shrunk, explained and kept as any finding of
 * a hunt is.
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
import { TierproofError } from "../src/isa/errors.ts";
import type { Program } from "../src/isa/program.ts";
import { ALL_REPAIRS } from "../src/isa/repairs.ts";
import { validateProgram } from "../src/isa/validate.ts";
import type { Optimizer } from "../src/optimizer/optimizer.ts";
import type { Pass } from "../src/optimizer/passes.ts";
import type { Divergence } from "../src/oracle/divergence.ts";
import { plain } from "./report/paint.ts";
import { checkSafely, type Finding, investigate, investigateInput } from "./core/finding.ts";
import { placeText } from "./core/failure.ts";
import type { Language } from "./core/language.ts";
import { fittingClaims, type Plug } from "./core/plug.ts";
import type { ProgramInput } from "./core/program_subject.ts";
import { SHRINK_BUDGET } from "./core/shrink.ts";
import { addTally, newTally, type Tally } from "./core/tally.ts";
import { CPYTHON_LANGUAGE, languageOf } from "./cpython/language.ts";
import { HUNT_LIMITS, warmOf } from "./cpython/limits.ts";
import { plugName } from "./cpython/load.ts";
import { vmPlug, vmTarget } from "./cpython/plug.ts";
import type { VmParting } from "./cpython/parting.ts";
import type { ProgramCase, VmParts } from "./cpython/vm.ts";
import type { Draft } from "./generate/draft/draft.ts";
import type { Profile } from "./generate/draw/profile.ts";
import { draftFromBytes } from "./generate/from_bytes.ts";
import { generate, generateDraft } from "./generate/generate.ts";
import { findingText } from "./report/finding_text.ts";

/** How a check is run. */
export interface CheckOptions {
  /** Draws every program; a whole number from 0 to 2**53 - 1. Equal seeds give equal checks. */
  readonly seed: number;
  /**
   * Programs to try; default 2,000. Behind the first 250 a function written as Python, that a claim of the usual ones is about,
   * comes with every other one.
   */
  readonly checks?: number;
  /** Milliseconds after which no further program is tried. Default none. */
  readonly time?: number;
  /** Index of the first program, to go on behind a finding. Default 0. */
  readonly from?: number;
  /** Names of the claims that must hold of each program; default those of {@linkcode DEFAULT_CLAIMS} that say something. */
  readonly claims?: readonly string[];
  /** What programs are like; default drawn for each. */
  readonly profile?: Profile;
  /** Known defects of the pin that are mended meanwhile. Default all, so that only your code can be at fault. */
  readonly repairs?: Repairs;
  /** Limits of every run; default what a hunt draws for each program. */
  readonly limits?: Limits;
  /** Candidates that shrinking may try. Default 5,000. */
  readonly shrinkCandidates?: number;
  /** Told at the end what was attacked, found or not. */
  readonly onReport?: (report: CheckReport) => void;
}

/** The claims that a check attacks when none are named. */
export const DEFAULT_CLAIMS: readonly string[] = [
  "equivalence",
  "traces",
  "exits",
  "assumptions",
  "hot-sources",
  "slip-sources",
];

/** How one program is checked. */
export type ProgramOptions = Pick<CheckOptions, "claims" | "repairs" | "limits" | "shrinkCandidates">;

/** What was attacked. */
export interface CheckReport {
  /** Programs tried. */
  readonly checks: number;
  /** Claims that each was checked by. */
  readonly claims: readonly string[];
  /** Programs that entered a trace. */
  readonly enteredTrace: number;
  /** Traces that your passes changed, and left as they were; 0 where there is no pass of yours. */
  readonly changedTraces: number;
  /** Traces that your passes left as they were. */
  readonly unchangedTraces: number;
  /** Checks that were given up without blame, by reason. */
  readonly givenUp: Readonly<Record<string, number>>;
  /** What a reader should know of it: that a pass never changed anything, that no program was hot. */
  readonly notes: readonly string[];
}

/** A program on which a claim does not hold. */
export interface CheckFailure {
  /** All of it: token, cause, shrunk input; `stringifyFinding` and `--write-test` take it. */
  readonly finding: Finding;
  /** What it was found on. */
  readonly plug: Plug;
  /** Shrunk. */
  readonly program: Program;
  /** Index of the check that found it, from 0; 0 for one program. */
  readonly check: number;
  /** The claim that failed. */
  readonly claim: string;
  /** Where the two sides part, and both sides; `left` is what is right. */
  readonly where: string;
  /** What is right. */
  readonly left: string;
  /** What yours gave. */
  readonly right: string;
  /** Where the engine first parts from tier 1, and the pass and rewrite to blame; null for engines that are not made here. */
  readonly divergence: Divergence | null;
  /** All of it for people. */
  readonly text: string;
}

type CpythonLanguage = Language<Draft, ProgramCase>;

/** The generator as the options have it. */
function languageFor({ profile, limits }: Pick<CheckOptions, "profile" | "limits">): CpythonLanguage {
  const warm = limits === undefined ? null : warmOf(limits);
  const drawing = languageOf((choices) =>
    profile === undefined ? generateDraft(choices, warm) : generate(choices, profile, warm)
  );
  if (limits === undefined) return drawing;
  return { ...drawing, lower: (draft) => ({ ...CPYTHON_LANGUAGE.lower(draft), limits }) };
}

function plugFor(name: unknown, parts: VmParts, options: Pick<CheckOptions, "profile" | "limits">): Plug {
  return vmPlug({ target: vmTarget(plugName(String(name)) || "own", parts), language: languageFor(options) });
}

/**
 * The claims to attack: those that were named, or the usual ones that say something about what is attacked. Claims that make their
 * programs themselves are among those where the options do not say what programs are like.
 */
function claimsOf(
  plug: Plug,
  { claims: named, profile, limits }: Pick<CheckOptions, "claims" | "profile" | "limits">,
): readonly string[] {
  const usual = profile === undefined && limits === undefined
    ? DEFAULT_CLAIMS
    : DEFAULT_CLAIMS.filter((claim) => LATE[claim] === undefined);
  const fitting = named === undefined ? fittingClaims(plug) : [];
  const claims = named ?? usual.filter((claim) => fitting.includes(claim));
  if (claims.length === 0) throw new TierproofError("option", "expected at least one claim, found none");
  claims.forEach((claim) => plug.subject(claim));
  return claims;
}

function reportOf(
  tallies: readonly Tally[],
  checks: number,
  claims: readonly string[],
  ownPass: boolean,
): CheckReport {
  const all = newTally();
  for (const tally of tallies) addTally(all, tally);
  const { counts, reasons } = all;
  // Claims about the same programs enter the same traces.
  const enteredTrace = Math.max(...tallies.map((tally) => tally.counts["reachedTier2"] ?? 0));
  const changedTraces = counts["changedTraces"] ?? 0;
  const unchangedTraces = counts["unchangedTraces"] ?? 0;
  const notes = [
    ...(ownPass && changedTraces === 0 ? ["the pass never changed a trace: nothing of it was attacked"] : []),
    ...(checks > 0 && enteredTrace === 0 ? ["no program entered a trace"] : []),
  ];
  return { checks, claims, enteredTrace, changedTraces, unchangedTraces, givenUp: { ...reasons }, notes };
}

function failureOf(finding: Finding, plug: Plug): CheckFailure {
  const { failure, index, claim, input } = finding;
  if (input.kind !== "program") throw new TierproofError("option", `the claim ${claim} is not about programs`);
  // The plug's language is the pin's, and so are its divergences.
  const { program } = input.program as ProgramCase;
  const where = failure.kind === "crash" && failure.place.what === "crash" ? "crash" : placeText(failure.place);
  return {
    finding,
    plug,
    program,
    check: index,
    claim,
    where,
    left: failure.left.text,
    right: failure.right.text,
    divergence: finding.divergence as VmParting | null,
    text: findingText(finding, plug, plain),
  };
}

function check(plug: Plug, options: CheckOptions, ownPass: boolean): CheckFailure | null {
  const { seed, checks = 2000, time = Infinity, from = 0, repairs = ALL_REPAIRS, shrinkCandidates = 5000 } = options;
  const claims = claimsOf(plug, options);
  const budget = { ...SHRINK_BUDGET, candidates: shrinkCandidates };
  const tallies = claims.map(() => newTally());
  const end = time === Infinity ? Infinity : performance.now() + time;
  let index = from;
  try {
    for (; index < from + checks; index++) {
      if (end !== Infinity && performance.now() >= end) break;
      for (const [i, claim] of claims.entries()) {
        if (!isDue(claim, index, index - from, options.claims !== undefined)) continue;
        const subject = plug.subject(claim);
        const failure = checkSafely(subject, subject.generate(seed, index), repairs, tallies[i] as Tally);
        if (failure === null) continue;
        const finding = investigate({ plug, subject, seed, index, mended: repairs, failure, budget });
        index++;
        if (finding !== null) return failureOf(finding, plug);
      }
    }
    return null;
  } finally {
    options.onReport?.(reportOf(tallies, index - from, claims, ownPass));
  }
}

/**
 * When claims come that are about functions written as Python: late, as what other programs show, too, is shown in fewer lines, and
 * one at a time, in every other check.
 */
const LATE: Readonly<Record<string, number>> = { "hot-sources": 0, "slip-sources": 2 };
const LATE_EVERY = 4;
const LATE_FROM = 250;

/** Whether a claim is checked at the check of an index, `done` of which came before. A claim that was named always is. */
function isDue(claim: string, index: number, done: number, isNamed: boolean): boolean {
  const turn = LATE[claim];
  return isNamed || turn === undefined || (done >= LATE_FROM && index % LATE_EVERY === turn);
}

function checkOne(plug: Plug, input: ProgramInput<Draft, ProgramCase>, options: ProgramOptions): CheckFailure | null {
  const { repairs = ALL_REPAIRS, shrinkCandidates = 5000 } = options;
  for (const claim of claimsOf(plug, options)) {
    const subject = plug.subject(claim);
    const failure = checkSafely(subject, input, repairs, newTally());
    if (failure === null) continue;
    const budget = { ...SHRINK_BUDGET, candidates: shrinkCandidates };
    const finding = investigateInput({ plug, subject, seed: 0, index: 0, mended: repairs, failure, budget }, input);
    if (finding !== null) return failureOf(finding, plug);
  }
  return null;
}

/** What is one's own: an engine is attacked against the reference, a pass or an optimizer in tier 2. */
export interface Own {
  /** After the pin's passes. */
  readonly pass?: Pass;
  /** Several of them, in their order. */
  readonly passes?: readonly Pass[];
  /** In place of the pin's. */
  readonly optimizer?: Optimizer;
  /** In place of the tiers. */
  readonly engine?: Engine;
}

function partsOf({ pass, passes, optimizer, engine }: Own): VmParts {
  if (engine !== undefined) return { engines: () => [engine] };
  if (optimizer !== undefined) return { optimizer };
  return { passes: passes ?? (pass === undefined ? [] : [pass]) };
}

/** Runs random programs on `engine` and on the reference; gives the first difference, shrunk, or null. */
export function checkEngine(engine: Engine, options: CheckOptions): CheckFailure | null {
  return check(plugFor(engine.name, partsOf({ engine }), options), options, false);
}

/** Checks an optimizer: tier 2 with it installed. */
export function checkOptimizer(optimizer: Optimizer, options: CheckOptions): CheckFailure | null {
  return check(plugFor(optimizer.name, partsOf({ optimizer }), options), options, false);
}

/**
 * Checks a pass: tier 2 with the pin's passes and then this one. Throws a {@linkcode TierproofError} that names the pass and the
 * place where it gives something that is no trace. It runs in the thread that calls, so that a pass that never ends is ended with the
 * process alone; `hunt --module FILE` runs the pass in threads of its own, and tells which check did not end.
 */
export function checkPass(pass: Pass, options: CheckOptions): CheckFailure | null {
  return check(plugFor(pass.name, partsOf({ pass }), options), options, true);
}

/** Checks one program on what is one's own; what fails is shown as it is, as a program has no Draft to shrink. */
export function checkProgram(program: Program, own: Own, options: ProgramOptions = {}): CheckFailure | null {
  validateProgram(program);
  const { limits = HUNT_LIMITS } = options;
  const plug = plugFor("own", partsOf(own), options);
  return checkOne(plug, { draft: null, program: { program, limits }, origin: null, sampled: false }, options);
}

/** Runs the program that a byte string stands for on `engine` and on the reference: for fuzzers that mutate bytes. */
export function checkBytes(engine: Engine, bytes: Uint8Array, options: ProgramOptions = {}): CheckFailure | null {
  const { limits = HUNT_LIMITS } = options;
  const draft = draftFromBytes(bytes, warmOf(limits));
  const plug = bytesPlug(engine, limits);
  const program = { ...CPYTHON_LANGUAGE.lower(draft), limits };
  return checkOne(plug, { draft, program, origin: null, sampled: false }, options);
}

const bytesPlugs = new WeakMap<Engine, { readonly limits: Limits; readonly plug: Plug }>();

/** A plug for an engine, made once: outside fuzzers check thousands of byte strings a second. */
function bytesPlug(engine: Engine, limits: Limits): Plug {
  const made = bytesPlugs.get(engine);
  if (made?.limits === limits) return made.plug;
  const plug = plugFor(engine.name, partsOf({ engine }), { limits });
  bytesPlugs.set(engine, { limits, plug });
  return plug;
}
