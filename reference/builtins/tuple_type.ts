/**
 * `tuple`, `range` and `slice`: construction, methods, attributes.
 *
 * @module
 */

import { bigSliceIndices } from "../core/slices.ts";
import { RangeIterator } from "../iterators.ts";
import { defineAttributes, defineMethods, defineNew, tuple, types } from "../types.ts";
import { PyRange, PySlice, PyTuple, type Value } from "../values.ts";
import { INDEX_BOUNDS, int } from "../converters.ts";
import { as, method, optional, or, value } from "../signature.ts";
import { clampIndex } from "./list_type.ts";

/** Gives `tuple` its construction and methods. */
export function installTuple(): void {
  defineNew(
    types.tuple,
    method([optional], (rt, cls, iterable) => {
      if (iterable instanceof PyTuple && iterable.cls === types.tuple && cls === types.tuple) return iterable;
      const items = iterable === undefined ? [] : rt.toArray(iterable, true);
      return cls === types.tuple ? tuple(items) : new PyTuple(cls, items);
    }, "unpack"),
  );
  defineMethods<PyTuple>(types.tuple, {
    count: method([value], (rt, { items }, wanted) => BigInt(items.filter((item) => rt.equal(item, wanted)).length)),
    index: method([value, ...INDEX_BOUNDS], (rt, { items }, wanted, start, stop) => {
      const to = clampIndex(stop, items.length);
      for (let i = clampIndex(start, items.length); i < to; i++) {
        if (rt.equal(items[i] as Value, wanted)) return BigInt(i);
      }
      throw rt.valueError("tuple.index(x): x not in tuple");
    }),
  });
}

const isInt = (v: Value): v is bigint | boolean => typeof v === "bigint" || typeof v === "boolean";

/** Gives `range` its construction, methods and attributes. */
export function installRange(): void {
  defineNew(
    types.range,
    method([as(int), or(null, int), or(1n, int)], (rt, cls, start, stop, step) => {
      // Its length is made with it.
      rt.checkInt(start);
      if (stop !== null) rt.checkInt(stop);
      if (stop === null) return new PyRange(cls, 0n, start, 1n);
      if (step === 0n) throw rt.valueError("range() arg 3 must not be zero");
      return new PyRange(cls, start, stop, step);
    }, "unpack"),
  );
  defineAttributes<PyRange>(types.range, {
    start: (_rt, self) => self.start,
    stop: (_rt, self) => self.stop,
    step: (_rt, self) => self.step,
  });
  defineMethods<PyRange>(types.range, {
    count: method([value], (rt, self, wanted) => {
      if (isInt(wanted)) return rt.contains(self, wanted) ? 1n : 0n;
      return BigInt(rt.toArray(self).filter((item) => rt.equal(item, wanted)).length);
    }),
    index: method([value], (rt, self, wanted) => {
      if (isInt(wanted)) {
        if (rt.contains(self, wanted)) return (BigInt(wanted) - self.start) / self.step;
        throw rt.valueError(`${rt.repr(wanted)} is not in range`);
      }
      const at = rt.toArray(self).findIndex((item) => rt.equal(item, wanted));
      if (at < 0) throw rt.valueError("sequence.index(x): x not in sequence");
      return BigInt(at);
    }),
    __reversed__: method([], (_rt, range) => RangeIterator.backOver(range)),
  });
}

/** Gives `slice` its construction, methods and attributes. */
export function installSlice(): void {
  defineNew(
    types.slice,
    method([value, optional, optional], (_rt, cls, first, second, step = null) => {
      return second === undefined ? new PySlice(cls, null, first, null) : new PySlice(cls, first, second, step);
    }, "unpack"),
  );
  defineMethods<PySlice>(types.slice, {
    indices: method([as(int)], (rt, self, length) => {
      if (length < 0n) throw rt.valueError("length should not be negative");
      const { start, stop, step } = bigSliceIndices(rt, self, length);
      return tuple([start, stop, step]);
    }),
  });
  defineAttributes<PySlice>(types.slice, {
    start: (_rt, self) => self.start,
    stop: (_rt, self) => self.stop,
    step: (_rt, self) => self.step,
  });
}
