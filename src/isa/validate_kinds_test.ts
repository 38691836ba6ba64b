import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { assemble } from "./assembler.ts";
import { TierproofError } from "./errors.ts";
import { kindEffectOf, KINDS, kindText } from "./kinds.ts";
import { OPCODE_NAMES, opcodeKind, opcodeRow, OPCODES } from "./opcodes.ts";
import { oneFunction } from "./one_function.ts";
import { validateProgram } from "./validate.ts";

/** A function `f(x)` with the locals x, y and the cell c, and another code object. */
function functionText(body: string, head = ""): string {
  return oneFunction(`  params 1 0 0
  flags 0x3
  stacksize 6
  varnames x y
  cellvars c
  names n
  const None
  const 1
  const "s"
  const ("a", "b")
  const (1, 2)
  const code(2)
  const ("a", "a")
  ${head}
  begin
MAKE_CELL 2
RESUME 0
${body}
  end
code g
  flags 0x3
  stacksize 1
  const None
  begin
    RESUME 0
    RETURN_CONST 0
  end
`);
}

function refusal(body: string): string {
  return assertThrows(() => validateProgram(assemble(functionText(body))), TierproofError).message;
}

const RETURN = "POP_TOP\nRETURN_CONST 0";

Deno.test("an instruction that certainly finds another kind than it takes is refused, naming unit, found and expected", () => {
  const cases: [body: string, message: string][] = [
    [`LOAD_CONST 1\nMAKE_FUNCTION\n${RETURN}`, "unit 3: found an int as codeobj of MAKE_FUNCTION, expected code"],
    [`PUSH_NULL\nMAKE_FUNCTION\n${RETURN}`, "unit 3: found NULL as codeobj of MAKE_FUNCTION, expected code"],
    [`LOAD_FAST 2\nMAKE_FUNCTION\n${RETURN}`, "unit 3: found a cell as codeobj of MAKE_FUNCTION, expected code"],
    [`PUSH_NULL\n${RETURN}`, "unit 3: found NULL as value of POP_TOP, expected a value"],
    [`PUSH_NULL\nPUSH_NULL\nCALL 0\n${RETURN}`, "unit 4: found NULL as callable of CALL, expected a value"],
    [`LOAD_FAST 0\nPUSH_NULL\nPUSH_NULL\nCALL 1\n${RETURN}`, "found NULL as args of CALL, expected a value"],
    [`BUILD_SET 0\nLOAD_FAST 0\nLIST_APPEND 1\n${RETURN}`, "found a set as list of LIST_APPEND, expected a list"],
    [`BUILD_LIST 0\nLOAD_FAST 0\nSET_ADD 1\n${RETURN}`, "found a list as set of SET_ADD, expected a set"],
    [`BUILD_LIST 0\nCOPY 1\nMAP_ADD 0\n${RETURN}`, "MAP_ADD"],
    [`BUILD_LIST 0\nLOAD_FAST 0\nDICT_UPDATE 1\n${RETURN}`, "found a list as dict of DICT_UPDATE, expected a dict"],
    [`LOAD_CONST 1\nRERAISE 0`, "found an int as exc of RERAISE, expected an exception"],
    [
      `LOAD_FAST 0\nLOAD_CONST 2\nLOAD_FAST 0\nRERAISE 1`,
      "found a str as the place that failed of RERAISE, expected an int",
    ],
    [
      `LOAD_CONST 1\nPOP_EXCEPT\nRETURN_CONST 0`,
      "found an int as exc_value of POP_EXCEPT, expected an exception or None",
    ],
    [
      `BUILD_MAP 0\nL: FOR_ITER M\nPOP_TOP\nJUMP_BACKWARD L\nM: END_FOR\nRETURN_CONST 0`,
      "found a dict as iter of FOR_ITER, expected an iterator",
    ],
    [
      `LOAD_CONST 2\nLOAD_CONST 5\nMAKE_FUNCTION\nSET_FUNCTION_ATTRIBUTE 8\n${RETURN}`,
      "found a str as attr of SET_FUNCTION_ATTRIBUTE, expected a tuple",
    ],
    [
      `LOAD_CONST 3\nLOAD_CONST 5\nMAKE_FUNCTION\nSET_FUNCTION_ATTRIBUTE 8\n${RETURN}`,
      "found a tuple of 2 as attr of SET_FUNCTION_ATTRIBUTE, expected a tuple of cells",
    ],
    [
      `LOAD_CONST 3\nLOAD_CONST 5\nMAKE_FUNCTION\nSET_FUNCTION_ATTRIBUTE 2\n${RETURN}`,
      "found a tuple as attr of SET_FUNCTION_ATTRIBUTE, expected a dict",
    ],
    [
      `LOAD_FAST 0\nPUSH_NULL\nLOAD_FAST 0\nLOAD_CONST 1\nCALL_KW 1\n${RETURN}`,
      "found an int as kwnames of CALL_KW, expected a tuple",
    ],
    [
      `LOAD_FAST 0\nPUSH_NULL\nLOAD_FAST 0\nLOAD_CONST 3\nCALL_KW 1\n${RETURN}`,
      "found a tuple of 2 as kwnames of CALL_KW, expected at most 1 names, one an argument",
    ],
    [
      `LOAD_FAST 0\nPUSH_NULL\nLOAD_FAST 0\nLOAD_FAST 0\nLOAD_CONST 4\nCALL_KW 2\n${RETURN}`,
      "as kwnames of CALL_KW, expected a tuple of names",
    ],
    [
      `LOAD_FAST 0\nPUSH_NULL\nLOAD_FAST 0\nLOAD_FAST 0\nLOAD_CONST 6\nCALL_KW 2\n${RETURN}`,
      "found a tuple with a twice as kwnames of CALL_KW, expected distinct names",
    ],
    [
      `LOAD_FAST 0\nLOAD_CONST 2\nMATCH_KEYS\nPOP_TOP\nPOP_TOP\n${RETURN}`,
      "found a str as keys of MATCH_KEYS, expected a tuple",
    ],
    [
      `LOAD_FAST 0\nLOAD_CONST 3\nBUILD_CONST_KEY_MAP 1\n${RETURN}`,
      "found a tuple of 2 as keys of BUILD_CONST_KEY_MAP, expected 1 keys",
    ],
    [
      `LOAD_FAST 0\nSTORE_FAST 2\nLOAD_DEREF 2\n${RETURN}`,
      "found a value in the slot of c, expected a cell on every path",
    ],
    [`LOAD_CONST 1\nCALL_INTRINSIC_1 6\n${RETURN}`, "found an int as value of CALL_INTRINSIC_1, expected a list"],
    [
      `LOAD_CONST 1\nPOP_JUMP_IF_TRUE L\nL: RETURN_CONST 0`,
      "found an int as cond of POP_JUMP_IF_TRUE, expected a bool",
    ],
    [
      `LOAD_GLOBAL 0\nLOAD_FAST 0\nLOAD_FAST 0\nLOAD_SUPER_ATTR 0\n${RETURN}`,
      "found another value as class of LOAD_SUPER_ATTR, expected that of the variable __class__, as super() finds it",
    ],
  ];
  for (const [body, message] of cases) assertStringIncludes(refusal(body), message);
});

