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
  declare opcode: number;
  /** Low 8 bits of the saved instruction's oparg. */
  declare oparg: number;
  /** Cleared by invalidation. */
  declare valid: boolean;
  /** Whether it is in the index; guards against a second unlink. */
  declare linked: boolean;
  /** Neighbours in the list; stale once unlinked. */
  declare previous: Executor | null;
  /** The other neighbour. */
  declare next: Executor | null;
  /** The index that it was put into; null before {@linkcode initExecutor}. */
  declare index: ExecutorIndex | null;
  /** Where an index other than the list keeps it. */
  declare place: object | null;
  /** Its place in an index of arrays (`bloom_array_idx`); -1 while it is in none. */
  declare indexPlace: number;
  /** What it depends on. */
  declare readonly bloom: BloomFilter;
  /** Owners; 0 once released. */
  declare references: number;

  /** A new executor, owned by the caller; takes the filter over. */
  constructor(dependencies: BloomFilter) {
    this.opcode = 0;
    this.oparg = 0;
    this.valid = false;
    this.linked = false;
    this.previous = null;
    this.next = null;
    this.index = null;
    this.place = null;
    this.indexPlace = -1;
    this.bloom = dependencies;
    this.references = 1;
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
