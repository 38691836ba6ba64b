/**
 * `anext(iterator, default)`: an awaitable that ends with the default where the iterator has ended (C: `anextawaitable`).
 *
 * @module
 */

import type { Thrown } from "./generator_types.ts";
import { Generator } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import { defineMethods, defineWrappers, tuple, types } from "../types.ts";
import { method, REST, slot, value } from "../signature.ts";
import { PyException, PyTuple, type Slot, type Value } from "../values.ts";
import { awaitableIterator } from "./awaiting.ts";
import { PySendable, type Step, stopIteration, stopValue } from "./iteration.ts";

/** What `anext(iterator, default)` gives. */
export class AnextAwaitable extends PySendable {
  constructor(private readonly awaited: Value, private readonly fallback: Value) {
    super(types.anextAwaitable);
  }

  override send(rt: Interpreter, sent: Value): Step {
    return sent === null ? this.step(rt, (iterator) => rt.next(iterator)) : this.proxy(rt, "send", sent);
  }

  override throw(rt: Interpreter, raised: Thrown): Step {
    return this.proxy(rt, "throw", raised instanceof PyException ? raised : tuple([...raised.args]));
  }

  override close(rt: Interpreter): void {
    this.proxy(rt, "close", tuple([]));
  }

  /** A method of the iterator; a tuple is taken for the arguments. */
  proxy(rt: Interpreter, name: string, argument: Value): Step {
    return this.step(
      rt,
      (iterator) => rt.call(rt.getattr(iterator, name), argument instanceof PyTuple ? argument.items : [argument]),
    );
  }

  private step(rt: Interpreter, ask: (iterator: Value) => Slot): Step {
    const found = awaitableIterator(rt, this.awaited);
    const isCoroutine = found instanceof Generator && found.cls === types.coroutine;
    const iterator = isCoroutine ? rt.callMethod(found, "__await__", []) : found;
    try {
      const yielded = ask(iterator);
      return yielded === undefined ? { done: true, value: null } : { done: false, value: yielded };
    } catch (thrown) {
      if (rt.isError(thrown, "StopIteration")) return { done: true, value: stopValue(thrown) };
      if (rt.isError(thrown, "StopAsyncIteration")) return { done: true, value: this.fallback };
      throw thrown;
    }
  }
}

const ITSELF = slot((_rt, self: Value) => self);

/** Done is a StopIteration. */
function valueOf(rt: Interpreter, step: Step): Value {
  if (step.done) throw stopIteration(rt, step.value);
  return step.value;
}

defineWrappers<AnextAwaitable>(types.anextAwaitable, {
  __iter__: ITSELF,
  __await__: ITSELF,
  __next__: slot((rt, self) => valueOf(rt as Interpreter, self.send(rt as Interpreter, null))),
});
defineMethods<AnextAwaitable>(types.anextAwaitable, {
  send: method([value], (rt, self, sent) => valueOf(rt as Interpreter, self.proxy(rt as Interpreter, "send", sent))),
  throw: method([REST], (rt, self, args) => {
    return valueOf(rt as Interpreter, self.proxy(rt as Interpreter, "throw", tuple(args)));
  }, "tuple"),
  close: method([REST], (rt, self, args) => {
    return valueOf(rt as Interpreter, self.proxy(rt as Interpreter, "close", tuple(args)));
  }, "tuple"),
});
