/**
 * Runs batches in the order of a plan, alone or with workers; results come in that order, whoever finishes first.
 *
 * @module
 */

import { type BatchResult, batchRunner } from "./batch.ts";
import { CoreError, CoreInvariantError } from "./errors.ts";
import { batchesOf, type BatchPlan, NumberedBatches } from "./batch_plan.ts";
import { Pauses } from "./let_in.ts";
import { checksText, type PlannedBatch } from "./planned_batch.ts";
import type { Plug, PlugSource } from "./plug.ts";
import type { Mended } from "./target.ts";
import type { WorkerReport, WorkerStart } from "./serve_worker.ts";
import { Turns } from "./turns.ts";

/** What is run, and who is told. */
export interface BatchRun {
  readonly plan: BatchPlan;
  readonly plug: Plug;
  /** Where workers find it. */
  readonly source: PlugSource;
  /** URL of the module that workers run; default: one that imports the plug from its source. */
  readonly worker?: string;
  readonly seed: number;
  readonly mended: Mended;
  /** Whether batches go on after a failure, and attribute what they find. */
  readonly whole: boolean;
  readonly jobs: number;
  /** Milliseconds after which a batch is held to run for ever; null: never, and one job runs in this thread. */
  readonly patienceMs: number | null;
  /** Bytes that the process may hold where batches may run for ever: they may take memory without end as well. */
  readonly memoryBytes: number;
  /** Ends the run as well, with what it has. */
  readonly signal?: AbortSignal | undefined;
  /** Asked before each batch: true ends the run, when the time is over. */
  readonly isOver: () => boolean;
  /** Told each result, in the order of the plan; true ends the run. */
  readonly take: (batch: PlannedBatch, result: BatchResult) => boolean;
  /** Called now and then, for progress. */
  readonly onPulse: () => void;
}

/** Milliseconds between two pulses. */
const PULSE_MS = 200;

/** Runs a plan; gives true when it came to its end. */
export function runBatches(run: BatchRun): Promise<boolean> {
  return run.jobs === 1 && run.patienceMs === null ? runAlone(run) : runWithWorkers(run);
}

/** Whether a run is to end with what it has. */
function isDone({ signal, isOver }: BatchRun): boolean {
  return signal?.aborted === true || isOver();
}

/** One thread: a pulse now and then, and pauses for signals. */
async function runAlone(run: BatchRun): Promise<boolean> {
  const { plan, plug, seed, mended, whole, take, onPulse } = run;
  const step = batchRunner(whole);
  const batches = batchesOf(plan);
  const pauses = new Pauses();
  let nextPulse = 0;
  for (;;) {
    if (performance.now() >= nextPulse) {
      onPulse();
      nextPulse = performance.now() + PULSE_MS;
    }
    if (pauses.isDue()) await pauses.take();
    if (isDone(run)) return false;
    const batch = batches.next();
    if (batch === null) return true;
    const result = step(plug, { ...batch, seed }, mended);
    if (take(batch, result)) return false;
  }
}

/** Puts results into the order of their batches. */
export class ResultOrder<Result> {
  readonly #take: (number: number, result: Result) => boolean;
  readonly #waiting = new Map<number, Result>();
  /** The number whose turn it is. */
  next = 0;
  /** Once a taker has asked for the end, nothing more is handed on. */
  over = false;

  constructor(take: (number: number, result: Result) => boolean) {
    this.#take = take;
  }

  /** Takes the result of a batch, and hands on all whose turn it is. */
  add(number: number, result: Result): void {
    this.#waiting.set(number, result);
    for (let next = this.#waiting.get(this.next); next !== undefined; next = this.#waiting.get(this.next)) {
      if (this.over) return;
      this.#waiting.delete(this.next);
      this.over = this.#take(this.next++, next);
    }
  }
}

/** Milliseconds that a run which is over waits for batches under way, where they may run for ever. */
const GRACE_MS = 3000;
/** One that takes so many times as long as any before it is not left behind in silence. */
const FAR_LONGER = 10;

/** A worker that is waited for. */
interface UnderWay {
  /** When it ended a batch last, or was ready; null before. */
  since: number | null;
  /** It is waited for no more; or the run fails. */
  giveUp(): void;
  fail(error: CoreError): void;
}

/**
 * Workers take batches in order, and so does this thread where every batch ends. When the run is over, no more are taken. After a failure
 * those before it are waited for, when the time is over those that were begun.
 */
