import { assertEquals } from "@std/assert";
import { assemble } from "./assembler.ts";
import { formatCode, formatProgram } from "./format_program.ts";
import type { CodeObject } from "./program.ts";
import { RICH_TEXT } from "./testdata/programs.ts";

const rich = assemble(RICH_TEXT);

/** A code object whose head and body are as given. */
function codeOf(head: string, body: string): CodeObject {
  return assemble(`tierproof-assembly 1\ncode f\n${head}\nbegin\n${body}\nend\n`).codes[0] as CodeObject;
}

/** The gutter of each line: arrows and label. */
function gutters(code: CodeObject): string[] {
  return formatCode(code).split("\n").slice(1, 1 + code.code.length).map((line) =>
    /^.{12}([-+|> ]*(?:L\d+:)?)/.exec(line)?.[1]?.trimEnd() ?? line
  );
}

Deno.test("formatProgram() shows signature, units, arrows, labels, names, prefixes and handlers", () => {
  const lines = formatProgram(rich).split("\n");
  assertEquals(
    lines.slice(7, 29),
    [
      "code 1: f(a, /, b, *rest, c, **named args)  stack 4, flags 0xf",
      "          0          MAKE_CELL                   6 (cell)",
      "          1          MAKE_CELL                   1 (b)",
      "          2          RESUME                      0",
      "          3          LOAD_GLOBAL                 1 (range + NULL)",
      "         10          LOAD_FAST                   0 (a)  [EXTENDED_ARG x2]",
      "         11          CALL                        1",
      "         15          GET_ITER",
      "         17 ++>  L1: FOR_ITER                   12 -> L4  [EXTENDED_ARG x1]",
      "         19 ||       STORE_FAST                  5 (.0)",
      "         23 ||       NOP                            [EXTENDED_ARG x3]",
      "         24 ||   L2: LOAD_FAST                   5 (.0)",
      "         25 ||       LOAD_CONST                  2 (100000000000000000000)",
      "         26 ||       BINARY_OP                  13 (+=)",
      "         28 ||       POP_TOP",
      "         29 |+-  L3: JUMP_BACKWARD              15 -> L1",
      "         31 +->  L4: END_FOR",
      "         32          RETURN_CONST                0 (None)",
      "         33      L5: COPY                        3",
      "         34          POP_EXCEPT",
      "         35          RERAISE                     1",
      "      L2 to L3 handled at L5, depth 1, lasti",
    ].map((line) => line.replace(/^ {4}-/, "     ")),
  );
  assertEquals(lines.slice(-4, -1), [
    "      L1 to L2 handled at L2, depth 0, lasti",
    "",
    'run the module m, then 3 x f(1, -9007199254740993, [1.0, -0.0, nan, inf, -inf, 1e+300, {"k": set(1, 2), (1,): []}], "...',
  ]);
  assertEquals(lines.at(-2)?.length, 120);
});

Deno.test("lines are cut where they would be longer than 120 characters", () => {
  const at = (letters: number): string =>
    formatCode(codeOf(`const "${"x".repeat(letters)}"`, "LOAD_CONST 0")).split("\n")[1] as string;
  assertEquals(at(67).length, 119);
  assertEquals(at(68).length, 120);
  assertEquals(at(68).endsWith('x")'), true);
  assertEquals(at(69).length, 120);
  assertEquals(at(69).endsWith("xx..."), true);
});

Deno.test("a line number stands where it changes, - where it ends, nothing where there is no table", () => {
  const lines = ["d00000", "d00000", "d80000", "f9", "d00000", "d90000"].join("");
  const code = codeOf(`firstline 10\nlines ${lines}`, "NOP\n".repeat(8));
  const numbers = formatCode(code).split("\n").slice(1).map((line) => line.slice(0, 5).trim());
  assertEquals(numbers, ["10", "", "11", "-", "", "11", "12", ""]);
});

Deno.test("a broken line table and units that are no instruction are shown, too", () => {
  const code = codeOf("lines 00", "unit 0x00ff\nunit 0x0047\nNOP");
  assertEquals(formatCode(code).split("\n").slice(1), [
    "          0       unit 0x00ff",
    "          2       NOP                            [EXTENDED_ARG x1]",
  ]);
});

Deno.test("jumps take lanes from the inside out, and share the lane of those to the same place", () => {
  const nested = codeOf("", "JUMP_FORWARD B\nJUMP_FORWARD A\nNOP\nA: NOP\nB: NOP\nJUMP_FORWARD C\nC: NOP");
  assertEquals(gutters(nested), ["+--", "|+-", "||", "|+>  L1:", "+->  L2:", " +-", " +>  L3:"]);
  const shared = codeOf("", "JUMP_FORWARD A\nJUMP_FORWARD A\nNOP\nA: NOP\nNOP\nJUMP_FORWARD B\nB: NOP");
  assertEquals(gutters(shared), ["+-", "+-", "|", "+>  L1:", "", "+-", "+>  L2:"]);
  // One that arrives where another leaves needs a lane of its own.
  const chained = codeOf("", "JUMP_FORWARD A\nNOP\nA: JUMP_FORWARD B\nNOP\nB: NOP");
  assertEquals(gutters(chained), [" +-", " |", "++>  L1:", "|", "+->  L2:"]);
  const labels = Array.from({ length: 10 }, (_, i) => i);
  const many = codeOf(
    "",
    labels.map((i) => `JUMP_FORWARD L${i}`).join("\n") + "\n" + labels.map((i) => `L${9 - i}: NOP`).join("\n"),
  );
  assertEquals(gutters(many).map((each) => each.replace(/ *L\d+:/, "")), [
    "",
    "",
    "+--------",
    "|+-------",
    "||+------",
    "|||+-----",
    "||||+----",
    "|||||+---",
    "||||||+--",
    "|||||||+-",
    "|||||||+>",
    "||||||+->",
    "|||||+-->",
    "||||+--->",
    "|||+---->",
    "||+----->",
    "|+------>",
    "+------->",
    "",
    "",
  ]);
  assertEquals(gutters(codeOf("", "NOP\nNOP")), ["", ""]);
});

Deno.test("signatures mark positional-only, keyword-only and collecting parameters", () => {
  const signature = (params: string, flags: string): string =>
    /\((.*)\)/.exec(formatCode(codeOf(`params ${params}\nflags ${flags}\nvarnames a b c d e`, "NOP")))?.[1] ?? "";
  assertEquals(signature("0 0 0", "0x0"), "");
  assertEquals(signature("2 0 0", "0x0"), "a, b");
  assertEquals(signature("2 2 0", "0x0"), "a, b, /");
  assertEquals(signature("2 1 0", "0x0"), "a, /, b");
  assertEquals(signature("1 0 2", "0x0"), "a, *, b, c");
  assertEquals(signature("1 0 2", "0x4"), "a, *d, b, c");
  assertEquals(signature("1 0 2", "0xc"), "a, *d, b, c, **e");
  assertEquals(signature("1 0 0", "0x8"), "a, **b");
  assertEquals(signature("0 0 1", "0x13"), "*, a");
});
