/**
 * The format mini-language: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`, for int, float and str.
 *
 * @module
 */

import { floatMagnitude, isNegative } from "./float_text.ts";

/** A refusal: the exception to raise. */
export interface FormatFault {
  readonly type: "ValueError" | "OverflowError";
  readonly message: string;
}

/** A parsed specification. `align` and `fill` are "" where the text names none. */
export interface FormatSpec {
  readonly fill: string;
  readonly align: "" | "<" | ">" | "=" | "^";
  readonly sign: "" | "+" | "-" | " ";
  readonly noNegativeZero: boolean;
  readonly alternate: boolean;
  /** -1: none. */
  readonly width: number;
  readonly grouping: "" | "," | "_";
  /** -1: none. */
  readonly precision: number;
  /** "" where the text names none. */
  readonly type: string;
}

function fault(message: string): FormatFault {
  return { type: "ValueError", message };
}

/** True for a refusal. */
export function isFault(result: string | FormatSpec | FormatFault): result is FormatFault {
  return typeof result === "object" && "message" in result;
}

const ALIGNMENTS = "<>=^";

/** Types that may be grouped with `,` and with `_`. */
const GROUPABLE: Readonly<Record<string, string>> = { ",": "defgEG%F", "_": "defgEG%FbxoX" };

/**
 * Parses a specification for a value of the type named (`parse_internal_render_format_spec`). Numbers (`isText` false) take a leading zero for `=`
 * alignment.
 */
export function parseFormatSpec(text: string, typeName: string, isText = typeName === "str"): FormatSpec | FormatFault {
  const chars = Array.from(text);
  let at = 0;
  const peek = (ahead = 0): string => chars[at + ahead] ?? "";
  let fill = "";
  let align = "";
  if (peek(1) !== "" && ALIGNMENTS.includes(peek(1))) {
    fill = peek();
    align = peek(1);
    at += 2;
  } else if (peek() !== "" && ALIGNMENTS.includes(peek())) {
    align = peek();
    at++;
  }
  const take = (options: string): string => {
    const char = peek();
    if (char === "" || !options.includes(char)) return "";
    at++;
    return char;
  };
  const sign = take("+- ");
  const noNegativeZero = take("z") !== "";
  const alternate = take("#") !== "";
  if (fill === "" && peek() === "0") {
    fill = "0";
    if (align === "" && !isText) align = "=";
    at++;
  }
  const number = (): number | FormatFault => {
    const from = at;
    while (/^[0-9]$/.test(peek())) at++;
    if (at === from) return -1;
    const value = Number(chars.slice(from, at).join(""));
    return value > 9223372036854775807 ? fault("Too many decimal digits in format string") : value;
  };
  const width = number();
  if (typeof width === "object") return width;
  let grouping = take(",");
  const underscore = take("_");
  if (grouping !== "" && underscore !== "") return fault("Cannot specify both ',' and '_'.");
  grouping = grouping || underscore;
  if (grouping === "_" && peek() === ",") return fault("Cannot specify both ',' and '_'.");
  let precision = -1;
  if (take(".") !== "") {
    const digits = number();
    if (typeof digits === "object") return digits;
    if (digits < 0) return fault("Format specifier missing precision");
    precision = digits;
  }
  if (chars.length - at > 1) {
    return fault(`Invalid format specifier '${text}' for object of type '${typeName}'`);
  }
  const type = peek();
  const presentation = type === "" && isText ? "s" : type;
  if (grouping !== "" && presentation !== "" && !(GROUPABLE[grouping] as string).includes(presentation)) {
    return fault(`Cannot specify '${grouping}' with '${shownCode(presentation)}'.`);
  }
  return {
    fill,
    align: align as FormatSpec["align"],
    sign: sign as FormatSpec["sign"],
    noNegativeZero,
    alternate,
    width,
    grouping: grouping as FormatSpec["grouping"],
    precision,
    type,
  };
}

/** A format code as errors show it. */
export function shownCode(type: string): string {
  return type > " " && type < "\x80" ? type : `\\x${type.codePointAt(0)?.toString(16)}`;
}

function unknownCode(type: string, typeName: string): FormatFault {
  return fault(`Unknown format code '${shownCode(type)}' for object of type '${typeName}'`);
}

