import { assertStringIncludes } from "@std/assert";
import { assemble } from "./assembler.ts";
import { RICH_TEXT } from "./testdata/programs.ts";
import { validateProgram } from "./validate.ts";
import { functionText, refusal } from "./testing/refusals.ts";

Deno.test("a rich program is valid", () => {
  validateProgram(assemble(RICH_TEXT));
});

Deno.test("malformed bodies are refused with code object, unit, found and expected", () => {
  const cases: [body: string, message: string][] = [
    ["RETURN_VALUE", "code 1 (f), unit 0: found 0 stack items before RETURN_VALUE, expected at least 1"],
    ["LOAD_FAST 0\nLOAD_FAST 0\nRETURN_VALUE", "unit 2: found 2 stack items before RETURN_VALUE, expected exactly 1"],
    ["LOAD_CONST 0\nRETURN_CONST 0", "unit 1: found 1 stack items before RETURN_CONST, expected exactly 0"],
    ["NOP", "unit 0: found a path off the end of the code, expected a return, raise or jump"],
    ["LOAD_FAST 0\nTO_BOOL\nPOP_JUMP_IF_TRUE L\nRETURN_CONST 0\nL:", "to unit 8, expected the start of an instruction"],
    ["LOAD_FAST 1\nRETURN_VALUE", "unit 0: found LOAD_FAST 1, expected one of 1 locals"],
    ["LOAD_CONST 2\nRETURN_VALUE", "found LOAD_CONST 2, expected one of 2 constants"],
    ["RETURN_CONST 2", "found RETURN_CONST 2, expected one of 2 constants"],
    ["LOAD_GLOBAL 2\nRETURN_VALUE", "found LOAD_GLOBAL 2, expected one of 1 names"],
    ["LOAD_FAST 0\nLOAD_ATTR 2\nRETURN_VALUE", "found LOAD_ATTR 2, expected one of 1 names"],
    ["LOAD_FAST_LOAD_FAST 1\nRETURN_VALUE", "expected two of 1 locals"],
    ["LOAD_DEREF 0\nRETURN_VALUE", "found LOAD_DEREF 0, expected the slot of a cell"],
    ["LOAD_NAME 0\nRETURN_VALUE", "found LOAD_NAME, expected it only in code without the flag OPTIMIZED"],
    ["LOAD_FAST 0\nLOAD_FAST 0\nBINARY_OP 26\nRETURN_VALUE", "found BINARY_OP 26, expected an oparg from 0 to 25"],
    [
      "LOAD_FAST 0\nLOAD_FAST 0\nCOMPARE_OP 3\nRETURN_VALUE",
      "found COMPARE_OP 3, expected a comparison and its own mask",
    ],
    ["LOAD_FAST 0\nLOAD_FAST 0\nIS_OP 2\nRETURN_VALUE", "found IS_OP 2, expected an oparg from 0 to 1"],
    ["LOAD_FAST 0\nCONVERT_VALUE 0\nRETURN_VALUE", "found CONVERT_VALUE 0, expected an oparg from 1 to 3"],
    ["LOAD_FAST 0\nCALL_INTRINSIC_1 12\nRETURN_VALUE", "found CALL_INTRINSIC_1 12, expected an oparg from 1 to 11"],
    ["LOAD_FAST 0\nCALL_INTRINSIC_2 5\nRETURN_VALUE", "found CALL_INTRINSIC_2 5, expected an oparg from 1 to 4"],
    ["LOAD_FAST 0\nLOAD_FAST 0\nSET_FUNCTION_ATTRIBUTE 3\nRETURN_VALUE", "expected one of 1, 2, 4, 8"],
    ["LOAD_FAST 0\nCOPY 0\nRETURN_VALUE", "found COPY 0, expected an oparg of at least 1"],
    ["LOAD_FAST 0\nCOPY 2\nRETURN_VALUE", "unit 1: found 1 stack items before COPY, expected at least 2"],
    ["LOAD_FAST 0\nGET_ITER 1\nRETURN_VALUE", "found GET_ITER 1, expected no oparg"],
    [
      "LOAD_FAST 0\nBINARY_OP_ADD_INT 0\nRETURN_VALUE",
      "found BINARY_OP_ADD_INT, expected an unspecialized instruction",
    ],
    ["ENTER_EXECUTOR 0", "found ENTER_EXECUTOR, expected an unspecialized instruction"],
    ["INSTRUMENTED_RESUME 0", "found INSTRUMENTED_RESUME"],
    ["CACHE", "found CACHE"],
    ["RESERVED", "found RESERVED"],
    ["INTERPRETER_EXIT", "found INTERPRETER_EXIT"],
    ["unit 0x00e0\nRETURN_CONST 0", "found opcode 224"],
    ["unit 0x0028\nunit 0\nunit 7\nunit 0\nRETURN_CONST 0", "unit 2: found 7, expected a zero cache of TO_BOOL"],
    ["RETURN_CONST 0\nunit 0x0028", "unit 2: found the end of the code, expected a zero cache of TO_BOOL"],
    ["RETURN_CONST 0\nunit 0x0047", "unit 2: found the end of the code, expected the instruction of an EXTENDED_ARG"],
    [`${"unit 0x0047\n".repeat(4)}NOP\nRETURN_CONST 0`, "unit 3: found a fourth EXTENDED_ARG, expected at most three"],
    ["unit 0xff47\nunit 0xff47\nunit 0xff47\nNOP\nRETURN_CONST 0", "expected an oparg below 2**31"],
    ["JUMP_FORWARD 3\nRETURN_CONST 0", "found JUMP_FORWARD to unit 4, expected the start of an instruction"],
    [
      "LOAD_FAST 0\nGET_ITER\nL: FOR_ITER M\nPOP_TOP\nJUMP_BACKWARD L\nM: POP_TOP\nRETURN_CONST 0",
      "found FOR_ITER to POP_TOP, expected its target, unit 7, to be END_FOR",
    ],
    [
      "LOAD_FAST 0\nLOAD_FAST 0\nSEND M\nRETURN_CONST 0\nM: POP_TOP\nRETURN_CONST 0",
      "found SEND to POP_TOP, expected its target, unit 5, to be END_SEND",
    ],
    [
      "LOAD_FAST 0\nPOP_JUMP_IF_NONE L\nLOAD_FAST 0\nL: NOP\nRETURN_CONST 0",
      "unit 4: found 1 stack items on the path from unit 3, expected 0 as on another path",
    ],
    ["L: LOAD_FAST 0\nJUMP_BACKWARD L", "unit 0: found 1 stack items on the path from unit 1, expected 0"],
    [
      "LOAD_FAST 0\nLOAD_FAST 0\nLOAD_FAST 0\nLOAD_FAST 0\nRETURN_CONST 0",
      "unit 3: found 4 stack items afterwards, expected at most the stacksize, 3",
    ],
    ["YIELD_VALUE 0", "found YIELD_VALUE, expected it in generators only"],
    ["RETURN_GENERATOR\nPOP_TOP\nRETURN_CONST 0", "found RETURN_GENERATOR, expected flags that say generator"],
    [
      "NOP\nRESUME 0\nCOPY_FREE_VARS 0\nRETURN_CONST 0",
      "found COPY_FREE_VARS, expected it at the start of the code only",
    ],
    ["RESUME 8\nRETURN_CONST 0", "found RESUME 8, expected an oparg from 0 to 7"],
  ];
  for (const [body, message] of cases) assertStringIncludes(refusal(functionText("", body)), message);
});

