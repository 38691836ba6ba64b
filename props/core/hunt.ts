/**
 * The hunt for one finding: checks in order of their index, alone or with workers, up to the first failure or a limit. The
 * seed and the index of a check decide all of it, so any number of workers ends in the same finding.
 *
 * @module
 */

import type { BatchFailure } from "./batch.ts";
import { CoreError } from "./errors.ts";
import { type Finding, investigate } from "./finding.ts";
import { runBatches } from "./run_batches.ts";
import type { ShrinkBudget } from "./shrink.ts";
import { importPlug, type Plug, type PlugSource } from "./plug.ts";
import type { Mended } from "./target.ts";
import { addTally, newTally, type Tally } from "./tally.ts";

/** What a hunt does and when it ends. */
export interface HuntOptions {
  /** What is attacked: where workers find it too, or the plug itself for one thread, or both. */
  readonly plug: Plug | PlugSource | LoadedPlug;
  /** URL of the module that workers run; default: one that imports the plug from its source. */
  readonly worker?: string;
  /** Name of the claim. */
  readonly claim: string;
  /** Index of the first check; default 0. */
  readonly from?: number;
  /** `0` to `2**53 - 1`. */
  readonly seed: number;
  /** Defects that are mended. */
  readonly mended: Mended;
  /** Checks at most. */
  readonly checks: number;
  /** Milliseconds at most, shrinking not counted. */
  readonly timeMs: number;
  /** Workers; 1 runs in this thread. */
  readonly jobs: number;
  /**
   * For what may run for ever: checks run in workers, one if alone, and a batch that has not ended after so many milliseconds ends the
   * hunt with a {@linkcode CoreError}. Default: such a check is waited for.
   */
  readonly patienceMs?: number;
  /** Bytes that the process may hold then, checked five times a second; default: {@linkcode JOB_BYTES} for each job. */
  readonly memoryBytes?: number;
  /** Of shrinking; default about two seconds. */
  readonly budget?: ShrinkBudget;
  /** Ends the hunt early. */
  readonly signal?: AbortSignal;
  /** Called about five times a second and at the end. */
  readonly onProgress?: (progress: Progress) => void;
  /** Called when a check failed, before it is shrunk. */
  readonly onFailure?: (index: number) => void;
}

/** Bytes that a job may hold whose checks may take memory without end: ten times what it needs. */
export const JOB_BYTES: number = 2 * 2 ** 30;

/** How far a hunt is. */
export interface Progress {
  /** Counts so far. */
  readonly tally: Tally;
  /** Since the start. */
  readonly seconds: number;
}

/** How a hunt ended. */
export interface HuntResult {
  /** What ended it. */
  readonly ended: "found" | "checks" | "time" | "interrupted";
  /** Counts of the checks up to the failing one; the same for any number of workers when it ended by `checks` or `found`. */
  readonly tally: Tally;
  /** Time of the checks, shrinking not counted. */
  readonly seconds: number;
  /** Null where nothing was found. */
  readonly finding: Finding | null;
}

/** A plug that is loaded already, and where workers find it. */
export interface LoadedPlug {
  /** As it is used here. */
  readonly plug: Plug;
  /** What workers import it from. */
  readonly source: PlugSource;
}

/** The plug of a hunt, and where its workers find it. Throws where a plug without a source is to be shared. */
export async function plugAndSource(
  given: Plug | PlugSource | LoadedPlug,
  jobs: number,
): Promise<LoadedPlug> {
  if ("source" in given) return given;
  if ("host" in given) return { plug: await importPlug(given), source: given };
  if (jobs > 1) throw new CoreError("option", "workers need a module to load the plug from: give a source, or one job");
  return { plug: given, source: { host: "", module: null } };
}

/** Hunts for one finding. */
export async function hunt(options: HuntOptions): Promise<HuntResult> {
  const { worker, claim, seed, mended, budget, jobs, signal, timeMs, from = 0 } = options;
  const start = performance.now();
  const secondsNow = () => (performance.now() - start) / 1000;
  const { plug, source } = await plugAndSource(options.plug, jobs);
  const tally = newTally();
  const failures: BatchFailure[] = [];
  const finished = await runBatches({
    plan: { kind: "claim", claim, from, checks: options.checks },
    plug,
    source,
    ...(worker === undefined ? {} : { worker }),
    seed,
    mended,
    whole: false,
    jobs,
    patienceMs: options.patienceMs ?? null,
    memoryBytes: options.memoryBytes ?? jobs * JOB_BYTES,
    signal,
    isOver: () => secondsNow() * 1000 >= timeMs,
    take: (_batch, result) => {
      addTally(tally, result.tally);
      failures.push(...result.failures);
      return failures.length > 0;
    },
    onPulse: () => options.onProgress?.({ tally, seconds: secondsNow() }),
  });
  const seconds = secondsNow();
  options.onProgress?.({ tally, seconds });
  const [first] = failures;
  if (first === undefined) {
    return { ended: finished ? "checks" : signal?.aborted ? "interrupted" : "time", tally, seconds, finding: null };
  }
  const { index, failure } = first;
  options.onFailure?.(index);
  const finding = investigate({
    plug,
    subject: plug.subject(claim),
    seed,
    index,
    mended,
    failure,
    ...(budget === undefined ? {} : { budget }),
  });
  return { ended: "found", tally, seconds, finding };
}
