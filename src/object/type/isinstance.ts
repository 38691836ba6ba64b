/**
 * `isinstance` and `issubclass`.
 *
 * @module
 */

import { callSpecial } from "../call/call.ts";
import { PySlotWrapper } from "../values/callable_values.ts";
import { TYPE_ERROR } from "../exception/exception_types.ts";
import { lookupSpecial } from "./lookup.ts";
import { raise } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { PyTuple } from "../values/sequence_values.ts";
import { isTrue } from "../values/truth.ts";
import { PyType } from "./type.ts";
import { isInstance, TYPE, typeOf } from "./types.ts";
import { PyGenericAlias, PyUnion } from "../values/typing_values.ts";
import type { Value } from "../values/value.ts";

/** `isinstance(value, cls)` (`PyObject_IsInstance`). */
export function isInstanceOf(rt: Runtime, value: Value, cls: Value): boolean {
  if (cls === typeOf(value)) return true;
  rt.burn(1);
  if (cls instanceof PyType && cls.cls === TYPE) return isInstance(value, cls);
  if (cls instanceof PyTuple) return cls.items.some((item) => isInstanceOf(rt, value, item));
  if (cls instanceof PyUnion) {
    return cls.args.items.some((item) => item === null ? value === null : isInstanceOf(rt, value, item));
  }
  const hook = lookupSpecial(typeOf(cls), "__instancecheck__");
  if (hook !== undefined && hook !== null && !isTypeHook(hook)) {
    return isTrue(rt, callSpecial(rt, hook, cls, [value]));
  }
  if (cls instanceof PyType) return isInstance(value, cls);
  if (cls instanceof PyGenericAlias) {
    throw raise(rt, TYPE_ERROR, "isinstance() argument 2 cannot be a parameterized generic");
  }
  throw raise(rt, TYPE_ERROR, "isinstance() arg 2 must be a type, a tuple of types, or a union");
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
    if (value === cls) return true;
    return checkClass(rt, value).isSubtype(cls);
  }
  if (cls instanceof PyTuple) return cls.items.some((item) => isSubclassOf(rt, value, item));
  if (cls instanceof PyUnion) return cls.args.items.some((item) => item !== null && isSubclassOf(rt, value, item));
  const hook = lookupSpecial(typeOf(cls), "__subclasscheck__");
  if (hook !== undefined && hook !== null && !isTypeHook(hook)) {
    return isTrue(rt, callSpecial(rt, hook, cls, [value]));
  }
  if (!(cls instanceof PyType)) {
    checkClass(rt, value);
    if (cls instanceof PyGenericAlias) {
      throw raise(rt, TYPE_ERROR, "issubclass() argument 2 cannot be a parameterized generic");
    }
    throw raise(rt, TYPE_ERROR, "issubclass() arg 2 must be a class, a tuple of classes, or a union");
  }
  return checkClass(rt, value).isSubtype(cls);
}

function checkClass(rt: Runtime, value: Value): PyType {
  if (value instanceof PyType) return value;
  throw raise(rt, TYPE_ERROR, "issubclass() arg 1 must be a class");
}
