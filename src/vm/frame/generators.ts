/**
 * Generators resumed from the object layer, each in a run loop of its own.
 *
 * @module
 */

import { attributeOrUndefined } from "../../object/type/attributes.ts";
import { call } from "../../object/call/call.ts";
import { PyException } from "../../object/exception/exception.ts";
import { GENERATOR_EXIT, STOP_ITERATION } from "../../object/exception/exception_types.ts";
import {
  GENERATOR_STATE,
  type PyAnyGenerator,
  PyAsyncGenerator,
  PyCoroutine,
  PyGenerator,
  RefusedThrow,
  type Thrown,
} from "../../object/generator/generator.ts";
import { delegateOf, generatorClose, generatorThrow, madeException } from "../../object/generator/generator_ops.ts";
import { catchRaised, newException } from "../../object/exception/raise.ts";
import type { Value } from "../../object/values/value.ts";
import type { Frame } from "./machine_frame.ts";
import { linkFrame, prepareResume, unlinkFrame } from "./frame_stack.ts";
import type { Machine } from "../machine.ts";
import { runFrame } from "../enter.ts";

/** Resumes with a value; undefined when it returned, with the value in `m.returned` (`gen_send_ex2`). */
export function sendIntoFrame(m: Machine, generator: PyAnyGenerator, value: Value): Value {
  return run(m, generator, prepareResume(m, generator, value), null);
}

function run(m: Machine, generator: PyAnyGenerator, frame: Frame, thrown: PyException | null): Value {
  const value = runFrame(m, frame, thrown);
  if (generator.state < GENERATOR_STATE.EXECUTING) return value;
  m.returned = value;
  return undefined;
}

/** Raises where the generator stands, or where what it delegates to stands (`_gen_throw`). */
export function throwIntoFrame(m: Machine, generator: PyAnyGenerator, exception: Thrown): Value {
  const delegate = delegateOf(generator);
  if (delegate === undefined) return raiseInFrame(m, generator, exception);
  const { state } = generator;
  let thrown = exception;
  const isExit = !(exception instanceof RefusedThrow) &&
    (exception instanceof PyException ? exception.cls : exception.type).isSubtype(GENERATOR_EXIT);
  // An attribute `throw` that cannot be read is an error of the caller's: nothing is raised inside.
  const isForeign = !(delegate instanceof PyGenerator || delegate instanceof PyCoroutine);
  const method = isForeign && !isExit ? attributeOrUndefined(m, delegate, "throw") : undefined;
  generator.state = GENERATOR_STATE.EXECUTING;
  try {
    if (isExit) {
      close(m, delegate);
    } else if (delegate instanceof PyGenerator || delegate instanceof PyCoroutine) {
      const value = throwFrom(m, generator.frame as Frame, delegate, exception);
      if (value !== undefined) {
        generator.state = state;
        return value;
      }
      thrown = stopWith(m);
    } else if (method !== undefined) {
      const value = call(m, method, exception instanceof PyException ? [exception] : exception.args, null);
      generator.state = state;
      return value;
    }
  } catch (error) {
    thrown = catchRaised(m, error);
  }
  generator.state = state;
  return raiseInFrame(m, generator, thrown);
}

/** Throws into a delegate; the frame that waits for it is its caller meanwhile. */
function throwFrom(m: Machine, frame: Frame, delegate: PyAnyGenerator, exception: Thrown): Value {
  linkFrame(m, frame);
  try {
    return generatorThrow(m, delegate, exception);
  } finally {
    unlinkFrame(m);
  }
}

/** The StopIteration that stands for a delegate's return. */
function stopWith(m: Machine): PyException {
  const { returned } = m;
  return newException(STOP_ITERATION, returned === null ? [] : [returned]);
}

function close(m: Machine, delegate: Value): void {
  if (delegate instanceof PyGenerator || delegate instanceof PyCoroutine || delegate instanceof PyAsyncGenerator) {
    generatorClose(m, delegate);
    return;
  }
  const method = closeOf(m, delegate);
  if (method !== undefined) call(m, method, [], null);
}

/** `delegate.close`; what goes wrong in looking it up is told to nobody (`gen_close_iter`). */
function closeOf(m: Machine, delegate: Value): Value {
  try {
    return attributeOrUndefined(m, delegate, "close");
  } catch (error) {
    catchRaised(m, error);
    return undefined;
  }
}

function raiseInFrame(m: Machine, generator: PyAnyGenerator, exception: Thrown): Value {
  const thrown = madeException(m, exception);
  return run(m, generator, prepareResume(m, generator, null), thrown);
}
