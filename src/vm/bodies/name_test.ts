import { assertEquals } from "@std/assert";
import { delItem, getItem, setItem } from "../../object/sequence/subscripts.ts";
import { call } from "../../object/call/call.ts";
import { PyCell } from "../../object/values/callable_values.ts";
import { PyDict } from "../../object/dict/dict.ts";
import { catchRaised } from "../../object/exception/raise.ts";
import { PyTuple } from "../../object/values/sequence_values.ts";
import { repr } from "../../object/text/repr.ts";
import { exceptionMessage } from "../../object/text/str.ts";
import { DICT, TYPE, typeName } from "../../object/type/types.ts";
import type { Value } from "../../object/values/value.ts";
import { BODIES } from "./table.ts";
import { functionText, TestMachine } from "../test_machine.ts";

Deno.test("LOAD_FROM_DICT_OR_GLOBALS looks into the dict on top of the stack, then into globals and builtins", () => {
  // The one below is another dict: {"x": 2, "y": 3} under {"x": 5}.
  const body = (name: number): string => `
    LOAD_CONST 0
    LOAD_CONST 1
    BUILD_MAP 1
    LOAD_CONST 0
    LOAD_CONST 2
    BUILD_MAP 1
    LOAD_FROM_DICT_OR_GLOBALS ${name}
    SWAP 2
    POP_TOP
    RETURN_VALUE`;
  const extra = '  const "x"\n  const 2\n  const 5\n  names x y len missing';
  for (const [name, expected] of [[0, 5], [1, 77], [3, "NameError: name 'missing' is not defined"]] as const) {
    const test = new TestMachine([functionText("f", "", body(name), extra)]);
    test.globals.setStr("y", 77);
    test.globals.setStr("x", 99);
    assertEquals(test.call("f"), expected);
  }
});

/** A machine whose frame has the names `x y` and the free variable `z`, and a mapping for its locals. */
function frameWith(
  locals: (t: TestMachine) => Value,
): { t: TestMachine; mapping: Value; run: (name: keyof typeof BODIES, oparg: number, ...takes: Value[]) => string } {
  const t = new TestMachine([functionText("f", "a", "RETURN_CONST 0", "  freevars z\n  const None\n  names x y")]);
  const { machine: m } = t;
  const mapping = locals(t);
  m.frame.locals = mapping;
  Object.defineProperty(m.frame, "code", { value: t.func("f").code });
  Object.defineProperty(m.frame, "globals", { value: t.globals });
  Object.defineProperty(m.frame, "builtins", { value: m.builtins });
  const run = (name: keyof typeof BODIES, oparg: number, ...takes: Value[]): string => {
    m.stack = [1, new PyCell(2), "below", ...takes];
    m.sp = m.stack.length;
    try {
      BODIES[name](m, oparg, 0);
    } catch (error) {
      const exception = catchRaised(m, error);
      return `${typeName(exception)}: ${exceptionMessage(m, exception)}`;
    }
    assertEquals(m.stack[2], "below", name);
    return m.stack.slice(3, m.sp).map((value) => repr(m, value)).join(" ");
  };
  return { t, mapping, run };
}

/** A dict, an instance of a class derived from it, and a mapping that is none. */
const MAPPINGS: readonly ((t: TestMachine) => Value)[] = [
  () => new PyDict(),
  (t) => call(t.machine, call(t.machine, TYPE, ["D", new PyTuple([DICT]), new PyDict()]), []),
];

Deno.test("names are looked up, stored and deleted in the mapping of locals, whatever that is", () => {
  for (const make of MAPPINGS) {
    const { t, mapping, run } = frameWith(make);
    const { machine: m } = t;
    const missing = "NameError: name 'x' is not defined";
    assertEquals(run("LOAD_NAME", 0), missing);
    t.globals.setStr("x", 5);
    assertEquals(run("LOAD_NAME", 0), "5");
    assertEquals(run("STORE_NAME", 0, 7), "");
    assertEquals([getItem(m, mapping, "x"), t.globals.getStr("x")], [7, 5]);
    assertEquals(run("LOAD_NAME", 0), "7");
    assertEquals(run("DELETE_NAME", 0), "");
    assertEquals(run("LOAD_NAME", 0), "5");
    assertEquals(run("DELETE_NAME", 0), missing);
    assertEquals(run("LOAD_LOCALS", 0), repr(m, mapping));
    assertEquals(run("SETUP_ANNOTATIONS", 0), "");
    assertEquals(repr(m, getItem(m, mapping, "__annotations__")), "{}");
    setItem(m, mapping, "__annotations__", 3);
    assertEquals([run("SETUP_ANNOTATIONS", 0), getItem(m, mapping, "__annotations__")], ["", 3]);
    delItem(m, mapping, "__annotations__");
    // The dict on top comes first, then the cell, or globals and builtins.
    assertEquals(run("LOAD_FROM_DICT_OR_DEREF", 1, mapping), "2");
    assertEquals(run("LOAD_FROM_DICT_OR_GLOBALS", 0, mapping), "5");
    setItem(m, mapping, "z", 8);
    setItem(m, mapping, "x", 9);
    assertEquals(run("LOAD_FROM_DICT_OR_DEREF", 1, mapping), "8");
    assertEquals(run("LOAD_FROM_DICT_OR_GLOBALS", 0, mapping), "9");
  }
});

