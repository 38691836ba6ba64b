/**
 * The evaluation: every arm gets every defect, the same seeds and the same processor time; what is found when, and how sure one can
 * be that two arms differ.
 *
 * @module
 */

import type { Mutant } from "../mutants/mutant.ts";
import { detects } from "../mutants/report/report.ts";
import { runAttacks } from "../mutants/run/run_mutants.ts";
import { StateFile } from "../mutants/run/state.ts";
import { type Arm, type Defect, type DefectSort, OURS, REDUCED_ARMS } from "./arms.ts";
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

/** An arm in the end, beside the one that it is compared with. */
export interface ArmRow {
  readonly arm: string;
  readonly what: string;
  /** Restricted mean time to detection in seconds: one mean a defect, resampled by defects. */
  readonly time: Interval;
  /** Defects found under some seed, and under every seed. */
  readonly ever: number;
  readonly always: number;
  readonly of: number;
  /** Defects on which the other is faster, or slower, after Holm's correction at 0.05. */
  readonly better: number;
  readonly worse: number;
  /** The chance that this arm takes longer than the other, as a mean over defects. */
  readonly effect: number;
  /** Checks of what is harmless, and how many were flagged. */
  readonly harmlessChecks: number;
  readonly falseAlarms: number;
}

/** Trials of some arms on some mutants, by turns: what a busy machine does to time it does to all arms of a mutant alike. */
async function trialsOf(
  arms: readonly Arm[],
  mutants: readonly Mutant[],
  options: EvaluationOptions,
): Promise<Trial[]> {
  const { defects, seeds, budgetMs, jobs, state, signal } = options;
  const sorts = new Map<string, Trial["sort"]>(defects.map(({ mutant, sort }) => [mutant.id, sort]));
  const attacks = mutants.flatMap((mutant) => arms.map(({ attack }) => ({ mutant, attack })));
  const results = await runAttacks(attacks, {
    seeds: Array.from({ length: seeds }, (_, i) => i + 1),
    budgetMs,
    // A seed that finds nothing counts like any other.
    everySeed: true,
    jobs,
    shrink: "none",
    keptAnswers: false,
    state,
    keepState: true,
    signal,
    onProgress: ({ done, total, running: [mutant = ""] }) => options.onProgress(`${done} of ${total} ${mutant}`),
  });
  return results.flatMap((result, at) => {
    if (result === undefined) return [];
    const { name } = arms[at % arms.length] as Arm;
    return result.seeds.map((each): Trial => ({
      arm: name,
      defect: result.mutant.id,
      sort: sorts.get(result.mutant.id) ?? "harmless",
      seed: each.seed,
      seconds: detects(each) ? each.seconds : null,
      checks: each.checks,
      claim: each.claim,
    }));
  });
}

/**
 * Runs all trials. Arms that lack something get the defects that ours found under some seed, and nothing harmless: the others would
 * tell none of them apart.
 */
export async function runTrials(options: EvaluationOptions): Promise<readonly Trial[]> {
  const { arms, harmless, signal, state } = options;
  const mutants = options.defects.map(({ mutant }) => mutant);
  const ways = arms.filter((arm) => !REDUCED_ARMS.includes(arm));
  const reduced = arms.filter((arm) => REDUCED_ARMS.includes(arm));
  const trials = await trialsOf(ways, [...mutants, ...harmless], options);
  const found = new Set(
    trials.filter(({ arm, seconds }) => arm === OURS && seconds !== null).map((trial) => trial.defect),
  );
  if (!signal.aborted) trials.push(...await trialsOf(reduced, mutants.filter(({ id }) => found.has(id)), options));
  if (state !== null && !signal.aborted) await (await StateFile.open(state)).complete();
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

/** One arm against the one that it is compared with. Defects are the clusters: one mean, one test, one effect each. */
export function armRow(arm: Arm, trials: readonly Trial[], budgetSeconds: number): ArmRow {
  const own = trials.filter((trial) => trial.arm === arm.name);
  const times = timesBy(own, budgetSeconds);
  const others = timesBy(trials.filter((trial) => trial.arm === arm.against), budgetSeconds);
  const found = new Map<string, number>();
  const tried = new Map<string, number>();
  for (const { defect, sort, seconds } of own) {
    if (sort === "harmless") continue;
    tried.set(defect, (tried.get(defect) ?? 0) + 1);
    if (seconds !== null) found.set(defect, (found.get(defect) ?? 0) + 1);
  }
  const shared = [...times].filter(([defect]) => others.has(defect));
  const pairs = shared.map(([defect, list]) => [list, others.get(defect) as readonly number[]] as const);
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
