/**
 * Specialization of LOAD_ATTR and STORE_ATTR.
 *
 * @module
 */

import type { OpcodeName } from "../../isa/opcodes.ts";
import { usesGenericGetAttr } from "../../object/type/attributes.ts";
import {
  PyClassMethod,
  PyClassMethodDescriptor,
  PyFunction,
  PyGetSet,
  PyMethod,
  PyMethodDescriptor,
  PyObjectMember,
  PyProperty,
  PySlotMember,
  PySlotWrapper,
  PyStaticMethod,
} from "../../object/values/callable_values.ts";
import { KEYS } from "../../object/dict/dict.ts";
import { PyException } from "../../object/exception/exception.ts";
import { PyInstance } from "../../object/type/instance.ts";
import { lookupSpecial, typeLookup } from "../../object/type/lookup.ts";
import { PyModule } from "../../object/values/module.ts";
import type { SharedKeys } from "../../object/dict/shared_keys.ts";
import { PyType } from "../../object/type/type.ts";
import { OBJECT, TYPE, typeOf } from "../../object/type/types.ts";
import type { Value } from "../../object/values/value.ts";
import { TYPE_OFFSET } from "../bodies/attribute.ts";
import { write32, writePointer } from "./caches.ts";
import { versionForCurrentState } from "../frame/function_versions.ts";
import type { Machine } from "../machine.ts";
import { conclude, type Specializer } from "./outcome.ts";

const MAX_UNIT = 0xffff;

/** What a name means on a class (`DescriptorClassification`); `other` is refused whatever it is. */
type Kind =
  | "absent"
  | "method"
  | "non_descriptor"
  | "property"
  | "slot"
  | "dunder_class"
  | "getattribute"
  | "other";

interface Classified {
  readonly kind: Kind;
  readonly descriptor: Value;
}

/** What is read and written by byte offset. */
type Member = PySlotMember | PyObjectMember;

const OTHER: Classified = { kind: "other", descriptor: undefined };

/** Classes whose instances look attributes up in their own way. */
function hasOwnLookup(owner: Value, cls: PyType): boolean {
  return owner instanceof PyMethod || (!cls.isHeap && !usesGenericGetAttr(owner, cls));
}

/** Classifies a name for reading (`analyze_descriptor`). */
function classifyLoad(m: Machine, cls: PyType, name: string): Classified {
  let hasGetattr = false;
  if (cls.isHeap) {
    const getattribute = lookupSpecial(cls, "__getattribute__");
    hasGetattr = lookupSpecial(cls, "__getattr__") !== undefined;
    // The wrapper of a builtin base stands for the generic look-up.
    if (getattribute !== undefined && !(getattribute instanceof PySlotWrapper)) {
      if (hasGetattr || !(getattribute instanceof PyFunction)) return OTHER;
      return { kind: "getattribute", descriptor: typeLookup(m, cls, "__getattribute__") };
    }
  }
  const found = classify(typeLookup(m, cls, name), name);
  return found.kind === "property" && hasGetattr ? OTHER : found;
}

function classify(descriptor: Value, name: string): Classified {
  if (descriptor === undefined) return { kind: "absent", descriptor };
  if (typeOf(descriptor).isHeap) return OTHER;
  if (descriptor instanceof PySlotMember || descriptor instanceof PyObjectMember) return { kind: "slot", descriptor };
  if (descriptor instanceof PyProperty) return { kind: "property", descriptor };
  if (descriptor instanceof PyGetSet) {
    const isDunderClass = name === "__class__" && descriptor === lookupSpecial(OBJECT, name);
    return isDunderClass ? { kind: "dunder_class", descriptor } : OTHER;
  }
  if (
    descriptor instanceof PyFunction || descriptor instanceof PyMethodDescriptor || descriptor instanceof PySlotWrapper
  ) {
    return { kind: "method", descriptor };
  }
  if (
    descriptor instanceof PyClassMethod || descriptor instanceof PyStaticMethod ||
    descriptor instanceof PyClassMethodDescriptor
  ) {
    return OTHER;
  }
  return { kind: "non_descriptor", descriptor };
}

