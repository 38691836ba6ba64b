/**
 * What signatures make of arguments, with the pin's complaints (C: the format units of `Python/getargs.c`, the converters of Argument
 * Clinic).
 *
 * @module
 */

import type { Runtime } from "./runtime.ts";
import { type ArgumentName, type Convert, or, type Parameter } from "./signature.ts";
import { strPayload } from "./text/payload.ts";
import type { PyException, Slot, Value } from "./values.ts";

const MAX_SSIZE = 2n ** 63n - 1n;
const MIN_SSIZE = -(2n ** 63n);

/** The complaint about an argument of the wrong type (C: `_PyArg_BadArgument`). */
export function badArgument(rt: Runtime, argument: ArgumentName, expected: string, v: Value): PyException {
  const found = v === null ? "None" : rt.typeName(v);
  return rt.typeError(`${argument.function}() ${argument.which} must be ${expected}, not ${found}`);
}

/** A str. */
export const str: Convert<string> = (rt, v, argument) => {
  const text = strPayload(v);
  if (text === undefined) throw badArgument(rt, argument, "str", v);
  return text;
};

/** Anything, as its truth. */
export const truth: Convert<boolean> = (rt, v) => rt.truth(v);

/** An int of any size. */
export const int: Convert<bigint> = (rt, v) => rt.index(v);

/** An int of C type `Py_ssize_t`. */
export const size: Convert<number> = (rt, v) => {
  const value = rt.index(v);
  if (value > MAX_SSIZE || value < MIN_SSIZE) {
    throw rt.error("OverflowError", "Python int too large to convert to C ssize_t");
  }
  return Number(value);
};

/** An int of C type `int`. */
export const cInt: Convert<number> = (rt, v) => {
  const value = rt.index(v);
  if (BigInt.asIntN(32, value) !== value) throw rt.error("OverflowError", "Python int too large to convert to C int");
  return Number(value);
};

/** A bound of a search or slice, cut to what fits (C: `_PyEval_SliceIndex`); None gives the fallback. */
function sliceBound(rt: Runtime, v: Slot, fallback: bigint): bigint {
  if (v === undefined || v === null) return fallback;
  const value = rt.indexOptional(v);
  if (value === undefined) throw rt.typeError("slice indices must be integers or None or have an __index__ method");
  return value > MAX_SSIZE ? MAX_SSIZE : value < -MAX_SSIZE ? -MAX_SSIZE : value;
}

/** A bound of `index`, which unlike that of a slice may not be None. */
function indexBound(rt: Runtime, v: Value, fallback: bigint): bigint {
  if (rt.indexOptional(v) === undefined) {
    throw rt.typeError("slice indices must be integers or have an __index__ method");
  }
  return sliceBound(rt, v, fallback);
}

/** Bounds that mean the whole sequence. */
export const WHOLE = { start: 0n, end: MAX_SSIZE } as const;

/** Optional bounds of a search in a text. */
export const BOUNDS: readonly [Parameter<bigint>, Parameter<bigint>] = [
  or<bigint>(WHOLE.start, (rt, v) => sliceBound(rt, v, WHOLE.start)),
  or<bigint>(WHOLE.end, (rt, v) => sliceBound(rt, v, WHOLE.end)),
];

/** The same for `index` of a sequence. */
export const INDEX_BOUNDS: readonly [Parameter<bigint>, Parameter<bigint>] = [
  or<bigint>(WHOLE.start, (rt, v) => indexBound(rt, v, WHOLE.start)),
  or<bigint>(WHOLE.end, (rt, v) => indexBound(rt, v, WHOLE.end)),
];

/** The name of an attribute. */
export const attributeName: Convert<string> = (rt, v) => {
  const name = strPayload(v);
  if (name === undefined) throw rt.typeError(`attribute name must be string, not '${rt.typeName(v)}'`);
  return name;
};
