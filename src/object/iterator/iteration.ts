/**
 * Iterators over values: which iterator each gives, and all its items at once.
 *
 * @module
 */

import { copyWork } from "../../isa/work.ts";
import { callSpecial } from "../call/call.ts";
import { PyDict, PyDictView } from "../dict/dict.ts";
import { PyMappingProxy } from "../dict/mapping_proxy.ts";
import { TYPE_ERROR } from "../exception/exception_types.ts";
import { raise } from "../exception/raise.ts";
import { PyGenerator } from "../generator/generator.ts";
import { checkSize, poison, type Runtime } from "../runtime.ts";
import { PyAnySet } from "../set/set.ts";
import { PyInstance } from "../type/instance.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { typeName } from "../type/types.ts";
import { unwrap } from "../values/payload.ts";
import { PyByteArray, PyBytes, PyList, PyRange, PyTuple } from "../values/sequence_values.ts";
import { PyGenericAlias } from "../values/typing_values.ts";
import type { PyObject, Value } from "../values/value.ts";
import { askLengthHint } from "./length_hint.ts";
import { isBuiltinIterator, isIterator, iterNext } from "./advance.ts";
import "./composed_iterators.ts";
import "./container_iterators.ts";
import {
  BytesIterator,
  DictIterator,
  ListIterator,
  LongRangeIterator,
  type Owner,
  RangeIterator,
  SequenceIterator,
  SetIterator,
  StrIterator,
  TupleIterator,
  WideRangeIterator,
} from "./iterators.ts";

/** `iter(value)`. */
export function getIter(rt: Runtime, value: Value): Value {
  if (value instanceof PyList) return new ListIterator(value);
  if (value instanceof PyRange) return rangeIterator(value);
  if (value instanceof PyTuple) return new TupleIterator(value);
  if (typeof value === "string") return new StrIterator(value);
  if (value instanceof PyDict) return new DictIterator(value, "keys");
  if (value instanceof PyGenerator) return value;
  if (value instanceof PyMappingProxy) return getIter(rt, value.mapping);
  const iterator = typeof value === "object" && value !== null && value.cls.isHeap
    ? iterByMethod(rt, value)
    : builtinIter(value);
  if (iterator !== undefined) return iterator;
  if (value instanceof PyGenericAlias) throw poison(rt, "unsupported", "iteration of a generic alias");
  throw raise(rt, TYPE_ERROR, `'${typeName(value)}' object is not iterable`);
}

/** What an iterator over a value holds besides the builtin value. */
export function ownerOf(value: Value): Owner {
  return value instanceof PyInstance ? value : null;
}

/** The iterator over a value of a builtin type, or over an instance as its builtin base gives it; undefined for others. */
export function builtinIter(given: Value): Value {
  const value = unwrap(given);
  const owner = ownerOf(given);
  if (value instanceof PyList) return new ListIterator(value, owner);
  if (value instanceof PyTuple) return new TupleIterator(value, owner);
  if (value instanceof PyRange) return rangeIterator(value);
  if (typeof value === "string") return new StrIterator(value, owner);
  if (value instanceof PyDict) return new DictIterator(value, "keys", false, owner);
  if (value instanceof PyAnySet) return new SetIterator(value, owner);
  if (value instanceof PyDictView) return new DictIterator(value.dict, value.view, false, value.owner);
  if (value instanceof PyBytes || value instanceof PyByteArray) return new BytesIterator(value, owner);
  return isBuiltinIterator(value) ? given : undefined;
}

/** Whether a C long holds it. */
function isLong(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}

function rangeIterator(range: PyRange): Value {
  const { start, stop, step, length } = range;
  if (
    typeof start === "number" && typeof stop === "number" && typeof step === "number" && typeof length === "number"
  ) return new RangeIterator(start, step, length);
  const wide = [start, step, length].map(BigInt) as [bigint, bigint, bigint];
  // One step behind the end must fit, too.
  const behind = length === 0 ? 0n : BigInt(stop) + wide[1] - (wide[1] < 0n ? -1n : 1n);
  const fits = [...wide, BigInt(stop), behind].every(isLong);
  return fits ? new WideRangeIterator(...wide) : new LongRangeIterator(...wide);
}

/** The iterator of a range from its end (`range_reverse`). */
export function reversedRangeIterator(range: PyRange): Value {
  const [start, stop, step, length] = [range.start, range.stop, range.step, range.length].map(BigInt) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  const last = start + (length - 1n) * step;
  const small = [start - step, last, stop, step, length].map(Number);
  if (small.every(Number.isSafeInteger)) return new RangeIterator(Number(last), -Number(step), Number(length));
  return [start, stop, step, length, start - step].every(isLong)
    ? new WideRangeIterator(last, -step, length)
    : new LongRangeIterator(last, -step, length);
}

function iterByMethod(rt: Runtime, value: PyObject): Value {
  const method = lookupSpecial(value.cls, "__iter__");
  if (method === null) return undefined;
  if (method === undefined) {
    return lookupSpecial(value.cls, "__getitem__") === undefined ? undefined : new SequenceIterator(value);
  }
  const iterator = callSpecial(rt, method, value, []);
  if (!isIterator(iterator)) {
    throw raise(rt, TYPE_ERROR, `iter() returned non-iterator of type '${typeName(iterator)}'`);
  }
  return iterator;
}

/** All items of an iterable in a fresh array. */
export function itemsOf(rt: Runtime, iterable: Value): Value[] {
  if (iterable instanceof PyList || iterable instanceof PyTuple) {
    rt.burn(copyWork(iterable.items.length));
    return iterable.items.slice();
  }
  const iterator = getIter(rt, iterable);
  const items: Value[] = [];
  for (;;) {
    const item = iterNext(rt, iterator);
    if (item === undefined) return items;
    items.push(item);
    if (items.length > rt.limits.maxSize) checkSize(rt, items.length);
  }
}

/** The same for a tuple or list that is made of them: it asks how many there are (`PySequence_Tuple`, `PySequence_List`). */
export function itemsWithHint(rt: Runtime, iterable: Value): Value[] {
  if (!(iterable instanceof PyInstance)) return itemsOf(rt, iterable);
  const list = new PyList([]);
  extendList(rt, list, iterable);
  return list.items;
}

/** `list.extend`: items land one by one, so those before an error stay. */
export function extendList(rt: Runtime, list: PyList, iterable: Value): void {
  if (iterable instanceof PyList || iterable instanceof PyTuple) {
    const { items } = iterable;
    const count = items.length;
    rt.burn(copyWork(count));
    for (let i = 0; i < count; i++) list.items.push(items[i]);
    checkSize(rt, list.items.length);
    return;
  }
  const iterator = getIter(rt, iterable);
  askLengthHint(rt, iterable);
  for (;;) {
    const item = iterNext(rt, iterator);
    if (item === undefined) return;
    list.items.push(item);
    if (list.items.length > rt.limits.maxSize) checkSize(rt, list.items.length);
  }
}

/** True when `iter` would take it. */
export function isIterable(value: Value): boolean {
  if (typeof value === "object" && value !== null && value.cls.isHeap) {
    const method = lookupSpecial(value.cls, "__iter__");
    return method === undefined ? lookupSpecial(value.cls, "__getitem__") !== undefined : method !== null;
  }
  return builtinIter(value) !== undefined;
}
