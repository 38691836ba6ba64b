/**
 * Scenarios of calls.
 *
 * @module
 */

import type { Choices } from "../../core/choices.ts";
import { FunctionText, programText } from "./text.ts";

function arithmetic(name: string, params: readonly string[], operator: number, start: number): FunctionText {
  const g = new FunctionText(name, params);
  g.constant(start);
  for (const param of params) g.load(param).op(`BINARY_OP ${operator}`);
  return g.op("RETURN_VALUE");
}

/** Another function, of as many parameters or not, under the name that the loop calls; or a bound method of either. */
export function replacedCallee(choices: Choices, warm: number): string {
  const count = warm + choices.int(2, 10);
  const f = new FunctionText("f");
  const wide = choices.chance(1, 4);
  f.global("g").storeGlobal("k").constant(0).store("s").rounds("i", count, () => {
    f.guarded(1, () => f.addTo("s", () => f.call("k", 1, () => f.load("i"))), () => {
      f.store("e").emit(() => f.call("str", 1, () => f.load("e")));
    });
    f.onlyIn("i", choices.below(count), () => f.global(choices.chance(1, 4) ? "len" : "h").storeGlobal("k"));
    if (choices.bool()) f.onlyIn("i", choices.below(count), () => f.global("g").storeGlobal("k"));
  });
  f.load("s").op("RETURN_VALUE");
  return programText([
    f,
    arithmetic("g", ["x"], 0, 1),
    arithmetic("h", wide ? ["x", "y"] : ["x"], 5, 1000),
  ]);
}

/** Code or defaults of the called function change in one round. */
export function changedFunction(choices: Choices, warm: number): string {
  const count = warm + choices.int(2, 10);
  const given = choices.bool() ? 3 : choices.int(1, 2);
  const f = new FunctionText("f");
  f.constant(0).store("s").rounds("i", count, () => {
    f.guarded(1, () => {
      f.addTo("s", () =>
        f.call("g", given, () => {
          for (let i = 0; i < given; i++) f.load("i");
        }));
    }, () => f.store("e").emit(() => f.call("str", 1, () => f.load("e"))));
    f.onlyIn("i", choices.below(count), () => {
      const kind = choices.bool() ? 0 : choices.int(1, 2);
      if (kind === 0) f.global("h").attribute("__code__").global("g").storeAttribute("__code__");
      else if (kind === 1) f.constant("(7000, 9000)").global("g").storeAttribute("__defaults__");
      else f.constant("None").global("g").storeAttribute("__defaults__");
    });
  });
  f.load("s").op("RETURN_VALUE");
  const params = ["x", "y", "z"];
  return programText([f, arithmetic("g", params, 0, 1), arithmetic("h", params, 10, 50)], {
    defaults: { g: "(10, 200)", h: "(10, 200)" },
  });
}

/** Methods called in a loop, their functions inlined with self. */
export function boundMethod(choices: Choices, warm: number): string {
  const count = warm + choices.int(2, 10);
  const f = new FunctionText("f");
  f.global("g").method("__get__", 1, () => f.constant(40)).store("bound");
  f.global("h").method("__get__", 1, () => f.constant(2)).store("other");
  f.constant(0).store("s").rounds("i", count, () => {
    f.addTo("s", () => {
      f.load("bound").op("PUSH_NULL").load("i").op("CALL 1");
    });
    f.onlyIn("i", choices.below(count), () => f.load("other").store("bound"));
  });
  f.load("s").op("RETURN_VALUE");
  return programText([f, arithmetic("g", ["x", "y"], 0, 1), arithmetic("h", ["x", "y"], 5, 3)]);
}
