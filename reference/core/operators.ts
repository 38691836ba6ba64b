/**
 * Dispatch of arithmetic operators over the methods of both operands (C: `Objects/abstract.c`).
 *
 * @module
 */

import { mergeInto } from "../builtins/dict_type.ts";
import { copyWork } from "../../src/isa/work.ts";
import { NOT_IMPLEMENTED, tuple, typeOf, types } from "../types.ts";
import type { BinaryOperator, Runtime } from "../runtime.ts";
import {
  PyBytes,
  PyComplex,
  PyDict,
  PyDictView,
  PyFloat,
  PyFunction,
  PyGenericAlias,
  PyList,
  PyMethodDescriptor,
  PySet,
  PyTuple,
  PyType,
  PyTypeAlias,
  PyTypeParameter,
  type Slot,
  type Value,
} from "../values.ts";
import { stringPayload } from "./compare.ts";
import {
  floatBinary,
  floatDivMod,
  intBinary,
  intPayload,
  intPowerModulo,
  numberBinary,
  numberPayload,
} from "./numbers.ts";
import { floorDivide, floorModulo, intToFloat } from "./numbers.ts";

/** Method names of each operator: plain, reflected, in-place. */
export const BINARY_METHODS: Readonly<Record<BinaryOperator, readonly [string, string, string]>> = {
  "+": ["__add__", "__radd__", "__iadd__"],
  "&": ["__and__", "__rand__", "__iand__"],
  "//": ["__floordiv__", "__rfloordiv__", "__ifloordiv__"],
  "<<": ["__lshift__", "__rlshift__", "__ilshift__"],
  "@": ["__matmul__", "__rmatmul__", "__imatmul__"],
  "*": ["__mul__", "__rmul__", "__imul__"],
  "%": ["__mod__", "__rmod__", "__imod__"],
  "|": ["__or__", "__ror__", "__ior__"],
  "**": ["__pow__", "__rpow__", "__ipow__"],
  ">>": ["__rshift__", "__rrshift__", "__irshift__"],
  "-": ["__sub__", "__rsub__", "__isub__"],
  "/": ["__truediv__", "__rtruediv__", "__itruediv__"],
  "^": ["__xor__", "__rxor__", "__ixor__"],
};

/** The operators in the order of BINARY_OP's oparg. */
export const BINARY_OPERATORS: readonly BinaryOperator[] = [
  "+",
  "&",
  "//",
  "<<",
  "@",
  "*",
  "%",
  "|",
  "**",
  ">>",
  "-",
  "/",
  "^",
];

/** `a op b`. */
export function binary(rt: Runtime, op: BinaryOperator, a: Value, b: Value): Value {
  if (typeof a === "bigint" && typeof b === "bigint") return known(rt, intBinary(rt, op, a, b), op, op, a, b);
  if (a instanceof PyFloat && b instanceof PyFloat && a.cls === types.float && b.cls === types.float) {
    return known(rt, floatBinary(rt, op, a.value, b.value), op, op, a, b);
  }
  const result = numberProtocol(rt, op, a, b);
  if (result !== NOT_IMPLEMENTED) return result;
  return known(rt, sequenceProtocol(rt, op, a, b, "plain"), op, op, a, b);
}

/** `a op= b`, giving the new value of a. */
export function inplace(rt: Runtime, op: BinaryOperator, a: Value, b: Value): Value {
  if (typeof a === "bigint" && typeof b === "bigint") return known(rt, intBinary(rt, op, a, b), op, `${op}=`, a, b);
  const method = numberMethod(typeOf(a), BINARY_METHODS[op][2]);
  let result: Value = NOT_IMPLEMENTED;
  if (method !== undefined) result = callMethod(rt, method, a, b);
  if (result === NOT_IMPLEMENTED) result = numberProtocol(rt, op, a, b);
  if (result === NOT_IMPLEMENTED) result = sequenceProtocol(rt, op, a, b, "inplace");
  return known(rt, result, op, `${op}=`, a, b);
}

function known(rt: Runtime, result: Value, op: BinaryOperator, symbol: string, a: Value, b: Value): Value {
  if (result !== NOT_IMPLEMENTED) return result;
  const name = op !== "**" ? symbol : symbol === "**" ? "** or pow()" : "**=";
  throw rt.typeError(`unsupported operand type(s) for ${name}: '${typeOf(a).name}' and '${typeOf(b).name}'`);
}

