/**
 * What a campaign works with: a subject makes inputs from a seed, checks them and shrinks them.
 *
 * @module
 */

import { type Trait, TRAITS } from "../distribution/floors.ts";
import type { Limits, Repairs, Target } from "../../src/isa/engine.ts";
import type { Program } from "../../src/isa/program.ts";
import { ALL_REPAIRS, NO_REPAIRS, REPAIR_IDS, type RepairId } from "../../src/isa/repairs.ts";
import type { Divergence } from "../../src/oracle/divergence.ts";
import type { InvolvedTrace } from "../../src/oracle/explain.ts";

/** Counts of a hunt, summed over checks; plain numbers, so that workers can send them. */
export interface Tally {
  checks: number;
  /** Programs that entered an executor. */
  reachedTier2: number;
  executors: number;
  entered: number;
  deopts: number;
  errors: number;
  /** Runs given up without blame: fuel, size, depth. */
  poisoned: number;
  /** Inputs thrown away before a check: always 0, as every input is valid by construction. */
  discarded: number;
  /** Instructions and uops executed by all engines that count them. */
  work: number;
  /** Programs that were looked at for what is true of them. */
  sampled: number;
  /** Of the sampled programs, those of which something is true. */
  readonly shares: Record<Trait, number>;
}

/** A tally of nothing. */
export function newTally(): Tally {
  return {
    checks: 0,
    reachedTier2: 0,
    executors: 0,
    entered: 0,
    deopts: 0,
    errors: 0,
    poisoned: 0,
    discarded: 0,
    work: 0,
    sampled: 0,
    shares: Object.fromEntries(TRAITS.map((trait) => [trait, 0])) as Record<Trait, number>,
  };
}

/** Adds the second tally to the first. */
export function addTally(sum: Tally, part: Tally): void {
  for (const key of Object.keys(sum) as (keyof Tally)[]) if (key !== "shares") sum[key] += part[key];
  for (const trait of TRAITS) sum.shares[trait] += part.shares[trait];
}

/** A claim that failed on an input. */
export interface Failure {
  /** `disagree`: two sides differ. `crash`: Tierproof itself threw. */
  readonly kind: "disagree" | "crash";
  /** Where the sides part, for people: `call 2 (value)`. */
  readonly where: string;
  /** The sort of difference without its position, for telling findings apart: `result value`. */
  readonly sort: string;
  readonly left: Side;
  readonly right: Side;
}

/** A program as findings store it, with the limits of its runs. */
export interface StoredInput {
  readonly program: Program;
  readonly limits: Limits;
}

/** One side of a difference. */
export interface Side {
  readonly name: string;
  readonly text: string;
}

/** A claim with its generator, for a campaign. Everything is a pure function of its arguments, but for the tally. */
export interface Subject<Input> {
  /** Name of the claim. */
  readonly claim: string;
  /** Whether the claim is meant to fail. */
  readonly canary: boolean;
  /** Makes the input of one check; any worker makes the same one. */
  generate(seed: number, index: number): Input;
  /** Runs one check, adds its counts to the tally, and says how it failed, if it did. */
  check(input: Input, repairs: Repairs, tally: Tally): Failure | null;
  /** Simpler inputs, boldest first; the same sequence every time. */
  shrink(input: Input): Iterable<Input>;
  /** The program of an input with its limits, where it has one. */
  stored(input: Input): StoredInput | null;
  /** An input from a stored program; null where the claim is not about programs. It need not shrink. */
  restore(stored: StoredInput): Input | null;
  /** The choices that make an input again, as hexadecimal bytes, where it is no program. */
  choices(input: Input): string | null;
  /** An input from stored choices; null where the claim is about programs. */
  restoreChoices(hex: string): Input | null;
  /** Python source of the input, where there is any. */
  python(input: Input): string | null;
  /** The input for people, where it has no program. */
  describe(input: Input): string;
  /** In which of its forms a defect shows on an input; empty where it has but one. */
  form(input: Input, repairs: Repairs, defect: RepairId): string;
  /**
   * Where the engine to blame first parts from a tier 1 with `expected` on; null where it does not, or where the input is no
   * program.
   */
  diverge(input: Input, repairs: Repairs, expected: Repairs, failure: Failure): Divergence | null;
  /** Executors that a run of the input leaves behind. */
  inspect(input: Input, repairs: Repairs): readonly InvolvedTrace[];
}

/** What a subject is made from; JSON, so that it can travel to workers. */
export interface SubjectSpec {
  readonly claim: string;
}

/** A module that workers import to make subjects. */
export interface SubjectModule {
  readonly makeSubject: (spec: SubjectSpec) => Subject<unknown>;
}

const sets = new Map<string, Repairs>([["", NO_REPAIRS], [REPAIR_IDS.join(), ALL_REPAIRS]]);

/** One object for equal sets of repairs: engines and claims keep machines by it. */
export function sameRepairs(repairs: Repairs): Repairs {
  const ids = REPAIR_IDS.filter((id) => repairs.has(id));
  const key = ids.join();
  let same = sets.get(key);
  if (same === undefined) sets.set(key, same = new Set(ids));
  return same;
}

/** The repairs of a target, plus those named. */
export function repairsFor(target: Target, extra: readonly RepairId[] = []): Repairs {
  return target === "repaired" ? ALL_REPAIRS : sameRepairs(new Set(extra));
}

/** The target that a set of repairs amounts to. */
export function targetOf(repairs: Repairs): Target {
  return REPAIR_IDS.every((id) => repairs.has(id)) ? "repaired" : "pinned";
}
