/**
 * Attribute protocol: descriptors, instances, types, modules, super (C: `Objects/object.c`, `Objects/typeobject.c`).
 *
 * @module
 */

import { KNOWN_MEMBERS } from "../../src/isa/known_names.ts";
import { growsWithArguments } from "../../src/isa/work.ts";
import { spendOnCall, workOf } from "../work.ts";
import { absent } from "./absent.ts";
import { typeOf, types } from "../types.ts";
import type { Runtime } from "../runtime.ts";
import {
  PyBuiltin,
  PyDict,
  type PyException,
  PyFunction,
  PyGenericAlias,
  PyGetSet,
  PyMethod,
  PyMethodDescriptor,
  PyMethodWrapper,
  PyModule,
  PyObject,
  PyProperty,
  PySuper,
  PyType,
  type Slot,
  type Value,
} from "../values.ts";

/** Runs `__get__` of a value found on a type; `self` undefined when there is no instance. */
export function bind(rt: Runtime, attribute: Value, self: Slot, owner: PyType): Value {
  if (attribute === null || typeof attribute !== "object") return attribute;
  if (attribute instanceof PyFunction) {
    return self === undefined ? attribute : new PyMethod(types.method, attribute, self);
  }
  const type = attribute.cls;
  if (type.heap) {
    const getter = type.lookup("__get__");
    if (getter === undefined) return attribute;
    if (!(getter instanceof PyMethodDescriptor)) {
      return rt.call(bind(rt, getter, attribute, type), [self === undefined ? null : self, owner]);
    }
  }
  if (attribute instanceof PyMethodDescriptor) {
    if (attribute.cls === types.classmethodDescriptor) return bindNative(attribute, owner);
    return self === undefined ? attribute : bindNative(attribute, self);
  }
  if (attribute instanceof PyMethodWrapper) {
    return attribute.cls.layout === "staticmethod" ? attribute.func : new PyMethod(types.method, attribute.func, owner);
  }
  if (attribute instanceof PyProperty) return self === undefined ? attribute : getProperty(rt, attribute, self);
  if (attribute instanceof PyGetSet) {
    if (self === undefined) return attribute;
    const value = attribute.getter(rt, self);
    if (value === undefined) throw missing(rt, self, attribute.name);
    return value;
  }
  return attribute;
}

/** A method of a built-in type together with its object. */
function bindNative(descriptor: PyMethodDescriptor, self: Value): PyBuiltin {
  const cls = descriptor.cls === types.wrapperDescriptor ? types.methodWrapper : types.builtin;
  const made = new PyBuiltin(cls, descriptor.name, (rt, args, kwargs) => {
    rt.spend(growsWithArguments(descriptor.name) ? workOf(self) : 0);
    const { qualname } = self instanceof PyType ? self : typeOf(self);
    return descriptor.body(rt, self, args, kwargs, `${qualname}.${descriptor.name}`);
  }, self);
  made.method = descriptor;
  return made;
}

/** `property.__get__`. */
export function getProperty(rt: Runtime, property: PyProperty, self: Value): Value {
  if (property.getter === null) throw propertyLacks(rt, property, self, "getter");
  return rt.call(property.getter, [self]);
}

/** `property.__set__` and `__delete__` (value undefined). */
export function setProperty(rt: Runtime, property: PyProperty, self: Value, value: Slot): void {
  const accessor = value === undefined ? property.deleter : property.setter;
  if (accessor === null) throw propertyLacks(rt, property, self, value === undefined ? "deleter" : "setter");
  rt.call(accessor, value === undefined ? [self] : [self, value]);
}

function propertyLacks(rt: Runtime, property: PyProperty, self: Value, what: string) {
  const name = property.name === null ? "" : ` ${rt.repr(property.name)}`;
  return rt.error("AttributeError", `property${name} of ${rt.repr(typeOf(self).qualname)} object has no ${what}`);
}

/** True when the attribute of a type is read before the instance's own dict: it can be set or deleted, and read. */
export function isReadFirst(attribute: Value): boolean {
  if (attribute === null || typeof attribute !== "object") return false;
  if (attribute instanceof PyGetSet || attribute instanceof PyProperty) return true;
  const type = attribute.cls;
  const has = (name: string): boolean => type.lookup(name) !== undefined;
  return type.heap && (has("__set__") || has("__delete__")) && has("__get__");
}

