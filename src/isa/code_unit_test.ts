import { assertEquals } from "@std/assert";
import { decodeAll, decodeAt, encodeInstruction } from "./code_unit.ts";
import { jumpTarget } from "./jumps.ts";
import { OPCODES } from "./opcodes.ts";

Deno.test("opargs of every width survive encoding and decoding, with the fewest prefixes", () => {
  const widths: [number, number][] = [
    [0, 0],
    [0xff, 0],
    [0x100, 1],
    [0xffff, 1],
    [0x1_0000, 2],
    [0xff_ffff, 2],
    [0x100_0000, 3],
    [0xffff_ffff, 3],
  ];
  for (const [oparg, prefixes] of widths) {
    const units: number[] = [];
    encodeInstruction(units, OPCODES.LOAD_CONST.opcode, oparg);
    assertEquals(decodeAt(units, 0), {
      start: 0,
      at: prefixes,
      opcode: OPCODES.LOAD_CONST.opcode,
      oparg,
      next: prefixes + 1,
    });
  }
});

Deno.test("padding adds prefixes that change nothing, and caches follow the instruction", () => {
  const units: number[] = [];
  encodeInstruction(units, OPCODES.LOAD_ATTR.opcode, 5, 2);
  encodeInstruction(units, OPCODES.POP_TOP.opcode, 0);
  assertEquals(units.length, 2 + 1 + 9 + 1);
  assertEquals(decodeAll(units).map(({ start, at, oparg, next }) => [start, at, oparg, next]), [
    [0, 2, 5, 12],
    [12, 12, 0, 13],
  ]);
});

Deno.test("a jump counts from the unit after its caches", () => {
  const units: number[] = [];
  encodeInstruction(units, OPCODES.FOR_ITER.opcode, 3);
  encodeInstruction(units, OPCODES.JUMP_BACKWARD.opcode, 4);
  encodeInstruction(units, OPCODES.JUMP_BACKWARD_NO_INTERRUPT.opcode, 4);
  encodeInstruction(units, OPCODES.POP_TOP.opcode, 0);
  assertEquals(decodeAll(units).map(jumpTarget), [5, 0, 1, null]);
});

Deno.test("a prefix at the end of the code is an instruction of its own, and decoding ends there", () => {
  const prefix = OPCODES.EXTENDED_ARG.opcode;
  assertEquals(decodeAt([prefix | 7 << 8], 0), { start: 0, at: 0, opcode: prefix, oparg: 7, next: 1 });
  assertEquals(decodeAll([prefix | 1 << 8, prefix | 2 << 8]), [
    { start: 0, at: 1, opcode: prefix, oparg: 0x102, next: 2 },
  ]);
});
