/**
 * Members of `set` and `frozenset`.
 *
 * @module
 */

import { BINARY_METHODS, REFLECTED_METHODS } from "../number/binary.ts";
import { builtinBinary } from "../number/builtin_binary.ts";
import { METH, type NativeImpl } from "../values/callable_values.ts";
import { PyDict } from "../dict/dict.ts";
import { KEY_ERROR } from "../exception/exception_types.ts";
import { makeAlias } from "../type/generic_alias.ts";
import { iterNext } from "../iterator/advance.ts";
import { getIter, itemsOf } from "../iterator/iteration.ts";
import { anySetOf } from "../values/payload.ts";
import { raise, raiseValue } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { type PyAnySet, PyFrozenSet, PySet } from "../set/set.ts";
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
  setPop,
  setSymmetricDifferenceUpdate,
  setUpdate,
} from "../set/set_ops.ts";
import { NOT_IMPLEMENTED } from "../values/singletons.ts";
import { FROZENSET, SET, typeName } from "../type/types.ts";
import type { Value } from "../values/value.ts";
import { checkCount, noKeywords, positionalOf } from "./arguments.ts";
import { CALLS, classMethod, constructor, instanceOf, method, methods, slots } from "./define.ts";
import { containerSlots, inplaceSlots, valueSlots } from "./protocols.ts";

/** The table of `self`. */
function own(self: Value): PyAnySet {
  return anySetOf(self) as PyAnySet;
}

/** A set of any iterable; a set is taken as it is. */
function setOf(rt: Runtime, iterable: Value): PyAnySet {
  return anySetOf(iterable) ?? makeSet(rt, itemsOf(rt, iterable));
}

/** Puts the contents of another set in place of a set's own. */
function replaceContents(set: PyAnySet, other: PyAnySet): void {
  set.table = other.table;
  set.hashes = other.hashes;
  set.mask = other.mask;
  set.fill = other.fill;
  set.used = other.used;
}

constructor(SET, (rt, cls) => instanceOf(rt, cls, SET, new PySet()));

constructor(FROZENSET, (rt, cls, given, kwnames) => {
  const args = positionalOf(rt, cls, FROZENSET, given, kwnames);
  checkCount(rt, "frozenset", args.length, 0, 1);
  const [iterable] = args;
  if (iterable instanceof PyFrozenSet && cls === FROZENSET) return iterable;
  const set = new PyFrozenSet();
  if (iterable !== undefined) setUpdate(rt, set, iterable);
  return instanceOf(rt, cls, FROZENSET, set);
});

const OPERATORS: Readonly<Record<string, number>> = { and: 1, or: 7, sub: 10, xor: 12 };

for (const type of [SET, FROZENSET]) {
  valueSlots(type, type === FROZENSET);
  containerSlots(type);
  for (const op of Object.values(OPERATORS)) {
    slots(type, {
      [BINARY_METHODS[op] as string]: (rt, self, args) =>
        anySetOf(args[0]) === undefined ? NOT_IMPLEMENTED : builtinBinary(rt, op, self, args[0]),
      [REFLECTED_METHODS[op] as string]: (rt, self, args) =>
        anySetOf(args[0]) === undefined ? NOT_IMPLEMENTED : builtinBinary(rt, op, args[0], self),
    });
  }
  method(type, "__contains__", CALLS.O | METH.COEXIST, (rt, self, args) => setContains(rt, own(self), args[0]));
  methods(type, CALLS.NOARGS, {
    copy: (rt, self) => self instanceof PyFrozenSet ? self : copySet(rt, own(self), emptyLike(own(self))),
    __sizeof__: () => 200,
  });
  methods(type, CALLS.VARARGS, {
    union: (rt, self, args) => {
      const result = copySet(rt, own(self), emptyLike(own(self)));
      for (const other of args) setUpdate(rt, result, other);
      return result;
    },
    intersection: (rt, self, args) => intersection(rt, own(self), args),
    difference: (rt, self, args) => {
      if (args.length === 0) return copySet(rt, own(self), emptyLike(own(self)));
      const [first] = args;
      let result: PyAnySet;
      if (anySetOf(first) !== undefined || first instanceof PyDict) {
        result = setDifference(rt, own(self), setOf(rt, first));
      } else {
        result = copySet(rt, own(self), emptyLike(own(self)));
        setDifferenceUpdate(rt, result, first);
      }
      for (const other of args.slice(1)) setDifferenceUpdate(rt, result, other);
      return result;
    },
  });
  methods(type, CALLS.O, {
    symmetric_difference: (rt, self, args) => {
      const result = emptyLike(own(self));
      setUpdate(rt, result, args[0]);
      setSymmetricDifferenceUpdate(rt, result, own(self));
      return result;
    },
    isdisjoint: (rt, self, args) => isDisjoint(rt, own(self), args[0]),
    issubset: (rt, self, args) => isSubset(rt, own(self), setOf(rt, args[0])),
    issuperset: (rt, self, args) => {
      const other = anySetOf(args[0]);
      return other !== undefined ? isSubset(rt, other, own(self)) : holdsAll(rt, own(self), args[0]);
    },
  });
  classMethod(type, "__class_getitem__", CALLS.O, (_rt, cls, args) => makeAlias(cls, args[0]));
}

