/**
 * The evaluation: every arm gets every defect, the same seeds and the same processor time; what is found when, and how sure one can
 * be that two arms differ.
 *
 * @module
 */

import type { Mutant } from "../mutants/mutant.ts";
import { detects } from "../mutants/report/report.ts";
import { runMutants } from "../mutants/run/run_mutants.ts";
import { StateFile } from "../mutants/run/state.ts";
import type { MutantResult } from "../mutants/run/types.ts";
import { type Arm, type Defect, type DefectSort, OURS } from "./arms.ts";
import { a12, clusterMean, holm, type Interval, mannWhitney, restrictedMean } from "./statistics.ts";

/** How it is run. */
export interface EvaluationOptions {
  readonly arms: readonly Arm[];
  readonly defects: readonly Defect[];
  /** What nobody may flag. */
  readonly harmless: readonly Mutant[];
  readonly seeds: number;
  /** Milliseconds of processor time that a seed has. */
  readonly budgetMs: number;
  /** Subprocesses at a time: time is that of the processor. */
  readonly jobs: number;
  /** Results so far, so that a run that was broken off goes on. */
  readonly state: string | null;
  readonly signal: AbortSignal;
  readonly onProgress: (text: string) => void;
}

/** One trial: an arm, a defect, a seed. */
export interface Trial {
  readonly arm: string;
  readonly defect: string;
  readonly sort: DefectSort | "harmless";
  readonly seed: number;
  /** Seconds of processor time to the detection; null where there was none. */
  readonly seconds: number | null;
  readonly checks: number;
  readonly claim: string | null;
}

/** An arm in the end. */
export interface ArmRow {
  readonly arm: string;
  readonly what: string;
  /** Restricted mean time to detection in seconds: one mean a defect, resampled by defects. */
  readonly time: Interval;
  /** Defects found under some seed, and under every seed. */
  readonly ever: number;
  readonly always: number;
  readonly of: number;
  /** Defects on which ours is faster, or slower, after Holm's correction at 0.05. */
  readonly better: number;
  readonly worse: number;
  /** The chance that this arm takes longer than ours, as a mean over defects. */
  readonly effect: number;
  /** Checks of what is harmless, and how many were flagged. */
  readonly harmlessChecks: number;
  readonly falseAlarms: number;
}

async function trialsOf(arm: Arm, options: EvaluationOptions): Promise<Trial[]> {
  const { defects, harmless, seeds, budgetMs, jobs, state, signal } = options;
  const sorts = new Map<string, Trial["sort"]>(defects.map(({ mutant, sort }) => [mutant.id, sort]));
  let done = 0;
  const mutants = [...defects.map(({ mutant }) => mutant), ...harmless];
  const results: readonly MutantResult[] = await runMutants(mutants, {
    seeds: Array.from({ length: seeds }, (_, i) => i + 1),
    budgetMs,
    // A seed that finds nothing counts like any other.
    everySeed: true,
    jobs,
    shrink: "none",
    attack: arm.attack,
    state,
    keepState: true,
    signal,
    onResult: () => options.onProgress(`${arm.name}: ${++done} of ${mutants.length}`),
  });
  return results.flatMap(({ mutant, seeds }) =>
    seeds.map((result): Trial => ({
      arm: arm.name,
      defect: mutant.id,
      sort: sorts.get(mutant.id) ?? "harmless",
      seed: result.seed,
      seconds: detects(result) ? result.seconds : null,
      checks: result.checks,
      claim: result.claim,
    }))
  );
}

/** Runs all trials, arm by arm. */
export async function runTrials(options: EvaluationOptions): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  for (const arm of options.arms) {
    if (options.signal.aborted) break;
    trials.push(...await trialsOf(arm, options));
  }
  if (options.state !== null && !options.signal.aborted) await (await StateFile.open(options.state)).complete();
  return trials;
}

/** Times of an arm's trials by defect; a trial that found nothing has the whole budget. */
function timesBy(trials: readonly Trial[], budget: number): ReadonlyMap<string, readonly number[]> {
  const times = new Map<string, number[]>();
  for (const { defect, sort, seconds } of trials) {
    if (sort === "harmless") continue;
    const list = times.get(defect) ?? [];
    list.push(Math.min(seconds ?? budget, budget));
    times.set(defect, list);
  }
  return times;
}

/** The level of the comparisons. */
const LEVEL = 0.05;

/** One arm against ours. Defects are the clusters: one mean, one test, one effect each. */
export function armRow(arm: Arm, trials: readonly Trial[], budgetSeconds: number): ArmRow {
  const own = trials.filter((trial) => trial.arm === arm.name);
  const times = timesBy(own, budgetSeconds);
  const ours = timesBy(trials.filter((trial) => trial.arm === OURS), budgetSeconds);
  const found = new Map<string, number>();
  const tried = new Map<string, number>();
  for (const { defect, sort, seconds } of own) {
    if (sort === "harmless") continue;
    tried.set(defect, (tried.get(defect) ?? 0) + 1);
    if (seconds !== null) found.set(defect, (found.get(defect) ?? 0) + 1);
  }
  const shared = [...times].filter(([defect]) => ours.has(defect));
  const pairs = shared.map(([defect, list]) => [list, ours.get(defect) as readonly number[]] as const);
  const ps = holm(pairs.map(([theirs, mine]) => mannWhitney(theirs, mine)));
  const effects = pairs.map(([theirs, mine]) => a12(theirs, mine));
  const harmless = own.filter(({ sort }) => sort === "harmless");
  return {
    arm: arm.name,
    what: arm.what,
    time: clusterMean([...times.values()].map((list) => restrictedMean(list, budgetSeconds))),
    ever: [...found.keys()].length,
    always: [...tried].filter(([defect, count]) => found.get(defect) === count).length,
    of: tried.size,
    better: effects.filter((effect, i) => (ps[i] as number) < LEVEL && effect > 0.5).length,
    worse: effects.filter((effect, i) => (ps[i] as number) < LEVEL && effect < 0.5).length,
    effect: effects.length === 0 ? 0.5 : effects.reduce((sum, each) => sum + each, 0) / effects.length,
    harmlessChecks: harmless.reduce((sum, { checks }) => sum + checks, 0),
    falseAlarms: harmless.filter(({ seconds }) => seconds !== null).length,
  };
}

/** Defects found by then, as a mean over seeds, at each moment at which one more was. */
export function bugsOverTime(
  arm: string,
  trials: readonly Trial[],
  budgetSeconds: number,
): (readonly [number, number])[] {
  const own = trials.filter((trial) => trial.arm === arm && trial.sort !== "harmless");
  const seeds = new Set(own.map(({ seed }) => seed)).size;
  const moments = own.flatMap(({ seconds }) => seconds === null ? [] : [Math.min(seconds, budgetSeconds)]);
  moments.sort((a, b) => a - b);
  const points: (readonly [number, number])[] = moments.map((at, i) => [at, (i + 1) / Math.max(seeds, 1)]);
  return [[0, 0], ...points, [budgetSeconds, moments.length / Math.max(seeds, 1)]];
}
