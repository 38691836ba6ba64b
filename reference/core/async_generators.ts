/**
 * What async generators hand out: awaitables of `asend`, `athrow` and `aclose`, and the wrapper that marks a yielded
 * value among those that an inner await lets through (C: `Objects/genobject.c`).
 *
 * @module
 */

import type { Generator } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import { types } from "../types.ts";
import { PyObject, type Slot, type Value } from "../values.ts";
import { athrown, throwInto, type Thrown } from "./generator_types.ts";
import { PySendable, type Step } from "./iteration.ts";

/** A value that an async generator yields. */
export class AsyncGeneratorWrapped extends PyObject {
  constructor(readonly value: Value) {
    super(types.asyncGeneratorWrappedValue);
  }
}

/** Turns what the generator's frame yields into a step of the awaitable: a wrapped value ends the await. */
function unwrap(rt: Interpreter, generator: Generator, yielded: Slot): Step {
  if (yielded === undefined) {
    generator.asyncClosed = true;
    generator.asyncRunning = false;
    throw rt.errorWith("StopAsyncIteration", []);
  }
  if (yielded instanceof AsyncGeneratorWrapped) {
    generator.asyncRunning = false;
    return { done: true, value: yielded.value };
  }
  return { done: false, value: yielded };
}

function endsGenerator(rt: Interpreter, thrown: unknown): boolean {
  return rt.isError(thrown, "StopAsyncIteration") || rt.isError(thrown, "GeneratorExit");
}

/** Resumes the generator; its end by an exception of the two stopping kinds closes it. */
function step(rt: Interpreter, generator: Generator, sent: Value, raised: Thrown | null): Step {
  let yielded: Slot;
  try {
    yielded = raised === null ? rt.resume(generator, sent) : throwInto(rt, generator, raised);
  } catch (thrown) {
    generator.asyncRunning = false;
    if (endsGenerator(rt, thrown)) generator.asyncClosed = true;
    throw thrown;
  }
  return unwrap(rt, generator, yielded);
}

/** The awaitable of `asend(value)` and `__anext__()`. */
export class AsyncGeneratorSend extends PySendable {
  private state: "new" | "iterating" | "closed" = "new";

  constructor(private readonly generator: Generator, private readonly value: Value) {
    super(types.asyncGeneratorAsend);
  }

  override send(rt: Interpreter, value: Value): Step {
    this.refuseReuse(rt);
    let sent = value;
    if (this.state === "new") {
      if (this.generator.asyncRunning) {
        throw rt.error("RuntimeError", "anext(): asynchronous generator is already running");
      }
      if (value === null) sent = this.value;
      this.state = "iterating";
    }
    this.generator.asyncRunning = true;
    return this.run(rt, sent, null);
  }

  /** One that has not begun stays so, and may throw into a generator that runs for another (C: `async_gen_asend_throw`). */
  override throw(rt: Interpreter, raised: Thrown): Step {
    this.refuseReuse(rt);
    return this.run(rt, null, raised);
  }

  /** Nothing reaches the generator (C: `async_gen_asend_close`). */
  override close(): void {
    this.state = "closed";
  }

  private refuseReuse(rt: Interpreter): void {
    if (this.state === "closed") throw rt.error("RuntimeError", "cannot reuse already awaited __anext__()/asend()");
  }

  private run(rt: Interpreter, sent: Value, raised: Thrown | null): Step {
    try {
      const result = step(rt, this.generator, sent, raised);
      if (result.done) this.state = "closed";
      return result;
    } catch (thrown) {
      this.state = "closed";
      throw thrown;
    }
  }
}

/** The awaitable of `athrow(exception)` and `aclose()` (no exception). */
export class AsyncGeneratorThrow extends PySendable {
  private state: "new" | "iterating" | "closed" = "new";

  constructor(private readonly generator: Generator, private readonly thrown: readonly Value[] | null) {
    super(types.asyncGeneratorAthrow);
  }

  override send(rt: Interpreter, value: Value): Step {
    this.refuseReuse(rt);
    const { generator } = this;
    if (generator.frame === null) {
      this.state = "closed";
      return { done: true, value: null };
    }
    if (this.state === "iterating") {
      return this.thrown === null ? this.closing(rt, value, null) : step(rt, generator, value, null);
    }
    this.begin(rt, value);
    if (this.thrown === null) return this.closing(rt, null, rt.errorWith("GeneratorExit", []));
    // Where that fails the generator stays marked as running.
    const raised = athrown(rt, this.thrown);
    try {
      const result = step(rt, generator, null, raised);
      if (result.done) this.state = "closed";
      return result;
    } catch (thrown) {
      this.state = "closed";
      throw thrown;
    }
  }

  private begin(rt: Interpreter, value: Value): void {
    const { generator } = this;
    if (generator.asyncRunning) {
      this.state = "closed";
      const what = this.thrown === null ? "aclose()" : "athrow()";
      throw rt.error("RuntimeError", `${what}: asynchronous generator is already running`);
    }
    if (generator.asyncClosed) {
      this.state = "closed";
      throw rt.errorWith("StopAsyncIteration", []);
    }
    if (value !== null) throw rt.error("RuntimeError", "can't send non-None value to a just-started coroutine");
    this.state = "iterating";
    generator.asyncRunning = true;
    if (this.thrown === null) generator.asyncClosed = true;
  }

  /** A step of `aclose()`: the generator must not yield, and its end is no error (C: `async_gen_athrow_send`). */
  private closing(rt: Interpreter, sent: Value, raised: Thrown | null): Step {
    const { generator } = this;
    let yielded: Slot;
    try {
      yielded = raised === null ? rt.resume(generator, sent) : throwInto(rt, generator, raised);
    } catch (thrown) {
      generator.asyncRunning = false;
      this.state = "closed";
      if (endsGenerator(rt, thrown)) return { done: true, value: null };
      throw thrown;
    }
    if (yielded !== undefined && !(yielded instanceof AsyncGeneratorWrapped)) return { done: false, value: yielded };
    generator.asyncRunning = false;
    this.state = "closed";
    if (yielded === undefined) return { done: true, value: null };
    throw rt.error("RuntimeError", "async generator ignored GeneratorExit");
  }

  /** An `athrow()` stays usable, an `aclose()` unless the generator yields (C: `async_gen_athrow_throw`). */
  override throw(rt: Interpreter, raised: Thrown): Step {
    this.refuseReuse(rt);
    const { generator } = this;
    if (this.thrown !== null) return step(rt, generator, null, raised);
    let yielded: Slot;
    try {
      yielded = throwInto(rt, generator, raised);
    } catch (thrown) {
      if (endsGenerator(rt, thrown)) return { done: true, value: null };
      throw thrown;
    }
    if (yielded === undefined) return { done: true, value: null };
    if (!(yielded instanceof AsyncGeneratorWrapped)) return { done: false, value: yielded };
    generator.asyncRunning = false;
    this.state = "closed";
    throw rt.error("RuntimeError", "async generator ignored GeneratorExit");
  }

  /** Nothing reaches the generator (C: `async_gen_athrow_close`). */
  override close(): void {
    this.state = "closed";
  }

  private refuseReuse(rt: Interpreter): void {
    if (this.state === "closed") throw rt.error("RuntimeError", "cannot reuse already awaited aclose()/athrow()");
  }
}
