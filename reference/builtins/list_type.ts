/**
 * `list`: construction and methods.
 *
 * @module
 */

import { extendList } from "../core/operators.ts";
import { ListReverseIterator } from "../iterators.ts";
import type { Runtime } from "../runtime.ts";
import { defineMethods, defineNew, defineWrappers, types } from "../types.ts";
import { PyList, type Value } from "../values.ts";
import {
  bindArguments,
  checkPositional,
  indexBound,
  noArguments,
  noKeywords,
  oneArgument,
  positional,
  sizeArgument,
  WHOLE,
} from "./arguments.ts";
import { sortValues } from "./sort.ts";

function itemsOf(self: Value): Value[] {
  return (self as PyList).items;
}

/** Gives `list` its construction and methods. */
export function installList(): void {
  defineNew(types.list, (_rt, cls) => new PyList(cls, []));
  defineWrappers(types.list, {
    __init__: (rt, self, args, kwargs) => {
      if ((self as PyList).cls === types.list) noKeywords(rt, "list", kwargs);
      checkPositional(rt, "list", args.length, 0, 1);
      const list = self as PyList;
      list.items = [];
      if (args[0] !== undefined) extendList(rt, list, args[0]);
      return null;
    },
  });
  defineMethods(types.list, {
    append: (rt, self, args, kwargs) => {
      const item = oneArgument(rt, "list.append", args, kwargs);
      rt.checkSize(itemsOf(self).length + 1);
      itemsOf(self).push(item);
      return null;
    },
    clear: (rt, self, args, kwargs) => {
      noArguments(rt, "list.clear", args, kwargs);
      (self as PyList).items = [];
      return null;
    },
    copy: (rt, self, args, kwargs) => {
      noArguments(rt, "list.copy", args, kwargs);
      return new PyList(types.list, [...itemsOf(self)]);
    },
    count: (rt, self, args, kwargs) => {
      const wanted = oneArgument(rt, "list.count", args, kwargs);
      let count = 0n;
      for (let i = 0; i < itemsOf(self).length; i++) if (rt.equal(itemsOf(self)[i] as Value, wanted)) count++;
      return count;
    },
    extend: (rt, self, args, kwargs) => {
      extendList(rt, self as PyList, oneArgument(rt, "list.extend", args, kwargs));
      return null;
    },
    index: (rt, self, args, kwargs) => {
      const [wanted, start, stop] = positional(rt, "list.index", args, kwargs, 1, 3);
      const list = self as PyList;
      const from = clampIndex(indexBound(rt, start, WHOLE.start), list.items.length);
      const to = clampIndex(indexBound(rt, stop, WHOLE.end), list.items.length);
      for (let i = from; i < to && i < list.items.length; i++) {
        if (rt.equal(list.items[i] as Value, wanted as Value)) return BigInt(i);
      }
      throw rt.error("ValueError", `${rt.repr(wanted as Value)} is not in list`);
    },
    insert: (rt, self, args, kwargs) => {
      const [index, item] = positional(rt, "list.insert", args, kwargs, 2, 2);
      const items = itemsOf(self);
      const at = clampIndex(BigInt(sizeArgument(rt, index as Value)), items.length);
      rt.checkSize(items.length + 1);
      items.splice(at, 0, item as Value);
      return null;
    },
    pop: (rt, self, args, kwargs) => {
      const [index] = positional(rt, "list.pop", args, kwargs, 0, 1);
      let at = index === undefined ? -1 : sizeArgument(rt, index);
      const items = itemsOf(self);
      if (items.length === 0) throw rt.error("IndexError", "pop from empty list");
      if (at < 0) at += items.length;
      if (at < 0 || at >= items.length) throw rt.error("IndexError", "pop index out of range");
      return items.splice(at, 1)[0] as Value;
    },
    remove: (rt, self, args, kwargs) => {
      const wanted = oneArgument(rt, "list.remove", args, kwargs);
      const list = self as PyList;
      for (let i = 0; i < list.items.length; i++) {
        if (rt.equal(list.items[i] as Value, wanted)) {
          list.items.splice(i, 1);
          return null;
        }
      }
      throw rt.error("ValueError", "list.remove(x): x not in list");
    },
    reverse: (rt, self, args, kwargs) => {
      noArguments(rt, "list.reverse", args, kwargs);
      itemsOf(self).reverse();
      return null;
    },
    sort: (rt, self, args, kwargs) => {
      const [key, reverse] = bindArguments(
        rt,
        { name: "sort", parameters: ["key", "reverse"], positional: 0, required: 0 },
        args,
        kwargs,
      );
      sortList(rt, self as PyList, key ?? null, reverse !== undefined && rt.truth(reverse));
      return null;
    },
    __reversed__: (rt, self, args, kwargs) => {
      noArguments(rt, "list.__reversed__", args, kwargs);
      return new ListReverseIterator(self as PyList);
    },
  });
}

/** Sorts in place; the list is empty meanwhile, and a program that touches it then gets a ValueError. */
export function sortList(rt: Runtime, list: PyList, key: Value, reverse: boolean): void {
  const taken = list.items;
  const hidden: Value[] = [];
  list.items = hidden;
  let sorted = taken;
  let modified = false;
  try {
    sorted = sortValues(rt, taken, key, reverse);
  } finally {
    modified = list.items !== hidden || hidden.length > 0;
    list.items = sorted;
  }
  if (modified) throw rt.error("ValueError", "list modified during sort");
}

/** An index counted from the end when negative, cut to 0..length. */
export function clampIndex(index: bigint, length: number): number {
  const at = index < 0n ? index + BigInt(length) : index;
  return at < 0n ? 0 : at > BigInt(length) ? length : Number(at);
}
