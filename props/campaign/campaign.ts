/**
 * The hunt loop: checks in order of their index, alone or with workers, up to the first failure or a limit. The seed and
 * the index of a check decide all of it, so any number of workers ends in the same finding.
 *
 * @module
 */

import type { Repairs } from "../../src/isa/engine.ts";
import { InvariantError } from "../../src/isa/errors.ts";
import { REPAIR_IDS } from "../../src/isa/repairs.ts";
import { BATCH, BatchOrder, runBatch } from "./batch.ts";
import { type Finding, investigate } from "./finding.ts";
import type { ShrinkBudget } from "./shrink.ts";
import { addTally, newTally, type Subject, type SubjectModule, type SubjectSpec, type Tally } from "./types.ts";
import type { WorkerBatch, WorkerReport, WorkerStart } from "./worker.ts";

/** What a campaign does and when it ends. */
export interface CampaignOptions {
  /** URL of the {@linkcode SubjectModule} that makes the subject. */
  readonly module: string;
  readonly spec: SubjectSpec;
  /** Version of the generator, for replay tokens. */
  readonly generator: number;
  /** `0` to `2**53 - 1`. */
  readonly seed: number;
  readonly repairs: Repairs;
  /** Checks at most. */
  readonly checks: number;
  /** Milliseconds at most, shrinking not counted. */
  readonly timeMs: number;
  /** Workers; 1 runs in this thread. */
  readonly jobs: number;
  readonly budget?: ShrinkBudget;
  readonly signal?: AbortSignal;
  /** Called about five times a second and at the end. */
  readonly onProgress?: (progress: Progress) => void;
  /** Called when a check failed, before it is shrunk. */
  readonly onFailure?: (index: number) => void;
}

/** How far a campaign is. */
export interface Progress {
  readonly tally: Tally;
  readonly seconds: number;
}

/** How a campaign ended. */
export interface CampaignResult {
  readonly ended: "found" | "checks" | "time" | "interrupted";
  /** Counts of the checks up to the failing one; the same for any number of workers when it ended by `checks` or `found`. */
  readonly tally: Tally;
  /** Time of the checks, shrinking not counted. */
  readonly seconds: number;
  readonly finding: Finding | null;
}

/** How the checks ended, before any failure is investigated. */
interface Search {
  readonly ended: CampaignResult["ended"];
  readonly tally: Tally;
  readonly failedAt: number;
}

const PROGRESS_MS = 200;

/** Runs a campaign. */
export async function campaign(options: CampaignOptions): Promise<CampaignResult> {
  const start = performance.now();
  const secondsNow = () => (performance.now() - start) / 1000;
  const module: SubjectModule = await import(options.module);
  const subject = module.makeSubject(options.spec);
  const search = options.jobs === 1
    ? await searchAlone(options, subject, secondsNow)
    : await searchWithWorkers(options, secondsNow);
  const seconds = secondsNow();
  options.onProgress?.({ tally: search.tally, seconds });
  if (search.ended !== "found") return { ended: search.ended, tally: search.tally, seconds, finding: null };
  options.onFailure?.(search.failedAt);
  const { generator, seed, repairs, budget } = options;
  const finding = investigate({
    subject,
    generator,
    seed,
    index: search.failedAt,
    repairs,
    ...(budget === undefined ? {} : { budget }),
  });
  return {
    ended: "found",
    tally: search.tally,
    seconds,
    finding: finding ?? vanished(options, subject, search.failedAt),
  };
}

/** A failure that a second run does not show at all. */
function vanished(options: CampaignOptions, subject: Subject<unknown>, index: number): Finding {
  throw new InvariantError(
    `${subject.claim}: check ${index} of seed ${options.seed} failed once and then held; checks must be deterministic`,
  );
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** One thread: batches in order, with a pause for signals whenever progress is due. */
async function searchAlone(
  options: CampaignOptions,
  subject: Subject<unknown>,
  secondsNow: () => number,
): Promise<Search> {
  const tally = newTally();
  let nextProgress = 0;
  for (let from = 0;; from += BATCH) {
    const seconds = secondsNow();
    if (seconds * 1000 >= nextProgress) {
      options.onProgress?.({ tally, seconds });
      nextProgress = seconds * 1000 + PROGRESS_MS;
      await pause();
    }
    if (options.signal?.aborted) return { ended: "interrupted", tally, failedAt: -1 };
    if (from >= options.checks) return { ended: "checks", tally, failedAt: -1 };
    if (seconds * 1000 >= options.timeMs) return { ended: "time", tally, failedAt: -1 };
    const to = Math.min(from + BATCH, options.checks);
    const batch = runBatch(subject, options.seed, from, to, options.repairs);
    addTally(tally, batch.tally);
    if (batch.failedAt !== -1) return { ended: "found", tally, failedAt: batch.failedAt };
  }
}

/**
 * Workers pull batches in order. When one fails, no more are handed out, and those under way are waited for: one of them
 * may hold an earlier failure.
 */
async function searchWithWorkers(options: CampaignOptions, secondsNow: () => number): Promise<Search> {
  const order = new BatchOrder();
  const workers: Worker[] = [];
  let next = 0;
  let failed = false;
  let ended: CampaignResult["ended"] | null = null;
  const take = (): WorkerBatch | null => {
    if (ended === null) {
      if (options.signal?.aborted) ended = "interrupted";
      else if (failed) ended = "found";
      else if (next >= options.checks) ended = "checks";
      else if (secondsNow() * 1000 >= options.timeMs) ended = "time";
    }
    if (ended !== null) return null;
    const from = next;
    next = Math.min(from + BATCH, options.checks);
    return { kind: "batch", from, to: next };
  };
  const serve = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new InvariantError(`a worker failed: ${event.message}`));
      };
      worker.onmessage = (event: MessageEvent<WorkerReport>) => {
        const report = event.data;
        if (report.kind === "done") {
          order.add(report.from, report.result);
          failed ||= report.result.failedAt !== -1;
        }
        const batch = take();
        if (batch === null) resolve();
        else worker.postMessage(batch);
      };
      const { module, spec, seed, repairs } = options;
      const ids = REPAIR_IDS.filter((id) => repairs.has(id));
      const message: WorkerStart = { kind: "start", module, spec, seed, repairs: ids };
      worker.postMessage(message);
    });
  const progress = setInterval(() => options.onProgress?.({ tally: order.tally, seconds: secondsNow() }), PROGRESS_MS);
  try {
    for (let i = 0; i < options.jobs; i++) {
      workers.push(new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: `hunt-${i}` }));
    }
    await Promise.all(workers.map(serve));
  } finally {
    clearInterval(progress);
    // Only idle workers are left, or the campaign itself is ending with an error.
    workers.forEach((worker) => worker.terminate());
  }
  const { tally, failedAt } = order;
  return { ended: failedAt === -1 ? ended ?? "checks" : "found", tally, failedAt };
}
