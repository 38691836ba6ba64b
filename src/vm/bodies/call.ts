/**
 * Bodies of the uops that make calls and functions.
 *
 * Stack of every call: callable, self or NULL, arguments.
 *
 * @module
 */

import { NAME_ERROR } from "../../object/exception/exception_types.ts";
import { raise } from "../../object/exception/raise.ts";
import {
  METH,
  METH_FASTCALL_KEYWORDS,
  PyBuiltin,
  PyFunction,
  PyMethod,
  PyMethodDescriptor,
} from "../../object/values/callable_values.ts";
import { callType } from "../../object/call/call.ts";
import { burnCall } from "../../object/call/native_work.ts";
import { lengthValue } from "../../object/sequence/containers.ts";
import { itemsWithHint } from "../../object/iterator/iteration.ts";
import { makeTuple, PyTuple } from "../../object/values/sequence_values.ts";
import { PyType } from "../../object/type/type.ts";
import { STR, TUPLE, TYPE, typeOf } from "../../object/type/types.ts";
import { strValue } from "../../object/text/str.ts";
import { builtinsFor } from "../../object/values/frame_builtins.ts";
import type { Value } from "../../object/values/value.ts";
import { expectAnnotations, expectCells, expectCode, expectDict, expectFunction, expectTuple } from "./expect.ts";
import { builtinOf } from "./namespaces.ts";
import type { Body } from "./uop_body.ts";
import type { Frame } from "../frame/machine_frame.ts";
import { freeFrame, linkFrame, newFrame, skipPrefixes, unlinkFrame } from "../frame/frame_stack.ts";
import { intrinsic1, intrinsic2 } from "../tier1/intrinsics.ts";
import type { Machine } from "../machine.ts";
import { setFunctionVersion } from "../frame/function_versions.ts";
import { DEOPT, NEXT, type Status } from "../status.ts";

/** No custom evaluation function can be installed here. */
export const _CHECK_PEP_523: Body = () => NEXT;

export const _CHECK_CALL_BOUND_METHOD_EXACT_ARGS: Body = (m, oparg) => {
  const { stack, sp } = m;
  return stack[sp - oparg - 1] === undefined && stack[sp - oparg - 2] instanceof PyMethod ? NEXT : DEOPT;
};

/** Puts the function and self in place of the bound method; an equivalent pair, so that a later guard may still fail. */
export const _INIT_CALL_BOUND_METHOD_EXACT_ARGS: Body = (m, oparg) => {
  const { stack, sp } = m;
  const method = stack[sp - oparg - 2] as PyMethod;
  stack[sp - oparg - 1] = method.self;
  stack[sp - oparg - 2] = method.func;
  return NEXT;
};

export const _CHECK_FUNCTION_EXACT_ARGS: Body = (m, oparg, version) => {
  const { stack, sp } = m;
  const callable = stack[sp - oparg - 2];
  if (!(callable instanceof PyFunction) || callable.version !== version) return DEOPT;
  return callable.code.argcount === (stack[sp - oparg - 1] === undefined ? oparg : oparg + 1) ? NEXT : DEOPT;
};

export const _CHECK_STACK_SPACE: Body = (m, oparg) => {
  const { code } = m.stack[m.sp - oparg - 2] as PyFunction;
  return m.dataStack.hasSpace(code.dataStackWords) && m.limits.recursionLimit - m.depth > 1 ? NEXT : DEOPT;
};

/** Leaves the frame, not linked yet, where the callable was. */
export const _INIT_CALL_PY_EXACT_ARGS: Body = (m, oparg) => {
  const { stack } = m;
  const first = m.sp - oparg;
  const func = stack[first - 2] as PyFunction;
  const frame = newFrame(m, func, null);
  const { stack: slots } = frame;
  let slot = 0;
  for (let at = stack[first - 1] === undefined ? first : first - 1; at < first + oparg; at++) slots[slot++] = stack[at];
  for (const end = func.code.localCount; slot < end; slot++) slots[slot] = undefined;
  stack[first - 2] = frame as unknown as Value;
  m.sp = first - 1;
  return NEXT;
};