async function runWithWorkers(run: BatchRun): Promise<boolean> {
  const {
    plan,
    plug,
    source,
    worker: module,
    seed,
    mended,
    whole,
    jobs,
    patienceMs,
    memoryBytes,
    signal,
    take,
    onPulse,
  } = run;
  /** A batch that may run for ever would keep this thread. */
  const runsHere = patienceMs === null;
  const turns = Turns.among(jobs);
  const inOrder = new NumberedBatches(plan);
  const order = new ResultOrder<BatchResult>((number, result) => take(inOrder.at(number) as PlannedBatch, result));
  /** By the numbers of their threads; this one is number 0 where it runs batches. */
  const underWay = new Map<number, UnderWay>();
  /** Milliseconds that the longest batch took. */
  let longest = 0;
  const done = (number: number, result: BatchResult): void => {
    // Where the first failure ends the run, later batches are in vain.
    if (!whole && result.failedAt !== -1) turns.end();
    order.add(number, result);
    if (!order.over) return;
    turns.end();
    for (const { giveUp } of underWay.values()) giveUp();
  };
  const serve = (worker: Worker, thread: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const has: UnderWay = { since: null, giveUp: resolve, fail: reject };
      underWay.set(thread, has);
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new CoreInvariantError(`a worker failed: ${event.message}`));
      };
      worker.onmessage = (event: MessageEvent<WorkerReport>) => {
        const report = event.data;
        if (report.kind === "refused") return reject(new CoreError("plug", report.message));
        if (report.kind === "ended") return resolve();
        const { since } = has;
        has.since = performance.now();
        if (report.kind === "ready") return;
        longest = Math.max(longest, has.since - (since as number));
        try {
          done(report.number, report.result);
          if (isDone(run)) turns.end();
        } catch (error) {
          reject(error);
        }
      };
      const message: WorkerStart = {
        source,
        plan,
        seed,
        mended: [...mended],
        whole,
        careful: !runsHere,
        turns: turns.shared,
        thread,
      };
      worker.postMessage(message);
    });
  const serveHere = async (): Promise<void> => {
    const step = batchRunner(whole);
    const batches = new NumberedBatches(plan);
    const pauses = new Pauses();
    for (;;) {
      if (pauses.isDue()) await pauses.take();
      if (isDone(run)) turns.end();
      const taken = batches.take(turns, 0);
      if (taken === null) break;
      done(taken.number, step(plug, { ...taken.batch, seed }, mended));
    }
    // Nothing is left for those that are still starting.
    for (const [thread, { giveUp }] of underWay) if (turns.isStarting(thread)) giveUp();
  };
  const workers: Worker[] = [];
  let overSince: number | null = null;
  const pulse = setInterval(() => {
    onPulse();
    if (runsHere) return;
    const now = performance.now();
    if (isDone(run)) {
      turns.end();
      overSince ??= now;
    }
    const isFull = Deno.memoryUsage().rss > memoryBytes;
    for (const [thread, { since, giveUp, fail }] of underWay) {
      const number = turns.taken(thread);
      if (number === null || since === null) continue;
      const stop = (why: string): void => {
        const batch = new NumberedBatches(plan).at(number);
        if (batch !== null) fail(new CoreError("plug", `${checksText(seed, batch)} ${why}`));
      };
      const isLeft = overSince !== null && now - overSince > GRACE_MS;
      if (isFull) {
        stop(
          `hold more than ${Math.round(memoryBytes / 2 ** 20)} MiB of memory: what is attacked may take it without end`,
        );
      } else if (isLeft && (signal?.aborted === true || now - since <= FAR_LONGER * longest)) {
        giveUp();
      } else if (isLeft || now - since > patienceMs) {
        const waited = `${Math.round((now - since) / 1000)} s`;
        stop(`have not ended after ${waited}: what is attacked may run for ever`);
      }
    }
  }, PULSE_MS);
  try {
    const first = runsHere ? 1 : 0;
    for (let thread = first; thread < jobs; thread++) {
      workers.push(
        new Worker(module ?? new URL("./worker.ts", import.meta.url), { type: "module", name: `hunt-${thread}` }),
      );
    }
    const served = workers.map((worker, i) => serve(worker, first + i));
    await Promise.all([...served, ...(runsHere ? [serveHere()] : [])]);
  } finally {
    // Where this run ends with an error, this thread goes on with nothing.
    turns.end();
    clearInterval(pulse);
    // Only idle workers are left, or those whose results nobody needs, or the run itself is ending with an error.
    workers.forEach((worker) => worker.terminate());
  }
  return !order.over && inOrder.at(order.next) === null;
}
