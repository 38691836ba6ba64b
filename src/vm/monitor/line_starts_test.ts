import { assertEquals } from "@std/assert";
import { lineStarts } from "./line_starts.ts";
import { functionText, TestMachine } from "../test_machine.ts";

/** Units at which lines start, for a body in which every unit has the line of a list; null: none. */
function startsOf(body: string, lines: readonly (number | null)[]): number[] {
  const test = new TestMachine([functionText("f", "a", body, "  const None")]);
  const { code } = test.func("f");
  assertEquals(lines.length, code.source.code.length, "a line for each unit");
  Object.defineProperty(code, "lines", { value: lines });
  return [...lineStarts(code)].flatMap((start, unit) => start !== 0 ? [unit] : []);
}

Deno.test("lineStarts() finds each change of line, but not at RESUME or without a line", () => {
  assertEquals(startsOf("NOP\nNOP\nNOP\nNOP\nRETURN_CONST 0", [1, 2, 2, null, 3, 3]), [1, 4]);
});

Deno.test("lineStarts() finds the targets of jumps forward and back, though the line stays", () => {
  // Unit 0 RESUME, 1 LOAD_FAST, 2 POP_JUMP_IF_NONE with its cache, 4 NOP, 5 NOP, 6 RETURN_CONST.
  const forward = "LOAD_FAST 0\nPOP_JUMP_IF_NONE out\nNOP\nNOP\nout:\nRETURN_CONST 0";
  assertEquals(startsOf(forward, [1, 2, 2, 2, 2, 2, 2]), [1, 6]);
  const back = "top:\nNOP\nNOP\nJUMP_BACKWARD top\nRETURN_CONST 0";
  assertEquals(startsOf(back, [1, 2, 2, 2, 2, 2]), [1]);
  assertEquals(startsOf("NOP\ntop:\nNOP\nJUMP_BACKWARD top\nRETURN_CONST 0", [1, 2, 2, 2, 2, 2]), [1, 2]);
});

Deno.test("lineStarts() finds where a FOR_ITER goes on behind its END_FOR", () => {
  // Unit 0 RESUME, 1 LOAD_FAST, 2 GET_ITER, 3 FOR_ITER with its cache, 5 STORE_FAST, 6 JUMP_BACKWARD with its cache, 8 END_FOR, 9.
  const loop =
    "LOAD_FAST 0\nGET_ITER\ntop:\nFOR_ITER end\nSTORE_FAST 0\nJUMP_BACKWARD top\nend:\nEND_FOR\nRETURN_CONST 0";
  assertEquals(startsOf(loop, [1, 2, 2, 2, 2, 2, 2, 2, 2, 2]), [1, 3, 9]);
});

Deno.test("lineStarts() takes the prefixes of a jump into account", () => {
  const nops = "NOP\n".repeat(300);
  const body = `LOAD_FAST 0\nPOP_JUMP_IF_NONE out\n${nops}out:\nRETURN_CONST 0`;
  // RESUME, LOAD_FAST, EXTENDED_ARG, the jump with its cache, the NOPs, the end.
  const lines = [1, ...new Array(4 + 300 + 1).fill(2)];
  assertEquals(startsOf(body, lines), [1, 305]);
});

Deno.test("lines give a line for each unit, and nothing without a table", () => {
  const test = new TestMachine([functionText("f", "", "RETURN_CONST 0", "  const None")]);
  assertEquals(test.func("f").code.lines, []);
});
