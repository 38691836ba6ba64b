/**
 * `text % values` (C: `PyUnicode_Format`).
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import { typeOf, types } from "../types.ts";
import { PyFloat, PyTuple, type Slot, type Value } from "../values.ts";
import { codePointLength } from "./code_points.ts";
import { Fault } from "./fault.ts";
import { intPayload, strPayload } from "./payload.ts";
import {
  type Conversion,
  parsePercentFormat,
  percentFloat,
  percentInt,
  percentText,
  type SizedConversion,
  unsupportedConversion,
} from "./percent.ts";
import { ascii, intRepr, repr, str } from "./repr.ts";

/** Hands out the arguments of a format in order. */
class Arguments {
  private readonly items: readonly Value[];
  private at = 0;
  /** The argument as a mapping for `%(name)s`, undefined when it is none. */
  readonly mapping: Slot;
  private usedAsMapping = false;

  constructor(private readonly rt: Runtime, argument: Value) {
    this.items = argument instanceof PyTuple ? argument.items : [argument];
    // Any object with subscripts serves, except tuples and strs.
    const isMapping = !(argument instanceof PyTuple) && strPayload(argument) === undefined &&
      typeOf(argument).lookup("__getitem__") !== undefined;
    this.mapping = isMapping ? argument : undefined;
  }

  next(): Value {
    const item = this.items[this.at++];
    if (item === undefined) throw this.rt.error("TypeError", "not enough arguments for format string");
    return item;
  }

  named(key: string): Value {
    if (this.mapping === undefined) throw this.rt.error("TypeError", "format requires a mapping");
    this.usedAsMapping = true;
    return this.rt.getitem(this.mapping, key);
  }

  /** Complains about arguments that nothing used; a mapping need not be used. */
  finish(): void {
    if (this.at < this.items.length && this.mapping === undefined && !this.usedAsMapping) {
      throw this.rt.error("TypeError", "not all arguments converted during string formatting");
    }
  }
}

/** `format % argument`. */
export function percent(rt: Runtime, format: string, argument: Value): string {
  const args = new Arguments(rt, argument);
  let result = "";
  for (const piece of parsePercentFormat(format)) {
    if (piece instanceof Fault) throw rt.error(piece.type as "ValueError", piece.message);
    result += typeof piece === "string" ? piece : convert(rt, piece, args);
    rt.checkSize(result.length);
  }
  args.finish();
  return result;
}

function convert(rt: Runtime, conversion: Conversion, args: Arguments): string {
  const named = conversion.key === null ? undefined : args.named(conversion.key);
  let width = conversion.width;
  let leftAlign = conversion.leftAlign;
  if (width === "*") {
    width = starArgument(rt, args);
    if (width < 0) {
      leftAlign = true;
      width = -width;
    }
  }
  let precision = conversion.precision;
  if (precision === "*") precision = Math.max(0, starArgument(rt, args));
  const sized: SizedConversion = { ...conversion, width, precision, leftAlign };
  rt.checkNew(Math.max(width, precision));
  if (conversion.type === "%") return "%";
  const value = named ?? args.next();
  switch (conversion.type) {
    case "s":
      return percentText(str(rt, value), sized);
    case "r":
      return percentText(repr(rt, value), sized);
    case "a":
      return percentText(ascii(rt, value), sized);
    case "d":
    case "i":
    case "u":
    case "o":
    case "x":
    case "X": {
      const int = integerFor(rt, conversion.type, value);
      if ("diu".includes(conversion.type)) intRepr(rt, int);
      return percentInt(int, sized);
    }
    case "e":
    case "E":
    case "f":
    case "F":
    case "g":
    case "G":
      return percentFloat(floatFor(rt, value), sized);
    case "c":
      return percentText(characterFor(rt, value), { ...sized, precision: -1 });
  }
  const fault = unsupportedConversion(conversion);
  throw rt.error("ValueError", fault.message);
}

function starArgument(rt: Runtime, args: Arguments): number {
  const value = intPayload(args.next());
  if (value === undefined) throw rt.error("TypeError", "* wants int");
  if (BigInt.asIntN(64, value) !== value) {
    throw rt.error("OverflowError", "Python int too large to convert to C ssize_t");
  }
  return Number(value);
}

function integerFor(rt: Runtime, type: string, value: Value): bigint {
  const int = intPayload(value);
  if (int !== undefined) return int;
  const decimal = "diu".includes(type);
  if (!decimal) {
    const index = rt.indexOptional(value);
    if (index !== undefined) return index;
    throw rt.error("TypeError", `%${type} format: an integer is required, not ${rt.typeName(value)}`);
  }
  const isNumber = value instanceof PyFloat || rt.special(value, "__index__") !== undefined ||
    rt.special(value, "__int__") !== undefined;
  if (!isNumber) throw rt.error("TypeError", `%${type} format: a real number is required, not ${rt.typeName(value)}`);
  return intPayload(rt.call(types.int, [value])) as bigint;
}

function floatFor(rt: Runtime, value: Value): number {
  if (value instanceof PyFloat) return value.value;
  const isNumber = intPayload(value) !== undefined || rt.special(value, "__float__") !== undefined ||
    rt.special(value, "__index__") !== undefined;
  if (!isNumber) throw rt.error("TypeError", `must be real number, not ${rt.typeName(value)}`);
  return (rt.call(types.float, [value]) as PyFloat).value;
}

function characterFor(rt: Runtime, value: Value): string {
  const text = strPayload(value);
  if (text !== undefined) {
    if (codePointLength(text) === 1) return text;
    throw rt.error("TypeError", "%c requires int or char");
  }
  const code = rt.indexOptional(value);
  if (code === undefined) throw rt.error("TypeError", "%c requires int or char");
  if (code < 0n || code > 0x10ffffn) throw rt.error("OverflowError", "%c arg not in range(0x110000)");
  return String.fromCodePoint(Number(code));
}
