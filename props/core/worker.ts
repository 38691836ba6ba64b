/**
 * A worker of a hunt: makes subjects when they are first needed, and runs the batches it is sent.
 *
 * @module
 */

import type { Repairs } from "../../src/isa/engine.ts";
import type { RepairId } from "../../src/isa/repairs.ts";
import { type BatchResult, runBatch, runWholeBatch } from "./batch.ts";
import { SubjectCache } from "./subject_cache.ts";
import { repairsFor } from "./subject.ts";

/** The first message to a worker. */
export interface WorkerStart {
  readonly kind: "start";
  /** URL of a {@linkcode SubjectModule}. */
  readonly module: string;
  readonly seed: number;
  readonly repairs: readonly RepairId[];
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

/** What a worker answers: that it is ready, or what a batch gave. */
export type WorkerReport =
  | { readonly kind: "ready" }
  | { readonly kind: "done"; readonly number: number; readonly result: BatchResult };

/** The part of a worker's global scope that is used here. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<WorkerStart | WorkerBatch>) => void) | null;
  postMessage(report: WorkerReport): void;
}

/** A worker that has begun. */
interface Begun {
  readonly start: WorkerStart;
  readonly repairs: Repairs;
  readonly subjects: SubjectCache;
}

function serve(scope: WorkerScope): void {
  let started: Promise<Begun> | null = null;
  const begin = async (start: WorkerStart): Promise<Begun> => {
    const subjects = await SubjectCache.load(start.module);
    return { start, repairs: repairsFor("pinned", start.repairs), subjects };
  };
  const answer = async (message: WorkerStart | WorkerBatch): Promise<WorkerReport> => {
    if (message.kind === "start") started = begin(message);
    if (started === null) throw new Error("a batch came before the start");
    const { start, repairs, subjects } = await started;
    if (message.kind === "start") return { kind: "ready" };
    const { number, claim, from, to } = message;
    const step = start.whole ? runWholeBatch : runBatch;
    return { kind: "done", number, result: step(subjects.get(claim), start.seed, from, to, repairs) };
  };
  scope.onmessage = (event) => {
    answer(event.data).then((report) => scope.postMessage(report), (error) => {
      // An error thrown outside the promise reaches the hunt as an error event.
      queueMicrotask(() => {
        throw error;
      });
    });
  };
}

serve(self as unknown as WorkerScope);
