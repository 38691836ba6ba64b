/**
 * Bodies of the uops that steer a trace.
 *
 * @module
 */

import type { Executor } from "../../optimizer/executor.ts";
import type { Body } from "./uop_body.ts";
import { DEOPT, EXIT, NEXT, TOP } from "../status.ts";

export const _EXIT_TRACE: Body = () => EXIT;
export const _JUMP_TO_TOP: Body = () => TOP;

export const _SET_IP: Body = (m, oparg) => {
  m.frame.ip = oparg;
  return NEXT;
};

export const _CHECK_VALIDITY: Body = (m) => (m.executor as Executor).valid ? NEXT : DEOPT;

/** Compares the code's instrumentation version, and pending events, with the machine's. */
export const RESUME_CHECK: Body = (m) =>
  m.evalBreaker === 0 || m.evalBreaker === m.frame.code.instrumentationVersion ? NEXT : DEOPT;

export const _GUARD_IS_TRUE_POP: Body = (m) => {
  if (m.stack[m.sp - 1] !== true) return DEOPT;
  m.sp--;
  return NEXT;
};

export const _GUARD_IS_FALSE_POP: Body = (m) => {
  if (m.stack[m.sp - 1] !== false) return DEOPT;
  m.sp--;
  return NEXT;
};

export const _GUARD_IS_NONE_POP: Body = (m) => {
  if (m.stack[m.sp - 1] !== null) return DEOPT;
  m.sp--;
  return NEXT;
};

export const _GUARD_IS_NOT_NONE_POP: Body = (m) => {
  if (m.stack[m.sp - 1] === null) return DEOPT;
  m.sp--;
  return NEXT;
};

/** Only where the translator put it in front of a jump that guards replace; never in a trace of the pin. */
export const _IS_NONE: Body = (m) => {
  const { stack, sp } = m;
  stack[sp - 1] = stack[sp - 1] === null;
  return NEXT;
};
