/**
 * Equality of dicts and comparisons of their views.
 *
 * @module
 */

import { valuesEqual } from "../values/compare.ts";
import type { PyDict } from "./dict.ts";
import { PyDictView } from "./dict.ts";
import { dictGet, dictItems, dictKeys } from "./dict_ops.ts";
import { itemsOf } from "../iterator/iteration.ts";
import { builtinContains } from "../sequence/containers.ts";
import { anySetOf } from "../values/payload.ts";
import type { Runtime } from "../runtime.ts";
import { makeTuple } from "../values/sequence_values.ts";
import type { PyAnySet } from "../set/set.ts";
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
  const size = other instanceof PyDictView && other.view !== "values" ? other.dict.used : anySetOf(other)?.used;
  if (size === undefined) return NOT_IMPLEMENTED;
  const { used } = view.dict;
  const within = (inner: Value, outer: Value): boolean =>
    itemsOf(rt, inner).every((item) => builtinContains(rt, outer, item));
  switch (op) {
    case 0:
      return used < size && within(view, other);
    case 1:
      return used <= size && within(view, other);
    case 2:
      return used === size && within(view, other);
    case 3:
      return used !== size || !within(view, other);
    case 4:
      return used > size && within(other, view);
    default:
      return used >= size && within(other, view);
  }
}
