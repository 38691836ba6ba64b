/**
 * Comparison, identity and truth.
 *
 * @module
 */

import { copyWork, textWork } from "../../src/isa/work.ts";
import { exceptions } from "../exceptions.ts";
import type { CompareOperator, Runtime } from "../runtime.ts";
import { NOT_IMPLEMENTED, typeOf, types } from "../types.ts";
import {
  PyBuiltin,
  PyBytes,
  PyCell,
  PyCode,
  PyComplex,
  PyDict,
  PyDictView,
  PyFloat,
  PyFunction,
  PyGenericAlias,
  PyInstance,
  PyList,
  PyMappingProxy,
  PyMethod,
  PyMethodDescriptor,
  PyRange,
  PySet,
  PySlice,
  PyTuple,
  type PyType,
  type Value,
} from "../values.ts";
import { workOf } from "../work.ts";
import { equalCode } from "./code_equality.ts";
import { mappingOf } from "./mappings.ts";
import { numberPayload } from "./numbers.ts";

/** The method names of the comparisons. */
export const COMPARE_METHODS: Readonly<Record<CompareOperator, string>> = {
  "<": "__lt__",
  "<=": "__le__",
  "==": "__eq__",
  "!=": "__ne__",
  ">": "__gt__",
  ">=": "__ge__",
};

/** Each comparison with its operands exchanged. */
const SWAPPED: Readonly<Record<CompareOperator, CompareOperator>> = {
  "<": ">",
  "<=": ">=",
  "==": "==",
  "!=": "!=",
  ">": "<",
  ">=": "<=",
};

/** `a op b` (C: `do_richcompare`). */
export function compare(rt: Runtime, op: CompareOperator, a: Value, b: Value): Value {
  if (typeof a === "bigint" && typeof b === "bigint") return ordered(op, a, b);
  if (typeof a === "string" && typeof b === "string") return orderedStrings(rt, op, a, b);
  const ta = typeOf(a);
  const tb = typeOf(b);
  let reverseTried = false;
  if (ta !== tb && tb.isSubtypeOf(ta)) {
    reverseTried = true;
    const result = compareBy(rt, b, tb, SWAPPED[op], a);
    if (result !== NOT_IMPLEMENTED) return result;
  }
  let result = compareBy(rt, a, ta, op, b);
  if (result !== NOT_IMPLEMENTED) return result;
  if (!reverseTried) {
    result = compareBy(rt, b, tb, SWAPPED[op], a);
    if (result !== NOT_IMPLEMENTED) return result;
  }
  if (op === "==") return a === b;
  if (op === "!=") return a !== b;
  throw rt.typeError(`'${op}' not supported between instances of '${ta.name}' and '${tb.name}'`);
}

function compareBy(rt: Runtime, self: Value, type: PyType, op: CompareOperator, other: Value): Value {
  rt.spend(workOf(self) + 1);
  if (!type.heap) return nativeCompare(rt, op, self, other);
  const method = type.lookup(COMPARE_METHODS[op]);
  if (method === undefined) return NOT_IMPLEMENTED;
  if (method instanceof PyMethodDescriptor) return method.body(rt, self, [other], null);
  if (method instanceof PyFunction) return rt.call(method, [self, other]);
  return rt.call(rt.bind(method, self, type), [other]);
}

/** The comparison that built-in types give by themselves, payloads of subclasses included; or NotImplemented. */
export function nativeCompare(rt: Runtime, op: CompareOperator, a: Value, b: Value): Value {
  const x = numberPayload(a);
  if (x !== undefined) {
    const y = numberPayload(b);
    return y === undefined ? NOT_IMPLEMENTED : compareNumbers(op, x, y);
  }
  const s = stringPayload(a);
  if (s !== undefined) {
    const t = stringPayload(b);
    return t === undefined ? NOT_IMPLEMENTED : orderedStrings(rt, op, s, t);
  }
  if (a instanceof PyTuple) {
    return b instanceof PyTuple ? compareSequences(rt, op, a.items, b.items) : NOT_IMPLEMENTED;
  }
  if (a instanceof PyList) {
    return b instanceof PyList ? compareSequences(rt, op, a.items, b.items) : NOT_IMPLEMENTED;
  }
  if (a instanceof PySet) return compareSets(rt, op, a, b);
  if (a instanceof PyDictView) return compareViews(rt, op, a, b);
  if (a instanceof PyBytes) {
    // bytes know bytes alone; a bytearray compares with both.
    const known = b instanceof PyBytes && (a.cls.layout === "bytearray" || b.cls.layout === "bytes");
    return known ? compareBytes(op, a.data, b.data) : NOT_IMPLEMENTED;
  }
  if (a instanceof PyCode) {
    if (!(b instanceof PyCode) || (op !== "==" && op !== "!=")) return NOT_IMPLEMENTED;
    return (a === b || equalCode(rt, a, b)) === (op === "==");
  }
  if (a instanceof PyCell) {
    if (!(b instanceof PyCell)) return NOT_IMPLEMENTED;
    if (a.content !== undefined && b.content !== undefined) return compare(rt, op, a.content, b.content);
    // What is empty comes first.
    return compareNumbers(op, a.content === undefined ? 0n : 1n, b.content === undefined ? 0n : 1n);
  }
  if (isNamespace(a)) {
    return isNamespace(b) ? compare(rt, op, a.attrs as PyDict, b.attrs as PyDict) : NOT_IMPLEMENTED;
  }
  if (a instanceof PyMappingProxy) return compare(rt, op, mappingOf(rt, a), b);
  if (a instanceof PySlice) {
    if (!(b instanceof PySlice)) return NOT_IMPLEMENTED;
    return compareSequences(rt, op, [a.start, a.stop, a.step], [b.start, b.stop, b.step]);
  }
  if (op !== "==" && op !== "!=") return NOT_IMPLEMENTED;
  const same = nativeEqual(rt, a, b);
  return same === undefined ? NOT_IMPLEMENTED : same === (op === "==");
}

