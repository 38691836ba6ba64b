/**
 * Bodies of the uops for arithmetic, comparison and truth.
 *
 * @module
 */

import { binaryOp } from "../../object/number/binary.ts";
import { isSame, richCompare } from "../../object/values/compare.ts";
import { burnLong, intAdd, intMultiply, intSubtract } from "../../object/number/int.ts";
import { PyFloat } from "../../object/values/number_values.ts";
import { PyList } from "../../object/values/sequence_values.ts";
import { checkSize } from "../../object/runtime.ts";
import { isTrue } from "../../object/values/truth.ts";
import { typeOf } from "../../object/type/types.ts";
import { unaryInvert, unaryNegative } from "../../object/number/unary.ts";
import type { PyInt, Value } from "../../object/values/value.ts";
import type { Body } from "./uop_body.ts";
import { DEOPT, NEXT } from "../status.ts";

/** Largest integer that a JavaScript number holds exactly, with all below it. */
const MAX_SAFE = Number.MAX_SAFE_INTEGER;

function isExactInt(value: Value): value is PyInt {
  return typeof value === "number" || typeof value === "bigint";
}

/** -2**30 < value < 2**30: what the pin keeps in one digit (`_PyLong_IsCompact`). */
function isCompact(value: Value): value is number {
  return typeof value === "number" && value < 0x4000_0000 && value > -0x4000_0000;
}

export const _BINARY_OP: Body = (m, oparg) => {
  const { stack, sp } = m;
  stack[sp - 2] = binaryOp(m, oparg, stack[sp - 2], stack[sp - 1]);
  m.sp--;
  return NEXT;
};

export const _GUARD_BOTH_INT: Body = (m) => {
  const { stack, sp } = m;
  return isExactInt(stack[sp - 2]) && isExactInt(stack[sp - 1]) ? NEXT : DEOPT;
};

export const _GUARD_BOTH_FLOAT: Body = (m) => {
  const { stack, sp } = m;
  return stack[sp - 2] instanceof PyFloat && stack[sp - 1] instanceof PyFloat ? NEXT : DEOPT;
};

export const _GUARD_BOTH_UNICODE: Body = (m) => {
  const { stack, sp } = m;
  return typeof stack[sp - 2] === "string" && typeof stack[sp - 1] === "string" ? NEXT : DEOPT;
};

export const _BINARY_OP_ADD_INT: Body = (m) => {
  const { stack } = m;
  const right = stack[--m.sp] as PyInt;
  const left = stack[m.sp - 1] as PyInt;
  if (typeof left === "number" && typeof right === "number") {
    const sum = left + right;
    if (sum <= MAX_SAFE && sum >= -MAX_SAFE) {
      stack[m.sp - 1] = sum;
      return NEXT;
    }
  }
  burnLong(m, left, right);
  stack[m.sp - 1] = intAdd(left, right);
  return NEXT;
};

export const _BINARY_OP_SUBTRACT_INT: Body = (m) => {
  const { stack } = m;
  const right = stack[--m.sp] as PyInt;
  const left = stack[m.sp - 1] as PyInt;
  if (typeof left === "number" && typeof right === "number") {
    const difference = left - right;
    if (difference <= MAX_SAFE && difference >= -MAX_SAFE) {
      stack[m.sp - 1] = difference;
      return NEXT;
    }
  }
  burnLong(m, left, right);
  stack[m.sp - 1] = intSubtract(left, right);
  return NEXT;
};

export const _BINARY_OP_MULTIPLY_INT: Body = (m) => {
  const { stack } = m;
  const right = stack[--m.sp] as PyInt;
  const left = stack[m.sp - 1] as PyInt;
  if (typeof left === "number" && typeof right === "number") {
    const product = left * right;
    if (product <= MAX_SAFE && product >= -MAX_SAFE) {
      // 0 * -1 is -0 in JavaScript.
      stack[m.sp - 1] = product === 0 ? 0 : product;
      return NEXT;
    }
  }
  stack[m.sp - 1] = intMultiply(m, left, right);
  return NEXT;
};

export const _BINARY_OP_ADD_FLOAT: Body = (m) => {
  const { stack } = m;
  const right = stack[--m.sp] as PyFloat;
  const left = stack[m.sp - 1] as PyFloat;
  stack[m.sp - 1] = new PyFloat(left.value + right.value);
  return NEXT;
};

export const _BINARY_OP_SUBTRACT_FLOAT: Body = (m) => {
  const { stack } = m;
  const right = stack[--m.sp] as PyFloat;
  const left = stack[m.sp - 1] as PyFloat;
  stack[m.sp - 1] = new PyFloat(left.value - right.value);
  return NEXT;
};

export const _BINARY_OP_MULTIPLY_FLOAT: Body = (m) => {
  const { stack } = m;
  const right = stack[--m.sp] as PyFloat;
  const left = stack[m.sp - 1] as PyFloat;
  stack[m.sp - 1] = new PyFloat(left.value * right.value);
  return NEXT;
};

