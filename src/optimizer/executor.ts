/**
 * Executors: what ENTER_EXECUTOR runs instead of a loop. Counted explicitly, as at the pin: the creator, a slot of a code
 * object's array, a running frame and every explicit holder own one reference each.
 *
 * @module
 */

import { InvariantError } from "../isa/errors.ts";
import type { BloomFilter } from "./bloom_filter.ts";
import type { ExecutorIndex } from "./executor_list.ts";

/** An executor (`_PyExecutorObject` with its `_PyVMData`). */
export abstract class Executor {
  /** Name of the pin's type. */
  abstract readonly type: string;
  /** Opcode of the instruction that this executor stands for; 0 before it is installed and after it was replaced. */
  opcode = 0;
  /** Low 8 bits of the saved instruction's oparg. */
  oparg = 0;
  /** Cleared by invalidation. */
  valid = false;
  /** Whether it is in the index; guards against a second unlink. */
  linked = false;
  /** Neighbours in the list; stale once unlinked. */
  previous: Executor | null = null;
  /** The other neighbour. */
  next: Executor | null = null;
  /** The index that it was put into; null before {@linkcode initExecutor}. */
  index: ExecutorIndex | null = null;
  /** Where an index other than the list keeps it. */
  place: object | null = null;
  /** Its place in an index of arrays (`bloom_array_idx`); -1 while it is in none. */
  indexPlace: number = -1;
  /** What it depends on. */
  readonly bloom: BloomFilter;
  /** Owners; 0 once released. */
  references = 1;

  /** A new executor, owned by the caller; takes the filter over. */
  constructor(dependencies: BloomFilter) {
    this.bloom = dependencies;
  }

  /** Takes one more reference (`Py_INCREF`). */
  retain(): this {
    if (this.references <= 0) useAfterRelease(this, "retain");
    this.references++;
    return this;
  }

  /** Gives one reference back; the last one unlinks the executor (`Py_DECREF`, `_Py_ExecutorClear`). */
  release(): void {
    if (this.references <= 0) useAfterRelease(this, "release");
    if (--this.references === 0) this.dealloc();
  }

  /** Throws unless somebody still owns it. */
  checkAlive(what: string): void {
    if (this.references <= 0) useAfterRelease(this, what);
  }

  /**
   * Runs it in the current frame when it is no uop executor; takes over the caller's reference. Returns the code unit of
   * the frame's code where tier 1 goes on.
   */
  abstract execute(): number;

  /** Called when the last reference went. */
  protected dealloc(): void {
    clearExecutor(this);
  }
}

function useAfterRelease(executor: Executor, what: string): never {
  throw new InvariantError(
    `${what}: expected a live ${executor.type}, found one released (references ${executor.references})`,
  );
}

/** Makes an executor valid and links it; optimizers call this before anybody uses it (`_Py_ExecutorInit`). */
export function initExecutor(executor: Executor, index: ExecutorIndex): void {
  executor.checkAlive("initExecutor");
  executor.valid = true;
  executor.index = index;
  index.alive++;
  index.link(executor);
}

/** Unlinks an executor that dies (`_Py_ExecutorClear`). */
export function clearExecutor(executor: Executor): void {
  const { index } = executor;
  if (index === null) return;
  index.unlink(executor);
  index.alive--;
}
