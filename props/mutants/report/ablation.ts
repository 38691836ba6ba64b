/**
 * What is lost when one claim, or one policy of the generator, is turned off.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { runMutants } from "../run/run_mutants.ts";
import { isDetected, type MutantResult, type RunOptions } from "../run/types.ts";
import { PROGRAM_CLAIMS } from "../strategies/claims.ts";
import { POLICIES, policyStrategy } from "../strategies/policies.ts";
import { type AblationRow, detects } from "./report.ts";
import { median } from "./statistics.ts";

/** What an ablation does. */
export interface AblationOptions {
  /** How the mutants were run; without shrinking, and with the budget below. */
  readonly run: RunOptions;
  /** Milliseconds for each attack without the thing. */
  readonly budgetMs: number;
  /** Mutants that each policy is tried on, at most. */
  readonly sample: number;
  /** Called before each thing is turned off. */
  readonly onStart?: (what: string, mutants: number) => void;
}

/** A thing that is turned off, and the mutants that are attacked without it. */
interface Trial {
  readonly kind: AblationRow["kind"];
  readonly name: string;
  readonly results: readonly MutantResult[];
}

/** Every so many of a list that about `most` are left; the same ones every time. */
export function thinned<T>(list: readonly T[], most: number): T[] {
  const step = Math.max(1, list.length / most);
  return Array.from({ length: Math.min(most, list.length) }, (_, i) => list[Math.floor(i * step)] as T);
}

/** Claims that saw the mutant under some seed. */
function claimsOf({ seeds }: MutantResult): string[] {
  return seeds.filter(detects).flatMap(({ claim }) => claim === null ? [] : [claim]);
}

/** What is tried: each claim on the mutants that it saw first, each policy on those that programs of the generator showed. */
export function trials(results: readonly MutantResult[], sample: number): Trial[] {
  const found = results.filter((result) => result.mutant.origin !== "harmless" && isDetected(result));
  const claims = [...new Set(found.flatMap(claimsOf))].sort();
  const byPrograms = found.filter((result) => claimsOf(result).some((claim) => PROGRAM_CLAIMS.includes(claim)));
  const some = thinned(byPrograms, sample);
  return [
    ...claims.map((name): Trial => ({
      kind: "claim",
      name,
      results: found.filter((result) => claimsOf(result).includes(name)),
    })),
    ...POLICIES.map(({ name }): Trial => ({ kind: "policy", name, results: some })),
  ].filter((trial) => trial.results.length > 0);
}

/** Turns each claim and each policy off in turn. */
export async function ablate(results: readonly MutantResult[], options: AblationOptions): Promise<AblationRow[]> {
  const rows: AblationRow[] = [];
  for (const trial of trials(results, options.sample)) {
    if (options.run.signal?.aborted) break;
    options.onStart?.(`${trial.kind} ${trial.name}`, trial.results.length);
    const mutants: Mutant[] = trial.results.map(({ mutant }) => mutant);
    const after = await runMutants(mutants, {
      ...options.run,
      budgetMs: options.budgetMs,
      seeds: options.run.seeds.slice(0, 1),
      everySeed: false,
      state: null,
      shrink: "none",
      attack: trial.kind === "claim" ? { withoutClaims: [trial.name] } : { strategy: policyStrategy(trial.name) },
    });
    rows.push(rowOf(trial, after));
  }
  return rows.sort((a, b) => b.lost.length - a.lost.length);
}

function rowOf({ kind, name, results }: Trial, after: readonly MutantResult[]): AblationRow {
  const lost = after.filter((result) => !isDetected(result)).map(({ mutant }) => mutant.id);
  const kept = after.filter(isDetected);
  const before = kept.flatMap(({ mutant }) => results.find((each) => each.mutant.id === mutant.id)?.seeds[0] ?? []);
  return {
    kind,
    name,
    tried: after.length,
    lost,
    secondsWith: median(before.map(({ seconds }) => seconds)),
    secondsWithout: median(kept.flatMap(({ seeds }) => seeds[0]?.seconds ?? [])),
  };
}
