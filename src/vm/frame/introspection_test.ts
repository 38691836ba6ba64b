import { assertEquals } from "@std/assert";
import { METH, PyBuiltin, PyCell, type PyFunction } from "../../object/values/callable_values.ts";
import { PyDict } from "../../object/dict/dict.ts";
import type { PyFrameObject } from "../../object/values/frame.ts";
import { importModule } from "../../object/modules/import.ts";
import { PyTuple } from "../../object/values/sequence_values.ts";
import { repr } from "../../object/text/repr.ts";
import type { Value } from "../../object/values/value.ts";
import { functionText, TestMachine } from "../test_machine.ts";

/** Puts a global function there that runs `body` in the middle of the program. */
function probe(t: TestMachine, body: () => Value): void {
  t.globals.setStr("probe", new PyBuiltin("probe", METH.NOARGS, body, null, null));
}

Deno.test("locals() has parameters, own cells and free variables by name, and leaves out what is unset", () => {
  const inner = functionText(
    "f",
    "a b *c",
    "LOAD_GLOBAL 1\nCALL 0\nRETURN_VALUE",
    "  cellvars b d\n  freevars e\n  names locals",
  ).replace("RESUME 0", "COPY_FREE_VARS 1\n    MAKE_CELL 1\n    MAKE_CELL 3\n    RESUME 0");
  const t = new TestMachine([inner]);
  t.func("f").closure = new PyTuple([new PyCell(9)]);
  const seen = t.call("f", 1, 2);
  assertEquals(repr(t.machine, seen), "{'a': 1, 'b': 2, 'e': 9}");
  t.func("f").closure = new PyTuple([new PyCell(undefined)]);
  assertEquals(repr(t.machine, t.call("f", 1, 2)), "{'a': 1, 'b': 2}");
});

Deno.test("locals() of code that has a mapping is that mapping, and outside of all code None", () => {
  const t = new TestMachine([functionText("f", "", "LOAD_GLOBAL 1\nCALL 0\nRETURN_VALUE", "  names locals")]);
  const namespace = new PyDict();
  assertEquals(t.machine.runClassBody(t.func("f"), namespace) === namespace, true);
  assertEquals(t.machine.currentLocals(), null);
  assertEquals(t.machine.currentFrame(), null);
});

Deno.test("a frame that the program sees is its own for ever, though calls go on", () => {
  const t = new TestMachine([
    functionText("f", "a", "LOAD_GLOBAL 1\nCALL 0\nRETURN_VALUE", "  names getframe"),
    functionText("g", "b", "LOAD_FAST 0\nRETURN_VALUE"),
  ]);
  const sys = importModule(t.machine, "sys", null, 0) as Value & { dict: PyDict };
  t.globals.setStr("getframe", sys.dict.getStr("_getframe"));
  const frames = [1, 2].map((value) => t.call("f", value) as PyFrameObject);
  for (let run = 0; run < 5; run++) t.call("g", 7);
  assertEquals(frames.map(({ frame }) => [frame.code.name, frame.stack[0]]), [["f", 1], ["f", 2]]);
  assertEquals(frames[0]?.frame === frames[1]?.frame, false);
});

Deno.test("frames that nobody sees are used again", () => {
  const t = new TestMachine([functionText("g", "b", "LOAD_FAST 0\nRETURN_VALUE")]);
  for (let run = 0; run < 5; run++) t.call("g", 7);
  assertEquals(t.machine.freeCount, 1);
});

Deno.test("a function counts as dead for its version once nothing holds it, which running native code would hide", () => {
  const caller = functionText("caller", "*held", "LOAD_GLOBAL 1\nCALL 0\nRETURN_VALUE", "  names probe");
  const holder = functionText("holder", "held", "LOAD_GLOBAL 1\nCALL 0\nRETURN_VALUE", "  names probe");
  const F = functionText("f", "", "RETURN_CONST 0", "  const None");
  const t = new TestMachine([caller, holder, F]);
  const { machine: m, globals } = t;
  const found = (func: PyFunction): boolean => m.functionVersions.lookup(func.version) === func.code;
  const f = t.func("f");
  probe(t, () => found(f));
  assertEquals(t.call("caller"), true, "a global holds it");
  globals.deleteStr("f");
  assertEquals(t.call("holder", f), true, "a local of a running frame holds it");
  assertEquals(t.call("holder", new PyTuple([f])), true, "a tuple in a local holds it");
  globals.setStr("list", new PyTuple([new PyTuple([f])]));
  m.programRoots = [globals];
  assertEquals(t.call("caller"), true, "a global tuple holds it");
  globals.deleteStr("list");
  probe(t, () => {
    m.nesting = 2;
    const answer = found(f);
    m.nesting = 1;
    return answer;
  });
  assertEquals(t.call("caller"), true, "while native code runs Python code nobody can tell");
  probe(t, () => found(f));
  assertEquals(t.call("caller"), false);
  globals.setStr("f", f);
  assertEquals(t.call("caller"), false, "it has lost its slot");
});