/** Whether something is a `types.SimpleNamespace`. */
export function isNamespace(v: Value): v is PyInstance {
  return v instanceof PyInstance && v.cls.isSubtypeOf(types.simpleNamespace);
}

/** Equality of built-in types that have no order; undefined for "do not know". */
function nativeEqual(rt: Runtime, a: Value, b: Value): boolean | undefined {
  if (a === b) return true;
  if (a instanceof PyDict) return b instanceof PyDict ? equalDicts(rt, a, b) : undefined;
  if (a instanceof PyRange) return b instanceof PyRange ? equalRanges(a, b) : undefined;
  if (a instanceof PyGenericAlias && b instanceof PyGenericAlias) return sameAlias(rt, a, b);
  if (a instanceof PyBuiltin && b instanceof PyBuiltin && a.method !== undefined) {
    return a.self === b.self && a.method === b.method;
  }
  if (a instanceof PyMethod && b instanceof PyMethod) return a.self === b.self && rt.equal(a.func, b.func);
  return undefined;
}

/** Unions compare as sets of members, other generic aliases by origin and arguments. */
function sameAlias(rt: Runtime, a: PyGenericAlias, b: PyGenericAlias): boolean {
  if (a.cls !== b.cls) return false;
  if (a.cls === types.unionType) {
    rt.spend(a.args.items.length * copyWork(b.args.items.length));
    const within = (x: PyGenericAlias, y: PyGenericAlias) => x.args.items.every((item) => rt.contains(y.args, item));
    return within(a, b) && within(b, a);
  }
  return rt.equal(a.origin, b.origin) && rt.equal(a.args, b.args);
}

/** The str that a str or an instance of a subclass of str is. */
export function stringPayload(v: Value): string | undefined {
  if (typeof v === "string") return v;
  if (v instanceof PyInstance && typeof v.primitive === "string") return v.primitive;
  return undefined;
}

function ordered(op: CompareOperator, a: bigint | number, b: bigint | number): boolean {
  switch (op) {
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case "==":
      // Loose on purpose: an int and a float are equal when their values are, whatever their size.
      return a == b;
    case "!=":
      return a != b;
    case ">":
      return a > b;
    case ">=":
      return a >= b;
  }
}

function compareNumbers(op: CompareOperator, x: bigint | PyFloat | PyComplex, y: bigint | PyFloat | PyComplex): Value {
  if (x instanceof PyComplex || y instanceof PyComplex) {
    if (op !== "==" && op !== "!=") return NOT_IMPLEMENTED;
    const same = realPart(x) == realPart(y) && imaginaryPart(x) === imaginaryPart(y);
    return same === (op === "==");
  }
  return ordered(op, typeof x === "bigint" ? x : x.value, typeof y === "bigint" ? y : y.value);
}

function realPart(v: bigint | PyFloat | PyComplex): bigint | number {
  return typeof v === "bigint" ? v : v instanceof PyFloat ? v.value : v.re;
}

function imaginaryPart(v: bigint | PyFloat | PyComplex): number {
  return v instanceof PyComplex ? v.im : 0;
}

/** Order of code points, which is not that of UTF-16 units once surrogates meet characters above them. */
function orderedStrings(rt: Runtime, op: CompareOperator, a: string, b: string): boolean {
  rt.spend(textWork(a.length));
  if (op === "==") return a === b;
  if (op === "!=") return a !== b;
  return ordered(op, a === b ? 0 : stringOrder(a, b), 0);
}

/** Negative when `a` comes before `b`, 0 when they are equal. */
export function stringOrder(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    // A surrogate stands for a code point above 0xffff, unless it is a lone one.
    const astralX = isPaired(a, i);
    const astralY = isPaired(b, i);
    if (astralX !== astralY) return astralX ? 1 : -1;
    return x - y;
  }
  return a.length - b.length;
}

