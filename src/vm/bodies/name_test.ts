import { assertEquals } from "@std/assert";
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
