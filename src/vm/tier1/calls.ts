/**
 * Tier 1: calls, and the returns that end them. A call of Python code makes its frame current; the run loop goes on there.
 *
 * @module
 */

import { strOf } from "../../object/values/payload.ts";
import { call } from "../../object/call/call.ts";
import { PyFunction, PyMethod } from "../../object/values/callable_values.ts";
import type { PyDict } from "../../object/dict/dict.ts";
import { TYPE_ERROR } from "../../object/exception/exception_types.ts";
import { PyInstance } from "../../object/type/instance.ts";
import { raise } from "../../object/exception/raise.ts";
import { PyList, PyTuple } from "../../object/values/sequence_values.ts";
import { newInstance } from "../../object/type/instances.ts";
import { PyType } from "../../object/type/type.ts";
import { typeOf } from "../../object/type/types.ts";
import { checkSize } from "../../object/runtime.ts";
import type { Value } from "../../object/values/value.ts";
import type { Handler } from "../bodies/uop_body.ts";
import * as calls from "../bodies/call.ts";
import { expectDict, expectNames } from "../bodies/expect.ts";
import { OPCODES } from "../../isa/opcodes.ts";
import { read32, readPointer } from "../specialize/caches.ts";
import { starArguments } from "../../object/iterator/unpacking.ts";
import type { Frame } from "../frame/machine_frame.ts";
import {
  enterFrame,
  freeFrame,
  leaveGenerator,
  linkFrame,
  localsForCall,
  newCallFrame,
  newFrame,
  unlinkFrame,
} from "../frame/frame_stack.ts";
import { INIT_CLEANUP_WORDS, newInitCleanupFrame } from "../frame/init_cleanup.ts";
import type { Machine } from "../machine.ts";
import { DEOPT, FRAME, JUMP, LEAVE, NEXT, type Status } from "../status.ts";
import { mayPass } from "./passed.ts";

/** Units of CALL with its caches. */
const CALL_LENGTH = 4;
const POP_TOP = OPCODES.POP_TOP.opcode;
/** Units of BINARY_SUBSCR and LOAD_ATTR with their caches. */
const BINARY_SUBSCR_LENGTH = 2;
const LOAD_ATTR_LENGTH = 10;

/** Goes on in a frame that was just made: the operands of the call are popped, the caller's pointer stays at its call. */
function enter(m: Machine, frame: Frame, popped: number, returnOffset: number): Status {
  m.sp -= popped;
  m.frame.returnOffset = returnOffset;
  return enterFrame(m, frame);
}

/** Whether a frame of this code fits the simulated data stack. */
function hasRoom(m: Machine, func: PyFunction): boolean {
  return m.dataStack.hasSpace(func.code.dataStackWords);
}

/** Puts function and self in place of a bound method at the bottom of a call. */
export function unpackMethod(stack: Value[], base: number): void {
  const method = stack[base];
  if (stack[base + 1] === undefined && method instanceof PyMethod) {
    stack[base] = method.func;
    stack[base + 1] = method.self;
  }
}

/** The generic CALL, after its counter. */
export function callGeneric(m: Machine, oparg: number): Status {
  const { stack, sp } = m;
  const base = sp - oparg - 2;
  unpackMethod(stack, base);
  const callable = stack[base];
  const first = stack[base + 1] === undefined ? base + 2 : base + 1;
  if (callable instanceof PyFunction) {
    const frame = newCallFrame(m, callable, localsForCall(callable), stack, first, sp - first, null);
    return enter(m, frame, oparg + 2, CALL_LENGTH);
  }
  const result = call(m, callable, stack.slice(first, sp), null);
  stack[base] = result;
  m.sp = base + 1;
  return NEXT;
}

export const CALL_KW: Handler = (m, oparg) => {
  const { stack } = m;
  const sp = m.sp - 1;
  const names = expectNames(m, stack[sp], oparg, "CALL_KW");
  const base = sp - oparg - 2;
  unpackMethod(stack, base);
  const callable = stack[base];
  const first = stack[base + 1] === undefined ? base + 2 : base + 1;
  if (callable instanceof PyFunction) {
    const frame = newCallFrame(m, callable, localsForCall(callable), stack, first, sp - first, names);
    return enter(m, frame, oparg + 3, 1);
  }
  const result = call(m, callable, stack.slice(first, sp), names);
  stack[base] = result;
  m.sp = base + 1;
  return NEXT;
};

