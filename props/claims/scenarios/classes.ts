/**
 * Scenarios of classes that are called.
 *
 * @module
 */

import { CODE_FLAGS } from "../../../src/isa/program.ts";
import type { Choices } from "../../core/choices.ts";
import { classBody, FunctionText, programText } from "./text.ts";

/** `__init__` that keeps what it is given in a global. */
function keeping(name: string, count: number): FunctionText {
  const g = new FunctionText(name, ["self", "x"].slice(0, count + 1));
  if (count === 1) g.load("x").storeGlobal("kept");
  return g.returnConstant("None");
}

/** A class whose metaclass says what calling it means, called at one site; now and then one without, or the other way round. */
export function metaclassCall(choices: Choices, warm: number): string {
  const count = warm + choices.int(2, 10);
  const given = choices.below(2);
  const at = choices.below(count);
  const swaps = choices.bool();
  const f = new FunctionText("f");
  f.makeClass("M", 3, "type").storeGlobal("M");
  f.makeClass("C", 4, choices.bool() ? "object" : null, "M").storeGlobal("C");
  f.makeClass("D", 4, null).storeGlobal("D");
  f.constant(0).storeGlobal("kept").global(swaps && choices.bool() ? "D" : "C").store("k");
  f.rounds("i", count, () => {
    f.emit(() =>
      f.call("isinstance", 2, () => {
        f.load("k").op("PUSH_NULL");
        if (given === 1) f.load("i");
        f.op(`CALL ${given}`).global("int");
      })
    );
    if (swaps) f.onlyIn("i", at, () => f.global(choices.bool() ? "C" : "D").store("k"));
  });
  f.global("kept").op("RETURN_VALUE");
  const call = new FunctionText("call", ["cls", "x"].slice(0, given + 1)).returnConstant(7);
  const init = keeping("init", given);
  return programText([f, call, classBody("M", { __call__: 2 }), classBody("C", { __init__: 5 }), init]);
}

/** A class that is called at one site, until the code of its `__init__` is that of another function. */
export function changedInit(choices: Choices, warm: number): string {
  const count = warm + choices.int(2, 10);
  const given = choices.below(2);
  const params = ["self", "x"].slice(0, given + 1);
  const other = choices.below(3);
  const f = new FunctionText("f");
  f.makeClass("C", 3, null).storeGlobal("C").constant(0).storeGlobal("kept");
  f.rounds("i", count, () => {
    f.guarded(1, () => {
      f.call("C", given, () => given === 1 ? f.load("i") : f).op("POP_TOP");
    }, () => f.store("e").emit(() => f.call("str", 1, () => f.load("e"))));
    f.emit(() => f.global("kept"));
    f.onlyIn("i", choices.below(count), () => {
      f.global("other").attribute("__code__").global("C").attribute("__init__").storeAttribute("__code__");
    });
  });
  f.global("kept").op("RETURN_VALUE");
  const changed = other === 0
    ? new FunctionText("other", params).constant(1000).storeGlobal("kept")
    : other === 1
    ? new FunctionText("other", [...params, "k"], 0, 1).constant(2000).storeGlobal("kept")
    : new FunctionText("other", [...params, "rest"], CODE_FLAGS.VARARGS).load("rest").storeGlobal("kept");
  return programText([f, keeping("init", given), classBody("C", { __init__: 2 }), changed.returnConstant("None")]);
}
