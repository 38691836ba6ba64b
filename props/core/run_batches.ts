/**
 * Runs batches in the order of a plan, alone or with workers; results come in that order, whoever finishes first.
 *
 * @module
 */

import { type BatchResult, batchRunner } from "./batch.ts";
import { CoreError, CoreInvariantError } from "./errors.ts";
import type { Plug, PlugSource } from "./plug.ts";
import type { Mended } from "./target.ts";
import type { WorkerBatch, WorkerReport, WorkerStart } from "./serve_worker.ts";

/** A batch of a plan. */
export interface PlannedBatch {
  readonly claim: string;
  readonly from: number;
  readonly to: number;
}

/** Batches one after the other. */
export interface BatchPlan {
  /** The next batch; null at the end. */
  next(): PlannedBatch | null;
}

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

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** Whether a run is to end with what it has. */
function isDone({ signal, isOver }: BatchRun): boolean {
  return signal?.aborted === true || isOver();
}

/** One thread: a pause for signals whenever a pulse is due. */
async function runAlone(run: BatchRun): Promise<boolean> {
  const { plan, plug, seed, mended, whole, take, onPulse } = run;
  const step = batchRunner(whole);
  let nextPulse = 0;
  for (;;) {
    if (performance.now() >= nextPulse) {
      onPulse();
      nextPulse = performance.now() + PULSE_MS;
      await pause();
    }
    if (isDone(run)) return false;
    const batch = plan.next();
    if (batch === null) return true;
    const result = step(plug, { ...batch, seed }, mended);
    if (take(batch, result)) return false;
  }
}

/** Puts results into the order of their batches. */
export class ResultOrder<Result> {
  readonly #take: (number: number, result: Result) => boolean;
  readonly #waiting = new Map<number, Result>();
  #next = 0;
  /** Once a taker has asked for the end, nothing more is handed on. */
  over = false;

  constructor(take: (number: number, result: Result) => boolean) {
    this.#take = take;
  }

  /** Takes the result of a batch, and hands on all whose turn it is. */
  add(number: number, result: Result): void {
    this.#waiting.set(number, result);
    for (let next = this.#waiting.get(this.#next); next !== undefined; next = this.#waiting.get(this.#next)) {
      if (this.over) return;
      this.#waiting.delete(this.#next);
      this.over = this.#take(this.#next++, next);
    }
  }
}

/** Milliseconds that a run which is over waits for batches under way, where they may run for ever. */
const GRACE_MS = 3000;
/** One that takes so many times as long as any before it is not left behind in silence. */
const FAR_LONGER = 10;

/** Milliseconds of its own batches after which this thread looks after workers and signals: a pause takes one. */
const BUSY_MS = 100;
/** Batches that a worker has at once, those it has not begun included, at least. */
const AHEAD = 2;

/** What a worker has been handed. */
interface UnderWay {
  /** The first of them runs. */
  readonly batches: PlannedBatch[];
  /** When that one began. */
  since: number;
  /** Batches that it has ended since this thread looked after it, and those that it is to have at once. */
  ran: number;
  ahead: number;
  /** Hands it what is missing. */
  fill(): void;
  /** The worker is waited for no more; or the run fails. */
  giveUp(): void;
  fail(error: CoreError): void;
}

/**
 * Workers pull batches in order, and so does this thread where every batch ends. When the run is over, no more are handed out. After a
 * failure those before it are waited for, when the time is over those that were begun.
 */
