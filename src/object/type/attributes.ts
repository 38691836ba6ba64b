/**
 * Reading, writing and deleting attributes.
 *
 * @module
 */

import { KNOWN_MEMBERS } from "../../isa/known_names.ts";
import { typeNames } from "../../isa/type_names.ts";
import { changedClassWork } from "../../isa/work.ts";
import { call } from "../call/call.ts";
import { PyFunction, PyMethod, PyMethodDescriptor, PySlotWrapper, PySuper } from "../values/callable_values.ts";
import { descriptorGet, descriptorSet, isReadFirst } from "./descriptors.ts";
import { PyDict } from "../dict/dict.ts";
import { PyException } from "../exception/exception.ts";
import { ATTRIBUTE_ERROR, TYPE_ERROR } from "../exception/exception_types.ts";
import { inlineDelete, inlineGet, inlineSet, instanceDict, setInstanceName } from "./instance_dict.ts";
import { PyInstance, UNASKED } from "./instance.ts";
import { lookupSpecial, typeLookup, typeModified } from "./lookup.ts";
import { PyModule } from "../values/module.ts";
import { addAttributeContext, catchOnly, raise, raiseAttribute } from "../exception/raise.ts";
import { poison, RAISED, type Runtime } from "../runtime.ts";
import { superLookup, superMember } from "./super_lookup.ts";
import { PyType } from "./type.ts";
import { OBJECT, typeName, typeOf } from "./types.ts";
import { PyGenericAlias } from "../values/typing_values.ts";
import type { PyObject, Value } from "../values/value.ts";

/** `object.name` (`PyObject_GetAttr`). */
export function getAttr(rt: Runtime, object: Value, name: string): Value {
  if (typeof object === "object" && object !== null) {
    if (object.cls.isHeap) return heapGetAttr(rt, object, name);
    if (object instanceof PyType) return typeGetAttr(rt, object, name);
    if (object instanceof PyModule) return moduleGetAttr(rt, object, name);
    if (object instanceof PySuper) return superAttr(rt, object, name);
    if (object instanceof PyGenericAlias) return aliasGetAttr(rt, object, name);
    if (object instanceof PyMethod) return methodGetAttr(rt, object, name);
  }
  return genericGetAttr(rt, object, name);
}

/** A method passes names that it does not have itself on to its function (`method_getattro`). */
function methodGetAttr(rt: Runtime, method: PyMethod, name: string): Value {
  const found = typeLookup(rt, typeOf(method), name);
  return found === undefined ? getAttr(rt, method.func, name) : descriptorGet(rt, found, method, typeOf(method));
}

/** The same, and an AttributeError that does not know what was looked for is told so (`set_attribute_error_context`). */
function heapGetAttr(rt: Runtime, object: PyObject, name: string): Value {
  try {
    return heapAttribute(rt, object, name);
  } catch (error) {
    if (error === RAISED) addAttributeContext(rt.exception as PyException, object, name);
    throw error;
  }
}

/** Attribute of an instance of a class of a program: `__getattribute__` and `__getattr__` have their say. */
function heapAttribute(rt: Runtime, object: PyObject, name: string): Value {
  const { cls } = object;
  const getattribute = lookupSpecial(cls, "__getattribute__");
  const hook = lookupSpecial(cls, "__getattr__");
  if (hook === undefined && getattribute instanceof PySlotWrapper) return defaultGetAttr(rt, object, name);
  try {
    return getattribute instanceof PySlotWrapper
      ? defaultGetAttr(rt, object, name)
      : call(rt, descriptorGet(rt, getattribute, object, cls), [name], null);
  } catch (error) {
    if (hook === undefined) throw error;
    catchOnly(rt, error, ATTRIBUTE_ERROR);
  }
  return call(rt, descriptorGet(rt, hook, object, cls), [name], null);
}

/** What the builtin base's `__getattribute__` does. */
function defaultGetAttr(rt: Runtime, object: Value, name: string): Value {
  if (object instanceof PyType) return typeGetAttr(rt, object, name);
  if (object instanceof PyInstance && object.payload instanceof PyModule) {
    return moduleGetAttr(rt, object.payload, name);
  }
  return genericGetAttr(rt, object, name);
}

