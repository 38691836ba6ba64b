/**
 * Values as indexes, and slices against a length.
 *
 * @module
 */

import { callSpecial } from "../call/call.ts";
import { INDEX_ERROR, OVERFLOW_ERROR, TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { PyInstance } from "../type/instance.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { intOf } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import type { PySlice } from "../values/sequence_values.ts";
import { typeName } from "../type/types.ts";
import type { PyInt, Value } from "../values/value.ts";

/** A value as an int through `__index__`; undefined when it has none. */
export function indexOf(rt: Runtime, value: Value): PyInt | undefined {
  const int = intOf(value);
  if (int !== undefined) return int;
  if (!(value instanceof PyInstance)) return undefined;
  const method = lookupSpecial(value.cls, "__index__");
  if (method === undefined) return undefined;
  const result = callSpecial(rt, method, value, []);
  const index = intOf(result);
  if (index === undefined) throw raise(rt, TYPE_ERROR, `__index__ returned non-int (type ${typeName(result)})`);
  return index;
}

/** True for ints and for what has `__index__`. */
export function hasIndex(value: Value): boolean {
  return intOf(value) !== undefined ||
    (value instanceof PyInstance && lookupSpecial(value.cls, "__index__") !== undefined);
}

/** A value as an int (`PyNumber_Index`). */
export function toIndex(rt: Runtime, value: Value): PyInt {
  const index = indexOf(rt, value);
  if (index !== undefined) return index;
  throw raise(rt, TYPE_ERROR, `'${typeName(value)}' object cannot be interpreted as an integer`);
}

/** An int that fits a C `Py_ssize_t`, or `type` is raised (`PyNumber_AsSsize_t`). */
export function toSize(rt: Runtime, value: Value, type = OVERFLOW_ERROR): number {
  const index = toIndex(rt, value);
  if (typeof index === "number") return index;
  // Beyond the safe integers but within 64 bits: no length comes near, so that rounding does no harm.
  if (BigInt.asIntN(64, index) === index) return Number(index);
  if (type === INDEX_ERROR) {
    throw raise(rt, type, `cannot fit '${typeName(value)}' into an index-sized integer`);
  }
  throw raise(rt, type, "Python int too large to convert to C ssize_t");
}

/** An int that fits a C `int` (`PyLong_AsInt` behind `__index__`). */
export function toCInt(rt: Runtime, value: Value): number {
  const index = toIndex(rt, value);
  if (index > 2147483647 || index < -2147483648) {
    throw raise(rt, OVERFLOW_ERROR, "Python int too large to convert to C int");
  }
  return Number(index);
}

/** A bound of a slice: clipped to what a C `Py_ssize_t` holds; null for None. */
function sliceBound(rt: Runtime, value: Value): number | null {
  if (value === null) return null;
  const index = indexOf(rt, value);
  if (index === undefined) {
    throw raise(rt, TYPE_ERROR, "slice indices must be integers or None or have an __index__ method");
  }
  return typeof index === "number" ? index : index < 0n ? -Number.MAX_SAFE_INTEGER : Number.MAX_SAFE_INTEGER;
}

/** Bounds of a slice of a length of any size (`_PySlice_GetLongIndices`). */
export function longSliceIndices(rt: Runtime, slice: PySlice, length: bigint): readonly [bigint, bigint, bigint] {
  const given = (value: Value): bigint | null => {
    if (value === null) return null;
    const index = indexOf(rt, value);
    if (index !== undefined) return BigInt(index);
    throw raise(rt, TYPE_ERROR, "slice indices must be integers or None or have an __index__ method");
  };
  const step = given(slice.step) ?? 1n;
  if (step === 0n) throw raise(rt, VALUE_ERROR, "slice step cannot be zero");
  const [low, high] = step < 0n ? [-1n, length - 1n] : [0n, length];
  const clip = (bound: bigint | null, otherwise: bigint): bigint => {
    if (bound === null) return otherwise;
    const index = bound < 0n ? bound + length : bound;
    return index < low ? low : index > high ? high : index;
  };
  const start = clip(given(slice.start), step < 0n ? high : low);
  return [start, clip(given(slice.stop), step < 0n ? low : high), step];
}

/** A slice adjusted to a length. */
export interface SliceIndices {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  /** Items it picks. */
  readonly count: number;
}

/** `slice.indices(length)` with the number of items (`PySlice_Unpack`, `PySlice_AdjustIndices`). */
export function sliceIndices(rt: Runtime, slice: PySlice, length: number): SliceIndices {
  const step = sliceBound(rt, slice.step) ?? 1;
  if (step === 0) throw raise(rt, VALUE_ERROR, "slice step cannot be zero");
  const start = sliceBound(rt, slice.start);
  const stop = sliceBound(rt, slice.stop);
  return adjust(start, stop, step, length);
}

function adjust(startGiven: number | null, stopGiven: number | null, step: number, length: number): SliceIndices {
  const low = step < 0 ? -1 : 0;
  const high = step < 0 ? length - 1 : length;
  const clip = (value: number): number => {
    const index = value < 0 ? value + length : value;
    return index < low ? low : index > high ? high : index;
  };
  const start = startGiven === null ? (step < 0 ? high : low) : clip(startGiven);
  const stop = stopGiven === null ? (step < 0 ? low : high) : clip(stopGiven);
  const span = step < 0 ? start - stop : stop - start;
  return { start, stop, step, count: span <= 0 ? 0 : Math.ceil(span / Math.abs(step)) };
}

/** Bounds of `container[start:stop]` (BINARY_SLICE); `stop` is not below `start`. */
export function simpleSlice(rt: Runtime, start: Value, stop: Value, length: number): readonly [number, number] {
  const indices = adjust(sliceBound(rt, start), sliceBound(rt, stop), 1, length);
  return [indices.start, Math.max(indices.start, indices.stop)];
}
