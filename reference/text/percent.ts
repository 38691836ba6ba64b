/**
 * `text % values`, read: the conversions of a printf-like format, and what they write of numbers
 * (C: `unicode_format`).
 *
 * @module
 */

import { codePointIndexOf, codePointLength, codePointSlice } from "./code_points.ts";
import { Fault } from "./fault.ts";
import { isNegative, unsignedFloatText } from "./float_text.ts";

/** One `%...` of a format, its width and precision known. */
export interface Conversion {
  readonly leftAlign: boolean;
  readonly plus: boolean;
  readonly space: boolean;
  readonly alternate: boolean;
  readonly zero: boolean;
  /** -1 when not given. */
  readonly width: number;
  /** -1 when not given. */
  readonly precision: number;
  readonly type: string;
  /** Where the type letter stands, in UTF-16 units. */
  readonly at: number;
}

/** Where a conversion gets what it does not say itself: asked as it is read, before the rest of it is looked at. */
export interface PercentSource {
  /** A name follows; complains where there is nothing to look into. */
  expectMapping(): void;
  /** The value of a name takes the place of all arguments. */
  enter(key: string): void;
  /** A width or precision that an argument gives. */
  star(cType: "ssize_t" | "int"): number;
  /** Raises what is wrong with the format. */
  fail(fault: Fault): never;
}

/** The conversion behind the `%` before `start`, and where the format goes on. */
export function readConversion(
  format: string,
  start: number,
  source: PercentSource,
): { readonly conversion: Conversion; readonly end: number } {
  let at = start;
  if (format[at] === "(") {
    source.expectMapping();
    let open = 1;
    const from = ++at;
    while (open > 0) {
      if (at >= format.length) source.fail(new Fault("ValueError", "incomplete format key"));
      if (format[at] === ")") open--;
      else if (format[at] === "(") open++;
      at++;
    }
    source.enter(format.slice(from, at - 1));
  }
  const flagsFrom = at;
  while ("-+ #0".includes(format[at] ?? "x")) at++;
  const flags = format.slice(flagsFrom, at);
  const number = (what: "width" | "precision", cType: "ssize_t" | "int"): number => {
    if (format[at] === "*") {
      at++;
      return source.star(cType);
    }
    const from = at;
    while (/[0-9]/.test(format[at] ?? "")) at++;
    const value = BigInt(format.slice(from, at));
    if (value > MOST[cType]) source.fail(new Fault("ValueError", `${what} too big`));
    return Number(value);
  };
  let width = -1;
  let leftAlign = flags.includes("-");
  if (/[0-9*]/.test(format[at] ?? "")) {
    width = number("width", "ssize_t");
    if (width < 0) {
      leftAlign = true;
      width = -width;
    }
  }
  let precision = -1;
  if (format[at] === ".") {
    at++;
    precision = Math.max(0, number("precision", "int"));
  }
  if (/[hlL]/.test(format[at] ?? "")) at++;
  if (at >= format.length) source.fail(new Fault("ValueError", "incomplete format"));
  const type = String.fromCodePoint(format.codePointAt(at) as number);
  return {
    conversion: {
      leftAlign,
      plus: flags.includes("+"),
      space: flags.includes(" "),
      alternate: flags.includes("#"),
      zero: flags.includes("0"),
      width,
      precision,
      type,
      at,
    },
    end: at + type.length,
  };
}

/** Most that a number of C can be. */
const MOST = { ssize_t: 2n ** 63n - 1n, int: 2n ** 31n - 1n } as const;

/** The complaint about a letter that is no conversion; it names the index in code points. Bytes show any letter. */
export function unsupportedConversion(
  format: string,
  { type, at }: Pick<Conversion, "type" | "at">,
  kind: "string" | "bytes",
): Fault {
  const code = type.codePointAt(0) as number;
  const shown = kind === "bytes" || (code >= 31 && code < 127) ? type : "?";
  return new Fault(
    "ValueError",
    `unsupported format character '${shown}' (0x${code.toString(16)}) at index ${codePointIndexOf(format, at)}`,
  );
}

const BASES: Readonly<Record<string, readonly [base: number, prefix: string]>> = {
  o: [8, "0o"],
  x: [16, "0x"],
  X: [16, "0X"],
};

/** `%d %i %u %o %x %X` of an int. */
export function percentInt(value: bigint, conversion: Conversion): string {
  const [base, prefix] = BASES[conversion.type] ?? [10, ""];
  let digits = (value < 0n ? -value : value).toString(base);
  if (conversion.type === "X") digits = digits.toUpperCase();
  if (conversion.precision >= 0) digits = digits.padStart(conversion.precision, "0");
  return padNumber(value < 0n, conversion.alternate ? prefix : "", digits, conversion);
}

/** `%e %f %g` and their upper-case forms of a float. */
export function percentFloat(value: number, conversion: Conversion): string {
  const text = unsignedFloatText(value, {
    type: conversion.type.toLowerCase() as "e" | "f" | "g",
    precision: conversion.precision < 0 ? 6 : conversion.precision,
    alternate: conversion.alternate,
    addDotZero: false,
  });
  const upper = conversion.type === conversion.type.toUpperCase();
  return padNumber(isNegative(value), "", upper ? text.toUpperCase() : text, conversion);
}

function padNumber(negative: boolean, prefix: string, digits: string, conversion: Conversion): string {
  const sign = negative ? "-" : conversion.plus ? "+" : conversion.space ? " " : "";
  const missing = Math.max(0, conversion.width - sign.length - prefix.length - digits.length);
  if (conversion.leftAlign) return sign + prefix + digits + " ".repeat(missing);
  if (conversion.zero) return sign + prefix + "0".repeat(missing) + digits;
  return " ".repeat(missing) + sign + prefix + digits;
}

/** `%s %r %a %c %%`: text cut to the precision and padded. */
export function percentText(text: string, conversion: Conversion): string {
  const cut = conversion.precision < 0 ? text : codePointSlice(text, 0, conversion.precision);
  const missing = " ".repeat(Math.max(0, conversion.width - codePointLength(cut)));
  return conversion.leftAlign ? cut + missing : missing + cut;
}
