import { assertEquals, assertStringIncludes } from "@std/assert";
import { reference } from "../../reference/engine.ts";
import { assemble } from "../isa/assembler.ts";
import { DEFAULT_LIMITS } from "../isa/engine.ts";
import { oneFunction } from "../isa/one_function.ts";
import { validateProgram } from "../isa/validate.ts";
import { tier1, tier2 } from "./engine.ts";

/** `f(x)` runs the body in a `try` that catches everything; x is 5. */
function program(body: string) {
  const text = oneFunction(`  params 1 0 0
  flags 0x3
  stacksize 8
  varnames x
  const None
  const "caught"
  const ("a", 1)
  const code(2)
  const code(3)
  begin
RESUME 0
TRY:
${body}
END:
RETURN_CONST 0
H: PUSH_EXC_INFO
POP_TOP
POP_EXCEPT
RETURN_CONST 1
except TRY END H depth 0
  end
code g
  flags 0x13
  freevars v
  stacksize 1
  const None
  begin
    COPY_FREE_VARS 1
    RESUME 0
    RETURN_CONST 0
  end
code h
  flags 0x3
  stacksize 1
  const None
  begin
    RESUME 0
    RETURN_CONST 0
  end
`);
  const made = { ...assemble(text), args: [{ t: "int", v: 5 } as const] };
  validateProgram(made);
  return made;
}

const ENGINES = [reference, tier1(), tier2()];

Deno.test("what only the run shows to be wrong ends it as undefined on every engine, and no handler catches that", () => {
  const call = "PUSH_NULL\nLOAD_FAST 0\n";
  const cases: [instruction: string, body: string][] = [
    ["LIST_APPEND", "LOAD_FAST 0\nLOAD_FAST 0\nLIST_APPEND 1\nPOP_TOP"],
    ["LIST_EXTEND", "LOAD_FAST 0\nLOAD_FAST 0\nLIST_EXTEND 1\nPOP_TOP"],
    ["SET_ADD", "LOAD_FAST 0\nLOAD_FAST 0\nSET_ADD 1\nPOP_TOP"],
    ["SET_UPDATE", "LOAD_FAST 0\nBUILD_LIST 0\nSET_UPDATE 1\nPOP_TOP"],
    ["MAP_ADD", "LOAD_FAST 0\nLOAD_FAST 0\nLOAD_FAST 0\nMAP_ADD 1\nPOP_TOP"],
    ["DICT_UPDATE", "LOAD_FAST 0\nBUILD_MAP 0\nDICT_UPDATE 1\nPOP_TOP"],
    [
      "DICT_MERGE",
      `LOAD_FAST 0\n${call}LOAD_FAST 0\nBUILD_MAP 0\nDICT_MERGE 1\nCALL_FUNCTION_EX 1\nPOP_TOP`,
    ],
    ["FOR_ITER", "LOAD_FAST 0\nL: FOR_ITER M\nPOP_TOP\nJUMP_BACKWARD L\nM: END_FOR"],
    ["MAKE_FUNCTION", "LOAD_FAST 0\nMAKE_FUNCTION\nPOP_TOP"],
    ["SET_FUNCTION_ATTRIBUTE", "LOAD_FAST 0\nLOAD_CONST 4\nMAKE_FUNCTION\nSET_FUNCTION_ATTRIBUTE 1\nPOP_TOP"],
    ["SET_FUNCTION_ATTRIBUTE", "LOAD_FAST 0\nLOAD_CONST 4\nMAKE_FUNCTION\nSET_FUNCTION_ATTRIBUTE 2\nPOP_TOP"],
    [
      "SET_FUNCTION_ATTRIBUTE",
      "LOAD_FAST 0\nBUILD_TUPLE 1\nLOAD_CONST 4\nMAKE_FUNCTION\nSET_FUNCTION_ATTRIBUTE 4\nPOP_TOP",
    ],
    [
      "SET_FUNCTION_ATTRIBUTE",
      "LOAD_FAST 0\nBUILD_TUPLE 1\nLOAD_CONST 3\nMAKE_FUNCTION\nSET_FUNCTION_ATTRIBUTE 8\nPOP_TOP",
    ],
    ["SET_FUNCTION_ATTRIBUTE", "LOAD_CONST 0\nBUILD_TUPLE 1\nLOAD_FAST 0\nSET_FUNCTION_ATTRIBUTE 1\nPOP_TOP"],
    ["COPY_FREE_VARS", "LOAD_CONST 3\nMAKE_FUNCTION\nPUSH_NULL\nCALL 0\nPOP_TOP"],
    ["CALL_KW", `LOAD_CONST 4\nMAKE_FUNCTION\n${call}LOAD_FAST 0\nCALL_KW 1\nPOP_TOP`],
    ["CALL_KW", `LOAD_CONST 4\nMAKE_FUNCTION\n${call}LOAD_FAST 0\nBUILD_TUPLE 1\nCALL_KW 1\nPOP_TOP`],
    [
      "CALL_FUNCTION_EX",
      "LOAD_CONST 4\nMAKE_FUNCTION\nPUSH_NULL\nBUILD_TUPLE 0\nLOAD_FAST 0\nCALL_FUNCTION_EX 1\nPOP_TOP",
    ],
    ["MATCH_KEYS", "BUILD_MAP 0\nLOAD_FAST 0\nMATCH_KEYS\nPOP_TOP\nPOP_TOP\nPOP_TOP"],
    ["MATCH_CLASS", "LOAD_FAST 0\nLOAD_FAST 0\nLOAD_FAST 0\nMATCH_CLASS 0\nPOP_TOP"],
    ["PUSH_EXC_INFO", "LOAD_FAST 0\nPUSH_EXC_INFO\nPOP_TOP\nPOP_TOP"],
    ["POP_EXCEPT", "LOAD_FAST 0\nPOP_EXCEPT"],
    ["CHECK_EXC_MATCH", "LOAD_FAST 0\nLOAD_ASSERTION_ERROR\nCHECK_EXC_MATCH\nPOP_TOP\nPOP_TOP"],
    ["CHECK_EG_MATCH", "LOAD_FAST 0\nLOAD_ASSERTION_ERROR\nCHECK_EG_MATCH\nPOP_TOP\nPOP_TOP"],
    [
      "WITH_EXCEPT_START",
      "LOAD_FAST 0\nCOPY 1\nCOPY 1\nCOPY 1\nWITH_EXCEPT_START\nPOP_TOP\nPOP_TOP\nPOP_TOP\nPOP_TOP\nPOP_TOP",
    ],
    ["RERAISE", "LOAD_FAST 0\nRERAISE 0"],
    ["CLEANUP_THROW", "LOAD_FAST 0\nCOPY 1\nCOPY 1\nCLEANUP_THROW\nPOP_TOP\nPOP_TOP"],
    ["END_ASYNC_FOR", "LOAD_FAST 0\nCOPY 1\nEND_ASYNC_FOR"],
    ...[3, 6, 7, 8, 9, 11].map((
      n,
    ): [string, string] => ["CALL_INTRINSIC_1", `LOAD_FAST 0\nCALL_INTRINSIC_1 ${n}\nPOP_TOP`]),
    ...[1, 2, 3, 4].map((
      n,
    ): [string, string] => ["CALL_INTRINSIC_2", `LOAD_FAST 0\nCOPY 1\nCALL_INTRINSIC_2 ${n}\nPOP_TOP`]),
  ];
  for (const [instruction, body] of cases) {
    for (const engine of ENGINES) {
      const outcome = engine.run(program(body), DEFAULT_LIMITS);
      assertEquals(
        [outcome.status, outcome.reason, outcome.results],
        ["undefined", null, []],
        `${engine.name}: ${body}`,
      );
      assertStringIncludes(outcome.detail, instruction);
    }
  }
});

