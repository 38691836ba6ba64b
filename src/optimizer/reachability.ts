/**
 * Which uops of a trace can be reached, and the trace without the others.
 *
 * @module
 */

import { InvariantError } from "../isa/errors.ts";
import { hasFlag } from "../isa/flags.ts";
import { UOP_NAMES, uopRow, UOPS } from "../isa/uops.ts";
import type { Trace, UopInstruction } from "./trace.ts";

const NOP = UOPS.NOP.id;
const JUMP_TO_TOP = UOPS._JUMP_TO_TOP.id;
const EXIT_TRACE = UOPS._EXIT_TRACE.id;
const POP_JUMP_IF_FALSE = UOPS._POP_JUMP_IF_FALSE.id;
const POP_JUMP_IF_TRUE = UOPS._POP_JUMP_IF_TRUE.id;

/** Whether a uop jumps inside the trace (`OPCODE_HAS_JUMP`); by id. No uop that a trace can run does, at the pin. */
const HAS_JUMP: Uint8Array = (() => {
  const table = new Uint8Array(512);
  for (const name of UOP_NAMES) table[uopRow(name).id] = hasFlag(uopRow(name).flags, "JUMP") ? 1 : 0;
  return table;
})();

/** What {@linkcode computeUsed} finds. */
export interface UsedUops {
  /** 1 for every uop that is reachable and not a NOP. */
  readonly used: readonly number[];
  /** How many. */
  readonly count: number;
}

/**
 * Marks the uops that are reachable and not NOP (`compute_used`). One pass is enough, as jumps only go forward. Throws
 * {@linkcode InvariantError} when the trace can run past its end or jumps out of it.
 */
export function computeUsed(trace: Trace): UsedUops {
  const { length } = trace;
  const used: number[] = new Array(length);
  for (let i = 0; i < length; i++) used[i] = 0;
  let count = 0;
  if (length > 0) used[0] = 1;
  for (let i = 0; i < length; i++) {
    if (used[i] === 0) continue;
    count++;
    const { uop, oparg } = trace[i] as UopInstruction;
    if (uop === JUMP_TO_TOP || uop === EXIT_TRACE) continue;
    // All other uops fall through.
    if (i + 1 >= length) throw new InvariantError(`trace: expected a terminator at uop ${i}, found uop ${uop}`);
    used[i + 1] = 1;
    if (HAS_JUMP[uop] === 1) {
      if (oparg <= i || oparg >= length) {
        throw new InvariantError(`trace: expected a jump forward at uop ${i} of ${length}, found target ${oparg}`);
      }
      used[oparg] = 1;
    }
    if (uop === NOP) {
      count--;
      used[i] = 0;
    }
  }
  return { used, count };
}

/**
 * The used uops alone, jump targets moved along (first half of `make_executor_from_uops`).
 *
 * FAITHFUL: a jump to a NOP takes that NOP's oparg for its destination. `nopJumpTarget` mends it: the jump goes to what follows.
 */
export function compact(trace: Trace, nopJumpTarget = false): Trace {
  const { used, count } = computeUsed(trace);
  if (count === trace.length) return trace;
  const result: UopInstruction[] = new Array(count);
  let moved: Int32Array | null = null;
  // Backwards, so that the destinations of jumps are known before the jumps.
  for (let i = trace.length - 1, dest = count - 1; i >= 0; i--) {
    if (used[i] === 0) continue;
    let instruction = trace[i] as UopInstruction;
    if (HAS_JUMP[instruction.uop] === 1) {
      moved ??= destinations(used);
      // FAITHFUL: only these two are fixed.
      if (instruction.uop === POP_JUMP_IF_FALSE || instruction.uop === POP_JUMP_IF_TRUE) {
        let target = instruction.oparg;
        while (nopJumpTarget && used[target] === 0) target++;
        const oparg = used[target] === 1 ? moved[target] as number : (trace[target] as UopInstruction).oparg;
        instruction = { uop: instruction.uop, oparg, operand: instruction.operand };
      }
    }
    result[dest--] = instruction;
  }
  return result;
}

/** New index of each used uop. */
function destinations(used: readonly number[]): Int32Array {
  const table = new Int32Array(used.length);
  let next = 0;
  for (let i = 0; i < used.length; i++) if (used[i] === 1) table[i] = next++;
  return table;
}
