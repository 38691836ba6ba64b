/**
 * `set` and `frozenset`: construction and methods.
 *
 * @module
 */

import { setInplace, setOperation, updateSet } from "../core/operators.ts";
import type { BinaryOperator, Runtime } from "../runtime.ts";
import { defineMethods, defineNew, defineWrappers, types } from "../types.ts";
import { type NativeMethod, PyDict, PySet, type Value } from "../values.ts";
import { checkPositional, noArguments, noKeywords, oneArgument, positional } from "./arguments.ts";

function setOf(self: Value): PySet {
  return self as PySet;
}

function copyOf(rt: Runtime, set: PySet, cls: PySet["cls"]): PySet {
  const copy = new PySet(cls);
  copy.merge(rt, set);
  return copy;
}

/** The other operand as a set, itself when it is one. */
function asSet(rt: Runtime, other: Value): PySet {
  if (other instanceof PySet) return other;
  const made = new PySet(types.set);
  updateSet(rt, made, other);
  return made;
}

/** `union` and `intersection` and `difference`: any number of iterables, a new set. */
function combining(name: string, op: BinaryOperator): NativeMethod {
  return (rt, self, args, kwargs) => {
    noKeywords(rt, `${typeName(self)}.${name}`, kwargs);
    let result = setOf(self);
    if (args.length === 0) return copyOf(rt, result, builtinType(self));
    for (const other of args) result = setOperation(rt, op, result, other);
    return result;
  };
}

function typeName(self: Value): string {
  return builtinType(self).name;
}

function builtinType(self: Value): PySet["cls"] {
  return setOf(self).cls.layout === "frozenset" ? types.frozenset : types.set;
}

function isSubset(rt: Runtime, small: PySet, large: PySet): boolean {
  return small.size <= large.size && small.items().every((item) => large.has(rt, item));
}

function isDisjoint(rt: Runtime, set: PySet, other: Value): boolean {
  if (other instanceof PySet) {
    const [small, large] = other.size > set.size ? [set, other] : [other, set];
    return !small.items().some((item) => large.has(rt, item));
  }
  let disjoint = true;
  rt.forEach(other, (item) => {
    disjoint = !set.has(rt, item);
    return disjoint ? undefined : false;
  });
  return disjoint;
}

/** Removes a set given as item through the frozenset of its items, as membership finds it. */
function discard(rt: Runtime, set: PySet, item: Value): boolean {
  try {
    return set.discard(rt, item);
  } catch (error) {
    if (!(item instanceof PySet) || !rt.isError(error, "TypeError")) throw error;
    return set.discard(rt, rt.frozenset(item.items()));
  }
}

const COMMON: Readonly<Record<string, NativeMethod>> = {
  copy: (rt, self, args, kwargs) => {
    noArguments(rt, `${typeName(self)}.copy`, args, kwargs);
    if (setOf(self).cls === types.frozenset) return self;
    return copyOf(rt, setOf(self), builtinType(self));
  },
  union: combining("union", "|"),
  intersection: combining("intersection", "&"),
  difference: combining("difference", "-"),
  symmetric_difference: (rt, self, args, kwargs) =>
    setOperation(rt, "^", setOf(self), oneArgument(rt, `${typeName(self)}.symmetric_difference`, args, kwargs)),
  isdisjoint: (rt, self, args, kwargs) =>
    isDisjoint(rt, setOf(self), oneArgument(rt, `${typeName(self)}.isdisjoint`, args, kwargs)),
  issubset: (rt, self, args, kwargs) =>
    isSubset(rt, setOf(self), asSet(rt, oneArgument(rt, `${typeName(self)}.issubset`, args, kwargs))),
  issuperset: (rt, self, args, kwargs) =>
    isSubset(rt, asSet(rt, oneArgument(rt, `${typeName(self)}.issuperset`, args, kwargs)), setOf(self)),
};

/** Gives `set` and `frozenset` their construction and methods. */
export function installSets(): void {
  defineNew(types.set, (_rt, cls) => new PySet(cls));
  defineWrappers(types.set, {
    __init__: (rt, self, args, kwargs) => {
      if (setOf(self).cls === types.set) noKeywords(rt, "set", kwargs);
      checkPositional(rt, "set", args.length, 0, 1);
      setOf(self).clear();
      if (args[0] !== undefined) updateSet(rt, setOf(self), args[0]);
      return null;
    },
  });
  defineNew(types.frozenset, (rt, cls, args, kwargs) => {
    if (cls === types.frozenset) noKeywords(rt, "frozenset", kwargs);
    const [iterable] = positional(rt, "frozenset", args, null, 0, 1);
    if (iterable instanceof PySet && iterable.cls === types.frozenset && cls === types.frozenset) return iterable;
    const made = new PySet(cls);
    if (iterable !== undefined) updateSet(rt, made, iterable);
    return made;
  });
  defineMethods(types.set, COMMON);
  defineMethods(types.frozenset, COMMON);
  defineMethods(types.set, {
    add: (rt, self, args, kwargs) => {
      setOf(self).add(rt, oneArgument(rt, "set.add", args, kwargs));
      rt.checkSize(setOf(self).size);
      return null;
    },
    clear: (rt, self, args, kwargs) => {
      noArguments(rt, "set.clear", args, kwargs);
      setOf(self).clear();
      return null;
    },
    discard: (rt, self, args, kwargs) => {
      discard(rt, setOf(self), oneArgument(rt, "set.discard", args, kwargs));
      return null;
    },
    remove: (rt, self, args, kwargs) => {
      const item = oneArgument(rt, "set.remove", args, kwargs);
      if (!discard(rt, setOf(self), item)) throw rt.errorWith("KeyError", [item]);
      return null;
    },
    pop: (rt, self, args, kwargs) => {
      noArguments(rt, "set.pop", args, kwargs);
      const item = setOf(self).pop();
      if (item === undefined) throw rt.error("KeyError", "pop from an empty set");
      return item;
    },
    update: (rt, self, args, kwargs) => {
      noKeywords(rt, "set.update", kwargs);
      for (const other of args) updateSet(rt, setOf(self), other);
      return null;
    },
    intersection_update: (rt, self, args, kwargs) => {
      noKeywords(rt, "set.intersection_update", kwargs);
      let result = setOf(self);
      for (const other of args) result = setOperation(rt, "&", result, other);
      if (result !== self) setOf(self).replaceWith(result);
      return null;
    },
    difference_update: (rt, self, args, kwargs) => {
      noKeywords(rt, "set.difference_update", kwargs);
      for (const other of args) {
        if (other === self) setOf(self).clear();
        else if (other instanceof PySet) setInplace(rt, "-", self, other);
        else {
          rt.forEach(other, (item) => {
            setOf(self).discard(rt, item);
          });
        }
      }
      return null;
    },
    symmetric_difference_update: (rt, self, args, kwargs) => {
      const other = oneArgument(rt, "set.symmetric_difference_update", args, kwargs);
      // Items of a dict come one by one; those of another iterable as a set, so that repeats count once.
      const items = other instanceof PyDict ? rt.set(rt.toArray(other)) : asSet(rt, other);
      setInplace(rt, "^", self, items);
      return null;
    },
  });
}