/** A method of the number protocol: concatenation and repetition of built-in sequences are none. */
function numberMethod(type: PyType, name: string): Slot {
  const method = type.lookup(name);
  return method instanceof PyMethodDescriptor && method.sequence ? undefined : method;
}

function callMethod(rt: Runtime, method: Value, self: Value, other: Value): Value {
  if (method instanceof PyMethodDescriptor) return method.body(rt, self, [other], null);
  if (method instanceof PyFunction) return rt.call(method, [self, other]);
  if (method === null) return NOT_IMPLEMENTED;
  return rt.call(rt.bind(method, self, typeOf(self)), [other]);
}

/** C: `binary_op1`. The right operand goes first when its type is a proper subtype that brings its own method. */
function numberProtocol(rt: Runtime, op: BinaryOperator, a: Value, b: Value): Value {
  return reflected(rt, BINARY_METHODS[op][0], BINARY_METHODS[op][1], a, b);
}

function reflected(rt: Runtime, name: string, reflectedName: string, a: Value, b: Value): Value {
  const ta = typeOf(a);
  const tb = typeOf(b);
  const left = numberMethod(ta, name);
  let right = ta === tb ? undefined : numberMethod(tb, reflectedName);
  if (right !== undefined && tb.isSubtypeOf(ta) && right !== ta.lookup(reflectedName)) {
    const result = callMethod(rt, right, b, a);
    if (result !== NOT_IMPLEMENTED) return result;
    right = undefined;
  }
  if (left !== undefined) {
    const result = callMethod(rt, left, a, b);
    if (result !== NOT_IMPLEMENTED) return result;
  }
  return right === undefined ? NOT_IMPLEMENTED : callMethod(rt, right, b, a);
}

/** The built-in sequence method of a type, whether or not a program's class hides it. */
function sequenceMethod(type: PyType, name: string): PyMethodDescriptor | undefined {
  for (const cls of type.mro) {
    const method = cls.dict.get(name);
    if (method instanceof PyMethodDescriptor && method.sequence) return method;
  }
  return undefined;
}

/** Concatenation and repetition, once the number protocol has declined. */
function sequenceProtocol(rt: Runtime, op: BinaryOperator, a: Value, b: Value, form: "plain" | "inplace"): Value {
  if (op !== "+" && op !== "*") return NOT_IMPLEMENTED;
  const names = BINARY_METHODS[op];
  const ta = typeOf(a);
  const method = (form === "inplace" ? sequenceMethod(ta, names[2]) : undefined) ?? sequenceMethod(ta, names[0]);
  if (method !== undefined) return method.body(rt, a, [b], null);
  if (op === "+") return NOT_IMPLEMENTED;
  const reflectedMethod = sequenceMethod(typeOf(b), names[0]);
  return reflectedMethod === undefined ? NOT_IMPLEMENTED : reflectedMethod.body(rt, b, [a], null);
}

/** `divmod(a, b)`. */
export function divmod(rt: Runtime, a: Value, b: Value): Value {
  const result = reflected(rt, "__divmod__", "__rdivmod__", a, b);
  if (result !== NOT_IMPLEMENTED) return result;
  throw rt.typeError(`unsupported operand type(s) for divmod(): '${typeOf(a).name}' and '${typeOf(b).name}'`);
}

/** divmod of built-in numbers. */
export function numberDivmod(rt: Runtime, left: Value, right: Value): Value {
  const a = numberPayload(left);
  const b = numberPayload(right);
  if (a === undefined || b === undefined || a instanceof PyComplex || b instanceof PyComplex) return NOT_IMPLEMENTED;
  if (typeof a === "bigint" && typeof b === "bigint") {
    if (b === 0n) throw rt.error("ZeroDivisionError", "integer division or modulo by zero");
    return tuple([floorDivide(a, b), floorModulo(a, b)]);
  }
  const x = typeof a === "bigint" ? intToFloat(rt, a) : a.value;
  const y = typeof b === "bigint" ? intToFloat(rt, b) : b.value;
  if (y === 0) throw rt.error("ZeroDivisionError", "float divmod()");
  const [quotient, remainder] = floatDivMod(x, y);
  return tuple([new PyFloat(types.float, quotient), new PyFloat(types.float, remainder)]);
}

