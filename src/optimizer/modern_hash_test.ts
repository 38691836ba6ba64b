import { assertEquals } from "@std/assert";
import { hashOf } from "./bloom_filter.ts";
import { HASH_VECTORS } from "./bloom_vectors.ts";
import { MODERN_HASH } from "./modern_hash.ts";

/** The same hash in arithmetic of any width. */
function wide(address: bigint): bigint {
  let x = address;
  x ^= x >> 27n;
  x = BigInt.asUintN(64, x * 0x3c79ac492ba7b653n);
  x ^= x >> 33n;
  x = BigInt.asUintN(64, x * 0x1c69b3f74ac4ae35n);
  return x ^ (x >> 27n);
}

Deno.test("the hash in halves equals the hash in 64 bits", () => {
  for (const { address, hash } of HASH_VECTORS) {
    for (const value of [address, hash, BigInt.asUintN(64, ~hash), hash >> 32n, hash & 0xffff_ffffn]) {
      assertEquals(hashOf(value, MODERN_HASH), wide(value), value.toString(16));
    }
  }
});

Deno.test("one bit of the address changes half of the bits that a filter uses", () => {
  let changed = 0;
  let pairs = 0;
  for (const { address } of HASH_VECTORS) {
    for (let bit = 0n; bit < 48n; bit++) {
      let difference = (hashOf(address, MODERN_HASH) ^ hashOf(address ^ (1n << bit), MODERN_HASH)) & 0xffff_ffff_ffffn;
      for (; difference !== 0n; difference &= difference - 1n) changed++;
      pairs++;
    }
  }
  const mean = changed / pairs;
  assertEquals(Math.abs(mean - 24) < 0.5, true, `mean ${mean} of 48`);
});
