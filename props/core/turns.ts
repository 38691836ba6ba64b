/**
 * The threads of a hunt take the numbers of its batches from memory that they share: nobody hands them out, so no thread waits for
 * another one, however long that is busy.
 *
 * @module
 */

/** Cells of the memory: the next number, whether no more are to be taken, and one for each thread. */
const NEXT = 0;
const OVER = 1;
const THREADS = 2;

/** What the cell of a thread says: that it has taken nothing so far, that it is about to, or its number and {@linkcode FIRST}. */
const NOTHING = 0;
const TAKING = 1;
const FIRST = 2;

/** Numbers that are taken one after the other. */
export class Turns {
  /** What threads are sent. */
  readonly shared: SharedArrayBuffer;
  readonly #cells: Int32Array;

  constructor(shared: SharedArrayBuffer) {
    this.shared = shared;
    this.#cells = new Int32Array(shared);
  }

  /** For so many threads. */
  static among(threads: number): Turns {
    return new Turns(new SharedArrayBuffer((THREADS + threads) * Int32Array.BYTES_PER_ELEMENT));
  }

  /** The next number; null once that is over. Whoever takes one runs its batch: all smaller ones are run or under way by then. */
  take(thread: number): number | null {
    const cell = THREADS + thread;
    // Before the look whether it is over: who finds a cell with nothing after that knows that it stays so.
    Atomics.store(this.#cells, cell, TAKING);
    if (Atomics.load(this.#cells, OVER) !== 0) return null;
    const number = Atomics.add(this.#cells, NEXT, 1);
    Atomics.store(this.#cells, cell, number + FIRST);
    return number;
  }

  /** From here on nothing is taken. */
  end(): void {
    Atomics.store(this.#cells, OVER, 1);
  }

  /** Whether a thread has never taken anything, as it is only starting. */
  isStarting(thread: number): boolean {
    return Atomics.load(this.#cells, THREADS + thread) === NOTHING;
  }

  /** The number that a thread has taken last; null where it has none. */
  taken(thread: number): number | null {
    const cell = Atomics.load(this.#cells, THREADS + thread);
    return cell < FIRST ? null : cell - FIRST;
  }
}