/** `pow(a, b, m)`. */
export function powMod(rt: Runtime, a: Value, b: Value, m: Value): Value {
  if (m === null) return binary(rt, "**", a, b);
  const [x, y, z] = [intPayload(a), intPayload(b), intPayload(m)];
  if (x !== undefined && y !== undefined && z !== undefined && !typeOf(a).heap) return intPowerModulo(rt, x, y, z);
  const method = typeOf(a).lookup("__pow__");
  if (typeOf(a).heap && method !== undefined) {
    const result = rt.callSpecial(a, "__pow__", [b, m]) as Value;
    if (result !== NOT_IMPLEMENTED) return result;
  }
  // The first operand of a class that knows of powers, but not of these.
  const fit = numberPayload(a) !== undefined && numberPayload(b) !== undefined;
  for (const v of [a, b, m]) {
    if (v instanceof PyFloat) throw rt.typeError("pow() 3rd argument not allowed unless all arguments are integers");
    if (v instanceof PyComplex && fit) throw rt.valueError("complex modulo");
  }
  const names = [a, b, m].map((v) => `'${typeOf(v).name}'`);
  throw rt.typeError(`unsupported operand type(s) for ** or pow(): ${names[0]}, ${names[1]}, ${names[2]}`);
}

/** `-v`, `+v`, `~v`: method name and symbol in the error text. */
export function unary(rt: Runtime, name: "__neg__" | "__pos__" | "__invert__" | "__abs__", v: Value): Value {
  if (typeof v === "bigint") return nativeUnary(rt, name, v);
  const method = typeOf(v).lookup(name);
  if (method === undefined || method === null) {
    const what = { __neg__: "unary -", __pos__: "unary +", __invert__: "unary ~", __abs__: "abs()" }[name];
    throw rt.typeError(`bad operand type for ${what}: '${typeOf(v).name}'`);
  }
  if (method instanceof PyMethodDescriptor) return method.body(rt, v, [], null);
  return rt.callSpecial(v, name, []) as Value;
}

/** The unary operators of built-in numbers. */
export function nativeUnary(rt: Runtime, name: "__neg__" | "__pos__" | "__invert__" | "__abs__", v: Value): Value {
  const payload = numberPayload(v) as bigint | PyFloat | PyComplex;
  if (typeof payload === "bigint") {
    switch (name) {
      case "__neg__":
        return -payload;
      case "__pos__":
        return payload;
      case "__invert__":
        return ~payload;
      case "__abs__":
        return payload < 0n ? -payload : payload;
    }
  }
  if (payload instanceof PyFloat) {
    if (name === "__pos__") return new PyFloat(types.float, payload.value);
    return new PyFloat(types.float, name === "__neg__" ? -payload.value : Math.abs(payload.value));
  }
  if (name === "__abs__") {
    const size = Math.hypot(payload.re, payload.im);
    if (size === Infinity && Number.isFinite(payload.re) && Number.isFinite(payload.im)) {
      throw rt.error("OverflowError", "absolute value too large");
    }
    return new PyFloat(types.float, size);
  }
  return name === "__neg__"
    ? new PyComplex(types.complex, -payload.re, -payload.im)
    : new PyComplex(types.complex, payload.re, payload.im);
}

/** Set operators: both operands must be sets; the result has the built-in type of the left one. */
export function setBinary(rt: Runtime, op: BinaryOperator, a: Value, b: Value): Value {
  if (!(a instanceof PySet) || !(b instanceof PySet)) return NOT_IMPLEMENTED;
  return setOperation(rt, op, a, b);
}

