/**
 * `iter()` and `next()`, and stepping of anything that can be awaited or delegated to.
 *
 * @module
 */

import type { Thrown } from "./generator_types.ts";
import { copyWork } from "../../src/isa/work.ts";
import { exceptions } from "../exceptions.ts";
import { Generator } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import {
  BytesIterator,
  DictIterator,
  ListIterator,
  RangeIterator,
  SequenceIterator,
  SetIterator,
  StringIterator,
  TupleIterator,
} from "../iterators.ts";
import type { Runtime } from "../runtime.ts";
import { intPayload } from "../text/payload.ts";
import { NOT_IMPLEMENTED, typeOf, types } from "../types.ts";
import {
  PyBytes,
  PyDict,
  PyDictView,
  type PyException,
  PyGenericAlias,
  PyIterator,
  PyList,
  PyMethodDescriptor,
  PyObject,
  PyRange,
  PySet,
  PyTuple,
  type Slot,
  type Value,
} from "../values.ts";
import { stringPayload } from "./compare.ts";

/** `iter(v)` (C: `PyObject_GetIter`). */
export function iterate(rt: Runtime, v: Value): Value {
  const type = typeOf(v);
  if (!type.heap) {
    const iterator = nativeIterator(v);
    if (iterator !== undefined) return iterator;
  }
  const method = type.lookup("__iter__");
  if (method === null || method === undefined) {
    if (
      method === undefined && type.lookup("__getitem__") !== undefined &&
      !(v instanceof PyDict || v instanceof PyGenericAlias)
    ) {
      return new SequenceIterator(v);
    }
    if (v instanceof PyGenericAlias && type === types.genericAlias) rt.unsupported("iteration of a generic alias");
    throw rt.typeError(`'${type.name}' object is not iterable`);
  }
  if (method instanceof PyMethodDescriptor) return method.body(rt, v, [], null);
  const iterator = rt.callSpecial(v, "__iter__", []) as Value;
  if (typeOf(iterator).lookup("__next__") === undefined && !(iterator instanceof PyIterator)) {
    throw rt.typeError(`iter() returned non-iterator of type '${typeOf(iterator).name}'`);
  }
  return iterator;
}

/** The iterator of a built-in container, or of one that extends it; undefined for anything else. */
export function nativeIterator(v: Value): PyIterator | undefined {
  if (v instanceof PyIterator) {
    // Coroutines and async generators step like iterators but are none.
    return v instanceof Generator && v.cls.name !== "generator" ? undefined : v;
  }
  if (v instanceof PyList) return new ListIterator(v);
  if (v instanceof PyTuple) return new TupleIterator(v);
  if (v instanceof PyRange) return RangeIterator.over(v);
  if (v instanceof PyDict) return new DictIterator(v, "keys");
  if (v instanceof PyDictView) return new DictIterator(v.dict, v.what);
  if (v instanceof PySet) return new SetIterator(v);
  if (v instanceof PyBytes) return new BytesIterator(v);
  const text = stringPayload(v);
  return text === undefined ? undefined : new StringIterator(text, v);
}

/** The next item of an iterator of a program's class, undefined at StopIteration. */
export function nextItem(rt: Runtime, iterator: Value): Slot {
  const type = typeOf(iterator);
  if (type.lookup("__next__") === undefined) throw rt.typeError(`'${type.name}' object is not an iterator`);
  try {
    return rt.callSpecial(iterator, "__next__", []);
  } catch (thrown) {
    return endedBy(rt, thrown);
  }
}

/** Takes the StopIteration that ended an iterator; anything else goes on. */
function endedBy(rt: Runtime, thrown: unknown): undefined {
  if (!rt.isError(thrown, "StopIteration")) throw thrown;
  (rt as Interpreter).stopped = thrown;
  rt.letGo(thrown);
  return undefined;
}

/** The same of an iterator that is written here: what it calls may raise StopIteration. */
export function nextOfNative(rt: Runtime, iterator: PyIterator): Slot {
  if (iterator instanceof Generator || iterator instanceof PySendable) return iterator.next(rt);
  try {
    return iterator.next(rt);
  } catch (thrown) {
    return endedBy(rt, thrown);
  }
}

