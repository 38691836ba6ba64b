/**
 * Sorting, as `list.sort` and `sorted` do it: the same comparisons in the same order as CPython's, since a program can watch them.
 *
 * @module
 */

import { sortWork } from "../../isa/work.ts";
import { call, callSpecial } from "../call/call.ts";
import { COMPARE, compareTruth } from "../values/compare.ts";
import { VALUE_ERROR } from "../exception/exception_types.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { typeOf } from "../type/types.ts";
import { PyFunction } from "../values/callable_values.ts";
import type { PyList } from "../values/sequence_values.ts";
import { NOT_IMPLEMENTED } from "../values/singletons.ts";
import { isTrue } from "../values/truth.ts";
import type { Value } from "../values/value.ts";
import { Timsort } from "./timsort.ts";

/** Sorts a list in place, keeping the order of equal items; `key` None or null for none. */
export function sortInPlace(rt: Runtime, list: PyList, key: Value, reverse: boolean): void {
  // The list looks empty while it is being sorted, so that changes to it are noticed.
  const saved = list.items;
  rt.hold(saved);
  const hidden: Value[] = [];
  list.items = hidden;
  let sorted = saved;
  try {
    sorted = sortedItems(rt, saved, key ?? null, reverse);
  } finally {
    const changed = list.items !== hidden || hidden.length > 0;
    list.items = sorted;
    // An error of a comparison goes before this one.
    if (changed && rt.exception === null && rt.poisoned === null) {
      rt.exception = null;
      // deno-lint-ignore no-unsafe-finally -- nothing is in flight: this is the error
      throw raise(rt, VALUE_ERROR, "list modified during sort");
    }
  }
}

function sortedItems(rt: Runtime, items: Value[], key: Value, reverse: boolean): Value[] {
  rt.burn(sortWork(items.length));
  const keys = key === null ? items.slice() : items.map((item) => call(rt, key, [item], null));
  const order = keys.map((_, index) => index);
  // Reversing before and after keeps equal items in their order.
  if (reverse) order.reverse();
  const less = comparison(rt, keys);
  new Timsort(order, less).sort();
  if (key !== null) { for (const index of order) rt.letGo(keys[index]); }
  if (reverse) order.reverse();
  return order.map((index) => items[index]);
}

/** `<` of two keys by index; plain for keys that are all ints or all str. */
function comparison(rt: Runtime, keys: readonly Value[]): (left: number, right: number) => boolean {
  if (keys.every((key) => typeof key === "number")) {
    const numbers = keys as readonly number[];
    return (left, right) => (numbers[left] as number) < (numbers[right] as number);
  }
  const whole = (left: number, right: number): boolean => compareTruth(rt, keys[left], keys[right], COMPARE.LT);
  const type = typeOf(keys[0]);
  const own = type.isHeap && keys.every((key) => typeOf(key) === type) ? lookupSpecial(type, "__lt__") : undefined;
  if (!(own instanceof PyFunction)) return whole;
  // Keys of one class: its `__lt__` is asked by itself first, and again where it does not know (`unsafe_object_compare`).
  return (left, right) => {
    if (lookupSpecial(type, "__lt__") !== own) return whole(left, right);
    const answer = callSpecial(rt, own, keys[left], [keys[right]]);
    return answer === NOT_IMPLEMENTED ? whole(left, right) : isTrue(rt, answer);
  };
}
