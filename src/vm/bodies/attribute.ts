/**
 * Bodies of the uops that read and write attributes.
 *
 * @module
 */

import { delAttr, getAttr, getMethod, setAttr, superGetAttr, superGetMethod } from "../../object/type/attributes.ts";
import { PyFunction, type PyObjectMember } from "../../object/values/callable_values.ts";
import { KEYS, type PyDict } from "../../object/dict/dict.ts";
import { PyException } from "../../object/exception/exception.ts";
import { PyInstance, storeInlineValue } from "../../object/type/instance.ts";
import { PyModule } from "../../object/values/module.ts";
import type { SharedKeys } from "../../object/dict/shared_keys.ts";
import { PyType } from "../../object/type/type.ts";
import { SUPER, typeOf } from "../../object/type/types.ts";
import type { Value } from "../../object/values/value.ts";
import type { Body } from "./uop_body.ts";
import type { Machine } from "../machine.ts";
import { DEOPT, NEXT } from "../status.ts";

/** Byte offset of an object's type: what LOAD_ATTR_SLOT reads for `__class__`. */
export const TYPE_OFFSET = 8;
/** Byte offset of the first object slot. */
const FIRST_SLOT_OFFSET = 16;

/** Replaces the owner on top by an attribute, with NULL above it when the oparg asks for a call pair. */
function pushAttribute(m: Machine, oparg: number, value: Value): number {
  const { stack } = m;
  stack[m.sp - 1] = value;
  if ((oparg & 1) !== 0) stack[m.sp++] = undefined;
  return NEXT;
}

/** Replaces the owner on top by a function and itself. */
function pushMethod(m: Machine, method: Value): number {
  const { stack } = m;
  const owner = stack[m.sp - 1];
  stack[m.sp - 1] = method;
  stack[m.sp++] = owner;
  return NEXT;
}

/** Whether the instance has inline values, brought back from a dict that nobody else holds when need be. */
function hasValues(m: Machine, owner: Value): boolean {
  return owner instanceof PyInstance && (owner.values !== null || m.reinline(owner));
}

/** Object slots of an instance, an exception or a slice, counted alike; others have fields of their struct only. */
function slotsOf(owner: Value): Value[] | null | undefined {
  return (owner as PyInstance | PyException).slots;
}

/** The field of a builtin type's struct at a byte offset. */
function fieldOf(owner: Value, offset: number): PyObjectMember | undefined {
  return typeOf(owner).objectMembers?.get(offset);
}

export const _LOAD_ATTR: Body = (m, oparg) => {
  const { stack, sp } = m;
  const name = m.frame.code.names[oparg >> 1] as string;
  if ((oparg & 1) === 0) {
    stack[sp - 1] = getAttr(m, stack[sp - 1], name);
    return NEXT;
  }
  stack[sp - 1] = getMethod(m, stack[sp - 1], name);
  stack[sp] = m.methodSelf;
  m.sp = sp + 1;
  return NEXT;
};

export const _STORE_ATTR: Body = (m, oparg) => {
  const { stack, sp } = m;
  setAttr(m, stack[sp - 1], m.frame.code.names[oparg] as string, stack[sp - 2]);
  m.sp = sp - 2;
  return NEXT;
};

export const DELETE_ATTR: Body = (m, oparg) => {
  delAttr(m, m.stack[m.sp - 1], m.frame.code.names[oparg] as string);
  m.sp--;
  return NEXT;
};

export const _GUARD_TYPE_VERSION: Body = (m, _oparg, version) =>
  typeOf(m.stack[m.sp - 1]).versionTag === version ? NEXT : DEOPT;

export const _CHECK_MANAGED_OBJECT_HAS_VALUES: Body = (m) => hasValues(m, m.stack[m.sp - 1]) ? NEXT : DEOPT;

export const _LOAD_ATTR_INSTANCE_VALUE: Body = (m, oparg, index) => {
  const value = ((m.stack[m.sp - 1] as PyInstance).values as Value[])[index];
  return value === undefined ? DEOPT : pushAttribute(m, oparg, value);
};

export const _CHECK_ATTR_MODULE: Body = (m, _oparg, version) => {
  const owner = m.stack[m.sp - 1];
  return owner instanceof PyModule && owner.dict.version === version ? NEXT : DEOPT;
};

export const _LOAD_ATTR_MODULE: Body = (m, oparg, index) => {
  const value = (m.stack[m.sp - 1] as PyModule).dict.entryValues[index];
  return value === undefined ? DEOPT : pushAttribute(m, oparg, value);
};

export const _CHECK_ATTR_WITH_HINT: Body = (m) => {
  const owner = m.stack[m.sp - 1];
  return owner instanceof PyInstance && owner.dict !== null ? NEXT : DEOPT;
};

