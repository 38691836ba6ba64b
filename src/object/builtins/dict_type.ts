/**
 * Members of `dict` and its views.
 *
 * @module
 */

import { builtinBinary } from "../number/builtin_binary.ts";
import { METH } from "../values/callable_values.ts";
import { delBuiltinItem, getBuiltinItem, setBuiltinItem, setItem } from "../sequence/subscripts.ts";
import { call } from "../call/call.ts";
import { PyDict, PyDictView } from "../dict/dict.ts";
import {
  deleteEntry,
  dictCopy,
  dictFind,
  dictGet,
  dictPopItem,
  dictSet,
  dictSetDefault,
  dictUpdate,
  dictUpdateFrom,
} from "../dict/dict_ops.ts";
import { KEY_ERROR } from "../exception/exception_types.ts";
import { makeAlias } from "../type/generic_alias.ts";
import { itemsOf, ownerOf } from "../iterator/iteration.ts";
import { DictIterator } from "../iterator/iterators.ts";
import { dictOf } from "../values/payload.ts";
import { raise, raiseValue } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { PyTuple } from "../values/sequence_values.ts";
import { NOT_IMPLEMENTED } from "../values/singletons.ts";
import { PyAnySet } from "../set/set.ts";
import { builtinContains, length } from "../sequence/containers.ts";
import { PyMappingProxy } from "../dict/mapping_proxy.ts";
import { DICT, DICT_ITEMS, DICT_KEYS, DICT_VALUES } from "../type/types.ts";
import type { Value } from "../values/value.ts";
import { checkCount } from "./arguments.ts";
import { CALLS, classMethod, constructor, getSet, instanceOf, method, methods, slots } from "./define.ts";
import { compareSlots, containerSlots, hashSlot, inplaceSlots, reprSlot, valueSlots } from "./protocols.ts";

/** The dict of `self`. */
function own(self: Value): PyDict {
  return self instanceof PyDict ? self : dictOf(self) as PyDict;
}

/** `dict(...)` and `dict.update(...)`: a mapping or pairs, then keyword arguments. */
function update(
  rt: Runtime,
  name: string,
  dict: PyDict,
  args: readonly Value[],
  kwnames: readonly string[] | null,
): void {
  const given = args.length - (kwnames?.length ?? 0);
  checkCount(rt, name, given, 0, 1);
  if (given === 1) dictUpdateFrom(rt, dict, args[0]);
  kwnames?.forEach((keyword, i) => dictSet(rt, dict, keyword, args[given + i]));
}

constructor(DICT, (rt, cls) => instanceOf(rt, cls, DICT, new PyDict()));

valueSlots(DICT, false);
containerSlots(DICT);
inplaceSlots(DICT, "or");
slots(DICT, {
  __init__: (rt, self, args, kwnames) => {
    update(rt, "dict", own(self), args, kwnames);
    return null;
  },
  __setitem__: (rt, self, args) => {
    setBuiltinItem(rt, self, args[0], args[1]);
    return null;
  },
  __delitem__: (rt, self, args) => {
    delBuiltinItem(rt, self, args[0]);
    return null;
  },
  __or__: (rt, self, args) => dictOf(args[0]) === undefined ? NOT_IMPLEMENTED : builtinBinary(rt, 7, self, args[0]),
  __ror__: (rt, self, args) => dictOf(args[0]) === undefined ? NOT_IMPLEMENTED : builtinBinary(rt, 7, args[0], self),
});
method(DICT, "__contains__", CALLS.O | METH.COEXIST, (rt, self, args) => dictFind(rt, own(self), args[0]) >= 0);
method(DICT, "__getitem__", CALLS.O | METH.COEXIST, (rt, self, args) => getBuiltinItem(rt, self, args[0]));

/** A plain dict with the items; of a subclass that iterates in its own way, by `keys` and subscripts (`PyDict_Copy`). */
function copyOf(rt: Runtime, self: Value): PyDict {
  const dict = own(self);
  if (dict === self || dict.used === 0) return dictCopy(rt, dict);
  const copy = new PyDict();
  dictUpdate(rt, copy, self);
  return copy;
}

