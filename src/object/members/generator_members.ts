/**
 * Members of generators, coroutines, asynchronous generators and their awaitables.
 *
 * @module
 */

import { asyncSend, asyncThrow } from "../generator/async_generator_ops.ts";
import { checkCount } from "../builtins/arguments.ts";
import { CALLS, getSet, method, slots } from "../builtins/define.ts";
import { TYPE_ERROR } from "../exception/exception_types.ts";
import {
  AWAITABLE_STATE,
  GENERATOR_STATE,
  type PyAnextAwaitable,
  type PyAnyGenerator,
  PyAsyncGenASend,
  PyAsyncGenAThrow,
  type PyAsyncGenerator,
  type PyCoroutine,
  PyCoroutineWrapper,
} from "../generator/generator.ts";
import {
  delegateOf,
  exceptionToThrow,
  generatorClose,
  generatorSend,
  generatorThrow,
  givenToThrow,
  yieldedOrStop,
} from "../generator/generator_ops.ts";
import { proxyOf } from "../generator/anext_awaitable.ts";
import { nextOrRaise } from "../iterator/advance.ts";
import { strOf } from "../values/payload.ts";
import { raise } from "../exception/raise.ts";
import { frameObject } from "../values/frame.ts";
import { makeTuple } from "../values/sequence_values.ts";
import { builtinRepr } from "../text/repr.ts";
import type { PyType } from "../type/type.ts";
import {
  ANEXT_AWAITABLE,
  ASYNC_GEN_ASEND,
  ASYNC_GEN_ATHROW,
  ASYNC_GENERATOR,
  COROUTINE,
  COROUTINE_WRAPPER,
  GENERATOR,
} from "../type/types.ts";
import type { PyObject, Value } from "../values/value.ts";

function gen(self: Value): PyAnyGenerator {
  return self as PyAnyGenerator;
}

/** `send`, `throw` and `close` of what `target` finds behind self. */
function addResuming(type: PyType, target: (self: Value) => PyAnyGenerator): void {
  method(type, "send", CALLS.O, (rt, self, args) => yieldedOrStop(rt, generatorSend(rt, target(self), args[0])));
  method(type, "throw", CALLS.FAST, (rt, self, args) => {
    checkCount(rt, "throw", args.length, 1, 3);
    return yieldedOrStop(rt, generatorThrow(rt, target(self), givenToThrow(rt, args)));
  });
  method(type, "close", CALLS.NOARGS, (rt, self) => generatorClose(rt, target(self)));
}

addResuming(GENERATOR, gen);
addResuming(COROUTINE, gen);
addResuming(COROUTINE_WRAPPER, (self) => (self as PyCoroutineWrapper).coroutine);

slots(GENERATOR, {
  __iter__: (_rt, self) => self,
  __next__: (rt, self) => yieldedOrStop(rt, generatorSend(rt, gen(self), null)),
});
slots(COROUTINE_WRAPPER, {
  __iter__: (_rt, self) => self,
  __next__: (rt, self) => yieldedOrStop(rt, generatorSend(rt, (self as PyCoroutineWrapper).coroutine, null)),
});
slots(COROUTINE, { __await__: (_rt, self) => new PyCoroutineWrapper(self as PyCoroutine) });

for (
  const [type, prefix, delegate] of [
    [GENERATOR, "gi", "gi_yieldfrom"],
    [COROUTINE, "cr", "cr_await"],
    [ASYNC_GENERATOR, "ag", "ag_await"],
  ] as const
) {
  slots(type, { __repr__: (rt, self) => builtinRepr(rt, self as PyObject) });
  for (const name of ["name", "qualname"] as const) {
    getSet(type, `__${name}__`, (_rt, self) => gen(self)[name], (rt, self, value) => {
      const text = strOf(value);
      if (text === undefined) throw raise(rt, TYPE_ERROR, `__${name}__ must be set to a string object`);
      gen(self)[name] = text;
    });
  }
  getSet(type, `${prefix}_frame`, (_rt, self) => {
    const { state, frame } = gen(self);
    return state === GENERATOR_STATE.CLEARED ? null : frameObject(frame);
  });
  getSet(type, `${prefix}_code`, (_rt, self) => gen(self).frame.code);
  getSet(
    type,
    `${prefix}_running`,
    type === ASYNC_GENERATOR
      ? (_rt, self) => agen(self).runningAsync
      : (_rt, self) => gen(self).state === GENERATOR_STATE.EXECUTING,
  );
  getSet(type, `${prefix}_suspended`, (_rt, self) => gen(self).state === GENERATOR_STATE.SUSPENDED);
  getSet(type, delegate, (_rt, self) => delegateOf(gen(self)) ?? null);
}

// Nothing can ask for it to be kept here.
getSet(COROUTINE, "cr_origin", () => null);

// -- asynchronous generators

function agen(self: Value): PyAsyncGenerator {
  return self as PyAsyncGenerator;
}

slots(ASYNC_GENERATOR, {
  __aiter__: (_rt, self) => self,
  __anext__: (_rt, self) => new PyAsyncGenASend(agen(self), null),
});
method(ASYNC_GENERATOR, "asend", CALLS.O, (_rt, self, args) => new PyAsyncGenASend(agen(self), args[0]));
method(ASYNC_GENERATOR, "athrow", CALLS.VARARGS, (_rt, self, args) => {
  // FAITHFUL: their number is looked at when it begins.
  return new PyAsyncGenAThrow(agen(self), makeTuple([...args]));
});
method(ASYNC_GENERATOR, "aclose", CALLS.NOARGS, (_rt, self) => new PyAsyncGenAThrow(agen(self), null));

slots(ANEXT_AWAITABLE, {
  __await__: (_rt, self) => self,
  __iter__: (_rt, self) => self,
  __next__: (rt, self) => nextOrRaise(rt, self),
});
for (const [name, flags] of [["send", CALLS.O], ["throw", CALLS.VARARGS], ["close", CALLS.VARARGS]] as const) {
  method(
    ANEXT_AWAITABLE,
    name,
    flags,
    (rt, self, args) => proxyOf(rt, self as PyAnextAwaitable, name, flags === CALLS.O ? args[0] : makeTuple([...args])),
  );
}

type Awaitable = PyAsyncGenASend | PyAsyncGenAThrow;

for (const type of [ASYNC_GEN_ASEND, ASYNC_GEN_ATHROW]) {
  slots(type, {
    __await__: (_rt, self) => self,
    __iter__: (_rt, self) => self,
    __next__: (rt, self) => yieldedOrStop(rt, asyncSend(rt, self as Awaitable, null)),
  });
  method(type, "send", CALLS.O, (rt, self, args) => yieldedOrStop(rt, asyncSend(rt, self as Awaitable, args[0])));
  method(type, "throw", CALLS.FAST, (rt, self, args) => {
    checkCount(rt, "throw", args.length, 1, 3);
    return yieldedOrStop(rt, asyncThrow(rt, self as Awaitable, exceptionToThrow(rt, args)));
  });
  method(type, "close", CALLS.NOARGS, (_rt, self) => closeAwaitable(self as Awaitable));
}

/** FAITHFUL: nothing reaches the generator (`async_gen_asend_close`, `async_gen_athrow_close`). */
function closeAwaitable(awaitable: Awaitable): Value {
  awaitable.state = AWAITABLE_STATE.CLOSED;
  return null;
}
