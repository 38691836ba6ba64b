/**
 * How the iterators advance that call, compare or look up: those over other iterators, over callables, and over anything with
 * `__getitem__`.
 *
 * @module
 */

import { call } from "../call/call.ts";
import { INDEX_ERROR, STOP_ITERATION, VALUE_ERROR } from "../exception/exception_types.ts";
import { catchOnly, raise } from "../exception/raise.ts";
import { intAdd } from "../number/int.ts";
import type { Runtime } from "../runtime.ts";
import { getItem } from "../sequence/subscripts.ts";
import { valuesEqual } from "../values/compare.ts";
import { PyTuple } from "../values/sequence_values.ts";
import { isTrue } from "../values/truth.ts";
import type { Value } from "../values/value.ts";
import { advances, iterNext, replaceItem, stoppedBy, withoutStopIteration } from "./advance.ts";
import {
  CallableIterator,
  Enumerate,
  FilterIterator,
  MadeIterator,
  MapIterator,
  ReversedIterator,
  SequenceIterator,
  Zip,
} from "./iterators.ts";

advances(Enumerate, (rt, iterator) => {
  const item = iterNext(rt, iterator.iterator);
  if (item === undefined) return undefined;
  const index = iterator.next;
  iterator.next = intAdd(index, 1);
  const { result } = iterator;
  if (!rt.isShared(result, iterator)) return replaceItem(rt, replaceItem(rt, result, 0, index), 1, item);
  return new PyTuple([index, item]);
});

advances(Zip, (rt, zip) => {
  const { iterators } = zip;
  if (iterators.length === 0) return undefined;
  const { result } = zip;
  const own = !rt.isShared(result, zip);
  const items: Value[] = [];
  for (let i = 0; i < iterators.length; i++) {
    const item = iterNext(rt, iterators[i]);
    if (item === undefined) {
      if (zip.strict) checkStrictZip(rt, zip, i);
      return undefined;
    }
    if (own) replaceItem(rt, result, i, item);
    else items.push(item);
  }
  return own ? result : new PyTuple(items);
});

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

advances(MapIterator, (rt, map) => {
  const args: Value[] = [];
  for (const iterator of map.iterators) {
    const item = iterNext(rt, iterator);
    if (item === undefined) return undefined;
    args.push(item);
  }
  try {
    const result = call(rt, map.callable, args, null);
    for (const arg of args) if (arg !== result) rt.letGo(arg);
    return result;
  } catch (error) {
    return stoppedBy(rt, error);
  }
});

advances(FilterIterator, (rt, filter) => {
  for (;;) {
    rt.stopped = null;
    const item = iterNext(rt, filter.iterator);
    if (item === undefined) return undefined;
    try {
      const kept = filter.callable === null ? item : call(rt, filter.callable, [item], null);
      const keeps = isTrue(rt, kept);
      if (kept !== item) rt.letGo(kept);
      if (keeps) return item;
      rt.letGo(item);
    } catch (error) {
      return stoppedBy(rt, error);
    }
  }
});

advances(ReversedIterator, (rt, iterator) => {
  const item = iterator.index < 0 ? undefined : itemOrEnd(rt, iterator.sequence, iterator.index);
  if (item === undefined) {
    iterator.index = -1;
    iterator.sequence = undefined;
  } else iterator.index--;
  return item;
});

advances(SequenceIterator, (rt, iterator) => {
  if (iterator.sequence === undefined) return undefined;
  const item = itemOrEnd(rt, iterator.sequence, iterator.index);
  if (item === undefined) iterator.sequence = undefined;
  else iterator.index++;
  return item;
});

/** Calls `__getitem__`; IndexError and StopIteration end it, undefined. */
function itemOrEnd(rt: Runtime, sequence: Value, index: number): Value {
  try {
    return getItem(rt, sequence, index);
  } catch (error) {
    catchOnly(rt, error, INDEX_ERROR, STOP_ITERATION);
    return undefined;
  }
}

advances(MadeIterator, (_rt, iterator) => iterator.items[iterator.index++]);

advances(CallableIterator, (rt, iterator) => {
  if (iterator.callable === undefined) return undefined;
  const item = withoutStopIteration(rt, () => call(rt, iterator.callable, [], null));
  // The callable itself may have gone on to the end.
  if (item !== undefined && iterator.sentinel !== undefined && !valuesEqual(rt, iterator.sentinel, item)) return item;
  iterator.end();
  // What the callable stopped with is not told on.
  rt.returned = null;
  rt.stopped = null;
  return undefined;
});
