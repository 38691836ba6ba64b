/**
 * A thread that runs batches lets in what waits for it: messages, signals, timers, promises that were rejected.
 *
 * @module
 */

/** Milliseconds of batches between two pauses. */
const BUSY_MS = 100;
/** The same for pauses that let in signals: they wait for the system, which takes a millisecond and more. */
const SIGNALS_MS = 500;

/** Lets in messages, at once where the host knows how: browsers do not. */
const soon: (resolve: () => void) => void = typeof setImmediate === "function"
  ? (resolve) => setImmediate(resolve)
  : (resolve) => setTimeout(resolve, 0);

/** Pauses that are due. */
export class Pauses {
  #next = 0;
  #nextSignals = 0;

  isDue(): boolean {
    return performance.now() >= this.#next;
  }

  /** All that waits has its turn. */
  async take(): Promise<void> {
    if (performance.now() < this.#nextSignals) await new Promise<void>(soon);
    else {
      await new Promise((resolve) => setTimeout(resolve, 0));
      this.#nextSignals = performance.now() + SIGNALS_MS;
    }
    this.#next = performance.now() + BUSY_MS;
  }
}
