import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { assemble } from "./assembler.ts";
import { decodeAll, encodeInstruction } from "./code_unit.ts";
import { disassemble } from "./disassembler.ts";
import { TierproofError } from "./errors.ts";
import { formatProgram } from "./format_program.ts";
import { OPCODES } from "./opcodes.ts";
import type { CodeObject, Program } from "./program.ts";
import { RICH_TEXT } from "./testdata/programs.ts";

const rich = assemble(RICH_TEXT);

/** The rich program with another body for its function. */
function withCode(change: Partial<CodeObject>): Program {
  return { ...rich, codes: rich.codes.map((code, i) => i === 1 ? { ...code, ...change } : code) };
}

function assertRoundTrip(program: Program): void {
  assertEquals(assemble(disassemble(program)), program);
}

Deno.test("text to program to text changes nothing, padding and comments included", () => {
  assertEquals(disassemble(rich), RICH_TEXT);
  assertRoundTrip(rich);
});

Deno.test("the assembler writes the units that the text says", () => {
  const units: number[] = [];
  encodeInstruction(units, OPCODES.LOAD_FAST.opcode, 0, 2);
  encodeInstruction(units, OPCODES.CALL.opcode, 1);
  assertEquals(rich.codes[1]?.code.slice(8, 15), units);
  assertEquals(rich.codes[1]?.exceptionTable, [{ start: 24, length: 5, target: 33, depth: 1, lasti: true }]);
  assertEquals(rich.args[1], { t: "int", v: "-9007199254740993" });
  assertEquals(rich.codes[1]?.consts[2], { t: "int", v: "100000000000000000000" });
});

Deno.test("jumps over long code get the prefixes that they need, as many times as it takes", () => {
  for (const nops of [0, 120, 250, 251, 252, 253, 254, 255, 256, 257, 300, 65530, 65540]) {
    const code: number[] = [];
    const body: number[] = new Array(nops).fill(OPCODES.NOP.opcode);
    const back: number[] = [];
    encodeInstruction(back, OPCODES.JUMP_BACKWARD.opcode, nops + 2);
    if (nops + 2 > 255) {
      back.length = 0;
      encodeInstruction(back, OPCODES.JUMP_BACKWARD.opcode, nops + 2 + (nops + 3 > 65535 ? 2 : 1));
    }
    encodeInstruction(code, OPCODES.JUMP_FORWARD.opcode, nops + back.length);
    const program = withCode({ code: [...code, ...body, ...back, OPCODES.RETURN_CONST.opcode], exceptionTable: [] });
    assertRoundTrip(program);
    assertStringIncludes(disassemble(program), "JUMP_FORWARD L2");
    assertStringIncludes(disassemble(program), "JUMP_BACKWARD L1");
  }
});

Deno.test("hand-written jumps get prefixes, also where one prefix makes another jump need one", () => {
  const text = (nops: number): string =>
    `tierproof-assembly 1\ncode m\nbegin\nJUMP_FORWARD A\nJUMP_FORWARD B\n${"NOP\n".repeat(nops)}A: NOP\nB: NOP\nend`;
  const jumps = (nops: number): number[][] =>
    decodeAll(assemble(text(nops)).codes[0]?.code ?? []).slice(0, 2).map(({ at, oparg }) => [at, oparg]);
  // The jump to A spans the jump to B, which spans A: with 255 units between, a prefix of the second lengthens the first.
  assertEquals(jumps(253), [[0, 254], [1, 254]]);
  assertEquals(jumps(254), [[0, 255], [1, 255]]);
  assertEquals(jumps(255), [[1, 257], [3, 256]]);
  assertEquals(jumps(300), [[1, 302], [3, 301]]);
});

Deno.test("a backward jump that needs its prefix only because it has one keeps it", () => {
  // Without a prefix the distance is 255 units and fits one byte; with it the distance is 256 and needs the prefix.
  for (const prefixes of [0, 1, 2, 3]) {
    const code: number[] = new Array(253).fill(OPCODES.NOP.opcode);
    encodeInstruction(code, OPCODES.JUMP_BACKWARD.opcode, 255 + prefixes, prefixes);
    assertRoundTrip(withCode({ code, exceptionTable: [] }));
  }
});

