/**
 * `dict` and its views: construction and methods.
 *
 * @module
 */

import { DictIterator } from "../iterators.ts";
import type { Runtime } from "../runtime.ts";
import { defineClassMethods, defineGetters, defineMethods, defineNew, defineWrappers, tuple, types } from "../types.ts";
import { type Kwargs, PyDict, PyDictView, type PyMappingProxy, PySet, type PyType, type Value } from "../values.ts";
import { checkPositional, noArguments, oneArgument, positional } from "./arguments.ts";

/** Adds the items of a mapping (something with `keys`) or of an iterable of pairs, then keywords. */
function update(rt: Runtime, name: string, dict: PyDict, args: readonly Value[], kwargs: Kwargs): void {
  checkPositional(rt, name, args.length, 0, 1);
  const source = args[0];
  if (source !== undefined) mergeInto(rt, dict, source);
  for (const [key, value] of kwargs ?? []) dict.set(rt, key, value);
}

/** `dict.update(source)`. */
export function mergeInto(rt: Runtime, dict: PyDict, source: Value): void {
  if (source instanceof PyDict && source.cls.lookup("__iter__") === types.dict.dict.get("__iter__")) {
    dict.merge(rt, source);
    rt.checkSize(dict.size);
  } else if (rt.getattrOptional(source, "keys") !== undefined) {
    rt.forEach(rt.callMethod(source, "keys", []), (key) => {
      dict.set(rt, key, rt.getitem(source, key));
      rt.checkSize(dict.size);
    });
  } else {
    mergePairs(rt, dict, source);
  }
}

function mergePairs(rt: Runtime, dict: PyDict, pairs: Value): void {
  let index = 0;
  rt.forEach(pairs, (pair) => {
    let items: Value[];
    try {
      items = rt.toArray(pair);
    } catch (error) {
      if (!rt.isError(error, "TypeError")) throw error;
      throw rt.error("TypeError", `cannot convert dictionary update sequence element #${index} to a sequence`);
    }
    const [key, value] = items;
    if (items.length !== 2) {
      throw rt.error(
        "ValueError",
        `dictionary update sequence element #${index} has length ${items.length}; 2 is required`,
      );
    }
    dict.set(rt, key as Value, value as Value);
    rt.checkSize(dict.size);
    index++;
  });
}

/** `dict.fromkeys(iterable, value)`. */
function fromKeys(rt: Runtime, cls: PyType, args: readonly Value[], kwargs: Kwargs): Value {
  const [iterable, given] = positional(rt, "dict.fromkeys", args, kwargs, 1, 2);
  const value = given ?? null;
  const result = rt.call(cls, []);
  if (result instanceof PyDict && result.cls === types.dict) {
    rt.forEach(iterable as Value, (key) => {
      result.set(rt, key, value);
      rt.checkSize(result.size);
    });
  } else {
    rt.forEach(iterable as Value, (key) => rt.setitem(result, key, value));
  }
  return result;
}

function dictOf(self: Value): PyDict {
  return self as PyDict;
}

const VIEW_TYPES = { keys: types.dictKeys, values: types.dictValues, items: types.dictItems } as const;

function view(what: "keys" | "values" | "items") {
  return (rt: Runtime, self: Value, args: readonly Value[], kwargs: Kwargs): Value => {
    noArguments(rt, `dict.${what}`, args, kwargs);
    return new PyDictView(VIEW_TYPES[what], dictOf(self), what);
  };
}

