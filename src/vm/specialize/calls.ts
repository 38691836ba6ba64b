/**
 * Specializer of CALL.
 *
 * @module
 */

import { opcodeOf } from "../../isa/code_unit.ts";
import { CACHE_UNITS_OF, OPCODES } from "../../isa/opcodes.ts";
import {
  METH,
  METH_FASTCALL_KEYWORDS,
  PyBuiltin,
  PyFunction,
  PyMethod,
  PyMethodDescriptor,
} from "../../object/callable_values.ts";
import { assignVersionTag, lookupSpecial } from "../../object/lookup.ts";
import { PyType } from "../../object/type.ts";
import { STR, TUPLE, TYPE } from "../../object/types.ts";
import { write32 } from "../caches.ts";
import { versionForCurrentState } from "../function_versions.ts";
import type { Machine } from "../machine.ts";
import { NO_FORM, type Specializer } from "./family.ts";

/** The flags that say how arguments arrive; the others are masked here, but not by the guards. */
const CONVENTION = METH.VARARGS | METH.FASTCALL | METH.NOARGS | METH.O | METH.KEYWORDS;

/** CALL (`_Py_Specialize_Call`); stack: callable, self or NULL, arguments. */
export const specializeCall: Specializer = (m, oparg, unit) => {
  const callable = m.stack[m.sp - oparg - 2];
  const total = m.stack[m.sp - oparg - 1] === undefined ? oparg : oparg + 1;
  if (callable instanceof PyBuiltin) return builtinForm(m, callable, total);
  if (callable instanceof PyFunction) return functionForm(m, callable, total, false, unit);
  if (callable instanceof PyType) return classForm(m, callable, oparg, total, unit);
  if (callable instanceof PyMethodDescriptor) return methodForm(m, callable, oparg, total, unit);
  if (callable instanceof PyMethod && callable.func instanceof PyFunction) {
    return functionForm(m, callable.func, total + 1, true, unit);
  }
  return NO_FORM;
};

function builtinForm(m: Machine, callable: PyBuiltin, total: number): number {
  switch (callable.flags & CONVENTION) {
    case METH.O:
      if (total !== 1) return NO_FORM;
      return callable === m.builtinLen ? OPCODES.CALL_LEN.opcode : OPCODES.CALL_BUILTIN_O.opcode;
    case METH.FASTCALL:
      return total === 2 && callable === m.builtinIsinstance
        ? OPCODES.CALL_ISINSTANCE.opcode
        : OPCODES.CALL_BUILTIN_FAST.opcode;
    case METH_FASTCALL_KEYWORDS:
      return OPCODES.CALL_BUILTIN_FAST_WITH_KEYWORDS.opcode;
    default:
      return NO_FORM;
  }
}

/** Forms for Python functions (`specialize_py_call`); `total` counts self. */
function functionForm(m: Machine, func: PyFunction, total: number, bound: boolean, unit: number): number {
  const { code } = func;
  if (!code.isSimple) return NO_FORM;
  const defaults = func.defaults === null ? 0 : func.defaults.items.length;
  const required = code.argcount - defaults;
  if (total > code.argcount || total < required) return NO_FORM;
  const version = versionForCurrentState(m, func);
  if (version === 0) return NO_FORM;
  write32(m.frame.code.units, unit + 2, version);
  if (total === code.argcount) {
    return bound ? OPCODES.CALL_BOUND_METHOD_EXACT_ARGS.opcode : OPCODES.CALL_PY_EXACT_ARGS.opcode;
  }
  // The version stays written although a bound method that needs defaults has no form.
  return bound ? NO_FORM : OPCODES.CALL_PY_WITH_DEFAULTS.opcode;
}

/** Forms for classes (`specialize_class_call`). */
function classForm(m: Machine, type: PyType, oparg: number, total: number, unit: number): number {
  if (!type.isHeap) {
    if (total === 1 && oparg === 1) {
      if (type === STR) return OPCODES.CALL_STR_1.opcode;
      if (type === TYPE) return OPCODES.CALL_TYPE_1.opcode;
      if (type === TUPLE) return OPCODES.CALL_TUPLE_1.opcode;
    }
    return type.vectorcall ? OPCODES.CALL_BUILTIN_CLASS.opcode : NO_FORM;
  }
  // FAITHFUL: a metaclass with its own `__call__` is not looked at, so that is skipped from now on.
  if (m.repairMetaclassCall && lookupSpecial(type.cls, "__call__") instanceof PyFunction) return NO_FORM;
  if (type.layout !== "object" || type.dictMode !== "managed") return NO_FORM;
  if (lookupSpecial(type, "__new__") !== lookupSpecial(type.mro[type.mro.length - 1] as PyType, "__new__")) {
    return NO_FORM;
  }
  const init = lookupSpecial(type, "__init__");
  if (!(init instanceof PyFunction) || !init.code.isSimple || init.code.argcount !== total + 1) return NO_FORM;
  if (!assignVersionTag(m, type)) return NO_FORM;
  write32(m.frame.code.units, unit + 2, type.versionTag);
  type.cachedInit = init;
  return OPCODES.CALL_ALLOC_AND_ENTER_INIT.opcode;
}

/** Forms for methods of builtin types (`specialize_method_descriptor`). */
function methodForm(m: Machine, callable: PyMethodDescriptor, oparg: number, total: number, unit: number): number {
  switch (callable.flags & CONVENTION) {
    case METH.NOARGS:
      return total === 1 ? OPCODES.CALL_METHOD_DESCRIPTOR_NOARGS.opcode : NO_FORM;
    case METH.O: {
      if (total !== 2) return NO_FORM;
      const next = m.frame.code.units[unit + 1 + (CACHE_UNITS_OF[OPCODES.CALL.opcode] as number)] as number;
      const dropped = opcodeOf(next) === OPCODES.POP_TOP.opcode;
      return callable === m.listAppend && oparg === 1 && dropped
        ? OPCODES.CALL_LIST_APPEND.opcode
        : OPCODES.CALL_METHOD_DESCRIPTOR_O.opcode;
    }
    case METH.FASTCALL:
      return OPCODES.CALL_METHOD_DESCRIPTOR_FAST.opcode;
    case METH_FASTCALL_KEYWORDS:
      return OPCODES.CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS.opcode;
    default:
      return NO_FORM;
  }
}
