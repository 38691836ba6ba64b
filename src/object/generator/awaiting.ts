/**
 * `await`, `async for`, `async with` and `yield from`: getting the iterators that SEND drives.
 *
 * @module
 */

import { CODE_FLAGS } from "../../isa/program.ts";
import { callSpecial } from "../call/call.ts";
import { RUNTIME_ERROR, TYPE_ERROR } from "../exception/exception_types.ts";
import {
  PyAnextAwaitable,
  PyAsyncGenASend,
  PyAsyncGenAThrow,
  PyAsyncGenerator,
  PyCoroutine,
  PyGenerator,
} from "./generator.ts";
import { delegateOf } from "./generator_ops.ts";
import { isIterator } from "../iterator/advance.ts";
import { getIter } from "../iterator/iteration.ts";
import { lookupSpecial } from "../type/lookup.ts";
import { catchRaised, raise, rethrow } from "../exception/raise.ts";
import type { RAISED, Runtime } from "../runtime.ts";
import { typeName, typeOf } from "../type/types.ts";
import type { Value } from "../values/value.ts";

/** Awaitables that are their own iterators, or that SEND takes as they are. */
function isPlain(value: Value): boolean {
  return value instanceof PyCoroutine || value instanceof PyAsyncGenASend || value instanceof PyAsyncGenAThrow ||
    value instanceof PyAnextAwaitable;
}

/** What cannot be awaited. */
function refuseAwait(rt: Runtime, value: Value): typeof RAISED {
  return raise(rt, TYPE_ERROR, `object ${typeName(value)} can't be used in 'await' expression`);
}

/** The iterator of an awaitable (`_PyCoro_GetAwaitableIter`); `refuse` makes the error for what is none. */
export function awaitableIter(
  rt: Runtime,
  value: Value,
  refuse: () => typeof RAISED = () => refuseAwait(rt, value),
): Value {
  if (isPlain(value)) return value;
  if (value instanceof PyGenerator && (value.frame.code.flags & CODE_FLAGS.ITERABLE_COROUTINE) !== 0) return value;
  const method = typeOf(value).isHeap ? lookupSpecial(typeOf(value), "__await__") : undefined;
  if (method === undefined) throw refuse();
  const iterator = callSpecial(rt, method, value, []);
  if (iterator instanceof PyCoroutine) throw raise(rt, TYPE_ERROR, "__await__() returned a coroutine");
  if (isIterator(iterator) || iterator instanceof PyAsyncGenASend || iterator instanceof PyAsyncGenAThrow) {
    return iterator;
  }
  throw raise(rt, TYPE_ERROR, `__await__() returned non-iterator of type '${typeName(iterator)}'`);
}

/** GET_AWAITABLE; the oparg only words the error. */
export function getAwaitable(rt: Runtime, value: Value, oparg: number): Value {
  const type = typeName(value);
  const iterator = awaitableIter(rt, value, () =>
    raise(
      rt,
      TYPE_ERROR,
      oparg === 0
        ? `object ${type} can't be used in 'await' expression`
        : `'async with' received an object from ${
          oparg === 1 ? "__aenter__" : "__aexit__"
        } that does not implement __await__: ${type}`,
    ));
  // Somebody else is awaiting it when it is suspended in the middle of its own await.
  if (iterator instanceof PyCoroutine && delegateOf(iterator) !== undefined) {
    throw raise(rt, RUNTIME_ERROR, "coroutine is being awaited already");
  }
  return iterator;
}

/** GET_AITER. */
export function getAiter(rt: Runtime, value: Value): Value {
  const iterator = aiterOf(rt, value);
  if (iterator === undefined) {
    throw raise(rt, TYPE_ERROR, `'async for' requires an object with __aiter__ method, got ${typeName(value)}`);
  }
  if (!hasAnext(iterator)) {
    throw raise(
      rt,
      TYPE_ERROR,
      `'async for' received an object from __aiter__ that does not implement __anext__: ${typeName(iterator)}`,
    );
  }
  return iterator;
}

function aiterOf(rt: Runtime, value: Value): Value {
  if (value instanceof PyAsyncGenerator) return value;
  const method = typeOf(value).isHeap ? lookupSpecial(typeOf(value), "__aiter__") : undefined;
  return method === undefined ? undefined : callSpecial(rt, method, value, []);
}

function hasAnext(value: Value): boolean {
  return value instanceof PyAsyncGenerator ||
    (typeOf(value).isHeap && lookupSpecial(typeOf(value), "__anext__") !== undefined);
}

/** GET_ANEXT. */
export function getAnext(rt: Runtime, value: Value): Value {
  if (value instanceof PyAsyncGenerator) return new PyAsyncGenASend(value, null);
  const method = typeOf(value).isHeap ? lookupSpecial(typeOf(value), "__anext__") : undefined;
  if (method === undefined) {
    throw raise(
      rt,
      TYPE_ERROR,
      `'async for' requires an iterator with __anext__ method, got ${typeName(value)}`,
    );
  }
  const next = callSpecial(rt, method, value, []);
  try {
    return awaitableIter(rt, next);
  } catch (error) {
    const cause = catchRaised(rt, error);
    raise(rt, TYPE_ERROR, `'async for' received an invalid object from __anext__: ${typeName(next)}`);
    const exception = catchException(rt);
    exception.cause = cause;
    exception.context = cause;
    exception.suppressContext = true;
    throw rethrow(rt, exception);
  }
}

function catchException(rt: Runtime): NonNullable<Runtime["exception"]> {
  const { exception } = rt;
  rt.exception = null;
  return exception as NonNullable<Runtime["exception"]>;
}

/** GET_YIELD_FROM_ITER; `inCoroutine`: the running code may delegate to coroutines. */
export function getYieldFromIter(rt: Runtime, value: Value, inCoroutine: boolean): Value {
  if (value instanceof PyCoroutine) {
    if (inCoroutine) return value;
    throw raise(rt, TYPE_ERROR, "cannot 'yield from' a coroutine object in a non-coroutine generator");
  }
  return value instanceof PyGenerator ? value : getIter(rt, value);
}

/** `anext(value)`, with a default `anext(value, fallback)` (`builtin_anext_impl`). */
export function builtinAnext(rt: Runtime, value: Value, fallback: Value): Value {
  if (!hasAnext(value)) throw raise(rt, TYPE_ERROR, `'${typeName(value)}' object is not an async iterator`);
  const awaitable = value instanceof PyAsyncGenerator
    ? new PyAsyncGenASend(value, null)
    : callSpecial(rt, lookupSpecial(typeOf(value), "__anext__"), value, []);
  return fallback === undefined ? awaitable : new PyAnextAwaitable(awaitable, fallback);
}

/** `aiter(value)`. */
export function builtinAiter(rt: Runtime, value: Value): Value {
  const iterator = aiterOf(rt, value);
  if (iterator === undefined) throw raise(rt, TYPE_ERROR, `'${typeName(value)}' object is not an async iterable`);
  if (hasAnext(iterator)) return iterator;
  throw raise(rt, TYPE_ERROR, `aiter() returned not an async iterator of type '${typeName(iterator)}'`);
}
