/**
 * The number protocol of the builtin types: int, float, complex, sets, dicts, text formatting, unions of types.
 *
 * @module
 */

import { copyWork } from "../../isa/work.ts";
import { complexDivide, complexMultiply, complexPower, floatDivide, floatFloorDivide, floatModulo } from "./float.ts";
import { floatPower } from "./float.ts";
import { PyDict, PyDictView } from "../dict/dict.ts";
import { valuesEqual } from "../values/compare.ts";
import { dictCopy, dictDelete, dictGet, dictItems, dictUpdate } from "../dict/dict_ops.ts";
import { viewAsSet } from "../dict/dict_compare.ts";
import {
  burnLong,
  intAdd,
  intAnd,
  intFloorDivide,
  intLeftShift,
  intModulo,
  intMultiply,
  intOr,
  intPower,
  intRightShift,
  intSubtract,
  intToDouble,
  intTrueDivide,
  intXor,
} from "./int.ts";
import { itemsOf } from "../iterator/iteration.ts";
import { PyComplex, PyFloat } from "../values/number_values.ts";
import { unwrap } from "../values/payload.ts";
import { poison, type Runtime } from "../runtime.ts";
import { makeTuple, PyByteArray, PyBytes } from "../values/sequence_values.ts";
import { builtinContains, length } from "../sequence/containers.ts";
import { PyAnySet, PySet } from "../set/set.ts";
import {
  copySet,
  emptyLike,
  makeSet,
  setAdd,
  setDifference,
  setDifferenceUpdate,
  setIntersection,
  setSymmetricDifferenceUpdate,
  setUpdate,
} from "../set/set_ops.ts";
import { NOT_IMPLEMENTED } from "../values/singletons.ts";
import { formatBytesPercent } from "../text/bytes_percent.ts";
import { formatPercent } from "../text/percent_format.ts";
import { PyType } from "../type/type.ts";
import { PyGenericAlias, PyTypeAlias, PyTypeParameter, PyUnion } from "../values/typing_values.ts";
import type { PyInt, Value } from "../values/value.ts";

/** `left op right` by builtin rules (`op` below 13); NotImplemented when they have none for these operands. */
export function builtinBinary(rt: Runtime, op: number, leftGiven: Value, rightGiven: Value): Value {
  const left = numberOf(leftGiven);
  const right = numberOf(rightGiven);
  const leftInt = typeof left === "number" || typeof left === "bigint";
  const rightInt = typeof right === "number" || typeof right === "bigint";
  if (leftInt && rightInt) {
    if (typeof leftGiven === "boolean" && typeof rightGiven === "boolean" && isBitwise(op)) {
      return boolBitwise(op, leftGiven, rightGiven);
    }
    return intBinary(rt, op, left, right);
  }
  const leftFloat = left instanceof PyFloat;
  const rightFloat = right instanceof PyFloat;
  if ((leftFloat || leftInt) && (rightFloat || rightInt)) {
    return floatBinary(
      rt,
      op,
      leftFloat ? left.value : intToDouble(rt, left as PyInt),
      rightFloat ? right.value : intToDouble(rt, right as PyInt),
    );
  }
  if ((left instanceof PyComplex || right instanceof PyComplex) && op !== 6) {
    const a = complexOf(rt, left);
    const b = complexOf(rt, right);
    return a === undefined || b === undefined ? NOT_IMPLEMENTED : complexBinary(rt, op, a, b);
  }
  return otherBinary(rt, op, left, right, leftGiven, rightGiven);
}

/** bool as int, instances of subclasses as what they hold. */
function numberOf(value: Value): Value {
  const bare = unwrap(value);
  return typeof bare === "boolean" ? Number(bare) : bare;
}

function isBitwise(op: number): boolean {
  return op === 1 || op === 7 || op === 12;
}

function boolBitwise(op: number, left: boolean, right: boolean): boolean {
  return op === 1 ? left && right : op === 7 ? left || right : left !== right;
}

function intBinary(rt: Runtime, op: number, left: PyInt, right: PyInt): Value {
  switch (op) {
    case 0:
      burnLong(rt, left, right);
      return intAdd(left, right);
    case 1:
      burnLong(rt, left, right);
      return intAnd(left, right);
    case 2:
      return intFloorDivide(rt, left, right);
    case 3:
      return intLeftShift(rt, left, right);
    case 5:
      return intMultiply(rt, left, right);
    case 6:
      return intModulo(rt, left, right);
    case 7:
      burnLong(rt, left, right);
      return intOr(left, right);
    case 8:
      return intPower(rt, left, right);
    case 9:
      return intRightShift(rt, left, right);
    case 10:
      burnLong(rt, left, right);
      return intSubtract(left, right);
    case 11:
      return new PyFloat(intTrueDivide(rt, left, right));
    case 12:
      burnLong(rt, left, right);
      return intXor(left, right);
    default:
      return NOT_IMPLEMENTED;
  }
}

function floatBinary(rt: Runtime, op: number, left: number, right: number): Value {
  switch (op) {
    case 0:
      return new PyFloat(left + right);
    case 2:
      return new PyFloat(floatFloorDivide(rt, left, right));
    case 5:
      return new PyFloat(left * right);
    case 6:
      return new PyFloat(floatModulo(rt, left, right));
    case 8:
      return floatPower(rt, left, right);
    case 10:
      return new PyFloat(left - right);
    case 11:
      return new PyFloat(floatDivide(rt, left, right));
    default:
      return NOT_IMPLEMENTED;
  }
}

