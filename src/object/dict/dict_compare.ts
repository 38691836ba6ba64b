/**
 * Equality of dicts and comparisons of their views.
 *
 * @module
 */

import { valuesEqual } from "../values/compare.ts";
import type { PyDict } from "./dict.ts";
import { PyDictView } from "./dict.ts";
import { dictGet, dictItems, dictKeys } from "./dict_ops.ts";
import { anySetOf } from "../values/payload.ts";
import type { Runtime } from "../runtime.ts";
import { makeTuple } from "../values/sequence_values.ts";
import type { PyAnySet } from "../set/set.ts";
import { compareSets } from "../set/set_compare.ts";
import { makeSet } from "../set/set_ops.ts";
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

/** Views of keys and items compare as sets, with sets and each other. */
export function viewCompare(rt: Runtime, view: PyDictView, other: Value, op: number): Value {
  if (view.view === "values") return op === 2 && view === other ? true : NOT_IMPLEMENTED;
  const otherSet = other instanceof PyDictView && other.view !== "values" ? viewAsSet(rt, other) : anySetOf(other);
  return otherSet === undefined ? NOT_IMPLEMENTED : compareSets(rt, viewAsSet(rt, view), otherSet, op);
}