Deno.test("malformed exception tables and handlers are refused", () => {
  const call = "LOAD_FAST 0\nA: GET_ITER\nB: POP_TOP\nC: RETURN_CONST 0\nH: POP_TOP\nRETURN_CONST 0\n";
  validateProgram(assemble(functionText("", `${call}except A B H depth 0`)));
  const cases: [body: string, message: string][] = [
    [`${call}except A A H depth 0`, "entry 0 of the exception table without units, expected at least one"],
    [
      `${call}except A C H depth 0\nexcept B C H depth 0`,
      "entry 1 of the exception table, expected a start from unit 3 on",
    ],
    [`${call}except A @9 H depth 0`, "expected an end up to unit 6"],
    [`${call}except A B @7 depth 0`, "unit 7: found entry 0 of the exception table to this unit"],
    [`${call}except A B H depth 3`, "with 4 stack items, expected at most 3"],
    [`${call}except A B H depth 1`, "unit 1: found an error with 0 stack items left, expected at least 1"],
    [`${call}except A B H depth 0 lasti`, "found 1 stack items before RETURN_CONST, expected exactly 0"],
    [
      "LOAD_FAST 0\nLOAD_FAST 0\nA: GET_ITER\nB: POP_TOP\nPOP_TOP\nRETURN_CONST 0\nH: RETURN_CONST 0\nexcept A B H depth 1",
      "found 2 stack items before RETURN_CONST",
    ],
  ];
  for (const [body, message] of cases) assertStringIncludes(refusal(functionText("", body)), message);
});

