/**
 * The thread of a supervisor: checks are synchronous and wait for it.
 *
 * @module
 */

import { Supervisor } from "./supervisor.ts";
import type { ChildSpec, SupervisorAnswer, SupervisorRequest } from "./protocol.ts";

/** The first message. */
export interface SupervisorStart {
  readonly spec: ChildSpec;
  /** Where requests come from and answers go. */
  readonly port: MessagePort;
  /** Counts answers: whoever waits is woken by it. */
  readonly signal: SharedArrayBuffer;
}

/** The part of a worker's global scope that is used here. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<SupervisorStart>) => void) | null;
  postMessage(answer: SupervisorAnswer): void;
}

async function answerTo(supervisor: Supervisor, request: SupervisorRequest): Promise<SupervisorAnswer> {
  if (request.kind === "close") {
    await supervisor.close();
    return { kind: "closed" };
  }
  const { id, alone, programs } = request;
  try {
    if (!alone) return { kind: "done", id, ran: await supervisor.run(programs) };
    const ran = [];
    for (const program of programs) ran.push(await supervisor.alone(program));
    // What made somebody ask may have left the other process in a bad state.
    await supervisor.renew();
    return { kind: "done", id, ran };
  } catch (error) {
    return { kind: "broken", id, message: error instanceof Error ? error.message : String(error) };
  }
}

async function serve(scope: WorkerScope, { spec, port, signal }: SupervisorStart): Promise<void> {
  let supervisor: Supervisor;
  try {
    supervisor = await Supervisor.start(spec);
  } catch (error) {
    return scope.postMessage({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
  const count = new Int32Array(signal);
  let last: Promise<void> = Promise.resolve();
  port.onmessage = ({ data }: MessageEvent<SupervisorRequest>) => {
    last = last.then(async () => {
      port.postMessage(await answerTo(supervisor, data));
      Atomics.add(count, 0, 1);
      Atomics.notify(count, 0);
    });
  };
  scope.postMessage({ kind: "ready", facts: supervisor.facts, pid: supervisor.pid });
}

const scope = self as unknown as WorkerScope;
scope.onmessage = ({ data }) => void serve(scope, data);