/** `object.__getattribute__`: a class is taken for an instance, and its namespace for its dict. */
export function objectGetAttr(rt: Runtime, object: Value, name: string): Value {
  return object instanceof PyType ? genericGetAttr(rt, object, name) : defaultGetAttr(rt, object, name);
}

/** `PyObject_GenericGetAttr`: data descriptor, instance, other descriptor, class attribute. */
function genericGetAttr(rt: Runtime, object: Value, name: string): Value {
  const type = typeOf(object);
  const found = typeLookup(rt, type, name);
  if (found !== undefined && isReadFirst(found)) return descriptorGet(rt, found, object, type);
  const own = ownAttribute(object, name);
  if (own !== undefined) return own;
  if (found !== undefined) return descriptorGet(rt, found, object, type);
  refuseKnown(rt, type, name);
  throw raiseAttribute(rt, `'${type.name}' object has no attribute '${name}'`, object, name);
}

/** Ends the run where an attribute that is absent here is one of the interpreter's own. */
function refuseKnown(rt: Runtime, type: PyType, name: string): void {
  for (const { isHeap, qualname: owner } of type.mro) {
    if (!isHeap && typeNames(owner)?.has(name) === true) throw poison(rt, "unsupported", `${owner}.${name}`);
  }
}

/** Attribute in an instance's own dictionary; undefined when it is not there. */
function ownAttribute(object: Value, name: string): Value {
  if (object instanceof PyInstance) {
    if (object.values !== null) return inlineGet(object, name);
    return object.dict === null ? undefined : object.dict.getStr(name);
  }
  if (object instanceof PyException || object instanceof PyFunction) {
    return object.dict === null ? undefined : object.dict.getStr(name);
  }
  if (object instanceof PyType) return object.isHeap ? object.dict.getStr(name) : undefined;
  return object instanceof PyModule ? object.dict.getStr(name) : undefined;
}

/** `type.__getattribute__` (`_Py_type_getattro`): the metaclass's data descriptors, the class and its bases, the metaclass. */
export function typeGetAttr(rt: Runtime, type: PyType, name: string): Value {
  const meta = type.cls;
  const metaFound = typeLookup(rt, meta, name);
  if (metaFound !== undefined && isReadFirst(metaFound)) return descriptorGet(rt, metaFound, type, meta);
  const found = typeLookup(rt, type, name);
  if (found !== undefined) return descriptorGet(rt, found, undefined, type);
  if (metaFound !== undefined) return descriptorGet(rt, metaFound, type, meta);
  refuseKnown(rt, type, name);
  refuseKnown(rt, meta, name);
  throw raiseAttribute(rt, `type object '${type.name}' has no attribute '${name}'`, type, name);
}

function moduleGetAttr(rt: Runtime, module: PyModule, name: string): Value {
  const found = typeLookup(rt, typeOf(module), name);
  const isOwn = name === "__doc__" && module.dict.getStr(name) !== undefined;
  if (found !== undefined && !isOwn && isReadFirst(found)) return descriptorGet(rt, found, module, typeOf(module));
  const own = module.dict.getStr(name);
  if (own !== undefined) return own;
  if (found !== undefined) return descriptorGet(rt, found, module, typeOf(module));
  const hook = module.dict.getStr("__getattr__");
  if (hook !== undefined) return call(rt, hook, [name], null);
  if (KNOWN_MEMBERS.get(module.name)?.has(name) === true) throw poison(rt, "unsupported", `${module.name}.${name}`);
  throw raiseAttribute(rt, `module '${module.name}' has no attribute '${name}'`, module, name);
}

/** An alias passes most names on to its origin. */
function aliasGetAttr(rt: Runtime, alias: PyGenericAlias, name: string): Value {
  return name.startsWith("__") && lookupSpecial(typeOf(alias), name) !== undefined
    ? genericGetAttr(rt, alias, name)
    : getAttr(rt, alias.origin, name);
}

/**
 * LOAD_ATTR with the call bit (`_PyObject_GetMethod`): for a plain method of the class, the function, with `rt.methodSelf` set to the object;
 * any other attribute with `rt.methodSelf` undefined.
 */
