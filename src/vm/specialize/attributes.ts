/**
 * Specializers of LOAD_ATTR, STORE_ATTR and LOAD_SUPER_ATTR.
 *
 * @module
 */

import { OPCODES } from "../../isa/opcodes.ts";
import { reinline } from "../../object/attributes.ts";
import {
  PyFunction,
  PyMethodDescriptor,
  PyProperty,
  PySlotMember,
  PySlotWrapper,
} from "../../object/callable_values.ts";
import { hasGet } from "../../object/descriptors.ts";
import { KEYS, type PyDict } from "../../object/dict.ts";
import { PyException } from "../../object/exception.ts";
import { PyInstance } from "../../object/instance.ts";
import { lookupSpecial, typeLookup } from "../../object/lookup.ts";
import { PyModule } from "../../object/module.ts";
import type { SharedKeys } from "../../object/shared_keys.ts";
import { PyType } from "../../object/type.ts";
import { OBJECT, SUPER, TYPE, typeOf } from "../../object/types.ts";
import type { Value } from "../../object/value.ts";
import { TYPE_OFFSET } from "../bodies/attribute.ts";
import { write32, writePointer } from "../caches.ts";
import { versionForCurrentState } from "../function_versions.ts";
import type { Machine } from "../machine.ts";
import { NO_FORM, type Specializer } from "./family.ts";

/** Indexes and offsets have 16 bits in the caches. */
const LIMIT = 0x1_0000;

/** What a name is on a class, for reading or writing (`analyze_descriptor`). */
type Kind =
  | { readonly kind: "absent" }
  | { readonly kind: "method"; readonly found: Value }
  | { readonly kind: "nonDescriptor"; readonly found: Value }
  | { readonly kind: "property"; readonly property: PyProperty }
  | { readonly kind: "slot"; readonly member: PySlotMember }
  | { readonly kind: "dunderClass" }
  | { readonly kind: "getattribute"; readonly func: PyFunction }
  | { readonly kind: "other" };

const OTHER: Kind = { kind: "other" };
const ABSENT: Kind = { kind: "absent" };

/** How the class finds attributes: by default, by its own `__getattribute__`, or neither can be specialized. */
function readHook(type: PyType): { readonly hook: Kind | null; readonly hasGetattr: boolean } {
  const getattribute = lookupSpecial(type, "__getattribute__");
  const hasGetattr = lookupSpecial(type, "__getattr__") !== undefined;
  if (getattribute === lookupSpecial(OBJECT, "__getattribute__")) return { hook: null, hasGetattr };
  if (getattribute instanceof PyFunction && !hasGetattr) {
    return { hook: { kind: "getattribute", func: getattribute }, hasGetattr };
  }
  // Exceptions and functions of the pin use the generic look-up, too.
  if (
    getattribute instanceof PySlotWrapper && lookupSpecial(type, "__getattribute__") !== undefined && isGeneric(type)
  ) {
    return { hook: null, hasGetattr };
  }
  return { hook: OTHER, hasGetattr };
}

/** Builtin types whose `__getattribute__` is the generic one under a wrapper of their own. */
function isGeneric(type: PyType): boolean {
  return type !== TYPE && type !== SUPER && !type.isSubtype(TYPE) && !type.isSubtype(SUPER);
}

function classify(m: Machine, type: PyType, name: string, forStore: boolean): Kind {
  let hasGetattr = false;
  if (forStore) {
    const setattr = lookupSpecial(type, "__setattr__");
    const delattr = lookupSpecial(type, "__delattr__");
    if (setattr instanceof PyFunction || delattr instanceof PyFunction) return OTHER;
  } else {
    const { hook, hasGetattr: present } = readHook(type);
    if (hook !== null) return hook;
    hasGetattr = present;
  }
  const found = typeLookup(m, type, name);
  if (found === undefined) return ABSENT;
  if (found instanceof PySlotMember) return { kind: "slot", member: found };
  // A descriptor whose class can change may get or lose its methods.
  if (found instanceof PyInstance && found.cls.isHeap) return OTHER;
  if (found instanceof PyProperty) return hasGetattr ? OTHER : { kind: "property", property: found };
  if (!forStore && name === "__class__" && found === lookupSpecial(OBJECT, "__class__")) return { kind: "dunderClass" };
  if (forStore) return OTHER;
  if (found instanceof PyFunction || found instanceof PyMethodDescriptor || found instanceof PySlotWrapper) {
    return { kind: "method", found };
  }
  return hasGet(found) ? OTHER : { kind: "nonDescriptor", found };
}

