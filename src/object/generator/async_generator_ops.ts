/**
 * The awaitables of asynchronous generators: `__anext__`, `asend`, `athrow`, `aclose`.
 *
 * @module
 */

import { GENERATOR_EXIT, RUNTIME_ERROR, STOP_ASYNC_ITERATION } from "../exception/exception_types.ts";
import type { PyException } from "../exception/exception.ts";
import {
  AWAITABLE_STATE,
  GENERATOR_STATE,
  PyAsyncGenASend,
  PyAsyncGenAThrow,
  type PyAsyncGenerator,
  PyAsyncGenWrapped,
  type Thrown,
} from "./generator.ts";
import { exceptionToThrow, generatorSend, generatorThrow } from "./generator_ops.ts";
import { catchRaised, exceptionMatches, newException, raise, raiseValue, rethrow } from "../exception/raise.ts";
import { checkCount } from "../builtins/arguments.ts";
import { advances } from "../iterator/advance.ts";
import type { Runtime } from "../runtime.ts";
import type { PyTuple } from "../values/sequence_values.ts";
import type { Value } from "../values/value.ts";

type Awaitable = PyAsyncGenASend | PyAsyncGenAThrow;

advances(PyAsyncGenASend, (rt, awaitable) => asyncSend(rt, awaitable, null));
advances(PyAsyncGenAThrow, (rt, awaitable) => asyncSend(rt, awaitable, null));

/** Resumes it: what the generator's awaits yield, or undefined when it is done, with the value in `rt.returned`. */
export function asyncSend(rt: Runtime, awaitable: Awaitable, value: Value): Value {
  return awaitable instanceof PyAsyncGenASend ? sendNext(rt, awaitable, value) : sendThrow(rt, awaitable, value);
}

function sendNext(rt: Runtime, awaitable: PyAsyncGenASend, given: Value): Value {
  if (awaitable.state === AWAITABLE_STATE.CLOSED) {
    throw raise(rt, RUNTIME_ERROR, "cannot reuse already awaited __anext__()/asend()");
  }
  const { generator } = awaitable;
  let value = given;
  if (awaitable.state === AWAITABLE_STATE.INIT) {
    if (generator.runningAsync) {
      throw raise(rt, RUNTIME_ERROR, "anext(): asynchronous generator is already running");
    }
    if (value === null) value = awaitable.sent;
    awaitable.state = AWAITABLE_STATE.ITER;
  }
  generator.runningAsync = true;
  return settle(rt, awaitable, () => generatorSend(rt, generator, value));
}

/** Runs one step; whatever ends the awaitable closes it. */
function settle(rt: Runtime, awaitable: Awaitable, step: () => Value): Value {
  try {
    const yielded = unwrapYield(rt, awaitable.generator, step);
    if (yielded === undefined) awaitable.state = AWAITABLE_STATE.CLOSED;
    return yielded;
  } catch (error) {
    awaitable.state = AWAITABLE_STATE.CLOSED;
    throw error;
  }
}

/** What a step of the generator means to who awaits it (`async_gen_unwrap_value`): its own yields end the awaitable. */
function unwrapYield(rt: Runtime, generator: PyAsyncGenerator, step: () => Value): Value {
  let yielded: Value;
  try {
    yielded = step();
    if (yielded === undefined) throw raiseValue(rt, STOP_ASYNC_ITERATION);
  } catch (error) {
    const exception = catchRaised(rt, error);
    if (isEnd(exception)) generator.closed = true;
    generator.runningAsync = false;
    throw rethrow(rt, exception);
  }
  if (!(yielded instanceof PyAsyncGenWrapped)) return yielded;
  generator.runningAsync = false;
  rt.returned = yielded.value;
  return undefined;
}

function isEnd(exception: PyException): boolean {
  return exceptionMatches(exception, STOP_ASYNC_ITERATION) || exceptionMatches(exception, GENERATOR_EXIT);
}

