/**
 * Binary operators, plain and in place.
 *
 * @module
 */

import { callSpecial } from "../call/call.ts";
import { builtinBinary } from "./builtin_binary.ts";
import { PySlotWrapper } from "../values/callable_values.ts";
import { TYPE_ERROR } from "../exception/exception_types.ts";
import { PyInstance } from "../type/instance.ts";
import { intAdd, intMultiply, intSubtract } from "./int.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { PyDict, PyDictView } from "../dict/dict.ts";
import { PyMappingProxy } from "../dict/mapping_proxy.ts";
import { PyFloat } from "../values/number_values.ts";
import { unwrap } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { PyByteArray, PyBytes, PyList, PyRange, PyTuple } from "../values/sequence_values.ts";
import { concatSequence, inplaceSequence, repeatSequence } from "../sequence/sequence_ops.ts";
import { inplaceBuiltin } from "./inplace.ts";
import { PyAnySet } from "../set/set.ts";
import { NOT_IMPLEMENTED } from "../values/singletons.ts";
import { typeName, typeOf } from "../type/types.ts";
import type { Value } from "../values/value.ts";

/** Opargs of BINARY_OP (`NB_*`); the in-place ones lie 13 higher. */
export const BINARY = {
  ADD: 0,
  AND: 1,
  FLOOR_DIVIDE: 2,
  LSHIFT: 3,
  MATRIX_MULTIPLY: 4,
  MULTIPLY: 5,
  REMAINDER: 6,
  OR: 7,
  POWER: 8,
  RSHIFT: 9,
  SUBTRACT: 10,
  TRUE_DIVIDE: 11,
  XOR: 12,
} as const;

/** First in-place oparg. */
const INPLACE = 13;

const NAMES = [
  "add",
  "and",
  "floordiv",
  "lshift",
  "matmul",
  "mul",
  "mod",
  "or",
  "pow",
  "rshift",
  "sub",
  "truediv",
  "xor",
] as const;

/** Methods of the operators, their reflected and their in-place forms, by oparg. */
export const BINARY_METHODS: readonly string[] = NAMES.map((name) => `__${name}__`);
export const REFLECTED_METHODS: readonly string[] = NAMES.map((name) => `__r${name}__`);
export const INPLACE_METHODS: readonly string[] = NAMES.map((name) => `__i${name}__`);

const SYMBOLS = ["+", "&", "//", "<<", "@", "*", "%", "|", "** or pow()", ">>", "-", "/", "^"] as const;
const INPLACE_SYMBOLS = ["+=", "&=", "//=", "<<=", "@=", "*=", "%=", "|=", "**=", ">>=", "-=", "/=", "^="] as const;

/** `left op right` for any oparg of BINARY_OP. */
export function binaryOp(rt: Runtime, oparg: number, left: Value, right: Value): Value {
  const op = oparg >= INPLACE ? oparg - INPLACE : oparg;
  if (typeof left === "number" && typeof right === "number") {
    switch (op) {
      case BINARY.ADD:
        return intAdd(left, right);
      case BINARY.SUBTRACT:
        return intSubtract(left, right);
      case BINARY.MULTIPLY:
        return intMultiply(rt, left, right);
    }
  } else if (left instanceof PyFloat && right instanceof PyFloat) {
    switch (op) {
      case BINARY.ADD:
        return new PyFloat(left.value + right.value);
      case BINARY.SUBTRACT:
        return new PyFloat(left.value - right.value);
      case BINARY.MULTIPLY:
        return new PyFloat(left.value * right.value);
    }
  }
  return oparg >= INPLACE ? inplace(rt, op, left, right) : binary(rt, op, left, right, SYMBOLS[op] as string);
}

/** An operator in its plain form. */
export function plainBinary(rt: Runtime, op: number, left: Value, right: Value): Value {
  return binary(rt, op, left, right, SYMBOLS[op] as string);
}

/** A mapping proxy is an operand as the mapping behind it. */
function mappingBehind(value: Value): Value {
  return value instanceof PyMappingProxy ? value.mapping : value;
}

function isHeap(value: Value): boolean {
  return typeof value === "object" && value !== null && value.cls.isHeap;
}

function binary(rt: Runtime, op: number, left: Value, right: Value, symbol: string): Value {
  const result = numeric(rt, op, left, right);
  if (result !== NOT_IMPLEMENTED) return result;
  if (op === BINARY.ADD) {
    const joined = concatOf(rt, left, right);
    if (joined !== undefined) return joined;
  } else if (op === BINARY.MULTIPLY) {
    const repeated = repeatOf(rt, left, right);
    if (repeated !== undefined) return repeated;
  } else if (op === BINARY.OR) {
    const [a, b] = [mappingBehind(left), mappingBehind(right)];
    if (a !== left || b !== right) return binary(rt, op, a, b, "|");
  }
  throw refuse(rt, left, right, symbol, op);
}