/** LOAD_ATTR (`_Py_Specialize_LoadAttr`). */
export const specializeLoadAttr: Specializer = (m, oparg, unit) => {
  const owner = m.stack[m.sp - 1];
  const name = m.frame.code.names[oparg >> 1] as string;
  if (owner instanceof PyModule) return moduleForm(m, owner, name, unit);
  if (owner instanceof PyType) return classForm(m, owner, name, unit);
  const type = typeOf(owner);
  const forCall = (oparg & 1) !== 0;
  const { units } = m.frame.code;
  const kind = classify(m, type, name, false);
  switch (kind.kind) {
    case "method":
      return forCall ? classAttributeForm(m, owner, type, name, kind.found, true, unit) : NO_FORM;
    case "nonDescriptor":
      return forCall ? NO_FORM : classAttributeForm(m, owner, type, name, kind.found, false, unit);
    case "property": {
      const { fget } = kind.property;
      if (!(fget instanceof PyFunction) || !fget.code.isSimple || fget.code.argcount !== 1 || forCall) return NO_FORM;
      return accessorForm(m, type, fget, unit) ? OPCODES.LOAD_ATTR_PROPERTY.opcode : NO_FORM;
    }
    case "getattribute": {
      const { func } = kind;
      if (!func.code.isSimple || func.code.argcount !== 2 || forCall) return NO_FORM;
      // The tag guards the hook as well as the name.
      typeLookup(m, type, "__getattribute__");
      return accessorForm(m, type, func, unit) ? OPCODES.LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN.opcode : NO_FORM;
    }
    case "slot": {
      const { member } = kind;
      if (!type.isSubtype(member.owner) || member.byteOffset >= LIMIT || type.versionTag === 0) return NO_FORM;
      units[unit + 4] = member.byteOffset;
      write32(units, unit + 2, type.versionTag);
      return OPCODES.LOAD_ATTR_SLOT.opcode;
    }
    case "dunderClass":
      units[unit + 4] = TYPE_OFFSET;
      write32(units, unit + 2, type.versionTag);
      return OPCODES.LOAD_ATTR_SLOT.opcode;
    case "absent":
      return instanceForm(owner, type, name, m, unit, LOAD_INSTANCE);
    case "other":
      return NO_FORM;
  }
};

/** Writes tag, function version and function; false when there is no version. */
function accessorForm(m: Machine, type: PyType, func: PyFunction, unit: number): boolean {
  const version = versionForCurrentState(m, func);
  if (version === 0 || type.versionTag === 0) return false;
  const { units } = m.frame.code;
  write32(units, unit + 4, version);
  write32(units, unit + 2, type.versionTag);
  writePointer(units, unit + 6, m.addressOf(func));
  return true;
}

/** Attributes of modules (`specialize_module_load_attr`). */
function moduleForm(m: Machine, module: PyModule, name: string, unit: number): number {
  const { dict } = module;
  if (dict.kind !== KEYS.UNICODE || dict.findStr("__getattr__") >= 0) return NO_FORM;
  const index = dict.findStr(name);
  if (index < 0 || index >= LIMIT) return NO_FORM;
  const version = dict.versionFor(m);
  if (version === 0) return NO_FORM;
  const { units } = m.frame.code;
  write32(units, unit + 2, version);
  units[unit + 4] = index;
  return OPCODES.LOAD_ATTR_MODULE.opcode;
}

/** Attributes of classes (`specialize_class_load_attr`). */
function classForm(m: Machine, owner: PyType, name: string, unit: number): number {
  if (owner.cls !== TYPE || typeLookup(m, TYPE, name) !== undefined) return NO_FORM;
  const kind = classify(m, owner, name, false);
  if (kind.kind !== "method" && kind.kind !== "nonDescriptor") return NO_FORM;
  const { units } = m.frame.code;
  write32(units, unit + 2, owner.versionTag);
  writePointer(units, unit + 6, m.addressOf(kind.found));
  return OPCODES.LOAD_ATTR_CLASS.opcode;
}

