/**
 * Resuming generators, coroutines and async generators.
 *
 * @module
 */

import { type Generator, generatorKind, seesClosing } from "../frame.ts";
import type { Interpreter } from "../interpreter.ts";
import { types } from "../types.ts";
import type { PyException, Slot, Value } from "../values.ts";

/** Resumes a generator, as {@linkcode Interpreter.resume} says. */
export function resume(
  rt: Interpreter,
  generator: Generator,
  sent: Value,
  thrown: PyException | null,
  startsWithAny: boolean,
): Slot {
  const kind = generatorKind(generator);
  if (generator.running) throw rt.valueError(`${kind} already executing`);
  const frame = generator.frame;
  if (frame === null) {
    if (generator.cls === types.coroutine) throw rt.error("RuntimeError", "cannot reuse already awaited coroutine");
    if (thrown !== null) throw thrown;
    generator.result = null;
    return undefined;
  }
  if (!generator.started && sent !== null && thrown === null && !startsWithAny) {
    throw rt.typeError(`can't send non-None value to a just-started ${kind}`);
  }
  // What it is resumed with lies on the stack even where an exception comes: handlers count it.
  frame.push(sent);
  if (thrown !== null && generator.handled.value !== null) rt.setContext(thrown, generator.handled.value);
  rt.finalizer?.untrack(generator);
  generator.started = true;
  generator.running = true;
  generator.yielded = false;
  rt.handledStack.push(generator.handled);
  let value: Value;
  try {
    value = rt.execute(frame, thrown);
  } catch (raised) {
    generator.frame = null;
    throw raised;
  } finally {
    generator.running = false;
    rt.handledStack.pop();
  }
  if (generator.yielded) {
    if (seesClosing(frame)) rt.finalizer?.trackGenerator(generator);
    return value;
  }
  generator.frame = null;
  generator.result = value;
  return undefined;
}
