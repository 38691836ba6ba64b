/**
 * Members of `int` and `bool`.
 *
 * @module
 */

import { bytesOfHex, hexOfBytes } from "../../isa/hex.ts";
import { productWork } from "../../isa/work.ts";
import { OVERFLOW_ERROR, TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { indexOf, toIndex, toSize } from "../sequence/indexing.ts";
import { bitLength, intAbs, intAdd, intModulo, intSubtract, intToDouble } from "../number/int.ts";
import { isIterable, itemsOf, itemsWithHint } from "../iterator/iteration.ts";
import { PyFloat } from "../values/number_values.ts";
import { intOf, strOf, unwrap } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import { checkNew, type Runtime } from "../runtime.ts";
import { PyByteArray, PyBytes, PyTuple } from "../values/sequence_values.ts";
import { NOT_IMPLEMENTED } from "../values/singletons.ts";
import { isTrue } from "../values/truth.ts";
import { BOOL, INT, typeName } from "../type/types.ts";
import { repr } from "../text/repr.ts";
import { normalizeInt, type PyInt, type Value } from "../values/value.ts";
import { builtinBinary } from "../number/builtin_binary.ts";
import type { NativeImpl } from "../values/callable_values.ts";
import { bindArguments, checkCount, noKeywords, strArgument } from "./arguments.ts";
import { latin1, parseIntText, toInt } from "./conversion.ts";
import { CALLS, classMethod, constructor, getSet, instanceOf, methods, slots } from "./define.ts";
import { builtinDivmod } from "./divmod.ts";
import { power } from "./power.ts";
import { binarySlots, formatMethod, unarySlots, valueSlots } from "./protocols.ts";

/** The int of `self`, which is an int or a bool. */
function own(self: Value): PyInt {
  return typeof self === "number" ? self : intOf(self) as PyInt;
}

constructor(INT, (rt, cls, args, kwnames) => {
  // The positional-only first parameter and `base`.
  const [value, base] = bindArguments(
    rt,
    { name: "int", names: ["", "base"], required: 0, positional: 2 },
    args,
    kwnames,
  );
  if (value === undefined) {
    if (base !== undefined) throw raise(rt, TYPE_ERROR, "int() missing string argument");
    return instanceOf(rt, cls, INT, 0);
  }
  if (base === undefined) return instanceOf(rt, cls, INT, toInt(rt, value));
  const radix = toIndex(rt, base);
  if ((radix !== 0 && radix < 2) || radix > 36) {
    throw raise(rt, VALUE_ERROR, "int() base must be >= 2 and <= 36, or 0");
  }
  const bare = unwrap(value);
  const text = typeof bare === "string"
    ? bare
    : bare instanceof PyBytes || bare instanceof PyByteArray
    ? latin1(bare.data)
    : undefined;
  if (text === undefined) throw raise(rt, TYPE_ERROR, "int() can't convert non-string with explicit base");
  return instanceOf(
    rt,
    cls,
    INT,
    parseIntText(rt, text, Number(radix), bare instanceof PyByteArray ? new PyBytes(bare.data) : bare),
  );
});

constructor(BOOL, (rt, _cls, args, kwnames) => {
  noKeywords(rt, "bool", kwnames);
  checkCount(rt, "bool", args.length, 0, 1);
  return args.length === 0 ? false : isTrue(rt, args[0]);
});

const isIntLike = (other: Value): boolean => intOf(other) !== undefined;

valueSlots(INT, true);
slots(INT, { __repr__: (rt, self) => repr(rt, own(self)) });
formatMethod(INT);
binarySlots(INT, "add sub mul floordiv mod truediv lshift rshift and or xor", isIntLike);
unarySlots(INT, ["__neg__", "__pos__", "__abs__", "__invert__"]);
slots(INT, {
  __pow__: (rt, self, args) => {
    if (!isIntLike(args[0])) return NOT_IMPLEMENTED;
    return power(rt, own(self), own(args[0]), args[1] ?? null);
  },
  __rpow__: (rt, self, args) =>
    isIntLike(args[0]) ? power(rt, own(args[0]), own(self), args[1] ?? null) : NOT_IMPLEMENTED,
  __divmod__: (rt, self, args) => isIntLike(args[0]) ? builtinDivmod(rt, self, args[0]) : NOT_IMPLEMENTED,
  __rdivmod__: (rt, self, args) => isIntLike(args[0]) ? builtinDivmod(rt, args[0], self) : NOT_IMPLEMENTED,
  __bool__: (_rt, self) => own(self) !== 0,
  __int__: (_rt, self) => own(self),
  __index__: (_rt, self) => own(self),
  __float__: (rt, self) => new PyFloat(intToDouble(rt, own(self))),
});

const boolOperator = (op: number): NativeImpl => (rt, self, args) =>
  isIntLike(args[0]) ? builtinBinary(rt, op, self, args[0]) : NOT_IMPLEMENTED;
slots(BOOL, {
  __repr__: (_rt, self) => self === true ? "True" : "False",
  __and__: boolOperator(1),
  __rand__: boolOperator(1),
  __or__: boolOperator(7),
  __ror__: boolOperator(7),
  __xor__: boolOperator(12),
  __rxor__: boolOperator(12),
});

/** Rounds half to even at a power of ten (`int.__round__`). */
function roundInt(rt: Runtime, value: PyInt, digits: PyInt): PyInt {
  if (digits >= 0) return value;
  checkNew(rt, Number(-digits));
  rt.burn(productWork(Number(-digits), Number(-digits)));
  const unit = normalizeInt(10n ** BigInt(-digits));
  // Remainder towards the nearest multiple; ties go to the even one.
  const rest = intModulo(rt, value, unit);
  const floor = intSubtract(value, rest);
  const twice = intAdd(rest, rest);
  if (twice < unit) return floor;
  if (twice > unit) return intAdd(floor, unit);
  const quotient = BigInt(floor) / BigInt(unit);
  return quotient % 2n === 0n ? floor : intAdd(floor, unit);
}

methods(INT, CALLS.FAST, {
  __round__: (rt, self, args) => {
    checkCount(rt, "__round__", args.length, 0, 1);
    return args.length === 0 ? own(self) : roundInt(rt, own(self), toIndex(rt, args[0]));
  },
});

/** One bits of each hexadecimal digit. */
const ONES = [0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4];

/** One bits of the absolute value. */
function bitCount(value: PyInt): number {
  let count = 0;
  for (const digit of intAbs(value).toString(16)) count += ONES[Number.parseInt(digit, 16)] as number;
  return count;
}

methods(INT, CALLS.NOARGS, {
  conjugate: (_rt, self) => own(self),
  bit_length: (_rt, self) => {
    const value = own(self);
    return typeof value === "number" && Math.abs(value) <= 0x7fff_ffff
      ? 32 - Math.clz32(Math.abs(value))
      : bitLength(BigInt(value));
  },
  bit_count: (_rt, self) => bitCount(own(self)),
  as_integer_ratio: (_rt, self) => new PyTuple([own(self), 1]),
  is_integer: () => true,
  __trunc__: (_rt, self) => own(self),
  __floor__: (_rt, self) => own(self),
  __ceil__: (_rt, self) => own(self),
  __getnewargs__: (_rt, self) => new PyTuple([own(self)]),
  __sizeof__: (_rt, self) => 24 + 4 * Math.max(1, Math.ceil(bitLength(BigInt(own(self))) / 30)),
});

/** True for "little", false for "big". */
function isLittle(rt: Runtime, name: string, order: Value): boolean {
  if (order === undefined) return false;
  const text = strArgument(rt, name, "argument 'byteorder'", order);
  if (text !== "little" && text !== "big") {
    throw raise(rt, VALUE_ERROR, "byteorder must be either 'little' or 'big'");
  }
  return text === "little";
}

methods(INT, CALLS.FAST_KEYWORDS, {
  to_bytes: (rt, self, args, kwnames) => {
    const [length, order, signed] = bindArguments(
      rt,
      { name: "to_bytes", names: ["length", "byteorder", "signed"], required: 0, positional: 2 },
      args,
      kwnames,
    );
    const count = length === undefined ? 1 : toSize(rt, length);
    const little = isLittle(rt, "to_bytes", order);
    const isSigned = signed !== undefined && isTrue(rt, signed);
    if (count < 0) throw raise(rt, VALUE_ERROR, "length argument must be non-negative");
    checkNew(rt, count);
    const value = BigInt(own(self));
    if (value < 0n && !isSigned) throw raise(rt, OVERFLOW_ERROR, "can't convert negative int to unsigned");
    const bits = BigInt(8 * count);
    const fits = isSigned
      // FAITHFUL: no bytes at all are room enough for -1.
      ? count === 0 ? value === 0n || value === -1n : value >= -(1n << (bits - 1n)) && value < 1n << (bits - 1n)
      : value < 1n << bits;
    if (!fits) throw raise(rt, OVERFLOW_ERROR, "int too big to convert");
    const hex = BigInt.asUintN(8 * count, value).toString(16).padStart(2 * count, "0");
    const data = bytesOfHex(hex.slice(hex.length - 2 * count));
    return new PyBytes(little ? data.reverse() : data);
  },
});

classMethod(INT, "from_bytes", CALLS.FAST_KEYWORDS, (rt, cls, args, kwnames) => {
  const [source, order, signed] = bindArguments(
    rt,
    { name: "from_bytes", names: ["bytes", "byteorder", "signed"], required: 1, positional: 2 },
    args,
    kwnames,
  );
  const little = isLittle(rt, "from_bytes", order);
  const isSigned = signed !== undefined && isTrue(rt, signed);
  const data = bytesOf(rt, source);
  const count = data.length;
  let value = count === 0 ? 0n : BigInt(`0x${hexOfBytes(little ? data.slice().reverse() : data)}`);
  if (isSigned) value = BigInt.asIntN(8 * count, value);
  const int = normalizeInt(value);
  if (cls === BOOL) return int !== 0;
  return instanceOf(rt, cls, INT, int);
});

/** `bytes(source)` of what is bytes or an iterable of ints; `noun` is what error texts call an item. */
export function bytesOf(rt: Runtime, source: Value, noun = "bytes"): Uint8Array {
  const bare = unwrap(source);
  if (bare instanceof PyBytes || bare instanceof PyByteArray) return bare.data.slice();
  if (strOf(source) !== undefined) throw raise(rt, TYPE_ERROR, "cannot convert 'str' object to bytes");
  if (!isIterable(source)) {
    throw raise(
      rt,
      TYPE_ERROR,
      `cannot convert '${typeName(source)}' object to ${noun === "byte" ? "bytearray" : noun}`,
    );
  }
  // bytes ask how many there will be, a bytearray does not.
  const items = noun === "byte" ? itemsOf(rt, source) : itemsWithHint(rt, source);
  return Uint8Array.from(items, (item) => byteOf(rt, item, noun));
}

/** An item of bytes: an int below 256. */
export function byteOf(rt: Runtime, item: Value, noun: string): number {
  const byte = indexOf(rt, item) ?? toIndex(rt, item);
  if (byte < 0 || byte > 255) throw raise(rt, VALUE_ERROR, `${noun} must be in range(0, 256)`);
  return Number(byte);
}

getSet(INT, "real", (_rt, self) => own(self));
getSet(INT, "imag", () => 0);
getSet(INT, "numerator", (_rt, self) => own(self));
getSet(INT, "denominator", () => 1);
