/**
 * Numbers from text, as `int(text, base)` and `float(text)` read them.
 *
 * @module
 */

import { normalizeInt, type PyInt } from "../values/value.ts";

// deno-lint-ignore no-control-regex -- the information separators are white space in Python
const SPACE = /^[\s\x1c-\x1f\x85]+|[\s\x1c-\x1f\x85]+$/g;

/** Cuts white space off both ends, as `str.strip()` without argument. */
export function stripSpace(text: string): string {
  return text.replace(SPACE, "");
}

/** Decimal digits of any script as ASCII ones. */
function asciiDigits(text: string): string {
  if (!/[^ -~]/.test(text)) return text;
  return Array.from(text, (char) => {
    if (!/\p{Nd}/u.test(char)) return char;
    // Digits of a script are ten in a row; their zero is the first of the run.
    let zero = char.codePointAt(0) as number;
    const code = zero;
    while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
    return String(code - zero);
  }).join("");
}

const PREFIXES: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16 };

/** Value of a digit character up to base 36, or 36. */
function digitValue(char: string): number {
  const value = Number.parseInt(char, 36);
  return Number.isNaN(value) ? 36 : value;
}

/** Parses an int; base 0 takes the base from the prefix. Null when the text is malformed (`PyLong_FromUnicodeObject`). */
export function parseInt10(text: string, base: number): PyInt | null {
  const match = /^([+-]?)(?:0([box]))?_?(.*)$/is.exec(asciiDigits(stripSpace(text)));
  if (match === null) return null;
  let radix = base;
  let digits = match[3] as string;
  const named = match[2] === undefined ? undefined : PREFIXES[match[2].toLowerCase()];
  if (named !== undefined && (base === 0 || base === named)) radix = named;
  else {
    // Not a prefix in this base: the letters are digits.
    digits = asciiDigits(stripSpace(text)).slice((match[1] as string).length);
    if (base === 0) {
      radix = 10;
      if (/^0/.test(digits) && !/^[0_]+$/.test(digits)) return null;
    }
  }
  if (!/^[0-9a-z]+(?:_[0-9a-z]+)*$/i.test(digits)) return null;
  digits = digits.replaceAll("_", "");
  for (const char of digits) if (digitValue(char) >= radix) return null;
  const value = radix === 10 ? BigInt(digits) : bigintOf(digits, radix);
  return normalizeInt(match[1] === "-" ? -value : value);
}

function bigintOf(digits: string, radix: number): bigint {
  const prefix = radix === 2 ? "0b" : radix === 8 ? "0o" : radix === 16 ? "0x" : "";
  if (prefix !== "") return BigInt(prefix + digits);
  let value = 0n;
  const base = BigInt(radix);
  for (const char of digits) value = value * base + BigInt(digitValue(char));
  return value;
}

const FLOAT = /^[+-]?(?:(?:\d+(?:_\d+)*)?\.?(?:\d+(?:_\d+)*)?(?:e[+-]?\d+(?:_\d+)*)?|inf|infinity|nan)$/i;

/** Parses a float; null when the text is malformed (`PyFloat_FromString`). */
export function parseFloatText(text: string): number | null {
  const trimmed = asciiDigits(stripSpace(text));
  if (!FLOAT.test(trimmed) || !/\d|inf|nan/i.test(trimmed.replace(/e.*$/i, (tail) => (/^e/i.test(tail) ? "" : tail)))) {
    return null;
  }
  const body = trimmed.replace(/^[+-]/, "").toLowerCase();
  const negative = trimmed.startsWith("-");
  const magnitude = body.startsWith("inf") ? Infinity : body === "nan" ? NaN : Number(body.replaceAll("_", ""));
  if (body !== "nan" && Number.isNaN(magnitude)) return null;
  return negative ? -magnitude : magnitude;
}