Deno.test("where paths meet, an entry may be what it is on either; NULL must not be used on any", () => {
  const either = (first: string, second: string, use: string): string =>
    `LOAD_FAST 0\nPOP_JUMP_IF_NONE L\n${first}\nJUMP_FORWARD M\nL: ${second}\nM: ${use}`;
  const append = `LOAD_FAST 0\nLIST_APPEND 1\n${RETURN}`;
  validateProgram(assemble(functionText(either("BUILD_LIST 0", "BUILD_SET 0", append))));
  validateProgram(assemble(functionText(either("BUILD_LIST 0", "LOAD_FAST 0", append))));
  validateProgram(assemble(functionText(either("BUILD_SET 0", "BUILD_LIST 0", append))));
  assertStringIncludes(
    refusal(either("BUILD_MAP 0", "BUILD_SET 0", append)),
    "found a set or a dict as list of LIST_APPEND, expected a list",
  );
  assertStringIncludes(
    refusal(either("BUILD_LIST 0", "PUSH_NULL", append)),
    "found NULL as list of LIST_APPEND on one of the paths, expected a list",
  );
  // In a loop what the body pushes comes round.
  assertStringIncludes(
    refusal(`LOAD_CONST 5\nL: COPY 1\nMAKE_FUNCTION\nPOP_TOP\nPOP_TOP\nPUSH_NULL\nJUMP_BACKWARD L`),
    "found NULL as codeobj of MAKE_FUNCTION on one of the paths, expected code",
  );
});