export function getMethod(rt: Runtime, object: Value, name: string): Value {
  const type = typeOf(object);
  if (!usesGenericGetAttr(object, type)) {
    const value = getAttr(rt, object, name);
    rt.methodSelf = undefined;
    return value;
  }
  const found = typeLookup(rt, type, name);
  const isMethod = found instanceof PyFunction || found instanceof PyMethodDescriptor || found instanceof PySlotWrapper;
  if (found !== undefined && !isMethod && isReadFirst(found)) {
    const value = descriptorGet(rt, found, object, type);
    rt.methodSelf = undefined;
    return value;
  }
  const own = ownAttribute(object, name);
  if (own !== undefined) {
    rt.methodSelf = undefined;
    return own;
  }
  if (isMethod) {
    rt.methodSelf = object;
    return found;
  }
  if (found !== undefined) {
    const value = descriptorGet(rt, found, object, type);
    rt.methodSelf = undefined;
    return value;
  }
  refuseKnown(rt, type, name);
  throw raiseAttribute(rt, `'${type.name}' object has no attribute '${name}'`, object, name);
}

/** True when reading an attribute of such an object is `PyObject_GenericGetAttr` and no more. */
export function usesGenericGetAttr(object: Value, type: PyType): boolean {
  if (type.isHeap) {
    return !(object instanceof PyType) && lookupSpecial(type, "__getattr__") === undefined &&
      lookupSpecial(type, "__getattribute__") === lookupSpecial(OBJECT, "__getattribute__");
  }
  return !(object instanceof PyType || object instanceof PyModule || object instanceof PySuper ||
    object instanceof PyGenericAlias || object instanceof PyMethod);
}

/** `object.name = value` (`PyObject_SetAttr`). */
export function setAttr(rt: Runtime, object: Value, name: string, value: Value): void {
  storeAttr(rt, object, name, value);
}

/** `del object.name`. */
export function delAttr(rt: Runtime, object: Value, name: string): void {
  storeAttr(rt, object, name, undefined);
}

function storeAttr(rt: Runtime, object: Value, name: string, value: Value): void {
  if (typeof object === "object" && object !== null && object.cls.isHeap) {
    const hookName = value === undefined ? "__delattr__" : "__setattr__";
    const hook = lookupSpecial(object.cls, hookName);
    if (!(hook instanceof PySlotWrapper)) {
      const bound = descriptorGet(rt, hook, object, object.cls);
      call(rt, bound, value === undefined ? [name] : [name, value], null);
      return;
    }
  }
  defaultStoreAttr(rt, object, name, value);
}

/** What the builtin base's `__setattr__` and `__delattr__` (value undefined) do. */
export function defaultStoreAttr(rt: Runtime, object: Value, name: string, value: Value): void {
  if (object instanceof PyType) {
    typeStoreAttr(rt, object, name, value);
    if (name === "__del__") rt.destructorsChanged(null);
  } else genericStoreAttr(rt, object, name, value);
}

/** `PyObject_GenericSetAttr`. */
function genericStoreAttr(rt: Runtime, object: Value, name: string, value: Value): void {
  const type = typeOf(object);
  const found = typeLookup(rt, type, name);
  // A module's own text comes before what object has of this name, as where it is read.
  const isDoc = name === "__doc__" && object instanceof PyModule;
  if (found !== undefined && !isDoc && descriptorSet(rt, found, object, value)) return;
  if (object instanceof PyInstance && type.dictMode !== "none") return storeInstance(rt, object, name, value);
  const dict = object instanceof PyModule
    ? object.dict
    : (object instanceof PyException || object instanceof PyFunction)
    ? (object.dict ??= new PyDict())
    : null;
  if (dict === null) throw refuseStore(rt, object, name, found);
  if (value !== undefined) dict.setStr(name, value);
  else if (!dict.deleteStr(name)) throw noAttribute(rt, object, name);
}

function storeInstance(rt: Runtime, object: PyInstance, name: string, value: Value): void {
  const { dict, values } = object;
  if (value !== undefined) {
    return values === null ? setInstanceName(object, name, value) : inlineSet(object, name, value);
  }
  if (dict !== null && dict.deleteStr(name)) return;
  if (dict !== null && object.filled !== UNASKED) throw noAttribute(rt, object, name);
  if (values !== null && inlineDelete(object, name)) return;
  // FAITHFUL: without what was looked for.
  throw raise(rt, ATTRIBUTE_ERROR, `'${typeName(object)}' object has no attribute '${name}'`);
}

