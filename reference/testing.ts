/**
 * Small programs and a bare interpreter for tests.
 *
 * @module
 */

import { assemble } from "../src/isa/assembler.ts";
import { DEFAULT_LIMITS, type Limits, type Outcome } from "../src/isa/engine.ts";
import { makeBuiltins } from "./core/namespace.ts";
import { reference } from "./engine.ts";
import { Evaluator } from "./evaluator.ts";
import type { Interpreter } from "./interpreter.ts";
import { PyException, type Value } from "./values.ts";

/** An interpreter without a program. */
export function bareInterpreter(limits: Partial<Limits> = {}): Interpreter {
  return new Evaluator({ ...DEFAULT_LIMITS, ...limits }, makeBuiltins());
}

/** Runs assembler text, header left out. */
export function runText(text: string, limits: Partial<Limits> = {}): Outcome {
  return reference.run(assemble(`tierproof-assembly 1\n${text}`), { ...DEFAULT_LIMITS, ...limits });
}

/** `Type: message` of the exception that `work` raises, or what it returns. */
export function raisedBy(rt: Interpreter, work: () => Value): string {
  try {
    return `returned ${rt.repr(work())}`;
  } catch (thrown) {
    if (!(thrown instanceof PyException)) throw thrown;
    return `${thrown.cls.name}: ${rt.str(thrown)}`;
  }
}
