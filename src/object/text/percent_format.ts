/**
 * `format % values` of str and of bytes.
 *
 * @module
 */

import { callSpecial } from "../call/call.ts";
import { getItem } from "../sequence/subscripts.ts";
import { OVERFLOW_ERROR, TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { hasIndex, toIndex } from "../sequence/indexing.ts";
import { PyInstance } from "../type/instance.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { PyFloat } from "../values/number_values.ts";
import { floatOf, intOf, strOf, tupleOf, unwrap } from "../values/payload.ts";
import { raise, unlessRaised } from "../exception/raise.ts";
import { textWork } from "../../isa/work.ts";
import { checkNew, type Runtime } from "../runtime.ts";
import { latin1, toDouble, toInt } from "../builtins/conversion.ts";
import { PyByteArray, PyBytes, PyList } from "../values/sequence_values.ts";
import { typeName, typeOf } from "../type/types.ts";
import { isInt, type PyInt, type Value } from "../values/value.ts";
import { strLength } from "./escapes.ts";
import { floatMagnitude, isNegative } from "./float_text.ts";
import { raiseFault } from "./format.ts";
import type { FormatFault } from "./format_spec.ts";
import { parseConversion, type PercentArguments, type PercentConversion } from "./percent.ts";
import { ascii, decimalText, reprValue } from "./repr.ts";
import { strValue } from "./str.ts";

/** What is formatted; bytes are formatted as text of one character each. */
export type Kind = "string" | "bytes";

/** Where the values come from: a tuple in order, or one value, which a mapping key may look into. */
class Arguments implements PercentArguments {
  private readonly kind: Kind;
  private readonly rt: Runtime;
  private items: readonly Value[];
  private next = 0;
  /** What keys look into; undefined when it can be no mapping. */
  private readonly mapping: Value | undefined;

  constructor(rt: Runtime, values: Value, kind: Kind) {
    this.rt = rt;
    this.kind = kind;
    const items = tupleOf(values)?.items;
    this.items = items ?? [values];
    const isMapping = items === undefined && strOf(values) === undefined && isMappingLike(values) &&
      (kind === "string" || bytesText(values) === undefined);
    this.mapping = isMapping ? values : undefined;
  }

  take(): Value {
    if (this.next < this.items.length) return this.items[this.next++] as Value;
    throw raise(this.rt, TYPE_ERROR, "not enough arguments for format string");
  }

  expectMapping(): void {
    if (this.mapping === undefined) throw raise(this.rt, TYPE_ERROR, "format requires a mapping");
  }

  lookUp(key: string): void {
    const bytes = (): Value => new PyBytes(Uint8Array.from(key, (char) => char.charCodeAt(0)));
    this.items = [getItem(this.rt, this.mapping as Value, this.kind === "string" ? key : bytes())];
    this.next = 0;
  }

  size(cType: "ssize_t" | "int"): number {
    const int = intOf(this.take());
    if (int === undefined) throw raise(this.rt, TYPE_ERROR, "* wants int");
    if (typeof int === "bigint" || (cType === "int" && int !== (int | 0))) {
      throw raise(this.rt, OVERFLOW_ERROR, `Python int too large to convert to C ${cType}`);
    }
    return int;
  }

  fail(fault: FormatFault): never {
    throw raiseFault(this.rt, fault);
  }

  finish(): void {
    if (this.next < this.items.length && this.mapping === undefined) {
      throw raise(this.rt, TYPE_ERROR, `not all arguments converted during ${this.kind} formatting`);
    }
  }
}

/** True for what has subscripts and is neither tuple nor str (`PyMapping_Check`). */
function isMappingLike(value: Value): boolean {
  return value instanceof PyList || lookupSpecial(typeOf(value), "__getitem__") !== undefined;
}

/**
 * `format % values` (`PyUnicode_Format`). A format that is all text, and an instance of a subclass of str that is all
 * there is, are given as they are.
 */
export function formatPercent(rt: Runtime, given: Value, values: Value, kind: Kind = "string"): Value {
  const format = strOf(given) as string;
  let whole = typeof given === "string" || format.includes("%") || format === "" ? undefined : given;
  rt.burn(textWork(format.length));
  const source = new Arguments(rt, values, kind);
  const chars = Array.from(format);
  let result = "";
  for (let at = 0; at < chars.length;) {
    const char = chars[at++] as string;
    if (char !== "%") result += char;
    else if (chars[at] === "%") {
      result += "%";
      at++;
    } else {
      const { conversion, end } = parseConversion(chars, at, source);
      // A conversion may be as short as two characters, and take long.
      rt.burn(1);
      const value = kind === "string" ? shown(rt, conversion, source.take()) : source.take();
      if (result === "" && end === chars.length && fills(conversion, value)) whole = value;
      result += conversionText(rt, conversion, value, kind);
      at = end;
    }
    if (result.length > rt.limits.maxSize) checkNew(rt, result.length);
  }
  source.finish();
  return whole ?? result;
}

/** What `%s`, `%r` and `%a` write of a value; other conversions take it as it is. */
function shown(rt: Runtime, { type, width, precision }: PercentConversion, value: Value): Value {
  if (!isShown(type)) return value;
  checkNew(rt, Math.max(width ?? 0, precision ?? 0));
  return type === "s" ? strValue(rt, value) : type === "r" ? reprValue(rt, value) : ascii(rt, value);
}

function isShown(type: string): boolean {
  return type === "s" || type === "r" || type === "a";
}

/** True for what is an instance of a subclass of str and is written as it is. */
function fills({ type, width, precision, plus, blank }: PercentConversion, value: Value): value is PyInstance {
  if (typeof value !== "object" || !isShown(type)) return false;
  const text = strOf(value);
  if (text === undefined || text === "" || plus || blank) return false;
  const length = strLength(text);
  return (width ?? 0) <= length && (precision ?? length) >= length;
}

function conversionText(rt: Runtime, conversion: PercentConversion, value: Value, kind: Kind): string {
  const { width, precision, left } = conversion;
  checkNew(rt, Math.max(width ?? 0, precision ?? 0));
  const text = (kind === "bytes" ? bytesBody(rt, conversion, precision, value) : undefined) ??
    bodyText(rt, conversion, precision, value, kind);
  return padded(text, width ?? 0, left, conversion.zero && text.numeric);
}

/** A converted value: sign and base prefix apart, since zeros go behind them. */
interface Body {
  readonly prefix: string;
  readonly digits: string;
  readonly numeric: boolean;
}

function padded(body: Body, width: number, left: boolean, zero: boolean): string {
  const missing = width - strLength(body.prefix) - strLength(body.digits);
  if (missing <= 0) return body.prefix + body.digits;
  if (left) return body.prefix + body.digits + " ".repeat(missing);
  if (zero) return body.prefix + "0".repeat(missing) + body.digits;
  return " ".repeat(missing) + body.prefix + body.digits;
}

function plain(rt: Runtime, text: string, precision: number | null): Body {
  rt.burn(textWork(text.length));
  const digits = precision === null ? text : Array.from(text).slice(0, precision).join("");
  return { prefix: "", digits, numeric: false };
}

function bodyText(
  rt: Runtime,
  conversion: PercentConversion,
  precision: number | null,
  value: Value,
  kind: Kind,
): Body {
  switch (conversion.type) {
    case "s":
    case "r":
    case "a":
      return plain(rt, strOf(value) as string, precision);
    case "c":
      return plain(rt, charText(rt, value), null);
    case "d":
    case "i":
    case "u":
    case "o":
    case "x":
    case "X":
      return integerBody(rt, conversion, precision, value);
    case "e":
    case "E":
    case "f":
    case "F":
    case "g":
    case "G":
      return floatBody(rt, conversion, precision ?? 6, value);
  }
  const code = conversion.type.codePointAt(0) as number;
  // Bytes show any letter.
  const shown = kind === "bytes" || (code >= 31 && code < 127) ? conversion.type : "?";
  throw raise(
    rt,
    VALUE_ERROR,
    `unsupported format character '${shown}' (0x${code.toString(16)}) at index ${conversion.index}`,
  );
}

/** What bytes do in their own way; undefined for the rest. */
function bytesBody(
  rt: Runtime,
  conversion: PercentConversion,
  precision: number | null,
  value: Value,
): Body | undefined {
  const { type } = conversion;
  // They know %i as %d only.
  if (type === "i") return integerBody(rt, { ...conversion, type: "d" }, precision, value);
  // FAITHFUL: the complaint takes the letter for a negative one.
  if (type > "\x7f") throw raise(rt, OVERFLOW_ERROR, "character argument not in range(0x110000)");
  if (type === "s" || type === "b") return plain(rt, bytesArgument(rt, value), precision);
  if (type === "r" || type === "a") return plain(rt, strOf(ascii(rt, value)) as string, precision);
  if (type === "c") return plain(rt, byteArgument(rt, value), null);
  if ("eEfFgG".includes(type) && floatOf(value) === undefined && !isReal(value)) {
    throw raise(rt, TYPE_ERROR, `float argument required, not ${typeName(value)}`);
  }
  return undefined;
}

/** Bytes as text of as many characters; undefined for anything else. */
function bytesText(value: Value): string | undefined {
  const bare = unwrap(value);
  return bare instanceof PyBytes || bare instanceof PyByteArray ? latin1(bare.data) : undefined;
}

/** What `%b` writes. */
function bytesArgument(rt: Runtime, value: Value): string {
  const text = bytesText(value);
  if (text !== undefined) return text;
  const method = value instanceof PyInstance ? lookupSpecial(value.cls, "__bytes__") : undefined;
  if (method === undefined) {
    throw raise(
      rt,
      TYPE_ERROR,
      `%b requires a bytes-like object, or an object that implements __bytes__, not '${typeName(value)}'`,
    );
  }
  const result = callSpecial(rt, method, value, []);
  const bare = unwrap(result);
  if (bare instanceof PyBytes) return latin1(bare.data);
  throw raise(rt, TYPE_ERROR, `__bytes__ returned non-bytes (type ${typeName(result)})`);
}

/** What `%c` writes. */
function byteArgument(rt: Runtime, value: Value): string {
  const text = bytesText(value);
  if (text?.length === 1) return text;
  const code = converted(
    rt,
    text === undefined && hasIndex(value) ? () => toIndex(rt, value) : null,
    () => "%c requires an integer in range(256) or a single byte",
  );
  if (code >= 0 && code < 256) return String.fromCharCode(Number(code));
  throw raise(rt, OVERFLOW_ERROR, "%c arg not in range(256)");
}

function charText(rt: Runtime, value: Value): string {
  const text = strOf(value);
  if (text !== undefined) {
    if (strLength(text) === 1) return text;
  } else if (hasIndex(value)) {
    const code = converted(rt, () => toIndex(rt, value), () => "%c requires int or char");
    if (code >= 0 && code < 0x110000) return String.fromCodePoint(Number(code));
    throw raise(rt, OVERFLOW_ERROR, "%c arg not in range(0x110000)");
  }
  throw raise(rt, TYPE_ERROR, "%c requires int or char");
}

function signOf(conversion: PercentConversion, negative: boolean): string {
  return negative ? "-" : conversion.plus ? "+" : conversion.blank ? " " : "";
}

const RADIX: Readonly<Record<string, number>> = { o: 8, x: 16, X: 16 };

function integerBody(rt: Runtime, conversion: PercentConversion, precision: number | null, value: Value): Body {
  const { type } = conversion;
  const int = integerOf(rt, type, value);
  const radix = RADIX[type] ?? 10;
  const text = radix === 10 ? decimalText(rt, int) : int.toString(radix);
  const negative = text.startsWith("-");
  let digits = (negative ? text.slice(1) : text).padStart(precision ?? 0, "0");
  if (type === "X") digits = digits.toUpperCase();
  const base = conversion.alternate && radix !== 10 ? `0${type}` : "";
  return { prefix: signOf(conversion, negative) + base, digits, numeric: true };
}

/** The int that %d (any real number) or %x (`__index__` only) writes (`mainformatlong`). */
function integerOf(rt: Runtime, type: string, value: Value): PyInt {
  const bare = unwrap(value);
  if (isInt(bare)) return bare;
  if (typeof bare === "boolean") return bare ? 1 : 0;
  if (type === "o" || type === "x" || type === "X") {
    return converted(
      rt,
      hasIndex(value) ? () => toIndex(rt, value) : null,
      () => `%${type} format: an integer is required, not ${typeName(value)}`,
    );
  }
  return converted(
    rt,
    bare instanceof PyFloat || isReal(value) ? () => toInt(rt, value) : null,
    () => `%${type} format: a real number is required, not ${typeName(value)}`,
  );
}

/** What a conversion gives; one that is impossible, and any TypeError of it, is put in words of the format. */
function converted<T>(rt: Runtime, convert: (() => T) | null, message: () => string): T {
  const made = convert === null ? undefined : unlessRaised(rt, TYPE_ERROR, convert);
  if (made !== undefined) return made;
  throw raise(rt, TYPE_ERROR, message());
}

function isReal(value: Value): boolean {
  if (isInt(value) || typeof value === "boolean") return true;
  return value instanceof PyInstance &&
    ["__index__", "__int__", "__float__"].some((name) => lookupSpecial(value.cls, name) !== undefined);
}

function floatBody(rt: Runtime, conversion: PercentConversion, precision: number, value: Value): Body {
  const double = floatOf(value) ?? toDouble(rt, value);
  const kind = conversion.type.toLowerCase() as "e" | "f" | "g";
  let digits = floatMagnitude(double, kind, precision, conversion.alternate, false);
  if (conversion.type !== kind) digits = digits.toUpperCase();
  return { prefix: signOf(conversion, isNegative(double)), digits, numeric: true };
}
