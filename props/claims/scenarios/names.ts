/**
 * Scenarios of locals, globals and cells.
 *
 * @module
 */

import type { Choices } from "../../core/choices.ts";
import { FunctionText, programText } from "./text.ts";

/** Three locals that are read with a check, one of which is unbound before the next round. */
export function unboundLocals(choices: Choices, warm: number): string {
  const count = warm + choices.int(2, 10);
  const victim = ["u", "v", "w"][choices.below(3)] as string;
  const clears = choices.chance(1, 3);
  const f = new FunctionText("f");
  for (const local of ["i", "u", "v", "w"]) f.constant(count).store(local);
  f.rounds("i", count, () => {
    for (const local of ["u", "v", "w"]) f.onLocal("LOAD_FAST_CHECK", local).op("POP_TOP");
    f.onlyIn("i", choices.below(count), () => {
      if (clears) f.onLocal("LOAD_FAST_AND_CLEAR", victim).op("POP_TOP");
      else f.onLocal("DELETE_FAST", victim);
    });
  });
  return programText([f.returnConstant("None")]);
}

/** A function that binds a local in all calls but one, and reads it. */
export function conditionalLocal(choices: Choices, warm: number): string {
  const count = warm + choices.int(2, 10);
  const f = new FunctionText("f");
  const g = new FunctionText("g", ["x"]);
  f.constant(0).store("s").rounds("i", count, () => {
    f.guarded(1, () => f.addTo("s", () => f.call("g", 1, () => f.load("i"))), () => {
      f.store("e").emit(() => f.call("str", 1, () => f.load("e")));
    });
  });
  f.load("s").op("RETURN_VALUE");
  const end = g.fresh();
  g.load("x").constant(choices.below(count)).op("COMPARE_OP 88", `POP_JUMP_IF_TRUE ${end}`);
  g.load("x").store("y").op(`${end}:`).onLocal("LOAD_FAST_CHECK", "y").op("RETURN_VALUE");
  return programText([f, g]);
}

/** A global that other code gives a value of another type, between two uses in one round. */
export function rewrittenVariable(choices: Choices, warm: number): string {
  const count = warm + choices.int(2, 10);
  const value = ["1.5", '"x"', "True", "9007199254740993"][choices.below(4)] as string;
  const f = new FunctionText("f");
  const g = new FunctionText("g", ["x"]);
  const twice = (): unknown => f.global("G").global("G").op("BINARY_OP 0");
  f.constant(3).storeGlobal("G").constant(3).store("s");
  f.call("map", 2, () => f.global("g").call("range", 1, () => f.constant(count))).store("it");
  f.rounds("i", count, () => {
    twice();
    // A call that no trace can follow.
    f.call("next", 1, () => f.load("it"));
    twice();
    f.op("BUILD_TUPLE 3").store("s").emit(() => f.load("s"));
  });
  f.load("s").op("RETURN_VALUE");
  g.onlyIn("x", choices.below(count), () => g.constant(value).storeGlobal("G")).returnConstant(0);
  return programText([f, g]);
}

/** A builtin that a global of the same name hides from one round on, and names that come and go beside it. */
export function shadowedBuiltin(choices: Choices, warm: number): string {
  const count = warm + choices.int(2, 10);
  const f = new FunctionText("f");
  const g = new FunctionText("g", ["x"]);
  f.constant(5).storeGlobal("H").constant(0).store("s").rounds("i", count, () => {
    f.addTo("s", () => f.call("abs", 1, () => f.load("i")));
    f.addTo("s", () => f.global("H"));
    f.onlyIn("i", choices.below(count), () => {
      if (choices.bool()) f.constant(1).storeGlobal("new");
      f.global("g").storeGlobal("abs");
    });
  });
  f.load("s").op("RETURN_VALUE");
  g.load("x").constant(100).op("BINARY_OP 0", "RETURN_VALUE");
  return programText([f, g]);
}