/** The same for any iterable on the right, as the methods `union`, ... want it. */
export function setOperation(rt: Runtime, op: BinaryOperator, a: PySet, other: Value): PySet {
  const result = new PySet(a.cls.layout === "frozenset" ? types.frozenset : types.set);
  switch (op) {
    case "|":
      result.merge(rt, a);
      updateSet(rt, result, other);
      return result;
    case "&":
      intersect(rt, result, a, other);
      return result;
    case "-": {
      // C: a small right operand is taken out of a copy, so that the copy's order stays.
      const small = other instanceof PySet && a.size >> 2 > other.size;
      if (!small && (other instanceof PySet || other instanceof PyDict)) {
        for (const item of a.items()) {
          if (!rt.contains(other, item)) result.add(rt, item);
        }
        return result;
      }
      result.merge(rt, a);
      rt.forEach(other, (item) => {
        result.discard(rt, item);
      });
      return result;
    }
    default: {
      // Symmetric difference: a copy of the right operand with each item of the left one toggled.
      updateSet(rt, result, other);
      for (const item of a.items()) {
        if (!result.discard(rt, item)) result.add(rt, item);
      }
      return result;
    }
  }
}

function intersect(rt: Runtime, result: PySet, a: PySet, other: Value): void {
  if (other instanceof PySet) {
    // The larger one is asked, the smaller one iterated.
    const [small, large] = other.size > a.size ? [a, other] : [other, a];
    for (const item of small.items()) {
      if (large.has(rt, item)) result.add(rt, item);
    }
    return;
  }
  rt.forEach(other, (item) => {
    if (a.has(rt, item)) result.add(rt, item);
  });
}

/** Adds all items of an iterable to a set, in the way and so in the order of `set.update`. */
export function updateSet(rt: Runtime, set: PySet, other: Value): void {
  if (other instanceof PySet) {
    set.merge(rt, other);
    return;
  }
  if (other instanceof PyDict && other.cls === types.dict) {
    set.reserveForDict(other.size);
    for (const entry of other.entries()) set.add(rt, entry.key);
    return;
  }
  rt.forEach(other, (item) => {
    set.add(rt, item);
    rt.checkSize(set.size);
  });
}

/** In-place set operators change the left operand. */
export function setInplace(rt: Runtime, op: BinaryOperator, a: Value, b: Value): Value {
  if (!(a instanceof PySet) || !(b instanceof PySet)) return NOT_IMPLEMENTED;
  switch (op) {
    case "|":
      a.merge(rt, b);
      break;
    case "&":
      a.replaceWith(setOperation(rt, "&", a, b));
      break;
    case "-":
      if (a === b) a.clear();
      else for (const item of b.items()) a.discard(rt, item);
      break;
    default:
      if (a === b) a.clear();
      else {
        for (const item of b.items()) {
          if (!a.discard(rt, item)) a.add(rt, item);
        }
      }
  }
  return a;
}

/** `keys() & other` and the like: always a new set. */
export function viewBinary(rt: Runtime, op: BinaryOperator, a: Value, b: Value): Value {
  const left = new PySet(types.set);
  updateSet(rt, left, a);
  if (op === "&" && !(b instanceof PySet) && !(b instanceof PyDictView)) {
    const result = new PySet(types.set);
    intersect(rt, result, left, b);
    return result;
  }
  return setOperation(rt, op, left, b);
}

/** `dict | dict`: a new dict with the items of both. */
export function dictUnion(rt: Runtime, a: Value, b: Value): Value {
  if (!(a instanceof PyDict) || !(b instanceof PyDict)) return NOT_IMPLEMENTED;
  rt.spend(a.size + b.size);
  const result = new PyDict(types.dict);
  // An empty dict is copied without being asked.
  if (a.size > 0) mergeInto(rt, result, a);
  mergeInto(rt, result, b);
  return result;
}

/** `list + list`, `tuple + tuple`, `str + str`, `bytes + bytes`. */
export function concatenate(rt: Runtime, a: Value, b: Value): Value {
  const text = stringPayload(a);
  if (text !== undefined) {
    const other = stringPayload(b);
    if (other === undefined) throw rt.typeError(`can only concatenate str (not "${typeOf(b).name}") to str`);
    rt.checkNew(text.length + other.length);
    return text + other;
  }
  if (a instanceof PyList) {
    if (!(b instanceof PyList)) throw rt.typeError(`can only concatenate list (not "${typeOf(b).name}") to list`);
    rt.checkNew(a.items.length + b.items.length);
    return new PyList(types.list, a.items.concat(b.items));
  }
  if (a instanceof PyTuple) {
    if (!(b instanceof PyTuple)) throw rt.typeError(`can only concatenate tuple (not "${typeOf(b).name}") to tuple`);
    rt.checkNew(a.items.length + b.items.length);
    if (a.items.length === 0 && b.cls === types.tuple) return b;
    if (b.items.length === 0 && a.cls === types.tuple) return a;
    return tuple(a.items.concat(b.items));
  }
  const left = a as PyBytes;
  if (!(b instanceof PyBytes)) throw rt.typeError(`can't concat ${typeOf(b).name} to ${left.cls.name}`);
  const data = new Uint8Array(left.data.length + b.data.length);
  data.set(left.data);
  data.set(b.data, left.data.length);
  return new PyBytes(left.cls.layout === "bytearray" ? types.bytearray : types.bytes, data);
}

