/**
 * Members of `float` and `complex`.
 *
 * @module
 */

import { callSpecial } from "../call/call.ts";
import { OVERFLOW_ERROR, TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { toIndex } from "../sequence/indexing.ts";
import { PyInstance } from "../type/instance.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { splitFloat } from "../modules/math_functions.ts";
import { PyComplex, PyFloat } from "../values/number_values.ts";
import { floatOf, intOf, strOf, unwrap } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { PyTuple } from "../values/sequence_values.ts";
import { NOT_IMPLEMENTED } from "../values/singletons.ts";
import { floatMagnitude } from "../text/float_text.ts";
import { parseComplexText } from "../text/parse_complex.ts";
import { COMPLEX, FLOAT, typeName } from "../type/types.ts";
import { normalizeInt, type PyInt, type Value } from "../values/value.ts";
import { bindArguments, checkCount, positionalOf } from "./arguments.ts";
import { numberAsFloat, toFloat, truncate } from "./conversion.ts";
import { CALLS, classMethod, constructor, getSet, instanceOf, methods, slots } from "./define.ts";
import { builtinDivmod } from "./divmod.ts";
import { hexOfFloat, parseHexFloat } from "./float_hex.ts";
import { power } from "./power.ts";
import { binarySlots, formatMethod, unarySlots, valueSlots } from "./protocols.ts";

/** The double of `self`, which is a float. */
function own(self: Value): number {
  return self instanceof PyFloat ? self.value : floatOf(self) as number;
}

constructor(FLOAT, (rt, cls, given, kwnames) => {
  const args = positionalOf(rt, cls, FLOAT, given, kwnames);
  checkCount(rt, "float", args.length, 0, 1);
  const [value] = args;
  if (value instanceof PyFloat && cls === FLOAT) return value;
  return instanceOf(rt, cls, FLOAT, new PyFloat(value === undefined ? 0 : toFloat(rt, value)));
});

const isReal = (other: Value): boolean => floatOf(other) !== undefined || intOf(other) !== undefined;

valueSlots(FLOAT, true);
formatMethod(FLOAT);
binarySlots(FLOAT, "add sub mul floordiv mod truediv", isReal);
unarySlots(FLOAT, ["__neg__", "__pos__", "__abs__"]);
slots(FLOAT, {
  __pow__: (rt, self, args) => {
    const modulus = args[1] ?? null;
    // What a modulus is wrong with is told before the exponent is looked at.
    return isReal(args[0]) || modulus !== null
      ? power(rt, new PyFloat(own(self)), unwrap(args[0]), modulus)
      : NOT_IMPLEMENTED;
  },
  __rpow__: (rt, self, args) =>
    isReal(args[0]) ? power(rt, unwrap(args[0]), new PyFloat(own(self)), null) : NOT_IMPLEMENTED,
  __divmod__: (rt, self, args) => builtinDivmod(rt, self, args[0]),
  __rdivmod__: (rt, self, args) => builtinDivmod(rt, args[0], self),
  __bool__: (_rt, self) => own(self) !== 0,
  __int__: (rt, self) => truncate(rt, own(self)),
  __float__: (_rt, self) => new PyFloat(own(self)),
});

/** The nearest whole number; ties go to the even one. */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest < 0.5) return floor;
  if (rest > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** `round(value, digits)`, correctly rounded by the exact decimal value (`double_round`). */
function roundDouble(rt: Runtime, value: number, digits: PyInt): number {
  if (!Number.isFinite(value) || value === 0 || digits > 323) return value;
  if (digits < -308) return 0 * value;
  const places = Number(digits);
  const magnitude = Math.abs(value);
  let result: number;
  if (places >= 0) result = Number(floatMagnitude(magnitude, "f", places, false, false));
  else {
    const unit = 10n ** BigInt(-places);
    const whole = BigInt(Math.trunc(magnitude));
    const hasFraction = !Number.isInteger(magnitude);
    let quotient = whole / unit;
    const twice = 2n * (whole - quotient * unit);
    if (twice > unit || (twice === unit && (hasFraction || (quotient & 1n) === 1n))) quotient += 1n;
    result = Number(quotient * unit);
  }
  if (!Number.isFinite(result)) throw raise(rt, OVERFLOW_ERROR, "rounded value too large to represent");
  return value < 0 ? -result : result;
}

methods(FLOAT, CALLS.FAST, {
  __round__: (rt, self, args) => {
    checkCount(rt, "__round__", args.length, 0, 1);
    const [digits] = args;
    const value = own(self);
    if (digits === undefined || digits === null) {
      truncate(rt, value);
      return truncate(rt, roundHalfEven(value));
    }
    return new PyFloat(roundDouble(rt, value, toIndex(rt, digits)));
  },
});

/** Numerator and denominator in lowest terms. */
function floatRatio(rt: Runtime, value: number): readonly [PyInt, PyInt] {
  if (Number.isNaN(value)) throw raise(rt, VALUE_ERROR, "cannot convert NaN to integer ratio");
  if (!Number.isFinite(value)) throw raise(rt, OVERFLOW_ERROR, "cannot convert Infinity to integer ratio");
  const [mantissa, binary] = splitFloat(value);
  let fraction = mantissa;
  let exponent = binary;
  for (let i = 0; i < 300 && fraction !== Math.floor(fraction); i++) {
    fraction *= 2;
    exponent--;
  }
  const numerator = BigInt(fraction);
  return exponent > 0
    ? [normalizeInt(numerator << BigInt(exponent)), 1]
    : [normalizeInt(numerator), normalizeInt(1n << BigInt(-exponent))];
}

methods(FLOAT, CALLS.NOARGS, {
  conjugate: (_rt, self) => new PyFloat(own(self)),
  is_integer: (_rt, self) => Number.isInteger(own(self)),
  as_integer_ratio: (rt, self) => new PyTuple(floatRatio(rt, own(self))),
  hex: (_rt, self) => hexOfFloat(own(self)),
  __trunc__: (rt, self) => truncate(rt, own(self)),
  __floor__: (rt, self) => truncate(rt, Math.floor(own(self))),
  __ceil__: (rt, self) => truncate(rt, Math.ceil(own(self))),
  __getnewargs__: (_rt, self) => new PyTuple([new PyFloat(own(self))]),
});

classMethod(FLOAT, "fromhex", CALLS.O, (rt, cls, args) => {
  const text = strOf(args[0]);
  if (text === undefined) throw raise(rt, TYPE_ERROR, "bad argument type for built-in operation");
  const value = parseHexFloat(text);
  if (value === null) throw raise(rt, VALUE_ERROR, "invalid hexadecimal floating-point string");
  if (!Number.isFinite(value) && /\d/.test(text)) {
    throw raise(rt, OVERFLOW_ERROR, "hexadecimal value too large to represent as a float");
  }
  return instanceOf(rt, cls, FLOAT, new PyFloat(value));
});

getSet(FLOAT, "real", (_rt, self) => new PyFloat(own(self)));
getSet(FLOAT, "imag", () => new PyFloat(0));

/** The complex number of `self`. */
function ownComplex(self: Value): PyComplex {
  return unwrap(self) as PyComplex;
}

/** A part of `complex(real, imag)`: any number, through `__complex__` for the first. */
function complexPart(rt: Runtime, value: Value, which: string): PyComplex {
  if (value instanceof PyInstance) {
    const method = lookupSpecial(value.cls, "__complex__");
    if (method !== undefined && which === "first") {
      const result = unwrap(callSpecial(rt, method, value, []));
      if (result instanceof PyComplex) return result;
      throw raise(rt, TYPE_ERROR, `__complex__ returned non-complex (type ${typeName(result)})`);
    }
  }
  const bare = unwrap(value);
  if (bare instanceof PyComplex) return bare;
  const double = numberAsFloat(rt, value);
  if (double !== undefined) return new PyComplex(double, 0);
  throw raise(
    rt,
    TYPE_ERROR,
    which === "first"
      ? `complex() first argument must be a string or a number, not '${typeName(value)}'`
      : `complex() second argument must be a number, not '${typeName(value)}'`,
  );
}

constructor(COMPLEX, (rt, cls, args, kwnames) => {
  const [real, imag] = bindArguments(
    rt,
    { name: "complex", names: ["real", "imag"], required: 0, positional: 2 },
    args,
    kwnames,
  );
  if (real instanceof PyComplex && imag === undefined && cls === COMPLEX) return real;
  const text = strOf(real);
  if (text !== undefined) {
    if (imag !== undefined) {
      throw raise(rt, TYPE_ERROR, "complex() can't take second arg if first is a string");
    }
    const parsed = parseComplexText(text);
    if (parsed === null) throw raise(rt, VALUE_ERROR, "complex() arg is a malformed string");
    return instanceOf(rt, cls, COMPLEX, new PyComplex(parsed[0], parsed[1]));
  }
  if (strOf(imag) !== undefined) throw raise(rt, TYPE_ERROR, "complex() second arg can't be a string");
  const a = real === undefined ? new PyComplex(0, 0) : complexPart(rt, real, "first");
  if (imag === undefined) return instanceOf(rt, cls, COMPLEX, a);
  const b = complexPart(rt, imag, "second");
  // Parts that are complex themselves are added with their weights.
  return instanceOf(
    rt,
    cls,
    COMPLEX,
    new PyComplex(
      unwrap(imag) instanceof PyComplex ? a.re - b.im : a.re,
      unwrap(real) instanceof PyComplex ? b.re + a.im : b.re,
    ),
  );
});

const isNumber = (other: Value): boolean => unwrap(other) instanceof PyComplex || isReal(other);

valueSlots(COMPLEX, true);
formatMethod(COMPLEX);
binarySlots(COMPLEX, "add sub mul truediv", isNumber);
unarySlots(COMPLEX, ["__neg__", "__pos__", "__abs__"]);
slots(COMPLEX, {
  __pow__: (rt, self, args) =>
    isNumber(args[0]) ? power(rt, ownComplex(self), unwrap(args[0]), args[1] ?? null) : NOT_IMPLEMENTED,
  __rpow__: (rt, self, args) =>
    isNumber(args[0]) ? power(rt, unwrap(args[0]), ownComplex(self), null) : NOT_IMPLEMENTED,
  __bool__: (_rt, self) => ownComplex(self).re !== 0 || ownComplex(self).im !== 0,
});
methods(COMPLEX, CALLS.NOARGS, {
  conjugate: (_rt, self) => new PyComplex(ownComplex(self).re, -ownComplex(self).im),
  __complex__: (_rt, self) => new PyComplex(ownComplex(self).re, ownComplex(self).im),
  __getnewargs__: (_rt, self) => new PyTuple([new PyFloat(ownComplex(self).re), new PyFloat(ownComplex(self).im)]),
});
getSet(COMPLEX, "real", (_rt, self) => new PyFloat(ownComplex(self).re));
getSet(COMPLEX, "imag", (_rt, self) => new PyFloat(ownComplex(self).im));
