/**
 * Indices and bounds of slices.
 *
 * @module
 */

import type { Runtime } from "../runtime.ts";
import { typeOf } from "../types.ts";
import { PyInstance, type PySlice, type Value } from "../values.ts";
import { intPayload } from "./numbers.ts";

/** One bound of a slice as an int. */
function sliceBound(rt: Runtime, v: Value): bigint {
  const index = intPayload(v) ?? rt.indexOptional(v);
  if (index === undefined) throw rt.typeError("slice indices must be integers or None or have an __index__ method");
  return index;
}

/** Bounds of a slice over a sequence of any length (C: `_PySlice_GetLongIndices`). */
export function bigSliceIndices(
  rt: Runtime,
  slice: PySlice,
  size: bigint,
): { start: bigint; stop: bigint; step: bigint } {
  const step = slice.step === null ? 1n : sliceBound(rt, slice.step);
  if (step === 0n) throw rt.valueError("slice step cannot be zero");
  const lower = step < 0n ? -1n : 0n;
  const upper = step < 0n ? size - 1n : size;
  const clamp = (v: Value): bigint => {
    let at = sliceBound(rt, v);
    if (at < 0n) at += size;
    return at < lower ? lower : at > upper ? upper : at;
  };
  const start = slice.start === null ? (step < 0n ? upper : lower) : clamp(slice.start);
  const stop = slice.stop === null ? (step < 0n ? lower : upper) : clamp(slice.stop);
  return { start, stop, step };
}

/** Bounds of a slice over `size` items, and how many it takes. */
export function sliceIndices(
  rt: Runtime,
  slice: Value,
  size: number,
): { start: number; stop: number; step: number; count: number } {
  const big = bigSliceIndices(rt, slice as PySlice, BigInt(size));
  const span = big.step > 0n ? big.stop - big.start : big.start - big.stop;
  const stride = big.step > 0n ? big.step : -big.step;
  const count = span > 0n ? Number((span + stride - 1n) / stride) : 0;
  return { start: Number(big.start), stop: Number(big.stop), step: Number(big.step), count };
}

/** `operator.index(v)`, undefined when the type has no `__index__`. */
export function indexOptional(rt: Runtime, v: Value): bigint | undefined {
  const own = intPayload(v);
  if (own !== undefined) return own;
  if (!(v instanceof PyInstance) && !typeOf(v).heap) return undefined;
  const result = rt.callSpecial(v, "__index__", []);
  if (result === undefined) return undefined;
  const index = intPayload(result);
  if (index === undefined) throw rt.typeError(`__index__ returned non-int (type ${typeOf(result).name})`);
  return index;
}
