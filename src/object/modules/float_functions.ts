/**
 * Functions of `math` that need more care than a JavaScript function gives: neighbours, remainders, hypotenuses, sums of products.
 *
 * @module
 */

import { exactSum, scaleFloat, splitFloat } from "./math_functions.ts";

const bits = new DataView(new ArrayBuffer(8));

/** The double as an integer that grows with it: neighbours differ by one. */
function ordinal(value: number): bigint {
  bits.setFloat64(0, value);
  const raw = bits.getBigInt64(0);
  return raw < 0n ? -(raw & 0x7fff_ffff_ffff_ffffn) : raw;
}

function fromOrdinal(value: bigint): number {
  bits.setBigInt64(0, value < 0n ? -value : value);
  const magnitude = bits.getFloat64(0);
  return value < 0n ? -magnitude : magnitude;
}

/** The double `steps` neighbours from x towards y. */
export function nextAfter(x: number, y: number, steps: bigint): number {
  if (Number.isNaN(x)) return x;
  if (Number.isNaN(y)) return y;
  if (x === y || steps === 0n) return steps === 0n ? x : y;
  const from = ordinal(x);
  const to = ordinal(y);
  const distance = to > from ? to - from : from - to;
  if (steps >= distance) return y;
  const at = to > from ? from + steps : from - steps;
  return at === 0n && x < 0 ? -0 : fromOrdinal(at);
}

/** Distance to the next larger double in magnitude (`math.ulp`). */
export function unitInLastPlace(value: number): number {
  if (Number.isNaN(value)) return value;
  const magnitude = Math.abs(value);
  if (magnitude === Infinity) return magnitude;
  const above = nextAfter(magnitude, Infinity, 1n);
  return above === Infinity ? magnitude - nextAfter(magnitude, -Infinity, 1n) : above - magnitude;
}

/** IEEE remainder: the quotient is rounded to the nearest integer, half to even. */
export function remainderOf(x: number, y: number): number {
  if (Number.isFinite(x) && Number.isFinite(y)) {
    if (y === 0) return NaN;
    const absX = Math.abs(x);
    const absY = Math.abs(y);
    const rest = absX % absY;
    const complement = absY - rest;
    const result = rest < complement
      ? rest
      : rest > complement
      ? -complement
      : rest - 2 * ((0.5 * (absX - rest)) % absY);
    return (x < 0 || Object.is(x, -0) ? -1 : 1) * result;
  }
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  return Math.abs(x) === Infinity ? NaN : x;
}

/** A product as the sum of two doubles, exactly (Dekker). */
function exactProduct(x: number, y: number): readonly [high: number, low: number] {
  const split = (value: number): readonly [number, number] => {
    const scaled = value * 134217729;
    const high = scaled - (scaled - value);
    return [high, value - high];
  };
  const product = x * y;
  const [xh, xl] = split(x);
  const [yh, yl] = split(y);
  const low = ((xh * yh - product) + xh * yl + xl * yh) + xl * yl;
  return [product, low];
}

/** Sum of products, rounded once. */
export function sumOfProducts(left: readonly number[], right: readonly number[]): number {
  const plain = left.reduce((total, x, i) => total + x * (right[i] as number), 0);
  if (!Number.isFinite(plain)) return plain;
  const parts = left.flatMap((x, i) => [...exactProduct(x, right[i] as number)]);
  return parts.every(Number.isFinite) ? exactSum(parts) : plain;
}

/** Square root of the sum of squares, without overflow, within an ulp of exact (`vector_norm`). */
export function hypotenuse(values: readonly number[]): number {
  const sizes = values.map(Math.abs);
  if (sizes.includes(Infinity)) return Infinity;
  if (sizes.some(Number.isNaN)) return NaN;
  const largest = Math.max(0, ...sizes);
  if (largest === 0) return 0;
  if (sizes.length === 1) return largest;
  const exponent = splitFloat(largest)[1];
  const scaled = sizes.map((size) => scaleFloat(size, -exponent));
  const squares = scaled.flatMap((x) => [...exactProduct(x, x)]);
  const sum = exactSum(squares);
  let root = Math.sqrt(sum);
  // One step of correction with the exact residue.
  const [square, rest] = exactProduct(root, root);
  root += exactSum([...squares, -square, -rest]) / (2 * root);
  return scaleFloat(root, exponent);
}
