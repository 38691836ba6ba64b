/**
 * `property`, `staticmethod`, `classmethod` and `module`: construction, attributes and methods.
 *
 * @module
 */

import { str } from "../converters.ts";
import type { Runtime } from "../runtime.ts";
import { KEYWORDS, method, named, needed, or, REST, same, value } from "../signature.ts";
import {
  type Attribute,
  defineAttributes,
  defineInit,
  defineMethods,
  defineNew,
  defineWrappers,
  types,
} from "../types.ts";
import { PyMethodWrapper, PyModule, PyProperty, type Value } from "../values.ts";
import { dictOf, getProperty, setProperty } from "./attributes.ts";
import { BIND } from "./function_types.ts";

const part = (name: string) => named(name, null, same);

defineNew(types.property, (_rt, cls) => new PyProperty(cls, null, null, null, null));
defineInit<PyProperty>(
  types.property,
  method([part("fget"), part("fset"), part("fdel"), part("doc")], (rt, self, getter, setter, deleter, doc) => {
    Object.assign(self, { getter, setter, deleter, doc });
    if (doc !== null || getter === null) return;
    self.doc = rt.getattrOptional(getter, "__doc__") ?? null;
    self.docOfGetter = self.doc !== null;
  }),
);
defineWrappers<PyProperty>(types.property, {
  __get__: method([value, or(null, same)], (rt, self, instance, owner) => {
    if (instance === null && owner === null) throw rt.typeError("__get__(None, None) is invalid");
    return instance === null ? self : getProperty(rt, self, instance);
  }, "slot"),
  __set__: method([value, value], setProperty, "slot"),
  __delete__: method([value], (rt, self, instance) => setProperty(rt, self, instance, undefined), "slot"),
});

/** A property like another one but for one of its functions. */
function replaced(
  rt: Runtime,
  old: PyProperty,
  change: Partial<Record<"getter" | "setter" | "deleter", Value>>,
): Value {
  const { getter, setter, deleter } = { ...old, ...change };
  const made = rt.call(old.cls, [getter, setter, deleter, old.docOfGetter && getter !== null ? null : old.doc]);
  if (made instanceof PyProperty) made.name = old.name;
  return made;
}

defineMethods<PyProperty>(types.property, {
  getter: method([value], (rt, self, getter) => replaced(rt, self, { getter })),
  setter: method([value], (rt, self, setter) => replaced(rt, self, { setter })),
  deleter: method([value], (rt, self, deleter) => replaced(rt, self, { deleter })),
  __set_name__: method([REST], (rt, self, args) => {
    if (args.length !== 2) {
      throw rt.typeError(`__set_name__() takes 2 positional arguments but ${args.length} were given`);
    }
    self.name = args[1] as string;
  }),
});
defineAttributes<PyProperty>(types.property, {
  fget: (_rt, { getter }) => getter,
  fset: (_rt, { setter }) => setter,
  fdel: (_rt, { deleter }) => deleter,
  __doc__: [(_rt, { doc }) => doc, (_rt, self, doc = null) => {
    self.doc = doc;
  }],
});

const OF_FUNCTION = ["__name__", "__qualname__", "__doc__", "__module__"];
for (const owner of [types.staticmethod, types.classmethod]) {
  defineNew(owner, (_rt, cls) => new PyMethodWrapper(cls, null));
  defineInit<PyMethodWrapper>(
    owner,
    method([value], (_rt, self, func) => {
      self.func = func;
    }, "unpack"),
    true,
  );
  defineWrappers(owner, { __get__: BIND });
  defineAttributes<PyMethodWrapper>(owner, {
    __func__: (_rt, { func }) => func,
    __wrapped__: (_rt, { func }) => func,
    ...Object.fromEntries(
      OF_FUNCTION.map((name): [string, Attribute<PyMethodWrapper>] => [
        name,
        (rt, { func }) => rt.getattrOptional(func, name),
      ]),
    ),
  });
}
defineWrappers<PyMethodWrapper>(types.staticmethod, {
  __call__: method([REST, KEYWORDS], (rt, self, args, kwargs) => rt.call(self.func, args, kwargs)),
});

defineNew(
  types.module,
  method([needed("name", str), named("doc", null, same)], (rt, cls, name, doc) => {
    const unknown = ["__package__", "__loader__", "__spec__"].map((each): [string, Value] => [each, null]);
    return new PyModule(cls, name, rt.dictFrom([["__name__", name], ["__doc__", doc], ...unknown]));
  }),
);
defineWrappers(types.module, { __init__: () => null });
defineAttributes<PyModule>(types.module, { __dict__: (_rt, module) => dictOf(module) });