/** The positional arguments of CALL_FUNCTION_EX. */
export function positionalOfCall(m: Machine, callable: Value, given: Value): readonly Value[] {
  return given instanceof PyTuple ? given.items : starArguments(m, callable, given).items;
}

/** All its arguments, and the names of the last ones; null when there are no keywords. */
export function keywordsOfCall(
  m: Machine,
  positional: readonly Value[],
  keywords: PyDict | null,
): { readonly args: readonly Value[]; readonly names: readonly string[] | null } {
  if (keywords === null || keywords.used === 0) return { args: positional, names: null };
  const names: string[] = [];
  const args = positional.slice();
  keywords.entryKeys.forEach((key, entry) => {
    if (key === undefined) return;
    const name = strOf(key);
    if (name === undefined) throw raise(m, TYPE_ERROR, "keywords must be strings");
    names.push(name);
    args.push(keywords.entryValues[entry]);
  });
  return { args, names };
}

export const CALL_FUNCTION_EX: Handler = (m, oparg) => {
  const { stack, sp } = m;
  const keywords = (oparg & 1) !== 0 ? expectDict(m, stack[sp - 1], "CALL_FUNCTION_EX") : null;
  const base = sp - 3 - (oparg & 1);
  const callable = stack[base];
  const positional = positionalOfCall(m, callable, stack[base + 2]);
  const { args, names: kwnames } = keywordsOfCall(m, positional, keywords);
  if (callable instanceof PyFunction) {
    const frame = newCallFrame(m, callable, localsForCall(callable), args, 0, args.length, kwnames);
    return enter(m, frame, sp - base, 1);
  }
  const result = call(m, callable, args, kwnames);
  stack[base] = result;
  m.sp = base + 1;
  return NEXT;
};

export const CALL_PY_EXACT_ARGS: Handler = (m, oparg, unit) => {
  const { units } = m.frame.code;
  if (calls._CHECK_FUNCTION_EXACT_ARGS(m, oparg, read32(units, unit + 2)) === DEOPT) return DEOPT;
  if (calls._CHECK_STACK_SPACE(m, oparg, 0) === DEOPT) return DEOPT;
  calls._INIT_CALL_PY_EXACT_ARGS(m, oparg, 0);
  m.frame.returnOffset = CALL_LENGTH;
  calls._PUSH_FRAME(m, oparg, 0);
  m.next = 0;
  return FRAME;
};

export const CALL_BOUND_METHOD_EXACT_ARGS: Handler = (m, oparg, unit) => {
  if (calls._CHECK_CALL_BOUND_METHOD_EXACT_ARGS(m, oparg, 0) === DEOPT) return DEOPT;
  calls._INIT_CALL_BOUND_METHOD_EXACT_ARGS(m, oparg, 0);
  return CALL_PY_EXACT_ARGS(m, oparg, unit);
};

export const CALL_PY_WITH_DEFAULTS: Handler = (m, oparg, unit) => {
  const { stack, sp } = m;
  const base = sp - oparg - 2;
  const callable = stack[base];
  if (!(callable instanceof PyFunction) || callable.version !== read32(m.frame.code.units, unit + 2)) return DEOPT;
  const first = stack[base + 1] === undefined ? base + 2 : base + 1;
  const count = sp - first;
  const { argcount } = callable.code;
  const defaults = callable.defaults === null ? 0 : callable.defaults.items.length;
  if (count > argcount || count < argcount - defaults || !hasRoom(m, callable)) return DEOPT;
  return enter(m, newCallFrame(m, callable, null, stack, first, count, null), oparg + 2, CALL_LENGTH);
};

