/**
 * `int` and `bool`: construction, methods, attributes.
 *
 * @module
 */

import { digitsOf, productWork } from "../../src/isa/work.ts";
import { bitLength } from "../core/numbers.ts";
import type { Runtime } from "../runtime.ts";
import { size, str, truth } from "../converters.ts";
import { type Convert, keyword, method, named, type Native, needed, optional, or, slot } from "../signature.ts";
import { latin1 } from "../text/code_points.ts";
import { divideHalfEven } from "../text/exact_decimal.ts";
import { Fault } from "../text/fault.ts";
import { bytesRepr } from "../text/escapes.ts";
import { parseInt } from "../text/parse_number.ts";
import { intPayload, strPayload } from "../text/payload.ts";
import {
  defineAttributes,
  defineClassMethods,
  defineMethods,
  defineNew,
  defineWrappers,
  float,
  tuple,
  types,
} from "../types.ts";
import { PyBytes, PyFloat, PyInstance, type PyType, type Slot, type Value } from "../values.ts";
import { bytesFrom } from "./bytes_from.ts";

function valueOf(self: Value): bigint {
  return intPayload(self) as bigint;
}

/** Integer part of a float; infinities and NaN are errors. */
export function truncate(rt: Runtime, value: number): bigint {
  if (Number.isNaN(value)) throw rt.valueError("cannot convert float NaN to integer");
  if (!Number.isFinite(value)) throw rt.error("OverflowError", "cannot convert float infinity to integer");
  return BigInt(Math.trunc(value));
}

function parse(rt: Runtime, text: string, base: number, shown?: string): bigint {
  const value = parseInt(text, base, shown, rt.maxDigits);
  if (value instanceof Fault) throw rt.valueError(value.message);
  return value;
}

/** `int(v)` without base (C: `PyNumber_Long`). */
function toInt(rt: Runtime, v: Value): bigint {
  if (typeof v === "bigint") return v;
  if (typeof v === "string") return parse(rt, v, 10);
  if (v instanceof PyFloat && v.cls === types.float) return truncate(rt, v.value);
  const byInt = rt.callSpecial(v, "__int__", []);
  if (byInt !== undefined) {
    const value = intPayload(byInt);
    if (value === undefined) throw rt.typeError(`__int__ returned non-int (type ${rt.typeName(byInt)})`);
    return value;
  }
  const index = rt.indexOptional(v);
  if (index !== undefined) return index;
  const byTrunc = rt.callSpecial(v, "__trunc__", []);
  if (byTrunc !== undefined) {
    const value = intPayload(byTrunc) ?? rt.indexOptional(byTrunc);
    if (value !== undefined) return value;
    throw rt.typeError(`__trunc__ returned non-Integral (type ${rt.typeName(byTrunc)})`);
  }
  const text = strPayload(v);
  if (text !== undefined) return parse(rt, text, 10);
  if (v instanceof PyBytes) return parse(rt, latin1(v.data), 10, bytesRepr(v.data));
  throw rt.typeError(`int() argument must be a string, a bytes-like object or a real number, not '${rt.typeName(v)}'`);
}

function construct(rt: Runtime, x: Slot, base: Slot): bigint {
  if (x === undefined) {
    if (base !== undefined) throw rt.typeError("int() missing string argument");
    return 0n;
  }
  if (base === undefined) return toInt(rt, x);
  const radix = rt.index(base);
  if ((radix !== 0n && radix < 2n) || radix > 36n) throw rt.valueError("int() base must be >= 2 and <= 36, or 0");
  const text = strPayload(x);
  if (text !== undefined) return parse(rt, text, Number(radix));
  if (x instanceof PyBytes) return parse(rt, latin1(x.data), Number(radix), bytesRepr(x.data));
  throw rt.typeError("int() can't convert non-string with explicit base");
}

function plain(body: (value: bigint) => Value): Native<Value> {
  return method([], (_rt, self) => body(valueOf(self)));
}

/** One bits of each hexadecimal digit. */
const ONES = [0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4];

function bitCount(value: bigint): bigint {
  let ones = 0;
  for (const digit of (value < 0n ? -value : value).toString(16)) ones += ONES[Number.parseInt(digit, 16)] as number;
  return BigInt(ones);
}

