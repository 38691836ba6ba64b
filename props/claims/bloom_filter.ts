/**
 * The bloom filter never denies what was added, and hashes as the pin does.
 *
 * @module
 */

import {
  ADDRESS_TO_HASH,
  BLOOM_FILTER_WORDS,
  BloomFilter,
  HASH_MULTIPLIER,
  hashOf,
  K,
  SEED,
  SIZEOF_VOID_P,
} from "../../src/optimizer/bloom_filter.ts";
import { HASH_VECTORS } from "../../src/optimizer/bloom_vectors.ts";
import type { Choices } from "../core/choices.ts";
import { AGREE, disagree, type ModelClaim, needsPin, type Verdict } from "./claim.ts";

/** An address as objects have them, or as nothing has. */
export function drawAddress(choices: Choices): bigint {
  switch (choices.below(4)) {
    case 0:
      return 0x7f00_0000_0000n + 16n * BigInt(choices.bits());
    case 1:
      return 1n + BigInt(choices.below(64));
    case 2:
      return (BigInt(choices.bits()) << 32n) | BigInt(choices.bits()) | 1n;
    default:
      return 1n << BigInt(choices.below(64));
  }
}

/** The hash in the plainest arithmetic there is, for comparison. */
function plainHash(address: bigint): bigint {
  let hash = BigInt(SEED);
  for (let i = 0; i < SIZEOF_VOID_P; i++) {
    hash ^= (address >> BigInt(8 * i)) & 255n;
    hash = BigInt.asUintN(64, hash * BigInt(HASH_MULTIPLIER));
  }
  return hash;
}

function bitsOf(address: bigint): Set<number> {
  const hash = plainHash(address);
  const bits = new Set<number>();
  for (let i = 0; i < K; i++) bits.add(Number((hash >> BigInt(8 * i)) & 255n));
  return bits;
}

function filterOf(addresses: readonly bigint[]): BloomFilter {
  const filter = new BloomFilter();
  for (const address of addresses) filter.add(address);
  return filter;
}

/** Bits are exactly those of the hashes; members are never denied; a filter contains every part of itself. */
export const bloomFilter: ModelClaim = {
  kind: "choices",
  name: "bloom-filter",
  what:
    "a bloom filter holds exactly the bits of the pin's hash, never denies a member, and contains each of its parts",
  unfit: needsPin,
  check(choices: Choices): Verdict {
    const count = choices.length(1, 20);
    const addresses = Array.from({ length: count }, () => drawAddress(choices));
    const filter = filterOf(addresses);
    const expected = new Set<number>();
    for (const address of addresses) {
      if (hashOf(address, ADDRESS_TO_HASH) !== plainHash(address)) {
        return disagree("hash", plainHash(address).toString(16), hashOf(address).toString(16));
      }
      for (const bit of bitsOf(address)) expected.add(bit);
      if (!filter.mayContain(filterOf([address]))) {
        return disagree("member", `0x${address.toString(16)} may be contained`, "denied");
      }
    }
    const found = new Set<number>();
    for (let word = 0; word < BLOOM_FILTER_WORDS; word++) {
      for (let bit = 0; bit < 32; bit++) if (((filter.words[word] as number) >>> bit) & 1) found.add(32 * word + bit);
    }
    const text = (bits: ReadonlySet<number>): string => [...bits].sort((a, b) => a - b).join(" ");
    if (text(expected) !== text(found)) return disagree("bits", text(expected), text(found));
    const part = filterOf(addresses.filter((_, i) => i === 0 || choices.bool()));
    if (!filter.mayContain(part)) {
      return disagree("part", "a filter contains a filter of some of its members", "denied");
    }
    // A filter without all bits of a stranger must deny it: membership is containment, not overlap.
    const stranger = drawAddress(choices);
    const contained = [...bitsOf(stranger)].every((bit) => expected.has(bit));
    if (filter.mayContain(filterOf([stranger])) !== contained) {
      return disagree(
        "stranger",
        contained ? "all bits set: may be contained" : "a bit is missing: denied",
        "the opposite",
      );
    }
    const copy = new BloomFilter();
    copy.copyFrom(filter);
    if (!copy.mayContain(filter) || !filter.mayContain(copy)) return disagree("copy", "equal bits", "other bits");
    copy.clear();
    if (copy.population !== 0) return disagree("clear", "no bits", `${copy.population} bits`);
    return recordedVector(choices);
  },
};

/** One of the addresses measured on the pin. */
function recordedVector(choices: Choices): Verdict {
  const vector = HASH_VECTORS[choices.below(HASH_VECTORS.length)];
  if (vector === undefined || hashOf(vector.address) === vector.hash) return AGREE;
  return disagree(
    { what: "recorded hash", note: `of 0x${vector.address.toString(16)}` },
    vector.hash.toString(16),
    hashOf(vector.address).toString(16),
  );
}
