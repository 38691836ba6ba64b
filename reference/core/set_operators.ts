/**
 * Operators of sets and of views of dicts, and what the methods of sets share with them.
 *
 * @module
 */

import type { BinaryOperator, Runtime } from "../runtime.ts";
import { NOT_IMPLEMENTED, tuple, types } from "../types.ts";
import { PyDict, PyDictView, PySet, type Value } from "../values.ts";

/** Set operators: both operands must be sets; the result has the built-in type of the left one. */
export function setBinary(rt: Runtime, op: BinaryOperator, a: Value, b: Value): Value {
  if (!(a instanceof PySet) || !(b instanceof PySet)) return NOT_IMPLEMENTED;
  return setOperation(rt, op, a, b);
}

/** The same for any iterable on the right, as the methods `union`, ... want it. */
export function setOperation(rt: Runtime, op: BinaryOperator, a: PySet, other: Value): PySet {
  const result = new PySet(a.cls.layout === "frozenset" ? types.frozenset : types.set);
  switch (op) {
    case "|":
      result.merge(rt, a);
      updateSet(rt, result, other);
      return result;
    case "&":
      intersect(rt, result, a, other);
      return result;
    case "-": {
      // C: a small right operand is taken out of a copy, so that the copy's order stays.
      const small = other instanceof PySet && a.size >> 2 > other.size;
      const isDict = other instanceof PyDict && other.cls === types.dict;
      if (!small && (other instanceof PySet || isDict)) {
        for (const item of a.items()) {
          const has = other instanceof PySet ? other.has(rt, item) : other.get(rt, item) !== undefined;
          if (!has) result.add(rt, item);
        }
        return result;
      }
      result.merge(rt, a);
      if (other instanceof PySet) { for (const item of other.items()) result.discard(rt, item); }
      else {
        rt.forEach(other, (item) => {
          result.discard(rt, item);
        });
      }
      return result;
    }
    default: {
      // Symmetric difference: a copy of the right operand with each item of the left one toggled.
      updateSet(rt, result, other);
      for (const item of a.items()) {
        if (!result.discard(rt, item)) result.add(rt, item);
      }
      return result;
    }
  }
}

function intersect(rt: Runtime, result: PySet, a: PySet, other: Value): void {
  if (other instanceof PySet) {
    // The larger one is asked, the smaller one iterated.
    const [small, large] = other.size > a.size ? [a, other] : [other, a];
    for (const item of small.items()) {
      if (large.has(rt, item)) result.add(rt, item);
    }
    return;
  }
  rt.forEach(other, (item) => {
    if (a.has(rt, item)) result.add(rt, item);
  });
}

/** Adds all items of an iterable to a set, in the way and so in the order of `set.update`. */
export function updateSet(rt: Runtime, set: PySet, other: Value): void {
  if (other instanceof PySet) {
    set.merge(rt, other);
    return;
  }
  if (other instanceof PyDict && other.cls === types.dict) {
    set.reserveForDict(other.size);
    for (const entry of other.entries()) set.add(rt, entry.key);
    return;
  }
  rt.forEach(other, (item) => {
    set.add(rt, item);
    rt.checkSize(set.size);
  });
}

/** In-place set operators change the left operand. */
export function setInplace(rt: Runtime, op: BinaryOperator, a: Value, b: Value): Value {
  if (!(a instanceof PySet) || !(b instanceof PySet)) return NOT_IMPLEMENTED;
  switch (op) {
    case "|":
      a.merge(rt, b);
      break;
    case "&":
      a.replaceWith(setOperation(rt, "&", a, b));
      break;
    case "-":
      if (a === b) a.clear();
      else for (const item of b.items()) a.discard(rt, item);
      break;
    default:
      if (a === b) a.clear();
      else {
        for (const item of b.items()) {
          if (!a.discard(rt, item)) a.add(rt, item);
        }
      }
  }
  return a;
}

/** `keys() & other` and the like: always a new set. */
function isSetView(v: Value): boolean {
  return v instanceof PyDictView && v.what !== "values";
}

/** What of one operand is in the other: a set is asked for what the smaller view has, else a larger view is. */
function viewIntersection(rt: Runtime, view: Value, other: Value): Value {
  const result = new PySet(types.set);
  if (other instanceof PySet && other.cls === types.set && rt.length(view) <= rt.length(other)) {
    intersect(rt, result, other, view);
    return result;
  }
  const larger = isSetView(other) && rt.length(other) > rt.length(view);
  const [asked, iterated] = larger ? [other, view] : [view, other];
  rt.forEach(iterated, (item) => {
    if (rt.contains(asked, item)) result.add(rt, item);
  });
  return result;
}

export function viewBinary(rt: Runtime, op: BinaryOperator, a: Value, b: Value): Value {
  if (op === "&") return isSetView(a) ? viewIntersection(rt, a, b) : viewIntersection(rt, b, a);
  const isItems = (v: Value): v is PyDictView => v instanceof PyDictView && v.what === "items";
  if (op === "^" && isItems(a) && isItems(b)) return itemsOfOne(rt, a.dict, b.dict);
  const left = new PySet(types.set);
  updateSet(rt, left, a);
  return op === "^" ? setInplace(rt, op, left, asSet(rt, b)) : setOperation(rt, op, left, b);
}

/** A set as it is, what else there is as one. */
export function asSet(rt: Runtime, other: Value): PySet {
  if (other instanceof PySet) return other;
  const made = new PySet(types.set);
  updateSet(rt, made, other);
  return made;
}

/** Items that one of two dicts has: those of both are not hashed. */
function itemsOfOne(rt: Runtime, a: PyDict, b: PyDict): PySet {
  const rest = new PyDict(types.dict);
  rest.merge(rt, a);
  const result = new PySet(types.set);
  for (const { key, value } of [...b.entries()]) {
    const own = rest.find(rt, key);
    if (own !== undefined && rt.equal(own.value, value)) rest.delete(rt, key);
    else result.add(rt, tuple([key, value]));
  }
  for (const { key, value } of rest.entries()) result.add(rt, tuple([key, value]));
  return result;
}
