/**
 * `dict` and its views: construction and methods.
 *
 * @module
 */

import { DictIterator } from "../iterators.ts";
import type { Runtime } from "../runtime.ts";
import { defineAttributes, defineClassMethods, defineInit, defineMethods, defineNew, tuple, types } from "../types.ts";
import {
  type Kwargs,
  PyDict,
  PyDictView,
  PyList,
  PyMappingProxy,
  PySet,
  PyTuple,
  type PyType,
  type Slot,
  type Value,
} from "../values.ts";
import { mappingKeys, mappingOf } from "../core/mappings.ts";
import { KEYWORDS, method, type Native, needed, optional, or, same, value } from "../signature.ts";

/** Adds the items of a mapping (something with `keys`) or of an iterable of pairs, then keywords. */
function update(rt: Runtime, dict: PyDict, source: Slot, kwargs: Kwargs): void {
  if (source !== undefined) mergeInto(rt, dict, source);
  for (const [key, value] of kwargs ?? []) dict.set(rt, key, value);
}

/** `dict.update(source)`. */
export function mergeInto(rt: Runtime, dict: PyDict, source: Value): void {
  if (source instanceof PyDict && source.cls.lookup("__iter__") === types.dict.dict.get("__iter__")) {
    dict.merge(rt, source);
    rt.checkSize(dict.size);
  } else if (rt.getattrOptional(source, "keys") !== undefined) {
    for (const key of mappingKeys(rt, source)) {
      dict.set(rt, key, rt.getitem(source, key));
      rt.checkSize(dict.size);
    }
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
      throw rt.typeError(`cannot convert dictionary update sequence element #${index} to a sequence`);
    }
    const [key, value] = items;
    if (items.length !== 2) {
      throw rt.valueError(`dictionary update sequence element #${index} has length ${items.length}; 2 is required`);
    }
    dict.set(rt, key as Value, value as Value);
    rt.checkSize(dict.size);
    index++;
  });
}

/** `dict.fromkeys(iterable, value)`. */
function fromKeys(rt: Runtime, cls: PyType, iterable: Value, value: Value): Value {
  const result = rt.call(cls, []);
  if (result instanceof PyDict && result.cls === types.dict) {
    rt.forEach(iterable, (key) => {
      result.set(rt, key, value);
      rt.checkSize(result.size);
    });
  } else {
    rt.forEach(iterable, (key) => rt.setitem(result, key, value));
  }
  return result;
}

const VIEW_TYPES = { keys: types.dictKeys, values: types.dictValues, items: types.dictItems } as const;

function view(what: "keys" | "values" | "items"): Native<PyDict> {
  return method([], (_rt, self) => new PyDictView(VIEW_TYPES[what], self, what));
}

/** Gives `dict` its construction and methods. */
export function installDict(): void {
  defineNew(types.dict, (_rt, cls) => new PyDict(cls));
  defineInit<PyDict>(types.dict, method([optional, KEYWORDS], update, "unpack"));
  defineClassMethods<PyType>(types.dict, { fromkeys: method([value, or(null, same)], fromKeys) });
  defineMethods<PyDict>(types.dict, {
    clear: method([], (_rt, self) => self.clear()),
    copy: method([], (rt, self) => {
      const copy = rt.dict();
      if (self.size > 0) mergeInto(rt, copy, self);
      return copy;
    }),
    get: method([value, or(null, same)], (rt, self, key, fallback) => {
      const entry = self.find(rt, key);
      return entry === undefined ? fallback : entry.value;
    }),
    items: view("items"),
    keys: view("keys"),
    values: view("values"),
    pop: method([value, optional], (rt, self, key, fallback) => {
      const value = self.delete(rt, key);
      if (value !== undefined) return value;
      if (fallback !== undefined) return fallback;
      throw rt.errorWith("KeyError", [key]);
    }),
    popitem: method([], (rt, self) => {
      const entry = self.popLast();
      if (entry === undefined) throw rt.error("KeyError", "popitem(): dictionary is empty");
      return tuple([entry.key, entry.value]);
    }),
    setdefault: method([value, or(null, same)], (rt, self, key, fallback) => {
      return self.setDefault(rt, key, fallback);
    }),
    update: method([optional, KEYWORDS], update, "unpack"),
    __reversed__: method([], (_rt, self) => new DictIterator(self, "keys", true)),
  });
  installViews();
  installMappingProxy();
}

function installViews(): void {
  for (const type of Object.values(VIEW_TYPES)) {
    defineMethods<PyDictView>(type, {
      __reversed__: method([], (_rt, { dict, what }) => new DictIterator(dict, what, true)),
    });
    defineAttributes<PyDictView>(type, {
      mapping: (_rt, self) => new PyMappingProxy(types.mappingproxy, self.dict),
    });
  }
  for (const type of [types.dictKeys, types.dictItems]) defineMethods(type, { isdisjoint });
}

const isdisjoint = method([value], (rt, self: PyDictView, other) => {
  if (other === self) return rt.length(self) === 0n;
  const smallerFirst = (other instanceof PySet || other instanceof PyDictView) && rt.length(other) > rt.length(self);
  const [asked, iterated] = smallerFirst ? [other, self] : [self, other];
  let disjoint = true;
  rt.forEach(iterated, (item) => {
    disjoint = !rt.contains(asked, item);
    return disjoint ? undefined : false;
  });
  return disjoint;
});

/** `mappingproxy(mapping)`, and methods that ask the mapping behind. */
function installMappingProxy(): void {
  defineNew(
    types.mappingproxy,
    method([needed("mapping", same)], (rt, cls, mapping) => {
      const isMapping = !(mapping instanceof PyList || mapping instanceof PyTuple) &&
        rt.special(mapping, "__getitem__") !== undefined;
      if (!isMapping) throw rt.typeError(`mappingproxy() argument must be a mapping, not ${rt.typeName(mapping)}`);
      return new PyMappingProxy(cls, mapping);
    }),
  );
  const asked = (name: string): Native<PyMappingProxy> =>
    method([], (rt, self) => rt.callMethod(mappingOf(rt, self), name, []));
  defineMethods<PyMappingProxy>(types.mappingproxy, {
    get: method([value, or(null, same)], (rt, self, key, fallback) => {
      return rt.callMethod(mappingOf(rt, self), "get", [key, fallback]);
    }),
    keys: asked("keys"),
    values: asked("values"),
    items: asked("items"),
    copy: asked("copy"),
    __reversed__: asked("__reversed__"),
  });
}
