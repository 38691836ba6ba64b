/**
 * What a run of mutants amounts to: rates, times, tables. Plain data, as JSON and the page hold it.
 *
 * @module
 */

import type { MutantOrigin, NotPlanted } from "../mutant.ts";
import type { MutantResult, SeedResult } from "../run/types.ts";
import { isDetected } from "../run/types.ts";
import { median, percentile, type Rate, wilson } from "./statistics.ts";

/** Bounds of the buckets, in seconds. */
export const BUCKETS: readonly number[] = [0.1, 1, 10, 60];

/** Median and 95th percentile over all detections; null when there was none. */
export interface Times {
  readonly medianSeconds: number | null;
  readonly p95Seconds: number | null;
  readonly medianChecks: number | null;
  readonly p95Checks: number | null;
}

/** A set of mutants. */
export interface GroupRow extends Times {
  readonly name: string;
  /** Mutants that every seed detected. */
  readonly found: Rate;
  /** Attacks, one for each mutant and seed, by the time to detection: up to each bound of {@linkcode BUCKETS}, later, never. */
  readonly buckets: readonly number[];
}

/** One mutant. */
export interface MutantRow {
  readonly id: string;
  readonly component: string;
  readonly difficulty: string;
  readonly origin: MutantOrigin;
  readonly title: string;
  readonly found: boolean;
  /** Seeds that detected it, of those tried. */
  readonly detections: number;
  readonly seeds: number;
  /** What detected it, most often first; with how, where no claim failed. */
  readonly claims: readonly string[];
  readonly medianSeconds: number | null;
  readonly medianChecks: number | null;
  readonly shrunkSize: number | null;
  readonly shrinkSeconds: number | null;
  /** Why it cannot be told from the sources; empty when nobody argued so. */
  readonly argued: string;
}

/** What is lost when one claim or one policy of the generator is turned off. */
export interface AblationRow {
  readonly kind: "claim" | "policy";
  readonly name: string;
  /** Mutants attacked without it. */
  readonly tried: number;
  /** Those that are found no more: only it finds them. */
  readonly lost: readonly string[];
  /** Median seconds to detection with and without it, over those that are found both times. */
  readonly secondsWith: number | null;
  readonly secondsWithout: number | null;
}

/** One strategy on the same mutants. */
export interface StrategyRow extends Times {
  readonly name: string;
  readonly what: string;
  /** Detections of all attacks, one for each mutant and seed. */
  readonly found: Rate;
  readonly lost: readonly string[];
}

/** How the share of detected attacks grows with time. */
export interface Curve {
  readonly name: string;
  /** Attacks, detected or not. */
  readonly attacks: number;
  /** Seconds of the detections, smallest first. */
  readonly seconds: readonly number[];
}

/** A whole report. */
export interface Report {
  /** What was run, for people: `5 seeds, 60 s each`. */
  readonly settings: string;
  readonly seeds: number;
  readonly budgetSeconds: number;
  /** Faults planted by hand. */
  readonly listed: GroupRow;
  readonly harmless: { readonly total: number; readonly flagged: readonly string[] };
  /** Machine-made ones; null when none ran. Those argued equivalent count in neither part of its rate. */
  readonly generated: (GroupRow & { readonly equivalent: readonly string[] }) | null;
  readonly components: readonly GroupRow[];
  readonly difficulties: readonly GroupRow[];
  readonly generatedParts: readonly GroupRow[];
  readonly curves: readonly Curve[];
  readonly byClaim: readonly { readonly name: string; readonly detections: number; readonly mutants: number }[];
  /** Survivors first. */
  readonly mutants: readonly MutantRow[];
  readonly notPlanted: readonly NotPlanted[];
  readonly ablation: readonly AblationRow[];
  readonly strategies: readonly StrategyRow[];
}

/** What a report is made from. */
export interface ReportInput {
  readonly results: readonly MutantResult[];
  readonly notPlanted: readonly NotPlanted[];
  readonly seeds: number;
  readonly budgetMs: number;
  /** Arguments for survivors, by id. */
  readonly argued: Readonly<Record<string, string>>;
  readonly ablation?: readonly AblationRow[];
  readonly strategies?: readonly StrategyRow[];
}

/** Whether an attack ended in a detection. */
export function detects({ ending }: SeedResult): boolean {
  return ending !== "survived";
}

/** Medians and percentiles of attacks. */
export function timesOf(seeds: readonly SeedResult[]): Times {
  const found = seeds.filter(detects);
  const seconds = found.map((each) => each.seconds);
  const checks = found.map((each) => each.checks);
  return {
    medianSeconds: median(seconds),
    p95Seconds: percentile(seconds, 0.95),
    medianChecks: median(checks),
    p95Checks: percentile(checks, 0.95),
  };
}

function bucketsOf(seeds: readonly SeedResult[]): number[] {
  const counts = [...BUCKETS, Infinity, null].map(() => 0);
  for (const seed of seeds) {
    const at = detects(seed) ? BUCKETS.findIndex((bound) => seed.seconds <= bound) : BUCKETS.length + 1;
    const bucket = at === -1 ? BUCKETS.length : at;
    counts[bucket] = (counts[bucket] as number) + 1;
  }
  return counts;
}