Deno.test("without a mapping of locals, instructions for names are errors of the program", () => {
  const { run } = frameWith(() => null);
  assertEquals(run("LOAD_NAME", 0), "SystemError: no locals when loading 'x'");
  assertEquals(run("STORE_NAME", 1, 5), "SystemError: no locals found when storing 'y'");
  assertEquals(run("DELETE_NAME", 1), "SystemError: no locals when deleting 'y'");
  assertEquals(run("LOAD_LOCALS", 0), "SystemError: no locals");
  assertEquals(run("SETUP_ANNOTATIONS", 0), "SystemError: no locals found when setting up annotations");
});

Deno.test("globals are stored and deleted by name, and found before builtins", () => {
  const { t, run } = frameWith(() => null);
  assertEquals(run("STORE_GLOBAL", 1, 5), "");
  assertEquals(t.globals.getStr("y"), 5);
  assertEquals(run("_LOAD_GLOBAL", 2), "5");
  t.machine.builtins.setStr("y", 6);
  assertEquals(run("_LOAD_GLOBAL", 2), "5");
  assertEquals(run("DELETE_GLOBAL", 1), "");
  assertEquals(run("_LOAD_GLOBAL", 2), "6");
  assertEquals(run("DELETE_GLOBAL", 1), "NameError: name 'y' is not defined");
  assertEquals(run("_LOAD_GLOBAL", 0), "NameError: name 'x' is not defined");
});

Deno.test("cells are read, set and emptied; an empty one is an error that says whose it is", () => {
  const { t, run } = frameWith(() => null);
  const free = "NameError: cannot access free variable 'z' where it is not associated with a value in enclosing scope";
  assertEquals(run("LOAD_DEREF", 1), "2");
  assertEquals(run("STORE_DEREF", 1, 9), "");
  assertEquals((t.machine.stack[1] as PyCell).contents, 9);
  assertEquals(run("DELETE_DEREF", 1), "");
  assertEquals((t.machine.stack[1] as PyCell).contents, undefined);
  const m = t.machine;
  m.stack = [1, new PyCell(undefined), "below"];
  for (const name of ["LOAD_DEREF", "DELETE_DEREF"] as const) {
    m.sp = 3;
    let text = "";
    try {
      BODIES[name](m, 1, 0);
    } catch (error) {
      text = exceptionMessage(m, catchRaised(m, error));
    }
    assertEquals(`NameError: ${text}`, free);
  }
});

Deno.test("locals that are unset are errors to check for and to delete, and cleared where that is asked for", () => {
  const { t, run } = frameWith(() => null);
  const unbound = "UnboundLocalError: cannot access local variable 'a' where it is not associated with a value";
  assertEquals([run("LOAD_FAST", 0), run("LOAD_FAST_CHECK", 0), run("LOAD_FAST_AND_CLEAR", 0)], ["1", "1", "1"]);
  assertEquals(t.machine.stack[0], undefined);
  assertEquals(run("STORE_FAST", 0, 4), "");
  assertEquals(t.machine.stack[0], 4);
  assertEquals(run("DELETE_FAST", 0), "");
  assertEquals(t.machine.stack[0], undefined);
  for (const name of ["LOAD_FAST_CHECK", "DELETE_FAST"] as const) {
    t.machine.stack = [undefined, null, "below"];
    t.machine.sp = 3;
    let text = "";
    try {
      BODIES[name](t.machine, 0, 0);
    } catch (error) {
      const exception = catchRaised(t.machine, error);
      text = `${typeName(exception)}: ${exceptionMessage(t.machine, exception)}`;
    }
    assertEquals(text, unbound);
  }
});