function isPaired(text: string, i: number): boolean {
  const unit = text.charCodeAt(i);
  if (unit < 0xd800 || unit > 0xdfff) return false;
  if (unit < 0xdc00) return isLow(text.charCodeAt(i + 1));
  const before = text.charCodeAt(i - 1);
  return before >= 0xd800 && before < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

function compareSequences(rt: Runtime, op: CompareOperator, a: readonly Value[], b: readonly Value[]): Value {
  if (a.length !== b.length && (op === "==" || op === "!=")) return op === "!=";
  let i = 0;
  // Lengths are read anew: comparing items may change a list.
  for (; i < a.length && i < b.length; i++) {
    const x = a[i] as Value;
    const y = b[i] as Value;
    rt.spend(1);
    if (!rt.equal(x, y)) {
      if (op === "==") return false;
      if (op === "!=") return true;
      return rt.compare(op, x, y);
    }
  }
  return ordered(op, a.length, b.length);
}

function compareBytes(op: CompareOperator, a: Uint8Array, b: Uint8Array): boolean {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    if (a[i] !== b[i]) return ordered(op, a[i] as number, b[i] as number);
  }
  return ordered(op, a.length, b.length);
}

function compareSets(rt: Runtime, op: CompareOperator, a: PySet, b: Value): Value {
  if (!(b instanceof PySet)) return NOT_IMPLEMENTED;
  switch (op) {
    case "==":
      return a.size === b.size && isSubset(rt, a, b);
    case "!=":
      return !(a.size === b.size && isSubset(rt, a, b));
    case "<=":
      return isSubset(rt, a, b);
    case "<":
      return a.size < b.size && isSubset(rt, a, b);
    case ">=":
      return isSubset(rt, b, a);
    case ">":
      return b.size < a.size && isSubset(rt, b, a);
  }
}

function isSubset(rt: Runtime, a: PySet, b: PySet): boolean {
  return a.size <= b.size && a.items().every((item) => b.has(rt, item));
}

function compareViews(rt: Runtime, op: CompareOperator, a: PyDictView, b: Value): Value {
  if (a.what === "values") return NOT_IMPLEMENTED;
  if (!(b instanceof PySet) && !(b instanceof PyDictView && b.what !== "values")) return NOT_IMPLEMENTED;
  const sizeOfB = b instanceof PySet ? b.size : b.dict.size;
  const within = (x: Value, y: Value) => rt.toArray(x).every((item) => rt.contains(y, item));
  switch (op) {
    case "==":
      return a.dict.size === sizeOfB && within(a, b);
    case "!=":
      return !(a.dict.size === sizeOfB && within(a, b));
    case "<":
      return a.dict.size < sizeOfB && within(a, b);
    case "<=":
      return a.dict.size <= sizeOfB && within(a, b);
    case ">":
      return a.dict.size > sizeOfB && within(b, a);
    case ">=":
      return a.dict.size >= sizeOfB && within(b, a);
  }
}

function equalDicts(rt: Runtime, a: PyDict, b: PyDict): boolean {
  if (a.size !== b.size) return false;
  for (const entry of a.entries()) {
    const other = b.get(rt, entry.key);
    if (other === undefined || !rt.equal(entry.value, other)) return false;
  }
  return true;
}

function equalRanges(a: PyRange, b: PyRange): boolean {
  if (a.length !== b.length) return false;
  if (a.length === 0n) return true;
  return a.start === b.start && (a.length === 1n || a.step === b.step);
}

/** Truth of a value (C: `PyObject_IsTrue`). */
export function truth(rt: Runtime, v: Value): boolean {
  switch (typeof v) {
    case "boolean":
      return v;
    case "bigint":
      return v !== 0n;
    case "string":
      return v !== "";
    default:
  }
  if (v === null) return false;
  const type = v.cls;
  if (!type.heap) {
    if (v instanceof PyFloat) return v.value !== 0;
    if (v instanceof PyList || v instanceof PyTuple) return v.items.length !== 0;
    if (v instanceof PyDict || v instanceof PySet) return v.size !== 0;
    if (v instanceof PyRange) return v.length !== 0n;
  }
  const test = type.lookup("__bool__");
  if (test !== undefined) {
    const answer = rt.callSpecial(v, "__bool__", []) as Value;
    if (typeof answer !== "boolean") throw rt.typeError(`__bool__ should return bool, returned ${rt.typeName(answer)}`);
    return answer;
  }
  if (type.lookup("__len__") !== undefined) return rt.length(v) !== 0n;
  return true;
}

/** True when instances of `type` compare and hash by identity. */
export function hasIdentityEquality(type: PyType): boolean {
  if (!type.heap) return IDENTITY_LAYOUTS.has(type) || type.isSubtypeOf(exceptions.BaseException);
  const eq = type.lookup("__eq__");
  const hashMethod = type.lookup("__hash__");
  return eq === types.object.dict.get("__eq__") && hashMethod === types.object.dict.get("__hash__");
}

/** Built-in types with identity semantics that serve as keys. */
const IDENTITY_LAYOUTS: ReadonlySet<PyType> = new Set([
  types.object,
  types.type,
  types.function,
  types.module,
  types.ellipsis,
  types.NotImplementedType,
  types.generator,
]);
