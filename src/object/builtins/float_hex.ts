/**
 * Floats in hexadecimal: `float.hex` and `float.fromhex`.
 *
 * @module
 */

import { scaleFloat, splitFloat } from "../modules/math_functions.ts";
import { scaleToDouble } from "../number/int.ts";
import { isNegative } from "../text/float_text.ts";

/** `value.hex()`. */
export function hexOfFloat(value: number): string {
  if (Number.isNaN(value)) return "nan";
  const sign = isNegative(value) ? "-" : "";
  if (!Number.isFinite(value)) return `${sign}inf`;
  if (value === 0) return `${sign}0x0.0p+0`;
  const [fraction, binary] = splitFloat(Math.abs(value));
  // One bit before the point; subnormals keep their smallest exponent.
  const shift = 1 - Math.max(-1021 - binary, 0);
  let mantissa = scaleFloat(fraction, shift);
  const exponent = binary - shift;
  let digits = `${Math.trunc(mantissa)}.`;
  mantissa -= Math.trunc(mantissa);
  for (let i = 0; i < 13; i++) {
    mantissa *= 16;
    digits += Math.trunc(mantissa).toString(16);
    mantissa -= Math.trunc(mantissa);
  }
  return `${sign}0x${digits}p${exponent < 0 ? "-" : "+"}${Math.abs(exponent)}`;
}

/** The double that a hexadecimal text stands for; null when it is malformed, infinite when it is too large. */
export function parseHexFloat(text: string): number | null {
  const trimmed = text.trim();
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(trimmed);
  if (special !== null) {
    const magnitude = (special[2] as string).toLowerCase() === "nan" ? NaN : Infinity;
    return special[1] === "-" ? -magnitude : magnitude;
  }
  const match = /^([+-]?)(?:0x)?([0-9a-f]*)\.?([0-9a-f]*)(?:p([+-]?\d+))?$/i.exec(trimmed);
  if (match === null || (match[2] as string) + (match[3] as string) === "") return null;
  const mantissa = BigInt(`0x${match[2]}${match[3]}`);
  const exponent = Number(match[4] ?? "0") - 4 * (match[3] as string).length;
  const magnitude = mantissa === 0n || exponent < -5000 - 4 * trimmed.length
    ? 0
    : exponent > 5000
    ? Infinity
    : scaleToDouble(mantissa, exponent);
  return match[1] === "-" ? -magnitude : magnitude;
}
