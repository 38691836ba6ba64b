/**
 * Dispatch of arithmetic operators over the methods of both operands (C: `Objects/abstract.c`).
 *
 * @module
 */

import { norm } from "../builtins/modules/exact_sums.ts";
import { copyWork } from "../../src/isa/work.ts";
import type { BinaryOperator, Runtime } from "../runtime.ts";
import { NOT_IMPLEMENTED, tuple, typeOf, types } from "../types.ts";
import {
  PyComplex,
  PyDict,
  PyFloat,
  PyFunction,
  PyGenericAlias,
  PyMethodDescriptor,
  PyType,
  PyTypeAlias,
  PyTypeParameter,
  type Slot,
  type Value,
} from "../values.ts";
import { mergeInto } from "../builtins/dict_type.ts";
import {
  floatBinary,
  floatDivMod,
  floorDivide,
  floorModulo,
  intBinary,
  intPayload,
  intPowerModulo,
  intToFloat,
  numberPayload,
} from "./numbers.ts";

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

/** Built-in types that have slots of sequences, but no repetition. */
const SEQUENCES: ReadonlySet<PyType> = new Set([
  types.dict,
  types.set,
  types.frozenset,
  types.range,
  types.dictKeys,
  types.dictValues,
  types.dictItems,
  types.mappingproxy,
]);

/** Concatenation and repetition, once the number protocol has declined. */
function sequenceProtocol(rt: Runtime, op: BinaryOperator, a: Value, b: Value, form: "plain" | "inplace"): Value {
  if (op !== "+" && op !== "*") return NOT_IMPLEMENTED;
  const names = BINARY_METHODS[op];
  const ta = typeOf(a);
  const method = (form === "inplace" ? sequenceMethod(ta, names[2]) : undefined) ?? sequenceMethod(ta, names[0]);
  if (op === "+") return method === undefined ? NOT_IMPLEMENTED : method.body(rt, a, [b], null);
  // FAITHFUL: `a *= b` of an `a` that has slots of sequences, as all instances of classes have, tries no others.
  if (method === undefined && form === "inplace" && (ta.heap || SEQUENCES.has(ta))) return NOT_IMPLEMENTED;
  const [repeating, sequence, count] = method !== undefined
    ? [method, a, b]
    : [sequenceMethod(typeOf(b), names[0]), b, a];
  if (repeating === undefined) return NOT_IMPLEMENTED;
  if (rt.special(count, "__index__") === undefined) {
    throw rt.typeError(`can't multiply sequence by non-int of type '${typeOf(count).name}'`);
  }
  return repeating.body(rt, sequence, [count], null);
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
  if (method === undefined) {
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
    rt.checkInt(payload);
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
    const size = norm([payload.re, payload.im]);
    if (size === Infinity && Number.isFinite(payload.re) && Number.isFinite(payload.im)) {
      throw rt.error("OverflowError", "absolute value too large");
    }
    return new PyFloat(types.float, size);
  }
  return name === "__neg__"
    ? new PyComplex(types.complex, -payload.re, -payload.im)
    : new PyComplex(types.complex, payload.re, payload.im);
}

/** `dict | dict`: a new dict with the items of both. */
export function dictUnion(rt: Runtime, a: Value, b: Value): Value {
  if (!(a instanceof PyDict) || !(b instanceof PyDict)) return NOT_IMPLEMENTED;
  const result = new PyDict(types.dict);
  // An empty dict is copied without being asked.
  if (a.size > 0) mergeInto(rt, result, a);
  mergeInto(rt, result, b);
  return result;
}

/** `int | str` on types: a union, for annotations and isinstance. */
export function typeUnion(rt: Runtime, a: Value, b: Value): Value {
  if (a instanceof PyTypeParameter || b instanceof PyTypeParameter) rt.unsupported("typing.Union");
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
  return v === null || v instanceof PyType || v instanceof PyGenericAlias || v instanceof PyTypeAlias;
}
