/**
 * Iterators: getting and advancing them.
 *
 * @module
 */

import { copyWork } from "../../isa/work.ts";
import { askLengthHint } from "./length_hint.ts";
import { call, callSpecial } from "../call/call.ts";
import { callableName } from "../call/callable_name.ts";
import { valuesEqual } from "../values/compare.ts";
import { PyDict, PyDictView } from "../dict/dict.ts";
import { INDEX_ERROR, RUNTIME_ERROR, STOP_ITERATION, TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { asyncSend } from "../generator/async_generator_ops.ts";
import { generatorNext } from "../generator/generator_ops.ts";
import { PyAsyncGenASend, PyAsyncGenAThrow, PyCoroutineWrapper, PyGenerator } from "../generator/generator.ts";
import { getItem } from "../sequence/containers.ts";
import { PyInstance } from "../type/instance.ts";
import { intAdd } from "../number/int.ts";
import {
  BytesIterator,
  CallableIterator,
  DictIterator,
  Enumerate,
  FilterIterator,
  ListIterator,
  ListReverseIterator,
  LongRangeIterator,
  MapIterator,
  RangeIterator,
  ReversedIterator,
  SequenceIterator,
  SetIterator,
  StrIterator,
  TupleIterator,
  Zip,
} from "./iterators.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { PyMappingProxy } from "../dict/mapping_proxy.ts";
import { unwrap } from "../values/payload.ts";
import { catchRaised, exceptionMatches, raise, raiseValue } from "../exception/raise.ts";
import { checkSize, type POISONED, type Runtime, undefinedAt } from "../runtime.ts";
import { makeTuple, PyByteArray, PyBytes, PyList, PyRange, PyTuple } from "../values/sequence_values.ts";
import { DUMMY, PyAnySet } from "../set/set.ts";
import { isTrue } from "../values/truth.ts";
import { typeName } from "../type/types.ts";
import { normalizeInt, PyObject, type Value } from "../values/value.ts";

/** `iter(value)`. */
export function getIter(rt: Runtime, value: Value): Value {
  if (value instanceof PyList) return new ListIterator(value);
  if (value instanceof PyRange) return rangeIterator(value);
  if (value instanceof PyTuple) return new TupleIterator(value);
  if (typeof value === "string") return new StrIterator(value);
  if (value instanceof PyDict) return new DictIterator(value, "keys");
  if (value instanceof PyGenerator) return value;
  const iterator = typeof value === "object" && value !== null && value.cls.isHeap
    ? iterByMethod(rt, value)
    : builtinIter(value);
  if (iterator !== undefined) return iterator;
  throw raise(rt, TYPE_ERROR, `'${typeName(value)}' object is not iterable`);
}

/** The iterator over a value of a builtin type, or over an instance as its builtin base gives it; undefined for others. */
export function builtinIter(given: Value): Value {
  const value = unwrap(given);
  if (value instanceof PyList) return new ListIterator(value);
  if (value instanceof PyTuple) return new TupleIterator(value);
  if (value instanceof PyRange) return rangeIterator(value);
  if (typeof value === "string") return new StrIterator(value);
  if (value instanceof PyDict) return new DictIterator(value, "keys");
  if (value instanceof PyAnySet) return new SetIterator(value);
  if (value instanceof PyDictView) return new DictIterator(value.dict, value.view);
  if (value instanceof PyBytes || value instanceof PyByteArray) return new BytesIterator(value.data);
  if (value instanceof PyMappingProxy) return new DictIterator(value.dict, "keys");
  return isBuiltinIterator(value) ? given : undefined;
}

/** True for iterators of builtin types. */
function isBuiltinIterator(value: Value): boolean {
  return value instanceof PyGenerator || value instanceof ListIterator || value instanceof TupleIterator ||
    value instanceof RangeIterator || value instanceof LongRangeIterator || value instanceof StrIterator ||
    value instanceof BytesIterator || value instanceof DictIterator || value instanceof SetIterator ||
    value instanceof Enumerate || value instanceof Zip || value instanceof MapIterator ||
    value instanceof FilterIterator || value instanceof ReversedIterator || value instanceof ListReverseIterator ||
    value instanceof CallableIterator || value instanceof SequenceIterator || value instanceof PyCoroutineWrapper ||
    value instanceof PyAsyncGenASend || value instanceof PyAsyncGenAThrow;
}

function rangeIterator(range: PyRange): Value {
  const { start, stop, step, length } = range;
  return typeof start === "number" && typeof stop === "number" && typeof step === "number" &&
      typeof length === "number"
    ? new RangeIterator(start, step, length)
    : new LongRangeIterator(BigInt(start), BigInt(step), BigInt(length));
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
  if (iterator instanceof ListIterator) return listNext(iterator);
  if (iterator instanceof RangeIterator) return rangeNext(iterator);
  if (iterator instanceof TupleIterator) return tupleNext(iterator);
  if (iterator instanceof PyGenerator) return generatorNext(rt, iterator);
  if (iterator instanceof StrIterator) return strNext(iterator);
  if (iterator instanceof DictIterator) return dictNext(rt, iterator);
  if (iterator instanceof Enumerate) return enumerateNext(rt, iterator);
  if (iterator instanceof Zip) return zipNext(rt, iterator);
  if (iterator instanceof PyInstance) return instanceNext(rt, iterator);
  return rareNext(rt, iterator);
}

function rareNext(rt: Runtime, iterator: Value): Value {
  if (iterator instanceof MapIterator) return mapNext(rt, iterator);
  if (iterator instanceof FilterIterator) return filterNext(rt, iterator);
  if (iterator instanceof SetIterator) return setNext(rt, iterator);
  if (iterator instanceof ListReverseIterator) return listReverseNext(iterator);
  if (iterator instanceof ReversedIterator) return reversedNext(rt, iterator);
  if (iterator instanceof CallableIterator) return callableNext(rt, iterator);
  if (iterator instanceof SequenceIterator) return sequenceNext(rt, iterator);
  if (iterator instanceof BytesIterator) return bytesNext(iterator);
  if (iterator instanceof LongRangeIterator) return longRangeNext(iterator);
  if (iterator instanceof PyCoroutineWrapper) return generatorNext(rt, iterator.coroutine);
  if (iterator instanceof PyAsyncGenASend || iterator instanceof PyAsyncGenAThrow) return asyncSend(rt, iterator, null);
  if (iterator instanceof PyObject && isIterator(iterator)) return instanceNext(rt, iterator);
  throw notAnIterator(rt, iterator);
}

/** Only FOR_ITER takes what it finds for an iterator without asking. */
function notAnIterator(rt: Runtime, value: Value): typeof POISONED {
  return undefinedAt(rt, `FOR_ITER: found ${value === undefined ? "NULL" : typeName(value)}, expected iterator`);
}

function listNext(iterator: ListIterator): Value {
  const { list } = iterator;
  if (list === null) return undefined;
  if (iterator.index < list.items.length) return list.items[iterator.index++];
  iterator.list = null;
  return undefined;
}

function tupleNext(iterator: TupleIterator): Value {
  const { tuple } = iterator;
  if (tuple === null) return undefined;
  if (iterator.index < tuple.items.length) return tuple.items[iterator.index++];
  iterator.tuple = null;
  return undefined;
}

function rangeNext(iterator: RangeIterator): Value {
  if (iterator.length <= 0) return undefined;
  const value = iterator.start;
  iterator.start = value + iterator.step;
  iterator.length--;
  return value;
}

function longRangeNext(iterator: LongRangeIterator): Value {
  if (iterator.length <= 0n) return undefined;
  const value = iterator.start;
  iterator.start += iterator.step;
  iterator.length--;
  return normalizeInt(value);
}

function strNext(iterator: StrIterator): Value {
  const { text, index } = iterator;
  if (index >= text.length) return undefined;
  const unit = text.charCodeAt(index);
  const width = unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00 ? 2 : 1;
  iterator.index = index + width;
  return width === 1 ? text[index] : text.slice(index, index + 2);
}

function bytesNext(iterator: BytesIterator): Value {
  const { data } = iterator;
  if (data === null) return undefined;
  if (iterator.index < data.length) return data[iterator.index++];
  iterator.data = null;
  return undefined;
}

function dictNext(rt: Runtime, iterator: DictIterator): Value {
  const { dict } = iterator;
  if (dict === null) return undefined;
  if (iterator.used !== dict.used) {
    iterator.used = -1;
    throw raise(rt, RUNTIME_ERROR, "dictionary changed size during iteration");
  }
  const keys = dict.entryKeys;
  const step = iterator.reverse ? -1 : 1;
  let entry = iterator.entry;
  while (entry >= 0 && entry < keys.length && keys[entry] === undefined) entry += step;
  rt.burn(copyWork(Math.abs(entry - iterator.entry)));
  if (entry < 0 || entry >= keys.length) {
    iterator.dict = null;
    return undefined;
  }
  if (iterator.left === 0) {
    iterator.dict = null;
    throw raise(rt, RUNTIME_ERROR, "dictionary keys changed during iteration");
  }
  iterator.left--;
  iterator.entry = entry + step;
  if (iterator.view === "keys") return keys[entry];
  const value = dict.entryValues[entry];
  return iterator.view === "values" ? value : new PyTuple([keys[entry], value]);
}

function setNext(rt: Runtime, iterator: SetIterator): Value {
  const { set } = iterator;
  if (set === null) return undefined;
  if (iterator.used !== set.used) {
    iterator.used = -1;
    throw raise(rt, RUNTIME_ERROR, "Set changed size during iteration");
  }
  const { table } = set;
  let slot = iterator.slot;
  while (slot < table.length && (table[slot] === undefined || table[slot] === DUMMY)) slot++;
  rt.burn(copyWork(slot - iterator.slot));
  iterator.slot = slot + 1;
  if (slot >= table.length) {
    iterator.set = null;
    return undefined;
  }
  iterator.left--;
  return table[slot];
}

function enumerateNext(rt: Runtime, iterator: Enumerate): Value {
  const item = iterNext(rt, iterator.iterator);
  if (item === undefined) return undefined;
  const index = iterator.next;
  iterator.next = intAdd(index, 1);
  return new PyTuple([index, item]);
}

function zipNext(rt: Runtime, zip: Zip): Value {
  const { iterators } = zip;
  if (iterators.length === 0) return undefined;
  const items: Value[] = [];
  for (let i = 0; i < iterators.length; i++) {
    const item = iterNext(rt, iterators[i]);
    if (item === undefined) {
      if (zip.strict) checkStrictZip(rt, zip, i);
      return undefined;
    }
    items.push(item);
  }
  return new PyTuple(items);
}

/** The iterator at `ended` has ended: so must all others have. */
function checkStrictZip(rt: Runtime, zip: Zip, ended: number): void {
  const others = (count: number): string => count === 1 ? " " : `s 1-${count}`;
  if (ended > 0) {
    throw raise(
      rt,
      VALUE_ERROR,
      `zip() argument ${ended + 1} is shorter than argument${ended === 1 ? " 1" : others(ended)}`,
    );
  }
  for (let i = 1; i < zip.iterators.length; i++) {
    if (iterNext(rt, zip.iterators[i]) === undefined) continue;
    throw raise(rt, VALUE_ERROR, `zip() argument ${i + 1} is longer than argument${i === 1 ? " 1" : others(i)}`);
  }
}

function mapNext(rt: Runtime, map: MapIterator): Value {
  const args: Value[] = [];
  for (const iterator of map.iterators) {
    const item = iterNext(rt, iterator);
    if (item === undefined) return undefined;
    args.push(item);
  }
  return call(rt, map.callable, args, null);
}

function filterNext(rt: Runtime, filter: FilterIterator): Value {
  for (;;) {
    rt.stopped = null;
    const item = iterNext(rt, filter.iterator);
    if (item === undefined) return undefined;
    const kept = filter.callable === null ? item : call(rt, filter.callable, [item], null);
    if (isTrue(rt, kept)) return item;
  }
}

function listReverseNext(iterator: ListReverseIterator): Value {
  const { list, index } = iterator;
  if (list !== null && index >= 0 && index < list.items.length) {
    iterator.index--;
    return list.items[index];
  }
  iterator.index = -1;
  iterator.list = null;
  return undefined;
}

/** Calls `__getitem__`; IndexError and StopIteration end it, undefined. */
function itemOrEnd(rt: Runtime, sequence: Value, index: number): Value {
  try {
    return getItem(rt, sequence, index);
  } catch (error) {
    const exception = catchRaised(rt, error);
    if (exceptionMatches(exception, INDEX_ERROR) || exceptionMatches(exception, STOP_ITERATION)) return undefined;
    rt.exception = exception;
    throw error;
  }
}

function reversedNext(rt: Runtime, iterator: ReversedIterator): Value {
  if (iterator.index < 0) return undefined;
  const item = itemOrEnd(rt, iterator.sequence, iterator.index);
  iterator.index = item === undefined ? -1 : iterator.index - 1;
  return item;
}

function sequenceNext(rt: Runtime, iterator: SequenceIterator): Value {
  if (iterator.sequence === undefined) return undefined;
  const item = itemOrEnd(rt, iterator.sequence, iterator.index);
  if (item === undefined) iterator.sequence = undefined;
  else iterator.index++;
  return item;
}

function callableNext(rt: Runtime, iterator: CallableIterator): Value {
  if (iterator.callable === undefined) return undefined;
  const item = withoutStopIteration(rt, () => call(rt, iterator.callable, [], null));
  if (item !== undefined && !valuesEqual(rt, iterator.sentinel, item)) return item;
  iterator.callable = undefined;
  return undefined;
}

/** The result of `run`, undefined when it raised StopIteration. */
function withoutStopIteration(rt: Runtime, run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    const exception = catchRaised(rt, error);
    if (exceptionMatches(exception, STOP_ITERATION)) {
      rt.returned = exception.fields?.get("value") ?? null;
      rt.stopped = exception;
      return undefined;
    }
    rt.exception = exception;
    throw error;
  }
}

