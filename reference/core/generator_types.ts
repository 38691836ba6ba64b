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
import { PyException, PyTraceback, PyTuple, PyType, type Slot, type Value } from "../values.ts";
import { method, optional, Signature, slot, value } from "../signature.ts";
import { field, textFor } from "./function_types.ts";
import { AsyncGeneratorSend, AsyncGeneratorThrow } from "./async_generators.ts";
import { PySendable, type Step, stopIteration, stopValue } from "./iteration.ts";

/** What the iterator protocol makes of a resumed generator: its return becomes StopIteration. */
function stepValue(rt: Runtime, generator: Generator, yielded: Slot): Value {
  if (yielded !== undefined) return yielded;
  if (generator.cls === types.asyncGenerator) throw rt.errorWith("StopAsyncIteration", []);
  throw stopIteration(rt, generator.result);
}

/** A class that is thrown, with the arguments of `throw`: an exception is made of it where it is raised. */
class ThrownClass {
  constructor(readonly cls: PyType, readonly args: readonly Value[]) {}
}

/** What `throw` refuses, once it has come to the innermost generator. */
class RefusedThrow {
  /** No exception at all. */
  readonly cls: PyType = types.object;

  constructor(readonly args: readonly Value[], readonly error: PyException) {}
}

/** What is thrown into a generator. */
export type Thrown = PyException | ThrownClass | RefusedThrow;

/** The exception of a throw at last, or what was raised while it was made (C: `PyErr_NormalizeException`). */
function madeException(rt: Runtime, thrown: Thrown): PyException {
  if (thrown instanceof PyException) return thrown;
  if (thrown instanceof RefusedThrow) throw thrown.error;
  const [, given = null] = thrown.args;
  try {
    const made = rt.call(thrown.cls, given === null ? [] : given instanceof PyTuple ? given.items : [given]);
    if (made instanceof PyException) return made;
    const found = typeOf(made).name;
    throw rt.typeError(
      `calling ${rt.repr(thrown.cls)} should have returned an instance of BaseException, not ${found}`,
    );
  } catch (error) {
    if (error instanceof PyException) return error;
    throw error;
  }
}

const ATHROW = new Signature([value, optional, optional], "unpack");

/** What the arguments of `athrow` mean, when it begins. */
export function athrown(rt: Runtime, args: readonly Value[]): Thrown {
  const [what, v, traceback] = ATHROW.read(rt, "athrow", args, null) as [Value, Slot, Slot];
  return thrownException(rt, what, v, traceback);
}

/** What `throw(type[, value[, traceback]])` means. */
function thrownException(rt: Runtime, what: Value, value: Slot, traceback: Slot): Thrown {
  if (traceback !== undefined && traceback !== null && !(traceback instanceof PyTraceback)) {
    throw rt.typeError("throw() third argument must be a traceback object");
  }
  if (what instanceof PyException) {
    if (value !== undefined && value !== null) throw rt.typeError("instance exception may not have a separate value");
    return what;
  }
  if (what instanceof PyType && what.isSubtypeOf(exceptions.BaseException)) {
    if (value instanceof PyException && value.cls.isSubtypeOf(what)) return value;
    return new ThrownClass(what, [what, value, traceback].filter((given): given is Value => given !== undefined));
  }
  throw rt.typeError(
    `exceptions must be classes or instances deriving from BaseException, not ${typeOf(what).name}`,
  );
}

function thrownOrRefused(rt: Runtime, what: Value, value: Slot, traceback: Slot): Thrown {
  try {
    return thrownException(rt, what, value, traceback);
  } catch (error) {
    if (!(error instanceof PyException)) throw error;
    const given = [what, value, traceback].filter((argument): argument is Value => argument !== undefined);
    return new RefusedThrow(given, error);
  }
}

/** What a suspended generator is delegating to; undefined when it is not. */
function delegate(generator: Generator): Slot {
  if (!generator.delegating || generator.running || generator.frame === null) return undefined;
  return generator.frame.stack.at(-1);
}

/** `generator.throw`: to the innermost delegate first (C: `_gen_throw`). */
export function throwInto(rt: Interpreter, generator: Generator, raised: Thrown): Slot {
  const inner = delegate(generator);
  if (inner === undefined) return rt.resume(generator, null, madeException(rt, raised));
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
    return rt.resume(generator, null, madeException(rt, raised));
  }
  // What is wrong with reading `throw` is the caller's error: nothing is raised inside.
  const known = inner instanceof Generator || inner instanceof PySendable;
  const method = known ? undefined : rt.getattrOptional(inner, "throw");
  let step: Step | undefined;
  generator.running = true;
  try {
    step = throwIntoDelegate(rt, generator, inner, method, raised);
  } catch (thrown) {
    generator.running = false;
    if (!(thrown instanceof PyException)) throw thrown;
    return rt.resume(generator, null, thrown);
  }
  generator.running = false;
  if (step === undefined) return rt.resume(generator, null, madeException(rt, raised));
  if (step.done) return rt.resume(generator, null, stopIteration(rt, step.value));
  return step.value;
}