/** Gives `dict` its construction and methods. */
export function installDict(): void {
  defineNew(types.dict, (_rt, cls) => new PyDict(cls));
  defineWrappers(types.dict, {
    __init__: (rt, self, args, kwargs) => {
      update(rt, "dict", dictOf(self), args, kwargs);
      return null;
    },
  });
  defineClassMethods(types.dict, {
    fromkeys: (rt, self, args, kwargs) => fromKeys(rt, self as PyType, args, kwargs),
  });
  defineMethods(types.dict, {
    clear: (rt, self, args, kwargs) => {
      noArguments(rt, "dict.clear", args, kwargs);
      dictOf(self).clear();
      return null;
    },
    copy: (rt, self, args, kwargs) => {
      noArguments(rt, "dict.copy", args, kwargs);
      if (dictOf(self).size === 0) return rt.dict();
      const copy = rt.dict();
      mergeInto(rt, copy, self);
      return copy;
    },
    get: (rt, self, args, kwargs) => {
      const [key, fallback] = positional(rt, "dict.get", args, kwargs, 1, 2);
      const entry = dictOf(self).find(rt, key as Value);
      return entry === undefined ? fallback ?? null : entry.value;
    },
    items: view("items"),
    keys: view("keys"),
    values: view("values"),
    pop: (rt, self, args, kwargs) => {
      const [key, fallback] = positional(rt, "dict.pop", args, kwargs, 1, 2);
      const value = dictOf(self).delete(rt, key as Value);
      if (value !== undefined) return value;
      if (fallback !== undefined) return fallback;
      throw rt.errorWith("KeyError", [key as Value]);
    },
    popitem: (rt, self, args, kwargs) => {
      noArguments(rt, "dict.popitem", args, kwargs);
      const entry = dictOf(self).popLast();
      if (entry === undefined) throw rt.error("KeyError", "popitem(): dictionary is empty");
      return tuple([entry.key, entry.value]);
    },
    setdefault: (rt, self, args, kwargs) => {
      const [key, fallback] = positional(rt, "dict.setdefault", args, kwargs, 1, 2);
      const entry = dictOf(self).find(rt, key as Value);
      if (entry !== undefined) return entry.value;
      dictOf(self).set(rt, key as Value, fallback ?? null);
      return fallback ?? null;
    },
    update: (rt, self, args, kwargs) => {
      update(rt, "update", dictOf(self), args, kwargs);
      return null;
    },
    __reversed__: (rt, self, args, kwargs) => {
      noArguments(rt, "dict.__reversed__", args, kwargs);
      return new DictIterator(dictOf(self), "keys", true);
    },
  });
  installViews();
  installMappingProxy();
}

function installViews(): void {
  for (const type of Object.values(VIEW_TYPES)) {
    defineMethods(type, {
      __reversed__: (rt, self, args, kwargs) => {
        noArguments(rt, `${type.name}.__reversed__`, args, kwargs);
        const { dict, what } = self as PyDictView;
        return new DictIterator(dict, what, true);
      },
    });
    defineGetters(type, {
      mapping: (rt, self) => {
        const proxy = rt.dict();
        proxy.merge(rt, (self as PyDictView).dict);
        return proxy;
      },
    });
  }
  for (const type of [types.dictKeys, types.dictItems]) {
    defineMethods(type, {
      isdisjoint: (rt, self, args, kwargs) => {
        const other = oneArgument(rt, `${type.name}.isdisjoint`, args, kwargs);
        if (other === self) return rt.length(self) === 0n;
        const smallerFirst = (other instanceof PySet || other instanceof PyDictView) &&
          rt.length(other) > rt.length(self);
        const [asked, iterated] = smallerFirst ? [other, self] : [self, other];
        let disjoint = true;
        rt.forEach(iterated, (item) => {
          disjoint = !rt.contains(asked, item);
          return disjoint ? undefined : false;
        });
        return disjoint;
      },
    });
  }
}

/** The methods of `type.__dict__`; each works on a snapshot. */
function installMappingProxy(): void {
  const snapshot = (rt: Runtime, self: Value): PyDict => rt.dictFrom((self as PyMappingProxy).owner.dict);
  defineMethods(types.mappingproxy, {
    get: (rt, self, args, kwargs) => rt.callMethod(snapshot(rt, self), "get", args, kwargs),
    keys: (rt, self, args, kwargs) => rt.callMethod(snapshot(rt, self), "keys", args, kwargs),
    values: (rt, self, args, kwargs) => rt.callMethod(snapshot(rt, self), "values", args, kwargs),
    items: (rt, self, args, kwargs) => rt.callMethod(snapshot(rt, self), "items", args, kwargs),
    copy: (rt, self, args, kwargs) => {
      noArguments(rt, "mappingproxy.copy", args, kwargs);
      return snapshot(rt, self);
    },
  });
}