function intersection(rt: Runtime, set: PyAnySet, others: readonly Value[]): PyAnySet {
  if (others.length === 0) return copySet(rt, set, emptyLike(set));
  let result = set;
  for (const other of others) result = setIntersection(rt, result, other);
  return result;
}

function isDisjoint(rt: Runtime, set: PyAnySet, other: Value): boolean {
  const otherSet = anySetOf(other);
  if (otherSet !== undefined) {
    const [few, many] = otherSet.used > set.used ? [set, otherSet] : [otherSet, set];
    return !itemsOf(rt, few).some((item) => setContains(rt, many, item));
  }
  const iterator = getIter(rt, other);
  for (;;) {
    const item = iterNext(rt, iterator);
    if (item === undefined) return true;
    if (setContains(rt, set, item)) return false;
  }
}

/** Asks for one item after the other until one is missing. */
function holdsAll(rt: Runtime, set: PyAnySet, iterable: Value): boolean {
  const iterator = getIter(rt, iterable);
  for (;;) {
    const item = iterNext(rt, iterator);
    if (item === undefined) return true;
    if (!setContains(rt, set, item)) return false;
  }
}

slots(SET, {
  __init__: (rt, self, args, kwnames) => {
    noKeywords(rt, "set", kwnames);
    checkCount(rt, typeName(self), args.length, 0, 1);
    setClear(own(self));
    if (args.length === 1) setUpdate(rt, own(self), args[0]);
    return null;
  },
});
inplaceSlots(SET, "and or sub xor");

/** A method that changes the set and gives None. */
function changing(run: (rt: Runtime, set: PyAnySet, args: readonly Value[]) => void): NativeImpl {
  return (rt, self, args) => {
    run(rt, own(self), args);
    return null;
  };
}

methods(SET, CALLS.O, {
  add: changing((rt, set, args) => setAdd(rt, set, args[0])),
  discard: changing((rt, set, args) => setDiscard(rt, set, args[0])),
  remove: changing((rt, set, args) => {
    if (!setDiscard(rt, set, args[0])) throw raiseValue(rt, KEY_ERROR, args[0]);
  }),
  symmetric_difference_update: changing((rt, set, args) => setSymmetricDifferenceUpdate(rt, set, args[0])),
});
methods(SET, CALLS.NOARGS, {
  clear: changing((_rt, set) => setClear(set)),
  pop: (rt, self) => {
    const key = setPop(rt, own(self));
    if (key === undefined) throw raise(rt, KEY_ERROR, "pop from an empty set");
    return key;
  },
});
methods(SET, CALLS.VARARGS, {
  update: changing((rt, set, args) => {
    for (const other of args) setUpdate(rt, set, other);
  }),
  intersection_update: changing((rt, set, args) => replaceContents(set, intersection(rt, set, args))),
  difference_update: changing((rt, set, args) => {
    for (const other of args) setDifferenceUpdate(rt, set, other);
  }),
});
