/**
 * Which instruction ran before the one that a trace is left at: what a line event compares its line with.
 *
 * @module
 */

import { opargOf, opcodeOf } from "../../isa/code_unit.ts";
import { CACHE_UNITS_OF, OPCODES } from "../../isa/opcodes.ts";
import { UOPS } from "../../isa/uops.ts";
import type { PyCode } from "../../object/values/code.ts";
import type { UopExecutor } from "../../optimizer/uop_executor.ts";

const SET_IP = UOPS._SET_IP.id;
const PUSH_FRAME = UOPS._PUSH_FRAME.id;
const POP_FRAME = UOPS._POP_FRAME.id;

/** The guard under which each conditional jump was taken. */
const TAKEN_UNDER: ReadonlyMap<number, number> = new Map([
  [OPCODES.POP_JUMP_IF_TRUE.opcode, UOPS._GUARD_IS_TRUE_POP.id],
  [OPCODES.POP_JUMP_IF_FALSE.opcode, UOPS._GUARD_IS_FALSE_POP.id],
  [OPCODES.POP_JUMP_IF_NONE.opcode, UOPS._GUARD_IS_NONE_POP.id],
  [OPCODES.POP_JUMP_IF_NOT_NONE.opcode, UOPS._GUARD_IS_NOT_NONE_POP.id],
]);

/**
 * The unit of the instruction that ran before `left`, where a trace that was entered by the jump at `entry` left the frame of `code`
 * while its uop `index` ran. `left` itself where that cannot be told.
 */
export function instructionBefore(
  { uops, opargs }: UopExecutor,
  index: number,
  code: PyCode,
  left: number,
  entry: number,
): number {
  const last = setIpBefore(uops, index + 1);
  if (last < 0 || opargs[last] !== left) return left;
  let before = setIpBefore(uops, last);
  // A pass may set the pointer twice.
  while (before >= 0 && opargs[before] === left) before = setIpBefore(uops, before);
  if (before === OUTSIDE) return entry;
  if (before === IN_CALLER) return left;
  return follow(code, opargs[before] as number, left, (guard) => uops.subarray(before, last).includes(guard));
}

/** The trace began. */
const OUTSIDE = -1;
/** The frame began. */
const IN_CALLER = -2;

/** Index of the last _SET_IP of the same frame before an index. */
function setIpBefore(uops: Uint16Array, end: number): number {
  let inside = 0;
  for (let i = end - 1; i >= 0; i--) {
    const uop = uops[i];
    if (uop === POP_FRAME) inside++;
    else if (uop === PUSH_FRAME && --inside < 0) return IN_CALLER;
    else if (uop === SET_IP && inside === 0) return i;
  }
  return OUTSIDE;
}

/** Follows the code from an instruction that ran to the one before `left`; in between are only those that need no pointer. */
function follow(code: PyCode, from: number, left: number, ran: (guard: number) => boolean): number {
  const units = code.source.code;
  let at = from;
  // Every step goes forward, so there are no more than units.
  while (at < units.length) {
    let unit = at;
    let oparg = opargOf(units[unit] as number);
    while (opcodeOf(units[unit] as number) === OPCODES.EXTENDED_ARG.opcode) {
      unit++;
      oparg = (oparg << 8) | opargOf(units[unit] as number);
    }
    const opcode = opcodeOf(units[unit] as number);
    const guard = TAKEN_UNDER.get(opcode);
    const jumps = opcode === OPCODES.JUMP_FORWARD.opcode || (guard !== undefined && ran(guard));
    const next = unit + 1 + (CACHE_UNITS_OF[opcode] as number) + (jumps ? oparg : 0);
    if (next === left) return unit;
    at = next;
  }
  return left;
}