methods(DICT, CALLS.FAST, {
  get: (rt, self, args) => {
    checkCount(rt, "get", args.length, 1, 2);
    const value = dictGet(rt, own(self), args[0]);
    return value === undefined ? args.length > 1 ? args[1] : null : value;
  },
  setdefault: (rt, self, args) => {
    checkCount(rt, "setdefault", args.length, 1, 2);
    return dictSetDefault(rt, own(self), args[0], args.length > 1 ? args[1] : null);
  },
  pop: (rt, self, args) => {
    checkCount(rt, "pop", args.length, 1, 2);
    const dict = own(self);
    const entry = dict.used === 0 ? -1 : dictFind(rt, dict, args[0]);
    if (entry < 0) {
      if (args.length > 1) return args[1];
      throw raiseValue(rt, KEY_ERROR, args[0]);
    }
    const value = dict.entryValues[entry];
    deleteEntry(dict, entry);
    return value;
  },
});

methods(DICT, CALLS.NOARGS, {
  keys: (_rt, self) => new PyDictView(own(self), "keys", ownerOf(self)),
  values: (_rt, self) => new PyDictView(own(self), "values", ownerOf(self)),
  items: (_rt, self) => new PyDictView(own(self), "items", ownerOf(self)),
  clear: (_rt, self) => {
    own(self).clear();
    return null;
  },
  copy: (rt, self) => copyOf(rt, self),
  popitem: (rt, self) => {
    const item = dictPopItem(own(self));
    if (item === undefined) throw raise(rt, KEY_ERROR, "popitem(): dictionary is empty");
    return new PyTuple(item);
  },
  __reversed__: (_rt, self) => new DictIterator(own(self), "keys", true, ownerOf(self)),
  __sizeof__: () => 64,
});

method(DICT, "update", CALLS.VARARGS_KEYWORDS, (rt, self, args, kwnames) => {
  update(rt, "update", own(self), args, kwnames);
  return null;
});

classMethod(DICT, "fromkeys", CALLS.FAST, (rt, cls, args) => {
  checkCount(rt, "fromkeys", args.length, 1, 2);
  const value = args.length > 1 ? args[1] : null;
  const target = call(rt, cls, [], null);
  for (const key of itemsOf(rt, args[0])) {
    if (target instanceof PyDict) dictSet(rt, target, key, value);
    else setItem(rt, target, key, value);
  }
  return target;
});
classMethod(DICT, "__class_getitem__", CALLS.O, (_rt, cls, args) => makeAlias(cls, args[0]));

/** Operators of views that are sets. */
const VIEW_OPERATORS: Readonly<Record<string, number>> = { and: 1, or: 7, sub: 10, xor: 12 };

for (const type of [DICT_KEYS, DICT_ITEMS, DICT_VALUES]) {
  reprSlot(type);
  containerSlots(type);
  getSet(type, "mapping", (_rt, self) => new PyMappingProxy((self as PyDictView).owner ?? (self as PyDictView).dict));
  methods(type, CALLS.NOARGS, {
    __reversed__: (_rt, self) => {
      const { dict, view, owner } = self as PyDictView;
      return new DictIterator(dict, view, true, owner);
    },
  });
  if (type === DICT_VALUES) continue;
  compareSlots(type);
  hashSlot(type, false);
  for (const [name, op] of Object.entries(VIEW_OPERATORS)) {
    slots(type, {
      [`__${name}__`]: (rt, self, args) => builtinBinary(rt, op, self, args[0]),
      [`__r${name}__`]: (rt, self, args) => builtinBinary(rt, op, args[0], self),
    });
  }
  methods(type, CALLS.O, {
    isdisjoint: (rt, self, args) => {
      const { used } = (self as PyDictView).dict;
      const [other] = args;
      if (other === self) return used === 0;
      const isLarger = (other instanceof PyAnySet || (other instanceof PyDictView && other.view !== "values")) &&
        length(rt, other) > used;
      const [asked, walked] = isLarger ? [other, self] : [self, other];
      return !itemsOf(rt, walked).some((item) => builtinContains(rt, asked, item));
    },
  });
}
