/**
 * `int` and `bool`: construction, methods, attributes.
 *
 * @module
 */

import { digitsOf, productWork } from "../../src/isa/work.ts";
import { bitLength } from "../core/numbers.ts";
import type { Runtime } from "../runtime.ts";
import { divideHalfEven } from "../text/exact_decimal.ts";
import { Fault } from "../text/fault.ts";
import { bytesRepr } from "../text/escapes.ts";
import { parseInt } from "../text/parse_number.ts";
import { intPayload, strPayload } from "../text/payload.ts";
import {
  defineClassMethods,
  defineGetters,
  defineMethods,
  defineNew,
  defineWrappers,
  float,
  tuple,
  types,
} from "../types.ts";
import { type Kwargs, type NativeMethod, PyBytes, PyFloat, PyInstance, type PyType, type Value } from "../values.ts";
import { badArgument, bindArguments, noArguments, positional, sizeArgument } from "./arguments.ts";
import { bytesFrom } from "./bytes_from.ts";

function valueOf(self: Value): bigint {
  return intPayload(self) as bigint;
}

/** Integer part of a float; infinities and NaN are errors. */
export function truncate(rt: Runtime, value: number): bigint {
  if (Number.isNaN(value)) throw rt.error("ValueError", "cannot convert float NaN to integer");
  if (!Number.isFinite(value)) throw rt.error("OverflowError", "cannot convert float infinity to integer");
  return BigInt(Math.trunc(value));
}

function parse(rt: Runtime, text: string, base: number, shown?: string): bigint {
  const value = parseInt(text, base, shown);
  if (value instanceof Fault) throw rt.error("ValueError", value.message);
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
    if (value === undefined) throw rt.error("TypeError", `__int__ returned non-int (type ${rt.typeName(byInt)})`);
    return value;
  }
  const index = rt.indexOptional(v);
  if (index !== undefined) return index;
  const byTrunc = rt.callSpecial(v, "__trunc__", []);
  if (byTrunc !== undefined) {
    const value = intPayload(byTrunc) ?? rt.indexOptional(byTrunc);
    if (value !== undefined) return value;
    throw rt.error("TypeError", `__trunc__ returned non-Integral (type ${rt.typeName(byTrunc)})`);
  }
  const text = strPayload(v);
  if (text !== undefined) return parse(rt, text, 10);
  if (v instanceof PyBytes) return parse(rt, latin1(v), 10, rt.repr(v));
  throw rt.error(
    "TypeError",
    `int() argument must be a string, a bytes-like object or a real number, not '${rt.typeName(v)}'`,
  );
}

function latin1(bytes: PyBytes): string {
  return String.fromCharCode(...bytes.data);
}

function construct(rt: Runtime, args: readonly Value[], kwargs: Kwargs): bigint {
  const signature = { name: "int", parameters: ["", "base"], positional: 2, required: 0 };
  const [x, base] = bindArguments(rt, signature, args, kwargs);
  if (x === undefined) {
    if (base !== undefined) throw rt.error("TypeError", "int() missing string argument");
    return 0n;
  }
  if (base === undefined) return toInt(rt, x);
  const radix = rt.index(base);
  if ((radix !== 0n && radix < 2n) || radix > 36n) {
    throw rt.error("ValueError", "int() base must be >= 2 and <= 36, or 0");
  }
  const text = strPayload(x);
  if (text !== undefined) return parse(rt, text, Number(radix));
  if (x instanceof PyBytes) return parse(rt, latin1(x), Number(radix), bytesRepr(x.data));
  throw rt.error("TypeError", "int() can't convert non-string with explicit base");
}

function plain(name: string, body: (value: bigint) => Value): NativeMethod {
  return (rt, self, args, kwargs) => {
    noArguments(rt, `int.${name}`, args, kwargs);
    return body(valueOf(self));
  };
}