Deno.test("what LOAD_FAST_AND_CLEAR took may be put back, NULL included, and is loaded with LOAD_FAST_CHECK then", () => {
  const kept = "LOAD_FAST_AND_CLEAR 1\nLOAD_FAST 0\nSTORE_FAST 1\nSTORE_FAST 1\n";
  validateProgram(assemble(functionText(`${kept}LOAD_FAST_CHECK 1\n${RETURN}`)));
  assertStringIncludes(refusal(`${kept}LOAD_FAST 1\n${RETURN}`), "found LOAD_FAST of y");
  validateProgram(assemble(functionText(`LOAD_FAST 0\nSTORE_FAST 1\n${kept}LOAD_FAST 1\n${RETURN}`)));
});

Deno.test("a handler finds the exception, and below it the int that says where it failed", () => {
  const handler = (body: string): string =>
    `A: LOAD_GLOBAL 0\nB: POP_TOP\nRETURN_CONST 0\nH: ${body}\nexcept A B H depth 0 lasti`;
  validateProgram(assemble(functionText(handler("PUSH_EXC_INFO\nCOPY 3\nPOP_TOP\nRERAISE 2"))));
  validateProgram(assemble(functionText(handler("PUSH_EXC_INFO\nPOP_TOP\nPOP_EXCEPT\nPOP_TOP\nRETURN_CONST 0"))));
  assertStringIncludes(
    refusal(handler("POP_TOP\nRERAISE 0")),
    "found an int as exc of RERAISE, expected an exception",
  );
  assertStringIncludes(
    refusal(handler("MAKE_FUNCTION\nPOP_TOP\nPOP_TOP\nRETURN_CONST 0")),
    "found an exception as codeobj",
  );
});

Deno.test("kinds are named by items of the effect, for base opcodes only", () => {
  for (const name of OPCODE_NAMES) {
    const { kinds, effect } = opcodeRow(name);
    if (kinds === undefined) continue;
    assertEquals(opcodeKind(name), "base", name);
    assertEquals(effect === null, false, name);
  }
  for (let opcode = 0; opcode < 256; opcode++) kindEffectOf(opcode);
  const append = kindEffectOf(OPCODES.LIST_APPEND.opcode);
  assertEquals(append?.taken.map(({ name, kind }) => [name, kind(1)]), [
    ["list", KINDS.list],
    ["unused", KINDS.entry],
    ["v", KINDS.value],
  ]);
  assertEquals(append?.given.map(({ from }) => from), [0, 1]);
  assertEquals(kindEffectOf(OPCODES.SWAP.opcode)?.given.map(({ from }) => from), [2, 1, 0]);
  assertEquals(kindEffectOf(OPCODES.CALL_INTRINSIC_1.opcode)?.taken[0]?.kind(6), KINDS.list);
  assertEquals(kindEffectOf(OPCODES.CALL_INTRINSIC_1.opcode)?.taken[0]?.kind(5), KINDS.value);
});

Deno.test("kindText() names a set of classes", () => {
  assertEquals([KINDS.value, KINDS.entry, KINDS.handled, KINDS.list | KINDS.null].map(kindText), [
    "a value",
    "anything",
    "an exception or None",
    "NULL or a list",
  ]);
  assertEquals(kindText(KINDS.exception | KINDS.None | KINDS.int), "an exception or None or an int");
});
