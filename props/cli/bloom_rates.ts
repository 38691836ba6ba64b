/**
 * False positives of the bloom filter: what theory says and what addresses of several kinds give.
 *
 * @module
 */

import { ADDRESS_TO_HASH, BloomFilter, type HashFunction, K } from "../../src/optimizer/bloom_filter.ts";
import { MODERN_HASH } from "../../src/optimizer/modern_hash.ts";
import { PrngChoices } from "../core/choices.ts";

/** Bits of a filter (`m`). */
export const FILTER_BITS = 256;
/** Most addresses in a filter that are measured. */
export const MAX_ADDRESSES = 30;

/** Share of strangers that a filter with n addresses does not deny, in the usual approximation: (nk/m)^k. */
export function roughRate(n: number): number {
  return ((n * K) / FILTER_BITS) ** K;
}

/**
 * The same without approximation, for a hash that spreads evenly: the mean of (b/m)^k over the number b of different bits
 * that n times k independent draws set. A draw may hit a bit that is set.
 */
export function exactRate(n: number): number {
  // chance[b]: that b different bits are set after the draws so far.
  let chance = new Float64Array(FILTER_BITS + 1);
  chance[0] = 1;
  for (let draw = 0; draw < n * K; draw++) {
    const next = new Float64Array(FILTER_BITS + 1);
    for (let bits = 0; bits <= FILTER_BITS; bits++) {
      const p = chance[bits] as number;
      if (p === 0) continue;
      next[bits] = (next[bits] as number) + (p * bits) / FILTER_BITS;
      if (bits < FILTER_BITS) next[bits + 1] = (next[bits + 1] as number) + (p * (FILTER_BITS - bits)) / FILTER_BITS;
    }
    chance = next;
  }
  return chance.reduce((sum, p, bits) => sum + p * (bits / FILTER_BITS) ** K, 0);
}

/** A kind of addresses: where the objects of one filter, and the strangers it is asked about, lie. */
export interface Population {
  readonly name: string;
  readonly what: string;
  /** Different addresses, members first. */
  draw(choices: PrngChoices, count: number): bigint[];
}

function different(count: number, next: () => bigint): bigint[] {
  const seen = new Set<bigint>();
  while (seen.size < count) seen.add(next());
  return [...seen];
}

/** All kinds that are measured. */
export const POPULATIONS: readonly Population[] = [
  {
    name: "heap",
    what: "anywhere in a heap of 16 GiB, aligned to 16 bytes",
    draw: (choices, count) => different(count, () => 0x7f00_0000_0000n + (BigInt(choices.bits() & 0x3fff_ffff) << 4n)),
  },
  {
    name: "arena",
    what: "anywhere in an arena of 1 MiB, aligned to 16 bytes",
    draw: (choices, count) => different(count, () => 0x5555_5500_0000n + (BigInt(choices.bits() & 0xffff) << 4n)),
  },
  {
    name: "strided",
    what: "objects of one size (16 to 512 bytes) side by side, members and strangers mixed",
    draw: (choices, count) => {
      const base = 0x7f00_0000_0000n + (BigInt(choices.bits() & 0x3fff_ffff) << 4n);
      const stride = BigInt(16 * choices.int(1, 32));
      const list = Array.from({ length: count }, (_, i) => base + stride * BigInt(i));
      for (let i = count - 1; i > 0; i--) {
        const j = choices.below(i + 1);
        [list[i], list[j]] = [list[j] as bigint, list[i] as bigint];
      }
      return list;
    },
  },
  {
    name: "random",
    what: "any 64 bits",
    draw: (choices, count) => different(count, () => ((BigInt(choices.bits()) << 32n) | BigInt(choices.bits())) || 1n),
  },
];

/** The hashes that are measured: the pin's, and the option. */
export const HASHES: readonly HashFunction[] = [ADDRESS_TO_HASH, MODERN_HASH];

/** Strangers that each filter is asked about. */
const STRANGERS = 70;

/** One measured line: share of strangers not denied, for 1 to {@linkcode MAX_ADDRESSES} addresses. */
export interface MeasuredLine {
  readonly hash: string;
  readonly population: string;
  /** By number of addresses less one. */
  readonly rates: readonly number[];
}

/** Filters between two looks at whether the command was asked to end. */
const STRIDE = 1000;

/**
 * Measures every hash on every kind of addresses with `filters` filters each, or as many as there were when `signal` ended it; equal
 * seeds give equal lines.
 */
export async function measure(
  seed: number,
  filters: number,
  signal: AbortSignal,
): Promise<{ readonly lines: readonly MeasuredLine[]; readonly filters: number }> {
  const measured = POPULATIONS.flatMap((population, index) =>
    // Both hashes see the same addresses.
    HASHES.map((hash) => ({ population, hash, line: new LineMeasure(new PrngChoices(seed, index), population, hash) }))
  );
  let done = 0;
  while (done < filters && !(done > 0 && signal.aborted)) {
    const stride = Math.min(STRIDE, filters - done);
    for (const { line } of measured) line.measure(stride);
    done += stride;
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  const lines = measured.map(({ population, hash, line }) => ({
    hash: hash.name,
    population: population.name,
    rates: line.rates(done),
  }));
  return { lines, filters: done };
}

/** One line while it is measured. */
class LineMeasure {
  readonly #hits = new Float64Array(MAX_ADDRESSES);
  readonly #filter: BloomFilter;
  readonly #strangers: readonly BloomFilter[];

  constructor(readonly choices: PrngChoices, readonly population: Population, hash: HashFunction) {
    this.#filter = new BloomFilter(hash);
    this.#strangers = Array.from({ length: STRANGERS }, () => new BloomFilter(hash));
  }

  measure(filters: number): void {
    for (let round = 0; round < filters; round++) {
      const addresses = this.population.draw(this.choices, MAX_ADDRESSES + STRANGERS);
      this.#filter.clear();
      this.#strangers.forEach((stranger, i) => {
        stranger.clear();
        stranger.add(addresses[MAX_ADDRESSES + i] as bigint);
      });
      for (let n = 0; n < MAX_ADDRESSES; n++) {
        this.#filter.add(addresses[n] as bigint);
        for (const stranger of this.#strangers) {
          if (this.#filter.mayContain(stranger)) this.#hits[n] = (this.#hits[n] as number) + 1;
        }
      }
    }
  }
  rates(filters: number): number[] {
    return Array.from(this.#hits, (n) => n / (filters * STRANGERS));
  }
}