function noAttribute(rt: Runtime, object: Value, name: string): unknown {
  const what = object instanceof PyModule ? `module '${object.name}'` : `'${typeName(object)}' object`;
  return raiseAttribute(
    rt,
    object instanceof PyModule ? `'module' object has no attribute '${name}'` : `${what} has no attribute '${name}'`,
    object,
    name,
  );
}

function refuseStore(rt: Runtime, object: Value, name: string, found: Value): unknown {
  const type = typeName(object);
  return found === undefined
    ? raiseAttribute(
      rt,
      `'${type}' object has no attribute '${name}' and no __dict__ for setting new attributes`,
      object,
      name,
    )
    : raise(rt, ATTRIBUTE_ERROR, `'${type}' object attribute '${name}' is read-only`);
}

/** `type.__setattr__` (`type_setattro`): only classes of programs can be changed; their version tags go. */
function typeStoreAttr(rt: Runtime, type: PyType, name: string, value: Value): void {
  if (!type.isHeap) {
    throw raise(rt, TYPE_ERROR, `cannot set '${name}' attribute of immutable type '${type.name}'`);
  }
  const found = typeLookup(rt, type.cls, name);
  if (found !== undefined && descriptorSet(rt, found, type, value)) return;
  if (value !== undefined) type.dict.setStr(name, value);
  else if (!type.dict.deleteStr(name)) {
    throw raiseAttribute(rt, `type object '${type.name}' has no attribute '${name}'`, type, name);
  }
  rt.burn(changedClassWork(typeModified(type)));
}

/** `super(cls, self).name` without making the super object (LOAD_SUPER_ATTR). */
export function superGetAttr(rt: Runtime, cls: PyType, self: Value, name: string): Value {
  const proxy = new PySuper(cls, self, superStart(rt, cls, self));
  return superAttr(rt, proxy, name);
}

/** `super_getattro`: what the classes behind have (None as well as anything else), else what the super object has itself. */
export function superAttr(rt: Runtime, proxy: PySuper, name: string): Value {
  const found = superLookup(rt, proxy, name);
  return found !== undefined ? found : genericGetAttr(rt, proxy, name);
}

/** The same for a call: a plain method comes unbound, with `rt.methodSelf` set to self. */
export function superGetMethod(rt: Runtime, cls: PyType, self: Value, name: string): Value {
  const start = superStart(rt, cls, self);
  const found = superMember(cls, start, name);
  if (
    self !== start && (found instanceof PyFunction || found instanceof PyMethodDescriptor ||
      found instanceof PySlotWrapper) &&
    name !== "__class__"
  ) {
    rt.methodSelf = self;
    return found;
  }
  const value = superGetAttr(rt, cls, self, name);
  rt.methodSelf = undefined;
  return value;
}

/** Where the search of `super(cls, object)` starts (`supercheck`). */
export function superStart(rt: Runtime, cls: PyType, object: Value): PyType {
  if (object instanceof PyType && object.isSubtype(cls)) return object;
  const type = typeOf(object);
  if (type.isSubtype(cls)) return type;
  throw raise(rt, TYPE_ERROR, "super(type, obj): obj must be an instance or subtype of type");
}

/** A special method looked up on the type and bound (`_PyObject_LookupSpecial`); undefined when absent. */
export function loadSpecialMethod(rt: Runtime, object: Value, name: string): Value {
  const type = typeOf(object);
  const found = typeLookup(rt, type, name);
  return found === undefined ? undefined : descriptorGet(rt, found, object, type);
}

/** `hasattr`, and `getattr` with a default: undefined when reading raised AttributeError. */
export function attributeOrUndefined(rt: Runtime, object: Value, name: string): Value {
  try {
    return getAttr(rt, object, name);
  } catch (error) {
    catchOnly(rt, error, ATTRIBUTE_ERROR);
    return undefined;
  }
}

/** The `__dict__` of an object; null when it has none. */
export function dictOfObject(object: Value): PyDict | null {
  if (object instanceof PyInstance) return object.cls.dictMode === "none" ? null : instanceDict(object);
  if (object instanceof PyModule) return object.dict;
  if (object instanceof PyException || object instanceof PyFunction) return (object.dict ??= new PyDict());
  return object instanceof PyType ? object.dict : null;
}
