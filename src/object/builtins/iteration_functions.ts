/**
 * Builtin functions that iterate: all, any, iter, next, max, min, sorted and their asynchronous kin.
 *
 * @module
 */

import { builtinAiter, builtinAnext } from "../generator/awaiting.ts";
import { call, isCallable } from "../call/call.ts";
import type { NativeImpl } from "../values/callable_values.ts";
import { COMPARE, compareTruth } from "../values/compare.ts";
import { STOP_ITERATION, TYPE_ERROR, VALUE_ERROR } from "../exception/exception_types.ts";
import { isIterator, iterNext, nextOrRaise } from "../iterator/advance.ts";
import { getIter, itemsWithHint } from "../iterator/iteration.ts";
import { CallableIterator } from "../iterator/iterators.ts";
import { catchOnly, raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { PyList, PyTuple } from "../values/sequence_values.ts";
import { isTrue } from "../values/truth.ts";
import { typeName } from "../type/types.ts";
import type { Value } from "../values/value.ts";
import { bindArguments, checkCount } from "./arguments.ts";
import { sortInPlace } from "./sort.ts";

function anyOf(rt: Runtime, iterable: Value, wanted: boolean): boolean {
  const iterator = getIter(rt, iterable);
  for (;;) {
    const item = iterNext(rt, iterator);
    if (item === undefined) return !wanted;
    const found = isTrue(rt, item) === wanted;
    rt.letGo(item);
    if (found) return wanted;
  }
}

const builtinIterFunction: NativeImpl = (rt, _self, args) => {
  checkCount(rt, "iter", args.length, 1, 2);
  if (args.length === 1) return getIter(rt, args[0]);
  if (!isCallable(args[0])) throw raise(rt, TYPE_ERROR, "iter(v, w): v must be callable");
  return new CallableIterator(args[0], args[1]);
};

const builtinNext: NativeImpl = (rt, _self, args) => {
  checkCount(rt, "next", args.length, 1, 2);
  const [iterator, fallback] = args;
  if (!isIterator(iterator)) throw raise(rt, TYPE_ERROR, `'${typeName(iterator)}' object is not an iterator`);
  if (fallback === undefined) return nextOrRaise(rt, iterator);
  try {
    const item = iterNext(rt, iterator);
    return item === undefined ? fallback : item;
  } catch (error) {
    catchOnly(rt, error, STOP_ITERATION);
    return fallback;
  }
};

/** `max` and `min`. */
function extreme(name: "max" | "min", op: number): NativeImpl {
  return (rt, _self, args, kwnames) => {
    const given = args.length - (kwnames?.length ?? 0);
    let key: Value = null;
    let fallback: Value = undefined;
    if (given === 0) throw raise(rt, TYPE_ERROR, `${name} expected at least 1 argument, got 0`);
    kwnames?.forEach((keyword, i) => {
      if (keyword === "key") key = args[given + i];
      else if (keyword === "default") fallback = args[given + i];
      else throw raise(rt, TYPE_ERROR, `'${keyword}' is an invalid keyword argument for ${name}()`);
    });
    if (given > 1 && fallback !== undefined) {
      throw raise(rt, TYPE_ERROR, `Cannot specify a default for ${name}() with multiple positional arguments`);
    }
    const iterator = getIter(rt, given > 1 ? new PyTuple(args.slice(0, given)) : args[0]);
    let best: Value = undefined;
    let bestKey: Value = undefined;
    for (;;) {
      const item = iterNext(rt, iterator);
      if (item === undefined) break;
      const itemKey = key === null ? item : call(rt, key, [item], null);
      if (best === undefined || compareTruth(rt, itemKey, bestKey, op)) {
        rt.letGo(best);
        if (bestKey !== best) rt.letGo(bestKey);
        best = item;
        bestKey = itemKey;
      } else {
        rt.letGo(item);
        rt.letGo(itemKey);
      }
    }
    rt.letGo(bestKey);
    if (best !== undefined) return best;
    if (fallback !== undefined) return fallback;
    throw raise(rt, VALUE_ERROR, `${name}() iterable argument is empty`);
  };
}

const builtinSorted: NativeImpl = (rt, _self, args, kwnames) => {
  const given = args.length - (kwnames?.length ?? 0);
  checkCount(rt, "sorted", given, 1, 1);
  const list = new PyList(itemsWithHint(rt, args[0]));
  listSort(rt, list, args.slice(1), kwnames);
  return list;
};

/** `list.sort(*, key=None, reverse=False)`. */
export const listSort: NativeImpl = (rt, self, args, kwnames) => {
  const [key, reverse] = bindArguments(
    rt,
    { name: "sort", names: ["key", "reverse"], required: 0, positional: 0 },
    args,
    kwnames,
  );
  sortInPlace(rt, self as PyList, key ?? null, reverse !== undefined && isTrue(rt, reverse));
  return null;
};

/** Functions that take one argument (O). */
export const ITERATION_FUNCTIONS_O: Readonly<Record<string, NativeImpl>> = {
  aiter: (rt, _self, args) => builtinAiter(rt, args[0]),
  all: (rt, _self, args) => anyOf(rt, args[0], false),
  any: (rt, _self, args) => anyOf(rt, args[0], true),
};

/** Functions that take positional arguments (FASTCALL). */
export const ITERATION_FUNCTIONS_FAST: Readonly<Record<string, NativeImpl>> = {
  anext: (rt, _self, args) => {
    checkCount(rt, "anext", args.length, 1, 2);
    return builtinAnext(rt, args[0], args[1]);
  },
  iter: builtinIterFunction,
  next: builtinNext,
};

/** Functions that take keyword arguments, too (FASTCALL | KEYWORDS). */
export const ITERATION_FUNCTIONS_KEYWORDS: Readonly<Record<string, NativeImpl>> = { sorted: builtinSorted };

/** Functions of the old convention with keywords (VARARGS | KEYWORDS). */
export const ITERATION_FUNCTIONS_VARARGS: Readonly<Record<string, NativeImpl>> = {
  max: extreme("max", COMPARE.GT),
  min: extreme("min", COMPARE.LT),
};
