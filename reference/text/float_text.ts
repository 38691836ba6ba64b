/**
 * Texts of doubles: Python's `repr` and the presentation types `e f g %` (C: `PyOS_double_to_string`).
 *
 * @module
 */

import { type DecimalDigits, scaledToInteger, shortestDigits, significantDigits } from "./exact_decimal.ts";

/** How a double is laid out. `r` is repr: shortest digits. */
export interface FloatLayout {
  readonly type: "e" | "f" | "g" | "r";
  /** Digits after the point (`e`, `f`) or significant digits (`g`); ignored by `r`. */
  readonly precision: number;
  /** `#`: keep the point and, with `g`, trailing zeros. */
  readonly alternate: boolean;
  /** Whether a text that looks like an int gets `.0`; `g` then turns to exponents one digit earlier. */
  readonly addDotZero: boolean;
}

/** Text of the absolute value of a double, without sign; `inf` and `nan` included. */
export function unsignedFloatText(value: number, layout: FloatLayout): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return "inf";
  switch (layout.type) {
    case "e":
      return withExponent(significantDigits(value, layout.precision + 1), layout.alternate);
    case "f":
      return fixed(value, layout.precision, layout.alternate);
    case "g":
      return general(value, layout);
    case "r":
      return positional(shortestDigits(value), 16, layout);
  }
}

/** `repr(value)` of a float. */
export function floatRepr(value: number): string {
  // JavaScript writes the same digits, and between these bounds the point where Python does.
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e16) return Number.isInteger(value) ? `${value}.0` : `${value}`;
  const text = unsignedFloatText(value, { type: "r", precision: 0, alternate: false, addDotZero: true });
  return isNegative(value) ? `-${text}` : text;
}

/** True for negative numbers and -0.0, false for nan whatever its sign bit. */
export function isNegative(value: number): boolean {
  return value < 0 || Object.is(value, -0);
}

function fixed(value: number, precision: number, alternate: boolean): string {
  const digits = scaledToInteger(value, precision).toString().padStart(precision + 1, "0");
  const point = digits.length - precision;
  if (precision === 0) return alternate ? `${digits}.` : digits;
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

function withExponent({ digits, exponent }: DecimalDigits, alternate: boolean): string {
  const point = digits.length > 1 || alternate ? "." : "";
  const sign = exponent < 0 ? "-" : "+";
  return `${digits[0]}${point}${digits.slice(1)}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

function general(value: number, layout: FloatLayout): string {
  const precision = Math.max(layout.precision, 1);
  const rounded = significantDigits(value, precision);
  const digits = layout.alternate ? rounded.digits : rounded.digits.replace(/(?<=.)0+$/, "");
  return positional({ digits, exponent: rounded.exponent }, precision - (layout.addDotZero ? 1 : 0), layout);
}

/** Positional notation where the exponent is in -4 .. threshold - 1, else with an exponent. */
function positional({ digits, exponent }: DecimalDigits, threshold: number, layout: FloatLayout): string {
  if (exponent < -4 || exponent >= threshold) return withExponent({ digits, exponent }, layout.alternate);
  const whole = exponent < 0 ? "0" : digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  const part = exponent < 0 ? "0".repeat(-exponent - 1) + digits : digits.slice(exponent + 1);
  if (part !== "") return `${whole}.${part}`;
  if (layout.addDotZero) return `${whole}.0`;
  return layout.alternate ? `${whole}.` : whole;
}
