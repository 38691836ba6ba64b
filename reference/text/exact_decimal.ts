/**
 * Exact decimal digits of doubles. A double is an integer times a power of two, so its decimal expansion is finite and
 * can be rounded without error in big integers (half to even, as C's printf and `dtoa` do).
 *
 * @module
 */

/** A non-negative finite double as `mantissa * 2 ** exponent`. */
export interface BinaryParts {
  readonly mantissa: bigint;
  readonly exponent: number;
}

const view = new DataView(new ArrayBuffer(8));

/** Splits the absolute value of a finite double. */
export function binaryParts(value: number): BinaryParts {
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const fraction = bits & 0xfffffffffffffn;
  const biased = Number((bits >> 52n) & 0x7ffn);
  // Subnormals have no hidden bit and share the exponent of the smallest normal numbers.
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | 0x10000000000000n, exponent: biased - 1075 };
}

/** `numerator / denominator` rounded to the nearest integer, halves to even; both non-negative. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  const up = twice > denominator || (twice === denominator && (quotient & 1n) === 1n);
  return up ? quotient + 1n : quotient;
}

/** `|value| * 10 ** power` rounded to an integer, halves to even. */
export function scaledToInteger(value: number, power: number): bigint {
  const { mantissa, exponent } = binaryParts(value);
  let numerator = mantissa;
  let denominator = 1n;
  if (exponent >= 0) numerator <<= BigInt(exponent);
  else denominator <<= BigInt(-exponent);
  if (power >= 0) numerator *= 10n ** BigInt(power);
  else denominator *= 10n ** BigInt(-power);
  return divideHalfEven(numerator, denominator);
}

/** Whether `|value| < 10 ** power`. */
function isBelowPowerOfTen(value: number, power: number): boolean {
  const { mantissa, exponent } = binaryParts(value);
  let left = mantissa;
  let right = 1n;
  if (exponent >= 0) left <<= BigInt(exponent);
  else right <<= BigInt(-exponent);
  if (power >= 0) right *= 10n ** BigInt(power);
  else left *= 10n ** BigInt(-power);
  return left < right;
}

/** Decimal digits without point, and the exponent of the first one: `d.ddd * 10 ** exponent`. */
export interface DecimalDigits {
  readonly digits: string;
  readonly exponent: number;
}

/** `count` significant digits of a finite double; zero gives zeros and exponent 0. */
export function significantDigits(value: number, count: number): DecimalDigits {
  if (value === 0) return { digits: "0".repeat(count), exponent: 0 };
  // The shortest text's exponent is too large by one where the text was rounded up to a power of ten.
  let exponent = Number((Math.abs(value).toExponential().split("e") as [string, string])[1]);
  if (isBelowPowerOfTen(value, exponent)) exponent--;
  const digits = scaledToInteger(value, count - 1 - exponent).toString();
  return digits.length > count ? { digits: digits.slice(0, count), exponent: exponent + 1 } : { digits, exponent };
}

/** The fewest significant digits that still read back as the same finite double. */
export function shortestDigits(value: number): DecimalDigits {
  // JavaScript's own conversion is specified to give the shortest digits, the closest ones where several are shortest.
  const [digits, exponent] = Math.abs(value).toExponential().split("e") as [string, string];
  return { digits: digits.replace(".", ""), exponent: Number(exponent) };
}