/** An AttributeError for a missing attribute, with its `name` and `obj`. */
export function missing(rt: Runtime, v: Value, name: string) {
  return about(rt.error("AttributeError", missingText(v, name)), v, name);
}

/** Says in an AttributeError what was looked for, and where, if it does not know yet (C: `set_attribute_error_context`). */
function about(error: PyException, v: Value, name: string): PyException {
  if ((error.slots?.get("name") ?? error.slots?.get("obj") ?? null) !== null) return error;
  error.slots ??= new Map();
  error.slots.set("name", name);
  error.slots.set("obj", v);
  return error;
}

function missingText(v: Value, name: string): string {
  if (v instanceof PyType) return `type object '${v.name}' has no attribute '${name}'`;
  if (v instanceof PyModule) {
    const own = v.attrs?.getStr("__name__");
    return `module '${typeof own === "string" ? own : v.name}' has no attribute '${name}'`;
  }
  return `'${typeOf(v).name}' object has no attribute '${name}'`;
}

/** `getattr(v, name)`, hooks included. */
export function getattr(rt: Runtime, v: Value, name: string): Value {
  try {
    return getattrOf(rt, v, name);
  } catch (thrown) {
    throw rt.isError(thrown, "AttributeError") ? about(thrown, v, name) : thrown;
  }
}

function getattrOf(rt: Runtime, v: Value, name: string): Value {
  const type = typeOf(v);
  if (!type.heap) {
    const value = genericGetattr(rt, v, type, name);
    if (value === undefined) throw missing(rt, v, name);
    return value;
  }
  const override = type.lookup("__getattribute__");
  const hook = type.lookup("__getattr__");
  const overridden = !(override instanceof PyMethodDescriptor);
  if (!overridden) {
    if (hook === undefined) {
      const value = genericGetattr(rt, v, type, name);
      if (value === undefined) throw missing(rt, v, name);
      return value;
    }
    // A property that raises AttributeError falls back to the hook, too.
    try {
      const value = genericGetattr(rt, v, type, name);
      if (value !== undefined) return value;
    } catch (thrown) {
      rt.catchOnly(thrown, "AttributeError");
    }
    return rt.call(bind(rt, hook, v, type), [name]);
  }
  if (hook === undefined) return rt.call(bind(rt, override as Value, v, type), [name]);
  try {
    return rt.call(bind(rt, override as Value, v, type), [name]);
  } catch (thrown) {
    rt.catchOnly(thrown, "AttributeError");
  }
  return rt.call(bind(rt, hook, v, type), [name]);
}

/** `getattr(v, name)`, undefined on AttributeError. */
export function getattrOptional(rt: Runtime, v: Value, name: string): Slot {
  const type = typeOf(v);
  try {
    if (!type.heap) return genericGetattr(rt, v, type, name);
    return getattr(rt, v, name);
  } catch (thrown) {
    rt.catchOnly(thrown, "AttributeError");
    return undefined;
  }
}

/** `object.__getattribute__`, `type.__getattribute__`, ... by what `v` is; undefined when there is no such attribute. */
export function genericGetattr(rt: Runtime, v: Value, type: PyType, name: string): Slot {
  if (v instanceof PyType) return typeGetattr(rt, v, type, name);
  if (v instanceof PySuper && type.layout === "super") {
    const value = superGetattr(rt, v, name);
    if (value !== undefined) return value;
  }
  const attribute = type.lookup(name);
  if (attribute !== undefined && isReadFirst(attribute)) return bind(rt, attribute, v, type);
  if (v instanceof PyObject && v.attrs !== null) {
    const own = v.attrs.getStr(name);
    if (own !== undefined) return own;
  }
  if (attribute !== undefined) return bind(rt, attribute, v, type);
  if (v instanceof PyGenericAlias && v.cls === types.genericAlias && !NOT_OF_ORIGIN.has(name)) {
    return getattrOptional(rt, v.origin, name);
  }
  // A method has what its function has.
  if (v instanceof PyMethod && !type.heap) return getattr(rt, v.func, name);
  if (v instanceof PyModule) {
    const hook = v.attrs?.getStr("__getattr__");
    if (hook !== undefined) return rt.call(hook, [name]);
    if (KNOWN_MEMBERS.get(v.name)?.has(name) === true) rt.unsupported(`${v.name}.${name}`);
  }
  return absent(rt, type, name);
}

