/**
 * `next`, `send`, `throw` and `close` of generators and coroutines, and SEND on anything.
 *
 * @module
 */

import { opargOf } from "../../isa/code_unit.ts";
import { OPCODES } from "../../isa/opcodes.ts";
import { getAttr } from "../type/attributes.ts";
import { call } from "../call/call.ts";
import { PyException, PyTraceback } from "../exception/exception.ts";
import { PyTuple } from "../values/sequence_values.ts";
import {
  GENERATOR_EXIT,
  RUNTIME_ERROR,
  STOP_ITERATION,
  TYPE_ERROR,
  VALUE_ERROR,
} from "../exception/exception_types.ts";
import { asyncSend } from "./async_generator_ops.ts";
import {
  GENERATOR_STATE,
  PyAnyGenerator,
  PyAsyncGenASend,
  PyAsyncGenAThrow,
  PyAsyncGenerator,
  PyCoroutine,
  PyCoroutineWrapper,
  PyGenerator,
  RefusedThrow,
  type Thrown,
  ThrownClass,
} from "./generator.ts";
import { advances, instanceNext, isBuiltinIterator, isIterator, iterNext, stoppedBy } from "../iterator/advance.ts";
import { catchRaised, exceptionMatches, newException, raise, raiseException, rethrow } from "../exception/raise.ts";
import type { Runtime } from "../runtime.ts";
import { PyType } from "../type/type.ts";
import { typeName } from "../type/types.ts";
import type { PyObject, Value } from "../values/value.ts";

function kindOf(generator: PyAnyGenerator): string {
  return generator instanceof PyCoroutine
    ? "coroutine"
    : generator instanceof PyAsyncGenerator
    ? "async generator"
    : "generator";
}

/**
 * `generator.send(value)` without StopIteration: what it yields, or undefined when it returned or had ended, with the value in
 * `rt.returned` (`gen_send_ex2`).
 */
export function generatorSend(rt: Runtime, generator: PyAnyGenerator, value: Value): Value {
  rt.returned = null;
  if (generator.state === GENERATOR_STATE.EXECUTING) {
    throw raise(rt, VALUE_ERROR, `${kindOf(generator)} already executing`);
  }
  if (generator.state > GENERATOR_STATE.EXECUTING) {
    if (generator instanceof PyCoroutine) {
      throw raise(rt, RUNTIME_ERROR, "cannot reuse already awaited coroutine");
    }
    return undefined;
  }
  if (generator.state === GENERATOR_STATE.CREATED && value !== null) {
    throw raise(rt, TYPE_ERROR, `can't send non-None value to a just-started ${kindOf(generator)}`);
  }
  return rt.sendGenerator(generator, value);
}

advances(PyGenerator, (rt, generator) => generatorSend(rt, generator, null));
advances(PyCoroutineWrapper, (rt, wrapper) => generatorSend(rt, wrapper.coroutine, null));

/** `generator.throw(exception)` without StopIteration; results as {@linkcode generatorSend}. */
export function generatorThrow(rt: Runtime, generator: PyAnyGenerator, exception: Thrown): Value {
  rt.returned = null;
  if (generator.state === GENERATOR_STATE.EXECUTING) {
    throw raise(rt, VALUE_ERROR, `${kindOf(generator)} already executing`);
  }
  if (generator.state > GENERATOR_STATE.EXECUTING) {
    if (generator instanceof PyCoroutine) {
      throw raise(rt, RUNTIME_ERROR, "cannot reuse already awaited coroutine");
    }
    throw rethrow(rt, madeException(rt, exception));
  }
  return rt.throwIntoGenerator(generator, exception);
}

/** Oparg of YIELD_VALUE inside `yield from` and `await`; the opcode can be covered by what monitoring tells. */
const DELEGATING_YIELD = 1;

/** What a suspended generator delegates to with `yield from` or `await`; undefined when it does not (`_PyGen_yf`). */
export function delegateOf(generator: PyAnyGenerator): Value {
  if (generator.state !== GENERATOR_STATE.SUSPENDED) return undefined;
  const { code, ip, stack, sp } = generator.frame;
  return opargOf(code.units[ip - 1] as number) === DELEGATING_YIELD ? stack[sp - 1] : undefined;
}

