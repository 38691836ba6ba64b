/**
 * Reading numbers from text: `int(text, base)`, `float(text)` and `complex(text)`.
 *
 * @module
 */

import { Fault } from "./fault.ts";
import { decimalValue } from "./format_spec.ts";
import { strRepr } from "./escapes.ts";

/** White space around a number: C's in ASCII, Unicode's beyond (narrower than what `str.strip` removes). */
const SPACE = "[\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]*";
const SPACE_AROUND = new RegExp(`^${SPACE}|${SPACE}$`, "g");

function stripSpace(text: string): string {
  return text.replace(SPACE_AROUND, "");
}

/** Decimal digits of all scripts as ASCII digits. */
function toAsciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, decimalValue);
}

/** Prefix letters of a base. */
const PREFIX_BASES: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16 };

/** Largest number of digits that Python converts to or from a base that is no power of two, until told otherwise. */
export const DEFAULT_MAX_DIGITS = 4300;
/** The least that it can be told; so many are always converted. */
export const LEAST_MAX_DIGITS = 640;

/**
 * `int(text, base)` for base 0 or 2..36. `shown` is the repr for the message (bytes have another one). More than `maxDigits` are
 * refused; 0 stands for no limit.
 */
export function parseInt(
  text: string,
  base: number,
  shown: string = strRepr(text),
  maxDigits: number = DEFAULT_MAX_DIGITS,
): bigint | Fault {
  const invalid = () => new Fault("ValueError", `invalid literal for int() with base ${base}: ${shown.slice(0, 200)}`);
  const match = /^([+-]?)(?:0([box])_?)?([0-9a-z]+(?:_[0-9a-z]+)*)$/i.exec(toAsciiDigits(stripSpace(text)));
  if (match === null) return invalid();
  let [, sign, letter, digits] = match as unknown as [string, string, string | undefined, string];
  let actual = base;
  if (letter !== undefined) {
    const named = PREFIX_BASES[letter.toLowerCase()] as number;
    if (base === 0 || base === named) {
      actual = named;
    } else {
      // In another base the prefix is made of ordinary digits (int("0b1", 16)); an underscore after it is as well.
      digits = (/^[+-]?(.*)$/.exec(match[0]) as RegExpExecArray)[1] as string;
      letter = undefined;
    }
  }
  if (actual === 0) {
    actual = 10;
    // Without prefix a leading zero would be ambiguous; only zero itself may have it.
    if (digits.startsWith("0") && /[^0_]/.test(digits)) return invalid();
  }
  const clean = digits.replaceAll("_", "").toLowerCase();
  let value = 0n;
  const bigBase = BigInt(actual);
  for (const char of clean) {
    const code = char.charCodeAt(0);
    if ((code <= 57 ? code - 48 : code - 87) >= actual) return invalid();
  }
  if (maxDigits > 0 && clean.length > maxDigits && (actual & (actual - 1)) !== 0) {
    return new Fault(
      "ValueError",
      `Exceeds the limit (${maxDigits} digits) for integer string conversion: value has ${clean.length} digits; ` +
        "use sys.set_int_max_str_digits() to increase the limit",
    );
  }
  if (actual === 10) value = BigInt(clean);
  else for (const char of clean) value = value * bigBase + BigInt(Number.parseInt(char, 36));
  return sign === "-" ? -value : value;
}

const FLOAT = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+(?:_\d+)*)?$/i;
const SPECIAL = /^([+-]?)(inf|infinity|nan)$/i;

function floatOrNull(text: string): number | null {
  const special = SPECIAL.exec(text);
  if (special !== null) {
    const value = (special[2] as string).toLowerCase() === "nan" ? NaN : Infinity;
    return special[1] === "-" ? -value : value;
  }
  return FLOAT.test(text) ? Number(text.replaceAll("_", "")) : null;
}

/** `float(text)`; `shown` is the repr for the message. */
export function parseFloat(text: string, shown: string = strRepr(text)): number | Fault {
  return floatOrNull(toAsciiDigits(stripSpace(text))) ??
    new Fault("ValueError", `could not convert string to float: ${shown}`);
}

/** `complex(text)`: real and imaginary part. */
export function parseComplex(text: string): readonly [re: number, im: number] | Fault {
  const malformed = new Fault("ValueError", "complex() arg is a malformed string");
  let body = toAsciiDigits(stripSpace(text));
  if (body.startsWith("(") && body.endsWith(")")) body = stripSpace(body.slice(1, -1));
  if (!/j$/i.test(body)) {
    const re = floatOrNull(body);
    return re === null ? malformed : [re, 0];
  }
  const withoutJ = body.slice(0, -1);
  // The imaginary part starts at the last sign that is not the sign of an exponent.
  const match = /^(.*?[^e]|)([+-](?:[\d._]+(?:e[+-]?\d+)?|inf|infinity|nan)?)$/i.exec(withoutJ);
  const realText = match === null ? "" : match[1] as string;
  const imaginaryText = match === null ? withoutJ : match[2] as string;
  const re = realText === "" ? 0 : floatOrNull(realText);
  const im = /^[+-]?$/.test(imaginaryText) ? Number(`${imaginaryText}1`) : floatOrNull(imaginaryText);
  return re === null || im === null ? malformed : [re, im];
}
