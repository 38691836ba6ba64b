/**
 * `float` and `complex`: construction, methods, attributes.
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import { method, named, type Native, optional, or, same, slot, value } from "../signature.ts";
import { binaryParts, scaledToInteger } from "../text/exact_decimal.ts";
import { Fault } from "../text/fault.ts";
import { isNegative } from "../text/float_text.ts";
import { parseComplex, parseFloat } from "../text/parse_number.ts";
import { strPayload } from "../text/payload.ts";
import {
  defineAttributes,
  defineClassMethods,
  defineMethods,
  defineNew,
  defineWrappers,
  float,
  tuple,
  typeOf,
  types,
} from "../types.ts";
import { PyBytes, PyComplex, PyFloat, type PyType, type Slot, type Value } from "../values.ts";
import { floatFromInt, truncate } from "./int_type.ts";

/** A real number as a float, undefined when `v` is none (C: `PyFloat_AsDouble` before its complaint). */
function realNumber(rt: Runtime, v: Value): number | undefined {
  if (v instanceof PyFloat) return v.value;
  if (typeof v === "bigint" || typeof v === "boolean") return floatFromInt(rt, BigInt(v));
  const made = fromMethod(rt, v);
  if (made !== undefined) return made;
  const index = rt.indexOptional(v);
  return index === undefined ? undefined : floatFromInt(rt, index);
}

/** What `__float__` gives, which must be a float; undefined without that method. */
function fromMethod(rt: Runtime, v: Value): number | undefined {
  const result = rt.callSpecial(v, "__float__", []);
  if (result === undefined || result instanceof PyFloat) return result?.value;
  throw rt.typeError(`${rt.typeName(v)}.__float__ returned non-float (type ${rt.typeName(result)})`);
}

/** A real number as a float; anything else is a TypeError. */
export function toFloat(rt: Runtime, v: Value): number {
  const value = realNumber(rt, v);
  if (value === undefined) throw rt.typeError(`must be real number, not ${rt.typeName(v)}`);
  return value;
}

function construct(rt: Runtime, x: Value): number {
  // A subclass's `__float__` comes before the value that it holds.
  const text = strPayload(x);
  if (text === undefined && !(x instanceof PyBytes)) {
    const value = x instanceof PyFloat && x.cls === types.float ? x.value : viaFloat(rt, x);
    if (value !== undefined) return value;
    throw rt.typeError(`float() argument must be a string or a real number, not '${rt.typeName(x)}'`);
  }
  const source = text ?? String.fromCharCode(...(x as PyBytes).data);
  const value = parseFloat(source, rt.repr(x));
  if (value instanceof Fault) throw rt.valueError(value.message);
  return value;
}

function viaFloat(rt: Runtime, x: Value): number | undefined {
  if (x instanceof PyFloat && x.cls.lookup("__float__") === types.float.dict.get("__float__")) return x.value;
  return x instanceof PyFloat ? fromMethod(rt, x) : realNumber(rt, x);
}

/** What `__complex__` of a program's class gives; undefined without that method. */
function viaComplex(rt: Runtime, x: Value): PyComplex | undefined {
  const own = typeOf(x).heap ? rt.callSpecial(x, "__complex__", []) : undefined;
  if (own === undefined || own instanceof PyComplex) return own;
  throw rt.typeError(`__complex__ returned non-complex (type ${rt.typeName(own)})`);
}

/** `round(float, digits)` (C: `float___round___impl`). */
function roundFloat(rt: Runtime, value: number, digits: bigint): number {
  if (!Number.isFinite(value)) return value;
  // Beyond these places nothing can change, or nothing remains.
  if (digits > 323n) return value;
  if (digits < -308n) return 0 * value;
  const scaled = scaledToInteger(value, Number(digits));
  const magnitude = Number(`${scaled}e${-digits}`);
  if (!Number.isFinite(magnitude)) throw rt.error("OverflowError", "rounded value too large to represent");
  return isNegative(value) ? -magnitude : magnitude;
}

/** `round(float)`: the nearest int, halves to even. */
function roundToInt(rt: Runtime, value: number): bigint {
  truncate(rt, value);
  const magnitude = scaledToInteger(value, 0);
  return value < 0 ? -magnitude : magnitude;
}

function integerRatio(rt: Runtime, value: number): Value {
  if (Number.isNaN(value)) throw rt.valueError("cannot convert NaN to integer ratio");
  if (!Number.isFinite(value)) throw rt.error("OverflowError", "cannot convert Infinity to integer ratio");
  let { mantissa, exponent } = binaryParts(value);
  while (mantissa !== 0n && exponent < 0 && (mantissa & 1n) === 0n) {
    mantissa >>= 1n;
    exponent++;
  }
  const signed = value < 0 ? -mantissa : mantissa;
  if (mantissa === 0n) return tuple([0n, 1n]);
  return exponent >= 0 ? tuple([signed << BigInt(exponent), 1n]) : tuple([signed, 1n << BigInt(-exponent)]);
}

function hex(value: number): string {
  if (Number.isNaN(value)) return "nan";
  const sign = isNegative(value) ? "-" : "";
  if (!Number.isFinite(value)) return `${sign}inf`;
  if (value === 0) return `${sign}0x0.0p+0`;
  const { mantissa, exponent } = binaryParts(value);
  const digits = mantissa.toString(16).padStart(14, "0");
  const power = exponent + 52;
  return `${sign}0x${digits[0]}.${digits.slice(1)}p${power < 0 ? "-" : "+"}${Math.abs(power)}`;
}