/** Any number as a complex one; undefined for others. */
function complexOf(rt: Runtime, value: Value): PyComplex | undefined {
  if (value instanceof PyComplex) return value;
  if (value instanceof PyFloat) return new PyComplex(value.value, 0);
  if (typeof value === "number" || typeof value === "bigint") return new PyComplex(intToDouble(rt, value), 0);
  return undefined;
}

function complexBinary(rt: Runtime, op: number, left: PyComplex, right: PyComplex): Value {
  switch (op) {
    case 0:
      return new PyComplex(left.re + right.re, left.im + right.im);
    case 5:
      return complexMultiply(left, right);
    case 8:
      return complexPower(rt, left, right);
    case 10:
      return new PyComplex(left.re - right.re, left.im - right.im);
    case 11:
      return complexDivide(rt, left, right);
    default:
      return NOT_IMPLEMENTED;
  }
}

function otherBinary(
  rt: Runtime,
  op: number,
  left: Value,
  right: Value,
  leftGiven: Value,
  rightGiven: Value,
): Value {
  if (op === 6) {
    if (typeof left === "string") return formatPercent(rt, leftGiven, rightGiven);
    if (left instanceof PyBytes || left instanceof PyByteArray) return formatBytesPercent(rt, left, rightGiven);
  }
  if (left instanceof PyAnySet && right instanceof PyAnySet) return setBinary(rt, op, left, right);
  if (left instanceof PyDictView || right instanceof PyDictView) return viewBinary(rt, op, leftGiven, rightGiven);
  if (op === 7) {
    if (left instanceof PyDict && right instanceof PyDict) {
      const merged = new PyDict();
      if (left.used > 0) dictUpdate(rt, merged, leftGiven);
      dictUpdate(rt, merged, rightGiven);
      return merged;
    }
    if (isUnionPart(leftGiven) && isUnionPart(rightGiven)) return unionOf(rt, leftGiven, rightGiven);
  }
  return NOT_IMPLEMENTED;
}

function setBinary(rt: Runtime, op: number, left: PyAnySet, right: PyAnySet): Value {
  switch (op) {
    case 1:
      return setIntersection(rt, left, right);
    case 7: {
      const union = copySet(rt, left, emptyLike(left));
      setUpdate(rt, union, right);
      return union;
    }
    case 10:
      return setDifference(rt, left, right);
    case 12: {
      // As CPython: a copy of the right operand is toggled by the left one's keys.
      const other = copySet(rt, right, emptyLike(left));
      setSymmetricDifferenceUpdate(rt, other, left);
      return other;
    }
    default:
      return NOT_IMPLEMENTED;
  }
}

/** Operators of key and item views: as sets, with any iterable. */
function viewBinary(rt: Runtime, op: number, left: Value, right: Value): Value {
  if (!isBitwise(op) && op !== 10) return NOT_IMPLEMENTED;
  const isSetView = (value: Value): boolean => value instanceof PyDictView && value.view !== "values";
  if (!isSetView(left) && !isSetView(right)) return NOT_IMPLEMENTED;
  if (op === 1) return isSetView(left) ? viewIntersection(rt, left, right) : viewIntersection(rt, right, left);
  if (
    op === 12 && left instanceof PyDictView && right instanceof PyDictView && left.view === right.view &&
    left.view === "items"
  ) {
    return itemsOfOne(rt, left.dict, right.dict);
  }
  const result = isSetView(left) ? viewAsSet(rt, left as PyDictView) : makeSet(rt, itemsOf(rt, left));
  if (op === 7) setUpdate(rt, result, right);
  else if (op === 10) setDifferenceUpdate(rt, result, right);
  else setSymmetricDifferenceUpdate(rt, result, right);
  return result;
}

/** Items that one of two dicts has (`dictitems_xor`): those of both are not hashed. */
function itemsOfOne(rt: Runtime, left: PyDict, right: PyDict): PySet {
  const rest = dictCopy(rt, left);
  const result = makeSet(rt, []);
  for (const [key, value] of dictItems(right)) {
    const own = dictGet(rt, rest, key);
    if (own !== undefined && valuesEqual(rt, own, value)) dictDelete(rt, rest, key);
    else setAdd(rt, result, makeTuple([key, value]));
  }
  for (const item of dictItems(rest)) setAdd(rt, result, makeTuple([...item]));
  return result;
}

/** What of the smaller operand is in the other one (`_PyDictView_Intersect`). */
function viewIntersection(rt: Runtime, view: Value, other: Value): Value {
  const size = length(rt, view);
  if (other instanceof PySet && size <= other.used) return setIntersection(rt, other, makeSet(rt, itemsOf(rt, view)));
  const isLarger = other instanceof PyDictView && other.view !== "values" && length(rt, other) > size;
  const [asked, iterated] = isLarger ? [other, view] : [view, other];
  return makeSet(rt, itemsOf(rt, iterated).filter((item) => builtinContains(rt, asked, item)));
}

function isUnionPart(value: Value): boolean {
  return value === null || value instanceof PyType || value instanceof PyGenericAlias ||
    value instanceof PyTypeParameter || value instanceof PyTypeAlias || value instanceof PyUnion;
}

function unionOf(rt: Runtime, left: Value, right: Value): Value {
  if (left === null && right === null) return NOT_IMPLEMENTED;
  if (left instanceof PyTypeParameter || right instanceof PyTypeParameter) {
    throw poison(rt, "unsupported", "typing.Union");
  }
  const parts: Value[] = [];
  for (const side of [left, right]) {
    const added = side instanceof PyUnion ? side.args.items : [side];
    rt.burn(added.length + copyWork(added.length * parts.length));
    for (const part of added) if (!parts.includes(part)) parts.push(part);
  }
  return parts.length === 1 ? parts[0] : new PyUnion(makeTuple(parts));
}
