/**
 * `format(value, spec)` for str, int, float and complex (C: `Python/formatter_unicode.c`).
 *
 * @module
 */

import { codePointLength, codePointSlice } from "./code_points.ts";
import { Fault } from "./fault.ts";
import { floatRepr, isNegative, unsignedFloatText } from "./float_text.ts";
import { type FormatSpec, parseFormatSpec, unknownType } from "./format_spec.ts";

/** `format(text, spec)`; an empty specification is the caller's business. */
export function formatStr(text: string, specText: string, typeName: string): string | Fault {
  const spec = parseFormatSpec(specText, { type: "s", align: "<", typeName });
  if (spec instanceof Fault) return spec;
  if (spec.type !== "s") return unknownType(spec.type, typeName);
  const where = "not allowed in string format specifier";
  if (spec.sign === " ") return new Fault("ValueError", `Space ${where}`);
  if (spec.sign !== "") return new Fault("ValueError", `Sign ${where}`);
  if (spec.noNegativeZero) return new Fault("ValueError", `Negative zero coercion (z) ${where}`);
  if (spec.alternate) return new Fault("ValueError", `Alternate form (#) ${where}`);
  if (spec.align === "=") return new Fault("ValueError", `'=' alignment ${where}`);
  return pad(spec.precision < 0 ? text : codePointSlice(text, 0, spec.precision), spec);
}

const INT_BASES: Readonly<Record<string, { readonly base: number; readonly prefix: string }>> = {
  b: { base: 2, prefix: "0b" },
  o: { base: 8, prefix: "0o" },
  x: { base: 16, prefix: "0x" },
  X: { base: 16, prefix: "0X" },
  d: { base: 10, prefix: "" },
  n: { base: 10, prefix: "" },
};

const FLOAT_TYPES = "eEfFgG%";

/** `format(value, spec)` of an int with a non-empty specification; `asFloat` is asked where it wants a float. */
export function formatInt(
  value: bigint,
  specText: string,
  typeName: string,
  asFloat?: () => number,
): string | Fault {
  const spec = parseFormatSpec(specText, { type: "d", align: ">", typeName });
  if (spec instanceof Fault) return spec;
  if (FLOAT_TYPES.includes(spec.type)) {
    if (asFloat !== undefined) return formatFloatBySpec(asFloat(), spec);
    const float = Number(value);
    if (!Number.isFinite(float)) return new Fault("OverflowError", "int too large to convert to float");
    return formatFloatBySpec(float, spec);
  }
  const base = INT_BASES[spec.type];
  if (base === undefined && spec.type !== "c") return unknownType(spec.type, typeName);
  if (spec.precision >= 0) return new Fault("ValueError", "Precision not allowed in integer format specifier");
  if (spec.noNegativeZero) {
    return new Fault("ValueError", "Negative zero coercion (z) not allowed in integer format specifier");
  }
  if (base === undefined) return formatCharacter(value, spec);
  const negative = value < 0n;
  const digits = (negative ? -value : value).toString(base.base);
  return layOut({
    sign: signText(negative, spec),
    prefix: spec.alternate ? base.prefix : "",
    digits: spec.type === "X" ? digits.toUpperCase() : digits,
    rest: "",
    groupSize: base.base === 10 ? 3 : 4,
  }, spec);
}

function formatCharacter(value: bigint, spec: FormatSpec): string | Fault {
  const where = "not allowed with integer format specifier 'c'";
  if (spec.sign !== "") return new Fault("ValueError", `Sign ${where}`);
  if (spec.alternate) return new Fault("ValueError", `Alternate form (#) ${where}`);
  if (BigInt.asIntN(64, value) !== value) {
    return new Fault("OverflowError", "Python int too large to convert to C long");
  }
  if (value < 0n || value > 0x10ffffn) return new Fault("OverflowError", "%c arg not in range(0x110000)");
  return layOut({ sign: "", prefix: "", digits: "", rest: String.fromCodePoint(Number(value)), groupSize: 0 }, spec);
}

/** `format(value, spec)` of a float with a non-empty specification. */
export function formatFloat(value: number, specText: string, typeName: string): string | Fault {
  const spec = parseFormatSpec(specText, { type: "", align: ">", typeName });
  if (spec instanceof Fault) return spec;
  if (spec.type !== "" && spec.type !== "n" && !FLOAT_TYPES.includes(spec.type)) {
    return unknownType(spec.type, typeName);
  }
  return formatFloatBySpec(value, spec);
}

function formatFloatBySpec(given: number, spec: FormatSpec): string | Fault {
  if (spec.precision > 2147483647) return new Fault("ValueError", "precision too big");
  const text = unsignedBySpec(spec.type === "%" ? given * 100 : given, spec);
  const negative = isNegative(given) && !losesSign(text, spec);
  const split = /^\d*/.exec(text) as RegExpExecArray;
  return layOut({
    sign: signText(negative, spec),
    prefix: "",
    digits: split[0],
    rest: text.slice(split[0].length),
    groupSize: 3,
  }, spec);
}

