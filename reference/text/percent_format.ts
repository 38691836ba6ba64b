/**
 * `text % values` (C: `PyUnicode_Format`).
 *
 * @module
 */

import { bytesWork, textWork } from "../../src/isa/work.ts";
import type { Runtime } from "../runtime.ts";
import { typeOf, types } from "../types.ts";
import { PyBytes, PyFloat, PyTuple, type PyType, type Slot, type Value } from "../values.ts";
import { codePointLength, latin1 } from "./code_points.ts";
import type { Fault } from "./fault.ts";
import { intPayload, strPayload } from "./payload.ts";
import {
  type Conversion,
  percentFloat,
  percentInt,
  type PercentSource,
  percentText,
  readConversion,
  unsupportedConversion,
} from "./percent.ts";
import { ascii, intRepr, reprValue, strValue } from "./repr.ts";

/** What a format is: a str, or bytes written as characters U+0000 to U+00FF. */
type FormatKind = "string" | "bytes";

/** Hands out the arguments of a format in order. */
class Arguments implements PercentSource {
  private items: readonly Value[];
  private at = 0;
  /** What `%(name)s` looks into, undefined when it can be no mapping. */
  private readonly mapping: Slot;

  constructor(private readonly rt: Runtime, argument: Value, private readonly kind: FormatKind) {
    this.items = argument instanceof PyTuple ? argument.items : [argument];
    // Any object with subscripts serves, except tuples, strs and, to bytes, bytes.
    const isMapping = !(argument instanceof PyTuple) && strPayload(argument) === undefined &&
      !(kind === "bytes" && argument instanceof PyBytes) &&
      typeOf(argument).lookup("__getitem__") !== undefined;
    this.mapping = isMapping ? argument : undefined;
  }

  next(): Value {
    const item = this.items[this.at++];
    if (item === undefined) throw this.rt.typeError("not enough arguments for format string");
    return item;
  }

  expectMapping(): void {
    if (this.mapping === undefined) throw this.rt.typeError("format requires a mapping");
  }

  enter(key: string): void {
    const value = this.rt.getitem(this.mapping as Value, this.kind === "bytes" ? bytesOf(types.bytes, key) : key);
    this.items = [value];
    this.at = 0;
  }

  star(cType: "ssize_t" | "int"): number {
    const value = intPayload(this.next());
    if (value === undefined) throw this.rt.typeError("* wants int");
    if (BigInt.asIntN(cType === "int" ? 32 : 64, value) !== value) {
      throw this.rt.error("OverflowError", `Python int too large to convert to C ${cType}`);
    }
    return Number(value);
  }

  fail(fault: Fault): never {
    throw this.rt.error(fault.type as "ValueError", fault.message);
  }

  /** Complains about arguments that nothing used; a mapping need not be used. */
  finish(): void {
    if (this.at < this.items.length && this.mapping === undefined) {
      throw this.rt.typeError(`not all arguments converted during ${this.kind} formatting`);
    }
  }
}

/**
 * `format % argument`. A format that is all text, and an instance of a subclass of str that is all there is, stay what
 * they are.
 */
export function percent(rt: Runtime, format: Value, argument: Value): Value {
  const text = strPayload(format) as string;
  const result = formatted(rt, text, argument, "string");
  return text !== "" && !text.includes("%") ? format : result;
}

/** `format % argument` of bytes or bytearray; gives what the format is (C: `_PyBytes_FormatEx`). */
export function percentBytes(rt: Runtime, format: PyBytes, argument: Value): PyBytes {
  const type = format.cls.layout === "bytearray" ? types.bytearray : types.bytes;
  const text = formatted(rt, latin1(format.data), argument, "bytes") as string;
  rt.spend(bytesWork(text.length));
  return bytesOf(type, text);
}

function bytesOf(type: PyType, characters: string): PyBytes {
  return new PyBytes(type, Uint8Array.from(characters, (character) => character.charCodeAt(0)));
}

function formatted(rt: Runtime, format: string, argument: Value, kind: FormatKind): Value {
  rt.spend(textWork(format.length));
  const args = new Arguments(rt, argument, kind);
  let result = "";
  let whole: Slot;
  for (let at = 0; at < format.length;) {
    const percent = format.indexOf("%", at);
    result += format.slice(at, percent < 0 ? undefined : percent);
    if (percent < 0) break;
    at = percent + 1;
    if (format[at] === "%") {
      result += "%";
      at++;
    } else {
      const { conversion, end } = readConversion(format, at, args);
      // A conversion may be as short as two characters, and take long.
      rt.spend(1);
      // Bytes know %i as %d only.
      const known = kind === "bytes" && conversion.type === "i" ? { ...conversion, type: "d" } : conversion;
      const written = convert(rt, format, known, args, kind);
      at = end;
      const text = strPayload(written) as string;
      if (written !== text && text !== "" && result === "" && at === format.length) whole = written;
      result += text;
    }
    rt.checkSize(result.length);
  }
  args.finish();
  return whole ?? result;
}

