/**
 * Members of `list`.
 *
 * @module
 */

import { METH } from "../callable_values.ts";
import { valuesEqual } from "../compare.ts";
import { delItem, getBuiltinItem, setItem } from "../containers.ts";
import { INDEX_ERROR, VALUE_ERROR } from "../exception_types.ts";
import { subscriptType } from "../generic_alias.ts";
import { toSize } from "../indexing.ts";
import { inplaceBuiltin } from "../inplace.ts";
import { BINARY_METHODS } from "../binary.ts";
import { extendList } from "../iteration.ts";
import { ListReverseIterator } from "../iterators.ts";
import { listOf } from "../payload.ts";
import { raise } from "../raise.ts";
import { checkSize, type Runtime } from "../runtime.ts";
import { PyList } from "../sequence_values.ts";
import { repr } from "../text/repr.ts";
import { LIST } from "../types.ts";
import type { PyType } from "../type.ts";
import type { Value } from "../value.ts";
import { checkCount, noKeywords } from "./arguments.ts";
import { CALLS, classMethod, constructor, instanceOf, method, methods, slots } from "./define.ts";
import { listSort } from "./iteration_functions.ts";
import { compareSlots, hashSlot, reprSlot, sequenceSlots } from "./protocols.ts";
import { sliceIndex } from "./search.ts";

/** The list that `self` is, or holds. */
function itemsOf(self: Value): Value[] {
  return (listOf(self) as PyList).items;
}

/** A start or stop argument brought into `0 .. length`, or beyond it. */
function fromEnd(index: number, length: number): number {
  return index < 0 ? Math.max(index + length, 0) : index;
}

constructor(LIST, (rt, cls) => instanceOf(rt, cls, LIST, new PyList([])));

reprSlot(LIST);
hashSlot(LIST, false);
compareSlots(LIST);
sequenceSlots(LIST);
slots(LIST, {
  __init__: (rt, self, args, kwnames) => {
    noKeywords(rt, "list", kwnames);
    checkCount(rt, "list", args.length, 0, 1);
    const list = listOf(self) as PyList;
    list.items = [];
    if (args.length === 1) extendList(rt, list, args[0]);
    return null;
  },
  __setitem__: (rt, self, args) => {
    setItem(rt, listOf(self), args[0], args[1]);
    return null;
  },
  __delitem__: (rt, self, args) => {
    delItem(rt, listOf(self), args[0]);
    return null;
  },
  __iadd__: (rt, self, args) => inplaceBuiltin(rt, BINARY_METHODS.indexOf("__add__"), self, args[0]),
  __imul__: (rt, self, args) => inplaceBuiltin(rt, BINARY_METHODS.indexOf("__mul__"), self, args[0]),
});
method(LIST, "__getitem__", METH.O | METH.COEXIST, (rt, self, args) => getBuiltinItem(rt, listOf(self), args[0]));

/** Position of the first equal item from `start` to `stop`, or -1; the list may change meanwhile. */
function position(rt: Runtime, self: Value, wanted: Value, start: number, stop: number): number {
  const list = listOf(self) as PyList;
  for (let i = start; i < stop && i < list.items.length; i++) {
    if (valuesEqual(rt, list.items[i], wanted)) return i;
  }
  return -1;
}

methods(LIST, CALLS.O, {
  append: (rt, self, args) => {
    const items = itemsOf(self);
    items.push(args[0]);
    if (items.length > rt.limits.maxSize) checkSize(rt, items.length);
    return null;
  },
  extend: (rt, self, args) => {
    extendList(rt, listOf(self) as PyList, args[0]);
    return null;
  },
  count: (rt, self, args) => {
    const list = listOf(self) as PyList;
    let count = 0;
    for (let i = 0; i < list.items.length; i++) if (valuesEqual(rt, list.items[i], args[0])) count++;
    return count;
  },
  remove: (rt, self, args) => {
    const at = position(rt, self, args[0], 0, Infinity);
    if (at < 0) throw raise(rt, VALUE_ERROR, "list.remove(x): x not in list");
    itemsOf(self).splice(at, 1);
    return null;
  },
});
methods(LIST, CALLS.NOARGS, {
  clear: (_rt, self) => {
    itemsOf(self).length = 0;
    return null;
  },
  copy: (_rt, self) => new PyList(itemsOf(self).slice()),
  reverse: (_rt, self) => {
    itemsOf(self).reverse();
    return null;
  },
  __reversed__: (_rt, self) => new ListReverseIterator(listOf(self) as PyList),
});
methods(LIST, CALLS.FAST, {
  pop: (rt, self, args) => {
    checkCount(rt, "pop", args.length, 0, 1);
    const index = args.length === 0 ? -1 : toSize(rt, args[0]);
    const items = itemsOf(self);
    if (items.length === 0) throw raise(rt, INDEX_ERROR, "pop from empty list");
    const at = index < 0 ? index + items.length : index;
    if (at < 0 || at >= items.length) throw raise(rt, INDEX_ERROR, "pop index out of range");
    if (at === items.length - 1) return items.pop();
    return items.splice(at, 1)[0];
  },
  insert: (rt, self, args) => {
    checkCount(rt, "insert", args.length, 2, 2);
    const index = toSize(rt, args[0]);
    const items = itemsOf(self);
    items.splice(Math.min(fromEnd(index, items.length), items.length), 0, args[1]);
    checkSize(rt, items.length);
    return null;
  },
  index: (rt, self, args) => {
    checkCount(rt, "index", args.length, 1, 3);
    const start = sliceIndex(rt, args[1], 0);
    const stop = sliceIndex(rt, args[2], Number.MAX_SAFE_INTEGER);
    const { length } = itemsOf(self);
    const at = position(rt, self, args[0], fromEnd(start, length), fromEnd(stop, length));
    if (at < 0) throw raise(rt, VALUE_ERROR, `${repr(rt, args[0])} is not in list`);
    return at;
  },
});
method(LIST, "sort", CALLS.FAST_KEYWORDS, (rt, self, args, kwnames) => listSort(rt, listOf(self), args, kwnames));
classMethod(LIST, "__class_getitem__", CALLS.O, (rt, cls, args) => subscriptType(rt, cls as PyType, args[0]));
