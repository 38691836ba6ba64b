/**
 * What async generators hand out: awaitables of `asend`, `athrow` and `aclose`, and the wrapper that marks a yielded
 * value among those that an inner await lets through (C: `Objects/genobject.c`).
 *
 * @module
 */

import type { Generator } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import { types } from "../types.ts";
import { type PyException, PyObject, type Slot, type Value } from "../values.ts";
import { PySendable, type Step } from "./iteration.ts";

/** A value that an async generator yields. */
export class AsyncGeneratorWrapped extends PyObject {
  readonly value: Value;

  constructor(value: Value) {
    super(types.asyncGeneratorWrappedValue);
    this.value = value;
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

/** Resumes the generator; its end by an exception of the two stopping kinds closes it. */
function step(rt: Interpreter, generator: Generator, sent: Value, raised: PyException | null): Step {
  let yielded: Slot;
  try {
    yielded = rt.resume(generator, sent, raised);
  } catch (thrown) {
    generator.asyncRunning = false;
    if (rt.isError(thrown, "StopAsyncIteration") || rt.isError(thrown, "GeneratorExit")) generator.asyncClosed = true;
    throw thrown;
  }
  return unwrap(rt, generator, yielded);
}

/** The awaitable of `asend(value)` and `__anext__()`. */
export class AsyncGeneratorSend extends PySendable {
  private readonly generator: Generator;
  private readonly value: Value;
  private state: "new" | "iterating" | "closed" = "new";

  constructor(generator: Generator, value: Value) {
    super(types.asyncGeneratorAsend);
    this.generator = generator;
    this.value = value;
  }

  override send(rt: Interpreter, value: Value): Step {
    this.begin(rt);
    const sent = this.state === "new" && value === null ? this.value : value;
    this.state = "iterating";
    return this.run(rt, sent, null);
  }

  override throw(rt: Interpreter, raised: PyException): Step {
    this.begin(rt);
    this.state = "iterating";
    return this.run(rt, null, raised);
  }

  private begin(rt: Interpreter): void {
    if (this.state === "closed") {
      throw rt.error("RuntimeError", "cannot reuse already awaited __anext__()/asend()");
    }
    if (this.state === "new") {
      if (this.generator.asyncRunning) {
        throw rt.error("RuntimeError", "anext(): asynchronous generator is already running");
      }
      this.generator.asyncRunning = true;
    }
  }

  private run(rt: Interpreter, sent: Value, raised: PyException | null): Step {
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
  private readonly generator: Generator;
  private readonly raised: PyException | null;
  private state: "new" | "iterating" | "closed" = "new";

  constructor(generator: Generator, raised: PyException | null) {
    super(types.asyncGeneratorAthrow);
    this.generator = generator;
    this.raised = raised;
  }

  override send(rt: Interpreter, value: Value): Step {
    if (this.state === "closed") {
      throw rt.error("RuntimeError", "cannot reuse already awaited aclose()/athrow()");
    }
    if (this.generator.frame === null) {
      this.state = "closed";
      if (this.raised === null) return { done: true, value: null };
      throw rt.errorWith("StopAsyncIteration", []);
    }
    if (this.state === "new") {
      if (this.generator.asyncRunning) {
        const what = this.raised === null ? "aclose()" : "athrow()";
        throw rt.error("RuntimeError", `${what}: asynchronous generator is already running`);
      }
      if (this.generator.asyncClosed) {
        this.state = "closed";
        throw rt.errorWith("StopAsyncIteration", []);
      }
      this.state = "iterating";
      this.generator.asyncRunning = true;
      if (this.raised === null) this.generator.asyncClosed = true;
      return this.run(rt, null, this.raised ?? rt.errorWith("GeneratorExit", []));
    }
    return this.run(rt, value, null);
  }

  override throw(rt: Interpreter, raised: PyException): Step {
    this.state = "iterating";
    return this.run(rt, null, raised);
  }

  private run(rt: Interpreter, sent: Value, raised: PyException | null): Step {
    let result: Step;
    try {
      result = step(rt, this.generator, sent, raised);
    } catch (thrown) {
      this.state = "closed";
      const closing = this.raised === null &&
        (rt.isError(thrown, "StopAsyncIteration") || rt.isError(thrown, "GeneratorExit"));
      if (closing) return { done: true, value: null };
      throw thrown;
    }
    if (result.done && this.raised === null) {
      this.state = "closed";
      throw rt.error("RuntimeError", "async generator ignored GeneratorExit");
    }
    if (result.done) this.state = "closed";
    return result;
  }
}
