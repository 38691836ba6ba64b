/**
 * Comparisons.
 *
 * @module
 */

import { copyWork, textWork } from "../../isa/work.ts";
import { callSpecial } from "../call/call.ts";
import { workOf } from "../call/native_work.ts";
import { PyBuiltin, PyCell, PyMethod, PyMethodWrapper, PySlotWrapper } from "./callable_values.ts";
import { PyCode } from "./code.ts";
import { codesEqual } from "./code_equality.ts";
import { compareSets } from "../set/set_compare.ts";
import { dictsEqual, viewCompare } from "../dict/dict_compare.ts";
import { PyDict, PyDictView } from "../dict/dict.ts";
import { PyMappingProxy } from "../dict/mapping_proxy.ts";
import { TYPE_ERROR } from "../exception/exception_types.ts";
import { PyInstance } from "../type/instance.ts";
import { PyNamespace } from "../type/namespace.ts";
import { compareIntDouble } from "../number/int.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { PyComplex, PyFloat } from "./number_values.ts";
import { unwrap } from "./payload.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { PyByteArray, PyBytes, PyList, PyRange, PySlice, PyTuple } from "./sequence_values.ts";
import { PyAnySet } from "../set/set.ts";
import { NOT_IMPLEMENTED } from "./singletons.ts";
import { isTrue } from "./truth.ts";
import type { PyType } from "../type/type.ts";
import { typeOf } from "../type/types.ts";
import { PyGenericAlias, PyUnion } from "./typing_values.ts";
import type { PyInt, Value } from "./value.ts";

/** Comparison operators as COMPARE_OP numbers them. */
export const COMPARE = { LT: 0, LE: 1, EQ: 2, NE: 3, GT: 4, GE: 5 } as const;

/** Names of the methods, by operator. */
export const COMPARE_METHODS = ["__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"] as const;

const SYMBOLS = ["<", "<=", "==", "!=", ">", ">="] as const;

/** The operator with its sides exchanged. */
const SWAPPED = [4, 5, 2, 3, 0, 1] as const;

/** `left op right` (`PyObject_RichCompare`). */
export function richCompare(rt: Runtime, left: Value, right: Value, op: number): Value {
  if (typeof left === "number" && typeof right === "number") {
    return ordered(left < right ? -1 : left > right ? 1 : 0, op);
  }
  if (typeof left === "string" && typeof right === "string") {
    rt.burn(textWork(left.length));
    return compareTextBy(left, right, op);
  }
  if (left instanceof PyFloat && right instanceof PyFloat) return compareDoubles(left.value, right.value, op);
  return compareGeneric(rt, left, right, op);
}

/** The truth of a comparison. */
export function compareTruth(rt: Runtime, left: Value, right: Value, op: number): boolean {
  const result = richCompare(rt, left, right, op);
  return typeof result === "boolean" ? result : isTrue(rt, result);
}

/** Whether two values are the same object. Ints are when they are equal, and long ones take as long to look at. */
export function isSame(rt: Runtime, left: Value, right: Value): boolean {
  if (typeof left === "bigint") rt.burn(workOf(left));
  return left === right;
}

/** True for the same object or for what is equal (`PyObject_RichCompareBool` with ==). */
export function valuesEqual(rt: Runtime, left: Value, right: Value): boolean {
  if (isSame(rt, left, right)) return true;
  return compareTruth(rt, left, right, COMPARE.EQ);
}

/** The result of an operator for operands whose order is known. */
function ordered(order: number, op: number): boolean {
  switch (op) {
    case 0:
      return order < 0;
    case 1:
      return order <= 0;
    case 2:
      return order === 0;
    case 3:
      return order !== 0;
    case 4:
      return order > 0;
    default:
      return order >= 0;
  }
}

function compareDoubles(left: number, right: number, op: number): boolean {
  switch (op) {
    case 0:
      return left < right;
    case 1:
      return left <= right;
    case 2:
      return left === right;
    case 3:
      return left !== right;
    case 4:
      return left > right;
    default:
      return left >= right;
  }
}

function compareTextBy(left: string, right: string, op: number): boolean {
  if (op === COMPARE.EQ) return left === right;
  if (op === COMPARE.NE) return left !== right;
  return ordered(compareText(left, right), op);
}

