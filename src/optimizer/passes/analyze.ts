/**
 * The pin's only pass: removes the bookkeeping uops that nothing between them can need.
 *
 * @module
 */

import { FLAG_BITS, flagBits } from "../../isa/flags.ts";
import { UOP_NAMES, uopRow, UOPS } from "../../isa/uops.ts";
import type { Pass, PassContext } from "../passes.ts";
import type { Trace, UopInstruction } from "../trace.ts";
import { restoreCurrentIp } from "./current_ip.ts";
import { restoreChecks } from "./lost_check.ts";

/** The uop may leave the trace, so the instruction pointer must be current. */
const NEEDS_IP = 1;
/** The uop may run other code, which may invalidate the running executor. */
const MAY_INVALIDATE = 2;

/** What each uop means to this pass; by id. */
const EFFECT_OF: Uint8Array = (() => {
  const table = new Uint8Array(512);
  for (const name of UOP_NAMES) {
    const { id, flags } = uopRow(name);
    const bits = flagBits(flags);
    table[id] = ((bits & (FLAG_BITS.ERROR | FLAG_BITS.DEOPT)) !== 0 ? NEEDS_IP : 0) |
      ((bits & FLAG_BITS.ESCAPES) !== 0 ? MAY_INVALIDATE : 0);
  }
  // The caller's frame keeps its pointer while the callee runs.
  table[UOPS._PUSH_FRAME.id] = (table[UOPS._PUSH_FRAME.id] as number) | NEEDS_IP;
  return table;
})();

const NOP = UOPS.NOP.id;
const SET_IP = UOPS._SET_IP.id;
const CHECK_VALIDITY = UOPS._CHECK_VALIDITY.id;
const JUMP_TO_TOP = UOPS._JUMP_TO_TOP.id;
const EXIT_TRACE = UOPS._EXIT_TRACE.id;

/** NOPs without oparg and operand: most that replace something. */
const BARE_NOP: UopInstruction = { uop: NOP, oparg: 0, operand: 0 };

function nop({ oparg, operand }: UopInstruction): UopInstruction {
  return oparg === 0 && operand === 0 ? BARE_NOP : { uop: NOP, oparg, operand };
}

/**
 * Puts NOP over every _SET_IP that another one follows before anything can leave the trace, and over every _CHECK_VALIDITY
 * before which nothing can have invalidated the executor since the one before (`_Py_uop_analyze_and_optimize`).
 *
 * FAITHFUL: what a uop can do is read from the pin's flags, wrong ones included; and the trace is taken to begin valid, so the
 * first check always goes, although an invalid executor can be entered. The repair `current-ip` keeps the pointer where program code
 * may run.
 */
export const analyze: Pass = {
  name: "analyze",
  run(trace: Trace, { repairs }: PassContext): Trace {
    const result = trace.slice();
    let lastSetIp = -1;
    let needIp = true;
    let maybeInvalid = false;
    for (let i = 0; i < trace.length; i++) {
      const { uop } = trace[i] as UopInstruction;
      if (uop === SET_IP) {
        if (!needIp && lastSetIp >= 0) result[lastSetIp] = nop(trace[lastSetIp] as UopInstruction);
        needIp = false;
        lastSetIp = i;
      } else if (uop === CHECK_VALIDITY) {
        if (maybeInvalid) {
          maybeInvalid = false;
          needIp = true;
        } else {
          result[i] = nop(trace[i] as UopInstruction);
        }
      } else if (uop === JUMP_TO_TOP || uop === EXIT_TRACE) {
        break;
      } else {
        const effect = EFFECT_OF[uop] as number;
        if ((effect & NEEDS_IP) !== 0) needIp = true;
        if ((effect & MAY_INVALIDATE) !== 0) maybeInvalid = true;
      }
    }
    const current = repairs.has("current-ip") ? restoreCurrentIp(trace, result) : result;
    return repairs.has("lost-check") ? restoreChecks(trace, current) : current;
  },
};
