/**
 * `tuple`, `range` and `slice`: construction, methods, attributes.
 *
 * @module
 */

import { bigSliceIndices } from "../core/sequences.ts";
import { RangeIterator } from "../iterators.ts";
import type { Runtime } from "../runtime.ts";
import { defineGetters, defineMethods, defineNew, EMPTY_TUPLE, tuple, types } from "../types.ts";
import { type NativeMethod, PyRange, PySlice, PyTuple, type Value } from "../values.ts";
import { indexBound, noArguments, noKeywords, oneArgument, positional, WHOLE } from "./arguments.ts";
import { clampIndex } from "./list_type.ts";

function itemsOf(self: Value): readonly Value[] {
  return (self as PyTuple).items;
}

/** Gives `tuple` its construction and methods. */
export function installTuple(): void {
  defineNew(types.tuple, (rt, cls, args, kwargs) => {
    if (cls === types.tuple) noKeywords(rt, "tuple", kwargs);
    const [iterable] = positional(rt, "tuple", args, null, 0, 1);
    if (iterable instanceof PyTuple && iterable.cls === types.tuple && cls === types.tuple) return iterable;
    const items = iterable === undefined ? [] : rt.toArray(iterable, true);
    if (cls !== types.tuple) return new PyTuple(cls, items);
    return items.length === 0 ? EMPTY_TUPLE : tuple(items);
  });
  defineMethods(types.tuple, {
    count: (rt, self, args, kwargs) => {
      const wanted = oneArgument(rt, "tuple.count", args, kwargs);
      return BigInt(itemsOf(self).filter((item) => rt.equal(item, wanted)).length);
    },
    index: (rt, self, args, kwargs) => {
      const [wanted, start, stop] = positional(rt, "tuple.index", args, kwargs, 1, 3);
      const items = itemsOf(self);
      const from = clampIndex(indexBound(rt, start, WHOLE.start), items.length);
      const to = clampIndex(indexBound(rt, stop, WHOLE.end), items.length);
      for (let i = from; i < to; i++) if (rt.equal(items[i] as Value, wanted as Value)) return BigInt(i);
      throw rt.error("ValueError", "tuple.index(x): x not in tuple");
    },
  });
}

/** Gives `range` its construction, methods and attributes. */
export function installRange(): void {
  defineNew(types.range, (rt, cls, args, kwargs) => {
    noKeywords(rt, "range", kwargs);
    if (args.length === 0) throw rt.error("TypeError", "range expected at least 1 argument, got 0");
    if (args.length > 3) throw rt.error("TypeError", `range expected at most 3 arguments, got ${args.length}`);
    if (args.length === 1) return new PyRange(cls, 0n, rt.index(args[0] as Value), 1n);
    const start = rt.index(args[0] as Value);
    const stop = rt.index(args[1] as Value);
    const step = args[2] === undefined ? 1n : rt.index(args[2]);
    if (step === 0n) throw rt.error("ValueError", "range() arg 3 must not be zero");
    return new PyRange(cls, start, stop, step);
  });
  defineGetters(types.range, {
    start: (_rt, self) => (self as PyRange).start,
    stop: (_rt, self) => (self as PyRange).stop,
    step: (_rt, self) => (self as PyRange).step,
  });
  defineMethods(types.range, {
    count: (rt, self, args, kwargs) => {
      const wanted = oneArgument(rt, "range.count", args, kwargs);
      if (typeof wanted === "bigint" || typeof wanted === "boolean") return rt.contains(self, wanted) ? 1n : 0n;
      return BigInt(rt.toArray(self).filter((item) => rt.equal(item, wanted)).length);
    },
    index: (rt, self, args, kwargs) => {
      const wanted = oneArgument(rt, "range.index", args, kwargs);
      const range = self as PyRange;
      if (typeof wanted === "bigint" || typeof wanted === "boolean") {
        if (rt.contains(self, wanted)) return (BigInt(wanted) - range.start) / range.step;
        throw rt.error("ValueError", `${rt.repr(wanted)} is not in range`);
      }
      const at = rt.toArray(self).findIndex((item) => rt.equal(item, wanted));
      if (at < 0) throw rt.error("ValueError", "sequence.index(x): x not in sequence");
      return BigInt(at);
    },
    __reversed__: (rt, self, args, kwargs) => {
      noArguments(rt, "range.__reversed__", args, kwargs);
      const { start, step, length } = self as PyRange;
      return new RangeIterator(start + (length - 1n) * step, -step, length);
    },
  });
}

const indices: NativeMethod = (rt: Runtime, self, args, kwargs) => {
  const length = rt.index(oneArgument(rt, "slice.indices", args, kwargs));
  if (length < 0n) throw rt.error("ValueError", "length should not be negative");
  const { start, stop, step } = bigSliceIndices(rt, self as PySlice, length);
  return tuple([start, stop, step]);
};

/** Gives `slice` its construction, methods and attributes. */
export function installSlice(): void {
  defineNew(types.slice, (rt, cls, args, kwargs) => {
    const [first, second, step] = positional(rt, "slice", args, kwargs, 1, 3);
    if (second === undefined) return new PySlice(cls, null, first as Value, null);
    return new PySlice(cls, first as Value, second, step ?? null);
  });
  defineMethods(types.slice, { indices });
  defineGetters(types.slice, {
    start: (_rt, self) => (self as PySlice).start,
    stop: (_rt, self) => (self as PySlice).stop,
    step: (_rt, self) => (self as PySlice).step,
  });
}
