/**
 * `list`: construction and methods.
 *
 * @module
 */

import { moveWork } from "../../src/isa/work.ts";
import { extendList } from "../core/sequence_operators.ts";
import { ListReverseIterator } from "../iterators.ts";
import type { Runtime } from "../runtime.ts";
import { defineInit, defineMethods, defineNew, types } from "../types.ts";
import { PyList, type Value } from "../values.ts";
import { INDEX_BOUNDS, size, truth } from "../converters.ts";
import { as, keyword, method, optional, or, value } from "../signature.ts";
import { sortValues } from "./sort.ts";

/** Gives `list` its construction and methods. */
export function installList(): void {
  defineNew(types.list, (_rt, cls) => new PyList(cls, []));
  defineInit<PyList>(
    types.list,
    method([optional], (rt, self, iterable) => {
      self.items = [];
      if (iterable !== undefined) extendList(rt, self, iterable);
    }, "unpack"),
  );
  defineMethods<PyList>(types.list, {
    append: method([value], (rt, self, item) => {
      rt.checkSize(self.items.length + 1);
      self.items.push(item);
    }),
    clear: method([], (_rt, self) => {
      // One that is being sorted and looks empty is not touched.
      if (self.items.length > 0) self.items = [];
    }),
    copy: method([], (_rt, self) => new PyList(types.list, [...self.items])),
    count: method([value], (rt, self, wanted) => {
      let count = 0n;
      for (let i = 0; i < self.items.length; i++) if (rt.equal(self.items[i] as Value, wanted)) count++;
      return count;
    }),
    extend: method([value], (rt, self, iterable) => extendList(rt, self, iterable)),
    index: method([value, ...INDEX_BOUNDS], (rt, self, wanted, start, stop) => {
      const from = clampIndex(start, self.items.length);
      const to = clampIndex(stop, self.items.length);
      for (let i = from; i < to && i < self.items.length; i++) {
        if (rt.equal(self.items[i] as Value, wanted)) return BigInt(i);
      }
      throw rt.valueError(`${rt.repr(wanted)} is not in list`);
    }),
    insert: method([as(size), value], (rt, self, index, item) => {
      rt.checkSize(self.items.length + 1);
      self.items.splice(clampIndex(BigInt(index), self.items.length), 0, item);
    }),
    pop: method([or(-1, size)], (rt, { items }, index) => {
      if (items.length === 0) throw rt.error("IndexError", "pop from empty list");
      const at = index < 0 ? index + items.length : index;
      if (at < 0 || at >= items.length) throw rt.error("IndexError", "pop index out of range");
      rt.spend(moveWork(items.length - at));
      return items.splice(at, 1)[0] as Value;
    }),
    remove: method([value], (rt, self, wanted) => {
      for (let i = 0; i < self.items.length; i++) {
        rt.spend(1);
        if (!rt.equal(self.items[i] as Value, wanted)) continue;
        self.items.splice(i, 1);
        return;
      }
      throw rt.valueError(`${rt.repr(wanted)} is not in list`);
    }),
    reverse: method([], (_rt, self) => {
      self.items.reverse();
    }),
    sort: method(
      [keyword("key"), keyword("reverse", false, truth)],
      (rt, self, key = null, reverse) => sortList(rt, self, key, reverse),
    ),
    __reversed__: method([], (_rt, self) => new ListReverseIterator(self)),
  });
}

/** Sorts in place; the list is empty meanwhile, and a program that touches it then gets a ValueError. */
export function sortList(rt: Runtime, list: PyList, key: Value, reverse: boolean): void {
  const taken = list.items;
  const hidden: Value[] = [];
  rt.hold(taken);
  list.items = hidden;
  let sorted = taken;
  let modified = false;
  try {
    sorted = sortValues(rt, taken, key, reverse);
  } finally {
    modified = list.items !== hidden || hidden.length > 0;
    list.items = sorted;
  }
  if (modified) throw rt.valueError("list modified during sort");
}

/** An index counted from the end when negative, cut to 0..length. */
export function clampIndex(index: bigint, length: number): number {
  const at = index < 0n ? index + BigInt(length) : index;
  return at < 0n ? 0 : at > BigInt(length) ? length : Number(at);
}