/** FAITHFUL: the offset counts from the CALL, the pointer may be at a prefix before it, unless the repair moves it. */
export const _SAVE_RETURN_OFFSET: Body = (m, oparg) => {
  if (m.repairExtendedArgIp) skipPrefixes(m.frame);
  m.frame.returnOffset = oparg;
  return NEXT;
};

/** The budget is not tested here: _CHECK_STACK_SPACE did. */
export const _PUSH_FRAME: Body = (m) => {
  const frame = m.stack[--m.sp] as unknown as Frame;
  linkFrame(m, frame);
  m.depth++;
  return NEXT;
};

/** The caller's instruction pointer stays at its call. */
export const _POP_FRAME: Body = (m) => {
  const value = m.stack[m.sp - 1];
  m.depth--;
  freeFrame(m, unlinkFrame(m));
  m.stack[m.sp++] = value;
  return NEXT;
};

/** Arguments of a call with self in front when there is one; the stack stays. */
function argumentsOf(m: Machine, oparg: number): Value[] {
  const first = m.sp - oparg;
  return m.stack.slice(m.stack[first - 1] === undefined ? first : first - 1, m.sp);
}

/** Replaces callable, self and arguments by the result. */
function finish(m: Machine, oparg: number, result: Value): Status {
  m.sp -= oparg + 1;
  m.stack[m.sp - 1] = result;
  return NEXT;
}

export const CALL_TYPE_1: Body = (m, oparg) => {
  const { stack, sp } = m;
  if (stack[sp - 2] !== undefined || stack[sp - 3] !== TYPE) return DEOPT;
  return finish(m, oparg, typeOf(stack[sp - 1]));
};

export const CALL_STR_1: Body = (m, oparg) => {
  const { stack, sp } = m;
  if (stack[sp - 2] !== undefined || stack[sp - 3] !== STR) return DEOPT;
  return finish(m, oparg, strValue(m, stack[sp - 1]));
};

export const CALL_TUPLE_1: Body = (m, oparg) => {
  const { stack, sp } = m;
  if (stack[sp - 2] !== undefined || stack[sp - 3] !== TUPLE) return DEOPT;
  const value = stack[sp - 1];
  return finish(m, oparg, value instanceof PyTuple ? value : makeTuple(itemsWithHint(m, value)));
};

export const CALL_BUILTIN_CLASS: Body = (m, oparg) => {
  const callable = m.stack[m.sp - oparg - 2];
  if (!(callable instanceof PyType) || !callable.vectorcall) return DEOPT;
  return finish(m, oparg, callType(m, callable, argumentsOf(m, oparg), null));
};

/** Calls a builtin function whose flags are exactly these. */
function callBuiltinOf(m: Machine, oparg: number, flags: number): Status {
  const callable = m.stack[m.sp - oparg - 2];
  if (!(callable instanceof PyBuiltin) || callable.flags !== flags) return DEOPT;
  const args = argumentsOf(m, oparg);
  burnCall(m, callable.name, callable.self, args);
  return finish(m, oparg, callable.impl(m, callable.self, args, null));
}

/** Number of arguments with self. */
function totalOf(m: Machine, oparg: number): number {
  return m.stack[m.sp - oparg - 1] === undefined ? oparg : oparg + 1;
}

export const CALL_BUILTIN_O: Body = (m, oparg) => totalOf(m, oparg) !== 1 ? DEOPT : callBuiltinOf(m, oparg, METH.O);
export const CALL_BUILTIN_FAST: Body = (m, oparg) => callBuiltinOf(m, oparg, METH.FASTCALL);
export const CALL_BUILTIN_FAST_WITH_KEYWORDS: Body = (m, oparg) => callBuiltinOf(m, oparg, METH_FASTCALL_KEYWORDS);

export const CALL_LEN: Body = (m, oparg) => {
  if (totalOf(m, oparg) !== 1 || m.stack[m.sp - oparg - 2] !== m.builtinLen) return DEOPT;
  return finish(m, oparg, lengthValue(m, m.stack[m.sp - 1]));
};

