import { assertEquals } from "@std/assert";
import { assemble } from "./assembler.ts";
import type { OpcodeName } from "./opcodes.ts";
import {
  BINARY_OPERATORS,
  COMPARISON_MASKS,
  COMPARISONS,
  fastLocalNames,
  INTRINSICS_1,
  INTRINSICS_2,
  opargText,
  operandText,
} from "./operand_text.ts";
import type { CodeObject } from "./program.ts";

const [code] = assemble(`tierproof-assembly 1
code f
  varnames a b
  cellvars b c
  freevars d
  names n m
  const 7
  const "s"
  begin
  end
`).codes as [CodeObject];

const locals = fastLocalNames(code);

function meaning(name: OpcodeName, ...opargs: number[]): string {
  return opargs.map((oparg) => operandText(code, locals, name, oparg)).join(" | ");
}

Deno.test("fastLocalNames() gives local names, own cells and free variables, a captured parameter once", () => {
  assertEquals(locals, ["a", "b", "c", "d"]);
});

Deno.test("operandText() resolves names, constants and locals, with ? for those that are not there", () => {
  const cases: [OpcodeName, number[], string][] = [
    ["LOAD_GLOBAL", [0, 1, 2, 3, 4], "n | n + NULL | m | m + NULL | ?"],
    ["LOAD_ATTR", [0, 1, 2, 3, 5], "n | n + self or NULL | m | m + self or NULL | ? + self or NULL"],
    ["LOAD_SUPER_ATTR", [0, 1, 2, 3, 4, 8], "n | n + self or NULL | n | n + self or NULL | m | ?"],
    ["LOAD_FAST_LOAD_FAST", [0, 0x01, 0x10, 0x23, 0x34], "a, a | a, b | b, a | c, d | d, ?"],
    ["STORE_FAST_LOAD_FAST", [0x12, 0x30], "b, c | d, a"],
    ["STORE_FAST_STORE_FAST", [0x12, 0xf0], "b, c | ?, a"],
    ["STORE_ATTR", [0, 1, 2], "n | m | ?"],
    ["LOAD_NAME", [1], "m"],
    ["LOAD_CONST", [0, 1, 2], '7 | "s" | ?'],
    ["RETURN_CONST", [1], '"s"'],
    ["LOAD_FAST", [0, 1, 2, 3, 4], "a | b | c | d | ?"],
    ["LOAD_DEREF", [1, 3], "b | d"],
    ["MAKE_CELL", [2], "c"],
    ["IS_OP", [0, 1], "is | is not"],
    ["CONTAINS_OP", [0, 1], "in | not in"],
    ["CONVERT_VALUE", [0, 1, 2, 3, 4], " | str | repr | ascii | ?"],
    ["SET_FUNCTION_ATTRIBUTE", [1, 2, 3, 4, 8], "defaults | kwdefaults | ? | annotations | closure"],
    ["CALL", [2], ""],
    ["POP_TOP", [0], ""],
    ["JUMP_FORWARD", [2], ""],
  ];
  for (const [name, opargs, text] of cases) assertEquals(meaning(name, ...opargs), text, name);
});

Deno.test("operandText() names operators, comparisons and intrinsics by the pin's numbers", () => {
  const operators = "+ & // << @ * % | ** >> - / ^".split(" ");
  assertEquals([...BINARY_OPERATORS], [...operators, ...operators.map((each) => `${each}=`)]);
  BINARY_OPERATORS.forEach((operator, oparg) => assertEquals(meaning("BINARY_OP", oparg), operator));
  assertEquals(meaning("BINARY_OP", 26), "?");
  assertEquals([...COMPARISONS], "< <= == != > >=".split(" "));
  COMPARISONS.forEach((comparison, i) => {
    const oparg = i << 5 | COMPARISON_MASKS[i]!;
    assertEquals(meaning("COMPARE_OP", oparg, oparg + 16), `${comparison} | ${comparison} to bool`);
  });
  assertEquals(meaning("COMPARE_OP", 6 << 5), "?");
  // less 2, greater 4, equal 8, unordered 1, which only != counts for.
  assertEquals([...COMPARISON_MASKS], [2, 2 + 8, 8, 1 + 2 + 4, 4, 4 + 8]);
  const unary = "INVALID PRINT IMPORT_STAR STOPITERATION_ERROR ASYNC_GEN_WRAP UNARY_POSITIVE LIST_TO_TUPLE TYPEVAR " +
    "PARAMSPEC TYPEVARTUPLE SUBSCRIPT_GENERIC TYPEALIAS";
  assertEquals(INTRINSICS_1.join(" "), unary);
  INTRINSICS_1.forEach((name, oparg) => assertEquals(meaning("CALL_INTRINSIC_1", oparg), name));
  const binary = "INVALID PREP_RERAISE_STAR TYPEVAR_WITH_BOUND TYPEVAR_WITH_CONSTRAINTS SET_FUNCTION_TYPE_PARAMS";
  assertEquals(INTRINSICS_2.join(" "), binary);
  INTRINSICS_2.forEach((name, oparg) => assertEquals(meaning("CALL_INTRINSIC_2", oparg), name));
  assertEquals(meaning("CALL_INTRINSIC_1", 12) + meaning("CALL_INTRINSIC_2", 5), "??");
});

Deno.test("opargText() leaves out the 0 of instructions without an oparg, nothing else", () => {
  assertEquals([opargText("POP_TOP", 0), opargText("POP_TOP", 3), opargText("CALL", 0), opargText("CALL", 2)], [
    "",
    "3",
    "0",
    "2",
  ]);
});
