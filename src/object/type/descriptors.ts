/**
 * The descriptor protocol: what reading, writing and deleting an attribute found on a class does.
 *
 * @module
 */

import { call } from "../call/call.ts";
import {
  PyBuiltin,
  PyClassMethod,
  PyClassMethodDescriptor,
  PyFunction,
  PyGetSet,
  PyMethod,
  PyMethodDescriptor,
  PyMethodWrapper,
  PyProperty,
  PySlotMember,
  PySlotWrapper,
  PyStaticMethod,
} from "../values/callable_values.ts";
import { ATTRIBUTE_ERROR, TYPE_ERROR } from "../exception/exception_types.ts";
import type { PyException } from "../exception/exception.ts";
import { PyInstance } from "./instance.ts";
import { lookupSpecial } from "./lookup.ts";
import { raise, raiseAttribute } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import type { PyType } from "./type.ts";
import { isInstance, MEMBER_DESCRIPTOR, typeName, typeOf } from "./types.ts";
import { unsetValues, type Value } from "../values/value.ts";

/**
 * What an attribute found on a class gives (`tp_descr_get`): bound to `object`, or read through the class when that is undefined. Values
 * without `__get__` come back as they are. For None as an object, pass null.
 */
export function descriptorGet(rt: Runtime, found: Value, object: Value, type: PyType): Value {
  if (typeof found !== "object" || found === null) return found;
  if (found instanceof PyFunction) return object === undefined ? found : new PyMethod(found, object);
  if (found instanceof PyInstance) return instanceGet(rt, found, object, type);
  if (found instanceof PyProperty) return object === undefined ? found : propertyGet(rt, found, object);
  if (found instanceof PyMethodDescriptor) {
    return object === undefined ? found : new PyBuiltin(found.name, found.flags, found.impl, object, found.owner);
  }
  if (found instanceof PySlotWrapper) return object === undefined ? found : new PyMethodWrapper(found, object);
  if (found instanceof PyStaticMethod) return found.callable;
  if (found instanceof PyClassMethod) return new PyMethod(found.callable, type);
  if (found instanceof PyClassMethodDescriptor) {
    return new PyBuiltin(found.name, found.flags, found.impl, type, found.owner);
  }
  if (object === undefined) return found;
  if (found instanceof PyGetSet) {
    checkOwner(rt, found, object);
    return found.get(rt, object);
  }
  return found instanceof PySlotMember ? slotGet(rt, found, object) : found;
}

function instanceGet(rt: Runtime, found: PyInstance, object: Value, type: PyType): Value {
  if (found.payload !== undefined && !hasProgramGet(found)) {
    const bare = descriptorGet(rt, found.payload, object, type);
    return bare === found.payload ? found : bare;
  }
  const get = lookupSpecial(found.cls, "__get__");
  if (get === undefined) return found;
  return call(rt, get, [found, object === undefined ? null : object, type], null);
}

function hasProgramGet(found: PyInstance): boolean {
  return lookupSpecial(found.cls, "__get__") instanceof PyFunction;
}

/** True when the value has `__get__`. */
function hasGet(found: Value): boolean {
  if (typeof found !== "object" || found === null) return false;
  if (found instanceof PyInstance) return lookupSpecial(found.cls, "__get__") !== undefined || hasGet(found.payload);
  return found instanceof PyFunction || found instanceof PyProperty || found instanceof PyMethodDescriptor ||
    found instanceof PySlotWrapper || found instanceof PyStaticMethod || found instanceof PyClassMethod ||
    found instanceof PyClassMethodDescriptor || found instanceof PyGetSet || found instanceof PySlotMember;
}

/** True for descriptors that go before the instance's own attributes: those with `__set__` or `__delete__`. */
function isDataDescriptor(found: Value): boolean {
  if (typeof found !== "object" || found === null) return false;
  if (found instanceof PyInstance) {
    return lookupSpecial(found.cls, "__set__") !== undefined || lookupSpecial(found.cls, "__delete__") !== undefined ||
      (found.payload instanceof PyProperty);
  }
  return found instanceof PyProperty || found instanceof PyGetSet || found instanceof PySlotMember;
}

