/**
 * Methods of generators, coroutines, async generators and the awaitables made here (C: `Objects/genobject.c`).
 *
 * @module
 */

import { exceptions } from "../exceptions.ts";
import { frameObject, Generator, generatorKind, seesClosing } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import type { Runtime } from "../runtime.ts";
import { defineAttributes, defineMethods, defineWrappers, typeOf, types } from "../types.ts";
import { PyException, PyGetSet, PyType, type Slot, type Value } from "../values.ts";
import { AsyncGeneratorSend, AsyncGeneratorThrow } from "./async_generators.ts";
import { PySendable, type Step, stopIteration, stopValue } from "./iteration.ts";

/** What the iterator protocol makes of a resumed generator: its return becomes StopIteration. */
function stepValue(rt: Runtime, generator: Generator, yielded: Slot): Value {
  if (yielded !== undefined) return yielded;
  if (generator.cls === types.asyncGenerator) throw rt.errorWith("StopAsyncIteration", []);
  throw stopIteration(rt, generator.result);
}

/** The exception that `throw(type[, value[, traceback]])` means. */
function thrownException(rt: Runtime, args: readonly Value[]): PyException {
  const [what, value] = args;
  if (what instanceof PyException) {
    if (value !== undefined && value !== null) throw rt.typeError("instance exception may not have a separate value");
    return what;
  }
  if (what instanceof PyType && what.isSubtypeOf(exceptions.BaseException)) {
    if (value instanceof PyException) return value;
    const made = rt.call(what, value === undefined || value === null ? [] : [value]);
    if (made instanceof PyException) return made;
  }
  throw rt.typeError(
    `exceptions must be classes or instances deriving from BaseException, not ${typeOf(what ?? null).name}`,
  );
}

/** What a suspended generator is delegating to; undefined when it is not. */
function delegate(generator: Generator): Slot {
  if (!generator.delegating || generator.running || generator.frame === null) return undefined;
  return generator.frame.stack.at(-1);
}

/** `generator.throw`: to the innermost delegate first (C: `_gen_throw`). */
export function throwInto(rt: Interpreter, generator: Generator, raised: PyException): Slot {
  const inner = delegate(generator);
  if (inner === undefined) return rt.resume(generator, null, raised);
  if (raised.cls.isSubtypeOf(exceptions.GeneratorExit)) {
    generator.running = true;
    try {
      closeDelegate(rt, inner);
    } catch (thrown) {
      generator.running = false;
      if (!(thrown instanceof PyException)) throw thrown;
      return rt.resume(generator, null, thrown);
    }
    generator.running = false;
    return rt.resume(generator, null, raised);
  }
  let step: Step | undefined;
  generator.running = true;
  try {
    step = throwIntoDelegate(rt, inner, raised);
  } catch (thrown) {
    generator.running = false;
    if (!(thrown instanceof PyException)) throw thrown;
    return rt.resume(generator, null, thrown);
  }
  generator.running = false;
  if (step === undefined) return rt.resume(generator, null, raised);
  if (step.done) return rt.resume(generator, null, stopIteration(rt, step.value));
  return step.value;
}

/** Undefined when the delegate has no `throw`. */
function throwIntoDelegate(rt: Interpreter, inner: Value, raised: PyException): Step | undefined {
  if (inner instanceof Generator) {
    const yielded = throwInto(rt, inner, raised);
    return yielded === undefined ? { done: true, value: inner.result } : { done: false, value: yielded };
  }
  if (inner instanceof PySendable) return inner.throw(rt, raised);
  const method = rt.getattrOptional(inner, "throw");
  return method === undefined ? undefined : { done: false, value: rt.call(method, [raised]) };
}

function closeDelegate(rt: Interpreter, inner: Value): void {
  if (inner instanceof Generator) {
    closeGenerator(rt, inner);
    return;
  }
  const method = rt.getattrOptional(inner, "close");
  if (method !== undefined) rt.call(method, []);
}

/** `generator.close()`: gives what the generator returned, if it did. */
export function closeGenerator(rt: Interpreter, generator: Generator): Value {
  if (generator.frame === null) return null;
  if (!generator.running && (!generator.started || (!generator.delegating && !seesClosing(generator.frame)))) {
    // Nothing in it would notice: it runs no more, but holds what it held.
    generator.left = generator.frame;
    generator.frame = null;
    return null;
  }
  let yielded: Slot;
  try {
    yielded = throwInto(rt, generator, rt.errorWith("GeneratorExit", []));
  } catch (thrown) {
    if (rt.isError(thrown, "StopIteration")) return stopValue(thrown);
    if (rt.isError(thrown, "GeneratorExit")) return null;
    throw thrown;
  }
  if (yielded === undefined) return generator.result;
  throw rt.error("RuntimeError", `${generatorKind(generator)} ignored GeneratorExit`);
}

