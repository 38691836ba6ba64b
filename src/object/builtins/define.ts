/**
 * Filling the dicts of builtin types. Done once, when the module of a type is loaded; the types never change afterwards.
 *
 * @module
 */

import { MEMBER_NAMES } from "../../isa/type_names.ts";
import {
  METH,
  METH_FASTCALL_KEYWORDS,
  type NativeImpl,
  PyBuiltin,
  PyClassMethodDescriptor,
  PyGetSet,
  PyMethodDescriptor,
  PySlotWrapper,
  PyStaticMethod,
} from "../values/callable_values.ts";
import { TYPE_ERROR } from "../exception/exception_types.ts";
import { raise } from "../exception/raise.ts";
import { PyType } from "../type/type.ts";
import { MEMBER_DESCRIPTOR, OBJECT, typeName } from "../type/types.ts";
import { newInstance } from "../type/type_creation.ts";
import { GENERIC } from "../values/typing_values.ts";
import type { Runtime } from "../runtime.ts";
import type { Value } from "../values/value.ts";

/** Calling conventions by the names that CPython's tables use. */
export const CALLS = {
  NOARGS: METH.NOARGS,
  O: METH.O,
  FAST: METH.FASTCALL,
  FAST_KEYWORDS: METH_FASTCALL_KEYWORDS,
  VARARGS: METH.VARARGS,
  VARARGS_KEYWORDS: METH.VARARGS | METH.KEYWORDS,
} as const;

/** Adds a method (`method_descriptor`). */
export function method(type: PyType, name: string, flags: number, impl: NativeImpl): void {
  type.dict.setStr(name, new PyMethodDescriptor(type, name, flags, impl));
}

/** Adds methods of one calling convention. */
export function methods(type: PyType, flags: number, impls: Readonly<Record<string, NativeImpl>>): void {
  for (const [name, impl] of Object.entries(impls)) method(type, name, flags, impl);
}

/** Adds dunders (`wrapper_descriptor`). */
export function slots(type: PyType, impls: Readonly<Record<string, NativeImpl>>): void {
  for (const [name, impl] of Object.entries(impls)) type.dict.setStr(name, new PySlotWrapper(type, name, impl));
}

/** Adds a class method. */
export function classMethod(type: PyType, name: string, flags: number, impl: NativeImpl): void {
  type.dict.setStr(name, new PyClassMethodDescriptor(type, name, flags | METH.CLASS, impl));
}

/** Adds a static method. */
export function staticMethod(type: PyType, name: string, flags: number, impl: NativeImpl): void {
  type.dict.setStr(name, new PyStaticMethod(new PyBuiltin(name, flags | METH.STATIC, impl, null, type)));
}

/** Adds an attribute, computed or a field of the C struct; read-only without `set`. */
export function getSet(type: PyType, name: string, get: PyGetSet["get"], set: PyGetSet["set"] = null): void {
  const made = new PyGetSet(type, name, get, set);
  if (MEMBER_NAMES.get(type.shortName)?.has(name) === true) made.cls = MEMBER_DESCRIPTOR;
  type.dict.setStr(name, made);
}

/** Gives a type its `__new__`: `construct` gets the class as self. */
export function constructor(type: PyType, construct: NativeImpl): void {
  type.construct = construct;
  const create: NativeImpl = (rt, _self, args, kwnames) => {
    const cls = args[0];
    if (args.length === (kwnames?.length ?? 0)) {
      throw raise(rt, TYPE_ERROR, `${type.name}.__new__(): not enough arguments`);
    }
    if (!(cls instanceof PyType)) {
      throw raise(rt, TYPE_ERROR, `${type.name}.__new__(X): X is not a type object (${typeName(cls)})`);
    }
    if (!cls.isSubtype(type)) {
      throw raise(rt, TYPE_ERROR, `${type.name}.__new__(${cls.name}): ${cls.name} is not a subtype of ${type.name}`);
    }
    const safe = staticBase(cls);
    if (safe.construct !== type.construct) {
      throw raise(rt, TYPE_ERROR, `${type.name}.__new__(${cls.name}) is not safe, use ${safe.name}.__new__()`);
    }
    return construct(rt, cls, args.slice(1), kwnames);
  };
  type.dict.setStr("__new__", new PyBuiltin("__new__", CALLS.VARARGS_KEYWORDS, create, type, type));
}

/** The builtin class that a class gets its instances from; builtin classes do not inherit the `__new__` of object. */
function staticBase(cls: PyType): PyType {
  let base: PyType = cls;
  const inherits = (type: PyType): boolean =>
    type.isHeap || type === GENERIC || (type.construct === null && type.base !== OBJECT);
  while (inherits(base) && base.base !== null) base = base.base;
  return base;
}

/** A builtin value as an instance of `cls`: itself for the builtin class, wrapped for a subclass. */
export function instanceOf(rt: Runtime, cls: Value, exact: PyType, value: Value): Value {
  if (cls === exact) return value;
  const instance = newInstance(rt, cls as PyType);
  instance.payload = value;
  return instance;
}
