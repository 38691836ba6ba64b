/**
 * Functions, methods and the descriptors of built-in types: their attributes and methods.
 *
 * @module
 */

import { stringPayload } from "./compare.ts";
import { builtinsOf, newDict } from "../frame.ts";
import type { Runtime } from "../runtime.ts";
import { KEYWORDS, method, optional, REST, value } from "../signature.ts";
import { type Attribute, defineAttributes, defineWrappers, tuple, typeOf, types } from "../types.ts";
import {
  type PyBuiltin,
  PyCode,
  PyDict,
  type PyFunction,
  PyGetSet,
  type PyMethod,
  PyMethodDescriptor,
  PyModule,
  PyTuple,
  PyType,
  type Slot,
  type Value,
} from "../values.ts";
import { bind, dictOf, setThroughDescriptor } from "./attributes.ts";

/** An attribute that is a field, which can be set to what `check` lets through. */
export function field<S, K extends keyof S>(key: K, check: (rt: Runtime, v: Slot) => S[K]): Attribute<S> {
  return [(_rt, self) => self[key] as Slot, (rt, self, v) => {
    self[key] = check(rt, v);
  }];
}

/** A str; `name` is that of the attribute, for the complaint. */
export function textFor(name: string): (rt: Runtime, v: Slot) => string {
  return (rt, v) => {
    const text = v === undefined ? undefined : stringPayload(v);
    if (text !== undefined) return text;
    throw rt.typeError(`${name} must be set to a string object`);
  };
}

const anything = (_rt: Runtime, v: Slot): Value => v === undefined ? null : v;

/** An instance of a class, or None, which deleting the attribute leaves as well. */
function orNone<T extends Value>(cls: new (...args: never[]) => T, complaint: string) {
  return (rt: Runtime, v: Slot): T | null => {
    if (v === undefined || v === null) return null;
    if (v instanceof cls) return v as T;
    throw rt.typeError(complaint);
  };
}

/** The dict that the compiler's flat tuple becomes when first asked for. */
function annotationsOf(fn: PyFunction): PyDict {
  if (fn.annotations instanceof PyDict) return fn.annotations;
  const made = newDict();
  const flat = fn.annotations === null ? [] : fn.annotations.items;
  for (let i = 0; i + 1 < flat.length; i += 2) made.setStr(flat[i] as string, flat[i + 1] as Value);
  fn.annotations = made;
  return made;
}

function setCode(rt: Runtime, fn: PyFunction, code: Slot): void {
  if (!(code instanceof PyCode)) throw rt.typeError("__code__ must be set to a code object");
  const free = code.code.freevars.length;
  const closed = fn.closure?.items.length ?? 0;
  if (free !== closed) throw rt.valueError(`${fn.name}() requires a code object with ${closed} free vars, not ${free}`);
  fn.code = code;
  // Of a swapped `__init__` nobody can say whether calls of its class still get a hidden frame: that is a defect of the pin.
  rt.classChanged();
}

const annotations = orNone(PyDict, "__annotations__ must be set to a dict object");
defineAttributes<PyFunction>(types.function, {
  __name__: field("name", textFor("__name__")),
  __qualname__: field("qualname", textFor("__qualname__")),
  __module__: field("module", anything),
  __doc__: field("doc", anything),
  __globals__: (_rt, fn) => fn.globals,
  __closure__: (_rt, fn) => fn.closure,
  __builtins__: builtinsOf,
  __dict__: [(_rt, fn) => dictOf(fn), (rt, fn, v) => {
    if (v === undefined) throw rt.typeError("cannot delete __dict__");
    if (!(v instanceof PyDict)) throw rt.typeError(`__dict__ must be set to a dictionary, not a '${rt.typeName(v)}'`);
    fn.attrs = v;
  }],
  __code__: [(_rt, fn) => fn.code, setCode],
  __defaults__: field("defaults", orNone(PyTuple, "__defaults__ must be set to a tuple object")),
  __kwdefaults__: field("kwdefaults", orNone(PyDict, "__kwdefaults__ must be set to a dict object")),
  __annotations__: [(_rt, fn) => annotationsOf(fn), (rt, fn, v) => {
    fn.annotations = annotations(rt, v);
  }],
  __type_params__: [(_rt, fn) => fn.typeParams ?? tuple([]), (rt, fn, v) => {
    if (!(v instanceof PyTuple)) throw rt.typeError("__type_params__ must be set to a tuple");
    fn.typeParams = v;
  }],
});

