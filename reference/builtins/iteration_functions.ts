/**
 * Built-in functions about iterables: `all`, `any`, `iter`, `len`, `max`, `next`, `sorted`, ....
 *
 * @module
 */

import { CallableIterator } from "../iterators.ts";
import { AnextAwaitable } from "../core/anext_awaitable.ts";
import type { Runtime } from "../runtime.ts";
import { truth } from "../converters.ts";
import { fn, keyword, optional, same, Signature, value } from "../signature.ts";
import { type Natives, types } from "../types.ts";
import { type NativeFunction, PyGeneratorBase, PyIterator, PyList, type Slot, type Value } from "../values.ts";
import { sortList } from "./list_type.ts";

/** `all` and `any`: whether an item's truth is `wanted`. */
function search(rt: Runtime, iterable: Value, wanted: boolean): boolean {
  let found = false;
  rt.forEach(iterable, (item) => {
    found = rt.truth(item) === wanted;
    rt.letGo(item);
    return found ? false : undefined;
  });
  return found;
}

const EXTREME_OPTIONS = new Signature([keyword("key", null, same), keyword("default")], "clinic");

/** `max` and `min`. */
function extreme(name: "max" | "min"): NativeFunction {
  const operator = name === "max" ? ">" : "<";
  return (rt, args, kwargs) => {
    if (args.length === 0) throw rt.typeError(`${name} expected at least 1 argument, got 0`);
    const [key, fallback] = EXTREME_OPTIONS.read(rt, name, [], kwargs) as [Value, Slot];
    if (args.length > 1 && fallback !== undefined) {
      throw rt.typeError(`Cannot specify a default for ${name}() with multiple positional arguments`);
    }
    let best: Slot;
    let bestKey: Value = null;
    const consider = (item: Value) => {
      const itemKey = key === null ? item : rt.call(key, [item]);
      if (best !== undefined && !rt.truth(rt.compare(operator, itemKey, bestKey))) {
        rt.letGo(item);
        rt.letGo(itemKey);
        return;
      }
      rt.letGo(best);
      rt.letGo(bestKey);
      best = item;
      bestKey = itemKey;
    };
    if (args.length > 1) args.forEach(consider);
    else rt.forEach(args[0] as Value, consider);
    if (bestKey !== best) rt.letGo(bestKey);
    if (best === undefined) best = fallback;
    if (best === undefined) throw rt.valueError(`${name}() iterable argument is empty`);
    return best;
  };
}

/** The next item with StopIteration let through, value and all. */
function nextOrRaise(rt: Runtime, iterator: Value): Value {
  if (iterator instanceof PyIterator && !(iterator instanceof PyGeneratorBase)) {
    const item = iterator.next(rt);
    if (item === undefined) throw rt.errorWith("StopIteration", []);
    return item;
  }
  const item = rt.callSpecial(iterator, "__next__", []);
  if (item === undefined) throw rt.typeError(`'${rt.typeName(iterator)}' object is not an iterator`);
  return item;
}

function next(rt: Runtime, iterator: Value, fallback: Slot): Value {
  try {
    return nextOrRaise(rt, iterator);
  } catch (error) {
    if (fallback === undefined) throw error;
    rt.catchOnly(error, "StopIteration");
    return fallback;
  }
}

function iter(rt: Runtime, v: Value, sentinel: Slot): Value {
  if (sentinel === undefined) return rt.iter(v);
  if (!rt.isCallable(v)) throw rt.typeError("iter(v, w): v must be callable");
  return new CallableIterator(v, sentinel);
}

/** Complaints about keywords are those of `list.sort`, which does the work. */
const SORTED = new Signature([value], "unpack");
const SORT_OPTIONS = new Signature([keyword("key", null, same), keyword("reverse", false, truth)], "clinic");

const sorted: NativeFunction = (rt, args, kwargs) => {
  const [iterable] = SORTED.read(rt, "sorted", args, null) as [Value];
  const list = new PyList(types.list, rt.toArray(iterable, true));
  const [key, reverse] = SORT_OPTIONS.read(rt, "sort", [], kwargs) as [Value, boolean];
  sortList(rt, list, key, reverse);
  return list;
};

function asyncSpecial(rt: Runtime, v: Value, name: "aiter" | "anext"): Value {
  const result = rt.callSpecial(v, `__${name}__`, []);
  if (result !== undefined) return result;
  const wanted = name === "aiter" ? "an async iterable" : "an async iterator";
  throw rt.typeError(`'${rt.typeName(v)}' object is not ${wanted}`);
}

/** Functions of this file by name. */
export const ITERATION_FUNCTIONS: Natives<null, NativeFunction> = {
  all: fn([value], (rt, iterable) => !search(rt, iterable, false)),
  any: fn([value], (rt, iterable) => search(rt, iterable, true)),
  aiter: fn([value], (rt, v) => {
    const result = asyncSpecial(rt, v, "aiter");
    if (rt.special(result, "__anext__") !== undefined) return result;
    throw rt.typeError(`aiter() returned not an async iterator of type '${rt.typeName(result)}'`);
  }),
  anext: fn([value, optional], (rt, v, fallback) => {
    const result = asyncSpecial(rt, v, "anext");
    return fallback === undefined ? result : new AnextAwaitable(result, fallback);
  }),
  iter: fn([value, optional], iter),
  len: fn([value], (rt, v) => rt.length(v)),
  max: extreme("max"),
  min: extreme("min"),
  next: fn([value, optional], next),
  sorted,
};
