/**
 * Random traces: any uops in any order that keeps a trace's promises, far from what the translator makes.
 *
 * @module
 */

import { hasFlag } from "../../src/isa/flags.ts";
import { UOP_NAMES, uopRow, UOPS } from "../../src/isa/uops.ts";
import type { UopInstruction } from "../../src/optimizer/trace.ts";
import { type Choices, weights } from "../core/choices.ts";

/** Uops without jumps, bookkeeping or end. */
const WORK: readonly number[] = UOP_NAMES
  .filter((name) => !hasFlag(uopRow(name).flags, "JUMP") && !uopRow(name).use.startsWith("macro "))
  .concat(UOP_NAMES.filter((name) => uopRow(name).use === "macro tier2"))
  .map((name) => UOPS[name].id)
  .filter((id) =>
    id !== UOPS.NOP.id && id !== UOPS._SET_IP.id && id !== UOPS._CHECK_VALIDITY.id && id !== UOPS._JUMP_TO_TOP.id &&
    id !== UOPS._EXIT_TRACE.id
  );

/** Work, NOP, _SET_IP, _CHECK_VALIDITY, an end in the middle, a jump, an inlined call. */
const KINDS = weights(10, 4, 6, 5, 1, 3, 1);

const JUMPS = [UOPS._POP_JUMP_IF_FALSE.id, UOPS._POP_JUMP_IF_TRUE.id];
const ENDS = [UOPS._EXIT_TRACE.id, UOPS._JUMP_TO_TOP.id];

function drawUop(choices: Choices, at: number, length: number, jumps: boolean): UopInstruction {
  const oparg = choices.below(300);
  const operand = choices.bool() ? 0 : choices.bits();
  switch (choices.weighted(KINDS)) {
    case 1:
      return { uop: UOPS.NOP.id, oparg, operand };
    case 2:
      return { uop: UOPS._SET_IP.id, oparg, operand: 0 };
    case 3:
      return { uop: UOPS._CHECK_VALIDITY.id, oparg: 0, operand: 0 };
    case 4:
      return { uop: ENDS[choices.below(2)] as number, oparg: 0, operand: 0 };
    case 5:
      if (jumps) {
        const target = Math.min(at + 1 + choices.length(0, 12), length - 1);
        return { uop: JUMPS[choices.below(2)] as number, oparg: target, operand };
      }
      break;
    case 6:
      return { uop: UOPS._PUSH_FRAME.id, oparg: 0, operand: 0 };
    default:
      break;
  }
  return { uop: WORK[choices.below(WORK.length)] as number, oparg, operand };
}

/** A trace of up to 80 uops that ends as traces do; jumps only go forward, and only where asked for. */
export function drawTrace(choices: Choices, jumps: boolean): UopInstruction[] {
  const length = choices.length(1, 80);
  const trace = Array.from({ length: length - 1 }, (_, at) => drawUop(choices, at, length, jumps));
  trace.push({ uop: ENDS[choices.below(2)] as number, oparg: 0, operand: 0 });
  return trace;
}
