/**
 * Generators, coroutines and asynchronous iteration.
 *
 * @module
 */

import { CODE_FLAGS } from "../../src/isa/program.ts";
import { awaitableIterator, canAwait } from "../core/awaiting.ts";
import { AsyncGeneratorSend } from "../core/async_generators.ts";
import { sendTo } from "../core/iteration.ts";
import { type Frame, Generator } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import { typeOf, types } from "../types.ts";
import type { PyType, Value } from "../values.ts";
import { EXIT, type RuleSet } from "./rule.ts";

function generatorType(flags: number): PyType {
  if ((flags & CODE_FLAGS.COROUTINE) !== 0) return types.coroutine;
  return (flags & CODE_FLAGS.ASYNC_GENERATOR) !== 0 ? types.asyncGenerator : types.generator;
}

/** The awaitable of the next item of an asynchronous iterator. */
function nextAwaitable(rt: Interpreter, iterator: Value): Value {
  if (iterator instanceof Generator && iterator.cls === types.asyncGenerator) {
    return new AsyncGeneratorSend(iterator, null);
  }
  const name = typeOf(iterator).name;
  const awaitable = rt.callSpecial(iterator, "__anext__", []);
  if (awaitable === undefined) {
    throw rt.typeError(`'async for' requires an iterator with __anext__ method, got ${name}`);
  }
  try {
    return awaitableIterator(rt, awaitable);
  } catch (thrown) {
    if (!rt.isError(thrown, "Exception")) throw thrown;
    const error = rt.typeError(`'async for' received an invalid object from __anext__: ${typeOf(awaitable).name}`);
    error.cause = thrown;
    error.context = thrown;
    error.suppressContext = true;
    throw error;
  }
}

function isSuspended({ running, frame }: Generator): boolean {
  return !running && frame !== null;
}

export const GENERATOR_RULES = {
  RETURN_GENERATOR(rt, f): void | typeof EXIT {
    const generator = new Generator(generatorType(f.code.code.flags), f);
    const calledNatively = f.entry;
    f.generator = generator;
    // It stands behind this already.
    f.at = f.next;
    rt.popFrame();
    f.back = null;
    if (calledNatively) {
      rt.returned = generator;
      return EXIT;
    }
    (rt.frame as Frame).push(generator);
  },
  YIELD_VALUE(rt, f, oparg) {
    const generator = f.generator as Generator;
    generator.yielded = true;
    generator.delegating = oparg === 1;
    rt.returned = f.pop();
    rt.popFrame();
    // Suspended, it stands behind its yield, and nobody called it.
    f.at = f.next;
    f.back = null;
    return EXIT;
  },
  GET_YIELD_FROM_ITER(rt, f) {
    const source = f.peek(1);
    const type = typeOf(source);
    if (type === types.coroutine) {
      if ((f.code.code.flags & (CODE_FLAGS.COROUTINE | CODE_FLAGS.ITERABLE_COROUTINE)) === 0) {
        throw rt.typeError("cannot 'yield from' a coroutine object in a non-coroutine generator");
      }
      return;
    }
    if (type === types.generator) return;
    f.pop();
    f.push(rt.iter(source));
  },
  SEND(rt, f, oparg) {
    const value = f.pop();
    const receiver = f.peek(1);
    // SEND resumes generators and coroutines itself, and does not ask whether they started.
    const direct = receiver instanceof Generator && receiver.cls !== types.asyncGenerator;
    const step = sendTo(rt, receiver, value, direct);
    f.push(step.value);
    if (step.done) f.next += oparg;
  },
  END_SEND(_rt, f) {
    const value = f.pop();
    f.pop();
    f.push(value);
  },
  GET_AWAITABLE(rt, f, oparg) {
    const awaitable = f.pop();
    if (oparg > 0 && !canAwait(awaitable)) {
      const method = oparg === 1 ? "__aenter__" : "__aexit__";
      throw rt.typeError(
        `'async with' received an object from ${method} that does not implement __await__: ${typeOf(awaitable).name}`,
      );
    }
    const iterator = awaitableIterator(rt, awaitable);
    if (
      iterator instanceof Generator && iterator.cls === types.coroutine && iterator.delegating && isSuspended(iterator)
    ) {
      throw rt.error("RuntimeError", "coroutine is being awaited already");
    }
    f.push(iterator);
  },
  GET_AITER(rt, f) {
    const iterable = f.pop();
    const iterator = rt.callSpecial(iterable, "__aiter__", []);
    if (iterator === undefined) {
      throw rt.typeError(`'async for' requires an object with __aiter__ method, got ${typeOf(iterable).name}`);
    }
    const steps = typeOf(iterator) === types.asyncGenerator || typeOf(iterator).lookup("__anext__") !== undefined;
    if (!steps) {
      throw rt.typeError(
        `'async for' received an object from __aiter__ that does not implement __anext__: ${typeOf(iterator).name}`,
      );
    }
    f.push(iterator);
  },
  GET_ANEXT(rt, f) {
    f.push(nextAwaitable(rt, f.peek(1)));
  },
} satisfies RuleSet;
