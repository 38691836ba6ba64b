/**
 * Tier 1: generators and coroutines. Those that a loop or `yield from` drives run inside the same run loop.
 *
 * @module
 */

import { CODE_FLAGS } from "../../isa/program.ts";
import { STOP_ASYNC_ITERATION, STOP_ITERATION } from "../../object/exception/exception_types.ts";
import {
  GENERATOR_STATE,
  type PyAnyGenerator,
  PyAsyncGenASend,
  PyAsyncGenAThrow,
  PyAsyncGenerator,
  PyCoroutine,
  PyGenerator,
} from "../../object/generator/generator.ts";
import { sendTo } from "../../object/generator/generator_ops.ts";
import { exceptionMatches, raiseValue, rethrow } from "../../object/exception/raise.ts";
import type { Value } from "../../object/values/value.ts";
import { expectException } from "../bodies/expect.ts";
import type { Handler } from "../bodies/uop_body.ts";
import type { Frame } from "../frame/machine_frame.ts";
import { detachFrame, enterFrame, popHandling, prepareResume, unlinkFrame } from "../frame/frame_stack.ts";
import type { Machine } from "../machine.ts";
import { EVENT } from "../../isa/monitoring_events.ts";
import { DEOPT, JUMP, NEXT, type Status } from "../status.ts";
import { giveToCaller } from "./calls.ts";

const RAISES = 1 << EVENT.RAISE;
/** Units of SEND and FOR_ITER with their cache: where a resumer goes on after a yield. */
const RESUMER_LENGTH = 2;

/** A generator that can be resumed now. */
function isResumable(generator: PyAnyGenerator): boolean {
  return generator.state < GENERATOR_STATE.EXECUTING;
}

/** Makes the generator's frame current with a value on its stack; its end lands at `returnOffset` of the caller. */
function resume(m: Machine, generator: PyAnyGenerator, value: Value, returnOffset: number): Status {
  m.frame.returnOffset = returnOffset;
  return enterFrame(m, prepareResume(m, generator, value));
}

/** The current frame becomes that of a new generator, which goes to the caller. */
export const RETURN_GENERATOR: Handler = (m, _oparg, unit) => {
  const { frame } = m;
  const { flags } = frame.code;
  const generator = (flags & CODE_FLAGS.ASYNC_GENERATOR) !== 0
    ? new PyAsyncGenerator(frame)
    : (flags & CODE_FLAGS.COROUTINE) !== 0
    ? new PyCoroutine(frame)
    : new PyGenerator(frame);
  frame.ip = unit + 1;
  frame.sp = m.sp;
  detachFrame(m, generator);
  return giveToCaller(m, frame, generator);
};

export const YIELD_VALUE: Handler = (m, _oparg, unit) => {
  const value = m.stack[--m.sp];
  const { frame } = m;
  frame.ip = unit + 1;
  frame.sp = m.sp;
  (frame.generator as PyAnyGenerator).state = GENERATOR_STATE.SUSPENDED;
  popHandling(m);
  m.depth--;
  unlinkFrame(m);
  const caller: Frame = m.frame;
  if (!frame.isEntry) caller.returnOffset = RESUMER_LENGTH;
  return giveToCaller(m, frame, value);
};

/** The generic SEND, after its counter. */
export function sendGeneric(m: Machine, oparg: number, unit: number): Status {
  const { stack, sp } = m;
  const receiver = stack[sp - 2];
  const value = stack[sp - 1];
  if ((receiver instanceof PyGenerator || receiver instanceof PyCoroutine) && isResumable(receiver)) {
    m.sp = sp - 1;
    return resume(m, receiver, value, RESUMER_LENGTH + oparg);
  }
  const result = (m.instrumentation.watched & RAISES) === 0
    ? sendTo(m, receiver, value)
    : observedSend(m, receiver, value, unit);
  if (result !== undefined) {
    stack[sp - 1] = result;
    return NEXT;
  }
  stack[sp - 1] = m.returned;
  m.next = unit + RESUMER_LENGTH + oparg;
  return JUMP;
}

/** Tells whoever monitors what is raised of the StopIteration that ended the receiver; what is raised instead takes its place. */
function observedSend(m: Machine, receiver: Value, value: Value, unit: number): Value {
  m.stopped = null;
  const result = sendTo(m, receiver, value);
  if (result !== undefined) return result;
  const { returned } = m;
  const isAlwaysMade = value !== null || receiver instanceof PyAsyncGenASend || receiver instanceof PyAsyncGenAThrow;
  if (m.stopped !== null) m.exception = m.stopped;
  else if (returned !== null) raiseValue(m, STOP_ITERATION, returned);
  else if (isAlwaysMade) raiseValue(m, STOP_ITERATION);
  else return undefined;
  m.instrumentation.reportRaised(EVENT.RAISE, unit);
  const raised = m.takeRaised();
  if (!exceptionMatches(raised, STOP_ITERATION)) throw rethrow(m, raised);
  m.returned = raised.fields?.get("value") ?? null;
  return undefined;
}

export const SEND_GEN: Handler = (m, oparg) => {
  const { stack, sp } = m;
  const receiver = stack[sp - 2];
  if (!(receiver instanceof PyGenerator || receiver instanceof PyCoroutine) || !isResumable(receiver)) return DEOPT;
  const value = stack[sp - 1];
  m.sp = sp - 1;
  return resume(m, receiver, value, RESUMER_LENGTH + oparg);
};

export const FOR_ITER_GEN: Handler = (m, oparg) => {
  const iterator = m.stack[m.sp - 1];
  if (!(iterator instanceof PyGenerator) || !isResumable(iterator)) return DEOPT;
  return resume(m, iterator, null, RESUMER_LENGTH + oparg);
};

/** After `throw()` into a `yield from`: StopIteration gives the value, anything else goes on. */
export const CLEANUP_THROW: Handler = (m, _oparg, unit) => {
  const { stack, sp } = m;
  const exception = expectException(m, stack[sp - 1], "CLEANUP_THROW");
  if (!exceptionMatches(exception, STOP_ITERATION)) {
    m.reraiseUnit = unit;
    throw rethrow(m, exception);
  }
  const value = exception.fields?.get("value") ?? null;
  stack[sp - 3] = null;
  stack[sp - 2] = value;
  m.sp = sp - 1;
  return NEXT;
};

export const END_ASYNC_FOR: Handler = (m, _oparg, unit) => {
  const exception = expectException(m, m.stack[m.sp - 1], "END_ASYNC_FOR");
  if (!exceptionMatches(exception, STOP_ASYNC_ITERATION)) {
    m.reraiseUnit = unit;
    throw rethrow(m, exception);
  }
  m.sp -= 2;
  return NEXT;
};