export const _LOAD_ATTR_WITH_HINT: Body = (m, oparg, hint) => {
  const dict = (m.stack[m.sp - 1] as PyInstance).dict as PyDict;
  // A table that is still shared keeps its values elsewhere.
  if (dict.kind === KEYS.SPLIT || dict.entryKeys[hint] !== m.frame.code.names[oparg >> 1]) return DEOPT;
  const value = dict.entryValues[hint];
  return value === undefined ? DEOPT : pushAttribute(m, oparg, value);
};

export const _LOAD_ATTR_SLOT: Body = (m, oparg, offset) => {
  const owner = m.stack[m.sp - 1];
  if (offset === TYPE_OFFSET) return pushAttribute(m, oparg, typeOf(owner));
  let value = slotsOf(owner)?.[(offset - FIRST_SLOT_OFFSET) >> 3];
  if (value === undefined) value = fieldOf(owner, offset)?.read(m, owner);
  return value === undefined ? DEOPT : pushAttribute(m, oparg, value);
};

export const _CHECK_ATTR_CLASS: Body = (m, _oparg, version) => {
  const owner = m.stack[m.sp - 1];
  return owner instanceof PyType && owner.versionTag === version ? NEXT : DEOPT;
};

export const _LOAD_ATTR_CLASS: Body = (m, oparg, descriptor) => pushAttribute(m, oparg, m.objectAt(descriptor));

export const _GUARD_DORV_VALUES: Body = (m) => {
  const owner = m.stack[m.sp - 1];
  return owner instanceof PyInstance && owner.values !== null ? NEXT : DEOPT;
};

export const _STORE_ATTR_INSTANCE_VALUE: Body = (m, _oparg, index) => {
  const { stack, sp } = m;
  storeInlineValue(stack[sp - 1] as PyInstance, index, stack[sp - 2]);
  m.sp = sp - 2;
  return NEXT;
};

export const _STORE_ATTR_SLOT: Body = (m, _oparg, offset) => {
  const { stack, sp } = m;
  const owner = stack[sp - 1];
  const slots = slotsOf(owner);
  const index = (offset - FIRST_SLOT_OFFSET) >> 3;
  const field = slots?.[index] === undefined ? fieldOf(owner, offset) : undefined;
  if (field === undefined) (slots as Value[])[index] = stack[sp - 2];
  else field.set?.(m, owner, stack[sp - 2]);
  m.sp = sp - 2;
  return NEXT;
};

export const _GUARD_DORV_VALUES_INST_ATTR_FROM_DICT: Body = (m) => hasValues(m, m.stack[m.sp - 1]) ? NEXT : DEOPT;

export const _GUARD_KEYS_VERSION: Body = (m, _oparg, version) =>
  (typeOf(m.stack[m.sp - 1]).sharedKeys as SharedKeys).version === version ? NEXT : DEOPT;

export const _LOAD_ATTR_METHOD_WITH_VALUES: Body = (m, _oparg, descriptor) => pushMethod(m, m.objectAt(descriptor));
export const _LOAD_ATTR_METHOD_NO_DICT: Body = (m, _oparg, descriptor) => pushMethod(m, m.objectAt(descriptor));
export const _LOAD_ATTR_METHOD_LAZY_DICT: Body = (m, _oparg, descriptor) => pushMethod(m, m.objectAt(descriptor));

export const _LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES: Body = (m, _oparg, descriptor) => {
  m.stack[m.sp - 1] = m.objectAt(descriptor);
  return NEXT;
};

export const _LOAD_ATTR_NONDESCRIPTOR_NO_DICT: Body = (m, _oparg, descriptor) => {
  m.stack[m.sp - 1] = m.objectAt(descriptor);
  return NEXT;
};

export const _CHECK_ATTR_METHOD_LAZY_DICT: Body = (m) => {
  const owner = m.stack[m.sp - 1];
  return (owner instanceof PyException || owner instanceof PyFunction) && owner.dict !== null ? DEOPT : NEXT;
};

export const LOAD_SUPER_ATTR_ATTR: Body = (m, oparg) => {
  const { stack, sp } = m;
  const cls = stack[sp - 2];
  if (stack[sp - 3] !== SUPER || !(cls instanceof PyType)) return DEOPT;
  stack[sp - 3] = superGetAttr(m, cls, stack[sp - 1], m.frame.code.names[oparg >> 2] as string);
  m.sp = sp - 2;
  return NEXT;
};

export const LOAD_SUPER_ATTR_METHOD: Body = (m, oparg) => {
  const { stack, sp } = m;
  const cls = stack[sp - 2];
  if (stack[sp - 3] !== SUPER || !(cls instanceof PyType)) return DEOPT;
  stack[sp - 3] = superGetMethod(m, cls, stack[sp - 1], m.frame.code.names[oparg >> 2] as string);
  stack[sp - 2] = m.methodSelf;
  m.sp = sp - 1;
  return NEXT;
};