function refuse(rt: Runtime, left: Value, right: Value, symbol: string, op: number): unknown {
  const isPrint = op === BINARY.RSHIFT && symbol === ">>" && typeName(left) === "builtin_function_or_method" &&
    (left as { readonly name?: string }).name === "print";
  const hint = isPrint ? '. Did you mean "print(<message>, file=<output_stream>)"?' : "";
  return raise(
    rt,
    TYPE_ERROR,
    `unsupported operand type(s) for ${symbol}: '${typeName(left)}' and '${typeName(right)}'${hint}`,
  );
}

/** The number protocol (`binary_op1`): left operand, reflected right one; a right operand of a subclass goes first. */
function numeric(rt: Runtime, op: number, left: Value, right: Value): Value {
  if (!isHeap(left) && !isHeap(right)) return builtinBinary(rt, op, left, right);
  const leftType = typeOf(left);
  const rightType = typeOf(right);
  const reflected = leftType === rightType ? undefined : numberMethod(right, REFLECTED_METHODS[op] as string);
  if (reflected !== undefined && rightType.isSubtype(leftType)) {
    // Only when the subclass has its own idea of the operation.
    if (reflected !== lookupSpecial(leftType, REFLECTED_METHODS[op] as string)) {
      const result = callSpecial(rt, reflected, right, [left]);
      if (result !== NOT_IMPLEMENTED) return result;
      return leftOnly(rt, op, left, right);
    }
  }
  const result = leftOnly(rt, op, left, right);
  if (result !== NOT_IMPLEMENTED || reflected === undefined) return result;
  return callSpecial(rt, reflected, right, [left]);
}

function leftOnly(rt: Runtime, op: number, left: Value, right: Value): Value {
  if (!isHeap(left)) return builtinBinary(rt, op, left, right);
  const method = numberMethod(left, BINARY_METHODS[op] as string);
  return method === undefined ? NOT_IMPLEMENTED : callSpecial(rt, method, left, [right]);
}

/** A number method; those of sequences (`+`, `*`) belong to another protocol. */
function numberMethod(value: Value, name: string): Value {
  const method = lookupSpecial(typeOf(value), name);
  if (method === undefined) return undefined;
  return method instanceof PySlotWrapper && isSequenceMethod(method) ? undefined : method;
}

const SEQUENCE_TYPES: ReadonlySet<string> = new Set(["str", "bytes", "bytearray", "list", "tuple"]);

function isSequenceMethod(method: PySlotWrapper): boolean {
  return SEQUENCE_TYPES.has(method.owner.name) && method.name !== "__mod__" && method.name !== "__rmod__";
}

/** A builtin sequence, or the one in an instance of a subclass; undefined for others. */
function sequenceOf(value: Value): string | PyList | PyTuple | PyBytes | PyByteArray | undefined {
  const bare = value instanceof PyInstance ? unwrap(value) : value;
  return typeof bare === "string" || bare instanceof PyList || bare instanceof PyTuple || bare instanceof PyBytes ||
      bare instanceof PyByteArray
    ? bare
    : undefined;
}

function concatOf(rt: Runtime, left: Value, right: Value): Value {
  const sequence = sequenceOf(left);
  return sequence === undefined ? undefined : concatSequence(rt, sequence, right, left);
}

function repeatOf(rt: Runtime, left: Value, right: Value): Value {
  const first = sequenceOf(left);
  if (first !== undefined) return repeatSequence(rt, first, right);
  const second = sequenceOf(right);
  return second === undefined ? undefined : repeatSequence(rt, second, left);
}

/**
 * True for what has slots of sequences, as instances of classes of programs have. FAITHFUL: to the left of `*=` its own
 * repetition alone is tried, even where it has none.
 */
function hasSequenceSlots(value: Value): boolean {
  return isHeap(value) || value instanceof PyDict || value instanceof PyAnySet || value instanceof PyDictView ||
    value instanceof PyRange || value instanceof PyMappingProxy;
}

function inplace(rt: Runtime, op: number, left: Value, right: Value): Value {
  if (isHeap(left)) {
    const method = lookupSpecial(typeOf(left), INPLACE_METHODS[op] as string);
    if (method !== undefined && !(method instanceof PySlotWrapper && isSequenceMethod(method))) {
      const result = callSpecial(rt, method, left, [right]);
      if (result !== NOT_IMPLEMENTED) return result;
    }
  } else {
    const result = inplaceBuiltin(rt, op, left, right);
    if (result !== NOT_IMPLEMENTED) return result;
  }
  const result = numeric(rt, op, left, right);
  if (result !== NOT_IMPLEMENTED) return result;
  if (op === BINARY.ADD || op === BINARY.MULTIPLY) {
    const changed = inplaceSequence(rt, op === BINARY.ADD, left, right);
    if (changed !== undefined) return changed;
    const made = op === BINARY.ADD
      ? concatOf(rt, left, right)
      : sequenceOf(left) !== undefined || !hasSequenceSlots(left)
      ? repeatOf(rt, left, right)
      : undefined;
    if (made !== undefined) return made;
  }
  if (op === BINARY.OR && right instanceof PyMappingProxy) return binary(rt, op, left, right.mapping, "|");
  throw refuse(rt, left, right, INPLACE_SYMBOLS[op] as string, op);
}