export const CALL_ISINSTANCE: Body = (m, oparg) => {
  const { builtinIsinstance } = m;
  if (totalOf(m, oparg) !== 2 || m.stack[m.sp - oparg - 2] !== builtinIsinstance) return DEOPT;
  return finish(m, oparg, builtinIsinstance.impl(m, builtinIsinstance.self, argumentsOf(m, oparg), null));
};

/** Calls a method descriptor whose flags are exactly these, on an object of exactly the descriptor's class. */
function callMethodOf(m: Machine, oparg: number, flags: number): Status {
  const callable = m.stack[m.sp - oparg - 2];
  if (!(callable instanceof PyMethodDescriptor) || callable.flags !== flags) return DEOPT;
  const args = argumentsOf(m, oparg);
  const self = args.shift();
  if (self === undefined || typeOf(self) !== callable.owner) return DEOPT;
  burnCall(m, callable.name, self, args);
  return finish(m, oparg, callable.impl(m, self, args, null));
}

export const CALL_METHOD_DESCRIPTOR_O: Body = (m, oparg) =>
  totalOf(m, oparg) !== 2 ? DEOPT : callMethodOf(m, oparg, METH.O);
export const CALL_METHOD_DESCRIPTOR_NOARGS: Body = (m, oparg) =>
  totalOf(m, oparg) !== 1 ? DEOPT : callMethodOf(m, oparg, METH.NOARGS);
export const CALL_METHOD_DESCRIPTOR_FAST: Body = (m, oparg) => callMethodOf(m, oparg, METH.FASTCALL);
export const CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS: Body = (m, oparg) =>
  callMethodOf(m, oparg, METH_FASTCALL_KEYWORDS);

export const CALL_INTRINSIC_1: Body = (m, oparg) => {
  const { stack, sp } = m;
  stack[sp - 1] = intrinsic1(m, oparg, stack[sp - 1]);
  return NEXT;
};

export const CALL_INTRINSIC_2: Body = (m, oparg) => {
  const { stack, sp } = m;
  stack[sp - 2] = intrinsic2(m, oparg, stack[sp - 2], stack[sp - 1]);
  m.sp--;
  return NEXT;
};

export const LOAD_BUILD_CLASS: Body = (m) => {
  const build = builtinOf(m, "__build_class__");
  if (build === undefined) throw raise(m, NAME_ERROR, "__build_class__ not found");
  m.stack[m.sp++] = build;
  return NEXT;
};

export const MAKE_FUNCTION: Body = (m) => {
  const { stack, sp } = m;
  const code = expectCode(m, stack[sp - 1], "MAKE_FUNCTION");
  const { globals, builtins } = m.frame;
  const func = new PyFunction(code, globals, builtinsFor(globals, builtins));
  const doc = code.consts[0];
  if (typeof doc === "string") func.doc = doc;
  setFunctionVersion(m, func, code.version);
  stack[sp - 1] = func;
  return NEXT;
};

/** Which attribute SET_FUNCTION_ATTRIBUTE sets. */
const ATTRIBUTE = { DEFAULTS: 1, KEYWORD_DEFAULTS: 2, ANNOTATIONS: 4, CLOSURE: 8 } as const;

/** The attributes of a function that nobody has seen yet: its version stays. */
export const SET_FUNCTION_ATTRIBUTE: Body = (m, oparg) => {
  const { stack, sp } = m;
  const func = expectFunction(m, stack[sp - 1], "SET_FUNCTION_ATTRIBUTE");
  const value = stack[sp - 2];
  if (oparg === ATTRIBUTE.DEFAULTS) func.defaults = expectTuple(m, value, "SET_FUNCTION_ATTRIBUTE");
  else if (oparg === ATTRIBUTE.KEYWORD_DEFAULTS) func.kwdefaults = expectDict(m, value, "SET_FUNCTION_ATTRIBUTE");
  else if (oparg === ATTRIBUTE.ANNOTATIONS) func.annotations = expectAnnotations(m, value, "SET_FUNCTION_ATTRIBUTE");
  else func.closure = expectCells(m, value, func.code.freeCount, "SET_FUNCTION_ATTRIBUTE");
  stack[sp - 2] = func;
  m.sp--;
  return NEXT;
};