/** `generator.close()`. */
export function generatorClose(rt: Runtime, generator: PyAnyGenerator): Value {
  if (generator.state === GENERATOR_STATE.CREATED) {
    generator.state = GENERATOR_STATE.COMPLETED;
    return null;
  }
  if (generator.state > GENERATOR_STATE.EXECUTING) return null;
  if (generator.state === GENERATOR_STATE.SUSPENDED && closesUnnoticed(generator)) {
    generator.state = GENERATOR_STATE.COMPLETED;
    return null;
  }
  try {
    const yielded = generatorThrow(rt, generator, newException(GENERATOR_EXIT, []));
    if (yielded === undefined) return rt.returned;
    rt.letGo(yielded);
  } catch (error) {
    const exception = catchRaised(rt, error);
    const isExit = exceptionMatches(exception, GENERATOR_EXIT);
    if (!isExit && !exceptionMatches(exception, STOP_ITERATION)) throw rethrow(rt, exception);
    // The frames that it came through end with it.
    rt.letGo(exception);
    return isExit ? null : exception.fields?.get("value") ?? null;
  }
  throw raise(rt, RUNTIME_ERROR, `${kindOf(generator)} ignored GeneratorExit`);
}

/** Bit of RESUME's oparg: only the handler that every generator has encloses it. */
const RESUME_DEPTH1 = 4;
/** RESUME in its forms. */
const RESUMES: ReadonlySet<number> = new Set(
  [OPCODES.RESUME, OPCODES.RESUME_CHECK, OPCODES.INSTRUMENTED_RESUME].map(({ opcode }) => opcode),
);
/** Where RESUME stands, by its oparg: behind a yield, not inside `yield from` or `await`. */
const AFTER_YIELD = 1;

/** Whether nothing in a suspended generator would run when it is closed. Then it runs no more, but holds what it held. */
function closesUnnoticed({ frame: { code, ip } }: PyAnyGenerator): boolean {
  const resume = code.units[ip] as number;
  return RESUMES.has(resume & 0xff) && (resume >>> 8) === (AFTER_YIELD | RESUME_DEPTH1);
}

/** Ends `generator.send` and the like: a return becomes StopIteration. */
export function yieldedOrStop(rt: Runtime, yielded: Value): Value {
  if (yielded !== undefined) return yielded;
  const { returned } = rt;
  throw raiseException(rt, newException(STOP_ITERATION, returned === null ? [] : [returned]));
}

/** The exception that is raised at last; an error of its construction takes its place (`PyErr_NormalizeException`). */
export function madeException(rt: Runtime, thrown: Thrown): PyException {
  if (thrown instanceof PyException) return thrown;
  if (thrown instanceof RefusedThrow) throw rethrow(rt, thrown.error);
  const { type, args: [, value = null] } = thrown;
  try {
    const made = call(rt, type, value === null ? [] : value instanceof PyTuple ? value.items : [value], null);
    if (made instanceof PyException) return made;
    throw raise(
      rt,
      TYPE_ERROR,
      `calling <class '${type.module}.${type.qualname}'> should have returned an instance of BaseException, not ${
        typeName(made)
      }`,
    );
  } catch (error) {
    return catchRaised(rt, error);
  }
}

/** What the arguments of `throw(type_or_value, value, traceback)` stand for. */
export function exceptionToThrow(rt: Runtime, args: readonly Value[]): Thrown {
  const [type, value, traceback] = args;
  if (traceback !== undefined && traceback !== null && !(traceback instanceof PyTraceback)) {
    throw raise(rt, TYPE_ERROR, "throw() third argument must be a traceback object");
  }
  if (type instanceof PyException) {
    if (value !== undefined && value !== null) {
      throw raise(rt, TYPE_ERROR, "instance exception may not have a separate value");
    }
    return type;
  }
  if (type instanceof PyType && type.layout === "exception") {
    if (value instanceof PyException && value.cls.isSubtype(type)) return value;
    return new ThrownClass(type, args);
  }
  throw raise(
    rt,
    TYPE_ERROR,
    `exceptions must be classes or instances deriving from BaseException, not ${typeName(type)}`,
  );
}

/** The same for a generator: what is wrong with them is the error of the innermost one that it delegates to. */
export function givenToThrow(rt: Runtime, args: readonly Value[]): Thrown {
  try {
    return exceptionToThrow(rt, args);
  } catch (error) {
    return new RefusedThrow(args, catchRaised(rt, error));
  }
}

/**
 * One step of `yield from` and `await` (SEND): what the receiver yields, or undefined when it returned, with the value in
 * `rt.returned` (`PyIter_Send`).
 */
export function sendTo(rt: Runtime, receiver: Value, value: Value): Value {
  if (receiver instanceof PyCoroutineWrapper) return generatorSend(rt, receiver.coroutine, value);
  if (receiver instanceof PyAsyncGenASend || receiver instanceof PyAsyncGenAThrow) {
    return asyncSend(rt, receiver, value);
  }
  if (receiver instanceof PyAnyGenerator) return generatorSend(rt, receiver, value);
  rt.returned = null;
  if (value === null && isIterator(receiver)) {
    return isBuiltinIterator(receiver) ? iterNext(rt, receiver) : instanceNext(rt, receiver as PyObject);
  }
  try {
    return call(rt, getAttr(rt, receiver, "send"), [value], null);
  } catch (error) {
    return stoppedBy(rt, error);
  }
}
