/**
 * Concatenation and repetition of builtin sequences.
 *
 * @module
 */

import { BUFFER_ERROR, OVERFLOW_ERROR, TYPE_ERROR } from "../exception/exception_types.ts";
import { hasIndex, toIndex } from "./indexing.ts";
import { extendList } from "../iterator/iteration.ts";
import { listOf, unwrap } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import { checkNew, type Runtime } from "../runtime.ts";
import { makeTuple, PyByteArray, PyBytes, PyList, PyTuple } from "../values/sequence_values.ts";
import { typeName } from "../type/types.ts";
import type { Value } from "../values/value.ts";

/** A builtin sequence that can be joined and repeated. */
export type Sequence = string | PyList | PyTuple | PyBytes | PyByteArray;

/** `left + right` where left is a sequence (`sq_concat`). */
export function concatSequence(rt: Runtime, left: Sequence, rightGiven: Value, leftGiven: Value = left): Value {
  const right = unwrap(rightGiven);
  if (typeof left === "string") {
    if (typeof right === "string") return concatText(rt, left, right);
  } else if (left instanceof PyList) {
    if (right instanceof PyList) {
      checkNew(rt, left.items.length + right.items.length);
      return new PyList(left.items.concat(right.items));
    }
  } else if (left instanceof PyTuple) {
    if (right instanceof PyTuple) {
      checkNew(rt, left.items.length + right.items.length);
      return makeTuple(left.items.concat(right.items));
    }
  } else if (right instanceof PyBytes || right instanceof PyByteArray) {
    const data = new Uint8Array(left.data.length + right.data.length);
    data.set(left.data);
    data.set(right.data, left.data.length);
    checkNew(rt, data.length);
    return left instanceof PyBytes ? new PyBytes(data) : new PyByteArray(data);
  } else {
    throw raise(rt, TYPE_ERROR, `can't concat ${typeName(rightGiven)} to ${typeName(leftGiven)}`);
  }
  const type = typeName(left);
  throw raise(rt, TYPE_ERROR, `can only concatenate ${type} (not "${typeName(rightGiven)}") to ${type}`);
}

/** Shorter texts are joined without a thought. */
const WIDE = 64;

/** Two strings joined. */
function concatText(rt: Runtime, left: string, right: string): string {
  const text = left + right;
  if (text.length > WIDE) checkNew(rt, text.length);
  return text;
}

/** `sequence * count` (`sequence_repeat`). */
export function repeatSequence(rt: Runtime, sequence: Sequence, count: Value): Value {
  if (!hasIndex(count)) {
    throw raise(rt, TYPE_ERROR, `can't multiply sequence by non-int of type '${typeName(count)}'`);
  }
  const times = Math.max(0, repeatCount(rt, count));
  if (typeof sequence === "string") {
    checkNew(rt, sequence.length * times);
    return sequence.repeat(times);
  }
  if (sequence instanceof PyBytes || sequence instanceof PyByteArray) {
    checkNew(rt, sequence.data.length * times);
    const data = new Uint8Array(sequence.data.length * times);
    for (let i = 0; i < times; i++) data.set(sequence.data, i * sequence.data.length);
    return sequence instanceof PyBytes ? new PyBytes(data) : new PyByteArray(data);
  }
  const items = repeatItems(rt, sequence.items, times);
  return sequence instanceof PyList ? new PyList(items) : makeTuple(items);
}

/** An int of any size is looked at before its sign is. */
function repeatCount(rt: Runtime, count: Value): number {
  const index = toIndex(rt, count);
  if (typeof index === "bigint" && BigInt.asIntN(64, index) !== index) {
    throw raise(rt, OVERFLOW_ERROR, `cannot fit '${typeName(count)}' into an index-sized integer`);
  }
  return Number(index);
}

function repeatItems(rt: Runtime, items: readonly Value[], times: number): Value[] {
  checkNew(rt, items.length * times);
  const result: Value[] = [];
  if (items.length === 0) return result;
  for (let i = 0; i < times; i++) for (const item of items) result.push(item);
  return result;
}

/** `list += iterable` and `list *= count`, which change the list; undefined for anything else. */
export function inplaceSequence(rt: Runtime, isAdd: boolean, left: Value, right: Value): Value {
  const list = listOf(left);
  if (list !== undefined) {
    if (isAdd) extendList(rt, list, right);
    else {
      if (!hasIndex(right)) {
        throw raise(rt, TYPE_ERROR, `can't multiply sequence by non-int of type '${typeName(right)}'`);
      }
      list.items = repeatItems(rt, list.items, Math.max(0, repeatCount(rt, right)));
    }
    return left;
  }
  const bytes = unwrap(left);
  if (!(bytes instanceof PyByteArray)) return undefined;
  // FAITHFUL: what is added is held while the room is made.
  if (isAdd && unwrap(right) === bytes && bytes.data.length > 0) {
    throw raise(rt, BUFFER_ERROR, "Existing exports of data: object cannot be re-sized");
  }
  const result = isAdd ? concatSequence(rt, bytes, right, left) : repeatSequence(rt, bytes, right);
  bytes.data = (result as PyByteArray).data;
  return left;
}
