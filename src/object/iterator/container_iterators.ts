/**
 * How the iterators over builtin containers advance.
 *
 * @module
 */

import { copyWork, digitsOf } from "../../isa/work.ts";
import { RUNTIME_ERROR } from "../exception/exception_types.ts";
import { raise } from "../exception/raise.ts";
import { DUMMY } from "../set/set.ts";
import { PyTuple } from "../values/sequence_values.ts";
import { normalizeInt } from "../values/value.ts";
import { advances, replaceItem } from "./advance.ts";
import {
  BytesIterator,
  DictIterator,
  ListIterator,
  ListReverseIterator,
  LongRangeIterator,
  RangeIterator,
  SetIterator,
  StrIterator,
  TupleIterator,
} from "./iterators.ts";

advances(ListIterator, (_rt, iterator) => {
  const { list } = iterator;
  if (list === null) return undefined;
  if (iterator.index < list.items.length) return list.items[iterator.index++];
  iterator.end();
  return undefined;
});

advances(ListReverseIterator, (_rt, iterator) => {
  const { list, index } = iterator;
  if (list !== null && index >= 0 && index < list.items.length) {
    iterator.index--;
    return list.items[index];
  }
  iterator.index = -1;
  iterator.end();
  return undefined;
});

advances(TupleIterator, (_rt, iterator) => {
  const { tuple } = iterator;
  if (tuple === null) return undefined;
  if (iterator.index < tuple.items.length) return tuple.items[iterator.index++];
  iterator.end();
  return undefined;
});

advances(RangeIterator, (_rt, iterator) => {
  return iterator.length <= 0 ? undefined : iterator.next();
});

advances(LongRangeIterator, (rt, iterator) => {
  if (iterator.length <= 0n) return undefined;
  const value = iterator.start;
  rt.burn(copyWork(digitsOf(value) + digitsOf(iterator.length)));
  iterator.start += iterator.step;
  iterator.length--;
  return normalizeInt(value);
});

advances(StrIterator, (_rt, iterator) => {
  const { text, index } = iterator;
  if (index >= text.length) {
    iterator.owner = null;
    return undefined;
  }
  const unit = text.charCodeAt(index);
  const width = unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00 ? 2 : 1;
  iterator.index = index + width;
  return width === 1 ? text[index] : text.slice(index, index + 2);
});

advances(BytesIterator, (_rt, iterator) => {
  const { bytes } = iterator;
  if (bytes === null) return undefined;
  if (iterator.index < bytes.data.length) return bytes.data[iterator.index++];
  iterator.end();
  return undefined;
});

advances(DictIterator, (rt, iterator) => {
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
    iterator.end();
    return undefined;
  }
  if (iterator.left === 0) {
    iterator.end();
    throw raise(rt, RUNTIME_ERROR, "dictionary keys changed during iteration");
  }
  iterator.left--;
  iterator.entry = entry + step;
  if (iterator.view === "keys") return keys[entry];
  const value = dict.entryValues[entry];
  const { result } = iterator;
  if (result === null) return value;
  const key = keys[entry];
  return rt.isShared(result, iterator)
    ? new PyTuple([key, value])
    : replaceItem(rt, replaceItem(rt, result, 0, key), 1, value);
});

advances(SetIterator, (rt, iterator) => {
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
    iterator.end();
    return undefined;
  }
  iterator.left--;
  return table[slot];
});