/** Order of strings by code points: surrogates, halves of the highest ones, sort after all else. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a !== b) return codePointRank(a) - codePointRank(b);
  }
  return left.length - right.length;
}

function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}

function compareGeneric(rt: Runtime, left: Value, right: Value, op: number): Value {
  const leftType = typeOf(left);
  const rightType = typeOf(right);
  let checkedReverse = false;
  if (leftType !== rightType && rightType.isSubtype(leftType)) {
    checkedReverse = true;
    const result = compareBySlot(rt, rightType, right, left, SWAPPED[op] as number);
    if (result !== NOT_IMPLEMENTED) return result;
  }
  const result = compareBySlot(rt, leftType, left, right, op);
  if (result !== NOT_IMPLEMENTED) return result;
  if (!checkedReverse) {
    const reversed = compareBySlot(rt, rightType, right, left, SWAPPED[op] as number);
    if (reversed !== NOT_IMPLEMENTED) return reversed;
  }
  if (op === COMPARE.EQ) return left === right;
  if (op === COMPARE.NE) return left !== right;
  throw raise(
    rt,
    TYPE_ERROR,
    `'${SYMBOLS[op]}' not supported between instances of '${leftType.name}' and '${rightType.name}'`,
  );
}

/** `tp_richcompare`: for classes of programs the method of that name, for builtin types what they do themselves. */
function compareBySlot(rt: Runtime, type: PyType, self: Value, other: Value, op: number): Value {
  if (!type.isHeap && !type.cls.isHeap) return compareBuiltin(rt, self, other, op);
  const holder = type;
  const method = lookupSpecial(holder, COMPARE_METHODS[op] as string);
  if (method === undefined) return NOT_IMPLEMENTED;
  if (method instanceof PySlotWrapper) {
    rt.burn(1);
    return method.impl(rt, self, [other], null);
  }
  return callSpecial(rt, method, self, [other]);
}

/** What `object` does: identity for ==, and != as the opposite of what the type's == says. */
export function compareObjects(rt: Runtime, self: Value, other: Value, op: number): Value {
  if (op === COMPARE.EQ) return self === other ? true : NOT_IMPLEMENTED;
  if (op !== COMPARE.NE) return NOT_IMPLEMENTED;
  const result = compareBySlot(rt, typeOf(self), self, other, COMPARE.EQ);
  return result === NOT_IMPLEMENTED ? result : !isTrue(rt, result);
}

/** Comparison of a value of a builtin type, or of an instance as its builtin base does it. */
export function compareBuiltin(rt: Runtime, selfValue: Value, otherValue: Value, op: number): Value {
  const self = unwrap(selfValue);
  const other = unwrap(otherValue);
  rt.burn(workOf(self) + 1);
  switch (typeof self) {
    case "number":
    case "bigint":
      return compareInt(self, other, op);
    case "boolean":
      return compareInt(self ? 1 : 0, other, op);
    case "string":
      return typeof other === "string" ? compareTextBy(self, other, op) : NOT_IMPLEMENTED;
    case "undefined":
      return NOT_IMPLEMENTED;
  }
  if (self === null) return compareObjects(rt, selfValue, otherValue, op);
  if (self instanceof PyFloat) return compareFloat(self.value, other, op);
  if (self instanceof PyTuple) {
    return other instanceof PyTuple ? compareSequences(rt, self.items, other.items, op) : NOT_IMPLEMENTED;
  }
  if (self instanceof PyList) {
    return other instanceof PyList ? compareSequences(rt, self.items, other.items, op) : NOT_IMPLEMENTED;
  }
  if (self instanceof PyDict) {
    if (!(other instanceof PyDict) || (op !== COMPARE.EQ && op !== COMPARE.NE)) return NOT_IMPLEMENTED;
    return dictsEqual(rt, self, other) === (op === COMPARE.EQ);
  }
  if (self instanceof PyAnySet) return other instanceof PyAnySet ? compareSets(rt, self, other, op) : NOT_IMPLEMENTED;
  if (self instanceof PyBytes || self instanceof PyByteArray) {
    return other instanceof PyBytes || (other instanceof PyByteArray && self instanceof PyByteArray)
      ? ordered(compareBytes(self.data, other.data), op)
      : NOT_IMPLEMENTED;
  }
  if (self instanceof PyDictView) return viewCompare(rt, self, otherValue, op);
  return compareRare(rt, self, other, selfValue, otherValue, op);
}