export const _BINARY_OP_ADD_UNICODE: Body = (m) => {
  const { stack } = m;
  const right = stack[--m.sp] as string;
  const left = stack[m.sp - 1] as string;
  checkSize(m, left.length + right.length);
  stack[m.sp - 1] = left + right;
  return NEXT;
};

export const UNARY_NEGATIVE: Body = (m) => {
  const { stack, sp } = m;
  stack[sp - 1] = unaryNegative(m, stack[sp - 1]);
  return NEXT;
};

export const UNARY_INVERT: Body = (m) => {
  const { stack, sp } = m;
  stack[sp - 1] = unaryInvert(m, stack[sp - 1]);
  return NEXT;
};

/** The value is a real bool. */
export const UNARY_NOT: Body = (m) => {
  const { stack, sp } = m;
  stack[sp - 1] = stack[sp - 1] === false;
  return NEXT;
};

export const IS_OP: Body = (m, oparg) => {
  const { stack } = m;
  const right = stack[--m.sp];
  const left = stack[m.sp - 1];
  stack[m.sp - 1] = isSame(m, left, right) !== (oparg === 1);
  return NEXT;
};

export const _COMPARE_OP: Body = (m, oparg) => {
  const { stack, sp } = m;
  const result = richCompare(m, stack[sp - 2], stack[sp - 1], oparg >> 5);
  stack[sp - 2] = (oparg & 16) !== 0 ? isTrue(m, result) : result;
  m.sp--;
  return NEXT;
};

/** Bit of the low half of COMPARE_OP's oparg that says which relation holds. */
const RELATION = { UNORDERED: 1, LESS: 2, GREATER: 4, EQUAL: 8, NOT_EQUAL: 7 } as const;

export const COMPARE_OP_FLOAT: Body = (m, oparg) => {
  const { stack, sp } = m;
  const left = stack[sp - 2];
  const right = stack[sp - 1];
  if (!(left instanceof PyFloat) || !(right instanceof PyFloat)) return DEOPT;
  const a = left.value;
  const b = right.value;
  const relation = a < b ? RELATION.LESS : a > b ? RELATION.GREATER : a === b ? RELATION.EQUAL : RELATION.UNORDERED;
  stack[sp - 2] = (relation & oparg) !== 0;
  m.sp--;
  return NEXT;
};

export const COMPARE_OP_INT: Body = (m, oparg) => {
  const { stack, sp } = m;
  const left = stack[sp - 2];
  const right = stack[sp - 1];
  if (!isCompact(left) || !isCompact(right)) return DEOPT;
  const relation = left < right ? RELATION.LESS : left > right ? RELATION.GREATER : RELATION.EQUAL;
  stack[sp - 2] = (relation & oparg) !== 0;
  m.sp--;
  return NEXT;
};

export const COMPARE_OP_STR: Body = (m, oparg) => {
  const { stack, sp } = m;
  const left = stack[sp - 2];
  const right = stack[sp - 1];
  if (typeof left !== "string" || typeof right !== "string") return DEOPT;
  stack[sp - 2] = ((left === right ? RELATION.EQUAL : RELATION.NOT_EQUAL) & oparg) !== 0;
  m.sp--;
  return NEXT;
};

export const _TO_BOOL: Body = (m) => {
  const { stack, sp } = m;
  stack[sp - 1] = isTrue(m, stack[sp - 1]);
  return NEXT;
};

export const TO_BOOL_BOOL: Body = (m) => typeof m.stack[m.sp - 1] === "boolean" ? NEXT : DEOPT;

export const TO_BOOL_INT: Body = (m) => {
  const { stack, sp } = m;
  const value = stack[sp - 1];
  if (!isExactInt(value)) return DEOPT;
  // A bigint is never zero: normalised ints that small are numbers.
  stack[sp - 1] = value !== 0;
  return NEXT;
};

export const TO_BOOL_LIST: Body = (m) => {
  const { stack, sp } = m;
  const value = stack[sp - 1];
  if (!(value instanceof PyList)) return DEOPT;
  stack[sp - 1] = value.items.length !== 0;
  return NEXT;
};

export const TO_BOOL_NONE: Body = (m) => {
  const { stack, sp } = m;
  if (stack[sp - 1] !== null) return DEOPT;
  stack[sp - 1] = false;
  return NEXT;
};

export const TO_BOOL_STR: Body = (m) => {
  const { stack, sp } = m;
  const value = stack[sp - 1];
  if (typeof value !== "string") return DEOPT;
  stack[sp - 1] = value !== "";
  return NEXT;
};

export const TO_BOOL_ALWAYS_TRUE: Body = (m, _oparg, version) => {
  const { stack, sp } = m;
  if (typeOf(stack[sp - 1]).versionTag !== version) return DEOPT;
  stack[sp - 1] = true;
  return NEXT;
};