function sendThrow(rt: Runtime, awaitable: PyAsyncGenAThrow, value: Value): Value {
  const { generator } = awaitable;
  const isClose = awaitable.thrown === null;
  if (awaitable.state === AWAITABLE_STATE.CLOSED) {
    throw raise(rt, RUNTIME_ERROR, "cannot reuse already awaited aclose()/athrow()");
  }
  if (generator.state > GENERATOR_STATE.EXECUTING) {
    awaitable.state = AWAITABLE_STATE.CLOSED;
    rt.returned = null;
    return undefined;
  }
  const starts = awaitable.state === AWAITABLE_STATE.INIT;
  const thrown = isClose ? [] : (awaitable.thrown as PyTuple).items;
  if (starts) startThrow(rt, awaitable, value, isClose);
  // The generator stays marked as running.
  if (starts && !isClose) checkCount(rt, "athrow", thrown.length, 1, 3);
  const step = !starts
    ? () => generatorSend(rt, generator, value)
    : isClose
    ? () => generatorThrow(rt, generator, newException(GENERATOR_EXIT, []))
    : () => generatorThrow(rt, generator, exceptionToThrow(rt, thrown));
  if (isClose) return settleClose(rt, awaitable, step);
  // FAITHFUL: only the first step of an athrow() closes it.
  return starts ? settle(rt, awaitable, step) : unwrapYield(rt, generator, step);
}

function startThrow(rt: Runtime, awaitable: PyAsyncGenAThrow, value: Value, isClose: boolean): void {
  const { generator } = awaitable;
  if (generator.runningAsync) {
    awaitable.state = AWAITABLE_STATE.CLOSED;
    throw raise(
      rt,
      RUNTIME_ERROR,
      `${isClose ? "aclose" : "athrow"}(): asynchronous generator is already running`,
    );
  }
  if (generator.closed) {
    awaitable.state = AWAITABLE_STATE.CLOSED;
    throw raiseValue(rt, STOP_ASYNC_ITERATION);
  }
  if (value !== null) {
    throw raise(rt, RUNTIME_ERROR, "can't send non-None value to a just-started coroutine");
  }
  awaitable.state = AWAITABLE_STATE.ITER;
  generator.runningAsync = true;
  if (isClose) generator.closed = true;
}

/** A step of `aclose()`: the generator must end, and its ending is no error. */
function settleClose(rt: Runtime, awaitable: PyAsyncGenAThrow, step: () => Value): Value {
  const { generator } = awaitable;
  let yielded: Value;
  try {
    yielded = step();
  } catch (error) {
    const exception = catchRaised(rt, error);
    generator.runningAsync = false;
    awaitable.state = AWAITABLE_STATE.CLOSED;
    if (!isEnd(exception)) throw rethrow(rt, exception);
    rt.returned = null;
    return undefined;
  }
  if (yielded !== undefined && !(yielded instanceof PyAsyncGenWrapped)) return yielded;
  generator.runningAsync = false;
  awaitable.state = AWAITABLE_STATE.CLOSED;
  if (yielded === undefined) {
    rt.returned = null;
    return undefined;
  }
  throw raise(rt, RUNTIME_ERROR, "async generator ignored GeneratorExit");
}

/** `throw` of such an awaitable. */
export function asyncThrow(rt: Runtime, awaitable: Awaitable, exception: Thrown): Value {
  if (awaitable.state === AWAITABLE_STATE.CLOSED) {
    throw raise(
      rt,
      RUNTIME_ERROR,
      awaitable instanceof PyAsyncGenASend
        ? "cannot reuse already awaited __anext__()/asend()"
        : "cannot reuse already awaited aclose()/athrow()",
    );
  }
  const { generator } = awaitable;
  const step = (): Value => generatorThrow(rt, generator, exception);
  // FAITHFUL: an asend() that did not begin stays so, and nobody asks whether the generator runs.
  if (awaitable instanceof PyAsyncGenASend) return settle(rt, awaitable, step);
  // FAITHFUL: an athrow() stays usable.
  return awaitable.thrown === null ? throwIntoClose(rt, awaitable, step) : unwrapYield(rt, generator, step);
}

/** `throw` of an `aclose()`: only a generator that goes on yielding closes it. */
function throwIntoClose(rt: Runtime, awaitable: PyAsyncGenAThrow, step: () => Value): Value {
  let yielded: Value;
  try {
    yielded = step();
    if (yielded === undefined) throw raiseValue(rt, STOP_ASYNC_ITERATION);
  } catch (error) {
    const exception = catchRaised(rt, error);
    if (!isEnd(exception)) throw rethrow(rt, exception);
    rt.returned = null;
    return undefined;
  }
  if (!(yielded instanceof PyAsyncGenWrapped)) return yielded;
  awaitable.generator.runningAsync = false;
  awaitable.state = AWAITABLE_STATE.CLOSED;
  throw raise(rt, RUNTIME_ERROR, "async generator ignored GeneratorExit");
}