/** Does something while the frame of a generator that is not resumed stands below all that runs. */
function onFrameOf<T>(rt: Interpreter, generator: Generator, work: () => T): T {
  const frame = generator.frame as NonNullable<Generator["frame"]>;
  const caller = rt.frame;
  frame.back = caller;
  rt.frame = frame;
  try {
    return work();
  } finally {
    rt.frame = caller;
    frame.back = null;
  }
}

/** Undefined when the delegate has no `throw`; `method` is that of one which is no generator. */
function throwIntoDelegate(
  rt: Interpreter,
  generator: Generator,
  inner: Value,
  method: Slot,
  raised: Thrown,
): Step | undefined {
  if (inner instanceof Generator) {
    const yielded = onFrameOf(rt, generator, () => throwInto(rt, inner, raised));
    return yielded === undefined ? { done: true, value: inner.result } : { done: false, value: yielded };
  }
  if (inner instanceof PySendable) return inner.throw(rt, raised);
  if (method === undefined) return undefined;
  return { done: false, value: rt.call(method, raised instanceof PyException ? [raised] : raised.args) };
}

function closeDelegate(rt: Interpreter, inner: Value): void {
  if (inner instanceof Generator) {
    closeGenerator(rt, inner);
    return;
  }
  const method = closeOf(rt, inner);
  if (method !== undefined) rt.call(method, []);
}

/** `inner.close`; what goes wrong in looking it up is told to nobody (C: `gen_close_iter`). */
function closeOf(rt: Interpreter, inner: Value): Slot {
  try {
    return rt.getattrOptional(inner, "close");
  } catch (raised) {
    if (raised instanceof PyException) return undefined;
    throw raised;
  }
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
    const isExit = rt.isError(thrown, "GeneratorExit");
    if (!isExit && !rt.isError(thrown, "StopIteration")) throw thrown;
    // The frames that it came through end with it.
    rt.finalizer?.dropped(rt, thrown);
    return isExit ? null : stopValue(thrown);
  }
  if (yielded === undefined) return generator.result;
  rt.letGo(yielded);
  throw rt.error("RuntimeError", `${generatorKind(generator)} ignored GeneratorExit`);
}

const METHODS = {
  send: method([value], (rt, self: Generator, sent) => stepValue(rt, self, (rt as Interpreter).resume(self, sent))),
  throw: method([value, optional, optional], (rt, self: Generator, what, v, tb) => {
    return stepValue(rt, self, throwInto(rt as Interpreter, self, thrownOrRefused(rt, what, v, tb)));
  }),
  close: method([], (rt, self: Generator) => closeGenerator(rt as Interpreter, self)),
};

/** Iterators and awaitables are their own. */
const ITSELF = slot((_rt, self: Value) => self);

defineMethods(types.generator, METHODS);
defineMethods(types.coroutine, METHODS);
defineWrappers<Generator>(types.generator, {
  __iter__: ITSELF,
  __next__: slot((rt, self) => stepValue(rt, self, self.next(rt))),
});
defineWrappers<Generator>(types.coroutine, { __await__: slot((_rt, self) => new CoroutineWrapper(self)) });

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
  defineMethods<PySendable>(owner, {
    send: method([value], (rt, self, sent) => sendableStep(rt, self.send(rt as Interpreter, sent))),
    throw: method([value, optional, optional], (rt, self, what, v, tb) => {
      return sendableStep(rt, self.throw(rt as Interpreter, thrownException(rt, what, v, tb)));
    }),
    close: method([], (rt, self) => self.close(rt as Interpreter)),
  });
  defineWrappers<PySendable>(owner, {
    __iter__: ITSELF,
    __await__: ITSELF,
    __next__: slot((rt, self) => sendableStep(rt, self.send(rt as Interpreter, null))),
  });
}

defineMethods<Generator>(types.asyncGenerator, {
  asend: method([value], (_rt, self, sent) => new AsyncGeneratorSend(self, sent)),
  athrow: (_rt, self, args) => new AsyncGeneratorThrow(self as Generator, args),
  aclose: method([], (_rt, self) => new AsyncGeneratorThrow(self, null)),
});
defineWrappers<Generator>(types.asyncGenerator, {
  __aiter__: ITSELF,
  __anext__: slot((_rt, self) => new AsyncGeneratorSend(self, null)),
});

/** Attributes that differ by their prefix alone, and what each kind calls the one that it delegates to. */
const KINDS = [
  [types.generator, "gi", "gi_yieldfrom"],
  [types.coroutine, "cr", "cr_await"],
  [types.asyncGenerator, "ag", "ag_await"],
] as const;
for (const [owner, prefix, delegateName] of KINDS) {
  if (owner === types.coroutine) defineAttributes(owner, { cr_origin: () => null });
  defineAttributes<Generator>(owner, {
    [`${prefix}_running`]: (_rt, self) => prefix === "ag" ? self.asyncRunning : self.running,
    [`${prefix}_suspended`]: (_rt, self) => self.started && !self.running && self.frame !== null,
    [`${prefix}_code`]: (_rt, self) => self.code,
    [`${prefix}_frame`]: (_rt, self) => {
      const frame = self.frame ?? self.left;
      return frame === null ? null : frameObject(frame);
    },
    [delegateName]: (_rt, self) => {
      const inner = delegate(self);
      return inner === undefined ? null : inner;
    },
    __name__: field("name", textFor("__name__")),
    __qualname__: field("qualname", textFor("__qualname__")),
  });
}