function fromHex(rt: Runtime, text: string): number {
  const invalid = () => rt.valueError("invalid hexadecimal floating-point string");
  const body = text.trim();
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(body);
  if (special !== null) {
    const magnitude = (special[2] as string).toLowerCase() === "nan" ? NaN : Infinity;
    return special[1] === "-" ? -magnitude : magnitude;
  }
  const match = /^([+-]?)(?:0x)?([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([+-]?\d+))?$/i.exec(body);
  if (match === null || (match[2] ?? "") + (match[3] ?? "") === "") throw invalid();
  const fraction = match[3] ?? "";
  const digits = BigInt(`0x${match[2]}${fraction}`);
  const exponent = Number(match[4] ?? "0") - 4 * fraction.length;
  const magnitude = scale(digits, exponent);
  if (!Number.isFinite(magnitude)) {
    throw rt.error("OverflowError", "hexadecimal value too large to represent as a float");
  }
  return match[1] === "-" ? -magnitude : magnitude;
}

/** `digits * 2 ** exponent`, rounded once, halves to even. */
function scale(digits: bigint, exponent: number): number {
  if (digits === 0n) return 0;
  const bits = digits.toString(2).length;
  const top = bits + exponent;
  if (top > 1024) return Infinity;
  if (top < -1075) return 0;
  // The lowest bit that the result can hold: 53 bits, fewer among subnormal numbers.
  const lowest = Math.max(top - 53, -1074);
  const drop = lowest - exponent;
  let kept = digits;
  if (drop > 0) {
    const unit = 1n << BigInt(drop);
    const rest = digits & (unit - 1n);
    kept = digits >> BigInt(drop);
    if (rest * 2n > unit || (rest * 2n === unit && (kept & 1n) === 1n)) kept++;
  }
  const power = drop > 0 ? lowest : exponent;
  return Number(kept) * 2 ** Math.max(power, -1000) * 2 ** Math.min(0, power + 1000);
}

function plain(body: (rt: Runtime, value: number) => Value): Native<PyFloat> {
  return method([], (rt, self) => body(rt, self.value));
}

/** Gives `float` its construction, methods and attributes. */
export function installFloat(): void {
  defineNew(
    types.float,
    method([optional], (rt, cls, x) => {
      if (x === undefined) return new PyFloat(cls, 0);
      const isItself = cls === types.float && x instanceof PyFloat && x.cls === types.float;
      return isItself ? x : new PyFloat(cls, construct(rt, x));
    }, "unpack"),
  );
  defineClassMethods<PyType>(types.float, {
    fromhex: method([value], (rt, cls, given) => {
      const text = strPayload(given);
      if (text === undefined) throw rt.typeError("bad argument type for built-in operation");
      const made = float(fromHex(rt, text));
      return cls === types.float ? made : rt.call(cls, [made]);
    }),
  });
  defineWrappers<PyFloat>(types.float, {
    __int__: slot((rt, self) => truncate(rt, self.value)),
    __float__: slot((_rt, self) => float(self.value)),
  });
  defineMethods<PyFloat>(types.float, {
    as_integer_ratio: plain(integerRatio),
    conjugate: plain((_rt, value) => float(value)),
    hex: plain((_rt, value) => hex(value)),
    is_integer: plain((_rt, value) => Number.isInteger(value)),
    __ceil__: plain((rt, value) => {
      truncate(rt, value);
      return BigInt(Math.ceil(value));
    }),
    __floor__: plain((rt, value) => {
      truncate(rt, value);
      return BigInt(Math.floor(value));
    }),
    __trunc__: plain(truncate),
    __round__: method([or(null, same)], (rt, { value }, digits) => {
      return digits === null ? roundToInt(rt, value) : float(roundFloat(rt, value, rt.index(digits)));
    }),
  });
  defineAttributes<PyFloat>(types.float, { real: (_rt, self) => float(self.value), imag: () => float(0) });
}

function complexParts(rt: Runtime, real: Slot, imag: Slot): readonly [re: number, im: number] {
  const text = real === undefined ? undefined : strPayload(real);
  if (text !== undefined) {
    if (imag !== undefined) throw rt.typeError("complex() can't take second arg if first is a string");
    const parts = parseComplex(text);
    if (parts instanceof Fault) throw rt.valueError(parts.message);
    return parts;
  }
  if (imag !== undefined && strPayload(imag) !== undefined) {
    throw rt.typeError("complex() second arg can't be a string");
  }
  const part = (v: Value, message: string): PyComplex => {
    if (v instanceof PyComplex) return v;
    const value = viaFloat(rt, v);
    if (value === undefined) throw rt.typeError(`${message}, not '${rt.typeName(v)}'`);
    return new PyComplex(types.complex, value, 0);
  };
  const given = real === undefined ? 0n : real;
  const first = viaComplex(rt, given) ?? part(given, "complex() first argument must be a string or a number");
  if (imag === undefined) return [first.re, first.im];
  const second = part(imag, "complex() second argument must be a number");
  const isComplex = imag instanceof PyComplex;
  return [isComplex ? first.re - second.im : first.re, first.im === 0 ? second.re : second.re + first.im];
}

/** Gives `complex` its construction, methods and attributes. */
export function installComplex(): void {
  defineNew(
    types.complex,
    method(
      [named("real"), named("imag")],
      (rt, cls, real, imag) => new PyComplex(cls, ...complexParts(rt, real, imag)),
    ),
  );
  defineMethods<PyComplex>(types.complex, {
    conjugate: method([], (_rt, { re, im }) => new PyComplex(types.complex, re, -im)),
  });
  defineAttributes<PyComplex>(types.complex, {
    real: (_rt, self) => float(self.re),
    imag: (_rt, self) => float(self.im),
  });
}
