/**
 * Generators, coroutines and asynchronous generators.
 *
 * @module
 */

import type { PyFrame } from "../values/frame.ts";
import type { PyException } from "../exception/exception.ts";
import type { PyType } from "../type/type.ts";
import { PyObject, type Value } from "../values/value.ts";

/** `gi_frame_state`. */
export const GENERATOR_STATE = { CREATED: -2, SUSPENDED: -1, EXECUTING: 0, COMPLETED: 1, CLEARED: 4 } as const;

/** What generators, coroutines and asynchronous generators share. */
export abstract class PyAnyGenerator extends PyObject {
  /** One of {@linkcode GENERATOR_STATE}. */
  declare state: number;
  declare name: string;
  declare qualname: string;
  /** The exception that its code is handling (`gi_exc_state`). */
  declare handled: PyException | null;
  declare readonly frame: PyFrame;

  constructor(frame: PyFrame) {
    super();
    this.frame = frame;
    this.state = GENERATOR_STATE.CREATED;
    this.handled = null;
    this.name = frame.func.name;
    this.qualname = frame.func.qualname;
  }
}

/** `generator`. */
export class PyGenerator extends PyAnyGenerator {}

/** `coroutine`. */
export class PyCoroutine extends PyAnyGenerator {}

/** `async_generator`. */
export class PyAsyncGenerator extends PyAnyGenerator {
  /** A `__anext__`, `asend`, `athrow` or `aclose` is under way (`ag_running_async`). */
  runningAsync = false;
  closed = false;
}

/** `coroutine_wrapper`: what `__await__` of a coroutine gives. */
export class PyCoroutineWrapper extends PyObject {
  constructor(readonly coroutine: PyCoroutine) {
    super();
  }
}

/** `async_generator_wrapped_value`: a value yielded by an asynchronous generator itself, not by what it awaits. */
export class PyAsyncGenWrapped extends PyObject {
  constructor(readonly value: Value) {
    super();
  }
}

/** State of an awaitable of an asynchronous generator. */
export const AWAITABLE_STATE = { INIT: 0, ITER: 1, CLOSED: 2 } as const;

/** `async_generator_asend`: what `__anext__()` and `asend(v)` give. */
export class PyAsyncGenASend extends PyObject {
  state: number = AWAITABLE_STATE.INIT;

  constructor(
    readonly generator: PyAsyncGenerator,
    /** What to send; None for `__anext__`. */
    readonly sent: Value,
  ) {
    super();
  }
}

/** `anext_awaitable`: what `anext(iterator, default)` gives. */
export class PyAnextAwaitable extends PyObject {
  /** What `__anext__` gave. */
  readonly wrapped: Value;
  readonly fallback: Value;

  constructor(wrapped: Value, fallback: Value) {
    super();
    this.wrapped = wrapped;
    this.fallback = fallback;
  }
}

/** `async_generator_athrow`: what `athrow(...)` and `aclose()` give. */
export class PyAsyncGenAThrow extends PyObject {
  state: number = AWAITABLE_STATE.INIT;

  constructor(
    readonly generator: PyAsyncGenerator,
    /** What to throw; null for `aclose()`. */
    readonly thrown: Value,
  ) {
    super();
  }
}

/** A class that is thrown: an exception is made of it where it is raised; delegates of other types get the arguments as given. */
export class ThrownClass {
  constructor(readonly type: PyType, readonly args: readonly Value[]) {}
}

/** What `throw` refuses, which shows where it is raised. */
export class RefusedThrow {
  constructor(readonly args: readonly Value[], readonly error: PyException) {}
}

/** What is thrown into a generator. */
export type Thrown = PyException | ThrownClass | RefusedThrow;