/** Methods and plain class attributes read through an instance (`specialize_attr_loadclassattr`). */
function classAttributeForm(
  m: Machine,
  owner: Value,
  type: PyType,
  name: string,
  found: Value,
  isMethod: boolean,
  unit: number,
): number {
  const { units } = m.frame.code;
  let form: number;
  if (type.dictMode === "managed") {
    if (!(owner instanceof PyInstance) || (owner.values === null && !reinline(owner))) return NO_FORM;
    const keys = type.sharedKeys as SharedKeys;
    // A name among the shared ones may hide the class's.
    if (keys.find(name) >= 0) return NO_FORM;
    const version = keys.versionFor(m);
    if (version === 0) return NO_FORM;
    write32(units, unit + 4, version);
    form = isMethod ? OPCODES.LOAD_ATTR_METHOD_WITH_VALUES.opcode : OPCODES.LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES.opcode;
  } else if (type.dictMode === "none") {
    form = isMethod ? OPCODES.LOAD_ATTR_METHOD_NO_DICT.opcode : OPCODES.LOAD_ATTR_NONDESCRIPTOR_NO_DICT.opcode;
  } else {
    if (!isMethod || hasLazyDict(owner)) return NO_FORM;
    form = OPCODES.LOAD_ATTR_METHOD_LAZY_DICT.opcode;
  }
  write32(units, unit + 2, type.versionTag);
  writePointer(units, unit + 6, m.addressOf(found));
  return form;
}

function hasLazyDict(owner: Value): boolean {
  return (owner instanceof PyException || owner instanceof PyFunction) && owner.dict !== null;
}

/** Forms for an attribute that only the instance has. */
interface InstanceForms {
  readonly value: number;
  readonly hint: number;
}

const LOAD_INSTANCE: InstanceForms = {
  value: OPCODES.LOAD_ATTR_INSTANCE_VALUE.opcode,
  hint: OPCODES.LOAD_ATTR_WITH_HINT.opcode,
};
const STORE_INSTANCE: InstanceForms = {
  value: OPCODES.STORE_ATTR_INSTANCE_VALUE.opcode,
  hint: OPCODES.STORE_ATTR_WITH_HINT.opcode,
};

/** Attributes in the instance (`specialize_dict_access`). */
function instanceForm(
  owner: Value,
  type: PyType,
  name: string,
  m: Machine,
  unit: number,
  forms: InstanceForms,
): number {
  if (type.dictMode !== "managed" || !(owner instanceof PyInstance)) return NO_FORM;
  const { units } = m.frame.code;
  if (owner.values !== null || reinline(owner)) {
    const index = (type.sharedKeys as SharedKeys).find(name);
    if (index < 0 || index >= LIMIT) return NO_FORM;
    write32(units, unit + 2, type.versionTag);
    units[unit + 4] = index;
    return forms.value;
  }
  const dict: PyDict | null = owner.dict;
  if (dict === null || dict.kind === KEYS.SPLIT) return NO_FORM;
  const index = dict.findStr(name);
  if (index < 0 || index >= LIMIT) return NO_FORM;
  units[unit + 4] = index;
  write32(units, unit + 2, type.versionTag);
  return forms.hint;
}

/** STORE_ATTR (`_Py_Specialize_StoreAttr`); stack: value, owner. */
export const specializeStoreAttr: Specializer = (m, oparg, unit) => {
  const owner = m.stack[m.sp - 1];
  const name = m.frame.code.names[oparg] as string;
  if (owner instanceof PyModule || owner instanceof PyType) return NO_FORM;
  const type = typeOf(owner);
  const kind = classify(m, type, name, true);
  if (kind.kind === "slot") {
    const { member } = kind;
    if (!type.isSubtype(member.owner) || member.byteOffset >= LIMIT || type.versionTag === 0) return NO_FORM;
    const { units } = m.frame.code;
    units[unit + 4] = member.byteOffset;
    write32(units, unit + 2, type.versionTag);
    return OPCODES.STORE_ATTR_SLOT.opcode;
  }
  return kind.kind === "absent" ? instanceForm(owner, type, name, m, unit, STORE_INSTANCE) : NO_FORM;
};

/** LOAD_SUPER_ATTR (`_Py_Specialize_LoadSuperAttr`); stack: super, class, self. */
export const specializeLoadSuperAttr: Specializer = (m, oparg) => {
  if (m.stack[m.sp - 3] !== SUPER || !(m.stack[m.sp - 2] instanceof PyType)) return NO_FORM;
  return (oparg & 1) !== 0 ? OPCODES.LOAD_SUPER_ATTR_METHOD.opcode : OPCODES.LOAD_SUPER_ATTR_ATTR.opcode;
};