/** What generic aliases do not take from their origin. */
const NOT_OF_ORIGIN: ReadonlySet<string> = new Set(
  "__class__ __bases__ __origin__ __args__ __unpacked__ __parameters__ __typing_unpacked_tuple_args__ __mro_entries__ __reduce_ex__ __reduce__ __copy__ __deepcopy__"
    .split(" "),
);

/** Attribute of a class: data descriptors of its metatype, its own and its bases' attributes, the rest of the metatype. */
function typeGetattr(rt: Runtime, v: PyType, meta: PyType, name: string): Slot {
  const onMeta = meta.lookup(name);
  if (onMeta !== undefined && isReadFirst(onMeta)) return bind(rt, onMeta, v, meta);
  const own = v.lookup(name);
  if (own !== undefined) return bind(rt, own, undefined, v);
  if (onMeta !== undefined) return bind(rt, onMeta, v, meta);
  return absent(rt, v, name) ?? absent(rt, meta, name);
}

/** Attribute of a super object: found behind `thisClass` in the order of the object's class; undefined when not. */
function superGetattr(rt: Runtime, s: PySuper, name: string): Slot {
  if (s.selfClass === null || s.self === undefined || name === "__class__") return undefined;
  const mro = s.selfClass.mro;
  for (let i = mro.indexOf(s.thisClass) + 1; i > 0 && i < mro.length; i++) {
    const value = (mro[i] as PyType).dict.get(name);
    if (value !== undefined) return bind(rt, value, s.self === s.selfClass ? undefined : s.self, s.selfClass);
  }
  return undefined;
}

/** True for values of built-in types that look attributes up as all objects do. */
function isPlain(v: Value): boolean {
  return !(v instanceof PyType || v instanceof PyModule || v instanceof PySuper || v instanceof PyGenericAlias ||
    v instanceof PyMethod);
}

/**
 * A method for an immediate call: `[function, self]` when the attribute is a plain method of the type, else
 * `[attribute, undefined]`. The same as `getattr`, without making a bound method.
 */
export function getMethod(rt: Runtime, v: Value, name: string): [callable: Value, self: Slot] {
  const type = typeOf(v);
  if (
    type.heap ? type.lookup("__getattribute__") === types.object.dict.get("__getattribute__") : isPlain(v)
  ) {
    const attribute = type.lookup(name);
    const isMethod = attribute instanceof PyFunction ||
      (attribute instanceof PyMethodDescriptor && attribute.cls !== types.classmethodDescriptor);
    if (isMethod && (!(v instanceof PyObject) || v.attrs?.getStr(name) === undefined)) return [attribute, v];
  }
  return [getattr(rt, v, name), undefined];
}

/** `setattr(v, name, value)`, `delattr(v, name)` (value undefined), hooks included. */
export function setattr(rt: Runtime, v: Value, name: string, value: Slot): void {
  const type = typeOf(v);
  if (type.heap) {
    const hookName = value === undefined ? "__delattr__" : "__setattr__";
    const hook = type.lookup(hookName);
    if (hook !== undefined && !(hook instanceof PyMethodDescriptor)) {
      rt.call(bind(rt, hook, v, type), value === undefined ? [name] : [name, value]);
      return;
    }
  }
  genericSetattr(rt, v, type, name, value);
}