/** `sequence * n`. */
export function repeat(rt: Runtime, a: Value, b: Value): Value {
  const index = rt.indexOptional(b);
  if (index === undefined) throw rt.typeError(`can't multiply sequence by non-int of type '${typeOf(b).name}'`);
  if (BigInt.asIntN(64, index) !== index) {
    throw rt.error("OverflowError", "cannot fit 'int' into an index-sized integer");
  }
  const count = index < 0n ? 0n : index;
  const text = stringPayload(a);
  if (text !== undefined) {
    rt.checkNew(BigInt(text.length) * count);
    return text === "" ? "" : text.repeat(Number(count));
  }
  if (a instanceof PyList || a instanceof PyTuple) {
    rt.checkNew(BigInt(a.items.length) * count);
    if (a instanceof PyTuple && count === 1n && a.cls === types.tuple) return a;
    const items: Value[] = [];
    if (a.items.length > 0) {
      for (let i = 0n; i < count; i++) {
        for (const item of a.items) items.push(item);
      }
    }
    return a instanceof PyList ? new PyList(types.list, items) : tuple(items);
  }
  const bytes = a as PyBytes;
  rt.checkNew(BigInt(bytes.data.length) * count);
  const data = new Uint8Array(bytes.data.length * (bytes.data.length === 0 ? 0 : Number(count)));
  for (let at = 0; at < data.length; at += bytes.data.length) data.set(bytes.data, at);
  return new PyBytes(bytes.cls.layout === "bytearray" ? types.bytearray : types.bytes, data);
}

/** `list += iterable`, in place. */
export function listExtendInplace(rt: Runtime, a: Value, b: Value): Value {
  const list = a as PyList;
  extendList(rt, list, b);
  return list;
}

/** Appends all items of an iterable to a list; a list extended by itself doubles. */
export function extendList(rt: Runtime, list: PyList, iterable: Value): void {
  if ((iterable instanceof PyList || iterable instanceof PyTuple) && !iterable.cls.heap) {
    const items = iterable.items;
    const count = items.length;
    rt.checkSize(list.items.length + count);
    for (let i = 0; i < count; i++) list.items.push(items[i] as Value);
    return;
  }
  const iterator = rt.iter(iterable);
  rt.lengthHint(iterable, 8);
  for (let item = rt.next(iterator); item !== undefined; item = rt.next(iterator)) {
    list.items.push(item);
    rt.checkSize(list.items.length);
  }
}

/** `list *= n`, in place. */
export function listRepeatInplace(rt: Runtime, a: Value, b: Value): Value {
  const list = a as PyList;
  list.items = (repeat(rt, list, b) as PyList).items;
  return list;
}

/** `int | str` on types: a union, for annotations and isinstance. */
export function typeUnion(rt: Runtime, a: Value, b: Value): Value {
  if (!isUnionMember(a) || !isUnionMember(b)) return NOT_IMPLEMENTED;
  const members: Value[] = [];
  for (const side of [a, b]) {
    const parts = side instanceof PyGenericAlias && side.cls === types.unionType ? side.args.items : [side];
    rt.spend(parts.length + copyWork(parts.length * members.length));
    for (const part of parts) {
      const member = part === null ? types.NoneType : part;
      if (!members.includes(member)) members.push(member);
    }
  }
  if (members.length === 1) return members[0] as Value;
  return new PyGenericAlias(types.unionType, types.unionType, tuple(members));
}

function isUnionMember(v: Value): boolean {
  return v === null || v instanceof PyType || v instanceof PyGenericAlias || v instanceof PyTypeParameter ||
    v instanceof PyTypeAlias;
}

export { numberBinary };