const methods = {
  send(rt: Runtime, self: Value, args: readonly Value[]): Value {
    if (args.length !== 1) {
      throw rt.typeError(`${typeOf(self).name}.send() takes exactly one argument (${args.length} given)`);
    }
    const generator = self as Generator;
    return stepValue(rt, generator, (rt as Interpreter).resume(generator, args[0] as Value));
  },
  throw(rt: Runtime, self: Value, args: readonly Value[]): Value {
    const generator = self as Generator;
    return stepValue(rt, generator, throwInto(rt as Interpreter, generator, thrownException(rt, args)));
  },
  close: (rt: Runtime, self: Value): Value => closeGenerator(rt as Interpreter, self as Generator),
};

defineMethods(types.generator, methods);
defineMethods(types.coroutine, methods);
defineWrappers(types.generator, {
  __iter__: (_rt, self) => self,
  __next__: (rt, self) => stepValue(rt, self as Generator, (self as Generator).next(rt)),
});
defineWrappers(types.coroutine, { __await__: (_rt, self) => new CoroutineWrapper(self as Generator) });

/** `coroutine.__await__()`. */
class CoroutineWrapper extends PySendable {
  constructor(private readonly coroutine: Generator) {
    super(types.coroutineWrapper);
  }

  override send(rt: Interpreter, value: Value): Step {
    const yielded = rt.resume(this.coroutine, value);
    return yielded === undefined ? { done: true, value: this.coroutine.result } : { done: false, value: yielded };
  }

  override throw(rt: Interpreter, raised: PyException): Step {
    const yielded = throwInto(rt, this.coroutine, raised);
    return yielded === undefined ? { done: true, value: this.coroutine.result } : { done: false, value: yielded };
  }

  /** Closes the coroutine. */
  override close(rt: Interpreter): void {
    closeGenerator(rt, this.coroutine);
  }
}

function sendableStep(rt: Runtime, step: Step): Value {
  if (!step.done) return step.value;
  throw stopIteration(rt, step.value);
}

for (const owner of [types.coroutineWrapper, types.asyncGeneratorAsend, types.asyncGeneratorAthrow]) {
  defineMethods(owner, {
    send: (rt, self, args) => sendableStep(rt, (self as PySendable).send(rt as Interpreter, args[0] as Value)),
    throw: (rt, self, args) =>
      sendableStep(rt, (self as PySendable).throw(rt as Interpreter, thrownException(rt, args))),
    close(rt, self) {
      (self as PySendable).close(rt as Interpreter);
      return null;
    },
  });
  defineWrappers(owner, {
    __iter__: (_rt, self) => self,
    __await__: (_rt, self) => self,
    __next__: (rt, self) => sendableStep(rt, (self as PySendable).send(rt as Interpreter, null)),
  });
}

defineMethods(types.asyncGenerator, {
  asend: (_rt, self, args) => new AsyncGeneratorSend(self as Generator, args[0] as Value),
  athrow: (rt, self, args) => new AsyncGeneratorThrow(self as Generator, thrownException(rt, args)),
  aclose: (_rt, self) => new AsyncGeneratorThrow(self as Generator, null),
});
defineWrappers(types.asyncGenerator, {
  __aiter__: (_rt, self) => self,
  __anext__: (_rt, self) => new AsyncGeneratorSend(self as Generator, null),
});

for (
  const [owner, prefix] of [[types.generator, "gi"], [types.coroutine, "cr"], [types.asyncGenerator, "ag"]] as const
) {
  const delegateName = prefix === "gi" ? "gi_yieldfrom" : `${prefix}_await`;
  defineAttributes(owner, {
    [`${prefix}_running`]: (_rt, self) =>
      prefix === "ag" ? (self as Generator).asyncRunning : (self as Generator).running,
    [`${prefix}_suspended`]: (_rt, self) => isSuspended(self as Generator),
    [`${prefix}_code`]: (_rt, self) => (self as Generator).code,
    [`${prefix}_frame`](_rt, self) {
      const frame = (self as Generator).frame;
      return frame === null ? null : frameObject(frame);
    },
    [delegateName](_rt, self) {
      const inner = delegate(self as Generator);
      return inner === undefined ? null : inner;
    },
  });
  for (const name of ["name", "qualname"] as const) {
    const set = (rt: Runtime, self: Value, value: Slot) => {
      if (typeof value !== "string") throw rt.typeError(`__${name}__ must be set to a string object`);
      (self as Generator)[name] = value;
    };
    owner.dict.set(
      `__${name}__`,
      new PyGetSet(types.getsetDescriptor, owner, `__${name}__`, (_rt, self) => (self as Generator)[name], set),
    );
  }
}

function isSuspended(generator: Generator): boolean {
  return generator.started && !generator.running && generator.frame !== null;
}