/** `round(int, digits)`: to a multiple of a power of ten, halves to even. */
function roundInt(value: bigint, digits: bigint): bigint {
  if (digits >= 0n) return value;
  // Rounding to more places than the number has gives zero; the power need not be built.
  if (-digits > BigInt(value.toString().length + 1)) return 0n;
  const unit = 10n ** -digits;
  const magnitude = divideHalfEven(value < 0n ? -value : value, unit) * unit;
  return value < 0n ? -magnitude : magnitude;
}

const byteOrder: Convert<"big" | "little"> = (rt, v, argument) => {
  const text = str(rt, v, argument);
  if (text === "big" || text === "little") return text;
  throw rt.valueError("byteorder must be either 'little' or 'big'");
};

function toBytes(rt: Runtime, self: Value, length: number, order: "big" | "little", signed: boolean): PyBytes {
  const value = valueOf(self);
  if (length < 0) throw rt.valueError("length argument must be non-negative");
  rt.checkNew(length);
  if (value < 0n && !signed) throw rt.error("OverflowError", "can't convert negative int to unsigned");
  const bits = length * 8;
  const wrapped = BigInt.asUintN(bits, value);
  // FAITHFUL: no bytes at all are room enough for -1.
  if ((signed ? BigInt.asIntN(bits, wrapped) : wrapped) !== value && !(length === 0 && value === -1n)) {
    throw rt.error("OverflowError", "int too big to convert");
  }
  const hex = length === 0 ? "" : wrapped.toString(16).padStart(length * 2, "0");
  const data = Uint8Array.from({ length }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
  return new PyBytes(types.bytes, order === "big" ? data : data.reverse());
}

function fromBytes(rt: Runtime, cls: PyType, source: Value, order: "big" | "little", signed: boolean): Value {
  const data = bytesFrom(rt, source).slice();
  if (order === "little") data.reverse();
  let hex = "";
  for (const byte of data) hex += byte.toString(16).padStart(2, "0");
  const unsigned = hex === "" ? 0n : BigInt(`0x${hex}`);
  const value = signed ? BigInt.asIntN(data.length * 8, unsigned) : unsigned;
  return cls === types.int ? value : rt.call(cls, [value]);
}

/** Gives `int` and `bool` their construction, methods and attributes. */
export function installInt(): void {
  const order = named("byteorder", "big", byteOrder);
  const signed = keyword("signed", false, truth);
  defineNew(
    types.int,
    method([optional, named("base")], (rt, cls, x, base) => {
      const value = construct(rt, x, base);
      return cls === types.int ? value : new PyInstance(cls, value);
    }),
  );
  defineNew(types.bool, method([or(false, truth)], (_rt, _cls, value) => value, "unpack"));
  defineClassMethods<PyType>(types.int, { from_bytes: method([needed("bytes"), order, signed], fromBytes) });
  defineWrappers(types.int, {
    __int__: slot((_rt, self) => valueOf(self)),
    __float__: slot((rt, self) => float(floatFromInt(rt, valueOf(self)))),
  });
  defineMethods(types.int, {
    as_integer_ratio: plain((value) => tuple([value, 1n])),
    bit_count: plain(bitCount),
    bit_length: plain((value) => BigInt(bitLength(value))),
    conjugate: plain((value) => value),
    is_integer: plain(() => true),
    to_bytes: method([named("length", 1, size), order, signed], toBytes),
    __ceil__: plain((value) => value),
    __floor__: plain((value) => value),
    __trunc__: plain((value) => value),
    __round__: method([optional], (rt, self, digits) => {
      if (digits === undefined) return valueOf(self);
      const size = digitsOf(valueOf(self));
      rt.spend(4 * productWork(size, size));
      return roundInt(valueOf(self), rt.index(digits));
    }),
  });
  defineAttributes(types.int, {
    real: (_rt, self) => valueOf(self),
    imag: () => 0n,
    numerator: (_rt, self) => valueOf(self),
    denominator: () => 1n,
  });
}

/** An int as a float; too large ones are errors. */
export function floatFromInt(rt: Runtime, value: bigint): number {
  const result = Number(value);
  if (!Number.isFinite(result)) throw rt.error("OverflowError", "int too large to convert to float");
  return result;
}