/** `__call__` of anything callable that is not of a program's class. */
const CALL = method([REST, KEYWORDS], (rt, self: Value, args, kwargs) => rt.call(self, args, kwargs));

/** `__get__(instance, owner=None)` with None for "no instance". */
export const BIND = method([value, optional], (rt, self: Value, instance, owner = null) => {
  if (instance === null && owner === null) throw rt.typeError("__get__(None, None) is invalid");
  const cls = owner instanceof PyType ? owner : typeOf(instance);
  const isBound = self instanceof PyGetSet ||
    (self instanceof PyMethodDescriptor && self.cls !== types.classmethodDescriptor);
  if (isBound && instance !== null && !typeOf(instance).isSubtypeOf(self.owner)) {
    const what = `descriptor '${self.name}' for '${self.owner.name}' objects`;
    throw rt.typeError(`${what} doesn't apply to a '${typeOf(instance).name}' object`);
  }
  return bind(rt, self, instance === null ? undefined : instance, cls);
}, "slot");

defineWrappers(types.function, { __call__: CALL, __get__: BIND });

const OF_FUNCTION = ["__name__", "__qualname__", "__doc__", "__module__", "__code__", "__defaults__", "__dict__"];
defineAttributes<PyMethod>(types.method, {
  __func__: (_rt, { func }) => func,
  __self__: (_rt, { self }) => self,
  ...Object.fromEntries(
    OF_FUNCTION.map((name): [string, Attribute<PyMethod>] => [name, (rt, { func }) => rt.getattr(func, name)]),
  ),
});
defineWrappers(types.method, { __call__: CALL });

function builtinQualname(fn: PyBuiltin): string {
  if (fn.self === undefined || fn.self instanceof PyModule) return fn.name;
  return `${fn.self instanceof PyType ? fn.self.name : typeOf(fn.self).name}.${fn.name}`;
}

for (const owner of [types.builtin, types.methodWrapper]) {
  defineAttributes<PyBuiltin>(owner, {
    __name__: (_rt, fn) => fn.name,
    __qualname__: (_rt, fn) => builtinQualname(fn),
    __self__: (rt, fn) => fn.self === undefined ? rt.importModule("builtins") : fn.self,
    __module__: (_rt, fn) => fn.self === undefined ? "builtins" : null,
    __doc__: () => null,
  });
  defineWrappers(owner, { __call__: CALL });
}

defineAttributes<PyBuiltin>(types.methodWrapper, {
  __qualname__: (_rt, fn) => `${fn.method?.owner.qualname}.${fn.name}`,
  __objclass__: (_rt, fn) => fn.method?.owner,
});

const { methodDescriptor, wrapperDescriptor, classmethodDescriptor, getsetDescriptor, memberDescriptor } = types;
for (const owner of [methodDescriptor, wrapperDescriptor, classmethodDescriptor, getsetDescriptor, memberDescriptor]) {
  defineAttributes<PyMethodDescriptor | PyGetSet>(owner, {
    __name__: (_rt, descriptor) => descriptor.name,
    __qualname__: (_rt, descriptor) => `${descriptor.owner.name}.${descriptor.name}`,
    __objclass__: (_rt, descriptor) => descriptor.owner,
  });
  defineWrappers(owner, { __get__: BIND });
}
for (const owner of [methodDescriptor, wrapperDescriptor, classmethodDescriptor]) {
  defineAttributes(owner, { __doc__: () => null });
  defineWrappers(owner, { __call__: CALL });
}
for (const owner of [getsetDescriptor, memberDescriptor]) {
  defineWrappers<PyGetSet>(owner, {
    __set__: method([value, value], (rt, self, instance, v) => {
      setThroughDescriptor(rt, self, instance, self.name, v);
    }, "slot"),
    __delete__: method([value], (rt, self, instance) => {
      setThroughDescriptor(rt, self, instance, self.name, undefined);
    }, "slot"),
  });
}