Deno.test("the unit that RERAISE goes back to is one of the code", () => {
  const reraise = (units: string) => `LOAD_ASSERTION_ERROR\nPUSH_NULL\nCALL 0\nLOAD_FAST 0\n${units}SWAP 2\nRERAISE 1`;
  for (const engine of ENGINES) {
    assertEquals(engine.run(program(reraise(""))).results[0], { kind: "returned", text: "'caught'", type: "str" });
    const outcome = engine.run(program(reraise("COPY 1\nBINARY_OP 8\n")));
    assertEquals([outcome.status, outcome.detail], ["undefined", "RERAISE: expected the unit that failed first"]);
  }
});

Deno.test("what the pin looks at itself is an error that the program can catch", () => {
  for (
    const body of [
      "LOAD_FAST 0\nLOAD_FAST 0\nFORMAT_WITH_SPEC\nPOP_TOP",
      "LOAD_FAST 0\nLOAD_FAST 0\nBUILD_STRING 2\nPOP_TOP",
      "LOAD_FAST 0\nBUILD_TUPLE 0\nBUILD_CONST_KEY_MAP 1\nPOP_TOP",
      "LOAD_FAST 0\nGET_ITER\nPOP_TOP",
    ]
  ) {
    for (const engine of ENGINES) {
      assertEquals(
        engine.run(program(body)).results[0],
        { kind: "returned", text: "'caught'", type: "str" },
        engine.name,
      );
    }
  }
});
