/**
 * The error function and its complement, by their Taylor series in fixed point with so many bits that the result is the
 * nearest double.
 *
 * @module
 */

import { integerSquareRoot, roundToDouble, toUnits } from "./exact_sums.ts";

/** Doubles are integers in this unit, as exponent of two. */
const UNIT = 1074;
/** Beyond this the complement is smaller than half of the smallest double. */
const LARGEST = 28;
/** Bits behind the point: the complement of {@linkcode LARGEST} has its first bit near 1,130. */
const BITS = 1400;
const ONE = 1n << BigInt(BITS);

/** `arctan(1 / n)` in fixed point. */
function arctanInverse(n: bigint): bigint {
  let power = ONE / n;
  let sum = power;
  for (let k = 3n, sign = -1n; power !== 0n; k += 2n, sign = -sign) {
    power /= n * n;
    sum += sign * power / k;
  }
  return sum;
}

/** `2 / sqrt(pi)` in fixed point, with pi by Machin's formula; worked out when first needed. */
let factor: bigint | null = null;

function twoOverRootPi(): bigint {
  if (factor === null) {
    const pi = 4n * (4n * arctanInverse(5n) - arctanInverse(239n));
    factor = (2n * ONE * ONE) / integerSquareRoot(pi * ONE);
  }
  return factor;
}

/** erf of a number in fixed point: 2 / sqrt(pi) * sum of (-1)^k x^(2k+1) / (k! (2k+1)). */
function series(x: bigint): bigint {
  const square = (x * x) >> BigInt(BITS);
  let power = x;
  let sum = 0n;
  for (let k = 0n; power !== 0n && power !== -1n; k++) {
    sum += power / (2n * k + 1n);
    power = -((power * square) >> BigInt(BITS)) / (k + 1n);
  }
  return (sum * twoOverRootPi()) >> BigInt(BITS);
}

/** A double in fixed point. */
function toFixed(x: number): bigint {
  return toUnits(x) << BigInt(BITS - UNIT);
}

/** The error function. */
export function erf(x: number): number {
  if (Number.isNaN(x) || x === 0) return x;
  if (Math.abs(x) > 6) return Math.sign(x);
  // Near zero the series is its first term, which fixed point would cut short.
  if (Math.abs(x) < 1e-100) return x * 1.1283791670955126;
  return roundToDouble(series(toFixed(x)), -BITS);
}

/** Its complement, `1 - erf(x)`. */
export function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  if (Math.abs(x) > LARGEST) return x > 0 ? 0 : 2;
  return roundToDouble(ONE - series(toFixed(x)), -BITS);
}