/** All items of an iterable, as {@linkcode Runtime.toArray} says. */
export function collect(rt: Runtime, iterable: Value, hinted: boolean): Value[] {
  const plain = iterable instanceof PyObject && !iterable.cls.heap;
  if (plain && (iterable instanceof PyList || iterable instanceof PyTuple)) {
    rt.spend(copyWork(iterable.items.length));
    return [...iterable.items];
  }
  const items: Value[] = [];
  const iterator = rt.iter(iterable);
  if (hinted) rt.lengthHint(iterable, 0);
  for (let item = rt.next(iterator); item !== undefined; item = rt.next(iterator)) {
    items.push(item);
    rt.checkSize(items.length);
  }
  return items;
}

/** Calls `visit` with each item until it gives false. */
export function visitItems(rt: Runtime, iterable: Value, visit: (item: Value) => void | false): void {
  const iterator = rt.iter(iterable);
  let count = 0;
  for (let item = rt.next(iterator); item !== undefined; item = rt.next(iterator)) {
    rt.checkSize(++count);
    if (visit(item) === false) return;
  }
}

/** `operator.length_hint(v, fallback)`. */
export function lengthHint(rt: Runtime, v: Value, fallback: number): number {
  const type = typeOf(v);
  try {
    if (type.lookup("__len__") !== undefined) return Number(rt.length(v));
  } catch (thrown) {
    if (!rt.isError(thrown, "TypeError")) throw thrown;
  }
  if (v instanceof PyIterator && !type.heap) return Number(v.lengthHint(rt) ?? fallback);
  let hint: Slot;
  try {
    hint = rt.callSpecial(v, "__length_hint__", []);
  } catch (thrown) {
    if (!rt.isError(thrown, "TypeError")) throw thrown;
    return fallback;
  }
  if (hint === undefined || hint === NOT_IMPLEMENTED) return fallback;
  const count = intPayload(hint);
  if (count === undefined) throw rt.typeError(`__length_hint__ must be an integer, not ${typeOf(hint).name}`);
  if (BigInt.asIntN(64, count) !== count) {
    throw rt.error("OverflowError", "Python int too large to convert to C ssize_t");
  }
  if (count < 0n) throw rt.valueError("__length_hint__() should return >= 0");
  return Number(count);
}

/** What a step of a delegated iterator gave. */
export interface Step {
  /** Returned instead of yielded. */
  readonly done: boolean;
  readonly value: Value;
}

/** An awaitable written here that takes sent values: its step. */
export abstract class PySendable extends PyIterator {
  /** Resumes it with a value. */
  abstract send(rt: Interpreter, value: Value): Step;
  /** Raises an exception in it. */
  abstract throw(rt: Interpreter, raised: Thrown): Step;
  /** Its method `close`. */
  abstract close(rt: Interpreter): void;

  override next(rt: Runtime): Slot {
    const step = this.send(rt as Interpreter, null);
    if (!step.done) return step.value;
    throw stopIteration(rt, step.value);
  }
}

/** A StopIteration that carries a returned value. */
export function stopIteration(rt: Runtime, value: Value): PyException {
  return rt.errorWith("StopIteration", value === null ? [] : [value]);
}

/** Sends a value to a generator, coroutine or any iterator (C: `PyIter_Send`); `startsWithAny` as in {@linkcode Interpreter.resume}. */
export function sendTo(rt: Interpreter, receiver: Value, value: Value, startsWithAny = false): Step {
  if (receiver instanceof Generator) {
    const yielded = rt.resume(receiver, value, null, startsWithAny);
    return yielded === undefined ? { done: true, value: receiver.result } : { done: false, value: yielded };
  }
  if (receiver instanceof PySendable) return receiver.send(rt, value);
  if (receiver instanceof PyIterator && value === null) {
    const item = receiver.next(rt);
    return item === undefined ? { done: true, value: null } : { done: false, value: item };
  }
  try {
    // What is no iterator is sent None like any other value.
    const item = value === null ? rt.callSpecial(receiver, "__next__", []) : undefined;
    return { done: false, value: item === undefined ? rt.callMethod(receiver, "send", [value]) : item };
  } catch (thrown) {
    if (!rt.isError(thrown, "StopIteration")) throw thrown;
    rt.stopped = thrown;
    const value = stopValue(thrown);
    rt.hold([value]);
    rt.letGo(thrown);
    return { done: true, value };
  }
}

/** The `value` of a StopIteration. */
export function stopValue(stop: PyException): Value {
  const own = stop.slots?.get("value");
  return own !== undefined ? own : stop.args.items[0] ?? null;
}

/** True for StopIteration and its subclasses. */
export function isStopIteration(v: PyException): boolean {
  return v.cls.isSubtypeOf(exceptions.StopIteration);
}
