/**
 * `text % values`, read: a printf-like format as literal texts and conversions, and the conversions of numbers
 * (C: `unicode_format`).
 *
 * @module
 */

import { codePointIndexOf, codePointLength, codePointSlice } from "./code_points.ts";
import { Fault } from "./fault.ts";
import { isNegative, unsignedFloatText } from "./float_text.ts";

/** One `%...` of a format. */
export interface Conversion {
  /** Name in parentheses, or null. */
  readonly key: string | null;
  readonly leftAlign: boolean;
  readonly plus: boolean;
  readonly space: boolean;
  readonly alternate: boolean;
  readonly zero: boolean;
  /** -1 when not given; `*` when an argument says it. */
  readonly width: number | "*";
  /** -1 when not given; `*` when an argument says it. */
  readonly precision: number | "*";
  readonly type: string;
  /** Where the type letter stands, in code points: messages name it. */
  readonly index: number;
}

/** A format in pieces; a fault comes last and is only met by who gets that far. */
export type Piece = string | Conversion | Fault;

/** Cuts a format into literal texts and conversions. */
export function parsePercentFormat(format: string): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  while (at < format.length) {
    const percent = format.indexOf("%", at);
    if (percent < 0) {
      pieces.push(format.slice(at));
      break;
    }
    if (percent > at) pieces.push(format.slice(at, percent));
    at = percent + 1;
    const read = readConversion(format, at);
    if (read instanceof Fault) {
      pieces.push(read);
      break;
    }
    pieces.push(read.conversion);
    at = read.end;
  }
  return pieces;
}

function readConversion(format: string, start: number): { conversion: Conversion; end: number } | Fault {
  let at = start;
  let key: string | null = null;
  if (format[at] === "(") {
    let open = 1;
    const from = ++at;
    while (open > 0) {
      if (at >= format.length) return new Fault("ValueError", "incomplete format key");
      if (format[at] === ")") open--;
      else if (format[at] === "(") open++;
      at++;
    }
    key = format.slice(from, at - 1);
  }
  const flagsFrom = at;
  while ("-+ #0".includes(format[at] ?? "x")) at++;
  const flags = format.slice(flagsFrom, at);
  const number = (what: string): number | "*" | Fault => {
    if (format[at] === "*") {
      at++;
      return "*";
    }
    const from = at;
    while (/[0-9]/.test(format[at] ?? "")) at++;
    const value = BigInt(format.slice(from, at));
    return value > (what === "width" ? 2n ** 63n - 1n : 2n ** 31n - 1n)
      ? new Fault("ValueError", `${what} too big`)
      : Number(value);
  };
  let width: number | "*" | Fault = -1;
  if (/[0-9*]/.test(format[at] ?? "")) width = number("width");
  if (width instanceof Fault) return width;
  let precision: number | "*" | Fault = -1;
  if (format[at] === ".") {
    at++;
    precision = number("precision");
    if (precision instanceof Fault) return precision;
  }
  if (/[hlL]/.test(format[at] ?? "")) at++;
  if (at >= format.length) return new Fault("ValueError", "incomplete format");
  const type = String.fromCodePoint(format.codePointAt(at) as number);
  return {
    conversion: {
      key,
      leftAlign: flags.includes("-"),
      plus: flags.includes("+"),
      space: flags.includes(" "),
      alternate: flags.includes("#"),
      zero: flags.includes("0"),
      width,
      precision,
      type,
      index: codePointIndexOf(format, at),
    },
    end: at + type.length,
  };
}

/** A conversion whose width and precision are known numbers; -1 for none. */
export interface SizedConversion extends Conversion {
  readonly width: number;
  readonly precision: number;
}

/** The complaint about a letter that is no conversion. */
export function unsupportedConversion({ type, index }: Conversion): Fault {
  const code = type.codePointAt(0) as number;
  const shown = code > 31 && code < 127 ? type : "?";
  return new Fault("ValueError", `unsupported format character '${shown}' (0x${code.toString(16)}) at index ${index}`);
}

const BASES: Readonly<Record<string, readonly [base: number, prefix: string]>> = {
  o: [8, "0o"],
  x: [16, "0x"],
  X: [16, "0X"],
};

/** `%d %i %u %o %x %X` of an int. */
export function percentInt(value: bigint, conversion: SizedConversion): string {
  const [base, prefix] = BASES[conversion.type] ?? [10, ""];
  let digits = (value < 0n ? -value : value).toString(base);
  if (conversion.type === "X") digits = digits.toUpperCase();
  if (conversion.precision >= 0) digits = digits.padStart(conversion.precision, "0");
  return padNumber(value < 0n, conversion.alternate ? prefix : "", digits, conversion);
}

/** `%e %f %g` and their upper-case forms of a float. */
export function percentFloat(value: number, conversion: SizedConversion): string {
  const text = unsignedFloatText(value, {
    type: conversion.type.toLowerCase() as "e" | "f" | "g",
    precision: conversion.precision < 0 ? 6 : conversion.precision,
    alternate: conversion.alternate,
    addDotZero: false,
  });
  const upper = conversion.type === conversion.type.toUpperCase();
  return padNumber(isNegative(value), "", upper ? text.toUpperCase() : text, conversion);
}

function padNumber(negative: boolean, prefix: string, digits: string, conversion: SizedConversion): string {
  const sign = negative ? "-" : conversion.plus ? "+" : conversion.space ? " " : "";
  const missing = Math.max(0, conversion.width - sign.length - prefix.length - digits.length);
  if (conversion.leftAlign) return sign + prefix + digits + " ".repeat(missing);
  if (conversion.zero) return sign + prefix + "0".repeat(missing) + digits;
  return " ".repeat(missing) + sign + prefix + digits;
}

/** `%s %r %a %c %%`: text cut to the precision and padded. */
export function percentText(text: string, conversion: SizedConversion): string {
  const cut = conversion.precision < 0 ? text : codePointSlice(text, 0, conversion.precision);
  const missing = " ".repeat(Math.max(0, conversion.width - codePointLength(cut)));
  return conversion.leftAlign ? cut + missing : missing + cut;
}
