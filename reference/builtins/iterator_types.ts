/**
 * `enumerate`, `zip`, `map`, `filter` and `reversed`.
 *
 * @module
 */

import { replaceItem } from "../iterators.ts";
import type { Runtime } from "../runtime.ts";
import { defineNew, tuple, typeOf, types } from "../types.ts";
import { PyDict, PyIterator, type PyTuple, type PyType, type Slot, type Value } from "../values.ts";
import { int } from "../converters.ts";
import { KEYWORDS, method, named, REST, value } from "../signature.ts";

/** Pairs of a running number and an item. */
class Enumerate extends PyIterator {
  /** Given again while nobody else has it. */
  private readonly result = tuple([null, null]);

  constructor(cls: PyType, private readonly iterator: Value, private count: bigint) {
    super(cls);
  }

  override held(): readonly Slot[] {
    return [this.iterator, this.result];
  }

  override next(rt: Runtime): Slot {
    const item = rt.next(this.iterator);
    if (item === undefined) return undefined;
    const count = this.count++;
    if (rt.isShared(this.result, this)) return tuple([count, item]);
    replaceItem(rt, this.result, 0, count);
    replaceItem(rt, this.result, 1, item);
    return this.result;
  }
}

/** Tuples of one item of each; with `strict`, one that ends early is an error. */
class Zip extends PyIterator {
  private done = false;
  /** Given again while nobody else has it. */
  private readonly result: PyTuple;

  constructor(cls: PyType, private readonly iterators: readonly Value[], private readonly strict: boolean) {
    super(cls);
    this.result = tuple(iterators.map(() => null));
  }

  override held(): readonly Slot[] {
    return [...this.iterators.toReversed(), this.result];
  }

  override next(rt: Runtime): Slot {
    if (this.iterators.length === 0 || this.done) return undefined;
    const items: Value[] = [];
    const shared = rt.isShared(this.result, this);
    for (const iterator of this.iterators) {
      const item = rt.next(iterator);
      if (item === undefined) {
        if (this.strict) this.checkLengths(rt, items.length);
        return undefined;
      }
      items.push(item);
      if (!shared) replaceItem(rt, this.result, items.length - 1, item);
    }
    return shared ? tuple(items) : this.result;
  }

  /** The iterator at `ended` has no more items: so must be all others. */
  private checkLengths(rt: Runtime, ended: number): void {
    this.done = true;
    if (ended > 0) throw unequal(rt, ended + 1, "shorter", ended);
    for (let i = 1; i < this.iterators.length; i++) {
      if (rt.next(this.iterators[i] as Value) !== undefined) throw unequal(rt, i + 1, "longer", i);
    }
  }
}

function unequal(rt: Runtime, which: number, how: "shorter" | "longer", before: number) {
  const others = before === 1 ? "argument 1" : `arguments 1-${before}`;
  return rt.valueError(`zip() argument ${which} is ${how} than ${others}`);
}

/** Results of a function of one item of each iterable. */
class MapIterator extends PyIterator {
  constructor(cls: PyType, private readonly func: Value, private readonly iterators: readonly Value[]) {
    super(cls);
  }

  override held(): readonly Slot[] {
    return [...this.iterators.toReversed(), this.func];
  }

  override next(rt: Runtime): Slot {
    const items: Value[] = [];
    for (const iterator of this.iterators) {
      const item = rt.next(iterator);
      if (item === undefined) return undefined;
      items.push(item);
    }
    const result = rt.call(this.func, items);
    for (const item of items) if (item !== result) rt.letGo(item);
    return result;
  }
}

/** Items that a function (None: truth itself) finds true. */
class Filter extends PyIterator {
  constructor(cls: PyType, private readonly func: Value, private readonly iterator: Value) {
    super(cls);
  }

  override next(rt: Runtime): Slot {
    for (let dropped = 0;; dropped++) {
      rt.checkSize(dropped);
      const item = rt.next(this.iterator);
      if (item === undefined) return undefined;
      const byItself = this.func === null || this.func === types.bool;
      const kept = byItself ? item : rt.call(this.func, [item]);
      const keeps = rt.truth(kept);
      if (kept !== item) rt.letGo(kept);
      if (keeps) return item;
      rt.letGo(item);
    }
  }
}

/** Items of a sequence from the last to the first, by `__len__` and `__getitem__`. */
class Reversed extends PyIterator {
  private index: bigint;

  constructor(cls: PyType, private sequence: Slot, length: bigint) {
    super(cls);
    this.index = length - 1n;
  }

  override next(rt: Runtime): Slot {
    if (this.sequence === undefined) return undefined;
    if (this.index >= 0n) {
      try {
        return rt.getitem(this.sequence, this.index--);
      } catch (error) {
        rt.catchOnly(error, "IndexError", "StopIteration");
      }
    }
    this.sequence = undefined;
    return undefined;
  }

  /** The sequence is asked again. */
  override lengthHint(rt: Runtime): bigint {
    if (this.sequence === undefined) return 0n;
    return rt.length(this.sequence) < this.index + 1n ? 0n : this.index + 1n;
  }
}

function makeReversed(rt: Runtime, cls: PyType, sequence: Value): Value {
  const own = rt.special(sequence, "__reversed__");
  if (own === null) throw rt.typeError(`'${rt.typeName(sequence)}' object is not reversible`);
  if (own !== undefined) return rt.call(own, []);
  const isSequence = rt.special(sequence, "__getitem__") !== undefined && !(sequence instanceof PyDict) &&
    (typeOf(sequence).heap || rt.special(sequence, "__len__") !== undefined);
  if (!isSequence) throw rt.typeError(`'${rt.typeName(sequence)}' object is not reversible`);
  return new Reversed(cls, sequence, rt.length(sequence));
}

const iterators = (rt: Runtime, iterables: readonly Value[]) => iterables.map((iterable) => rt.iter(iterable));

/** Gives the iterator types their construction. */
export function installIteratorTypes(): void {
  defineNew(
    types.enumerate,
    method([named("iterable"), named<bigint | null>("start", null, int)], (rt, cls, iterable, start) => {
      if (iterable === undefined) {
        const missing = "enumerate() missing required argument 'iterable'";
        if (cls !== types.enumerate) throw rt.typeError(`${missing} (pos 1)`);
        throw rt.typeError(start === null ? missing : "'start' is an invalid keyword argument for enumerate()");
      }
      return new Enumerate(cls, rt.iter(iterable), start ?? 0n);
    }),
  );
  defineNew(
    types.zip,
    method([REST, KEYWORDS], (rt, cls, args, kwargs) => {
      const given = kwargs ?? new Map<string, Value>();
      if (given.size > 1) throw rt.typeError(`zip() takes at most 1 keyword argument (${given.size} given)`);
      for (const name of given.keys()) {
        if (name !== "strict") throw rt.typeError(`'${name}' is an invalid keyword argument for zip()`);
      }
      return new Zip(cls, iterators(rt, args), rt.truth(given.get("strict") ?? false));
    }),
  );
  defineNew(
    types.map,
    method([REST], (rt, cls, [func, ...iterables]) => {
      if (func === undefined || iterables.length === 0) throw rt.typeError("map() must have at least two arguments.");
      return new MapIterator(cls, func, iterators(rt, iterables));
    }, "unpack"),
  );
  defineNew(
    types.filter,
    method([value, value], (rt, cls, func, iterable) => new Filter(cls, func, rt.iter(iterable)), "unpack"),
  );
  defineNew(types.reversed, method([value], makeReversed, "unpack"));
}
