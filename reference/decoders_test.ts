import { assertEquals } from "@std/assert";
import { encodeInstruction } from "../src/isa/code_unit.ts";
import { OPCODES } from "../src/isa/opcodes.ts";
import type { CodeObject } from "../src/isa/program.ts";
import { bytesOf, CACHES, exceptionEntries, firstResume, floatFrom, instructionAt, unitLines } from "./decoders.ts";

const table = (lineTable: string, firstlineno = 10): (number | null)[] =>
  unitLines({ lineTable, firstlineno } as CodeObject);

Deno.test("unitLines() reads every kind of entry, columns above 63 and lines that go back", () => {
  // Same line, two units; next line with columns 70 and 100; two lines on.
  assertEquals(table("8143" + "d84664" + "e00102"), [10, 10, 11, 13]);
  // No columns: one line on, one back; nothing at all for three units; then the line goes on from where it was.
  assertEquals(table("e802" + "e803" + "fa" + "8000"), [11, 10, null, null, null, 10]);
  // The long form: 70 lines on, end line and columns in several groups.
  assertEquals(table("f0" + "4c02" + "00" + "4101" + "4201"), [80]);
  assertEquals(table(""), []);
});

Deno.test("exceptionEntries() reads numbers of several groups, highest first, and splits depth and lasti", () => {
  assertEquals(exceptionEntries(Uint8Array.of(0x80 | 3, 2, 5, 1, 0x80 | 0x40 | 1, 2, 0x43, 4, 0x41, 0, 6)), [
    { start: 3, length: 2, target: 5, depth: 0, lasti: true },
    { start: 66, length: 196, target: 64, depth: 3, lasti: false },
  ]);
});

Deno.test("instructionAt() collects prefixes and steps over caches", () => {
  const units: number[] = [];
  encodeInstruction(units, OPCODES.LOAD_ATTR.opcode, 0x01_02_03);
  encodeInstruction(units, OPCODES.RESUME.opcode, 0);
  const first = instructionAt(units, 0);
  assertEquals(first, { at: 2, opcode: OPCODES.LOAD_ATTR.opcode, oparg: 0x01_02_03, next: 12 });
  assertEquals(instructionAt(units, 12), { at: 12, opcode: OPCODES.RESUME.opcode, oparg: 0, next: 13 });
  assertEquals([firstResume(units), firstResume(units.slice(0, 12))], [12, 12]);
  assertEquals([CACHES[OPCODES.CALL.opcode], CACHES[OPCODES.NOP.opcode]], [3, 0]);
});

Deno.test("bytesOf() and floatFrom() read literals", () => {
  assertEquals([...bytesOf("00ff1a")], [0, 255, 26]);
  assertEquals([floatFrom("inf"), floatFrom("-inf"), floatFrom(1.5)], [Infinity, -Infinity, 1.5]);
  assertEquals([Number.isNaN(floatFrom("nan")), Object.is(floatFrom("-0.0"), -0)], [true, true]);
});
