/**
 * The hunt that goes on after a finding: all claims in rounds, one report for each root cause.
 *
 * The plan, the attribution and the order in which failures are looked at depend on nothing but the seed, so any number of
 * workers ends in the same findings.
 *
 * @module
 */

import { type CountedFinding, Findings } from "./findings.ts";
import type { Finding } from "./finding.ts";
import { runBatches } from "./run_batches.ts";
import type { ShrinkBudget } from "./shrink.ts";
import { JOB_BYTES, type LoadedPlug, plugAndSource } from "./hunt.ts";
import type { Plug, PlugSource } from "./plug.ts";
import type { Mended } from "./target.ts";
import { addTally, newTally, type Tally } from "./tally.ts";

/** What such a hunt does and when it ends. */
export interface HuntAllOptions {
  /** What is attacked: where workers find it too, or the plug itself for one thread, or both. */
  readonly plug: Plug | PlugSource | LoadedPlug;
  /** URL of the module that workers run; default: one that imports the plug from its source. */
  readonly worker?: string;
  /** Names of the claims. */
  readonly claims: readonly string[];
  /** `0` to `2**53 - 1`. */
  readonly seed: number;
  /** Defects that are mended. */
  readonly mended: Mended;
  /** Checks at most, of all claims together. */
  readonly checks: number;
  /** Milliseconds at most, shrinking counted. */
  readonly timeMs: number;
  /** Workers; 1 runs in this thread. */
  readonly jobs: number;
  /** As of {@linkcode HuntOptions}. */
  readonly patienceMs?: number;
  /** As of {@linkcode HuntOptions}. */
  readonly memoryBytes?: number;
  /** Of shrinking one finding; default about two seconds. */
  readonly budget?: ShrinkBudget;
  /** Ends the hunt early. */
  readonly signal?: AbortSignal;
  /** Called about five times a second and at the end. */
  readonly onProgress?: (progress: HuntAllProgress) => void;
  /** Called when a failure looks new, before it is shrunk. */
  readonly onFailure?: (claim: string, index: number) => void;
  /** Called with each new finding. */
  readonly onFinding?: (finding: Finding) => void;
}

/** How far it is. */
export interface HuntAllProgress {
  /** Counts so far. */
  readonly tally: Tally;
  /** Since the start. */
  readonly seconds: number;
  /** Root causes so far. */
  readonly findings: number;
}

/** How it ended. */
export interface HuntAllResult {
  /** What ended it. */
  readonly ended: "checks" | "time" | "interrupted";
  /** Counts of all claims. */
  readonly tally: Tally;
  /** The same by claim. */
  readonly tallies: ReadonlyMap<string, Tally>;
  /** Since the start. */
  readonly seconds: number;
  /** In the order in which they were found. */
  readonly findings: readonly CountedFinding[];
  /** Failing checks that gave no finding of their own; `mixed` of them failed for several known reasons at once. */
  readonly duplicates: number;
  /** Failing checks that several known causes explain. */
  readonly mixed: number;
}

/** Hunts until a limit. */
export async function huntAll(options: HuntAllOptions): Promise<HuntAllResult> {
  const { worker, claims, seed, mended, checks, timeMs, jobs, signal, onProgress } = options;
  const start = performance.now();
  const secondsNow = () => (performance.now() - start) / 1000;
  const { plug, source } = await plugAndSource(options.plug, jobs);
  const findings = new Findings({ ...options, plug });
  const tally = newTally();
  const tallies = new Map<string, Tally>(claims.map((claim) => [claim, newTally()]));
  const progress = () => onProgress?.({ tally, seconds: secondsNow(), findings: findings.list.length });
  const finished = await runBatches({
    plan: { kind: "rounds", claims, checks, slices: plug.slices },
    plug,
    source,
    ...(worker === undefined ? {} : { worker }),
    seed,
    mended,
    whole: true,
    jobs,
    patienceMs: options.patienceMs ?? null,
    memoryBytes: options.memoryBytes ?? jobs * JOB_BYTES,
    signal,
    isOver: () => secondsNow() * 1000 >= timeMs,
    take: ({ claim }, result) => {
      addTally(tally, result.tally);
      addTally(tallies.get(claim) as Tally, result.tally);
      for (const failure of result.failures) findings.add(claim, failure);
      return false;
    },
    onPulse: progress,
  });
  progress();
  return {
    ended: finished ? "checks" : signal?.aborted ? "interrupted" : "time",
    tally,
    tallies,
    seconds: secondsNow(),
    findings: findings.list,
    duplicates: findings.duplicates,
    mixed: findings.mixed,
  };
}
