/**
 * Two arrays over all executors, as CPython keeps them since 2026: pointers, and beside them copies of the filters, so that an
 * invalidation reads one block of memory from end to end. An option, never the default; it invalidates the same executors as the
 * list.
 *
 * @module
 */

import { InvariantError } from "../isa/errors.ts";
import { ADDRESS_TO_HASH, BLOOM_FILTER_WORDS, BloomFilter, type HashFunction } from "./bloom_filter.ts";
import type { Executor } from "./executor.ts";
import type { ExecutorIndex } from "./executor_list.ts";

/** Executors that the first arrays have room for. */
const FIRST_CAPACITY = 64;

/** The index of two arrays (`executor_ptrs` and `executor_blooms` of the interpreter). */
export class ExecutorArrays implements ExecutorIndex {
  /** Names the index in reports. */
  readonly name: string = "arrays";
  readonly hash: HashFunction;
  alive = 0;
  /** `executor_ptrs`, as long as there are executors; each knows its place. */
  readonly #executors: Executor[] = [];
  /** `executor_blooms`: eight words an executor, with room for more. */
  #filters: Uint32Array = new Uint32Array(FIRST_CAPACITY * BLOOM_FILTER_WORDS);
  readonly #probe: BloomFilter;

  /** No executors. */
  constructor(hash: HashFunction = ADDRESS_TO_HASH) {
    this.hash = hash;
    this.#probe = new BloomFilter(hash);
  }

  get size(): number {
    return this.#executors.length;
  }

  /** Appends (`link_executor`). */
  link(executor: Executor): void {
    if (executor.linked || executor.indexPlace !== -1) {
      throw new InvariantError("link: expected an unlinked executor, found a linked one");
    }
    const place = this.#executors.length;
    if (place * BLOOM_FILTER_WORDS === this.#filters.length) this.#grow();
    this.#executors.push(executor);
    this.#filters.set(executor.bloom.words, place * BLOOM_FILTER_WORDS);
    executor.indexPlace = place;
    executor.linked = true;
  }

  #grow(): void {
    const filters = new Uint32Array(this.#filters.length * 2);
    filters.set(this.#filters);
    this.#filters = filters;
  }

  /** The last executor takes the place of the one that goes (`unlink_executor`). */
  unlink(executor: Executor): void {
    if (!executor.linked) return;
    const place = executor.indexPlace;
    if (this.#executors[place] !== executor) throw new InvariantError("unlink: expected an executor of these arrays");
    const last = this.#executors.pop() as Executor;
    if (last !== executor) {
      const from = this.#executors.length * BLOOM_FILTER_WORDS;
      this.#executors[place] = last;
      this.#filters.copyWithin(place * BLOOM_FILTER_WORDS, from, from + BLOOM_FILTER_WORDS);
      last.indexPlace = place;
    }
    executor.indexPlace = -1;
    executor.linked = false;
  }

  /** The copy of the filter gets the bits, too. */
  dependencyAdded(executor: Executor): void {
    if (executor.indexPlace >= 0) this.#filters.set(executor.bloom.words, executor.indexPlace * BLOOM_FILTER_WORDS);
  }

  invalidateDependency(address: bigint): number {
    const probe = this.#probe;
    probe.clear();
    probe.add(address);
    // Unlinking moves the last executor to a place that the walk has left, so the walk comes first.
    const found: Executor[] = [];
    for (let place = 0; place < this.#executors.length; place++) {
      const executor = this.#executors[place] as Executor;
      if (!executor.valid) throw new InvariantError("invalidateDependency: expected a valid executor in the arrays");
      if (this.#mayContain(place, probe.words)) found.push(executor);
    }
    for (const executor of found) {
      executor.valid = false;
      this.unlink(executor);
    }
    return found.length;
  }

  #mayContain(place: number, words: Uint32Array): boolean {
    const base = place * BLOOM_FILTER_WORDS;
    for (let i = 0; i < BLOOM_FILTER_WORDS; i++) {
      const wanted = words[i] as number;
      if (((this.#filters[base + i] as number) & wanted) >>> 0 !== wanted) return false;
    }
    return true;
  }

  /** From the end, so that nothing moves. */
  invalidateAll(): number {
    const count = this.size;
    for (let executor = this.#executors.at(-1); executor !== undefined; executor = this.#executors.at(-1)) {
      if (!executor.valid) throw new InvariantError("invalidateAll: expected a valid executor in the arrays");
      executor.valid = false;
      this.unlink(executor);
    }
    return count;
  }

  /** By place. */
  [Symbol.iterator](): Iterator<Executor> {
    return this.#executors[Symbol.iterator]();
  }

  /** Throws {@linkcode InvariantError} unless every executor is where it says, and the filter there is its own. */
  check(): void {
    this.#executors.forEach((executor, place) => {
      if (executor.indexPlace !== place || !executor.linked || !executor.valid) {
        throw new InvariantError(`executor arrays, place ${place}: expected a valid, linked executor that knows it`);
      }
      const { words } = executor.bloom;
      if (words.some((word, i) => word !== this.#filters[place * BLOOM_FILTER_WORDS + i])) {
        throw new InvariantError(`executor arrays, place ${place}: expected the filter of the executor there`);
      }
    });
  }
}
