/**
 * Doubles as Python writes them: shortest repr, and the presentations e, f and g with exact rounding (half to even).
 *
 * @module
 */

/** Decimal exponent from which repr switches to exponent notation. */
const REPR_EXPONENT = 16;

/** True for a set sign bit, except of nan. */
export function isNegative(value: number): boolean {
  return value < 0 || Object.is(value, -0);
}

/** `repr` of a float (`float_repr`). */
export function floatRepr(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e16) return Object.is(value, -0) ? "-0.0" : `${value}.0`;
  if (!Number.isFinite(value)) return specialText(value);
  const magnitude = Math.abs(value);
  // Between these both languages write the same digits in the same way.
  if (magnitude >= 1e-4 && magnitude < 1e16) return `${value}`;
  const sign = value < 0 ? "-" : "";
  return sign + placed(shortest(Math.abs(value)), REPR_EXPONENT, true, false);
}

/** nan, inf or -inf. */
function specialText(value: number): string {
  return Number.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
}

/** Decimal digits d0.d1d2... times ten to the exponent. */
interface Decimal {
  readonly digits: string;
  readonly exponent: number;
}

/** The shortest digits that read back as the same positive double; JavaScript finds them, too. */
function shortest(value: number): Decimal {
  const [mantissa, exponent] = value.toExponential().split("e") as [string, string];
  return { digits: mantissa.replace(".", ""), exponent: Number(exponent) };
}

const bits = new DataView(new ArrayBuffer(8));

/** A finite positive double as mantissa times a power of two. */
function binary(value: number): readonly [mantissa: bigint, exponent: number] {
  bits.setFloat64(0, value);
  const raw = bits.getBigUint64(0);
  const biased = Number((raw >> 52n) & 0x7ffn);
  const fraction = raw & 0xf_ffff_ffff_ffffn;
  return biased === 0 ? [fraction, -1074] : [fraction | 0x10_0000_0000_0000n, biased - 1075];
}

/** `value * 10**places` rounded to an integer, half to even; exact. */
function scaled(value: number, places: number): bigint {
  const [mantissa, exponent] = binary(value);
  let numerator = mantissa;
  let denominator = 1n;
  if (exponent >= 0) numerator <<= BigInt(exponent);
  else denominator <<= BigInt(-exponent);
  if (places >= 0) numerator *= 10n ** BigInt(places);
  else denominator *= 10n ** BigInt(-places);
  const quotient = numerator / denominator;
  const twice = 2n * (numerator - quotient * denominator);
  return twice > denominator || (twice === denominator && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}

/** A finite double >= 0 rounded to `count` significant digits. */
function rounded(value: number, count: number): Decimal {
  if (value === 0) return { digits: "0".repeat(count), exponent: 0 };
  let exponent = shortest(value).exponent;
  let digits = scaled(value, count - 1 - exponent).toString();
  if (digits.length > count) {
    // Rounding carried into a new digit.
    exponent++;
    digits = scaled(value, count - 1 - exponent).toString();
  }
  return { digits, exponent };
}

function exponential({ digits, exponent }: Decimal, keepPoint: boolean): string {
  const point = digits.length > 1 || keepPoint ? "." : "";
  const magnitude = Math.abs(exponent);
  return `${digits[0]}${point}${digits.slice(1)}e${exponent < 0 ? "-" : "+"}${magnitude < 10 ? "0" : ""}${magnitude}`;
}

/** Positional while -4 <= exponent < limit, else exponential. */
function placed(decimal: Decimal, limit: number, dotZero: boolean, keepPoint: boolean): string {
  const { digits, exponent } = decimal;
  if (exponent < -4 || exponent >= limit) return exponential(decimal, keepPoint);
  if (exponent < 0) return `0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  const fraction = digits.slice(exponent + 1);
  if (fraction !== "") return `${whole}.${fraction}`;
  return dotZero ? `${whole}.0` : keepPoint ? `${whole}.` : whole;
}

/**
 * The magnitude of a double without its sign, inf and nan included. Presentation `r` ignores the precision; `dotZero` makes
 * whole numbers keep a `.0` (as `str` does) and lets g change to exponents one digit earlier.
 */
export function floatMagnitude(
  value: number,
  presentation: "e" | "f" | "g" | "r",
  precision: number,
  keepPoint: boolean,
  dotZero: boolean,
): string {
  const magnitude = Math.abs(value);
  if (!Number.isFinite(magnitude)) return Number.isNaN(magnitude) ? "nan" : "inf";
  switch (presentation) {
    case "r":
      return magnitude === 0 ? (dotZero ? "0.0" : "0") : placed(shortest(magnitude), REPR_EXPONENT, dotZero, keepPoint);
    case "e":
      return exponential(rounded(magnitude, precision + 1), keepPoint);
    case "f": {
      const digits = scaled(magnitude, precision).toString().padStart(precision + 1, "0");
      if (precision === 0) return keepPoint ? `${digits}.` : digits;
      return `${digits.slice(0, -precision)}.${digits.slice(-precision)}`;
    }
    case "g": {
      const count = precision === 0 ? 1 : precision;
      const { digits, exponent } = rounded(magnitude, count);
      const kept = keepPoint ? digits : digits.replace(/0+$/, "") || "0";
      return placed({ digits: kept, exponent }, dotZero ? count - 1 : count, dotZero, keepPoint);
    }
  }
}