/** True for data descriptors that are read before the instance's own attributes: without `__get__` those go first. */
export function isReadFirst(found: Value): boolean {
  return isDataDescriptor(found) && hasGet(found);
}

/** Reads a property. */
function propertyGet(rt: Runtime, property: PyProperty, object: Value): Value {
  if (property.fget !== null) return call(rt, property.fget, [object], null);
  throw raise(rt, ATTRIBUTE_ERROR, `${propertyLabel(property, object)} has no getter`);
}

function propertyLabel(property: PyProperty, object: Value): string {
  const owner = `'${typeOf(object).qualname}' object`;
  return typeof property.name === "string" ? `property '${property.name}' of ${owner}` : `property of ${owner}`;
}

/** Writes through a data descriptor, or deletes when `value` is undefined. False when `found` is no such descriptor. */
export function descriptorSet(rt: Runtime, found: Value, object: Value, value: Value): boolean {
  if (found instanceof PyProperty) {
    propertySet(rt, found, object, value);
    return true;
  }
  if (found instanceof PySlotMember) {
    slotSet(rt, found, object, value);
    return true;
  }
  if (found instanceof PyGetSet) {
    checkOwner(rt, found, object);
    if (found.set === null) {
      const isMember = typeOf(found) === MEMBER_DESCRIPTOR;
      throw raise(
        rt,
        ATTRIBUTE_ERROR,
        isMember ? "readonly attribute" : `attribute '${found.name}' of '${found.owner.name}' objects is not writable`,
      );
    }
    found.set(rt, object, value);
    return true;
  }
  return found instanceof PyInstance && instanceSet(rt, found, object, value);
}

function instanceSet(rt: Runtime, found: PyInstance, object: Value, value: Value): boolean {
  const [own, other] = value === undefined ? ["__delete__", "__set__"] : ["__set__", "__delete__"];
  const method = lookupSpecial(found.cls, own as string);
  if (method !== undefined) {
    call(rt, method, value === undefined ? [found, object] : [found, object, value], null);
    return true;
  }
  if (lookupSpecial(found.cls, other as string) !== undefined) throw raise(rt, ATTRIBUTE_ERROR, own as string);
  return found.payload !== undefined && descriptorSet(rt, found.payload, object, value);
}

function propertySet(rt: Runtime, property: PyProperty, object: Value, value: Value): void {
  const accessor = value === undefined ? property.fdel : property.fset;
  if (accessor === null) {
    const missing = value === undefined ? "deleter" : "setter";
    throw raise(rt, ATTRIBUTE_ERROR, `${propertyLabel(property, object)} has no ${missing}`);
  }
  call(rt, accessor, value === undefined ? [object] : [object, value], null);
}

/** Refuses an object that a descriptor of a builtin type is not for (`descr_check`). */
export function checkOwner(
  rt: Runtime,
  found: PyGetSet | PySlotMember | PyMethodDescriptor | PySlotWrapper,
  object: Value,
): void {
  if (isInstance(object, found.owner)) return;
  throw raise(
    rt,
    TYPE_ERROR,
    `descriptor '${found.name}' for '${found.owner.name}' objects doesn't apply to a '${typeName(object)}' object`,
  );
}

/** The array of object slots of an instance, made when it is first needed. */
function slotsOf(object: Value): Value[] {
  const holder = object as PyInstance | PyException;
  holder.slots ??= unsetValues(holder.cls.slotCount);
  return holder.slots;
}

function slotGet(rt: Runtime, member: PySlotMember, object: Value): Value {
  checkOwner(rt, member, object);
  const value = slotsOf(object)[member.slot];
  if (value === undefined) {
    throw raiseAttribute(rt, `'${typeName(object)}' object has no attribute '${member.name}'`, object, member.name);
  }
  return value;
}

function slotSet(rt: Runtime, member: PySlotMember, object: Value, value: Value): void {
  checkOwner(rt, member, object);
  if (member.readOnly) throw raise(rt, ATTRIBUTE_ERROR, "readonly attribute");
  const slots = slotsOf(object);
  if (value === undefined && slots[member.slot] === undefined) throw raise(rt, ATTRIBUTE_ERROR, member.name);
  slots[member.slot] = value;
}
