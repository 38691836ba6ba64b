/**
 * A made-up report for tests of texts and pages.
 *
 * @module
 */

import type { Difficulty, Mutant, MutantOrigin } from "../mutant.ts";
import type { Ending, MutantResult, SeedResult } from "../run/types.ts";
import { makeReport, type Report } from "./report.ts";
import { wilson } from "./statistics.ts";

/** A mutant with the fields that reports show. */
export function sampleMutant(
  id: string,
  origin: MutantOrigin,
  component = "translate",
  difficulty: Difficulty = "easy",
): Mutant {
  return {
    id,
    component,
    title: `<${id}> & more`,
    origin,
    difficulty,
    real: false,
    source: null,
    claims: [],
    edits: [],
    without: null,
  };
}

/** How one seed ended. */
export function sampleSeed(
  seed: number,
  ending: Ending,
  seconds: number,
  checks: number,
  claim = "equivalence",
): SeedResult {
  const survived = ending === "survived";
  return { seed, ending, claim: survived ? null : claim, where: "", checks, seconds, shrunk: null };
}

/** A result. */
export function sampleResult(mutant: Mutant, seeds: readonly SeedResult[]): MutantResult {
  return { mutant, seeds, startSeconds: 0.3, totalSeconds: 1 };
}

/** Results of all sorts. */
export const SAMPLE_RESULTS: readonly MutantResult[] = [
  sampleResult(sampleMutant("a", "listed"), [sampleSeed(1, "disagree", 0.05, 10), sampleSeed(2, "disagree", 0.5, 100)]),
  sampleResult(sampleMutant("b", "listed", "bloom", "hard"), [
    sampleSeed(1, "disagree", 5, 1000, "bloom-filter"),
    sampleSeed(2, "survived", 60, 9000),
  ]),
  sampleResult(sampleMutant("c", "own", "bloom"), [{
    ...sampleSeed(1, "hang", 30, 7, "traces"),
    shrunk: { size: 4, seconds: 0.2, token: "t" },
  }]),
  sampleResult(sampleMutant("d", "harmless"), [sampleSeed(1, "survived", 10, 5000)]),
  sampleResult(sampleMutant("e", "harmless"), [sampleSeed(1, "disagree", 1, 50)]),
  sampleResult(sampleMutant("f", "generated", "src/vm"), [sampleSeed(1, "disagree", 0.1, 3)]),
  sampleResult(sampleMutant("g", "generated", "src/vm"), [sampleSeed(1, "survived", 10, 3000)]),
  sampleResult(sampleMutant("h", "generated", "src/isa"), [sampleSeed(1, "survived", 10, 3000)]),
];

/** A report with every part. */
export function sampleReport(): Report {
  return makeReport({
    results: SAMPLE_RESULTS,
    notPlanted: [{ id: "n", component: "bloom", title: "what", reason: "needs <threads>" }],
    seeds: 2,
    budgetMs: 60_000,
    argued: { g: "the two are the same" },
    ablation: [{ kind: "claim", name: "traces", tried: 2, lost: ["c"], secondsWith: 0.5, secondsWithout: null }],
    strategies: [
      {
        name: "ours",
        what: "the generator",
        found: wilson(29, 30),
        lost: ["b"],
        medianSeconds: 0.1,
        p95Seconds: 2,
        medianChecks: 40,
        p95Checks: 4000,
      },
      {
        name: "naive",
        what: "random instructions",
        found: wilson(9, 30),
        lost: ["a", "b"],
        medianSeconds: 1,
        p95Seconds: 20,
        medianChecks: 400,
        p95Checks: 40_000,
      },
    ],
  });
}