function groupRow(name: string, results: readonly MutantResult[]): GroupRow {
  const seeds = results.flatMap((result) => result.seeds);
  return {
    name,
    found: wilson(results.filter(isDetected).length, results.length),
    ...timesOf(seeds),
    buckets: bucketsOf(seeds),
  };
}

function groups(results: readonly MutantResult[], keyOf: (result: MutantResult) => string): GroupRow[] {
  return [...Map.groupBy(results, keyOf)].map(([name, own]) => groupRow(name, own));
}

function curve(name: string, results: readonly MutantResult[]): Curve {
  const seeds = results.flatMap((result) => result.seeds);
  return {
    name,
    attacks: seeds.length,
    seconds: seeds.filter(detects).map((seed) => seed.seconds).sort((a, b) => a - b),
  };
}

/** What saw a mutant: the claim that failed, or how the process ended. */
function witness({ claim, ending }: SeedResult): string {
  if (ending === "disagree") return claim ?? ending;
  return claim === null ? ending : `${claim} (${ending})`;
}

/** Values with how often each occurs, the most frequent first. */
function tallied(values: readonly string[]): [value: string, times: number][] {
  const counts = [...Map.groupBy(values, (value) => value)].map((
    [value, all],
  ): [string, number] => [value, all.length]);
  return counts.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function mutantRow(result: MutantResult, argued: Readonly<Record<string, string>>): MutantRow {
  const { mutant, seeds } = result;
  const detections = seeds.filter(detects);
  const { medianSeconds, medianChecks } = timesOf(seeds);
  const shrunk = seeds.find((seed) => seed.shrunk !== null)?.shrunk ?? null;
  return {
    id: mutant.id,
    component: mutant.component,
    difficulty: mutant.difficulty,
    origin: mutant.origin,
    title: mutant.title,
    found: isDetected(result),
    detections: detections.length,
    seeds: seeds.length,
    claims: tallied(detections.map(witness)).map(([name]) => name),
    medianSeconds,
    medianChecks,
    shrunkSize: shrunk?.size ?? null,
    shrinkSeconds: shrunk?.seconds ?? null,
    argued: Object.hasOwn(argued, mutant.id) ? argued[mutant.id] as string : "",
  };
}

/** Survivors first, then what took longest; harmless ones last unless they are flagged. */
function byInterest(a: MutantRow, b: MutantRow): number {
  const rank = ({ origin, found, detections, argued }: MutantRow): number => {
    if (origin === "harmless") return detections > 0 ? 0 : 4;
    return found ? 3 : argued === "" ? 1 : 2;
  };
  return rank(a) - rank(b) || (b.medianSeconds ?? 0) - (a.medianSeconds ?? 0) || (a.id < b.id ? -1 : 1);
}

/** Makes the report of a run. */
export function makeReport(input: ReportInput): Report {
  const { results, notPlanted, seeds, budgetMs, argued } = input;
  const listed = results.filter(({ mutant: { origin } }) => origin !== "harmless" && origin !== "generated");
  const harmless = results.filter(({ mutant }) => mutant.origin === "harmless");
  const generated = results.filter(({ mutant }) => mutant.origin === "generated");
  const isEquivalent = (result: MutantResult): boolean =>
    !isDetected(result) && Object.hasOwn(argued, result.mutant.id);
  const judged = generated.filter((result) => !isEquivalent(result));
  const planted = results.filter(({ mutant }) => mutant.origin !== "harmless");
  const detections = planted.flatMap(({ mutant, seeds }) =>
    seeds.filter(detects).map((seed) => ({ id: mutant.id, by: witness(seed) }))
  );
  return {
    settings: `${seeds} ${seeds === 1 ? "seed" : "seeds"}, at most ${budgetMs / 1000} s each`,
    seeds,
    budgetSeconds: budgetMs / 1000,
    listed: groupRow("listed", listed),
    harmless: {
      total: harmless.length,
      flagged: harmless.filter(({ seeds }) => seeds.some(detects)).map(({ mutant }) => mutant.id),
    },
    generated: generated.length === 0 ? null : {
      ...groupRow("machine-made", judged),
      equivalent: generated.filter(isEquivalent).map(({ mutant }) => mutant.id),
    },
    components: groups(listed, ({ mutant }) => mutant.component),
    difficulties: groups(listed, ({ mutant }) => mutant.difficulty),
    generatedParts: groups(judged, ({ mutant }) => mutant.component),
    curves: [curve("planted by hand", listed), curve("machine-made", judged)].filter(({ attacks }) => attacks > 0),
    byClaim: tallied(detections.map(({ by }) => by)).map(([name, times]) => ({
      name,
      detections: times,
      mutants: new Set(detections.filter(({ by }) => by === name).map(({ id }) => id)).size,
    })),
    mutants: results.map((result) => mutantRow(result, argued)).sort(byInterest),
    notPlanted,
    ablation: input.ablation ?? [],
    strategies: input.strategies ?? [],
  };
}
