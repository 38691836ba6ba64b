/**
 * Claims about programs as subjects: an input is a draft with its program.
 *
 * @module
 */

import { DEFAULT_LIMITS, type Engine, type Limits, type Outcome, type Repairs } from "../../src/isa/engine.ts";
import type { Program } from "../../src/isa/program.ts";
import { NO_REPAIRS, type RepairId } from "../../src/isa/repairs.ts";
import type { Divergence } from "../../src/oracle/divergence.ts";
import type { InvolvedTrace } from "../../src/oracle/explain.ts";
import type { ClaimEngines, ProgramClaim } from "../claims/claim.ts";
import { type Choices, PrngChoices } from "./choices.ts";
import type { DivergeOptions } from "../cpython/diverge.ts";
import { SAMPLE_EVERY } from "../cpython/shares.ts";
import { type Failure, newTally, sameRepairs, type StoredInput, type Subject, type Tally } from "./subject.ts";
import { failureOf } from "./failure.ts";

/** What programs are made with and run on. */
export interface ProgramKit<Draft> {
  /** A valid draft from choices. */
  readonly generate: (choices: Choices) => Draft;
  readonly lower: (draft: Draft) => Program;
  /** Simpler valid drafts, boldest first. */
  readonly shrink: (draft: Draft) => Iterable<Draft>;
  /** Limits of the runs of a draft's program. */
  readonly limits: (draft: Draft) => Limits;
  /** Engines with these repairs, the one in the right first. */
  readonly engines: (repairs: Repairs) => readonly Engine[];
  /** Python source of a draft, where there is any. */
  readonly python?: (draft: Draft) => string | null;
  /** In which of its forms a defect shows; without it every defect has one form. */
  readonly form?: (program: Program, repairs: Repairs, limits: Limits, defect: RepairId) => string;
  /** Counts what a sampled program does; without it nothing is sampled. */
  readonly count?: (draft: Draft, program: Program, repairs: Repairs, limits: Limits, tally: Tally) => void;
  /** Where an engine first parts from one that is right; without it nobody looks. */
  readonly diverge?: (program: Program, limits: Limits, options: DivergeOptions) => Divergence | null;
  readonly inspect: (program: Program, repairs: Repairs, limits: Limits) => readonly InvolvedTrace[];
}

/** A program with the draft that it was lowered from, if it was not read from a file. */
interface ProgramInput<Draft> extends StoredInput {
  readonly draft: Draft | null;
  /** Whether it is among those whose shares are counted. */
  readonly sampled: boolean;
}

/** The subject of a program claim. */
export function programSubject<Draft>(claim: ProgramClaim, kit: ProgramKit<Draft>): Subject<ProgramInput<Draft>> {
  const choices = new PrngChoices(0, 0);
  const engineCache = new Map<Repairs, readonly Engine[]>();
  let tally = newTally();
  let entered = 0;
  // One closure for all checks: it counts what the engines did in the check at hand.
  const observe = (_engine: Engine, { statistics }: Outcome): void => {
    tally.executors += statistics.executors;
    tally.deopts += statistics.deopts;
    tally.errors += statistics.errors;
    tally.work += statistics.instructions + statistics.uops;
    entered += statistics.entered;
  };
  const enginesFor = (repairs: Repairs): readonly Engine[] => {
    let engines = engineCache.get(repairs);
    if (engines === undefined) engineCache.set(repairs, engines = kit.engines(repairs));
    return engines;
  };
  const context: { -readonly [K in keyof ClaimEngines]: ClaimEngines[K] } = {
    engines: [],
    limits: DEFAULT_LIMITS,
    observe,
  };
  // Only equivalence has the first engine for its left side.
  const isDefault = claim.name === "equivalence";
  const expected = isDefault ? kit.engines(NO_REPAIRS)[0]?.name : undefined;
  let contextRepairs: Repairs | null = null;
  const input = (draft: Draft, sampled: boolean): ProgramInput<Draft> => ({
    draft,
    sampled,
    program: kit.lower(draft),
    limits: kit.limits(draft),
  });
  return {
    claim: claim.name,
    canary: claim.mustFail === true,
    generate(seed, index) {
      choices.reseed(seed, index);
      return input(kit.generate(choices), index % SAMPLE_EVERY === 0);
    },
    check({ draft, program, limits, sampled }, repairs, into: Tally): Failure | null {
      tally = into;
      entered = 0;
      if (repairs !== contextRepairs) {
        contextRepairs = repairs;
        context.repairs = sameRepairs(repairs);
        context.engines = enginesFor(context.repairs);
      }
      context.limits = limits;
      const verdict = claim.check(program, context);
      tally.work += 500;
      tally.entered += entered;
      if (entered > 0) tally.reachedTier2++;
      if (sampled && isDefault && draft !== null) {
        kit.count?.(draft, program, context.repairs ?? NO_REPAIRS, limits, tally);
      }
      return failureOf(verdict, tally, expected);
    },
    *shrink({ draft }) {
      if (draft === null) return;
      for (const simpler of kit.shrink(draft)) yield input(simpler, false);
    },
    stored: ({ program, limits }) => ({ program, limits }),
    restore: ({ program, limits }) => ({ draft: null, sampled: false, program, limits }),
    choices: () => null,
    restoreChoices: () => null,
    python: ({ draft }) => (draft === null ? null : kit.python?.(draft) ?? null),
    describe: () => "",
    form: ({ program, limits }, repairs, defect) => kit.form?.(program, repairs, limits, defect) ?? "",
    diverge({ program, limits }, repairs, expected, { right }) {
      if (claim.mustFail === true) return null;
      return kit.diverge?.(program, limits, { repairs, expected, tier: right.name === "tier1" ? 1 : 2 }) ?? null;
    },
    inspect: ({ program, limits }, repairs) => kit.inspect(program, repairs, limits),
  };
}
