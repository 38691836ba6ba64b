/**
 * The pin's list of executors, watched: who was in it before and after each command, which bits an object sets in a filter, and
 * whether an executor that an invalidation hits depends on the object or only has its bits set.
 *
 * @module
 */

import { ADDRESS_TO_HASH, BloomFilter, type HashFunction } from "../../../src/optimizer/bloom_filter.ts";
import type { Executor } from "../../../src/optimizer/executor.ts";
import { ExecutorList } from "../../../src/optimizer/executor_list.ts";
import type { PyCode } from "../../../src/object/values/code.ts";
import type { FilterView, ListEvent, ListView } from "../view.ts";

/** Commands that are kept. */
const MOST = 200;

/** The pin's hash, keeping the addresses that it is given. */
class WatchedHash implements HashFunction {
  readonly name: string = ADDRESS_TO_HASH.name;
  /** Addresses since the last attempt of the optimizer began, and before that. */
  seen: bigint[] = [];

  hash(low: number, high: number, out: Uint32Array): void {
    this.seen.push((BigInt(high >>> 0) << 32n) | BigInt(low >>> 0));
    ADDRESS_TO_HASH.hash(low, high, out);
  }
}

/** A command, with addresses that have no names yet. */
interface Command extends Omit<ListEvent, "object" | "bits"> {
  readonly address: bigint;
}

/** A filter as it was when its executor was put into the list. */
interface Linked {
  readonly executor: Executor;
  readonly words: readonly number[];
  readonly addresses: readonly bigint[];
}

/** Bits that an address sets, in ascending order. */
function bitsOf(address: bigint): number[] {
  if (address === 0n) return [];
  const filter = new BloomFilter();
  filter.add(address);
  return bitsSet(filter.words);
}

function bitsSet(words: ArrayLike<number>): number[] {
  return Array.from({ length: words.length * 32 }, (_, bit) => bit)
    .filter((bit) => ((words[bit >> 5] as number) >>> (bit & 31)) & 1);
}

/** The list. */
export class WatchedList extends ExecutorList {
  readonly #watch: WatchedHash;
  readonly #now: () => number;
  readonly #linked: Linked[] = [];
  readonly #commands: Command[] = [];
  /** Whether an invalidation is under way: what it takes out is its doing. */
  #invalidating = false;

  /** `now` is how far the run is, as {@linkcode ListEvent.at} counts it. */
  constructor(now: () => number = () => 0) {
    const watch = new WatchedHash();
    super(watch);
    this.#watch = watch;
    this.#now = now;
  }

  /** The optimizer begins. It has added the code of the loop; that and what it adds from here on the executor to come depends on. */
  attempting(): void {
    this.#watch.seen = this.#watch.seen.slice(-1);
  }

  override link(executor: Executor): void {
    const before = this.#numbers();
    super.link(executor);
    const { words } = executor.bloom;
    this.#linked.push({ executor, words: Array.from(words), addresses: [...new Set(this.#watch.seen)] });
    this.#note("link", before, this.#numberOf(executor));
  }

  override unlink(executor: Executor): void {
    if (this.#invalidating || !executor.linked) return super.unlink(executor);
    const before = this.#numbers();
    super.unlink(executor);
    this.#note("unlink", before, this.#numberOf(executor));
  }

  override invalidateDependency(address: bigint): number {
    const before = this.#numbers();
    const probe = new BloomFilter(this.#watch);
    probe.add(address);
    const hits = [...this].filter(({ bloom }) => bloom.mayContain(probe)).map((executor) => ({
      executor: this.#numberOf(executor),
      truly: this.#linked[this.#numberOf(executor) - 1]?.addresses.includes(address) ?? false,
    }));
    const count = this.#whileInvalidating(() => super.invalidateDependency(address));
    this.#note("invalidate", before, 0, address, hits);
    return count;
  }

  override invalidateAll(): number {
    const before = this.#numbers();
    const count = this.#whileInvalidating(() => super.invalidateAll());
    // A machine that begins has nothing to invalidate.
    if (count > 0) this.#note("invalidate all", before, 0, 0n, before.map((executor) => ({ executor, truly: true })));
    return count;
  }

  #whileInvalidating(run: () => number): number {
    this.#invalidating = true;
    try {
      return run();
    } finally {
      this.#invalidating = false;
    }
  }

  /** Executors are numbered from 1, in the order in which they were put in. */
  #numberOf(executor: Executor): number {
    return this.#linked.findIndex((each) => each.executor === executor) + 1;
  }

  #numbers(): number[] {
    return [...this].map((executor) => this.#numberOf(executor));
  }

  #note(kind: ListEvent["kind"], before: number[], executor = 0, address = 0n, hits: ListEvent["hits"] = []): void {
    if (this.#commands.length < MOST) {
      this.#commands.push({ kind, executor, address, hits, at: this.#now(), before, after: this.#numbers() });
    }
  }

  /** What was seen, with names for the addresses of a program's code objects. */
  view(codes: readonly PyCode[]): ListView {
    const names = new Map(codes.map(({ address, qualname }) => [address, qualname]));
    const nameOf = (address: bigint): string =>
      address === 0n ? "" : names.get(address) ?? `an object at 0x${address.toString(16)}`;
    const filters = this.#linked.map(({ words, addresses }, i): FilterView => ({
      executor: i + 1,
      bits: bitsSet(words),
      objects: addresses.map((address) => ({ name: nameOf(address), bits: bitsOf(address) })),
    }));
    const events = this.#commands.map(({ address, ...command }) => ({
      ...command,
      object: nameOf(address),
      bits: bitsOf(address),
    }));
    return { filters, events, cut: this.#commands.length >= MOST };
  }
}
