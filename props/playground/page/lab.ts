/// <reference lib="dom" />
/**
 * The page's workers: made from the text of the worker's script, which stands in the page itself, so that a page on disk can
 * start them. A worker that is stopped is ended and made anew.
 *
 * @module
 */

import type { Reply, Request } from "../messages.ts";

/** Who is told of replies. */
export type Listener = (reply: Reply) => void;

/** A request without its number. */
type Unnumbered<R> = R extends unknown ? Omit<R, "id"> : never;

let scriptUrl: string | null = null;

function workerUrl(): string {
  const text = document.getElementById("worker-script")?.textContent ?? "";
  return scriptUrl ??= URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
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
    const worker = new Worker(workerUrl());
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
