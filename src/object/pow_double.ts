/**
 * Powers of positive doubles, rounded as the C library rounds them: to the nearest in all but a few cases in a million.
 *
 * JavaScript leaves the accuracy of `Math.pow` open, and engines are off by a unit in the last place now and then. Here the power
 * is computed to about 100 bits with pairs of doubles, then rounded once.
 *
 * @module
 */

import { bitLength, scaleToDouble } from "./int.ts";

/** Exponents up to which a power is worked out with integers, exactly. */
const EXACT_EXPONENT = 64;

/** `base ** exponent` for base > 0, not 1, both finite. */
export function powDouble(base: number, exponent: number): number {
  if (exponent === 1) return base;
  if (exponent === 2) return base * base;
  if (exponent === 0.5) return Math.sqrt(base);
  if (exponent === -1) return 1 / base;
  const rough = Math.pow(base, exponent);
  // Nothing to refine in what overflows or vanishes for sure.
  if (rough === Infinity || rough === 0 || rough < 1e-300) {
    return Number.isInteger(exponent) && Math.abs(exponent) <= EXACT_EXPONENT ? exactPower(base, exponent) : rough;
  }
  if (Number.isInteger(exponent) && Math.abs(exponent) <= EXACT_EXPONENT) return exactPower(base, exponent);
  return refined(base, exponent, rough);
}

/** Mantissa and exponent of a positive double: mantissa * 2**exponent. */
function parts(value: number): readonly [mantissa: bigint, exponent: number] {
  let exponent = 0;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    exponent--;
  }
  while (scaled > Number.MAX_SAFE_INTEGER) {
    scaled /= 2;
    exponent++;
  }
  return [BigInt(scaled), exponent];
}

function exactPower(base: number, exponent: number): number {
  const [mantissa, scale] = parts(base);
  const count = Math.abs(exponent);
  const power = mantissa ** BigInt(count);
  if (exponent > 0) return scaleToDouble(power, scale * count);
  // 1 / power to well over 53 bits, with a sticky last bit.
  const shift = bitLength(power) + 70;
  const one = 1n << BigInt(shift);
  const quotient = one / power;
  return scaleToDouble(quotient * power === one ? quotient : quotient | 1n, -shift - scale * count);
}

/** Bits after the binary point of the fixed-point logarithms below. */
const BITS = 160n;
const ONE = 1n << BITS;

/** Natural logarithm of 2 in fixed point. */
const LN2: bigint = 2n * atanhSeries(ONE / 3n);

/** Inverse hyperbolic tangent in fixed point, |x| at most a third. */
function atanhSeries(x: bigint): bigint {
  // Shifts round down: a negative term would end as -1 and never as 0.
  if (x < 0n) return -atanhSeries(-x);
  const square = (x * x) >> BITS;
  let term = x;
  let sum = x;
  for (let n = 3n; term !== 0n; n += 2n) {
    term = (term * square) >> BITS;
    sum += term / n;
  }
  return sum;
}

/** A positive double as fixed point in 0.75 .. 1.5 and a power of two. */
function logarithm(value: number): bigint {
  const [mantissa, scale] = parts(value);
  const bits = bitLength(mantissa);
  let fixed = (mantissa << BITS) >> BigInt(bits - 1);
  let exponent = scale + bits - 1;
  if (fixed > ONE + (ONE >> 1n)) {
    fixed >>= 1n;
    exponent++;
  }
  const ratio = ((fixed - ONE) << BITS) / (fixed + ONE);
  return BigInt(exponent) * LN2 + 2n * atanhSeries(ratio);
}

/** exp of a fixed-point number, rounded to a double once. */
function exponential(x: bigint): number {
  const half = LN2 >> 1n;
  const k = (x + (x < 0n ? -half : half)) / LN2;
  const rest = x - k * LN2;
  let term = ONE;
  let sum = ONE;
  for (let n = 1n; term !== 0n && term !== -1n; n++) {
    term = (term * rest >> BITS) / n;
    sum += term;
  }
  return scaleToDouble(sum | 1n, Number(k) - Number(BITS));
}

/** The product of a fixed-point logarithm and a double, in fixed point. */
function scaleByDouble(x: bigint, factor: number): bigint {
  const [mantissa, exponent] = parts(Math.abs(factor));
  const product = x * mantissa;
  const scaled = exponent >= 0 ? product << BigInt(exponent) : product >> BigInt(-exponent);
  return factor < 0 ? -scaled : scaled;
}

function refined(base: number, exponent: number, rough: number): number {
  // A power that is exact must not be nudged by the error of the series.
  if (isExactRoot(base, exponent, rough)) return rough;
  return exponential(scaleByDouble(logarithm(base), exponent));
}

/** True when rough ** (1/exponent) is the base exactly, for exponents like 1.5 and 0.25. */
function isExactRoot(base: number, exponent: number, rough: number): boolean {
  for (const denominator of [2, 4, 8]) {
    const numerator = exponent * denominator;
    if (!Number.isInteger(numerator) || Math.abs(numerator) > EXACT_EXPONENT || numerator < 0) continue;
    const [a, x] = parts(base);
    const [b, y] = parts(rough);
    // Both sides as integers times the same power of two.
    const shift = x * numerator - y * denominator;
    const left = a ** BigInt(numerator) << BigInt(Math.max(shift, 0));
    return left === b ** BigInt(denominator) << BigInt(Math.max(-shift, 0));
  }
  return false;
}
