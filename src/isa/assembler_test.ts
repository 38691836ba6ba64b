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

Deno.test("units are written with four digits, meanings cut after 60 characters", () => {
  const text = "x".repeat(58);
  const consts = [{ t: "str", v: text }, { t: "str", v: `${text}y` }] as const;
  const code = [0x00ff, 0x0a47, OPCODES.LOAD_CONST.opcode, OPCODES.LOAD_CONST.opcode | (1 << 8), 0xffff];
  const lines = disassemble(withCode({ code, consts, exceptionTable: [] })).split("\n");
  const begin = lines.lastIndexOf("  begin", lines.indexOf("code g  # 2"));
  assertEquals(lines.slice(begin + 1, begin + 5), [
    "    unit 0x00ff",
    "    LOAD_CONST 2560  # ?",
    `    LOAD_CONST 1  # "${text}y...`,
    "    unit 0xffff",
  ]);
  const [, short] = disassemble(withCode({ code: [OPCODES.LOAD_CONST.opcode], consts, exceptionTable: [] })).split(
    'LOAD_CONST 0  # "',
  );
  assertEquals(short?.split("\n")[0], `${text}"`);
});

Deno.test("the fields of a code object stand in one order, those that are empty left out", () => {
  const text = disassemble(withCode({
    varnames: ["a"],
    cellvars: ["b"],
    freevars: ["c"],
    names: ["d"],
    consts: [{ t: "None" }],
    lineTable: "f9",
    exceptionTable: [],
    code: [],
  }));
  const fields = text.slice(text.indexOf("code f  # 1"), text.indexOf("code g")).trim().split("\n");
  assertEquals(
    fields.map((line) => line.trim().split(" ")[0]).join(" "),
    [
      "code qualname params flags stacksize firstline varnames cellvars freevars names const lines begin end",
    ].join(),
  );
});

Deno.test("the header stands alone on the first line, and lines say what may stand there", () => {
  const refusal = (text: string): string => assertThrows(() => assemble(text), TierproofError).message;
  const header = "tierproof-assembly 1";
  assertEquals(assemble(`\n${header} # c`).codes, []);
  for (const text of [`${header} x`, `${header}0`, "code m", ""]) {
    assertStringIncludes(refusal(text), `expected "${header}"`);
  }
  const cases: [string, string][] = [
    ["cod m", 'line 2, column 1: found "cod m", expected module, hosts, entry, calls, arg or code'],
    ["code m\nbegin\n1", 'line 4, column 1: found "1", expected an opcode, a label, unit, except or end'],
    ["code m\nbegin\nunit 0x10000\nend", "line 4: found unit 65536, expected at most 0xffff"],
    ["code m\nbegin\nexcept @0 @0 @0\nend", 'line 4, column 16: found end of line, expected "depth"'],
    ["code m\nbegin\nexcept 0\nend", 'line 4, column 8: found "0", expected a label, or @ and a code unit'],
    ["code m\nbegin\nNOP wide\nend", "line 4, column 9: found end of line, expected a number of prefixes"],
    ["code m\nbegin\nNOP NOP\nend", 'line 4, column 5: found "NOP", expected end of line'],
    ["code m x", 'line 2, column 8: found "x", expected end of line'],
    ["code m\nbegin x", 'line 3, column 7: found "x", expected end of line'],
    ["code m\nbegin\nend x", 'line 4, column 5: found "x", expected end of line'],
    ["code m\nlines 0", "line 3: expected an even number of hexadecimal digits"],
    ["code m\nbegin", "line 3: found the end of the text, expected end"],
    ["code m", "line 2: found the end of the text, expected begin"],
    ["code m\nparams 1 2", "line 3, column 11: found end of line, expected a number of parameters"],
  ];
  for (const [text, message] of cases) assertEquals(refusal(`${header}\n${text}`), message);
});

Deno.test("positions of handlers are labels or units, and lasti is said", () => {
  const [code] = assemble(
    "tierproof-assembly 1\ncode m\nbegin\nA: NOP\nB: NOP\nend: NOP\nexcept A @2 end depth 3\nexcept @2 end @0 depth 0 lasti\nend",
  ).codes;
  assertEquals(code?.exceptionTable, [
    { start: 0, length: 2, target: 2, depth: 3, lasti: false },
    { start: 2, length: 0, target: 0, depth: 0, lasti: true },
  ]);
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