function writeDescriptor(m: Machine, unit: number, tag: number, descriptor: Value): void {
  const { units } = m.frame.code;
  write32(units, unit + 2, tag);
  writePointer(units, unit + 6, m.addressOf(descriptor));
}

function moduleForm(m: Machine, module: PyModule, name: string, unit: number): OpcodeName | null {
  const { dict } = module;
  if (dict.kind !== KEYS.UNICODE || dict.findStr("__getattr__") >= 0) return null;
  const index = dict.findStr(name);
  if (index < 0 || index > MAX_UNIT) return null;
  const version = dict.versionFor(m);
  if (version === 0) return null;
  const { units } = m.frame.code;
  write32(units, unit + 2, version);
  units[unit + 4] = index;
  return "LOAD_ATTR_MODULE";
}

function classForm(m: Machine, cls: PyType, name: string, unit: number): OpcodeName | null {
  if (cls.cls !== TYPE || typeLookup(m, TYPE, name) !== undefined) return null;
  const { kind, descriptor } = classify(typeLookup(m, cls, name), name);
  if (kind !== "method" && kind !== "non_descriptor") return null;
  writeDescriptor(m, unit, cls.versionTag, descriptor);
  return "LOAD_ATTR_CLASS";
}

/** Inline values, brought back from a dict if that is possible; null for an owner that has none. */
function valuesOf(m: Machine, owner: Value): Value[] | null {
  if (!(owner instanceof PyInstance)) return null;
  if (owner.values === null && !m.reinline(owner)) return null;
  return owner.values;
}

/** A function or value found on the class (`specialize_attr_loadclassattr`). */
function classAttributeForm(
  m: Machine,
  owner: Value,
  cls: PyType,
  name: string,
  descriptor: Value,
  isMethod: boolean,
  unit: number,
): OpcodeName | null {
  let form: OpcodeName;
  if (cls.dictMode === "managed") {
    if (valuesOf(m, owner) === null) return null;
    const keys = cls.sharedKeys as SharedKeys;
    if (keys.find(name) >= 0) return null;
    const version = keys.versionFor(m);
    if (version === 0) return null;
    write32(m.frame.code.units, unit + 4, version);
    form = isMethod ? "LOAD_ATTR_METHOD_WITH_VALUES" : "LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES";
  } else if (cls.dictMode === "none") {
    form = isMethod ? "LOAD_ATTR_METHOD_NO_DICT" : "LOAD_ATTR_NONDESCRIPTOR_NO_DICT";
  } else {
    const hasDict = (owner instanceof PyException || owner instanceof PyFunction) && owner.dict !== null;
    if (!isMethod || hasDict) return null;
    form = "LOAD_ATTR_METHOD_LAZY_DICT";
  }
  writeDescriptor(m, unit, cls.versionTag, descriptor);
  return form;
}

/** A name that is not on the class (`specialize_dict_access`). */
function instanceForm(
  m: Machine,
  owner: Value,
  cls: PyType,
  name: string,
  unit: number,
  valuesForm: OpcodeName,
  hintForm: OpcodeName,
): OpcodeName | null {
  if (cls.dictMode !== "managed" || !(owner instanceof PyInstance)) return null;
  const { units } = m.frame.code;
  let index: number;
  let form: OpcodeName;
  if (valuesOf(m, owner) !== null) {
    index = (cls.sharedKeys as SharedKeys).find(name);
    form = valuesForm;
  } else {
    const { dict } = owner;
    if (dict === null || dict.kind === KEYS.SPLIT) return null;
    index = dict.findStr(name);
    form = hintForm;
  }
  if (index < 0 || index > MAX_UNIT) return null;
  write32(units, unit + 2, cls.versionTag);
  units[unit + 4] = index;
  return form;
}

