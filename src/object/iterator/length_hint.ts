/**
 * What an iterable says of its length before it is walked.
 *
 * @module
 */

import { callSpecial } from "../call/call.ts";
import { OVERFLOW_ERROR, TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { catchOnly, raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { ReversedIterator } from "./iterators.ts";
import { length } from "../sequence/containers.ts";
import { PyInstance } from "../type/instance.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { typeName } from "../type/types.ts";
import { NOT_IMPLEMENTED } from "../values/singletons.ts";
import { intOf } from "../values/payload.ts";
import type { Value } from "../values/value.ts";

/**
 * Asks an object of a program's class how many items it has, as who makes room for them does, and forgets the answer
 * (`PyObject_LengthHint`).
 */
export function askLengthHint(rt: Runtime, iterable: Value): void {
  // What is reversed is asked itself.
  if (iterable instanceof ReversedIterator && iterable.sequence instanceof PyInstance) length(rt, iterable.sequence);
  if (!(iterable instanceof PyInstance)) return;
  try {
    if (lookupSpecial(iterable.cls, "__len__") !== undefined) {
      length(rt, iterable);
      return;
    }
  } catch (error) {
    catchOnly(rt, error, TYPE_ERROR);
  }
  const method = lookupSpecial(iterable.cls, "__length_hint__");
  if (method === undefined) return;
  let hint: Value;
  try {
    hint = callSpecial(rt, method, iterable, []);
  } catch (error) {
    catchOnly(rt, error, TYPE_ERROR);
    return;
  }
  if (hint === NOT_IMPLEMENTED) return;
  const count = intOf(hint);
  if (count === undefined) throw raise(rt, TYPE_ERROR, `__length_hint__ must be an integer, not ${typeName(hint)}`);
  if (BigInt.asIntN(64, BigInt(count)) !== BigInt(count)) {
    throw raise(rt, OVERFLOW_ERROR, "Python int too large to convert to C ssize_t");
  }
  if (count < 0) throw raise(rt, VALUE_ERROR, "__length_hint__() should return >= 0");
}
