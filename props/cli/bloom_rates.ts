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

/** Measures every hash on every kind of addresses with `filters` filters each; equal seeds give equal lines. */
export function measure(seed: number, filters: number): MeasuredLine[] {
  return POPULATIONS.flatMap((population, index) =>
    HASHES.map((hash) => ({
      hash: hash.name,
      population: population.name,
      // Both hashes see the same addresses.
      rates: measureLine(new PrngChoices(seed, index), population, hash, filters),
    }))
  );
}

function measureLine(choices: PrngChoices, population: Population, hash: HashFunction, filters: number): number[] {
  const hits = new Float64Array(MAX_ADDRESSES);
  const filter = new BloomFilter(hash);
  const strangers = Array.from({ length: STRANGERS }, () => new BloomFilter(hash));
  for (let round = 0; round < filters; round++) {
    const addresses = population.draw(choices, MAX_ADDRESSES + STRANGERS);
    filter.clear();
    strangers.forEach((stranger, i) => {
      stranger.clear();
      stranger.add(addresses[MAX_ADDRESSES + i] as bigint);
    });
    for (let n = 0; n < MAX_ADDRESSES; n++) {
      filter.add(addresses[n] as bigint);
      for (const stranger of strangers) if (filter.mayContain(stranger)) hits[n] = (hits[n] as number) + 1;
    }
  }
  return Array.from(hits, (n) => n / (filters * STRANGERS));
}
