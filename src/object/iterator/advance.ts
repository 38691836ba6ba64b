/**
 * Advancing iterators: every class of them has a way of its own, and instances of classes of the program have `__next__`.
 *
 * @module
 */

import { callSpecial } from "../call/call.ts";
import { STOP_ITERATION, TYPE_ERROR } from "../exception/exception_types.ts";
import { catchRaised, exceptionMatches, raise, raiseValue, rethrow } from "../exception/raise.ts";
import { type POISONED, type Runtime, undefinedAt } from "../runtime.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { typeName } from "../type/types.ts";
import type { PyTuple } from "../values/sequence_values.ts";
import { PyObject, type Value } from "../values/value.ts";

/** The next item of an iterator of one class, undefined when it is exhausted (`tp_iternext`). */
type Advance<T extends PyObject> = (rt: Runtime, iterator: T) => Value;

/** What lies on the prototypes of the classes of iterators, and nowhere else. */
interface Advancing {
  advance?: Advance<PyObject>;
}

/** States how iterators of a class advance. */
export function advances<T extends PyObject>(instances: { readonly prototype: T }, advance: Advance<T>): void {
  (instances.prototype as Advancing).advance = advance as Advance<PyObject>;
}

/** True for iterators of builtin types. */
export function isBuiltinIterator(value: Value): boolean {
  return typeof value === "object" && value !== null && (value as Advancing).advance !== undefined;
}

/** True for what `next` takes (`PyIter_Check`). */
export function isIterator(value: Value): boolean {
  if (typeof value === "object" && value !== null && value.cls.isHeap) {
    return lookupSpecial(value.cls, "__next__") !== undefined;
  }
  return isBuiltinIterator(value);
}

/** The next item, undefined when the iterator is exhausted (`tp_iternext`; StopIteration is swallowed). */
export function iterNext(rt: Runtime, iterator: Value): Value {
  rt.burn(1);
  if (typeof iterator === "object" && iterator !== null) {
    const { advance } = iterator as Advancing;
    if (advance !== undefined) return advance(rt, iterator);
    if (iterator.cls.isHeap) {
      const item = instanceNext(rt, iterator);
      // What it returned is for `yield from` and `await` alone.
      if (item === undefined) rt.letGo(rt.returned);
      return item;
    }
  }
  throw notAnIterator(rt, iterator);
}

/** Only FOR_ITER takes what it finds for an iterator without asking. */
function notAnIterator(rt: Runtime, value: Value): typeof POISONED {
  return undefinedAt(rt, `FOR_ITER: found ${value === undefined ? "NULL" : typeName(value)}, expected iterator`);
}

/** The next item of an instance; undefined when it is exhausted, with what it returned in `rt.returned`. */
export function instanceNext(rt: Runtime, iterator: PyObject): Value {
  const method = lookupSpecial(iterator.cls, "__next__");
  if (method === undefined) throw notAnIterator(rt, iterator);
  if (method === null) throw raise(rt, TYPE_ERROR, "'NoneType' object is not callable");
  try {
    return callSpecial(rt, method, iterator, []);
  } catch (error) {
    return stoppedBy(rt, error);
  }
}

/** The result of `run`, undefined when it raised StopIteration. */
export function withoutStopIteration(rt: Runtime, run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    return stoppedBy(rt, error);
  }
}

/**
 * Takes a StopIteration that ended an iterator, and what it returned; throws anything else again. It ends, where monitoring does not
 * ask for it.
 */
export function stoppedBy(rt: Runtime, error: unknown): undefined {
  const exception = catchRaised(rt, error);
  if (!exceptionMatches(exception, STOP_ITERATION)) throw rethrow(rt, exception);
  const value = exception.fields?.get("value") ?? null;
  rt.returned = value;
  rt.stopped = exception;
  if (value !== null) rt.hold([value]);
  rt.letGo(exception);
  return undefined;
}

/** `next(iterator)`: as {@linkcode iterNext}, but exhaustion is StopIteration. */
export function nextOrRaise(rt: Runtime, iterator: Value): Value {
  rt.returned = null;
  if (iterator instanceof PyObject && iterator.cls.isHeap && !isBuiltinIterator(iterator)) {
    return callSpecial(rt, lookupSpecial(iterator.cls, "__next__"), iterator, []);
  }
  const item = iterNext(rt, iterator);
  if (item !== undefined) return item;
  const { returned } = rt;
  throw raiseValue(rt, STOP_ITERATION, ...(returned === null ? [] : [returned]));
}

/** Puts an item into a tuple that nobody else has; the one before ends. */
export function replaceItem(rt: Runtime, tuple: PyTuple, at: number, item: Value): PyTuple {
  const items = tuple.items as Value[];
  const before = items[at];
  items[at] = item;
  rt.letGo(before);
  return tuple;
}
