/**
 * The list of all executors of an interpreter, and invalidation: by what they depend on, or all.
 *
 * @module
 */

import { InvariantError } from "../isa/errors.ts";
import { ADDRESS_TO_HASH, BloomFilter, type HashFunction } from "./bloom_filter.ts";
import type { Executor } from "./executor.ts";

/** Where live executors are found again to be invalidated. */
export interface ExecutorIndex extends Iterable<Executor> {
  /** Names the index in reports. */
  readonly name: string;
  /** Hash of every filter in it. */
  readonly hash: HashFunction;
  /** Number of linked executors. */
  readonly size: number;
  /** Executors initialised and not released yet, linked or not; 0 when all references balance at the end. */
  alive: number;
  /** Puts an executor in (`link_executor`). */
  link(executor: Executor): void;
  /** Takes an executor out; nothing happens when it is not in (`unlink_executor`). */
  unlink(executor: Executor): void;
  /** Called after an address was added to the filter of an executor that may be linked. */
  dependencyAdded(executor: Executor): void;
  /** Invalidates and unlinks what may depend on the address; returns how many (`_Py_Executors_InvalidateDependency`). */
  invalidateDependency(address: bigint): number;
  /** Invalidates and unlinks all; returns how many (`_Py_Executors_InvalidateAll`). */
  invalidateAll(): number;
}

/** The pin's index: a doubly linked list with the oldest executor as head, the others newest first behind it. */
export class ExecutorList implements ExecutorIndex {
  /** Names the index in reports. */
  readonly name: string = "list";
  readonly hash: HashFunction;
  /** `executor_list_head`. */
  head: Executor | null = null;
  size = 0;
  alive = 0;
  readonly #probe: BloomFilter;

  /** An empty list. */
  constructor(hash: HashFunction = ADDRESS_TO_HASH) {
    this.hash = hash;
    this.#probe = new BloomFilter(hash);
  }

  /** The first executor becomes the head; every later one goes right behind the head (`link_executor`). */
  link(executor: Executor): void {
    if (executor.linked) throw new InvariantError("link: expected an unlinked executor, found a linked one");
    const head = this.head;
    if (head === null) {
      this.head = executor;
      executor.previous = null;
      executor.next = null;
    } else {
      const next = head.next;
      executor.previous = head;
      executor.next = next;
      if (next !== null) next.previous = executor;
      head.next = executor;
    }
    executor.linked = true;
    this.size++;
    if ((this.head as Executor).previous !== null) {
      throw new InvariantError("link: expected the head to have no previous executor, found one");
    }
  }

  /** Promotes the successor when the head goes. The executor's own links stay stale (`unlink_executor`). */
  unlink(executor: Executor): void {
    if (!executor.linked) return;
    const { previous, next } = executor;
    if (next !== null) next.previous = previous;
    if (previous !== null) {
      previous.next = next;
    } else {
      if (this.head !== executor) throw new InvariantError("unlink: expected the head, found another executor");
      this.head = next;
    }
    executor.linked = false;
    this.size--;
  }

  /** Nothing to do: the walk reads every filter. */
  dependencyAdded(_executor: Executor): void {}

  invalidateDependency(address: bigint): number {
    const probe = this.#probe;
    probe.clear();
    probe.add(address);
    let count = 0;
    for (let executor = this.head; executor !== null;) {
      if (!executor.valid) throw new InvariantError("invalidateDependency: expected a valid executor in the list");
      // Unlinking happens during the walk.
      const next: Executor | null = executor.next;
      if (executor.bloom.mayContain(probe)) {
        executor.valid = false;
        this.unlink(executor);
        count++;
      }
      executor = next;
    }
    return count;
  }

  invalidateAll(): number {
    const count = this.size;
    for (let executor = this.head; executor !== null;) {
      if (!executor.valid) throw new InvariantError("invalidateAll: expected a valid executor in the list");
      const next: Executor | null = executor.next;
      executor.next = null;
      executor.previous = null;
      executor.valid = false;
      executor.linked = false;
      executor = next;
    }
    this.head = null;
    this.size = 0;
    return count;
  }

  /** Head first. */
  *[Symbol.iterator](): Iterator<Executor> {
    for (let executor = this.head; executor !== null; executor = executor.next) yield executor;
  }
}

/**
 * Throws {@linkcode InvariantError} unless the list is one: no previous before the head, links that mirror each other, every
 * member linked, valid, alive and indexed here, as many members as counted.
 */
export function checkExecutorListInvariants(list: ExecutorList): void {
  let count = 0;
  let previous: Executor | null = null;
  for (let executor = list.head; executor !== null; executor = executor.next) {
    const at = `executor list, position ${count}`;
    if (executor.previous !== previous) throw new InvariantError(`${at}: expected previous to name the one before`);
    if (!executor.linked) throw new InvariantError(`${at}: expected a linked executor, found linked off`);
    if (!executor.valid) throw new InvariantError(`${at}: expected a valid executor, found valid off`);
    if (executor.references <= 0) throw new InvariantError(`${at}: expected a live executor, found a released one`);
    if (executor.index !== list) throw new InvariantError(`${at}: expected an executor of this list`);
    if (++count > list.size) throw new InvariantError(`${at}: expected ${list.size} executors, found more or a cycle`);
    previous = executor;
  }
  if (count !== list.size) throw new InvariantError(`executor list: expected ${list.size} executors, found ${count}`);
}

/** What `assert` does: the pin's dependency adder assigns inside one. */
export type Build = "release" | "debug";

/**
 * Adds a dependency to an executor (`_Py_Executor_DependsOn`).
 *
 * FAITHFUL: a debug build assigns inside the assertion that was to check the valid flag. An invalid executor becomes valid again
 * there, stays unlinked, and no invalidation finds it any more. Release builds, and the repair, leave the flag alone.
 */
export function dependsOn(executor: Executor, address: bigint, build: Build = "release", repaired = false): void {
  executor.checkAlive("dependsOn");
  if (build === "debug" && !repaired) executor.valid = true;
  executor.bloom.add(address);
  if (executor.linked) executor.index?.dependencyAdded(executor);
}
