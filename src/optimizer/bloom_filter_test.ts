import { assertEquals, assertThrows } from "@std/assert";
import { InvariantError, TierproofError } from "../isa/errors.ts";
import * as bloom from "./bloom_filter.ts";
import { BloomFilter, hashOf } from "./bloom_filter.ts";
import { HASH_VECTORS } from "./bloom_vectors.ts";

/** Addresses drawn without `Math.random`: splitmix64, seeded. */
function splitmix64(seed: bigint): () => bigint {
  let state = seed;
  return () => {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
    let z = state;
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    return z ^ (z >> 31n);
  };
}

Deno.test("the constants of the filter are the pin's", () => {
  const { BLOOM_FILTER_WORDS, K, SEED, HASH_MULTIPLIER, SIZEOF_VOID_P } = bloom;
  assertEquals({ BLOOM_FILTER_WORDS, K, SEED, HASH_MULTIPLIER, SIZEOF_VOID_P }, {
    BLOOM_FILTER_WORDS: 8,
    K: 6,
    SEED: 20221211,
    HASH_MULTIPLIER: 1000003,
    SIZEOF_VOID_P: 8,
  });
});

Deno.test("hashOf() gives the 64-bit hash measured for each of 200 addresses", () => {
  assertEquals(HASH_VECTORS.length, 200);
  for (const { address, hash } of HASH_VECTORS) assertEquals(hashOf(address), hash, `address ${address.toString(16)}`);
});

Deno.test("add() sets the bits that the low six bytes of the hash name, and no other", () => {
  for (const { address, hash } of HASH_VECTORS) {
    const expected = new Uint32Array(8);
    for (let i = 0n; i < 6n; i++) {
      const bit = Number((hash >> (8n * i)) & 255n);
      expected[bit >> 5]! |= 1 << (bit & 31);
    }
    const filter = new BloomFilter();
    filter.add(address);
    assertEquals(filter.words, expected, `address ${address.toString(16)}`);
  }
});

Deno.test("add() gives the words measured for address 1", () => {
  const filter = new BloomFilter();
  filter.add(1n);
  assertEquals(Array.from(filter.words), [67108864, 16777216, 67239936, 0, 0, 0, 2097152, 8]);
  assertEquals(filter.population, 6);
});

Deno.test("a filter holds every address that was added to it", () => {
  const next = splitmix64(7n);
  for (let round = 0; round < 50; round++) {
    const filter = new BloomFilter();
    const members = Array.from({ length: round }, next);
    for (const member of members) filter.add(member);
    for (const member of members) {
      const probe = new BloomFilter();
      probe.add(member);
      assertEquals(filter.mayContain(probe), true);
    }
  }
});

Deno.test("mayContain() looks at every word: one bit missing anywhere is enough", () => {
  for (let bit = 0; bit < 256; bit++) {
    const words = Array.from({ length: 8 }, () => 0xffff_ffff);
    words[bit >> 5] = (words[bit >> 5]! & ~(1 << (bit & 31))) >>> 0;
    const probe = new BloomFilter();
    probe.words[bit >> 5] = 1 << (bit & 31);
    assertEquals(BloomFilter.fromWords(words).mayContain(probe), false);
    assertEquals(probe.mayContain(probe), true);
  }
});

Deno.test("false positives come as often as theory says, for random and for aligned heap addresses", () => {
  const populations: Record<string, (next: () => bigint) => bigint> = {
    random64: (next) => next() || 1n,
    heap16: (next) => 0x7f00_0000_0000n + ((next() & 0x3fff_ffffn) << 4n),
    smallheap16: (next) => 0x5555_5500_0000n + ((next() & 0xffffn) << 4n),
  };
  for (const [name, draw] of Object.entries(populations)) {
    for (const [n, seed] of [[15, 4111n], [20, 4116n]] as const) {
      const next = splitmix64(seed);
      const sets = 600;
      const probesPerSet = 200;
      let hits = 0;
      let bits = 0;
      for (let set = 0; set < sets; set++) {
        const filter = new BloomFilter();
        const members = new Set<bigint>();
        while (members.size < n) members.add(draw(next));
        for (const member of members) filter.add(member);
        bits += filter.population;
        for (let i = 0; i < probesPerSet; i++) {
          const address = draw(next);
          if (members.has(address)) continue;
          const probe = new BloomFilter();
          probe.add(address);
          if (filter.mayContain(probe)) hits++;
        }
      }
      const set = 256 * (1 - (255 / 256) ** (6 * n));
      const meanBits = bits / sets;
      assertEquals(Math.abs(meanBits - set) < 1.5, true, `${name} n=${n}: ${meanBits} bits set, theory ${set}`);
      // Every set has its own rate, so the spread is wider than that of so many independent probes: six sigmas and more.
      const expected = sets * probesPerSet * (set / 256) ** 6;
      const spread = 6 * Math.sqrt(expected * 3);
      assertEquals(Math.abs(hits - expected) < spread, true, `${name} n=${n}: ${hits} hits, theory ${expected}`);
    }
  }
});

Deno.test("a null pointer is refused, and so are filters of different hashes and malformed words", () => {
  assertThrows(() => new BloomFilter().add(0n), InvariantError, "expected an address, found 0");
  const other = new BloomFilter({ name: "other", hash: () => {} });
  assertThrows(() => new BloomFilter().mayContain(other), InvariantError, "address_to_hash and other");
  assertThrows(() => new BloomFilter().copyFrom(other), InvariantError);
  assertThrows(() => BloomFilter.fromWords([1, 2, 3]), TierproofError, "8 words of 32 bits");
  assertThrows(() => BloomFilter.fromWords([0, 0, 0, 0, 0, 0, 0, -1]), TierproofError);
  assertThrows(() => BloomFilter.fromWords([0, 0, 0, 0, 0, 0, 0, 2 ** 32]), TierproofError);
});

Deno.test("copyFrom() takes the bits over and clear() removes them", () => {
  const source = new BloomFilter();
  source.add(0x1234n);
  const target = new BloomFilter();
  target.copyFrom(source);
  assertEquals(target.words, source.words);
  target.clear();
  assertEquals(target.population, 0);
  assertEquals(source.population > 0, true);
});