Deno.test("units that are no instruction, odd ranges and wild jumps survive as they are", () => {
  const code = [
    0xffff,
    OPCODES.LOAD_ATTR.opcode,
    1,
    2,
    OPCODES.JUMP_FORWARD.opcode | (200 << 8),
    OPCODES.EXTENDED_ARG.opcode,
    OPCODES.EXTENDED_ARG.opcode,
    OPCODES.EXTENDED_ARG.opcode,
    OPCODES.EXTENDED_ARG.opcode,
    OPCODES.NOP.opcode | (3 << 8),
    OPCODES.EXTENDED_ARG.opcode,
  ];
  const exceptionTable = [{ start: 1, length: 90, target: 77, depth: 3, lasti: false }];
  assertRoundTrip(withCode({ code, exceptionTable }));
  assertRoundTrip(withCode({ code: [], exceptionTable }));
});

Deno.test("refusals name line, column, what was found and what was expected", () => {
  const cases: [find: string, replace: string, message: string][] = [
    ["tierproof-assembly 1", "tierproof-assembly 2", 'line 1, column 1: found "tierproof-assembly 2"'],
    ["hosts emit host_invalidate", "hosts emit print", 'line 3, column 12: found "print", expected a host function'],
    ["    GET_ITER", "    GET_ITR", 'found "GET_ITR", expected an opcode'],
    ["    GET_ITER", "    LOAD_METHOD 3", "an opcode that can stand in code"],
    ["    GET_ITER", "    EXTENDED_ARG 3", "an opcode that can stand in code"],
    ["JUMP_BACKWARD L1", "JUMP_BACKWARD L9", "label L9 stands nowhere"],
    ["JUMP_BACKWARD L1", "JUMP_BACKWARD L5", "JUMP_BACKWARD cannot jump in that direction"],
    ["  L2:", "  L1:", "label L1 stands twice"],
    ["except L2 L3", "except L3 L2", "a range that ends before it starts"],
    ["wide 3", "wide 4", "expected at most 3"],
    ["(1,): []", "(1): []", "a tuple: one item needs a comma"],
    ["bytes(00ff)", "bytes(00f)", "an even number of hexadecimal digits"],
    ["calls 3", "calls three", 'found "three", expected a number of calls'],
    ["calls 3", "calls 3 4", 'found "4", expected end of line'],
    ["  firstline 3", "  firstlin 3", 'found "firstlin 3"'],
    ['const "s"', 'const "s', "expected a literal"],
    ["const None", "const Nope", 'found "Nope  # 1", expected a literal'],
    ["    except L1 L2 L2 depth 0 lasti\n  end\n", "", "found the end of the text, expected end"],
  ];
  for (const [find, replace, message] of cases) {
    assert(RICH_TEXT.includes(find), find);
    const error = assertThrows(() => assemble(RICH_TEXT.replace(find, replace)), TierproofError);
    assertStringIncludes(error.message, message);
    assertEquals(error.code, "assembler");
  }
});

Deno.test("labels, blanks, comments and line ends may stand as a person writes them", () => {
  const text =
    "tierproof-assembly 1  # hand-written\r\n\r\ncode m\r\n const None\r\n begin\r\n\tL: NOP\r\n  JUMP_BACKWARD L # for ever\r\n end";
  assertEquals(assemble(text).codes[0]?.code, [OPCODES.NOP.opcode, OPCODES.JUMP_BACKWARD.opcode | (3 << 8), 0]);
});

Deno.test("the listing for people shows signature, labels, arrows, names and handlers", () => {
  const text = formatProgram(rich);
  assertStringIncludes(text, "code 1: f(a, /, b, *rest, c, **named args)  stack 4, flags 0xf");
  assertStringIncludes(text, "17 ++>  L1: FOR_ITER                   12 -> L4  [EXTENDED_ARG x1]");
  assertStringIncludes(text, "3 ||       LOAD_GLOBAL                 1 (range + NULL)".slice(13));
  assertStringIncludes(text, "29 |+-  L3: JUMP_BACKWARD              15 -> L1");
  assertStringIncludes(text, "L2 to L3 handled at L5, depth 1, lasti");
  assertStringIncludes(text, "run the module m, then 3 x f(1, -9007199254740993, [1.0, -0.0");
  assert(text.split("\n").every((line) => line.length <= 120));
});
