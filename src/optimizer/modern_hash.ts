/**
 * A hash of addresses with a better spread than the pin's: an option, never the default.
 *
 * @module
 */

import type { HashFunction } from "./bloom_filter.ts";

/** Upper 32 bits of the product of two 32-bit numbers. */
function multiplyHigh(a: number, b: number): number {
  const [aLow, aHigh, bLow, bHigh] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const low = (aLow * bLow) >>> 16;
  const middle = aHigh * bLow + low;
  const carry = (middle % 0x1_0000) + aLow * bHigh;
  return (aHigh * bHigh + Math.floor(middle / 0x1_0000) + Math.floor(carry / 0x1_0000)) >>> 0;
}

const FIRST_LOW = 0x2ba7b653;
const FIRST_HIGH = 0x3c79ac49;
const SECOND_LOW = 0x4ac4ae35;
const SECOND_HIGH = 0x1c69b3f7;

/**
 * Three xor-shifts and two multiplications of 64 bits: every bit of the address reaches every bit of the hash, which the pin's
 * byte-wise hash does not manage for the lowest ones.
 */
export const MODERN_HASH: HashFunction = {
  name: "moremur",
  hash(low: number, high: number, out: Uint32Array): void {
    // x ^= x >> 27
    let x0 = (low ^ ((low >>> 27) | (high << 5))) >>> 0;
    let x1 = (high ^ (high >>> 27)) >>> 0;
    let next = multiplyHigh(x0, FIRST_LOW) + Math.imul(x0, FIRST_HIGH) + Math.imul(x1, FIRST_LOW);
    x0 = Math.imul(x0, FIRST_LOW);
    x1 = next >>> 0;
    // x ^= x >> 33
    x0 = (x0 ^ (x1 >>> 1)) >>> 0;
    next = multiplyHigh(x0, SECOND_LOW) + Math.imul(x0, SECOND_HIGH) + Math.imul(x1, SECOND_LOW);
    x0 = Math.imul(x0, SECOND_LOW);
    x1 = next >>> 0;
    // x ^= x >> 27
    out[0] = (x0 ^ ((x0 >>> 27) | (x1 << 5))) >>> 0;
    out[1] = (x1 ^ (x1 >>> 27)) >>> 0;
  },
};
