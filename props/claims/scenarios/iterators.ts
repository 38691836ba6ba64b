/**
 * Scenarios of iterators and generators.
 *
 * @module
 */

import { CODE_FLAGS } from "../../../src/isa/program.ts";
import type { Choices } from "../../core/choices.ts";
import { FunctionText, programText } from "./text.ts";

/** A list iterator that the loop shares with its body, and a list that grows while it is gone through and after. */
export function listIterator(choices: Choices, warm: number): string {
  const count = warm + choices.int(2, 10);
  const at = choices.bool() ? count - choices.int(1, 3) : choices.below(count);
  const steps = choices.int(1, 4);
  const grows = choices.below(count + 4);
  const f = new FunctionText("f");
  const append = (): void => {
    f.load("a").method("append", 1, () => f.constant(100)).op("POP_TOP");
  };
  f.call("list", 1, () => f.constant(`(${Array.from({ length: count }, (_, i) => i).join(", ")})`)).store("a");
  f.call("iter", 1, () => f.load("a")).store("it").constant(0).store("s");
  f.load("it").op("GET_ITER").loop("x", () => {
    f.addTo("s", () => f.load("x"));
    f.onlyIn("x", at, () => {
      for (let i = 0; i < steps; i++) f.call("next", 2, () => f.load("it").constant("None")).op("POP_TOP");
    });
    f.onlyIn("x", grows, append);
  });
  append();
  f.load("s").call("list", 1, () => f.load("it")).load("a").op("BUILD_TUPLE 3", "RETURN_VALUE");
  return programText([f]);
}

/** An iterator that runs program code, which raises in one round; where it is caught, or its traceback, tells the place. */
export function iteratorError(choices: Choices, warm: number): string {
  const count = warm + choices.int(2, 10);
  const f = new FunctionText("f");
  const g = new FunctionText("g", ["x"]);
  f.constant(0).store("s");
  const over = (): unknown =>
    f.call("map", 2, () => f.global("g").call("range", 1, () => f.constant(count))).op("GET_ITER").loop("i", () => {
      f.addTo("s", () => f.load("i"));
    });
  if (choices.bool()) f.guarded(0, over, () => f.op("POP_TOP"));
  else over();
  f.load("s").op("RETURN_VALUE");
  g.constant(60).load("x").constant(choices.below(count)).op("BINARY_OP 10", "BINARY_OP 2", "RETURN_VALUE");
  return programText([f, g]);
}

/** A loop over a generator that yields inside a handler now and then; what the loop sees of that exception is nothing. */
export function generator(choices: Choices, warm: number): string {
  const count = warm + choices.int(2, 10);
  const f = new FunctionText("f");
  const g = new FunctionText("g", ["n"], CODE_FLAGS.GENERATOR);
  const inHandler = choices.chance(1, 3);
  const bare = choices.bool();
  f.constant(0).store("s").rounds("k", choices.int(1, 3), () => {
    f.call("g", 1, () => f.constant(count)).op("GET_ITER").loop("x", () => {
      f.addTo("s", () => f.load("x"));
      if (!bare) return;
      f.guarded(2, () => f.op("RAISE_VARARGS 0"), () => {
        f.store("e").emit(() => f.call("str", 1, () => f.load("e")));
      });
    });
  });
  f.load("s").op("RETURN_VALUE");
  g.op("RETURN_GENERATOR", "POP_TOP", "RESUME 0");
  g.rounds("i", count, () => {
    g.guarded(1, () => {
      g.constant(7).load("i").constant(choices.below(count)).op("BINARY_OP 10", "BINARY_OP 2", "POP_TOP");
    }, () => {
      g.op("PUSH_EXC_INFO", "POP_TOP");
      // Not always, as generators that stand in a handler make runs slow.
      if (inHandler) g.constant(1000).op("YIELD_VALUE 0", "RESUME 1", "POP_TOP");
      g.op("POP_EXCEPT");
    });
    g.load("i").op("YIELD_VALUE 0", "RESUME 5", "POP_TOP");
  });
  g.returnConstant("None");
  return programText([f, g]);
}
