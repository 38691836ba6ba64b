/**
 * Which instructions jump, and where to.
 *
 * @module
 */

import type { Instruction } from "./code_unit.ts";
import { OPCODES } from "./opcodes.ts";

/** Direction of the jump of each opcode: 1 forward, -1 backward, 0 for those that do not jump; indexed by opcode. */
export const JUMP_DIRECTION: Int8Array = (() => {
  const table = new Int8Array(256);
  const forward = [
    "JUMP_FORWARD",
    "POP_JUMP_IF_TRUE",
    "POP_JUMP_IF_FALSE",
    "POP_JUMP_IF_NONE",
    "POP_JUMP_IF_NOT_NONE",
    "FOR_ITER",
    "SEND",
  ] as const;
  for (const name of forward) table[OPCODES[name].opcode] = 1;
  for (const name of ["JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT"] as const) table[OPCODES[name].opcode] = -1;
  return table;
})();

/** Code unit that a jump goes to (possibly outside of the code), or null for an instruction that does not jump. */
export function jumpTarget(instruction: Instruction): number | null {
  const direction = JUMP_DIRECTION[instruction.opcode] as number;
  return direction === 0 ? null : instruction.next + direction * instruction.oparg;
}