/** `object.__setattr__` or `type.__setattr__`; deletes when `value` is undefined. */
export function genericSetattr(rt: Runtime, v: Value, type: PyType, name: string, value: Slot): void {
  if (v instanceof PyType && !v.heap) {
    throw rt.typeError(`cannot set ${rt.repr(name)} attribute of immutable type '${v.name}'`);
  }
  const attribute = type.lookup(name);
  if (attribute !== undefined && setThroughDescriptor(rt, attribute, v, name, value)) return;
  if (v instanceof PyType) {
    rt.classChanged();
    if (value !== undefined) v.dict.set(name, value);
    else if (!v.dict.delete(name)) throw missing(rt, v, name);
    if (name === "__del__") rt.destructorsChanged();
    return;
  }
  if (type.instanceDict && v instanceof PyObject) {
    v.attrs ??= new PyDict(types.dict);
    if (value !== undefined) v.attrs.setStr(name, value);
    else if (!v.attrs.deleteStr(name)) {
      const error = rt.error("AttributeError", `'${type.name}' object has no attribute '${name}'`);
      throw isDict(v.attrs, type) ? about(error, v, name) : error;
    }
    return;
  }
  if (attribute !== undefined) {
    throw rt.error("AttributeError", `'${type.name}' object attribute '${name}' is read-only`);
  }
  const plain = type.lookup("__setattr__") instanceof PyMethodDescriptor &&
    type.lookup("__delattr__") instanceof PyMethodDescriptor;
  const rest = plain ? " and no __dict__ for setting new attributes" : "";
  throw about(rt.error("AttributeError", `'${type.name}' object has no attribute '${name}'${rest}`), v, name);
}

/**
 * Whether attributes lie in a dict, as those do that anybody saw as one. Others lie in the object itself, where an error does not know what
 * was looked for (C: `_PyObject_StoreInstanceAttribute`).
 */
function isDict(attrs: PyDict, type: PyType): boolean {
  return attrs.asked || type.mro.some(({ heap, instanceDict }) => !heap && instanceDict);
}

/** Sets or deletes through a data descriptor; false when the attribute is none. */
export function setThroughDescriptor(rt: Runtime, attribute: Value, self: Value, name: string, value: Slot): boolean {
  if (attribute === null || typeof attribute !== "object") return false;
  const type = attribute.cls;
  if (type.heap) {
    const setName = value === undefined ? "__delete__" : "__set__";
    const setter = type.lookup(setName);
    if (setter === undefined) {
      const other = type.lookup(value === undefined ? "__set__" : "__delete__");
      if (other === undefined) return false;
      throw rt.error("AttributeError", setName);
    }
    if (!(setter instanceof PyMethodDescriptor)) {
      rt.call(bind(rt, setter, attribute, type), value === undefined ? [self] : [self, value]);
      return true;
    }
  }
  if (attribute instanceof PyProperty) {
    setProperty(rt, attribute, self, value);
    return true;
  }
  if (attribute instanceof PyGetSet) {
    if (attribute.setter === null) {
      const owner = attribute.owner.name;
      const isMember = attribute.cls === types.memberDescriptor;
      throw rt.error(
        "AttributeError",
        isMember ? "readonly attribute" : `attribute '${name}' of '${owner}' objects is not writable`,
      );
    }
    attribute.setter(rt, self, value);
    return true;
  }
  return false;
}

/** The `__dict__` of an object, created when it may have one; null when it has none. */
export function dictOf(v: Value): PyDict | null {
  if (!(v instanceof PyObject)) return null;
  if (v.attrs === null && v.cls.instanceDict) v.attrs = new PyDict(types.dict);
  if (v.attrs !== null) v.attrs.asked = true;
  return v.attrs;
}

/** The special method `name` found on the type of `v`, bound to `v`; undefined when it has none. */
export function special(rt: Runtime, v: Value, name: string): Slot {
  const type = typeOf(v);
  const method = type.lookup(name);
  return method === undefined ? undefined : bind(rt, method, v, type);
}

/** Runs a special method with `args`; undefined when the type has none. */
export function callSpecial(rt: Runtime, v: Value, name: string, args: readonly Value[]): Slot {
  const type = typeOf(v);
  const method = type.lookup(name);
  if (method === undefined) return undefined;
  if (method instanceof PyFunction) return rt.call(method, [v, ...args]);
  if (method instanceof PyMethodDescriptor && method.cls !== types.classmethodDescriptor) {
    spendOnCall(rt, name, args, v);
    return method.body(rt, v, args, null);
  }
  return rt.call(bind(rt, method, v, type), args);
}
