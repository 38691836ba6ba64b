/**
 * Functions of `math` on ints: `comb`, `factorial`, `gcd`, `isqrt`, `lcm`, `perm`.
 *
 * @module
 */

import { copyWork, digitsOf, euclidWork, productWork } from "../../../src/isa/work.ts";
import { bitLength } from "../../core/numbers.ts";
import type { Runtime } from "../../runtime.ts";
import type { Value } from "../../values.ts";
import { int } from "../../converters.ts";
import { as, fn, type Native, or, REST, same } from "../../signature.ts";
import { integerSquareRoot } from "./exact_sums.ts";

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [magnitude(a), magnitude(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function folding(start: bigint, body: (a: bigint, b: bigint) => bigint): Native<null> {
  return fn([REST], (rt, args) => {
    return args.map((item) => rt.index(item)).reduce((a, b) => {
      rt.spend(euclidWork(Math.min(digitsOf(a), digitsOf(b))));
      return rt.checkInt(body(a, b));
    }, start);
  });
}

/** Ends the run as poisoned when the product of `low` to `high` would be too large, before any work is done. */
function checkProduct(rt: Runtime, low: bigint, high: bigint): void {
  const count = high - low + 1n;
  const leastBits = (factor: bigint) => BigInt(Math.max(0, bitLength(factor) - 1));
  // All factors have at least the bits of the lowest; the upper half has at least those of the middle.
  const byLowest = leastBits(low) * count;
  const byMiddle = leastBits((low + high) >> 1n) * (count >> 1n);
  const digits = (byLowest > byMiddle ? byLowest : byMiddle) / 30n;
  rt.checkSize(digits);
  rt.spend(Number(count) * (1 + copyWork(Number(digits))));
}

/** `low * (low + 1) * ... * high` by halves, as products of numbers of like size are fast. */
function rangeProduct(low: bigint, high: bigint): bigint {
  if (high - low < 16n) {
    let product = 1n;
    for (let factor = low; factor <= high; factor++) product *= factor;
    return product;
  }
  const middle = (low + high) >> 1n;
  return rangeProduct(low, middle) * rangeProduct(middle + 1n, high);
}

/** `n * (n - 1) * ... * (n - count + 1)`. */
function falling(rt: Runtime, n: bigint, count: bigint): bigint {
  checkProduct(rt, n - count + 1n, n);
  return rt.checkInt(rangeProduct(n - count + 1n, n));
}

/** Counts beyond this are refused before the work starts. */
const MAX_COUNT = 2n ** 63n - 1n;

function checkCount(rt: Runtime, count: bigint, what: string): void {
  if (count > MAX_COUNT) throw rt.error("OverflowError", `${what} must not exceed ${MAX_COUNT}`);
}

function factorial(rt: Runtime, n: bigint): bigint {
  if (n > MAX_COUNT) throw rt.error("OverflowError", `factorial() argument should not exceed ${MAX_COUNT}`);
  if (n < 0n) throw rt.valueError("factorial() not defined for negative values");
  return falling(rt, n, n);
}

function checkSigns(rt: Runtime, n: bigint, k: bigint): void {
  if (n < 0n) throw rt.valueError("n must be a non-negative integer");
  if (k < 0n) throw rt.valueError("k must be a non-negative integer");
}

function comb(rt: Runtime, n: bigint, k: bigint): bigint {
  checkSigns(rt, n, k);
  if (k > n) return 0n;
  const fewer = k < n - k ? k : n - k;
  checkCount(rt, fewer, "min(n - k, k)");
  return falling(rt, n, fewer) / falling(rt, fewer, fewer);
}

function perm(rt: Runtime, n: bigint, count: Value): bigint {
  if (count === null) return factorial(rt, n);
  const k = rt.index(count);
  checkSigns(rt, n, k);
  if (k > n) return 0n;
  checkCount(rt, k, "k");
  return falling(rt, n, k);
}

function isqrt(rt: Runtime, n: bigint): bigint {
  if (n < 0n) throw rt.valueError("isqrt() argument must be nonnegative");
  rt.spend(40 * productWork(digitsOf(n), digitsOf(n)));
  return integerSquareRoot(n);
}

/** Functions of this file by name. */
export const INTEGER_FUNCTIONS: Readonly<Record<string, Native<null>>> = {
  comb: fn([as(int), as(int)], comb),
  factorial: fn([as(int)], factorial),
  gcd: folding(0n, gcd),
  isqrt: fn([as(int)], isqrt),
  lcm: folding(1n, (a, b) => a === 0n || b === 0n ? 0n : magnitude(a / gcd(a, b) * b)),
  perm: fn([as(int), or(null, same)], perm),
};
