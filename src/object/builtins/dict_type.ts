/**
 * Members of `dict` and of its views.
 *
 * @module
 */

import { METH } from "../callable_values.ts";
import { builtinContains, getBuiltinItem } from "../containers.ts";
import { PyDict, PyDictView } from "../dict.ts";
import { viewAsSet } from "../dict_compare.ts";
import { dictCopy, dictDelete, dictGet, dictGetItem, dictPopItem, dictSet, dictUpdateFrom } from "../dict_ops.ts";
import { KEY_ERROR } from "../exception_types.ts";
import { subscriptType } from "../generic_alias.ts";
import { getIter, iterNext } from "../iteration.ts";
import { DictIterator } from "../iterators.ts";
import { dictOf } from "../payload.ts";
import { raise, raiseValue } from "../raise.ts";
import type { Runtime } from "../runtime.ts";
import { makeTuple } from "../sequence_values.ts";
import { setContains } from "../set_ops.ts";
import { call } from "../call.ts";
import { setItem } from "../containers.ts";
import type { PyType } from "../type.ts";
import { DICT, DICT_ITEMS, DICT_KEYS, DICT_VALUES } from "../types.ts";
import type { Value } from "../value.ts";
import { checkCount } from "./arguments.ts";
import { CALLS, classMethod, constructor, getSet, instanceOf, method, methods, slots } from "./define.ts";
import { binarySlots, compareSlots, containerSlots, hashSlot, inplaceSlots, reprSlot } from "./protocols.ts";

/** The dict that `self` is, or holds. */
function tableOf(self: Value): PyDict {
  return dictOf(self) as PyDict;
}

/** `dict(...)` and `update(...)`: a mapping or pairs, then keywords. */
function fill(
  rt: Runtime,
  name: string,
  self: Value,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): void {
  const given = args.length - (kwnames?.length ?? 0);
  checkCount(rt, name, given, 0, 1);
  const dict = tableOf(self);
  if (given === 1) dictUpdateFrom(rt, dict, args[0]);
  kwnames?.forEach((keyword, i) => dictSet(rt, dict, keyword, args[given + i]));
}

constructor(DICT, (rt, cls) => instanceOf(rt, cls, DICT, new PyDict()));

reprSlot(DICT);
hashSlot(DICT, false);
compareSlots(DICT);
containerSlots(DICT);
binarySlots(DICT, "or", (other) => dictOf(other) !== undefined);
inplaceSlots(DICT, "or");
slots(DICT, {
  __init__: (rt, self, args, kwnames) => {
    fill(rt, "dict", self, args, kwnames);
    return null;
  },
  __setitem__: (rt, self, args) => {
    dictSet(rt, tableOf(self), args[0], args[1]);
    return null;
  },
  __delitem__: (rt, self, args) => {
    if (!dictDelete(rt, tableOf(self), args[0])) throw raiseValue(rt, KEY_ERROR, args[0]);
    return null;
  },
});
method(DICT, "__contains__", METH.O | METH.COEXIST, (rt, self, args) => builtinContains(rt, tableOf(self), args[0]));
// On a subclass, `__missing__` is asked for absent keys.
method(DICT, "__getitem__", METH.O | METH.COEXIST, (rt, self, args) => getBuiltinItem(rt, self, args[0]));

methods(DICT, CALLS.FAST, {
  get: (rt, self, args) => {
    checkCount(rt, "get", args.length, 1, 2);
    const value = dictGet(rt, tableOf(self), args[0]);
    return value === undefined ? args[1] ?? null : value;
  },
  setdefault: (rt, self, args) => {
    checkCount(rt, "setdefault", args.length, 1, 2);
    const dict = tableOf(self);
    const known = dictGet(rt, dict, args[0]);
    if (known !== undefined) return known;
    const value = args[1] === undefined ? null : args[1];
    dictSet(rt, dict, args[0], value);
    return value;
  },
  pop: (rt, self, args) => {
    checkCount(rt, "pop", args.length, 1, 2);
    const dict = tableOf(self);
    if (args.length === 1) {
      const value = dictGetItem(rt, dict, args[0]);
      dictDelete(rt, dict, args[0]);
      return value;
    }
    const value = dictGet(rt, dict, args[0]);
    if (value === undefined) return args[1];
    dictDelete(rt, dict, args[0]);
    return value;
  },
});
methods(DICT, CALLS.NOARGS, {
  keys: (_rt, self) => new PyDictView(tableOf(self), "keys"),
  values: (_rt, self) => new PyDictView(tableOf(self), "values"),
  items: (_rt, self) => new PyDictView(tableOf(self), "items"),
  copy: (rt, self) => dictCopy(rt, tableOf(self)),
  clear: (_rt, self) => {
    tableOf(self).clear();
    return null;
  },
  popitem: (rt, self) => {
    const item = dictPopItem(rt, tableOf(self));
    if (item === undefined) throw raise(rt, KEY_ERROR, "popitem(): dictionary is empty");
    return makeTuple(item);
  },
  __reversed__: (_rt, self) => new DictIterator(tableOf(self), "keys", true),
});
method(DICT, "update", CALLS.VARARGS_KEYWORDS, (rt, self, args, kwnames) => {
  fill(rt, "update", self, args, kwnames);
  return null;
});
classMethod(DICT, "fromkeys", CALLS.FAST, (rt, cls, args) => {
  checkCount(rt, "fromkeys", args.length, 1, 2);
  const value = args[1] === undefined ? null : args[1];
  const target = call(rt, cls, [], null);
  const iterator = getIter(rt, args[0]);
  for (let key = iterNext(rt, iterator); key !== undefined; key = iterNext(rt, iterator)) {
    setItem(rt, target, key, value);
  }
  return target;
});
classMethod(DICT, "__class_getitem__", CALLS.O, (rt, cls, args) => subscriptType(rt, cls as PyType, args[0]));

const VIEWS: readonly PyType[] = [DICT_KEYS, DICT_VALUES, DICT_ITEMS];

for (const type of VIEWS) {
  reprSlot(type);
  containerSlots(type);
  methods(type, CALLS.NOARGS, {
    __reversed__: (_rt, self) => {
      const { dict, view } = self as PyDictView;
      return new DictIterator(dict, view, true);
    },
  });
  getSet(type, "mapping", (_rt, self) => (self as PyDictView).dict);
}
for (const type of [DICT_KEYS, DICT_ITEMS]) {
  hashSlot(type, false);
  compareSlots(type);
  binarySlots(type, "and or xor sub", () => true);
  methods(type, CALLS.O, {
    isdisjoint: (rt, self, args) => {
      const keys = viewAsSet(rt, self as PyDictView);
      const iterator = getIter(rt, args[0]);
      for (let item = iterNext(rt, iterator); item !== undefined; item = iterNext(rt, iterator)) {
        if (setContains(rt, keys, item)) return false;
      }
      return true;
    },
  });
}
