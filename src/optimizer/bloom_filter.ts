/**
 * Bloom filters over addresses: which objects an executor depends on. 256 bits, six hash functions.
 *
 * @module
 */

import { InvariantError, TierproofError } from "../isa/errors.ts";
import { UINT32 } from "./view_arena.ts";

/** `_Py_BLOOM_FILTER_WORDS`: 32-bit words of a filter. */
export const BLOOM_FILTER_WORDS = 8;
/** Bits that one added address sets at most (`K`); six grows the rate of false positives slowest for many addresses. */
export const K = 6;
/** Start value of the pin's hash (`SEED`). */
export const SEED = 20221211;
/** Factor of the pin's hash (`_PyHASH_MULTIPLIER`). */
export const HASH_MULTIPLIER = 1000003;
/** Bytes of an address (`SIZEOF_VOID_P`). */
export const SIZEOF_VOID_P = 8;

/** A 64-bit hash of 64-bit addresses, in halves, so that no bigint is needed. */
export interface HashFunction {
  /** Names the hash in reports. */
  readonly name: string;
  /** Hashes the address `high * 2**32 + low`; writes the low half of the hash to `out[0]`, the high half to `out[1]`. */
  hash(low: number, high: number, out: Uint32Array): void;
}

/** `address_to_hash`: one xor and one multiplication modulo 2**64 for each byte of the address, lowest first. */
export const ADDRESS_TO_HASH: HashFunction = {
  name: "address_to_hash",
  hash(low: number, high: number, out: Uint32Array): void {
    let hashLow = SEED;
    let hashHigh = 0;
    for (let i = 0; i < SIZEOF_VOID_P; i++) {
      const byte = i < 4 ? (low >>> (8 * i)) & 255 : (high >>> (8 * (i - 4))) & 255;
      // 32 bits times 20 bits stay below 2**53: the product is exact, its upper part is the carry.
      const product = ((hashLow ^ byte) >>> 0) * HASH_MULTIPLIER;
      hashHigh = (Math.imul(hashHigh, HASH_MULTIPLIER) + Math.floor(product / 0x1_0000_0000)) >>> 0;
      hashLow = product >>> 0;
    }
    out[0] = hashLow;
    out[1] = hashHigh;
  },
};

const wideScratch = new BigUint64Array(1);
const halfScratch = new Uint32Array(wideScratch.buffer);
const hashScratch = new Uint32Array(2);
wideScratch[0] = 1n;
/** Index of the low half of a 64-bit number in memory. */
const LOW = halfScratch[0] === 1 ? 0 : 1;

/** Hash of an address as one 64-bit number; for tests and tables, not for hot paths. */
export function hashOf(address: bigint, hash: HashFunction = ADDRESS_TO_HASH): bigint {
  wideScratch[0] = address;
  hash.hash(halfScratch[LOW] as number, halfScratch[1 - LOW] as number, hashScratch);
  return (BigInt(hashScratch[1] as number) << 32n) | BigInt(hashScratch[0] as number);
}

/** A set of addresses that may answer yes too often, never no wrongly (`_PyBloomFilter`). */
export class BloomFilter {
  /** Bit `b` is bit `b & 31` of word `b >> 5`. */
  declare readonly words: Uint32Array;
  /** Filters compare only when they share this. */
  declare readonly hash: HashFunction;

  /** An empty filter (`_Py_BloomFilter_Init`). */
  constructor(hash: HashFunction = ADDRESS_TO_HASH) {
    this.words = UINT32.take(BLOOM_FILTER_WORDS);
    this.hash = hash;
  }

  /** A filter with the given words; throws a {@linkcode TierproofError} unless there are eight of 32 bits each. */
  static fromWords(words: ArrayLike<number>, hash: HashFunction = ADDRESS_TO_HASH): BloomFilter {
    const list = Array.from(words);
    if (list.length !== BLOOM_FILTER_WORDS || list.some((word) => word !== word >>> 0)) {
      throw new TierproofError(
        "optimizer",
        `bloom filter: expected ${BLOOM_FILTER_WORDS} words of 32 bits, found ${JSON.stringify(list)}`,
      );
    }
    const filter = new BloomFilter(hash);
    filter.words.set(list);
    return filter;
  }

  /** Sets the bits of an address, `1 <= address < 2**64` (`_Py_BloomFilter_Add`). */
  add(address: bigint): void {
    wideScratch[0] = address;
    const low = halfScratch[LOW] as number;
    const high = halfScratch[1 - LOW] as number;
    // The pin asserts this: a null pointer is nobody's address.
    if (low === 0 && high === 0) throw new InvariantError("expected an address, found 0");
    this.hash.hash(low, high, hashScratch);
    const words = this.words;
    let bits = hashScratch[0] as number;
    for (let i = 0; i < K; i++) {
      if (i === 4) bits = hashScratch[1] as number;
      const bit = bits & 255;
      words[bit >> 5] = (words[bit >> 5] as number) | (1 << (bit & 31));
      bits >>>= 8;
    }
  }

  /** True when all bits of `hashes` are set here: it may hold everything that `hashes` holds (`bloom_filter_may_contain`). */
  mayContain(hashes: BloomFilter): boolean {
    if (this.hash !== hashes.hash) {
      throw new InvariantError(`expected filters of one hash, found ${this.hash.name} and ${hashes.hash.name}`);
    }
    for (let i = 0; i < BLOOM_FILTER_WORDS; i++) {
      if (((hashes.words[i] as number) & ~(this.words[i] as number)) !== 0) return false;
    }
    return true;
  }

  /** Takes over the bits of another filter. */
  copyFrom(other: BloomFilter): void {
    if (this.hash !== other.hash) {
      throw new InvariantError(`expected a filter of ${this.hash.name}, found one of ${other.hash.name}`);
    }
    this.words.set(other.words);
  }

  /** Empties the filter (`_Py_BloomFilter_Init`). */
  clear(): void {
    this.words.fill(0);
  }

  /** Number of bits set. */
  get population(): number {
    let count = 0;
    for (let word of this.words) {
      for (; word !== 0; word &= word - 1) count++;
    }
    return count;
  }
}
