/// <reference lib="dom" />
/**
 * The page's workers: made from the text of the worker's script, which stands in the page itself, so that a page on disk can
 * start them. The first one is there already (`../build.ts`). A worker that is stopped is ended and made anew.
 *
 * @module
 */

import type { Reply, Request } from "../messages.ts";

/** Who is told of replies. */
export type Listener = (reply: Reply) => void;

/** A request without its number. */
type Unnumbered<R> = R extends unknown ? Omit<R, "id"> : never;

/** What the page's document made before this script was read. */
interface Made {
  readonly workerUrl: string;
  firstWorker: Worker | null;
}

const made = globalThis as unknown as Made;

/** The worker that nobody took yet, or a new one. */
function takeWorker(): Worker {
  const worker = made.firstWorker ?? new Worker(made.workerUrl);
  made.firstWorker = null;
  return worker;
}

/** One worker, doing one thing at a time: a new request ends the one under way. */
export class Lab {
  readonly #listener: Listener;
  #worker: Worker | null = null;
  #number = 0;
  #busy = false;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  /** Asks for something; replies to earlier requests are not heard any more. */
  ask(request: Unnumbered<Request>): void {
    if (this.#busy) this.stop();
    this.#worker ??= this.#start();
    this.#busy = true;
    this.#worker.postMessage({ ...request, id: ++this.#number });
  }

  /** Ends what is under way. */
  stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#busy = false;
    this.#number++;
  }

  #start(): Worker {
    const worker = takeWorker();
    worker.onmessage = ({ data }: MessageEvent<Reply>) => {
      if (data.id !== this.#number) return;
      if (data.kind !== "progress") this.#busy = false;
      this.#listener(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#busy = false;
      const message = `the worker broke down: ${event.message}`;
      this.#listener({
        id: this.#number,
        kind: "complaint",
        complaint: { message, line: null, column: null, of: "program" },
      });
    };
    return worker;
  }
}
