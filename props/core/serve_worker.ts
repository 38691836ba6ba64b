/**
 * What a worker of a hunt does: it loads its plug, and runs batches whose numbers it takes, up to the end of the plan.
 *
 * @module
 */

import { type BatchResult, batchRunner } from "./batch.ts";
import { type BatchPlan, NumberedBatches, rejectedText, thrownText } from "./batch_plan.ts";
import { Pauses } from "./let_in.ts";
import { checksText } from "./planned_batch.ts";
import type { Plug, PlugSource } from "./plug.ts";
import { Turns } from "./turns.ts";

/** The only message to a worker. */
export interface WorkerStart {
  readonly source: PlugSource;
  readonly plan: BatchPlan;
  readonly seed: number;
  /** Ids of the defects that are mended. */
  readonly mended: readonly string[];
  /** Whether batches go on after a failure, and attribute what they find. */
  readonly whole: boolean;
  /** Whether what a batch left behind has its turn right after it: promises that are rejected where nobody waits. */
  readonly careful: boolean;
  /** Where numbers are taken, and which of the threads this is. */
  readonly turns: SharedArrayBuffer;
  readonly thread: number;
}

/** What a worker says: that it is ready, what a batch gave, that it has come to its end, or that there is nothing to be run. */
export type WorkerReport =
  | { readonly kind: "ready" }
  | { readonly kind: "done"; readonly number: number; readonly result: BatchResult }
  | { readonly kind: "ended" }
  /** What is attacked, or where it was said to be, is none: bad input, which ends the hunt. */
  | { readonly kind: "refused"; readonly message: string };

/** The part of a worker's global scope that is used here. */
export interface WorkerScope {
  onmessage: ((event: MessageEvent<WorkerStart>) => void) | null;
  postMessage(report: WorkerReport): void;
  addEventListener(type: "unhandledrejection", listener: (event: PromiseRejectionEvent) => void): void;
  addEventListener(type: "error", listener: (event: ErrorEvent) => void): void;
}

/** Serves the thread that started this one; `load` finds its plug. */
export function serveWorker(scope: WorkerScope, load: (source: PlugSource) => Promise<Plug> | Plug): void {
  scope.onmessage = ({ data: start }) => {
    serve(scope, start, load).catch((error) => {
      // Errors keep their class in no message.
      if (error instanceof Error && error.name === "TierproofError") {
        return scope.postMessage({ kind: "refused", message: error.message });
      }
      // An error thrown outside the promise reaches the hunt as an error event.
      queueMicrotask(() => {
        throw error;
      });
    });
  };
}

async function serve(
  scope: WorkerScope,
  start: WorkerStart,
  load: (source: PlugSource) => Promise<Plug> | Plug,
): Promise<void> {
  const { source, seed, whole, careful, thread } = start;
  const plug = await load(source);
  scope.postMessage({ kind: "ready" });
  const mended = new Set(start.mended);
  const batches = new NumberedBatches(start.plan);
  const turns = new Turns(start.turns);
  const step = batchRunner(whole);
  const pauses = new Pauses();
  let at = "loading";
  if (careful) {
    scope.addEventListener("unhandledrejection", (event) => {
      event.preventDefault();
      scope.postMessage({ kind: "refused", message: rejectedText(at, event.reason) });
    });
    scope.addEventListener("error", (event) => {
      event.preventDefault();
      scope.postMessage({ kind: "refused", message: thrownText(at, event.error) });
    });
  }
  for (;;) {
    if (careful || pauses.isDue()) await pauses.take();
    const taken = batches.take(turns, thread);
    if (taken === null) return scope.postMessage({ kind: "ended" });
    const { number, batch } = taken;
    at = checksText(seed, batch);
    const result = step(plug, { ...batch, seed }, mended);
    // Where the first failure ends the hunt, later batches are in vain.
    if (!whole && result.failedAt !== -1) turns.end();
    scope.postMessage({ kind: "done", number, result });
  }
}