/** Makes the object, then runs `__init__` above a hidden frame that gives the object to the caller. */
export const CALL_ALLOC_AND_ENTER_INIT: Handler = (m, oparg, unit) => {
  const { stack, sp } = m;
  const base = sp - oparg - 2;
  const cls = stack[base];
  if (stack[base + 1] !== undefined || !(cls instanceof PyType)) return DEOPT;
  if (cls.versionTag !== read32(m.frame.code.units, unit + 2)) return DEOPT;
  const init = cls.cachedInit;
  // FAITHFUL: only the number of parameters is compared, so code given to __init__ later runs unless the repair looks.
  if (init === null || init.code.argcount !== oparg + 1 || m.initWasReplaced(cls, init)) return DEOPT;
  if (!m.dataStack.hasSpace(init.code.dataStackWords + INIT_CLEANUP_WORDS)) return DEOPT;
  const self = newInstance(m, cls);
  const shim = newInitCleanupFrame(m, self);
  const frame = newFrame(m, init, null);
  const { stack: slots } = frame;
  slots[0] = self;
  for (let i = 0; i < oparg; i++) slots[i + 1] = stack[base + 2 + i];
  for (let i = oparg + 1; i < init.code.localCount; i++) slots[i] = undefined;
  m.sp = base;
  m.frame.returnOffset = CALL_LENGTH;
  linkFrame(m, shim);
  m.depth++;
  return enterFrame(m, frame);
};

/** Runs without the POP_TOP that follows. Subclasses of list pass. */
export const CALL_LIST_APPEND: Handler = (m, oparg, unit) => {
  const { stack, sp } = m;
  if (!mayPass(m, unit + CALL_LENGTH, POP_TOP)) return DEOPT;
  if (oparg !== 1 || stack[sp - 3] !== m.listAppend) return DEOPT;
  const self = stack[sp - 2];
  const list = self instanceof PyInstance ? self.payload : self;
  if (!(list instanceof PyList)) return DEOPT;
  checkSize(m, list.items.length);
  list.items.push(stack[sp - 1]);
  m.sp = sp - 3;
  m.next = unit + CALL_LENGTH + 1;
  return JUMP;
};

/** The function that the class keeps; the site holds nothing. */
export const BINARY_SUBSCR_GETITEM: Handler = (m) => {
  const { stack, sp } = m;
  const cls = typeOf(stack[sp - 2]);
  const getitem = cls.isHeap ? cls.cachedGetitem : null;
  if (getitem === null || getitem.version !== cls.cachedGetitemVersion || !hasRoom(m, getitem)) return DEOPT;
  return enter(m, newCallFrame(m, getitem, null, stack, sp - 2, 2, null), 2, BINARY_SUBSCR_LENGTH);
};

export const LOAD_ATTR_PROPERTY: Handler = (m, _oparg, unit) => {
  const { stack, sp } = m;
  const { units } = m.frame.code;
  if (typeOf(stack[sp - 1]).versionTag !== read32(units, unit + 2)) return DEOPT;
  const getter = m.objectAt(readPointer(units, unit + 6)) as PyFunction;
  if (getter.version !== read32(units, unit + 4) || !hasRoom(m, getter)) return DEOPT;
  return enter(m, newCallFrame(m, getter, null, stack, sp - 1, 1, null), 1, LOAD_ATTR_LENGTH);
};

export const LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN: Handler = (m, oparg, unit) => {
  const { stack, sp } = m;
  const { units, names } = m.frame.code;
  if (typeOf(stack[sp - 1]).versionTag !== read32(units, unit + 2)) return DEOPT;
  const getattribute = m.objectAt(readPointer(units, unit + 6)) as PyFunction;
  if (getattribute.version !== read32(units, unit + 4) || !hasRoom(m, getattribute)) return DEOPT;
  stack[sp] = names[oparg >> 1];
  return enter(m, newCallFrame(m, getattribute, null, stack, sp - 1, 2, null), 1, LOAD_ATTR_LENGTH);
};

/** Gives a value to the caller of the current frame, which ends. */
function returnValue(m: Machine, value: Value): Status {
  m.depth--;
  const frame = unlinkFrame(m);
  if (frame.generator === null) freeFrame(m, frame);
  else leaveGenerator(m, frame);
  return giveToCaller(m, frame, value);
}

/** What a frame left behind goes to its caller, or out of the run loop. */
export function giveToCaller(m: Machine, left: Frame, value: Value): Status {
  if (left.isEntry) {
    left.isEntry = false;
    m.result = value;
    return LEAVE;
  }
  const caller = m.frame;
  m.stack[m.sp++] = value;
  m.next = caller.ip + caller.returnOffset;
  return FRAME;
}

export const RETURN_VALUE: Handler = (m) => returnValue(m, m.stack[m.sp - 1]);
export const RETURN_CONST: Handler = (m, oparg) => returnValue(m, m.frame.code.consts[oparg]);