function bitCount(value: bigint): bigint {
  return BigInt((value < 0n ? -value : value).toString(2).replaceAll("0", "").length);
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

function byteOrder(rt: Runtime, v: Value | undefined, name: string): "big" | "little" {
  if (v === undefined) return "big";
  const text = strPayload(v);
  if (text === undefined) throw badArgument(rt, name, "argument 'byteorder'", "str", v);
  if (text !== "big" && text !== "little") {
    throw rt.error("ValueError", "byteorder must be either 'little' or 'big'");
  }
  return text;
}

function toBytes(rt: Runtime, value: bigint, args: readonly Value[], kwargs: Kwargs): PyBytes {
  const [length, order, signed] = bindArguments(
    rt,
    { name: "to_bytes", parameters: ["length", "byteorder", "signed"], positional: 2, required: 0 },
    args,
    kwargs,
  );
  const size = length === undefined ? 1 : sizeArgument(rt, length);
  const endian = byteOrder(rt, order, "to_bytes");
  const isSigned = signed !== undefined && rt.truth(signed);
  if (size < 0) throw rt.error("ValueError", "length argument must be non-negative");
  rt.checkNew(size);
  if (value < 0n && !isSigned) throw rt.error("OverflowError", "can't convert negative int to unsigned");
  const bits = size * 8;
  const wrapped = BigInt.asUintN(bits, value);
  if ((isSigned ? BigInt.asIntN(bits, wrapped) : wrapped) !== value) {
    throw rt.error("OverflowError", "int too big to convert");
  }
  const hex = size === 0 ? "" : wrapped.toString(16).padStart(size * 2, "0");
  const data = Uint8Array.from({ length: size }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
  return new PyBytes(types.bytes, endian === "big" ? data : data.reverse());
}

function fromBytes(rt: Runtime, cls: PyType, args: readonly Value[], kwargs: Kwargs): Value {
  const [source, order, signed] = bindArguments(
    rt,
    { name: "from_bytes", parameters: ["bytes", "byteorder", "signed"], positional: 2, required: 1 },
    args,
    kwargs,
  );
  const endian = byteOrder(rt, order, "from_bytes");
  const data = bytesFrom(rt, source as Value).slice();
  if (endian === "little") data.reverse();
  let hex = "";
  for (const byte of data) hex += byte.toString(16).padStart(2, "0");
  const unsigned = hex === "" ? 0n : BigInt(`0x${hex}`);
  const value = signed !== undefined && rt.truth(signed) ? BigInt.asIntN(data.length * 8, unsigned) : unsigned;
  return cls === types.int ? value : rt.call(cls, [value]);
}

/** Gives `int` and `bool` their construction, methods and attributes. */
export function installInt(): void {
  defineNew(types.int, (rt, cls, args, kwargs) => {
    const value = construct(rt, args, kwargs);
    return cls === types.int ? value : new PyInstance(cls, value);
  });
  defineNew(types.bool, (rt, _cls, args, kwargs) => {
    const [v] = positional(rt, "bool", args, kwargs, 0, 1);
    return v !== undefined && rt.truth(v);
  });
  defineClassMethods(types.int, {
    from_bytes: (rt, self, args, kwargs) => fromBytes(rt, self as PyType, args, kwargs),
  });
  defineWrappers(types.int, {
    __int__: (_rt, self) => valueOf(self),
    __float__: (rt, self) => float(floatFromInt(rt, valueOf(self))),
  });
  defineMethods(types.int, {
    as_integer_ratio: plain("as_integer_ratio", (value) => tuple([value, 1n])),
    bit_count: plain("bit_count", bitCount),
    bit_length: plain("bit_length", (value) => BigInt(bitLength(value))),
    conjugate: plain("conjugate", (value) => value),
    is_integer: plain("is_integer", () => true),
    to_bytes: (rt, self, args, kwargs) => toBytes(rt, valueOf(self), args, kwargs),
    __ceil__: plain("__ceil__", (value) => value),
    __floor__: plain("__floor__", (value) => value),
    __trunc__: plain("__trunc__", (value) => value),
    __round__: (rt, self, args, kwargs) => {
      const [digits] = positional(rt, "int.__round__", args, kwargs, 0, 1);
      if (digits === undefined || digits === null) return valueOf(self);
      const size = digitsOf(valueOf(self));
      rt.spend(4 * productWork(size, size));
      return roundInt(valueOf(self), rt.index(digits));
    },
  });
  defineGetters(types.int, {
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