function compareRare(
  rt: Runtime,
  self: Value,
  other: Value,
  selfValue: Value,
  otherValue: Value,
  op: number,
): Value {
  const equality = op === COMPARE.EQ || op === COMPARE.NE;
  if (self instanceof PySlice && other instanceof PySlice) {
    return compareSequences(rt, [self.start, self.stop, self.step], [other.start, other.stop, other.step], op);
  }
  if (self instanceof PyCell && other instanceof PyCell) {
    const [a, b] = [self.contents, other.contents];
    if (a !== undefined && b !== undefined) return richCompare(rt, a, b, op);
    // An empty cell goes before a full one.
    return ordered(Number(b === undefined) - Number(a === undefined), op);
  }
  if (self instanceof PyNamespace) {
    return other instanceof PyNamespace ? richCompare(rt, self.dict, other.dict, op) : NOT_IMPLEMENTED;
  }
  if (self instanceof PyMappingProxy) return richCompare(rt, self.mapping, otherValue, op);
  if (!equality) return self instanceof PyInstance ? NOT_IMPLEMENTED : compareObjects(rt, selfValue, otherValue, op);
  let equal: boolean | undefined;
  if (self instanceof PyComplex) equal = complexEqual(self, other);
  else if (self instanceof PyRange && other instanceof PyRange) equal = rangesEqual(self, other);
  else if (self instanceof PyCode && other instanceof PyCode) equal = codesEqual(rt, self, other);
  else if (self instanceof PyMethod && other instanceof PyMethod) {
    equal = self.self === other.self && valuesEqual(rt, self.func, other.func);
  } else if (self instanceof PyBuiltin && other instanceof PyBuiltin) {
    equal = self.self === other.self && self.impl === other.impl;
  } else if (self instanceof PyMethodWrapper && other instanceof PyMethodWrapper) {
    equal = self.self === other.self && self.descriptor === other.descriptor;
  } else if (self instanceof PyGenericAlias && other instanceof PyGenericAlias) {
    equal = valuesEqual(rt, self.origin, other.origin) && valuesEqual(rt, self.args, other.args);
  } else if (self instanceof PyUnion && other instanceof PyUnion) {
    rt.burn(self.args.items.length * copyWork(other.args.items.length));
    equal = self.args.items.length === other.args.items.length &&
      self.args.items.every((item) => other.args.items.includes(item));
  }
  if (equal === undefined) return compareObjects(rt, selfValue, otherValue, op);
  return equal === (op === COMPARE.EQ);
}

function compareInt(self: PyInt, other: Value, op: number): Value {
  switch (typeof other) {
    case "number":
    case "bigint":
      return ordered(self < other ? -1 : self > other ? 1 : 0, op);
    case "boolean":
      return ordered(self < Number(other) ? -1 : self > Number(other) ? 1 : 0, op);
    default:
      return NOT_IMPLEMENTED;
  }
}

function compareFloat(self: number, other: Value, op: number): Value {
  if (other instanceof PyFloat) return compareDoubles(self, other.value, op);
  const int = typeof other === "boolean" ? Number(other) : other;
  if (typeof int !== "number" && typeof int !== "bigint") return NOT_IMPLEMENTED;
  const order = compareIntDouble(int, self);
  return Number.isNaN(order) ? op === COMPARE.NE : ordered(-order, op);
}

function complexEqual(self: PyComplex, other: Value): boolean | undefined {
  if (other instanceof PyComplex) return self.re === other.re && self.im === other.im;
  if (other instanceof PyFloat) return self.im === 0 && self.re === other.value;
  const int = typeof other === "boolean" ? Number(other) : other;
  if (typeof int !== "number" && typeof int !== "bigint") return undefined;
  return self.im === 0 && compareIntDouble(int, self.re) === 0;
}

function rangesEqual(self: PyRange, other: PyRange): boolean {
  if (self.length !== other.length) return false;
  if (self.length === 0) return true;
  return self.start === other.start && (self.length === 1 || self.step === other.step);
}

/** Order of byte strings. */
function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const difference = (left[i] as number) - (right[i] as number);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Lists and tuples: the first items that differ decide, else the lengths. */
function compareSequences(rt: Runtime, left: readonly Value[], right: readonly Value[], op: number): Value {
  if (left.length !== right.length && (op === COMPARE.EQ || op === COMPARE.NE)) return op === COMPARE.NE;
  let at = 0;
  rt.burn(1);
  while (at < left.length && at < right.length && valuesEqual(rt, left[at], right[at])) {
    at++;
    rt.burn(1);
  }
  if (at >= left.length || at >= right.length) return ordered(left.length - right.length, op);
  if (op === COMPARE.EQ) return false;
  if (op === COMPARE.NE) return true;
  return richCompare(rt, left[at], right[at], op);
}
