/**
 * Depth of the value stack before every instruction of a code object, from the effect column of the opcode table.
 *
 * @module
 */

import { decodeAt } from "../isa/code_unit.ts";
import { jumpTarget } from "../isa/jumps.ts";
import { type OpcodeName, opcodeNameOf } from "../isa/opcodes.ts";
import type { CodeObject } from "../isa/program.ts";
import { OPCODE_EFFECTS } from "../isa/stack_effect.ts";

/** What the depth analysis needs of a code object; the code holds base opcodes only. */
export type DepthSource = Pick<CodeObject, "code" | "exceptionTable">;

/** Instructions after which control does not go on to the next one. */
const ENDS: ReadonlySet<OpcodeName> = new Set<OpcodeName>([
  "RETURN_VALUE",
  "RETURN_CONST",
  "RAISE_VARARGS",
  "RERAISE",
  "INTERPRETER_EXIT",
  "JUMP_FORWARD",
  "JUMP_BACKWARD",
  "JUMP_BACKWARD_NO_INTERRUPT",
]);

/**
 * Depth before each unit that starts a reachable instruction, -1 elsewhere. Handlers start from the depth of their table
 * entry, plus the failing unit's index where it is pushed, plus the exception.
 */
export function stackDepths(code: DepthSource): Int32Array {
  const units = code.code;
  const depths = new Int32Array(units.length).fill(-1);
  const work: number[] = [];
  const reach = (unit: number, depth: number): void => {
    if (unit < 0 || unit >= units.length || depths[unit] !== -1) return;
    depths[unit] = depth;
    work.push(unit);
  };
  reach(0, 0);
  for (let unit = work.pop(); unit !== undefined; unit = work.pop()) {
    const depth = depths[unit] as number;
    const instruction = decodeAt(units, unit);
    const name = opcodeNameOf(instruction.opcode);
    const effect = name === undefined ? null : OPCODE_EFFECTS[name];
    if (name === undefined || effect === null) continue;
    for (const entry of code.exceptionTable) {
      if (instruction.next > entry.start && unit < entry.start + entry.length) {
        reach(entry.target, entry.depth + (entry.lasti ? 2 : 1));
      }
    }
    // A generator starts with the value that was sent to it, which RETURN_GENERATOR's own effect leaves out.
    const sent = name === "RETURN_GENERATOR" ? 1 : 0;
    const after = depth - effect.popped(instruction.oparg) + effect.pushed(instruction.oparg) + sent;
    if (!ENDS.has(name)) reach(instruction.next, after);
    const target = jumpTarget(instruction);
    if (target !== null) reach(target, after);
  }
  return depths;
}
