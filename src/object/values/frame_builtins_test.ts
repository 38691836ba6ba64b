import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { PyDict } from "../dict/dict.ts";
import { builtinsFor, ForeignBuiltins, shownBuiltins } from "./frame_builtins.ts";
import { PyModule } from "./module.ts";
import type { Value } from "./value.ts";

const OF_FRAME = new PyDict();

function asked(own: Value): PyDict {
  const globals = new PyDict();
  globals.setStr("__builtins__", own);
  return builtinsFor(globals, OF_FRAME);
}

Deno.test("globals name a dict or a module as builtins, or leave those of the frame", () => {
  const dict = new PyDict();
  assertStrictEquals(asked(dict), dict);
  assertStrictEquals(asked(new PyModule("builtins", dict)), dict);
  assertStrictEquals(builtinsFor(new PyDict(), OF_FRAME), OF_FRAME);
});

Deno.test("builtins of another kind are shown as they are, and nothing is found in what stands for them", () => {
  for (const own of [null, 7, "text"]) {
    const builtins = asked(own);
    assert(builtins instanceof ForeignBuiltins);
    assertEquals([shownBuiltins(builtins), builtins.getStr("len")], [own, undefined]);
  }
  assertStrictEquals(shownBuiltins(OF_FRAME), OF_FRAME);
});
