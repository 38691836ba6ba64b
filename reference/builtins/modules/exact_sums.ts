/**
 * Sums and roots of doubles without intermediate rounding: a double is an integer times 2 ** -1074, so big integers hold
 * every sum and product exactly, and one rounding at the end gives the nearest double.
 *
 * @module
 */

import { binaryParts } from "../../text/exact_decimal.ts";

/** All finite doubles are multiples of 2 ** -UNIT. */
const UNIT = 1074;

/** A finite double in units of 2 ** -1074. */
export function toUnits(value: number): bigint {
  const { mantissa, exponent } = binaryParts(value);
  const magnitude = mantissa << BigInt(exponent + UNIT);
  return value < 0 ? -magnitude : magnitude;
}

/** `value * 2 ** exponent` as the nearest double, halves to even; infinite when too large. */
export function roundToDouble(value: bigint, exponent: number): number {
  if (value === 0n) return 0;
  const magnitude = value < 0n ? -value : value;
  const bits = magnitude.toString(16).length * 4 - leadingZeros(magnitude);
  const top = bits + exponent;
  if (top > 1024) return value < 0n ? -Infinity : Infinity;
  const lowest = Math.max(top - 53, -UNIT);
  const drop = lowest - exponent;
  let kept = magnitude;
  let scale = exponent;
  if (drop > 0) {
    const unit = 1n << BigInt(drop);
    const rest = magnitude & (unit - 1n);
    kept = magnitude >> BigInt(drop);
    if (rest * 2n > unit || (rest * 2n === unit && (kept & 1n) === 1n)) kept++;
    scale = lowest;
  }
  // Two factors, as 2 ** -1074 times a large scale would pass through zero or infinity; kept has at most 53 bits.
  const half = Math.trunc(scale / 2);
  const result = drop > 0 || bits <= 53 ? Number(kept) * 2 ** half * 2 ** (scale - half) : Number(kept) * 2 ** scale;
  return value < 0n ? -result : result;
}

/** Zero bits at the top of the first hexadecimal digit. */
function leadingZeros(magnitude: bigint): number {
  const first = Number.parseInt(magnitude.toString(16)[0] as string, 16);
  return Math.clz32(first) - 28;
}

/** The nearest double of the exact sum of finite doubles. */
export function exactSum(values: readonly number[]): number {
  let total = 0n;
  for (const value of values) total += toUnits(value);
  return roundToDouble(total, -UNIT);
}

/** The nearest double of the exact sum of products of finite doubles. */
export function exactProductSum(left: readonly number[], right: readonly number[]): number {
  let total = 0n;
  left.forEach((x, i) => total += toUnits(x) * toUnits(right[i] as number));
  return roundToDouble(total, -2 * UNIT);
}

/** Integer square root, rounded down; Newton's method from above. */
export function integerSquareRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let x = 1n << BigInt((n.toString(16).length * 4 + 1) >> 1);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

/** The nearest double of the root of the sum of squares of finite doubles. */
function exactHypot(values: readonly number[]): number {
  let total = 0n;
  for (const value of values) total += toUnits(value) ** 2n;
  if (total === 0n) return 0;
  // 80 more bits than a double has; a root that is not exact gets its last bit set, so that no tie is mistaken.
  const shift = Math.max(0, 2 * (80 - (total.toString(16).length * 2)));
  const scaled = total << BigInt(2 * shift);
  const root = integerSquareRoot(scaled);
  const sticky = root * root === scaled ? 0n : 1n;
  return roundToDouble(root * 2n + sticky, -UNIT - shift - 1);
}

/** Length of the way to a point (C: `hypot`): infinite in one direction is longer than none at all in another. */
export function norm(values: readonly number[]): number {
  if (values.some((value) => Math.abs(value) === Infinity)) return Infinity;
  return values.some(Number.isNaN) ? NaN : exactHypot(values);
}
