/**
 * The format-specification mini-language, read: `[[fill]align][sign][z][#][0][width][,_][.precision][type]`
 * (C: `parse_internal_render_format_spec`).
 *
 * @module
 */

import { Fault } from "./fault.ts";

/** A specification as read. */
export interface FormatSpec {
  /** One code point. */
  readonly fill: string;
  readonly align: Align;
  readonly sign: "" | "+" | "-" | " ";
  /** `z`: a result that rounds to minus zero loses its sign. */
  readonly noNegativeZero: boolean;
  readonly alternate: boolean;
  /** -1 when not given. */
  readonly width: number;
  readonly grouping: "" | "," | "_";
  /** -1 when not given. */
  readonly precision: number;
  /** Empty when not given and the kind of value has no default. */
  readonly type: string;
}

/** `=` puts the padding between sign and digits. */
export type Align = "<" | ">" | "=" | "^";

/** What the kind of value formatted brings along. */
export interface SpecDefaults {
  readonly type: "" | "d" | "s";
  readonly align: "<" | ">";
  /** Name of the value's type, for messages. */
  readonly typeName: string;
}

const SIGNS = "+- ";
/** Largest width or precision. */
export const MAX_NUMBER: bigint = 2n ** 63n - 1n;

function isAlign(text: string | undefined): text is Align {
  return text === "<" || text === ">" || text === "=" || text === "^";
}

/** Reads a specification. */
export function parseFormatSpec(text: string, defaults: SpecDefaults): FormatSpec | Fault {
  const points = Array.from(text);
  let at = 0;
  let fill = " ";
  let align: Align = defaults.align;
  let fillGiven = false;
  let alignGiven = false;
  if (isAlign(points[1])) {
    fill = points[0] as string;
    align = points[1];
    fillGiven = alignGiven = true;
    at = 2;
  } else if (isAlign(points[0])) {
    align = points[0];
    alignGiven = true;
    at = 1;
  }

  const take = (wanted: string): boolean => {
    if (points[at] !== wanted) return false;
    at++;
    return true;
  };
  const number = (): number | Fault => {
    let digits = "";
    while (/^\p{Nd}$/u.test(points[at] ?? "")) digits += decimalValue(points[at++] as string);
    if (digits === "") return -1;
    if (BigInt(digits) > MAX_NUMBER) return new Fault("ValueError", "Too many decimal digits in format string");
    return Number(digits);
  };

  const sign = SIGNS.includes(points[at] ?? "x") ? points[at++] as "+" | "-" | " " : "";
  const noNegativeZero = take("z");
  const alternate = take("#");
  if (!fillGiven && take("0")) {
    fill = "0";
    if (!alignGiven && defaults.align === ">") align = "=";
  }
  const width = number();
  if (width instanceof Fault) return width;
  let grouping: "" | "," | "_" = take(",") ? "," : "";
  if (points[at] === "_") {
    if (grouping !== "") return commaAndUnderscore();
    grouping = "_";
    at++;
  }
  if (grouping === "_" && points[at] === ",") return commaAndUnderscore();
  let precision: number | Fault = -1;
  if (take(".")) {
    precision = number();
    if (precision instanceof Fault) return precision;
    if (precision < 0) return new Fault("ValueError", "Format specifier missing precision");
  }
  if (points.length - at > 1) {
    return new Fault("ValueError", `Invalid format specifier '${text}' for object of type '${defaults.typeName}'`);
  }
  const type = points[at] ?? defaults.type;
  const spec = { fill, align, sign, noNegativeZero, alternate, width, grouping, precision, type } as const;
  return groupingFault(spec) ?? spec;
}

/** Value of a decimal digit of any script. */
export function decimalValue(digit: string): string {
  if (digit >= "0" && digit <= "9") return digit;
  // Decimal digits come in runs of ten with rising values, each run starting at a multiple of ten from its zero.
  let zero = digit.codePointAt(0) as number;
  let value = 0;
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) {
    zero--;
    value++;
  }
  return String(value);
}

function commaAndUnderscore(): Fault {
  return new Fault("ValueError", "Cannot specify both ',' and '_'.");
}

/** Presentation types that may group digits; an empty type is a float's default. */
const GROUPED_TYPES = new Set(["d", "e", "f", "g", "E", "G", "%", "F", ""]);

function groupingFault({ grouping, type }: FormatSpec): Fault | null {
  if (grouping === "" || GROUPED_TYPES.has(type)) return null;
  if (grouping === "_" && "boxX".includes(type)) return null;
  return new Fault("ValueError", `Cannot specify '${grouping}' with ${quotedType(type)}.`);
}

/** The complaint about a presentation type that the kind of value does not have. */
export function unknownType(type: string, typeName: string): Fault {
  return new Fault("ValueError", `Unknown format code ${quotedType(type)} for object of type '${typeName}'`);
}

/** A presentation type in quotes; as a number where it is not visible ASCII. */
function quotedType(type: string): string {
  const code = type.codePointAt(0) as number;
  return code > 32 && code < 128 ? `'${type}'` : `'\\x${code.toString(16)}'`;
}
