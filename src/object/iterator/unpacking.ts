/**
 * Iterables that instructions take apart: `*iterable` in a list and in a call, and assignment to several targets.
 *
 * @module
 */

import { callableName } from "../call/callable_name.ts";
import { TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { typeName, typeOf } from "../type/types.ts";
import { makeTuple, PyList, PyTuple } from "../values/sequence_values.ts";
import type { Value } from "../values/value.ts";
import { iterNext } from "./advance.ts";
import { extendList, getIter, isIterable, itemsWithHint } from "./iteration.ts";

/** True for what has no way to be walked; what says that it is none (`__iter__ = None`) is told in the words of `iter`. */
function isNoIterable(value: Value): boolean {
  return !isIterable(value) && lookupSpecial(typeOf(value), "__iter__") === undefined;
}

/** Appends all items of an iterable (LIST_EXTEND, with its own text for what is not iterable). */
export function listExtend(rt: Runtime, list: PyList, iterable: Value): void {
  if (isNoIterable(iterable)) {
    throw raise(rt, TYPE_ERROR, `Value after * must be an iterable, not ${typeName(iterable)}`);
  }
  extendList(rt, list, iterable);
}

/** Arguments of a call `f(*iterable)` as a tuple (CALL_FUNCTION_EX). */
export function starArguments(rt: Runtime, callable: Value, iterable: Value): PyTuple {
  if (iterable instanceof PyTuple) return iterable;
  if (isNoIterable(iterable)) {
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
  if (isNoIterable(value)) throw raise(rt, TYPE_ERROR, `cannot unpack non-iterable ${typeName(value)} object`);
  const iterator = getIter(rt, value);
  const items: Value[] = [];
  while (items.length < before) {
    const item = iterNext(rt, iterator);
    if (item === undefined) throw unpackError(rt, [iterator, ...items], notEnough(before, after, items.length));
    items.push(item);
  }
  if (after < 0) {
    const more = iterNext(rt, iterator);
    if (more === undefined) return items;
    throw unpackError(rt, [iterator, ...items, more], `too many values to unpack (expected ${before})`);
  }
  const rest = itemsWithHint(rt, iterator);
  if (rest.length < after) {
    throw unpackError(rt, [iterator, ...items, new PyList(rest)], notEnough(before, after, before + rest.length));
  }
  items.push(new PyList(rest.slice(0, rest.length - after)), ...rest.slice(rest.length - after));
  return items;
}

/** The error of an assignment to several targets; what was taken goes, last first. */
function unpackError(rt: Runtime, items: readonly Value[], message: string): symbol {
  rt.failsWith(items.toReversed());
  return raise(rt, VALUE_ERROR, message);
}

function notEnough(before: number, after: number, got: number): string {
  return after < 0
    ? `not enough values to unpack (expected ${before}, got ${got})`
    : `not enough values to unpack (expected at least ${before + after}, got ${got})`;
}