Deno.test("errors are also looked up one unit before their instruction, as after a call that entered a frame", () => {
  // The handler covers the load before GET_ITER, not GET_ITER itself, and needs a cell where GET_ITER's error leaves a value.
  const handled = (depth: number) =>
    "LOAD_FAST 0\nA: LOAD_FAST 0\nB: GET_ITER\nPOP_TOP\nPOP_TOP\nRETURN_CONST 0\n" +
    `H: POP_TOP\n${"MAKE_FUNCTION\nPOP_TOP\n".repeat(depth)}RETURN_CONST 0\nexcept A B H depth ${depth}`;
  validateProgram(assemble(functionText("", handled(1))));
  assertStringIncludes(
    refusal(functionText("", handled(1).replace("LOAD_FAST 0", "LOAD_CONST 1"))),
    "unit 7: found an int as codeobj of MAKE_FUNCTION, expected code",
  );
  // The compiler writes handlers next to instructions that leave less; those are never meant.
  const less =
    "A: LOAD_FAST 0\nB: GET_ITER\nPOP_TOP\nRETURN_CONST 0\nH: POP_TOP\nPOP_TOP\nRETURN_CONST 0\nexcept A B H depth 1";
  validateProgram(assemble(functionText("", less)));
});

Deno.test("what throw() raises in a generator has a handler of the right depth, before its start and at every yield", () => {
  const before = "A: RETURN_GENERATOR\nB: POP_TOP\nRESUME 0\nRETURN_CONST 0\nH: RETURN_VALUE\nexcept A B H depth 2";
  assertStringIncludes(refusal(functionText("flags 0x23", before)), "unit 0: found an error with 0 stack items left");
  const atYield =
    "RETURN_GENERATOR\nPOP_TOP\nRESUME 0\nLOAD_CONST 0\nA: YIELD_VALUE 0\nB: RESUME 1\nRETURN_VALUE\nH: RETURN_VALUE\n" +
    "except A B H depth 2";
  assertStringIncludes(refusal(functionText("flags 0x23", atYield)), "unit 4: found an error with 1 stack items left");
});

Deno.test("handlers start after the prologue, and a yield is followed by a RESUME", () => {
  const body = "H: MAKE_CELL 1\nRESUME 0\nLOAD_FAST 0\nA: GET_ITER\nB: RETURN_VALUE\nexcept A B H depth 0";
  assertStringIncludes(
    refusal(functionText("cellvars y", body)),
    "expected the start of an instruction after the prologue",
  );
  const yielding = "RETURN_GENERATOR\nPOP_TOP\nRESUME 0\nLOAD_CONST 0\nYIELD_VALUE 0\nNOP\nRETURN_VALUE";
  assertStringIncludes(
    refusal(functionText("flags 0x23", yielding)),
    "unit 5: found NOP, expected a RESUME after YIELD_VALUE",
  );
});