async function runWithWorkers(run: BatchRun): Promise<boolean> {
  const { plan, plug, source, worker: module, seed, mended, whole, jobs, patienceMs, signal, take, onPulse } = run;
  /** A batch that may run for ever would keep this thread. */
  const runsHere = patienceMs === null;
  const batches = new Map<number, PlannedBatch>();
  const order = new ResultOrder<BatchResult>((number, result) => {
    const batch = batches.get(number) as PlannedBatch;
    batches.delete(number);
    return take(batch, result);
  });
  const underWay = new Map<Worker, UnderWay>();
  /** Milliseconds that the longest batch took. */
  let longest = 0;
  let handedOut = 0;
  let failed = false;
  let ended: "plan" | "over" | null = null;
  const hand = (): WorkerBatch | null => {
    if (ended === null && (order.over || failed || isDone(run))) ended = "over";
    const batch = ended === null ? plan.next() : null;
    if (batch === null) {
      ended ??= "plan";
      return null;
    }
    batches.set(handedOut, batch);
    return { kind: "batch", number: handedOut++, ...batch };
  };
  const done = (number: number, result: BatchResult): void => {
    // Where the first failure ends the run, later batches are in vain.
    failed ||= !whole && result.failedAt !== -1;
    order.add(number, result);
    if (!order.over) return;
    ended = "over";
    for (const { giveUp } of underWay.values()) giveUp();
  };
  /** Workers that have nothing to do are not waited for, not even while they start. */
  const letGo = (): void => {
    for (const { batches, giveUp } of underWay.values()) if (batches.length === 0) giveUp();
  };
  const serve = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      const fill = (): void => {
        while (has.batches.length < has.ahead) {
          const batch = hand();
          if (batch === null) break;
          worker.postMessage(batch);
          has.batches.push(batch);
        }
        if (has.batches.length === 0 || (ended === "over" && !failed)) resolve();
      };
      const has: UnderWay = { batches: [], since: 0, ran: 0, ahead: AHEAD, fill, giveUp: resolve, fail: reject };
      underWay.set(worker, has);
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new CoreInvariantError(`a worker failed: ${event.message}`));
      };
      worker.onmessage = (event: MessageEvent<WorkerReport>) => {
        const report = event.data;
        if (report.kind === "refused") return reject(new CoreError("plug", report.message));
        const { since } = has;
        has.since = performance.now();
        try {
          if (report.kind === "done") {
            longest = Math.max(longest, has.since - since);
            has.batches.shift();
            has.ran++;
            done(report.number, report.result);
          }
          fill();
        } catch (error) {
          reject(error);
        }
      };
      const message: WorkerStart = { kind: "start", source, seed, mended: [...mended], whole };
      worker.postMessage(message);
    });
  /** Twice what a worker did between two looks lasts it until the next one; one that had too little has twice as much from now on. */
  const look = (): void => {
    for (const has of underWay.values()) {
      if (has.ran === 0) continue;
      has.ahead = Math.max(AHEAD, 2 * has.ran);
      has.ran = 0;
      has.fill();
    }
  };
  const serveHere = async (): Promise<void> => {
    const step = batchRunner(whole);
    let nextPause = 0;
    for (;;) {
      if (performance.now() >= nextPause) {
        await pause();
        look();
        nextPause = performance.now() + BUSY_MS;
      }
      const batch = hand();
      if (batch === null) return letGo();
      const { number, claim, from, to } = batch;
      done(number, step(plug, { claim, seed, from, to }, mended));
    }
  };
  const workers: Worker[] = [];
  let overSince: number | null = null;
  const pulse = setInterval(() => {
    onPulse();
    if (runsHere) return;
    const now = performance.now();
    if (ended === "over" || isDone(run)) overSince ??= now;
    for (const { batches: [batch], since, giveUp, fail } of underWay.values()) {
      if (batch === undefined) continue;
      const isLeft = overSince !== null && now - overSince > GRACE_MS;
      if (isLeft && (signal?.aborted === true || now - since <= FAR_LONGER * longest)) {
        ended = "over";
        giveUp();
      } else if (isLeft || now - since > patienceMs) {
        const { claim, from, to } = batch;
        const waited = `${Math.round((now - since) / 1000)} s`;
        const checks = `claim ${claim}, seed ${seed}: checks ${from} to ${to - 1}`;
        fail(new CoreError("plug", `${checks} have not ended after ${waited}: what is attacked may run for ever`));
      }
    }
  }, PULSE_MS);
  try {
    for (let i = runsHere ? 1 : 0; i < jobs; i++) {
      workers.push(
        new Worker(module ?? new URL("./worker.ts", import.meta.url), { type: "module", name: `hunt-${i}` }),
      );
    }
    await Promise.all([...workers.map(serve), ...(runsHere ? [serveHere()] : [])]);
  } catch (error) {
    // This thread goes on with nothing.
    failed = true;
    throw error;
  } finally {
    clearInterval(pulse);
    // Only idle workers are left, or those whose results nobody needs, or the run itself is ending with an error.
    workers.forEach((worker) => worker.terminate());
  }
  return ended === "plan";
}