function slotForm(m: Machine, owner: Value, cls: PyType, member: Member, unit: number): boolean {
  if (!cls.isSubtype(member.owner) || member.byteOffset > MAX_UNIT || owner === undefined) return false;
  const { units } = m.frame.code;
  units[unit + 4] = member.byteOffset;
  write32(units, unit + 2, cls.versionTag);
  return true;
}

/** A property's getter or a `__getattribute__`: a simple function with so many parameters. */
function functionForm(
  m: Machine,
  cls: PyType,
  func: Value,
  parameters: number,
  oparg: number,
  unit: number,
): boolean {
  if (!(func instanceof PyFunction) || !func.code.isSimple || func.code.argcount !== parameters) return false;
  if ((oparg & 1) !== 0) return false;
  const version = versionForCurrentState(m, func);
  if (version === 0) return false;
  write32(m.frame.code.units, unit + 4, version);
  writeDescriptor(m, unit, cls.versionTag, func);
  return true;
}

function loadForm(m: Machine, oparg: number, unit: number): OpcodeName | null {
  const owner = m.stack[m.sp - 1];
  const name = m.frame.code.names[oparg >> 1] as string;
  if (owner instanceof PyModule) return moduleForm(m, owner, name, unit);
  if (owner instanceof PyType) return classForm(m, owner, name, unit);
  const cls = typeOf(owner);
  if (hasOwnLookup(owner, cls)) return null;
  const { kind, descriptor } = classifyLoad(m, cls, name);
  const isCall = (oparg & 1) !== 0;
  switch (kind) {
    case "method":
      return isCall ? classAttributeForm(m, owner, cls, name, descriptor, true, unit) : null;
    case "non_descriptor":
      return isCall ? null : classAttributeForm(m, owner, cls, name, descriptor, false, unit);
    case "property":
      return functionForm(m, cls, (descriptor as PyProperty).fget, 1, oparg, unit) ? "LOAD_ATTR_PROPERTY" : null;
    case "getattribute":
      return functionForm(m, cls, descriptor, 2, oparg, unit) ? "LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN" : null;
    case "slot":
      return slotForm(m, owner, cls, descriptor as Member, unit) ? "LOAD_ATTR_SLOT" : null;
    case "dunder_class": {
      const { units } = m.frame.code;
      units[unit + 4] = TYPE_OFFSET;
      write32(units, unit + 2, cls.versionTag);
      return "LOAD_ATTR_SLOT";
    }
    case "absent":
      return instanceForm(m, owner, cls, name, unit, "LOAD_ATTR_INSTANCE_VALUE", "LOAD_ATTR_WITH_HINT");
    case "other":
      return null;
  }
}

export const specializeLoadAttr: Specializer = (m, oparg, unit) => conclude(m, unit, loadForm(m, oparg, unit));

/** A class that looks at stores itself. */
function overridesStore(cls: PyType): boolean {
  for (const name of ["__setattr__", "__delattr__"]) {
    const method = lookupSpecial(cls, name);
    if (method !== undefined && !(method instanceof PySlotWrapper)) return true;
  }
  return false;
}

function storeForm(m: Machine, oparg: number, unit: number): OpcodeName | null {
  const owner = m.stack[m.sp - 1];
  const name = m.frame.code.names[oparg] as string;
  if (owner instanceof PyModule || owner instanceof PyType) return null;
  const cls = typeOf(owner);
  if (overridesStore(cls)) return null;
  const { kind, descriptor } = classify(typeLookup(m, cls, name), name);
  if (kind === "slot") {
    const member = descriptor as Member;
    return !member.readOnly && slotForm(m, owner, cls, member, unit) ? "STORE_ATTR_SLOT" : null;
  }
  if (kind !== "absent") return null;
  return instanceForm(m, owner, cls, name, unit, "STORE_ATTR_INSTANCE_VALUE", "STORE_ATTR_WITH_HINT");
}

export const specializeStoreAttr: Specializer = (m, oparg, unit) => conclude(m, unit, storeForm(m, oparg, unit));