Deno.test("LOAD_FAST needs a local that is bound on every path, handlers included", () => {
  const head = "varnames x y";
  const unbound = "found LOAD_FAST of y, expected a local that is bound on every path";
  const refused = [
    "LOAD_FAST 1\nRETURN_VALUE",
    "LOAD_FAST_LOAD_FAST 1\nPOP_TOP\nRETURN_VALUE",
    "LOAD_FAST 0\nSTORE_FAST_LOAD_FAST 1\nRETURN_VALUE",
    "LOAD_FAST 0\nPOP_JUMP_IF_NONE L\nLOAD_CONST 0\nSTORE_FAST 1\nL: LOAD_FAST 1\nRETURN_VALUE",
    "LOAD_CONST 0\nSTORE_FAST 1\nL: LOAD_FAST 1\nPOP_TOP\nDELETE_FAST 1\nJUMP_BACKWARD L",
    "LOAD_CONST 0\nSTORE_FAST 1\nLOAD_FAST_AND_CLEAR 1\nPOP_TOP\nLOAD_FAST 1\nRETURN_VALUE",
    "LOAD_FAST 0\nA: GET_ITER\nB: STORE_FAST 1\nRETURN_CONST 0\nH: POP_TOP\nLOAD_FAST 1\nRETURN_VALUE\nexcept A B H depth 0",
  ];
  for (const body of refused) assertStringIncludes(refusal(functionText(head, body)), unbound);
  const accepted = [
    "LOAD_FAST_CHECK 1\nPOP_TOP\nLOAD_FAST 1\nRETURN_VALUE",
    "LOAD_FAST 0\nSTORE_FAST_LOAD_FAST 16\nPOP_TOP\nLOAD_FAST 1\nRETURN_VALUE",
    "LOAD_FAST_LOAD_FAST 0\nSTORE_FAST_STORE_FAST 16\nLOAD_FAST_LOAD_FAST 1\nPOP_TOP\nRETURN_VALUE",
    "LOAD_FAST 0\nSTORE_FAST 1\nLOAD_FAST 1\nA: GET_ITER\nB: RETURN_VALUE\nH: POP_TOP\nLOAD_FAST 1\nRETURN_VALUE\nexcept A B H depth 0",
  ];
  for (const body of accepted) validateProgram(assemble(functionText(head, body)));
  validateProgram(assemble(functionText("cellvars y", "MAKE_CELL 1\nLOAD_FAST 1\nRETURN_VALUE")));
  validateProgram(assemble(functionText("freevars y", "COPY_FREE_VARS 1\nLOAD_FAST 1\nRETURN_VALUE")));
  validateProgram(
    assemble(functionText("params 1 0 1\nflags 0xf\nvarnames x k rest named", "LOAD_FAST 3\nRETURN_VALUE")),
  );
  assertStringIncludes(
    refusal(functionText("params 1 0 1\nflags 0x7\nvarnames x k rest y", "LOAD_FAST 3\nRETURN_VALUE")),
    "found LOAD_FAST of y",
  );
  assertStringIncludes(
    refusal(functionText("params 0 0 1\nflags 0xb\nvarnames k named y", "LOAD_FAST 2\nRETURN_VALUE")),
    "found LOAD_FAST of y",
  );
  // Both halves of a load of two, and both of a store of two.
  const three = "varnames x y z";
  for (const oparg of [0x10, 0x01]) {
    const load = `LOAD_FAST_LOAD_FAST ${oparg}\nPOP_TOP\nRETURN_VALUE`;
    assertStringIncludes(refusal(functionText(three, load)), unbound);
  }
  const both = "LOAD_FAST_LOAD_FAST 0\nSTORE_FAST_STORE_FAST 18\nLOAD_FAST_LOAD_FAST 18\nPOP_TOP\nRETURN_VALUE";
  validateProgram(assemble(functionText(three, both)));
  // What is bound on one path only is unbound where they meet, also in a loop that comes round again.
  const loop = "LOAD_CONST 0\nSTORE_FAST 1\nLOAD_CONST 0\nSTORE_FAST 2\nL: LOAD_FAST 1\nPOP_JUMP_IF_NONE M\n" +
    "DELETE_FAST 2\nJUMP_BACKWARD L\nM: LOAD_FAST ";
  validateProgram(assemble(functionText(three, `${loop}1\nRETURN_VALUE`)));
  assertStringIncludes(refusal(functionText(three, `${loop}2\nRETURN_VALUE`)), "found LOAD_FAST of z");
  const names = Array.from({ length: 40 }, (_, i) => `v${i}`).join(" ");
  const text = functionText(
    `varnames ${names}`,
    "LOAD_CONST 0\nSTORE_FAST 39\nLOAD_FAST 39\nPOP_TOP\nLOAD_FAST 38\nRETURN_VALUE",
  );
  assertStringIncludes(refusal(text), "unit 4: found LOAD_FAST of v38");
  // The same bit of two words, on two paths.
  const words = functionText(
    `varnames ${names}`,
    "LOAD_FAST_CHECK 0\nPOP_JUMP_IF_NONE L\nLOAD_CONST 0\nSTORE_FAST 35\nLOAD_CONST 0\nSTORE_FAST 3\nJUMP_FORWARD M\n" +
      "L: LOAD_CONST 0\nSTORE_FAST 3\nM: LOAD_FAST 3\nPOP_TOP\nLOAD_FAST 35\nRETURN_VALUE",
  );
  assertStringIncludes(refusal(words), "found LOAD_FAST of v35");
});
