/**
 * The same mutants, seeds and budget for every strategy.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { detects, type StrategyRow, timesOf } from "../report/report.ts";
import { thinned } from "../report/ablation.ts";
import { wilson } from "../report/statistics.ts";
import { runMutants } from "../run/run_mutants.ts";
import type { MutantResult, RunOptions } from "../run/types.ts";
import { PROGRAM_CLAIMS } from "./claims.ts";
import { COMPARED, type StrategyName } from "./names.ts";

/** What a comparison does. */
export interface CompareOptions {
  /** Seeds, budget, subprocesses. */
  readonly run: RunOptions;
  readonly strategies?: readonly StrategyName[];
  /** Called before each strategy begins. */
  readonly onStart?: (strategy: StrategyName, mutants: number) => void;
}

/** Mutants that a claim about programs may see, evenly over the list; the same ones every time. */
export function comparedMutants(all: readonly Mutant[], count: number): Mutant[] {
  const shown = all.filter(({ origin, claims }) =>
    origin !== "harmless" && claims.some((claim) => PROGRAM_CLAIMS.includes(claim))
  );
  return thinned(shown, count);
}

/** Runs every strategy on the mutants. */
export async function compareStrategies(mutants: readonly Mutant[], options: CompareOptions): Promise<StrategyRow[]> {
  const rows: StrategyRow[] = [];
  for (const strategy of options.strategies ?? COMPARED) {
    if (options.run.signal?.aborted) break;
    options.onStart?.(strategy, mutants.length);
    const results = await runMutants(mutants, {
      ...options.run,
      // Every strategy has every attack, also where the first seed found nothing.
      everySeed: true,
      state: null,
      shrink: "none",
      // Recordings above all would find most mutants for any strategy.
      attack: { strategy: strategy.name, claims: PROGRAM_CLAIMS },
    });
    rows.push(strategyRow(strategy, results));
  }
  return rows;
}

/** One row of the table: attacks, not mutants, as a seed may find what another does not. */
export function strategyRow({ name, what }: StrategyName, results: readonly MutantResult[]): StrategyRow {
  const seeds = results.flatMap((result) => result.seeds);
  return {
    name,
    what,
    found: wilson(seeds.filter(detects).length, seeds.length),
    lost: results.filter((result) => !result.seeds.some(detects)).map(({ mutant }) => mutant.id),
    ...timesOf(seeds),
  };
}
