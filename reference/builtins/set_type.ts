/**
 * `set` and `frozenset`: construction and methods.
 *
 * @module
 */

import { asSet, setInplace, setOperation, updateSet } from "../core/set_operators.ts";
import type { BinaryOperator, Runtime } from "../runtime.ts";
import { defineInit, defineMethods, defineNew, types } from "../types.ts";
import { PyDict, PySet, type PyType, type Value } from "../values.ts";
import { method, type Native, optional, REST, value } from "../signature.ts";

function copyOf(rt: Runtime, set: PySet, cls: PyType): PySet {
  const copy = new PySet(cls);
  copy.merge(rt, set);
  return copy;
}

function builtinType(self: PySet): PyType {
  return self.cls.layout === "frozenset" ? types.frozenset : types.set;
}

/** `union` and `intersection` and `difference`: any number of iterables, a new set. */
function combining(op: BinaryOperator): Native<PySet> {
  return method([REST], (rt, self, others) => {
    let result = self;
    if (others.length === 0) return copyOf(rt, result, builtinType(self));
    for (const other of others) result = setOperation(rt, op, result, other);
    return result;
  }, "tuple");
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

const COMMON: Readonly<Record<string, Native<PySet>>> = {
  copy: method([], (rt, self) => self.cls === types.frozenset ? self : copyOf(rt, self, builtinType(self))),
  union: combining("|"),
  intersection: combining("&"),
  difference: combining("-"),
  symmetric_difference: method([value], (rt, self, other) => setOperation(rt, "^", self, other)),
  isdisjoint: method([value], isDisjoint),
  issubset: method([value], (rt, self, other) => isSubset(rt, self, asSet(rt, other))),
  issuperset: method([value], (rt, self, other) => isSubset(rt, asSet(rt, other), self)),
};

/** Gives `set` and `frozenset` their construction and methods. */
export function installSets(): void {
  defineNew(types.set, (_rt, cls) => new PySet(cls));
  defineInit<PySet>(
    types.set,
    method([REST], (rt, self, args) => {
      if (args.length > 1) throw rt.typeError(`${self.cls.name} expected at most 1 argument, got ${args.length}`);
      self.clear();
      for (const iterable of args) updateSet(rt, self, iterable);
    }),
    true,
  );
  defineNew(
    types.frozenset,
    method([optional], (rt, cls, iterable) => {
      if (iterable instanceof PySet && iterable.cls === types.frozenset && cls === types.frozenset) return iterable;
      const made = new PySet(cls);
      if (iterable !== undefined) updateSet(rt, made, iterable);
      return made;
    }, "unpack"),
  );
  defineMethods(types.set, COMMON);
  defineMethods(types.frozenset, COMMON);
  defineMethods<PySet>(types.set, {
    add: method([value], (rt, self, item) => {
      self.add(rt, item);
      rt.checkSize(self.size);
    }),
    clear: method([], (_rt, self) => self.clear()),
    discard: method([value], (rt, self, item) => {
      discard(rt, self, item);
    }),
    remove: method([value], (rt, self, item) => {
      if (!discard(rt, self, item)) throw rt.errorWith("KeyError", [item]);
    }),
    pop: method([], (rt, self) => {
      const item = self.pop();
      if (item === undefined) throw rt.error("KeyError", "pop from an empty set");
      return item;
    }),
    update: method([REST], (rt, self, others) => {
      for (const other of others) updateSet(rt, self, other);
    }, "tuple"),
    intersection_update: method([REST], (rt, self, others) => {
      let result = self;
      for (const other of others) result = setOperation(rt, "&", result, other);
      if (result !== self) self.replaceWith(result);
    }, "tuple"),
    difference_update: method([REST], (rt, self, others) => {
      for (const other of others) {
        if (other === self) self.clear();
        else if (other instanceof PySet) setInplace(rt, "-", self, other);
        else {
          rt.forEach(other, (item) => {
            self.discard(rt, item);
          });
        }
      }
    }, "tuple"),
    symmetric_difference_update: method([value], (rt, self, other) => {
      // Items of a dict come one by one; those of another iterable as a set, so that repeats count once.
      const items = other instanceof PyDict ? rt.set(rt.toArray(other)) : asSet(rt, other);
      setInplace(rt, "^", self, items);
    }),
  });
}
