/**
 * Making ranges and asking them.
 *
 * @module
 */

import { digitsOf, productWork } from "../../isa/work.ts";
import { VALUE_ERROR } from "../exception/exception_types.ts";
import { intFloorDivide, intModulo, intSubtract } from "../number/int.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { PyRange } from "../values/sequence_values.ts";
import { normalizeInt, type PyInt } from "../values/value.ts";

/** A range; raises ValueError for step 0. */
export function makeRange(rt: Runtime, start: PyInt, stop: PyInt, step: PyInt): PyRange {
  if (step === 0) throw raise(rt, VALUE_ERROR, "range() arg 3 must not be zero");
  return new PyRange(start, stop, step, rangeLength(rt, start, stop, step));
}

function rangeLength(rt: Runtime, start: PyInt, stop: PyInt, step: PyInt): PyInt {
  if (step > 0 ? start >= stop : start <= stop) return 0;
  if (step === 1) return intSubtract(stop, start);
  const span = step > 0 ? BigInt(stop) - BigInt(start) : BigInt(start) - BigInt(stop);
  rt.burn(productWork(digitsOf(span), digitsOf(step)));
  const stride = step > 0 ? BigInt(step) : -BigInt(step);
  return normalizeInt((span - 1n) / stride + 1n);
}

/** True when a range holds an int. */
export function rangeContains(rt: Runtime, range: PyRange, value: PyInt): boolean {
  const { start, stop, step } = range;
  if (step > 0 ? value < start || value >= stop : value > start || value <= stop) return false;
  return intModulo(rt, intSubtract(value, start), step) === 0;
}

/** Position of an int that a range holds. */
export function rangeIndex(rt: Runtime, range: PyRange, value: PyInt): PyInt {
  return intFloorDivide(rt, intSubtract(value, range.start), range.step);
}
