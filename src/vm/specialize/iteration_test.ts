import { assertEquals } from "@std/assert";
import { call } from "../../object/call/call.ts";
import { SUPER } from "../../object/type/types.ts";
import type { Value } from "../../object/values/value.ts";
import { functionText } from "../test_machine.ts";
import { dictOf, list, siteFaults, tuple, World } from "./test_sites.ts";

function noFaults(...site: Parameters<typeof siteFaults>): void {
  assertEquals(siteFaults(...site), []);
}

Deno.test("FOR_ITER has forms for lists, tuples, ranges and generators", () => {
  const site = functionText(
    "site",
    "x *all *i",
    "BUILD_LIST 0\nSTORE_FAST 1\nLOAD_FAST 0\nGET_ITER\ntop: FOR_ITER end\nSTORE_FAST 2\nLOAD_FAST_LOAD_FAST 18\nLIST_APPEND 1\n" +
      "POP_TOP\nJUMP_BACKWARD top\nend: END_FOR\nLOAD_FAST 1\nRETURN_VALUE",
  );
  const range = (w: World, ...args: number[]): Value => call(w.t.machine, w.builtin("range"), args);
  noFaults("FOR_ITER", site, [
    ["a list", "FOR_ITER_LIST", () => [list(1, 2, 3)]],
    ["an empty list", "FOR_ITER_LIST", () => [list()]],
    ["a tuple", "FOR_ITER_TUPLE", () => [tuple(4, 5)]],
    ["a range", "FOR_ITER_RANGE", (w) => [range(w, 3)]],
    ["a range down", "FOR_ITER_RANGE", (w) => [range(w, 9, 1, -3)]],
    ["an empty range", "FOR_ITER_RANGE", (w) => [range(w, 0)]],
    ["a generator", "FOR_ITER_GEN", (w) => [call(w.t.machine, w.func("numbers"), [])], "misses"],
    ["a dict", null, () => [dictOf({ a: 1, b: 2 })]],
    ["a str", null, () => ["abc"]],
  ]);
});

Deno.test("SEND has a form for generators", () => {
  const site = functionText(
    "site",
    "x",
    "LOAD_FAST 0\nGET_YIELD_FROM_ITER\nLOAD_CONST 0\ntop: SEND end\nPOP_TOP\nLOAD_CONST 0\nSEND end\nPOP_TOP\nLOAD_CONST 0\n" +
      "SEND end\nNOP\nend: END_SEND\nRETURN_VALUE",
    "  const None",
  );
  noFaults("SEND", site, [
    ["a generator", "SEND_GEN", (w) => [call(w.t.machine, w.func("numbers"), [])]],
    ["a list", null, () => [list(1, 2)]],
    ["an empty list", null, () => [list()]],
  ]);
});

Deno.test("LOAD_SUPER_ATTR has forms for methods and for attributes", () => {
  const site = (oparg: number, behind: string): string =>
    functionText(
      "site",
      "s c x",
      `LOAD_FAST_LOAD_FAST 1\nLOAD_FAST 2\nLOAD_SUPER_ATTR ${oparg}\n${behind}RETURN_VALUE`,
      "  names __str__ a",
    );
  const A = (w: World): Value => w.cls("A", { __str__: w.func("getter"), a: 1 });
  const B = (w: World): Value => w.cls("B", { __str__: w.func("other"), a: 2 }, [A(w)]);
  const C = (w: World): Value => w.cls("C", { __str__: w.func("other"), a: 3 }, [B(w)]);
  noFaults("LOAD_SUPER_ATTR", site(3, "CALL 0\n"), [
    ["a method", "LOAD_SUPER_ATTR_METHOD", (w) => [SUPER, B(w), w.instance(B(w))]],
    ["a method further up", "LOAD_SUPER_ATTR_METHOD", (w) => [SUPER, C(w), w.instance(C(w))]],
    ["a method of object", "LOAD_SUPER_ATTR_METHOD", (w) => [SUPER, A(w), 5]],
    ["no class", null, (w) => [SUPER, 1, w.instance(B(w))]],
    ["a function in place of super", null, (w) => [w.func("two"), B(w), w.instance(B(w))]],
  ]);
  noFaults("LOAD_SUPER_ATTR", site(6, ""), [
    ["a value", "LOAD_SUPER_ATTR_ATTR", (w) => [SUPER, B(w), w.instance(B(w))]],
    ["a value further up", "LOAD_SUPER_ATTR_ATTR", (w) => [SUPER, C(w), w.instance(C(w))]],
    ["a function in place of super", null, (w) => [w.func("two"), B(w), w.instance(B(w))]],
  ]);
});

Deno.test("LOAD_GLOBAL has forms for the module's names and the builtins, as long as neither changes its keys", () => {
  const site = functionText("site", "", "LOAD_GLOBAL 0\nRETURN_VALUE", "  names name");
  const specialized = (w: World): string => {
    for (let run = 0; run < 4; run++) w.run([]);
    return `${w.form("LOAD_GLOBAL")} ${w.run([])}`;
  };
  const inGlobals = new World(site);
  inGlobals.t.globals.setStr("name", 1);
  assertEquals(specialized(inGlobals), "LOAD_GLOBAL_MODULE 1");
  inGlobals.t.globals.setStr("name", 2);
  assertEquals(inGlobals.run([]), "2");
  inGlobals.t.globals.setStr("more", 3);
  assertEquals(inGlobals.run([]), "2");
  const inBuiltins = new World(site);
  inBuiltins.t.machine.builtins.setStr("name", 4);
  assertEquals(specialized(inBuiltins), "LOAD_GLOBAL_BUILTIN 4");
  inBuiltins.t.machine.builtins.setStr("name", 5);
  assertEquals(inBuiltins.run([]), "5");
  inBuiltins.t.globals.setStr("name", 6);
  assertEquals(inBuiltins.run([]), "6");
  const nowhere = new World(site);
  assertEquals(specialized(nowhere), "LOAD_GLOBAL NameError: name 'name' is not defined");
  nowhere.t.machine.builtins.setStr("name", 7);
  assertEquals(nowhere.run([]), "7");
});
