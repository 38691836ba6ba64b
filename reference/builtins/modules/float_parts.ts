/**
 * Taking doubles apart and stepping between neighbours.
 *
 * @module
 */

import { binaryParts } from "../../text/exact_decimal.ts";

const view = new DataView(new ArrayBuffer(8));

/** Mantissa in 0.5 .. 1 and exponent: `m * 2 ** e`. */
export function frexp(x: number): [mantissa: number, exponent: number] {
  if (x === 0 || !Number.isFinite(x)) return [x, 0];
  const { mantissa, exponent } = binaryParts(x);
  const bits = mantissa.toString(2).length;
  const fraction = Number(mantissa) / 2 ** bits;
  return [x < 0 ? -fraction : fraction, exponent + bits];
}

function bitsOf(x: number): bigint {
  view.setFloat64(0, x);
  return view.getBigInt64(0);
}

/** Position of a double on the line of all doubles: neighbours differ by one, both zeros are 0. */
function ordinal(x: number): bigint {
  const bits = bitsOf(x);
  return bits >= 0n ? bits : -(bits & 0x7fffffffffffffffn);
}

function fromOrdinal(position: bigint, negativeZero: boolean): number {
  if (position === 0n) return negativeZero ? -0 : 0;
  view.setBigInt64(0, position < 0n ? -position : position);
  const magnitude = view.getFloat64(0);
  return position < 0n ? -magnitude : magnitude;
}

/** The double `steps` neighbours from `x` towards `y`, not beyond it. */
export function nextAfter(x: number, y: number, steps: bigint): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  if (x === y) return y;
  if (steps === 0n) return x;
  const from = ordinal(x);
  const to = ordinal(y);
  const reached = to > from ? from + steps : from - steps;
  if (to > from ? reached >= to : reached <= to) return y;
  return fromOrdinal(reached, from < 0n);
}

/** Distance from the absolute value of `x` to the next larger double (to the next smaller one for the largest). */
export function ulp(x: number): number {
  if (Number.isNaN(x)) return x;
  const magnitude = Math.abs(x);
  if (magnitude === Infinity) return magnitude;
  const above = nextAfter(magnitude, Infinity, 1n);
  return above === Infinity ? magnitude - nextAfter(magnitude, -Infinity, 1n) : above - magnitude;
}

/** IEEE 754 remainder: `x - n * y` with n the integer nearest to x / y, halves to even. */
export function ieeeRemainder(x: number, y: number): number {
  const absX = Math.abs(x);
  const absY = Math.abs(y);
  if (!Number.isFinite(y)) return x;
  const m = absX % absY;
  const c = absY - m;
  let r: number;
  if (m < c) r = m;
  else if (m > c) r = -c;
  else r = m - 2 * ((0.5 * (absX - m)) % absY);
  return (x < 0 || Object.is(x, -0) ? -1 : 1) * r;
}
