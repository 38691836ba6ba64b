/**
 * Built-in functions about iterables: `all`, `any`, `iter`, `len`, `max`, `next`, `sorted`, ....
 *
 * @module
 */

import { CallableIterator } from "../iterators.ts";
import type { Runtime } from "../runtime.ts";
import { types } from "../types.ts";
import {
  type Kwargs,
  type NativeFunction,
  PyGeneratorBase,
  PyIterator,
  PyList,
  type Slot,
  type Value,
} from "../values.ts";
import { bindArguments, checkPositional, oneArgument, positional } from "./arguments.ts";
import { sortList } from "./list_type.ts";

/** `all` and `any`: whether an item's truth is `wanted`. */
function search(rt: Runtime, iterable: Value, wanted: boolean): boolean {
  let found = false;
  rt.forEach(iterable, (item) => {
    found = rt.truth(item) === wanted;
    return found ? false : undefined;
  });
  return found;
}

/** `max` and `min`. */
function extreme(name: "max" | "min"): NativeFunction {
  const operator = name === "max" ? ">" : "<";
  return (rt, args, kwargs) => {
    if (args.length === 0) throw rt.error("TypeError", `${name} expected at least 1 argument, got 0`);
    const options = bindArguments(
      rt,
      { name, parameters: ["key", "default"], positional: 0, required: 0 },
      [],
      kwargs,
    );
    const key = options[0] ?? null;
    const fallback = options[1];
    if (args.length > 1 && fallback !== undefined) {
      throw rt.error("TypeError", `Cannot specify a default for ${name}() with multiple positional arguments`);
    }
    let best: Slot;
    let bestKey: Value = null;
    const consider = (item: Value) => {
      const itemKey = key === null ? item : rt.call(key, [item]);
      if (best !== undefined && !rt.truth(rt.compare(operator, itemKey, bestKey))) return;
      best = item;
      bestKey = itemKey;
    };
    if (args.length > 1) args.forEach(consider);
    else rt.forEach(args[0] as Value, consider);
    if (best === undefined) best = fallback;
    if (best === undefined) throw rt.error("ValueError", `${name}() iterable argument is empty`);
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
  if (item === undefined) throw rt.error("TypeError", `'${rt.typeName(iterator)}' object is not an iterator`);
  return item;
}

const next: NativeFunction = (rt, args, kwargs) => {
  const [iterator, fallback] = positional(rt, "next", args, kwargs, 1, 2) as [Value, Slot];
  if (fallback === undefined) return nextOrRaise(rt, iterator);
  try {
    return nextOrRaise(rt, iterator);
  } catch (error) {
    if (!rt.isError(error, "StopIteration")) throw error;
    return fallback;
  }
};

const iter: NativeFunction = (rt, args, kwargs) => {
  const [v, sentinel] = positional(rt, "iter", args, kwargs, 1, 2) as [Value, Slot];
  if (sentinel === undefined) return rt.iter(v);
  if (!rt.isCallable(v)) throw rt.error("TypeError", "iter(v, w): v must be callable");
  return new CallableIterator(v, sentinel);
};

const sorted: NativeFunction = (rt, args, kwargs) => {
  checkPositional(rt, "sorted", args.length, 1, 1);
  const [key, reverse] = bindArguments(
    rt,
    { name: "sort", parameters: ["key", "reverse"], positional: 0, required: 0 },
    [],
    kwargs,
  );
  const list = new PyList(types.list, rt.toArray(args[0] as Value, true));
  sortList(rt, list, key ?? null, reverse !== undefined && rt.truth(reverse));
  return list;
};

function asyncSpecial(rt: Runtime, args: readonly Value[], kwargs: Kwargs, name: "aiter" | "anext"): Value {
  const [v, fallback] = positional(rt, name, args, kwargs, 1, name === "aiter" ? 1 : 2) as [Value, Slot];
  const what = name === "aiter" ? "an async iterable" : "an async iterator";
  const result = rt.callSpecial(v, `__${name}__`, []);
  if (result === undefined) throw rt.error("TypeError", `'${rt.typeName(v)}' object is not ${what}`);
  if (name === "aiter" && rt.special(result, "__anext__") === undefined) {
    throw rt.error("TypeError", `aiter() returned not an async iterator of type '${rt.typeName(result)}'`);
  }
  if (fallback !== undefined) rt.unsupported("anext() with a default");
  return result;
}

/** Functions of this file by name. */
export const ITERATION_FUNCTIONS: Readonly<Record<string, NativeFunction>> = {
  all: (rt, args, kwargs) => !search(rt, oneArgument(rt, "all", args, kwargs), false),
  any: (rt, args, kwargs) => search(rt, oneArgument(rt, "any", args, kwargs), true),
  aiter: (rt, args, kwargs) => asyncSpecial(rt, args, kwargs, "aiter"),
  anext: (rt, args, kwargs) => asyncSpecial(rt, args, kwargs, "anext"),
  iter,
  len: (rt, args, kwargs) => rt.length(oneArgument(rt, "len", args, kwargs)),
  max: extreme("max"),
  min: extreme("min"),
  next,
  sorted,
};
