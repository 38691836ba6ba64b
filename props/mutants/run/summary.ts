/**
 * Results of a run as the JSON object of `--json` and as text.
 *
 * @module
 */

import { ARGUED } from "../list/argued.ts";
import { EQUIVALENT } from "../machine/equivalent.ts";
import type { NotPlanted } from "../mutant.ts";
import { isDetected, type MutantResult } from "./types.ts";

/** Median and 95th percentile; null when there is nothing to take them of. */
export interface Spread {
  readonly median: number | null;
  readonly p95: number | null;
}

/** The object of `--json`. */
export interface MutantSummary {
  /** Faults planted by hand: those of the list, own ones, those of a folder. */
  readonly listed: {
    readonly total: number;
    readonly found: number;
    readonly survived: readonly string[];
    readonly notPlanted: readonly string[];
  };
  readonly harmless: { readonly total: number; readonly flagged: readonly string[] };
  /** Machine-made ones; those argued equivalent survive, but are not among the survivors. */
  readonly generated: {
    readonly total: number;
    readonly killed: number;
    readonly survived: readonly string[];
    readonly equivalent: readonly string[];
  };
  /** Over all seeds of the listed ones that detected. */
  readonly secondsToDetect: Spread;
  readonly checksToDetect: Spread;
}

/** The smallest value that `share` of all are not above; null of nothing. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}

/** Median and 95th percentile of values. */
function spreadOf(values: readonly number[]): Spread {
  return { median: percentile(values, 0.5), p95: percentile(values, 0.95) };
}

/** What `--json` prints: the summary, machine-made mutants by number and survivors alone. */
export function summaryJson(summary: MutantSummary): unknown {
  const { equivalent: _equivalent, ...generated } = summary.generated;
  return { ...summary, generated };
}

/** Whether a mutant was planted by hand. */
function isListed({ mutant: { origin } }: MutantResult): boolean {
  return origin === "listed" || origin === "own" || origin === "given";
}

/** Sums results up. */
export function summarize(results: readonly MutantResult[], notPlanted: readonly NotPlanted[]): MutantSummary {
  const listed = results.filter(isListed);
  const harmless = results.filter(({ mutant }) => mutant.origin === "harmless");
  const generated = results.filter(({ mutant }) => mutant.origin === "generated");
  const detections = listed.flatMap(({ seeds }) => seeds.filter(({ ending }) => ending !== "survived"));
  const ids = (some: readonly MutantResult[]): string[] => some.map(({ mutant }) => mutant.id);
  const survived = (some: readonly MutantResult[]): string[] => ids(some.filter((result) => !isDetected(result)));
  return {
    listed: {
      total: listed.length,
      found: listed.filter(isDetected).length,
      survived: survived(listed),
      notPlanted: notPlanted.map(({ id }) => id),
    },
    harmless: {
      total: harmless.length,
      flagged: ids(harmless.filter(({ seeds }) => seeds.some(({ ending }) => ending !== "survived"))),
    },
    generated: {
      total: generated.length,
      killed: generated.filter(isDetected).length,
      survived: survived(generated).filter((id) => !Object.hasOwn(EQUIVALENT, id)),
      equivalent: survived(generated).filter((id) => Object.hasOwn(EQUIVALENT, id)),
    },
    secondsToDetect: spreadOf(detections.map(({ seconds }) => seconds)),
    checksToDetect: spreadOf(detections.map(({ checks }) => checks)),
  };
}

/** Least share of the machine-made mutants, without the equivalent ones, that must be killed. */
const LEAST_KILLED = 0.95;

/**
 * Whether a run is good: every listed mutant is found or argued about in writing, no harmless one is flagged, and enough of the
 * machine-made ones are killed.
 */
export function isGood({ listed, harmless, generated }: MutantSummary): boolean {
  if (generated.killed < LEAST_KILLED * (generated.killed + generated.survived.length)) return false;
  return harmless.flagged.length === 0 && listed.survived.every((id) => Object.hasOwn(ARGUED, id));
}

/** One result as a line: how many seeds found it, by which claim, after how much. */
export function resultLine({ mutant, seeds, startSeconds }: MutantResult): string {
  const detections = seeds.filter(({ ending }) => ending !== "survived");
  const found = mutant.origin === "harmless"
    ? detections.length === 0 ? "unharmed" : "FLAGGED"
    : detections.length === seeds.length
    ? "found"
    : "SURVIVED";
  const head = `${found.padEnd(8)} ${mutant.id}`.padEnd(52);
  const started = startSeconds === null ? "" : `, start ${startSeconds.toFixed(2)} s`;
  if (detections.length === 0) {
    const { checks = 0, seconds = 0 } = seeds[0] ?? {};
    return `${head} ${checks} checks in ${seconds.toFixed(2)} s${started}`;
  }
  const by = [
    ...new Set(detections.map(({ claim, ending }) => ending === "disagree" ? claim : `${claim} (${ending})`)),
  ];
  const { median: seconds } = spreadOf(detections.map((each) => each.seconds));
  const { median: checks } = spreadOf(detections.map((each) => each.checks));
  const shrunk = seeds.find((each) => each.shrunk !== null)?.shrunk;
  const size = shrunk === undefined || shrunk === null
    ? ""
    : `, shrunk to ${shrunk.size} in ${shrunk.seconds.toFixed(1)} s`;
  return `${head} ${detections.length}/${seeds.length} by ${by.join(", ")}: median ${seconds?.toFixed(2)} s, ` +
    `${checks} checks${size}${started}`;
}
