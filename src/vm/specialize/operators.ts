/**
 * Specialization of operators, subscripts and truth tests.
 *
 * @module
 */

import { type OpcodeName, OPCODES } from "../../isa/opcodes.ts";
import { PyFunction } from "../../object/values/callable_values.ts";
import { PyDict } from "../../object/dict/dict.ts";
import { assignVersionTag, lookupSpecial, typeLookup } from "../../object/type/lookup.ts";
import { PyFloat } from "../../object/values/number_values.ts";
import { PyList, PyTuple } from "../../object/values/sequence_values.ts";
import { typeOf } from "../../object/type/types.ts";
import { isCompactInt, isInt, type Value } from "../../object/values/value.ts";
import { write32 } from "./caches.ts";
import { versionForCurrentState } from "../frame/function_versions.ts";
import type { Machine } from "../machine.ts";
import { conclude, type Specializer } from "./outcome.ts";

/** Opargs of BINARY_OP; the in-place ones lie 13 higher. */
const ADD = 0;
const MULTIPLY = 5;
const SUBTRACT = 10;
const INPLACE = 13;

const STORE_FAST = OPCODES.STORE_FAST.opcode;

function isIndex(value: Value): value is number {
  return isCompactInt(value) && value >= 0;
}

function binaryOpForm(m: Machine, oparg: number, unit: number): OpcodeName | null {
  const left = m.stack[m.sp - 2];
  const right = m.stack[m.sp - 1];
  const operator = oparg >= INPLACE ? oparg - INPLACE : oparg;
  if (isInt(left) && isInt(right)) {
    if (operator === ADD) return "BINARY_OP_ADD_INT";
    if (operator === SUBTRACT) return "BINARY_OP_SUBTRACT_INT";
    return operator === MULTIPLY ? "BINARY_OP_MULTIPLY_INT" : null;
  }
  if (left instanceof PyFloat && right instanceof PyFloat) {
    if (operator === ADD) return "BINARY_OP_ADD_FLOAT";
    if (operator === SUBTRACT) return "BINARY_OP_SUBTRACT_FLOAT";
    return operator === MULTIPLY ? "BINARY_OP_MULTIPLY_FLOAT" : null;
  }
  if (typeof left === "string" && typeof right === "string" && operator === ADD) {
    const next = m.frame.code.units[unit + 2] ?? 0;
    const intoLeft = (next & 0xff) === STORE_FAST && m.stack[next >>> 8] === left;
    return intoLeft ? "BINARY_OP_INPLACE_ADD_UNICODE" : "BINARY_OP_ADD_UNICODE";
  }
  return null;
}

export const specializeBinaryOp: Specializer = (m, oparg, unit) => conclude(m, unit, binaryOpForm(m, oparg, unit));

function subscriptForm(m: Machine): OpcodeName | null {
  const container = m.stack[m.sp - 2];
  const index = m.stack[m.sp - 1];
  if (container instanceof PyList) return isIndex(index) ? "BINARY_SUBSCR_LIST_INT" : null;
  if (container instanceof PyTuple) return isIndex(index) ? "BINARY_SUBSCR_TUPLE_INT" : null;
  if (typeof container === "string") return isIndex(index) ? "BINARY_SUBSCR_STR_INT" : null;
  if (container instanceof PyDict) return "BINARY_SUBSCR_DICT";
  const cls = typeOf(container);
  const getitem = typeLookup(m, cls, "__getitem__");
  if (!(getitem instanceof PyFunction) || !cls.isHeap) return null;
  if (!getitem.code.isSimple || getitem.code.argcount !== 2) return null;
  const version = versionForCurrentState(m, getitem);
  if (version === 0) return null;
  m.keepGetitem(cls, getitem, version);
  return "BINARY_SUBSCR_GETITEM";
}

export const specializeBinarySubscr: Specializer = (m, _oparg, unit) => conclude(m, unit, subscriptForm(m));

function storeSubscriptForm(m: Machine): OpcodeName | null {
  const container = m.stack[m.sp - 2];
  const index = m.stack[m.sp - 1];
  if (container instanceof PyList) {
    return isIndex(index) && index < container.items.length ? "STORE_SUBSCR_LIST_INT" : null;
  }
  return container instanceof PyDict ? "STORE_SUBSCR_DICT" : null;
}

export const specializeStoreSubscr: Specializer = (m, _oparg, unit) => conclude(m, unit, storeSubscriptForm(m));

function truthForm(m: Machine, unit: number): OpcodeName | null {
  const value = m.stack[m.sp - 1];
  if (typeof value === "boolean") return "TO_BOOL_BOOL";
  if (isInt(value)) return "TO_BOOL_INT";
  if (value instanceof PyList) return "TO_BOOL_LIST";
  if (value === null) return "TO_BOOL_NONE";
  if (typeof value === "string") return "TO_BOOL_STR";
  const cls = typeOf(value);
  if (!cls.isHeap) return null;
  if (lookupSpecial(cls, "__bool__") !== undefined || lookupSpecial(cls, "__len__") !== undefined) return null;
  if (!assignVersionTag(m, cls)) return null;
  write32(m.frame.code.units, unit + 2, cls.versionTag);
  return "TO_BOOL_ALWAYS_TRUE";
}

export const specializeToBool: Specializer = (m, _oparg, unit) => conclude(m, unit, truthForm(m, unit));

/** Relations of COMPARE_OP that strings are specialized for. */
const EQUAL = 2;
const NOT_EQUAL = 3;

function compareForm(m: Machine, oparg: number): OpcodeName | null {
  const left = m.stack[m.sp - 2];
  const right = m.stack[m.sp - 1];
  if (left instanceof PyFloat && right instanceof PyFloat) return "COMPARE_OP_FLOAT";
  if (isInt(left) && isInt(right)) return isCompactInt(left) && isCompactInt(right) ? "COMPARE_OP_INT" : null;
  if (typeof left === "string" && typeof right === "string") {
    const relation = oparg >> 5;
    return relation === EQUAL || relation === NOT_EQUAL ? "COMPARE_OP_STR" : null;
  }
  return null;
}

export const specializeCompareOp: Specializer = (m, oparg, unit) => conclude(m, unit, compareForm(m, oparg));

function unpackForm(m: Machine, oparg: number): OpcodeName | null {
  const sequence = m.stack[m.sp - 1];
  if (sequence instanceof PyTuple && sequence.items.length === oparg) {
    return oparg === 2 ? "UNPACK_SEQUENCE_TWO_TUPLE" : "UNPACK_SEQUENCE_TUPLE";
  }
  return sequence instanceof PyList && sequence.items.length === oparg ? "UNPACK_SEQUENCE_LIST" : null;
}

export const specializeUnpackSequence: Specializer = (m, oparg, unit) => conclude(m, unit, unpackForm(m, oparg));
