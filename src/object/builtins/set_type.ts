/**
 * Members of `set` and `frozenset`.
 *
 * @module
 */

import { METH } from "../callable_values.ts";
import { KEY_ERROR } from "../exception_types.ts";
import { subscriptType } from "../generic_alias.ts";
import { itemsOf } from "../iteration.ts";
import { anySetOf } from "../payload.ts";
import { raise, raiseValue } from "../raise.ts";
import type { Runtime } from "../runtime.ts";
import { type PyAnySet, PyFrozenSet, PySet } from "../set.ts";
import {
  copySet,
  emptyLike,
  isSubset,
  makeSet,
  setAdd,
  setClear,
  setContains,
  setDifference,
  setDifferenceUpdate,
  setDiscard,
  setIntersection,
  setItems,
  setPop,
  setSymmetricDifferenceUpdate,
  setUpdate,
} from "../set_ops.ts";
import type { PyType } from "../type.ts";
import { FROZENSET, SET } from "../types.ts";
import type { Value } from "../value.ts";
import { checkCount, noKeywords } from "./arguments.ts";
import { CALLS, classMethod, constructor, instanceOf, method, methods, slots } from "./define.ts";
import { binarySlots, compareSlots, containerSlots, hashSlot, inplaceSlots, reprSlot } from "./protocols.ts";

/** The set that `self` is, or holds. */
function tableOf(self: Value): PyAnySet {
  return anySetOf(self) as PyAnySet;
}

/** Any iterable as a set; sets as they are. */
function asSet(rt: Runtime, value: Value): PyAnySet {
  return anySetOf(value) ?? makeSet(rt, itemsOf(rt, value));
}

/** A copy of the same kind. */
function copyOf(rt: Runtime, set: PyAnySet): PyAnySet {
  return copySet(rt, set, emptyLike(set));
}

/** Replaces the contents of a set by those of another one. */
function replace(rt: Runtime, set: PyAnySet, by: PyAnySet): void {
  const keys = setItems(by);
  setClear(set);
  for (const key of keys) setAdd(rt, set, key);
}

constructor(SET, (rt, cls) => instanceOf(rt, cls, SET, new PySet()));
constructor(FROZENSET, (rt, cls, args, kwnames) => {
  if (cls === FROZENSET) noKeywords(rt, "frozenset", kwnames);
  const given = args.length - (kwnames?.length ?? 0);
  checkCount(rt, "frozenset", given, 0, 1);
  if (given === 1 && args[0] instanceof PyFrozenSet) return instanceOf(rt, cls, FROZENSET, args[0]);
  const set = new PyFrozenSet();
  if (given === 1) setUpdate(rt, set, args[0]);
  return instanceOf(rt, cls, FROZENSET, set);
});

for (const type of [SET, FROZENSET]) {
  reprSlot(type);
  hashSlot(type, type === FROZENSET);
  compareSlots(type);
  containerSlots(type);
  binarySlots(type, "and or xor sub", (other) => anySetOf(other) !== undefined);
  method(
    type,
    "__contains__",
    METH.O | METH.COEXIST,
    (rt, self, args) => setContains(rt, tableOf(self), args[0]),
  );
  methods(type, CALLS.NOARGS, {
    copy: (rt, self) => self instanceof PyFrozenSet ? self : copyOf(rt, tableOf(self)),
  });
  methods(type, CALLS.O, {
    isdisjoint: (rt, self, args) => {
      const set = tableOf(self);
      return !itemsOf(rt, args[0]).some((item) => setContains(rt, set, item));
    },
    issubset: (rt, self, args) => isSubset(rt, tableOf(self), asSet(rt, args[0])),
    issuperset: (rt, self, args) => isSubset(rt, asSet(rt, args[0]), tableOf(self)),
    symmetric_difference: (rt, self, args) => {
      const result = copyOf(rt, tableOf(self));
      setSymmetricDifferenceUpdate(rt, result, args[0]);
      return result;
    },
  });
  methods(type, CALLS.VARARGS, {
    union: (rt, self, args) => {
      const result = copyOf(rt, tableOf(self));
      for (const other of args) setUpdate(rt, result, other);
      return result;
    },
    intersection: (rt, self, args) => {
      let result = tableOf(self);
      if (args.length === 0) return copyOf(rt, result);
      for (const other of args) result = setIntersection(rt, result, other);
      return result;
    },
    difference: (rt, self, args) => {
      let result = tableOf(self);
      if (args.length === 0) return copyOf(rt, result);
      for (const other of args) result = setDifference(rt, result, asSet(rt, other));
      return result;
    },
  });
  classMethod(type, "__class_getitem__", CALLS.O, (rt, cls, args) => subscriptType(rt, cls as PyType, args[0]));
}

inplaceSlots(SET, "and or xor sub");
slots(SET, {
  __init__: (rt, self, args, kwnames) => {
    noKeywords(rt, "set", kwnames);
    checkCount(rt, "set", args.length, 0, 1);
    const set = tableOf(self);
    setClear(set);
    if (args.length === 1) setUpdate(rt, set, args[0]);
    return null;
  },
});
methods(SET, CALLS.O, {
  add: (rt, self, args) => {
    setAdd(rt, tableOf(self), args[0]);
    return null;
  },
  discard: (rt, self, args) => {
    setDiscard(rt, tableOf(self), args[0]);
    return null;
  },
  remove: (rt, self, args) => {
    if (!setDiscard(rt, tableOf(self), args[0])) throw raiseValue(rt, KEY_ERROR, args[0]);
    return null;
  },
  symmetric_difference_update: (rt, self, args) => {
    setSymmetricDifferenceUpdate(rt, tableOf(self), args[0]);
    return null;
  },
});
methods(SET, CALLS.NOARGS, {
  clear: (_rt, self) => {
    setClear(tableOf(self));
    return null;
  },
  pop: (rt, self) => {
    const key = setPop(tableOf(self));
    if (key === undefined) throw raise(rt, KEY_ERROR, "pop from an empty set");
    return key;
  },
});
methods(SET, CALLS.VARARGS, {
  update: (rt, self, args) => {
    for (const other of args) setUpdate(rt, tableOf(self), other);
    return null;
  },
  intersection_update: (rt, self, args) => {
    let result = tableOf(self);
    for (const other of args) result = setIntersection(rt, result, other);
    if (args.length > 0) replace(rt, tableOf(self), result);
    return null;
  },
  difference_update: (rt, self, args) => {
    for (const other of args) setDifferenceUpdate(rt, tableOf(self), other);
    return null;
  },
});
