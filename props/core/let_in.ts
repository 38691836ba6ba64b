/**
 * A thread that runs batches lets in what waits for it: messages, signals, timers, promises that were rejected.
 *
 * @module
 */

/** Milliseconds of batches between two pauses. */
const BUSY_MS = 100;
/** The same for pauses that let in signals: they wait for the system, which takes a millisecond and more. */
const SIGNALS_MS = 500;

/** Pauses that are due. */
export class Pauses {
  #next = 0;
  #nextSignals = 0;

  isDue(): boolean {
    return performance.now() >= this.#next;
  }

  /** All that waits has its turn. */
  async take(): Promise<void> {
    if (performance.now() < this.#nextSignals) await new Promise((resolve) => setImmediate(resolve));
    else {
      await new Promise((resolve) => setTimeout(resolve, 0));
      this.#nextSignals = performance.now() + SIGNALS_MS;
    }
    this.#next = performance.now() + BUSY_MS;
  }
}
