/**
 * Parser of the `%` formats of str (`unicode_format_arg_parse`).
 *
 * @module
 */

import type { FormatFault } from "./format_spec.ts";

/** One conversion, its width and precision known. */
export interface PercentConversion {
  readonly left: boolean;
  readonly plus: boolean;
  readonly blank: boolean;
  readonly alternate: boolean;
  readonly zero: boolean;
  /** Null for none. */
  readonly width: number | null;
  /** Null for none. */
  readonly precision: number | null;
  /** One character. */
  readonly type: string;
  /** Code-point index of the type in the format, for messages. */
  readonly index: number;
}

/** What a conversion asks for while it is parsed; each may raise. */
export interface PercentArguments {
  /** A key follows. */
  expectMapping(): void;
  /** The value of a key takes the place of all arguments. */
  lookUp(key: string): void;
  /** A width or precision that is an argument; `cType` is what C keeps it in. */
  size(cType: "ssize_t" | "int"): number;
  fail(fault: FormatFault): never;
}

/** Largest values, as text of 19 and 10 digits. */
const LIMITS = { ssize_t: 9223372036854775807n, int: 2147483647n } as const;

/** Parses the conversion behind a `%`; `from` and `end` count the characters of the format. */
export function parseConversion(
  chars: readonly string[],
  from: number,
  source: PercentArguments,
): { readonly conversion: PercentConversion; readonly end: number } {
  const fault = (message: string): never => source.fail({ type: "ValueError", message });
  let at = from;
  if (chars[at] === "(") {
    source.expectMapping();
    const start = ++at;
    for (let depth = 1; depth > 0; at++) {
      if (at >= chars.length) fault("incomplete format key");
      if (chars[at] === "(") depth++;
      if (chars[at] === ")") depth--;
    }
    source.lookUp(chars.slice(start, at - 1).join(""));
  }
  const flags = new Set<string>();
  while (at < chars.length && "-+ #0".includes(chars[at] as string)) flags.add(chars[at++] as string);
  const number = (cType: "ssize_t" | "int"): number | null => {
    if (chars[at] === "*") {
      at++;
      return source.size(cType);
    }
    const start = at;
    while (/^[0-9]$/.test(chars[at] ?? "")) at++;
    if (at === start) return null;
    const digits = chars.slice(start, at).join("");
    if (BigInt(digits) > LIMITS[cType]) fault(`${cType === "int" ? "precision" : "width"} too big`);
    return Number(digits);
  };
  const width = number("ssize_t");
  let precision: number | null = null;
  if (chars[at] === ".") {
    at++;
    precision = Math.max(number("int") ?? 0, 0);
  }
  // A length modifier is read and means nothing.
  if (at < chars.length && "hlL".includes(chars[at] as string)) at++;
  if (at >= chars.length) fault("incomplete format");
  const conversion = {
    left: flags.has("-") || (width ?? 0) < 0,
    plus: flags.has("+"),
    blank: flags.has(" "),
    alternate: flags.has("#"),
    zero: flags.has("0"),
    width: width === null ? null : Math.abs(width),
    precision,
    type: chars[at] as string,
    index: at,
  };
  return { conversion, end: at + 1 };
}
