/**
 * `isinstance` and `issubclass`.
 *
 * @module
 */

import { callSpecial } from "../call/call.ts";
import { PySlotWrapper } from "../values/callable_values.ts";
import { TYPE_ERROR } from "../exception/exception_types.ts";
import { attributeOrUndefined } from "./attributes.ts";
import { lookupSpecial } from "./lookup.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { tupleOf } from "../values/payload.ts";
import type { PyTuple } from "../values/sequence_values.ts";
import { isTrue } from "../values/truth.ts";
import { PyType } from "./type.ts";
import { isInstance, OBJECT, TYPE, typeOf } from "./types.ts";
import { PyGenericAlias, PyUnion } from "../values/typing_values.ts";
import type { Value } from "../values/value.ts";

/** `isinstance(value, cls)` (`PyObject_IsInstance`). */
export function isInstanceOf(rt: Runtime, value: Value, cls: Value): boolean {
  if (cls === typeOf(value)) return true;
  rt.burn(1);
  if (cls instanceof PyType && cls.cls === TYPE) return isInstanceOfType(rt, value, cls);
  const several = tupleOf(cls);
  if (several !== undefined) return several.items.some((item) => isInstanceOf(rt, value, item));
  if (cls instanceof PyUnion) {
    return cls.args.items.some((item) => item === null ? value === null : isInstanceOf(rt, value, item));
  }
  const hook = lookupSpecial(typeOf(cls), "__instancecheck__");
  if (hook !== undefined && !isTypeHook(hook)) {
    return isTrue(rt, callSpecial(rt, hook, cls, [value]));
  }
  if (cls instanceof PyType) return isInstanceOfType(rt, value, cls);
  if (cls instanceof PyGenericAlias) {
    throw raise(rt, TYPE_ERROR, "isinstance() argument 2 cannot be a parameterized generic");
  }
  if (basesOf(rt, cls) === undefined) {
    throw raise(rt, TYPE_ERROR, "isinstance() arg 2 must be a type, a tuple of types, or a union");
  }
  const own = attributeOrUndefined(rt, value, "__class__");
  return own !== undefined && derivesFrom(rt, own, cls);
}

/** `type.__instancecheck__` (`_PyObject_RealIsInstance`): of a class by type, or by what its `__class__` says. */
export function isInstanceOfType(rt: Runtime, value: Value, cls: PyType): boolean {
  return isInstance(value, cls) || claimsClass(rt, value, cls);
}

/** Whether an object of another type says by its `__class__` that it is of a class (`object_isinstance`). */
function claimsClass(rt: Runtime, value: Value, cls: PyType): boolean {
  const type = typeOf(value);
  if (!type.isHeap) return false;
  const asked = lookupSpecial(type, "__getattribute__");
  if (lookupSpecial(type, "__class__") === OBJECT.dict.getStr("__class__") && asked instanceof PySlotWrapper) {
    return false;
  }
  const claimed = attributeOrUndefined(rt, value, "__class__");
  return claimed !== type && claimed instanceof PyType && claimed.isSubtype(cls);
}

/** `__bases__` of what stands for a class, when that is a tuple (`abstract_get_bases`). */
function basesOf(rt: Runtime, cls: Value): PyTuple | undefined {
  const bases = attributeOrUndefined(rt, cls, "__bases__");
  return bases === undefined ? undefined : tupleOf(bases);
}

/** Whether `cls` is reached from `derived` along `__bases__` (`abstract_issubclass`). */
function derivesFrom(rt: Runtime, derived: Value, cls: Value): boolean {
  rt.burn(1);
  if (derived === cls) return true;
  return basesOf(rt, derived)?.items.some((base) => derivesFrom(rt, base, cls)) === true;
}

/** True for the hook that `type` itself brings, under whatever wrapper. */
function isTypeHook(hook: Value): boolean {
  return hook instanceof PySlotWrapper ||
    (typeof hook === "object" && hook !== null && "owner" in hook && hook.owner === TYPE);
}

/** `issubclass(value, cls)` (`PyObject_IsSubclass`). */
export function isSubclassOf(rt: Runtime, value: Value, cls: Value): boolean {
  rt.burn(1);
  if (cls instanceof PyType && cls.cls === TYPE) {
    return derivesFromType(rt, value, cls);
  }
  const several = tupleOf(cls);
  if (several !== undefined) return several.items.some((item) => isSubclassOf(rt, value, item));
  if (cls instanceof PyUnion) return cls.args.items.some((item) => item !== null && isSubclassOf(rt, value, item));
  const hook = lookupSpecial(typeOf(cls), "__subclasscheck__");
  if (hook !== undefined && !isTypeHook(hook)) {
    return isTrue(rt, callSpecial(rt, hook, cls, [value]));
  }
  if (cls instanceof PyType) return derivesFromType(rt, value, cls);
  checkClass(rt, value);
  if (cls instanceof PyGenericAlias) {
    throw raise(rt, TYPE_ERROR, "issubclass() argument 2 cannot be a parameterized generic");
  }
  if (basesOf(rt, cls) === undefined) {
    throw raise(rt, TYPE_ERROR, "issubclass() arg 2 must be a class, a tuple of classes, or a union");
  }
  return derivesFrom(rt, value, cls);
}

/** `type.__subclasscheck__` (`_PyObject_RealIsSubclass`): what has a tuple of bases passes for a class. */
export function derivesFromType(rt: Runtime, value: Value, cls: PyType): boolean {
  if (value instanceof PyType) return value.isSubtype(cls);
  checkClass(rt, value);
  return derivesFrom(rt, value, cls);
}

function checkClass(rt: Runtime, value: Value): void {
  if (value instanceof PyType || basesOf(rt, value) !== undefined) return;
  throw raise(rt, TYPE_ERROR, "issubclass() arg 1 must be a class");
}
