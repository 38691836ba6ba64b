/**
 * What a run of mutants does besides: machine-made mutants and the unit tests on them, ablation, comparison of strategies, report.
 *
 * @module
 */

import { ARGUED } from "./list/argued.ts";
import { EQUIVALENT } from "./machine/equivalent.ts";
import { testSurvivors } from "./machine/unit_tests.ts";
import type { Mutant, NotPlanted } from "./mutant.ts";
import { ablate } from "./report/ablation.ts";
import { type AblationRow, makeReport, type Report, type StrategyRow } from "./report/report.ts";
import { PROJECT } from "./run/copy.ts";
import type { MutantResult, RunOptions } from "./run/types.ts";
import { comparedMutants, compareStrategies } from "./strategies/compare.ts";

/** Which studies are made. */
export interface StudySettings {
  readonly ablation: boolean;
  /** Instead of a run of all mutants. */
  readonly strategies: boolean;
  /** Mutants for each strategy and policy. */
  readonly sample: number;
  /** File for the page. */
  readonly html: string | null;
  /** File for the report as JSON. */
  readonly report: string | null;
}

/** Tables of the studies. */
export interface Studies {
  readonly ablation: readonly AblationRow[];
  readonly strategies: readonly StrategyRow[];
}

/** A sample of machine-made mutants; the compiler that finds them is loaded only here. */
export async function machineMade(count: number, seed: number): Promise<Mutant[]> {
  const { generatedMutants } = await import("./machine/generated.ts");
  return await generatedMutants(PROJECT, count, seed);
}

/** The unit tests on the machine-made mutants that survived all claims. */
export function withUnitTests(
  results: readonly MutantResult[],
  { jobs, signal }: RunOptions,
  onResult: (result: MutantResult) => void,
): Promise<MutantResult[]> {
  return testSurvivors(results, { root: PROJECT, jobs, onResult, ...(signal === undefined ? {} : { signal }) });
}

/** Runs the studies that are wanted. */
export async function runStudies(
  mutants: readonly Mutant[],
  results: readonly MutantResult[],
  { ablation, strategies, sample }: StudySettings,
  run: RunOptions,
  say: (text: string) => void,
): Promise<Studies> {
  return {
    ablation: ablation
      ? await ablate(results, {
        run,
        budgetMs: run.budgetMs,
        sample,
        onStart: (what, count) => say(`without ${what}: ${count} mutants`),
      })
      : [],
    strategies: strategies
      ? await compareStrategies(comparedMutants(mutants, sample), {
        run,
        onStart: ({ name }, count) => say(`strategy ${name}: ${count} mutants`),
      })
      : [],
  };
}

/** The report of a run with its studies. */
export function reportOf(
  { notPlanted, run }: { readonly notPlanted: readonly NotPlanted[]; readonly run: RunOptions },
  results: readonly MutantResult[],
  studies: Studies,
): Report {
  return makeReport({
    results,
    notPlanted,
    seeds: run.seeds.length,
    budgetMs: run.budgetMs,
    argued: { ...EQUIVALENT, ...ARGUED },
    ...studies,
  });
}
