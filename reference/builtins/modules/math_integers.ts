/**
 * Functions of `math` on ints: `comb`, `factorial`, `gcd`, `isqrt`, `lcm`, `perm`.
 *
 * @module
 */

import type { Runtime } from "../../runtime.ts";
import type { NativeFunction, Slot, Value } from "../../values.ts";
import { noKeywords, oneArgument, positional } from "../arguments.ts";
import { integerSquareRoot } from "./exact_sums.ts";

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [magnitude(a), magnitude(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function folding(name: string, start: bigint, body: (a: bigint, b: bigint) => bigint): NativeFunction {
  return (rt, args, kwargs) => {
    noKeywords(rt, `math.${name}`, kwargs);
    return args.map((item) => rt.index(item)).reduce((a, b) => rt.checkInt(body(a, b)), start);
  };
}

/** `n * (n - 1) * ... * (n - count + 1)`. */
function falling(rt: Runtime, n: bigint, count: bigint): bigint {
  let product = 1n;
  for (let i = 0n; i < count; i++) product = rt.checkInt(product * (n - i));
  return product;
}

/** Counts beyond this are refused before the work starts. */
const MAX_COUNT = 2n ** 63n - 1n;

function checkCount(rt: Runtime, name: string, count: bigint, most: string): void {
  if (count > MAX_COUNT) throw rt.error("OverflowError", `${most} must not exceed ${MAX_COUNT}`);
  // The result would be larger than any bound on ints.
  if (name !== "factorial" && count > 1_000_000n) rt.checkSize(count);
}

const factorial: NativeFunction = (rt, args, kwargs) => {
  const n = rt.index(oneArgument(rt, "math.factorial", args, kwargs));
  if (n > MAX_COUNT) throw rt.error("OverflowError", `factorial() argument should not exceed ${MAX_COUNT}`);
  if (n < 0n) throw rt.error("ValueError", "factorial() not defined for negative values");
  return falling(rt, n, n);
};

const comb: NativeFunction = (rt, args, kwargs) => {
  const [first, second] = positional(rt, "math.comb", args, kwargs, 2, 2) as [Value, Value];
  const [n, k] = [rt.index(first), rt.index(second)];
  if (n < 0n) throw rt.error("ValueError", "n must be a non-negative integer");
  if (k < 0n) throw rt.error("ValueError", "k must be a non-negative integer");
  if (k > n) return 0n;
  const fewer = k < n - k ? k : n - k;
  checkCount(rt, "comb", fewer, "min(n - k, k)");
  let result = 1n;
  for (let i = 1n; i <= fewer; i++) result = rt.checkInt(result * (n - fewer + i) / i);
  return result;
};

const perm: NativeFunction = (rt, args, kwargs) => {
  const [first, second] = positional(rt, "math.perm", args, kwargs, 1, 2) as [Value, Slot];
  if (second === undefined || second === null) return factorial(rt, [first], null);
  const [n, k] = [rt.index(first), rt.index(second)];
  if (n < 0n) throw rt.error("ValueError", "n must be a non-negative integer");
  if (k < 0n) throw rt.error("ValueError", "k must be a non-negative integer");
  if (k > n) return 0n;
  checkCount(rt, "perm", k, "k");
  return falling(rt, n, k);
};

const isqrt: NativeFunction = (rt, args, kwargs) => {
  const n = rt.index(oneArgument(rt, "math.isqrt", args, kwargs));
  if (n < 0n) throw rt.error("ValueError", "isqrt() argument must be nonnegative");
  return integerSquareRoot(n);
};

/** Functions of this file by name. */
export const INTEGER_FUNCTIONS: Readonly<Record<string, NativeFunction>> = {
  comb,
  factorial,
  gcd: folding("gcd", 0n, gcd),
  isqrt,
  lcm: folding("lcm", 1n, (a, b) => a === 0n || b === 0n ? 0n : magnitude(a / gcd(a, b) * b)),
  perm,
};
