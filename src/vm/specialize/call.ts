/**
 * Specialization of CALL.
 *
 * @module
 */

import { type OpcodeName, OPCODES } from "../../isa/opcodes.ts";
import {
  METH,
  METH_FASTCALL_KEYWORDS,
  PyBuiltin,
  PyFunction,
  PyMethod,
  PyMethodDescriptor,
} from "../../object/values/callable_values.ts";
import { lookupSpecial, typeLookup } from "../../object/type/lookup.ts";
import { PyType } from "../../object/type/type.ts";
import { OBJECT, STR, TUPLE, TYPE } from "../../object/type/types.ts";
import { write32 } from "./caches.ts";
import { versionForCurrentState } from "../frame/function_versions.ts";
import type { Machine } from "../machine.ts";
import { conclude, type Specializer } from "./outcome.ts";

/** Units of CALL with its caches. */
const CALL_LENGTH = 4;
const POP_TOP = OPCODES.POP_TOP.opcode;
/** Flags that tell the calling convention; others are ignored here, but not by the guards. */
const CONVENTION = METH.VARARGS | METH.FASTCALL | METH.NOARGS | METH.O | METH.KEYWORDS;

function builtinForm(m: Machine, builtin: PyBuiltin, nargs: number): OpcodeName | null {
  switch (builtin.flags & CONVENTION) {
    case METH.O:
      if (nargs !== 1) return null;
      return builtin === m.builtinLen ? "CALL_LEN" : "CALL_BUILTIN_O";
    case METH.FASTCALL:
      return nargs === 2 && builtin === m.builtinIsinstance ? "CALL_ISINSTANCE" : "CALL_BUILTIN_FAST";
    case METH_FASTCALL_KEYWORDS:
      return "CALL_BUILTIN_FAST_WITH_KEYWORDS";
    default:
      return null;
  }
}

/** The version is written even when a bound method then needs defaults, which is refused. */
function functionForm(m: Machine, func: PyFunction, nargs: number, bound: boolean, unit: number): OpcodeName | null {
  const { code } = func;
  if (!code.isSimple) return null;
  const required = code.argcount - (func.defaults === null ? 0 : func.defaults.items.length);
  if (required < 0 || nargs > code.argcount || nargs < required) return null;
  const version = versionForCurrentState(m, func);
  if (version === 0) return null;
  write32(m.frame.code.units, unit + 2, version);
  if (nargs === code.argcount) return bound ? "CALL_BOUND_METHOD_EXACT_ARGS" : "CALL_PY_EXACT_ARGS";
  return bound ? null : "CALL_PY_WITH_DEFAULTS";
}

function classForm(m: Machine, cls: PyType, nargs: number, oparg: number, unit: number): OpcodeName | null {
  if (!cls.isHeap) {
    if (nargs === 1 && oparg === 1) {
      if (cls === STR) return "CALL_STR_1";
      if (cls === TYPE) return "CALL_TYPE_1";
      if (cls === TUPLE) return "CALL_TUPLE_1";
    }
    return cls.vectorcall ? "CALL_BUILTIN_CLASS" : null;
  }
  // FAITHFUL: a metaclass with its own __call__ is not looked for; the repair asks for plain classes.
  if (m.repairMetaclassCall && cls.cls !== TYPE) return null;
  if (lookupSpecial(cls, "__new__") !== lookupSpecial(OBJECT, "__new__")) return null;
  if (cls.dictMode !== "managed" || cls.layout !== "object") return null;
  const init = typeLookup(m, cls, "__init__");
  if (!(init instanceof PyFunction) || !init.code.isSimple) return null;
  m.keepInit(cls, init);
  if (init.code.argcount !== nargs + 1) return null;
  write32(m.frame.code.units, unit + 2, cls.versionTag);
  return "CALL_ALLOC_AND_ENTER_INIT";
}

function methodDescriptorForm(
  m: Machine,
  descriptor: PyMethodDescriptor,
  nargs: number,
  unit: number,
): OpcodeName | null {
  switch (descriptor.flags & CONVENTION) {
    case METH.NOARGS:
      return nargs === 1 ? "CALL_METHOD_DESCRIPTOR_NOARGS" : null;
    case METH.O: {
      if (nargs !== 2) return null;
      const { units } = m.frame.code;
      const isStatement = ((units[unit + CALL_LENGTH] ?? 0) & 0xff) === POP_TOP;
      const isAppend = descriptor === m.listAppend && (units[unit] as number) >>> 8 === 1 && isStatement;
      return isAppend ? "CALL_LIST_APPEND" : "CALL_METHOD_DESCRIPTOR_O";
    }
    case METH.FASTCALL:
      return "CALL_METHOD_DESCRIPTOR_FAST";
    case METH_FASTCALL_KEYWORDS:
      return "CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS";
    default:
      return null;
  }
}

function callForm(m: Machine, oparg: number, unit: number): OpcodeName | null {
  const { stack, sp } = m;
  const callable = stack[sp - oparg - 2];
  const nargs = stack[sp - oparg - 1] === undefined ? oparg : oparg + 1;
  if (callable instanceof PyBuiltin) return builtinForm(m, callable, nargs);
  if (callable instanceof PyFunction) return functionForm(m, callable, nargs, false, unit);
  if (callable instanceof PyType) return classForm(m, callable, nargs, oparg, unit);
  if (callable instanceof PyMethodDescriptor) return methodDescriptorForm(m, callable, nargs, unit);
  if (callable instanceof PyMethod && callable.func instanceof PyFunction) {
    return functionForm(m, callable.func, nargs + 1, true, unit);
  }
  return null;
}

export const specializeCall: Specializer = (m, oparg, unit) => conclude(m, unit, callForm(m, oparg, unit));