function convert(rt: Runtime, format: string, conversion: Conversion, args: Arguments, kind: FormatKind): Value {
  const value = args.next();
  rt.checkNew(Math.max(conversion.width, conversion.precision));
  if (kind === "bytes") {
    // The complaint takes the letter for a negative one.
    if (conversion.type > "\x7f") throw rt.error("OverflowError", "character argument not in range(0x110000)");
    if ("sb".includes(conversion.type)) return withText(rt, bytesFor(rt, value), conversion);
    if (conversion.type === "r") return withText(rt, ascii(rt, value), conversion);
    if (conversion.type === "c") return withText(rt, byteFor(rt, value), { ...conversion, precision: -1 });
    if ("eEfFgG".includes(conversion.type) && !isRealNumber(rt, value)) {
      throw rt.typeError(`float argument required, not ${rt.typeName(value)}`);
    }
  }
  switch (conversion.type) {
    case "s":
      return withText(rt, strValue(rt, value), conversion);
    case "r":
      return withText(rt, reprValue(rt, value), conversion);
    case "a":
      return withText(rt, ascii(rt, value), conversion);
    case "d":
    case "i":
    case "u":
    case "o":
    case "x":
    case "X": {
      const int = integerFor(rt, conversion.type, value);
      if ("diu".includes(conversion.type)) intRepr(rt, int);
      return percentInt(int, conversion);
    }
    case "e":
    case "E":
    case "f":
    case "F":
    case "g":
    case "G":
      return percentFloat(floatFor(rt, value), conversion);
    case "c":
      return withText(rt, characterFor(rt, value), { ...conversion, precision: -1 });
  }
  const fault = unsupportedConversion(format, conversion, kind);
  throw rt.valueError(fault.message);
}

/** What goes into a format as text: a str, or the instance of a subclass where nothing is cut, padded or signed. */
function withText(rt: Runtime, value: Value, conversion: Conversion): Value {
  const text = strPayload(value) as string;
  rt.spend(textWork(text.length));
  const written = percentText(text, conversion);
  return written === text && !conversion.plus && !conversion.space ? value : written;
}

/** The bytes that `%b` writes. */
function bytesFor(rt: Runtime, value: Value): string {
  if (value instanceof PyBytes) return latin1(value.data);
  const made = rt.callSpecial(value, "__bytes__", []);
  if (made === undefined) {
    throw rt.typeError(
      `%b requires a bytes-like object, or an object that implements __bytes__, not '${rt.typeName(value)}'`,
    );
  }
  if (made instanceof PyBytes && made.cls.layout === "bytes") return latin1(made.data);
  throw rt.typeError(`__bytes__ returned non-bytes (type ${rt.typeName(made)})`);
}

/** The byte that `%c` writes. */
function byteFor(rt: Runtime, value: Value): string {
  if (value instanceof PyBytes && value.data.length === 1) return latin1(value.data);
  const code = value instanceof PyBytes ? undefined : rt.unlessRaised("TypeError", () => rt.indexOptional(value));
  if (code === undefined) throw rt.typeError("%c requires an integer in range(256) or a single byte");
  if (code < 0n || code > 255n) throw rt.error("OverflowError", "%c arg not in range(256)");
  return String.fromCharCode(Number(code));
}

function isRealNumber(rt: Runtime, value: Value): boolean {
  return value instanceof PyFloat || intPayload(value) !== undefined || rt.special(value, "__float__") !== undefined ||
    rt.special(value, "__index__") !== undefined;
}

function integerFor(rt: Runtime, type: string, value: Value): bigint {
  const int = intPayload(value);
  if (int !== undefined) return int;
  const decimal = "diu".includes(type);
  if (!decimal) {
    const index = rt.unlessRaised("TypeError", () => rt.indexOptional(value));
    if (index !== undefined) return index;
    throw rt.typeError(`%${type} format: an integer is required, not ${rt.typeName(value)}`);
  }
  const isNumber = value instanceof PyFloat || rt.special(value, "__index__") !== undefined ||
    rt.special(value, "__int__") !== undefined;
  const converted = isNumber ? rt.unlessRaised("TypeError", () => rt.call(types.int, [value])) : undefined;
  if (converted !== undefined) return intPayload(converted) as bigint;
  throw rt.typeError(`%${type} format: a real number is required, not ${rt.typeName(value)}`);
}

function floatFor(rt: Runtime, value: Value): number {
  if (value instanceof PyFloat) return value.value;
  if (!isRealNumber(rt, value)) throw rt.typeError(`must be real number, not ${rt.typeName(value)}`);
  return (rt.call(types.float, [value]) as PyFloat).value;
}

function characterFor(rt: Runtime, value: Value): string {
  const text = strPayload(value);
  if (text !== undefined) {
    if (codePointLength(text) === 1) return text;
    throw rt.typeError("%c requires int or char");
  }
  const code = rt.unlessRaised("TypeError", () => rt.indexOptional(value));
  if (code === undefined) throw rt.typeError("%c requires int or char");
  if (code < 0n || code > 0x10ffffn) throw rt.error("OverflowError", "%c arg not in range(0x110000)");
  return String.fromCodePoint(Number(code));
}
