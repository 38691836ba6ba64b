/**
 * Parser of the `%` formats of str (`unicode_format_arg_parse`).
 *
 * @module
 */

import type { FormatFault } from "./format_spec.ts";

/** A number in a conversion: given, taken from the arguments (`*`), or absent. */
export type PercentNumber = number | "*" | null;

/** One conversion. */
export interface PercentConversion {
  /** Mapping key between parentheses, or null. */
  readonly key: string | null;
  readonly left: boolean;
  readonly plus: boolean;
  readonly blank: boolean;
  readonly alternate: boolean;
  readonly zero: boolean;
  readonly width: PercentNumber;
  readonly precision: PercentNumber;
  /** One character; `%` stands for itself. */
  readonly type: string;
  /** Code-point index of the type in the format, for messages. */
  readonly index: number;
}

/** Text to copy, or a conversion. */
export type PercentPart = string | PercentConversion;

function fault(message: string): FormatFault {
  return { type: "ValueError", message };
}

/** Splits a format. A malformed conversion ends the list with the error to raise there. */
export function parsePercent(format: string): (PercentPart | FormatFault)[] {
  const chars = Array.from(format);
  const parts: (PercentPart | FormatFault)[] = [];
  let at = 0;
  while (at < chars.length) {
    const from = at;
    while (at < chars.length && chars[at] !== "%") at++;
    if (at > from) parts.push(chars.slice(from, at).join(""));
    if (at >= chars.length) break;
    at++;
    let key: string | null = null;
    if (chars[at] === "(") {
      const start = ++at;
      for (let depth = 1; depth > 0; at++) {
        if (at >= chars.length) return [...parts, fault("incomplete format key")];
        if (chars[at] === "(") depth++;
        if (chars[at] === ")") depth--;
      }
      key = chars.slice(start, at - 1).join("");
    }
    const flags = new Set<string>();
    while (at < chars.length && "-+ #0".includes(chars[at] as string)) flags.add(chars[at++] as string);
    const number = (): PercentNumber => {
      if (chars[at] === "*") {
        at++;
        return "*";
      }
      const start = at;
      while (/^[0-9]$/.test(chars[at] ?? "")) at++;
      return at === start ? null : Number(chars.slice(start, at).join(""));
    };
    const width = number();
    let precision: PercentNumber = null;
    if (chars[at] === ".") {
      at++;
      precision = number() ?? 0;
    }
    // A length modifier is read and means nothing.
    if (at < chars.length && "hlL".includes(chars[at] as string)) at++;
    if (at >= chars.length) return [...parts, fault("incomplete format")];
    parts.push({
      key,
      left: flags.has("-"),
      plus: flags.has("+"),
      blank: flags.has(" "),
      alternate: flags.has("#"),
      zero: flags.has("0"),
      width,
      precision,
      type: chars[at] as string,
      index: at,
    });
    at++;
  }
  return parts;
}
