/**
 * A worker of a campaign: makes its subject once, then runs the batches it is sent.
 *
 * @module
 */

import type { RepairId } from "../../src/isa/repairs.ts";
import { type BatchResult, runBatch } from "./batch.ts";
import { repairsFor, type Subject, type SubjectModule, type SubjectSpec } from "./types.ts";

/** The first message to a worker. */
export interface WorkerStart {
  readonly kind: "start";
  /** URL of a {@linkcode SubjectModule}. */
  readonly module: string;
  readonly spec: SubjectSpec;
  readonly seed: number;
  readonly repairs: readonly RepairId[];
}

/** Every other message to a worker: a batch to run. */
export interface WorkerBatch {
  readonly kind: "batch";
  readonly from: number;
  readonly to: number;
}

/** What a worker answers: that it is ready, or what a batch gave. */
export type WorkerReport =
  | { readonly kind: "ready" }
  | { readonly kind: "done"; readonly from: number; readonly result: BatchResult };

/** The part of a worker's global scope that is used here. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<WorkerStart | WorkerBatch>) => void) | null;
  postMessage(report: WorkerReport): void;
}

function serve(scope: WorkerScope): void {
  let started: Promise<{ readonly start: WorkerStart; readonly subject: Subject<unknown> }> | null = null;
  const begin = async (start: WorkerStart) => {
    const module: SubjectModule = await import(start.module);
    return { start, subject: module.makeSubject(start.spec) };
  };
  const answer = async (message: WorkerStart | WorkerBatch): Promise<WorkerReport> => {
    if (message.kind === "start") started = begin(message);
    if (started === null) throw new Error("a batch came before the start");
    const { start, subject } = await started;
    if (message.kind === "start") return { kind: "ready" };
    const { from, to } = message;
    return { kind: "done", from, result: runBatch(subject, start.seed, from, to, repairsFor("pinned", start.repairs)) };
  };
  scope.onmessage = (event) => {
    answer(event.data).then((report) => scope.postMessage(report), (error) => {
      // An error thrown outside the promise reaches the campaign as an error event.
      queueMicrotask(() => {
        throw error;
      });
    });
  };
}

serve(self as unknown as WorkerScope);
