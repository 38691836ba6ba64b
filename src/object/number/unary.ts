/**
 * Unary operators, and conversions of numbers.
 *
 * @module
 */

import { callSpecial } from "../call/call.ts";
import { TYPE_ERROR } from "../exception/exception_types.ts";
import { burnLong, intAbs, intInvert, intNegate } from "./int.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { hypotenuse } from "../modules/float_functions.ts";
import { PyComplex, PyFloat } from "../values/number_values.ts";
import { unwrap } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { typeName, typeOf } from "../type/types.ts";
import type { Value } from "../values/value.ts";

/** `-value`. */
export function unaryNegative(rt: Runtime, value: Value): Value {
  if (typeof value === "number" || typeof value === "bigint") {
    burnLong(rt, value);
    return intNegate(value);
  }
  if (value instanceof PyFloat) return new PyFloat(-value.value);
  return unary(rt, value, "__neg__", "unary -");
}

/** `+value`. */
export function unaryPositive(rt: Runtime, value: Value): Value {
  return unary(rt, value, "__pos__", "unary +");
}

/** `~value`. */
export function unaryInvert(rt: Runtime, value: Value): Value {
  if (typeof value === "number" || typeof value === "bigint") {
    burnLong(rt, value);
    return intInvert(value);
  }
  return unary(rt, value, "__invert__", "unary ~");
}

/** `abs(value)`. */
export function absolute(rt: Runtime, value: Value): Value {
  return unary(rt, value, "__abs__", "abs()");
}

function unary(rt: Runtime, value: Value, method: string, label: string): Value {
  if (typeof value === "object" && value !== null && value.cls.isHeap) {
    const found = lookupSpecial(typeOf(value), method);
    if (found !== undefined) return callSpecial(rt, found, value, []);
  } else {
    const result = builtinUnary(value, method);
    if (result !== undefined) return result;
  }
  throw raise(rt, TYPE_ERROR, `bad operand type for ${label}: '${typeName(value)}'`);
}

/** A unary operator on a number of a builtin type, or on an instance as its builtin base does it; undefined for others. */
export function builtinUnary(given: Value, method: string): Value {
  const value = unwrap(given);
  const int = typeof value === "boolean" ? Number(value) : value;
  if (typeof int === "number" || typeof int === "bigint") {
    if (method === "__neg__") return intNegate(int);
    if (method === "__pos__") return int;
    return method === "__invert__" ? intInvert(int) : intAbs(int);
  }
  if (value instanceof PyFloat) {
    if (method === "__neg__") return new PyFloat(-value.value);
    if (method === "__pos__") return value;
    return method === "__abs__" ? new PyFloat(Math.abs(value.value)) : undefined;
  }
  if (value instanceof PyComplex) {
    if (method === "__neg__") return new PyComplex(-value.re, -value.im);
    if (method === "__pos__") return value;
    return method === "__abs__" ? new PyFloat(hypotenuse([value.re, value.im])) : undefined;
  }
  return undefined;
}
