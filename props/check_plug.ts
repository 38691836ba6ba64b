/**
 * How a plug over programs of the pin is checked: claims in turn until one fails, which is shrunk and explained.
 *
 * @module
 */

import type { Limits, Repairs } from "../src/isa/engine.ts";
import { describe } from "../src/isa/describe.ts";
import { TierproofError } from "../src/isa/errors.ts";
import { limitsFromJson } from "../src/isa/limits.ts";
import type { Program } from "../src/isa/program.ts";
import { ALL_REPAIRS } from "../src/isa/repairs.ts";
import type { Divergence } from "../src/oracle/divergence.ts";
import { placeText } from "./core/failure.ts";
import { checkSafely, type Finding, investigate, refuseMistake } from "./core/finding.ts";
import { fittingClaims, type Plug } from "./core/plug.ts";
import { SHRINK_BUDGET } from "./core/shrink.ts";
import { addTally, newTally, type Tally } from "./core/tally.ts";
import { type ProgramCase, Vm } from "./cpython/vm.ts";
import type { VmParting } from "./cpython/parting.ts";
import type { Weights } from "./core/choices.ts";
import { DEFAULT_PROFILE, type Profile } from "./generate/draw/profile.ts";
import { findingText } from "./report/finding_text.ts";
import { plain } from "./report/paint.ts";

/** How a check is run. */
export interface CheckOptions {
  /** Draws every program; a whole number from 0 to 2**53 - 1. Equal seeds give equal checks. */
  readonly seed: number;
  /**
   * Programs to try; default 2,000. Behind the first 250 a function written as Python, that a claim of the usual ones is about,
   * comes with each.
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
  "belief-sources",
  "assumption-sources",
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
  /** Index of the check that found it, from 0; 0 for one program. The token may count programs of a late claim by themselves. */
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

/**
 * The claims to attack: those that were named, or the usual ones that say something about what is attacked. Claims that make their
 * programs themselves are among those where the options do not say what programs are like.
 */
export function claimsOf(
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

/** A finding of the check of an index; by default the one that drew its program. */
export function failureOf(finding: Finding, plug: Plug, check = finding.index): CheckFailure {
  const { failure, claim, input } = finding;
  if (input.kind !== "program") throw new TierproofError("option", `the claim ${claim} is not about programs`);
  // The plug's language is the pin's, and so are its divergences.
  const { program } = input.program as ProgramCase;
  const where = failure.kind === "crash" && failure.place.what === "crash" ? "crash" : placeText(failure.place);
  return {
    finding,
    plug,
    program,
    check,
    claim,
    where,
    left: failure.left.text,
    right: failure.right.text,
    divergence: finding.divergence as VmParting | null,
    text: findingText(finding, plug, plain),
  };
}

/** Whether a pass of a user's own is attacked. */
function hasOwnPass(plug: Plug, repairs: Repairs): boolean {
  const vm = plug.target.attacked(repairs);
  return vm instanceof Vm && vm.hasOwnPasses;
}

/** Refuses an option or argument. */
export function refuse(name: string, expected: string, found: unknown): never {
  throw new TierproofError("option", `${name}: expected ${expected}, found ${describe(found)}`);
}

function refuseNumbers(numbers: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(numbers)) {
    const good = Number.isSafeInteger(value) && (value as number) >= 0;
    if (!good && !(name === "checks" && value === Infinity)) refuse(name, "a whole number from 0 to 2**53 - 1", value);
  }
}

/** Refuses a profile that lacks something: the generator would break down, or draw what nobody asked for. */
function refuseProfile(profile: Profile): void {
  if (typeof profile !== "object" || profile === null) refuse("profile", "an object like DEFAULT_PROFILE", profile);
  for (const [key, usual] of Object.entries(DEFAULT_PROFILE)) {
    const name = `profile.${key}`;
    const value: unknown = profile[key as keyof Profile];
    if (typeof usual === "number") {
      refuseNumbers({ [name]: value });
    } else if (Array.isArray(usual)) {
      if (!Array.isArray(value) || value.length !== 2) refuse(name, "the least and the most", value);
      const [least, most]: readonly unknown[] = value;
      refuseNumbers({ [`${name}[0]`]: least, [`${name}[1]`]: most });
      if (Number(least) > Number(most)) refuse(name, "the least and the most", value);
    } else {
      const { sums, total } = (value ?? {}) as Partial<Weights>;
      const { length } = (usual as Weights).sums;
      if (!(sums instanceof Int32Array && sums.length === length && Number(total) > 0)) {
        refuse(name, `weights() of ${length} numbers`, value);
      }
    }
  }
}

/** Refuses options of whatever checks programs that would check nothing, or break down later. */
export function refuseProgramOptions(options: ProgramOptions): void {
  if (typeof options !== "object" || options === null) refuse("options", "an object", options);
  const { claims = [], repairs = ALL_REPAIRS, limits, shrinkCandidates = 0 } = options;
  refuseNumbers({ shrinkCandidates });
  if (!Array.isArray(claims)) refuse("claims", "a list of names", claims);
  if (typeof repairs?.has !== "function") refuse("repairs", "a set of names", repairs);
  if (limits !== undefined) limitsFromJson(limits);
}

/** Refuses options of a check: their null would read as "nothing found". */
export function refuseOptions(options: CheckOptions): void {
  if (typeof options !== "object" || options === null) refuse("options", "an object with a seed", options);
  refuseProgramOptions(options);
  const { seed, checks = 0, from = 0, time = 0, profile, onReport } = options;
  refuseNumbers({ seed, checks, from });
  if (!(typeof time === "number" && time >= 0)) refuse("time", "milliseconds", time);
  if (profile !== undefined) refuseProfile(profile);
  if (onReport !== undefined && typeof onReport !== "function") refuse("onReport", "a function", onReport);
}

/** Checks a plug over programs of the pin. */
export function checkPlug(plug: Plug, options: CheckOptions): CheckFailure | null {
  refuseOptions(options);
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
        const number = programOf(claim, index, options.claims !== undefined);
        if (number === null) continue;
        const subject = plug.subject(claim);
        const failure = checkSafely(subject, subject.generate(seed, number), repairs, tallies[i] as Tally);
        if (failure === null) continue;
        refuseMistake(plug, seed, number, failure, repairs);
        const finding = investigate({ plug, subject, seed, index: number, mended: repairs, failure, budget });
        // This check was made, too.
        if (finding !== null) return failureOf(finding, plug, index++);
      }
    }
    return null;
  } finally {
    options.onReport?.(reportOf(tallies, index - from, claims, hasOwnPass(plug, repairs)));
  }
}

/**
 * When claims come that are about functions written as Python: late, as what other programs show, too, is shown in fewer lines, and
 * one at a time.
 */
const LATE: Readonly<Record<string, number>> = {
  "hot-sources": 0,
  "belief-sources": 1,
  "slip-sources": 2,
  "assumption-sources": 3,
};
const LATE_EVERY = 4;
const LATE_FROM = 250;

/**
 * The number of the program that a claim is checked on at the check of an index; null where it is not. A claim that was named has one at
 * each, late ones count their own, as they come to their sites in turn. Only the index decides, so that checks made piece by piece are the
 * checks made at once.
 */
function programOf(claim: string, index: number, isNamed: boolean): number | null {
  const turn = LATE[claim];
  if (isNamed || turn === undefined) return index;
  return index >= LATE_FROM && index % LATE_EVERY === turn ? Math.floor((index - LATE_FROM) / LATE_EVERY) : null;
}