function instanceNext(rt: Runtime, iterator: PyObject): Value {
  const method = lookupSpecial(iterator.cls, "__next__");
  if (method === undefined) throw notAnIterator(rt, iterator);
  if (method === null) throw raise(rt, TYPE_ERROR, "'NoneType' object is not callable");
  try {
    return callSpecial(rt, method, iterator, []);
  } catch (error) {
    const exception = catchRaised(rt, error);
    if (exceptionMatches(exception, STOP_ITERATION)) {
      rt.returned = exception.fields?.get("value") ?? null;
      rt.stopped = exception;
      return undefined;
    }
    rt.exception = exception;
    throw error;
  }
}

/** `next(iterator)`: as {@linkcode iterNext}, but exhaustion is StopIteration. */
export function nextOrRaise(rt: Runtime, iterator: Value): Value {
  rt.returned = null;
  const item = iterNext(rt, iterator);
  if (item !== undefined) return item;
  const { returned } = rt;
  throw raiseValue(rt, STOP_ITERATION, ...(returned === null ? [] : [returned]));
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

/** Appends all items of an iterable (LIST_EXTEND, with its own text for what is not iterable). */
export function listExtend(rt: Runtime, list: PyList, iterable: Value): void {
  if (!isIterable(iterable)) {
    throw raise(rt, TYPE_ERROR, `Value after * must be an iterable, not ${typeName(iterable)}`);
  }
  extendList(rt, list, iterable);
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

/** Arguments of a call `f(*iterable)` as a tuple (CALL_FUNCTION_EX). */
export function starArguments(rt: Runtime, callable: Value, iterable: Value): PyTuple {
  if (iterable instanceof PyTuple) return iterable;
  if (!isIterable(iterable)) {
    throw raise(
      rt,
      TYPE_ERROR,
      `${callableName(rt, callable)} argument after * must be an iterable, not ${typeName(iterable)}`,
    );
  }
  return makeTuple(itemsWithHint(rt, iterable));
}

/**
 * Items for UNPACK_SEQUENCE (`after` -1) and UNPACK_EX: `before` items, then the list of those in between and `after` more, in
 * order (`unpack_iterable`).
 */
export function unpackIterable(rt: Runtime, value: Value, before: number, after: number): Value[] {
  if (!isIterable(value)) throw raise(rt, TYPE_ERROR, `cannot unpack non-iterable ${typeName(value)} object`);
  const iterator = getIter(rt, value);
  const items: Value[] = [];
  while (items.length < before) {
    const item = iterNext(rt, iterator);
    if (item === undefined) throw raise(rt, VALUE_ERROR, notEnough(before, after, items.length));
    items.push(item);
  }
  if (after < 0) {
    if (iterNext(rt, iterator) === undefined) return items;
    throw raise(rt, VALUE_ERROR, `too many values to unpack (expected ${before})`);
  }
  const rest = itemsOf(rt, iterator);
  if (rest.length < after) throw raise(rt, VALUE_ERROR, notEnough(before, after, before + rest.length));
  items.push(new PyList(rest.slice(0, rest.length - after)), ...rest.slice(rest.length - after));
  return items;
}

function notEnough(before: number, after: number, got: number): string {
  return after < 0
    ? `not enough values to unpack (expected ${before}, got ${got})`
    : `not enough values to unpack (expected at least ${before + after}, got ${got})`;
}