/** Whether `z` takes the minus away: the text shows no digit but zeros. */
function losesSign(text: string, spec: FormatSpec): boolean {
  return spec.noNegativeZero && /^[0.]+(e[+-]\d+)?%?$/i.test(text);
}

/** Text of the absolute value with `%` and upper case applied. */
function unsignedBySpec(value: number, spec: FormatSpec): string {
  const { alternate, precision } = spec;
  const lower = spec.type.toLowerCase();
  if (lower === "") {
    // No type: repr without precision; with one like `g`, but never looking like an int.
    const type = precision < 0 ? "r" : "g";
    return unsignedFloatText(value, { type, precision, alternate, addDotZero: true });
  }
  const type = lower === "%" ? "f" : lower === "n" ? "g" : lower as "e" | "f" | "g";
  const text = unsignedFloatText(value, {
    type,
    precision: precision < 0 ? 6 : precision,
    alternate,
    addDotZero: false,
  });
  return lower === "%" ? `${text}%` : spec.type === lower ? text : text.toUpperCase();
}

/** `format(value, spec)` of a complex number with a non-empty specification. */
export function formatComplex(re: number, im: number, specText: string, typeName: string): string | Fault {
  const spec = parseFormatSpec(specText, { type: "", align: ">", typeName });
  if (spec instanceof Fault) return spec;
  if (spec.type === "%" || (spec.type !== "" && spec.type !== "n" && !FLOAT_TYPES.includes(spec.type))) {
    return unknownType(spec.type, typeName);
  }
  if (spec.fill === "0") return new Fault("ValueError", "Zero padding is not allowed in complex format specifier");
  if (spec.align === "=") {
    return new Fault("ValueError", "'=' alignment flag is not allowed in complex format specifier");
  }
  const partSpec: FormatSpec = { ...spec, fill: " ", width: -1 };
  const part = (value: number, sign: FormatSpec["sign"]): string => {
    const text = spec.type === ""
      ? unsignedFloatText(value, {
        type: spec.precision < 0 ? "r" : "g",
        precision: spec.precision,
        alternate: spec.alternate,
        addDotZero: false,
      })
      : unsignedBySpec(value, spec);
    const digits = (/^\d*/.exec(text) as RegExpExecArray)[0];
    const signed = signText(isNegative(value) && !losesSign(text, spec), { ...spec, sign });
    const parts = { sign: signed, prefix: "", digits, rest: text.slice(digits.length), groupSize: 3 };
    return layOut(parts, partSpec);
  };
  const withoutReal = spec.type === "" && Object.is(re, 0);
  const text = withoutReal ? `${part(im, spec.sign)}j` : `${part(re, spec.sign)}${part(im, "+")}j`;
  return pad(spec.type === "" && !withoutReal ? `(${text})` : text, spec);
}

/** `repr` of a complex number. */
export function complexRepr(re: number, im: number): string {
  const strip = (value: number) => floatRepr(value).replace(/\.0$/, "");
  if (Object.is(re, 0)) return `${strip(im)}j`;
  const imaginary = strip(im);
  return `(${strip(re)}${imaginary.startsWith("-") ? "" : "+"}${imaginary}j)`;
}

function signText(negative: boolean, spec: FormatSpec): string {
  if (negative) return "-";
  return spec.sign === "+" || spec.sign === " " ? spec.sign : "";
}

/** A number in parts: only `digits` are grouped and zero-filled. */
interface NumberParts {
  readonly sign: string;
  readonly prefix: string;
  readonly digits: string;
  readonly rest: string;
  readonly groupSize: number;
}

function layOut(parts: NumberParts, spec: FormatSpec): string {
  const outside = parts.sign.length + parts.prefix.length + codePointLength(parts.rest);
  // Zeros written by `0` belong to the digits, so that separators run through them.
  const zeroFilled = spec.fill === "0" && spec.align === "=" && parts.digits !== "";
  const digits = groupDigits(parts, spec.grouping, zeroFilled ? spec.width - outside : 0);
  const head = parts.sign + parts.prefix;
  const tail = digits + parts.rest;
  if (spec.align !== "=") return pad(head + tail, spec);
  const missing = Math.max(0, spec.width - codePointLength(head) - codePointLength(tail));
  return head + spec.fill.repeat(missing) + tail;
}

/** Digits with separators, zero-filled on the left to at least `width` characters but never starting with a separator. */
function groupDigits(parts: NumberParts, grouping: string, width: number): string {
  const { digits, groupSize } = parts;
  if (grouping === "" || digits === "") return digits.padStart(width, "0");
  let count = digits.length;
  while (count + Math.floor((count - 1) / groupSize) < width) count++;
  const filled = digits.padStart(count, "0");
  let text = "";
  for (let i = 0; i < count; i++) {
    if (i > 0 && (count - i) % groupSize === 0) text += grouping;
    text += filled[i];
  }
  return text;
}

function pad(text: string, spec: FormatSpec): string {
  const missing = spec.width - codePointLength(text);
  if (missing <= 0) return text;
  const left = spec.align === "<" ? 0 : spec.align === "^" ? missing >> 1 : missing;
  return spec.fill.repeat(left) + text + spec.fill.repeat(missing - left);
}
