/**
 * A real interpreter as checks use it: programs in, what they did out, at once.
 *
 * @module
 */

import { MessageChannel, type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { TierproofError } from "../../src/isa/errors.ts";
import type { ChildProgram, ChildSpec, Facts, Ran, SupervisorAnswer, SupervisorRequest } from "./protocol.ts";
import type { SupervisorStart } from "./supervisor_worker.ts";

/** A real interpreter. */
export interface Interpreter {
  /** As the user named it. */
  readonly command: string;
  /** What it is. */
  readonly facts: Facts;
  /** Runs programs in one process, which lives on. One answer each, in their order; their ids are the indexes. */
  run(programs: readonly ChildProgram[]): readonly Ran[];
  /** Runs a program in a process of its own, and takes a new one for what comes after. */
  alone(program: ChildProgram): Ran;
  /** Ends it. */
  close(): Promise<void>;
}

/** Seconds that one tier of one program may take: a thousand times what it usually takes. */
const SECONDS = 10;
/** Bytes of address space of a child. */
const MEMORY = 4 * 2 ** 30;

/** What an interpreter is started with, with the usual limits. */
export function childSpec(command: string, seconds: number = SECONDS, memory: number = MEMORY): ChildSpec {
  return { command, seconds, memory };
}

/** One in a process, watched over by a thread. */
class ProcessInterpreter implements Interpreter {
  readonly command: string;
  readonly facts: Facts;
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #count: Int32Array;
  #next = 0;

  constructor(command: string, facts: Facts, worker: Worker, port: MessagePort, count: Int32Array) {
    this.command = command;
    this.facts = facts;
    this.#worker = worker;
    this.#port = port;
    this.#count = count;
  }

  run(programs: readonly ChildProgram[]): readonly Ran[] {
    return this.#ask(programs, false);
  }

  alone(program: ChildProgram): Ran {
    return this.#ask([program], true)[0] as Ran;
  }

  #ask(programs: readonly ChildProgram[], alone: boolean): readonly Ran[] {
    if (programs.length === 0) return [];
    const id = this.#next++;
    const request: SupervisorRequest = { kind: "run", id, alone, programs };
    this.#port.postMessage(request);
    for (;;) {
      const before = Atomics.load(this.#count, 0);
      const message: SupervisorAnswer | undefined = receiveMessageOnPort(this.#port)?.message;
      if (message === undefined) {
        Atomics.wait(this.#count, 0, before);
        continue;
      }
      if (message.kind === "done" && message.id === id) return message.ran;
      if (message.kind === "broken") throw new TierproofError("option", `--python: ${message.message}`);
    }
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#port.on("message", ({ kind }: SupervisorAnswer) => {
        if (kind === "closed") resolve();
      });
    });
    const request: SupervisorRequest = { kind: "close" };
    this.#port.postMessage(request);
    await closed;
    this.#port.close();
    this.#worker.terminate();
  }
}

/** Starts an interpreter. Throws a {@linkcode TierproofError} where it is none. */
export function startInterpreter(spec: ChildSpec): Promise<Interpreter> {
  const signal = new SharedArrayBuffer(4);
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(new URL("./supervisor_worker.ts", import.meta.url), { type: "module", name: "python" });
  const ready = new Promise<SupervisorAnswer>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<SupervisorAnswer>) => resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message));
    };
  });
  const start: SupervisorStart = { spec, port: port2 as unknown as SupervisorStart["port"], signal };
  worker.postMessage(start, [port2 as unknown as Transferable]);
  return ready.then((answer) => {
    if (answer.kind === "ready") {
      return new ProcessInterpreter(spec.command, answer.facts, worker, port1, new Int32Array(signal));
    }
    worker.terminate();
    port1.close();
    throw new TierproofError("option", `--python: ${answer.kind === "failed" ? answer.message : answer.kind}`);
  });
}
