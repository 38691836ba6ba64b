/**
 * What a worker of a hunt does: it loads its plug, and runs the batches it is sent.
 *
 * @module
 */

import { type BatchResult, batchRunner } from "./batch.ts";
import type { Plug, PlugSource } from "./plug.ts";
import type { Mended } from "./target.ts";

/** The first message to a worker. */
export interface WorkerStart {
  readonly kind: "start";
  readonly source: PlugSource;
  readonly seed: number;
  /** Ids of the defects that are mended. */
  readonly mended: readonly string[];
  /** Whether batches go on after a failure, and attribute what they find. */
  readonly whole: boolean;
}

/** Every other message to a worker: a batch to run. */
export interface WorkerBatch {
  readonly kind: "batch";
  readonly number: number;
  readonly claim: string;
  readonly from: number;
  readonly to: number;
}

/** What a worker answers: that it is ready, what a batch gave, or that there is nothing to be run. */
export type WorkerReport =
  | { readonly kind: "ready" }
  | { readonly kind: "done"; readonly number: number; readonly result: BatchResult }
  /** What is attacked, or where it was said to be, is none: bad input, which ends the hunt. */
  | { readonly kind: "refused"; readonly message: string };

/** The part of a worker's global scope that is used here. */
export interface WorkerScope {
  onmessage: ((event: MessageEvent<WorkerStart | WorkerBatch>) => void) | null;
  postMessage(report: WorkerReport): void;
}

/** A worker that has begun. */
interface Begun {
  readonly start: WorkerStart;
  readonly mended: Mended;
  readonly plug: Plug;
}

/** Serves the thread that started this one; `load` finds its plug. */
export function serveWorker(scope: WorkerScope, load: (source: PlugSource) => Promise<Plug> | Plug): void {
  let started: Promise<Begun> | null = null;
  const begin = async (start: WorkerStart): Promise<Begun> => {
    const plug = await load(start.source);
    return { start, mended: new Set(start.mended), plug };
  };
  const answer = async (message: WorkerStart | WorkerBatch): Promise<WorkerReport> => {
    if (message.kind === "start") started = begin(message);
    if (started === null) throw new Error("a batch came before the start");
    const { start, mended, plug } = await started;
    if (message.kind === "start") return { kind: "ready" };
    const { number, claim, from, to } = message;
    const step = batchRunner(start.whole);
    return { kind: "done", number, result: step(plug, { claim, seed: start.seed, from, to }, mended) };
  };
  scope.onmessage = (event) => {
    answer(event.data).then((report) => scope.postMessage(report), (error) => {
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
