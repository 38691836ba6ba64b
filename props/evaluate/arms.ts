/**
 * Arms of the evaluation, and the defects that every arm is given.
 *
 * @module
 */

import { REPAIR_IDS, REPAIRS } from "../../src/isa/repairs.ts";
import { MUTANTS } from "../mutants/list/index.ts";
import type { Mutant } from "../mutants/mutant.ts";
import { thinned } from "../mutants/report/ablation.ts";
import type { AttackOptions } from "../mutants/run/types.ts";
import { PROGRAM_CLAIMS } from "../mutants/strategies/claims.ts";
import { COMPARED } from "../mutants/strategies/names.ts";
import { POLICIES, policyStrategy } from "../mutants/strategies/policies.ts";

/** One way to test. */
export interface Arm {
  readonly name: string;
  readonly what: string;
  readonly attack: AttackOptions;
  /** Name of the arm that it is compared with. */
  readonly against: string;
}

/** The arm that other ways to make programs are compared with. */
export const OURS = "ours";
/** The same arm once more: what differs between the two is chance. It is measured by turns with the arms that lack something. */
export const AGAIN = "ours again";

/** Claims about programs, as only their inputs differ from arm to arm. */
const ATTACK: AttackOptions = { claims: PROGRAM_CLAIMS };

/** Ways to make programs. */
export const STRATEGY_ARMS: readonly Arm[] = COMPARED.map(({ name, what }) => ({
  name,
  what,
  attack: { ...ATTACK, strategy: name },
  against: OURS,
}));

/** Ours once more, and without one policy of the generator, or one claim, each. */
export const REDUCED_ARMS: readonly Arm[] = [
  // No strategy is the same as "ours", and yet another attack to a state file.
  { name: AGAIN, what: "the generator, measured twice", attack: ATTACK, against: OURS },
  ...POLICIES.map(({ name, what }) => ({
    name: `without ${name}`,
    what: `the generator without ${what}`,
    attack: { ...ATTACK, strategy: policyStrategy(name) },
    against: AGAIN,
  })),
  ...PROGRAM_CLAIMS.map((claim) => ({
    name: `without claim ${claim}`,
    what: `the generator, all claims but ${claim}`,
    attack: { ...ATTACK, withoutClaims: [claim] },
    against: AGAIN,
  })),
];

/** Sorts of defects, the real ones first. */
export type DefectSort = "real: the pin's" | "real: reported" | "planted";

/** A defect: one cluster of the evaluation. */
export interface Defect {
  readonly sort: DefectSort;
  readonly mutant: Mutant;
}

/** Defects of the pin that no program shows by itself: claims that draw no programs find them, equally in every arm. */
const WITHOUT_PROGRAMS: ReadonlySet<string> = new Set(["depends-on-revives", "self-replacement", "nop-jump-target"]);

function ofPin(): Mutant[] {
  return REPAIR_IDS.filter((id) => !WITHOUT_PROGRAMS.has(id)).map((id) => ({
    id: `pin-${id}`,
    component: "tier2-exec",
    title: REPAIRS[id].what,
    origin: "given",
    difficulty: "medium",
    real: true,
    source: "the pin",
    claims: PROGRAM_CLAIMS,
    edits: [],
    without: id,
  }));
}

function aboutPrograms({ claims, origin, edits }: Mutant): boolean {
  return origin !== "harmless" && edits.length > 0 && claims.some((claim) => PROGRAM_CLAIMS.includes(claim));
}

/** The defects: all of the pin's, and so many at most of the others, evenly over their lists. */
export function defects(reported: number, planted: number): readonly Defect[] {
  const shown = MUTANTS.filter(aboutPrograms);
  return [
    ...ofPin().map((mutant): Defect => ({ sort: "real: the pin's", mutant })),
    ...thinned(shown.filter(({ real }) => real), reported).map((mutant): Defect => ({
      sort: "real: reported",
      mutant,
    })),
    ...thinned(shown.filter(({ real }) => !real), planted).map((mutant): Defect => ({ sort: "planted", mutant })),
  ];
}

/** Rewrites that change nothing that a program sees: whoever flags one raises a false alarm. */
export function harmless(count: number): readonly Mutant[] {
  return thinned(MUTANTS.filter(({ origin }) => origin === "harmless"), count);
}
