/**
 * Equality of dicts and comparisons of their views.
 *
 * @module
 */

import { copyWork } from "../../isa/work.ts";
import { valuesEqual } from "../values/compare.ts";
import type { PyDict } from "./dict.ts";
import { PyDictView } from "./dict.ts";
import { dictGet, dictItems, dictKeys } from "./dict_ops.ts";
import { anySetOf, tupleOf } from "../values/payload.ts";
import type { Runtime } from "../runtime.ts";
import { makeTuple } from "../values/sequence_values.ts";
import type { PyAnySet } from "../set/set.ts";
import { compareContents } from "../set/set_compare.ts";
import { makeSet, setContains, setItems } from "../set/set_ops.ts";
import { NOT_IMPLEMENTED } from "../values/singletons.ts";
import type { Value } from "../values/value.ts";

/** True when both have equal values under equal keys. */
export function dictsEqual(rt: Runtime, left: PyDict, right: PyDict): boolean {
  if (left.used !== right.used) return false;
  for (const [key, value] of dictItems(left)) {
    const other = dictGet(rt, right, key);
    if (other === undefined || !valuesEqual(rt, value, other)) return false;
  }
  return true;
}

/** The keys or items of a view as a set. */
export function viewAsSet(rt: Runtime, view: PyDictView): PyAnySet {
  return makeSet(
    rt,
    view.view === "keys" ? dictKeys(view.dict) : dictItems(view.dict).map((item) => makeTuple(item)),
  );
}

/** What views of keys and items, and sets, are compared as. */
interface SetLike {
  readonly size: number;
  readonly items: () => Value[];
  readonly has: (item: Value) => boolean;
}

function setLike(rt: Runtime, value: Value): SetLike | undefined {
  if (value instanceof PyDictView && value.view !== "values") return viewSetLike(rt, value);
  const set = anySetOf(value);
  return set && { size: set.used, items: () => setItems(set), has: (item) => setContains(rt, set, item) };
}

function viewSetLike(rt: Runtime, { view, dict }: PyDictView): SetLike {
  const size = dict.used;
  if (view === "keys") {
    return {
      size,
      items: () => [...dictKeys(dict)],
      has: (key) => dictGet(rt, dict, key) !== undefined,
    };
  }
  return {
    size,
    items: () => dictItems(dict).map((item) => makeTuple(item)),
    has: (item) => {
      const pair = tupleOf(item)?.items;
      if (pair?.length !== 2) return false;
      const found = dictGet(rt, dict, pair[0] as Value);
      return found !== undefined && valuesEqual(rt, found, pair[1] as Value);
    },
  };
}

/** Views of keys and items compare as sets, with sets and each other; sizes decide before any item is looked at. */
export function viewCompare(rt: Runtime, view: PyDictView, other: Value, op: number): Value {
  if (view.view === "values") return op === 2 && view === other ? true : NOT_IMPLEMENTED;
  const right = setLike(rt, other);
  if (right === undefined) return NOT_IMPLEMENTED;
  return compareContents<SetLike>(viewSetLike(rt, view), right, op, (inner, outer) => {
    rt.burn(copyWork(inner.size));
    return inner.items().every(outer.has);
  });
}
