/**
 * `anext(iterator, default)`: what is awaited ends with the default where the iterator has ended (`Objects/iterobject.c anextawaitable`).
 *
 * @module
 */

import { call } from "../call/call.ts";
import { STOP_ASYNC_ITERATION, STOP_ITERATION } from "../exception/exception_types.ts";
import { catchRaised, exceptionMatches, newException, raiseException, rethrow } from "../exception/raise.ts";
import { advances, iterNext } from "../iterator/advance.ts";
import type { Runtime } from "../runtime.ts";
import { getAttr } from "../type/attributes.ts";
import { PyTuple } from "../values/sequence_values.ts";
import type { Value } from "../values/value.ts";
import { awaitableIter } from "./awaiting.ts";
import { PyAnextAwaitable, PyCoroutine, PyCoroutineWrapper } from "./generator.ts";

function iteratorOf(rt: Runtime, { wrapped }: PyAnextAwaitable): Value {
  const iterator = awaitableIter(rt, wrapped);
  return iterator instanceof PyCoroutine ? new PyCoroutineWrapper(iterator) : iterator;
}

/** Goes on where the iterator has ended, throws any other error again. */
function ended(rt: Runtime, error: unknown): void {
  const exception = catchRaised(rt, error);
  if (!exceptionMatches(exception, STOP_ASYNC_ITERATION)) throw rethrow(rt, exception);
}

advances(PyAnextAwaitable, (rt, awaitable) => {
  const iterator = iteratorOf(rt, awaitable);
  try {
    return iterNext(rt, iterator);
  } catch (error) {
    ended(rt, error);
    rt.returned = awaitable.fallback;
    return undefined;
  }
});

/** `send`, `throw` and `close`: those of the iterator. FAITHFUL: a tuple is taken for the arguments (`anextawaitable_proxy`). */
export function proxyOf(rt: Runtime, awaitable: PyAnextAwaitable, method: string, argument: Value): Value {
  const iterator = iteratorOf(rt, awaitable);
  try {
    return call(rt, getAttr(rt, iterator, method), argument instanceof PyTuple ? argument.items : [argument], null);
  } catch (error) {
    ended(rt, error);
    const { fallback } = awaitable;
    throw raiseException(rt, newException(STOP_ITERATION, fallback === null ? [] : [fallback]));
  }
}