function codePointCount(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** Puts fill characters around a text of which `prefix` is the sign and base prefix. */
function pad(spec: FormatSpec, prefix: string, body: string, align: "<" | ">" | "=" | "^"): string {
  const missing = spec.width - codePointCount(prefix) - codePointCount(body);
  if (missing <= 0) return prefix + body;
  const fill = spec.fill === "" ? " " : spec.fill;
  switch (align) {
    case "<":
      return prefix + body + fill.repeat(missing);
    case ">":
      return fill.repeat(missing) + prefix + body;
    case "=":
      return prefix + fill.repeat(missing) + body;
    case "^":
      return fill.repeat(missing >> 1) + prefix + body + fill.repeat(missing - (missing >> 1));
  }
}

/** Groups digits from the right; with zero fill in `=` alignment the zeros are grouped, too, up to the width. */
function group(digits: string, separator: string, size: number, minWidth: number): string {
  if (separator === "") return digits.padStart(Math.max(minWidth, 0), "0");
  // From the right.
  const groups: string[] = [];
  let end = digits.length;
  let length = 0;
  for (; end > size; end -= size) {
    groups.push(digits.slice(end - size, end));
    length += size + 1;
  }
  let rest = digits.slice(0, end);
  // Zeros are added in whole groups as long as the width asks for them.
  while (length + Math.max(rest.length, 1) < minWidth) {
    const room = minWidth - length;
    if (room <= size) {
      rest = rest.padStart(room, "0");
      break;
    }
    rest = rest.padStart(size, "0");
    length += size + 1;
    groups.push(rest);
    rest = "";
    // A separator alone may not lead: one more zero goes before it.
    if (length >= minWidth) rest = "0";
  }
  groups.push(rest);
  return groups.reverse().join(separator);
}

function signText(spec: FormatSpec, negative: boolean): string {
  if (negative) return "-";
  return spec.sign === "+" || spec.sign === " " ? spec.sign : "";
}

const BASES: Readonly<Record<string, readonly [radix: number, prefix: string]>> = {
  b: [2, "0b"],
  o: [8, "0o"],
  x: [16, "0x"],
  X: [16, "0X"],
};

/** Width that zero padding in `=` alignment has to fill by grouped digits; 0 when padding is done outside. */
function zeroWidth(spec: FormatSpec, taken: number): number {
  return spec.fill === "0" && (spec.align === "=" || spec.align === "") ? spec.width - taken : 0;
}

/** Whether a type of a specification makes a float of an int. */
export function isFloatType(type: string): boolean {
  return type !== "" && "eEfFgG%".includes(type);
}

/** `format(int, spec)`; `typeName` is int or bool's name for messages (`format_long_internal`). */
export function formatInt(value: number | bigint, spec: FormatSpec, typeName = "int"): string | FormatFault {
  const { type } = spec;
  if (isFloatType(type)) {
    const double = Number(value);
    if (!Number.isFinite(double)) return { type: "OverflowError", message: "int too large to convert to float" };
    return formatFloat(double, spec, typeName);
  }
  if (type !== "" && !"bcdoxXn".includes(type)) return unknownCode(type, typeName);
  if (spec.precision >= 0) return fault("Precision not allowed in integer format specifier");
  if (spec.noNegativeZero) {
    return fault("Negative zero coercion (z) not allowed in integer format specifier");
  }
  const align = spec.align === "" ? ">" : spec.align;
  if (type === "c") {
    if (spec.sign !== "") return fault("Sign not allowed with integer format specifier 'c'");
    if (spec.alternate) return fault("Alternate form (#) not allowed with integer format specifier 'c'");
    const code = Number(value);
    if (BigInt.asIntN(64, BigInt(value)) !== BigInt(value)) {
      return { type: "OverflowError", message: "Python int too large to convert to C long" };
    }
    if (!(code >= 0 && code < 0x110000)) return { type: "OverflowError", message: "%c arg not in range(0x110000)" };
    return pad(spec, "", String.fromCodePoint(code), align);
  }
  const [radix, basePrefix] = BASES[type] ?? [10, ""];
  const text = value.toString(radix);
  const negative = text.startsWith("-");
  let digits = negative ? text.slice(1) : text;
  if (type === "X") digits = digits.toUpperCase();
  const prefix = signText(spec, negative) + (spec.alternate ? basePrefix : "");
  const size = type !== "" && type in BASES ? 4 : 3;
  const body = group(digits, spec.grouping, size, spec.grouping === "" ? 0 : zeroWidth(spec, prefix.length));
  return pad(spec, prefix, body, align);
}

/** `format(float, spec)` (`format_float_internal`). */
export function formatFloat(value: number, spec: FormatSpec, typeName = "float"): string | FormatFault {
  const { type } = spec;
  if (type !== "" && !"eEfFgGn%".includes(type)) return unknownCode(type, typeName);
  const percent = type === "%";
  const number = percent ? value * 100 : value;
  let precision = spec.precision;
  let magnitude: string;
  if (type === "" && precision < 0) {
    magnitude = floatMagnitude(number, "r", 0, spec.alternate, true);
  } else {
    if (precision < 0) precision = 6;
    const lower = percent ? "f" : type === "" || type === "n" ? "g" : type.toLowerCase();
    magnitude = floatMagnitude(number, lower as "e" | "f" | "g", precision, spec.alternate, type === "");
  }
  if (type === "E" || type === "F" || type === "G") magnitude = magnitude.toUpperCase();
  let negative = isNegative(number);
  if (negative && spec.noNegativeZero && /^[0.]*(e[+-]\d+)?$/i.test(magnitude)) negative = false;
  const prefix = signText(spec, negative);
  const tail = percent ? "%" : "";
  const match = /^\d+/.exec(magnitude);
  let body = magnitude + tail;
  if (match !== null && spec.grouping !== "") {
    const rest = magnitude.slice(match[0].length) + tail;
    body = group(match[0], spec.grouping, 3, zeroWidth(spec, prefix.length + rest.length)) + rest;
  }
  return pad(spec, prefix, body, spec.align === "" ? ">" : spec.align);
}

/** `format(str, spec)` (`format_string_internal`). */
export function formatStr(value: string, spec: FormatSpec, typeName: string): string | FormatFault {
  if (spec.type !== "" && spec.type !== "s") return unknownCode(spec.type, typeName);
  if (spec.sign !== "") {
    return fault(
      spec.sign === " "
        ? "Space not allowed in string format specifier"
        : "Sign not allowed in string format specifier",
    );
  }
  if (spec.noNegativeZero) return fault("Negative zero coercion (z) not allowed in string format specifier");
  if (spec.alternate) return fault("Alternate form (#) not allowed in string format specifier");
  if (spec.grouping !== "") return fault(`Cannot specify '${spec.grouping}' with 's'.`);
  const { align } = spec;
  if (align === "=") return fault("'=' alignment not allowed in string format specifier");
  const text = spec.precision >= 0 ? Array.from(value).slice(0, spec.precision).join("") : value;
  return pad(spec, "", text, align === "" ? "<" : align);
}
