/**
 * The functions of `math` on plain numbers; arguments are checked by the callers. A null result is a domain error.
 *
 * @module
 */

/** Largest integer whose square is not above `n >= 0` (`math.isqrt`). */
export function integerSquareRoot(n: bigint): bigint {
  if (n < 2n) return n;
  // Newton from above: the first guess is a power of two not below the root.
  let root = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

function magnitude(n: bigint): bigint {
  return n < 0n ? -n : n;
}

/** Greatest common divisor, never negative. */
export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let x = magnitude(a);
  let y = magnitude(b);
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** Least common multiple, never negative. */
export function leastCommonMultiple(a: bigint, b: bigint): bigint {
  if (a === 0n || b === 0n) return 0n;
  return magnitude(a / greatestCommonDivisor(a, b) * b);
}

/** `n!`. */
export function factorial(n: number): bigint {
  let product = 1n;
  for (let i = 2n; i <= BigInt(n); i++) product *= i;
  return product;
}

/** Ways to pick `k` of `n` in order (`math.perm`), both >= 0. */
export function permutations(n: bigint, k: bigint): bigint {
  if (k > n) return 0n;
  let product = 1n;
  for (let i = 0n; i < k; i++) product *= n - i;
  return product;
}

/** Ways to pick `k` of `n` (`math.comb`), both >= 0. */
export function combinations(n: bigint, k: bigint): bigint {
  if (k > n) return 0n;
  const few = k < n - k ? k : n - k;
  let result = 1n;
  for (let i = 0n; i < few; i++) result = result * (n - i) / (i + 1n);
  return result;
}

/** Exactly rounded sum (`math.fsum`): partial sums that do not overlap, as Shewchuk does. */
export function exactSum(values: readonly number[]): number {
  const partials: number[] = [];
  let special = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) {
      special += value;
      continue;
    }
    let x = value;
    let kept = 0;
    for (const partial of partials.slice()) {
      let y = partial;
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y;
      const low = y - (high - x);
      if (low !== 0) partials[kept++] = low;
      x = high;
    }
    partials.length = kept;
    partials.push(x);
  }
  if (special !== 0 || Number.isNaN(special)) return special;
  let at = partials.length;
  if (at === 0) return 0;
  let high = partials[--at] as number;
  let low = 0;
  while (at > 0) {
    const x = high;
    const y = partials[--at] as number;
    high = x + y;
    low = y - (high - x);
    if (low !== 0) break;
  }
  // Round half to even by the sign of the next partial.
  if (at > 0 && ((low < 0 && (partials[at - 1] as number) < 0) || (low > 0 && (partials[at - 1] as number) > 0))) {
    const twice = low * 2;
    const x = high + twice;
    if (twice === x - high) high = x;
  }
  return high;
}

const scratch = new DataView(new ArrayBuffer(8));

/** Mantissa in 0.5 .. 1 and exponent (`math.frexp`). */
export function splitFloat(value: number): readonly [mantissa: number, exponent: number] {
  if (value === 0 || !Number.isFinite(value)) return [value, 0];
  scratch.setFloat64(0, value);
  let exponent = (scratch.getUint16(0) >> 4) & 0x7ff;
  let shift = 0;
  if (exponent === 0) {
    // Subnormal: scale into the normal range first.
    scratch.setFloat64(0, value * 2 ** 64);
    exponent = (scratch.getUint16(0) >> 4) & 0x7ff;
    shift = -64;
  }
  scratch.setUint16(0, (scratch.getUint16(0) & 0x800f) | (1022 << 4));
  return [scratch.getFloat64(0), exponent - 1022 + shift];
}

/** `mantissa * 2**exponent` without intermediate overflow (`math.ldexp`). */
export function scaleFloat(mantissa: number, exponent: number): number {
  let value = mantissa;
  let rest = exponent;
  while (rest > 1000 && value !== 0 && Number.isFinite(value)) {
    value *= 2 ** 1000;
    rest -= 1000;
  }
  // Below, one rounding only: the last factor does it all.
  while (rest < -1000 && value !== 0 && Number.isFinite(value)) {
    const [part, own] = splitFloat(value);
    if (own + rest < -1100) return value < 0 ? -0 : 0;
    return part * 2 ** -1000 * 2 ** Math.max(own + rest + 1000, -1074);
  }
  return value * 2 ** rest;
}
