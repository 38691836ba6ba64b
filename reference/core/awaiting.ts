/**
 * Awaitables.
 *
 * @module
 */

import { CODE_FLAGS } from "../../src/isa/program.ts";
import { Generator } from "../frame.ts";
import type { Runtime } from "../runtime.ts";
import { typeOf, types } from "../types.ts";
import { PyIterator, type Value } from "../values.ts";
import { PySendable } from "./iteration.ts";

function isPlainAwaitable(v: Value): boolean {
  if (v instanceof PySendable) return true;
  return v instanceof Generator &&
    (v.cls === types.coroutine ||
      (v.cls === types.generator && (v.code.code.flags & CODE_FLAGS.ITERABLE_COROUTINE) !== 0));
}

/** True for what can be awaited, by type. */
export function canAwait(v: Value): boolean {
  return isPlainAwaitable(v) || typeOf(v).lookup("__await__") !== undefined;
}

/** The iterator that drives an awaitable (C: `_PyCoro_GetAwaitableIter`). */
export function awaitableIterator(rt: Runtime, v: Value): Value {
  if (isPlainAwaitable(v)) return v;
  const iterator = rt.callSpecial(v, "__await__", []);
  if (iterator === undefined) throw rt.typeError(`object ${typeOf(v).name} can't be used in 'await' expression`);
  if (iterator instanceof Generator && iterator.cls === types.coroutine) {
    throw rt.typeError("__await__() returned a coroutine");
  }
  if (!(iterator instanceof PyIterator) && typeOf(iterator).lookup("__next__") === undefined) {
    throw rt.typeError(`__await__() returned non-iterator of type '${typeOf(iterator).name}'`);
  }
  return iterator;
}
