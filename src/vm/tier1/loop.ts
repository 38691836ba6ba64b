// deno-fmt-ignore-file: made by props/tools/generate_dispatch.ts from the tables of src/isa; not to be edited.
/**
 * Tier 1: the loop that runs adaptive bytecode.
 *
 * @module
 */

import { DEOPT_OF, OPCODES } from "../../isa/opcodes.ts";
import type { Value } from "../../object/values/value.ts";
import { BODIES } from "../bodies/table.ts";
import type { Handler } from "../bodies/uop_body.ts";
import { caseNumbers } from "../case_numbers.ts";
import { ADAPTIVE, HANDLERS } from "./handlers.ts";
import { LENGTH_OF } from "./lengths.ts";
import type { Machine } from "../machine.ts";
import { AGAIN, DEOPT, FRAME, JUMP, NEXT, type Status } from "../status.ts";

const RETURN_VALUE = HANDLERS[36] as Handler;
const JUMP_BACKWARD = HANDLERS[77] as Handler;
const POP_JUMP_IF_FALSE = HANDLERS[97] as Handler;
const RETURN_CONST = HANDLERS[103] as Handler;
const CALL_PY_EXACT_ARGS = HANDLERS[175] as Handler;
const FOR_ITER_RANGE = HANDLERS[185] as Handler;
const { specialize: specialize_BINARY_OP, generic: generic_BINARY_OP } = ADAPTIVE.BINARY_OP;
const { specialize: specialize_CALL, generic: generic_CALL } = ADAPTIVE.CALL;
const { specialize: specialize_LOAD_GLOBAL, generic: generic_LOAD_GLOBAL } = ADAPTIVE.LOAD_GLOBAL;
const body_NOP = BODIES.NOP;
const body_POP_TOP = BODIES.POP_TOP;
const body_LOAD_CONST = BODIES.LOAD_CONST;
const body_LOAD_FAST = BODIES.LOAD_FAST;
const body_STORE_FAST = BODIES.STORE_FAST;
const body__GUARD_BOTH_INT = BODIES._GUARD_BOTH_INT;
const body__BINARY_OP_ADD_INT = BODIES._BINARY_OP_ADD_INT;
const body__BINARY_OP_SUBTRACT_INT = BODIES._BINARY_OP_SUBTRACT_INT;
const body_COMPARE_OP_INT = BODIES.COMPARE_OP_INT;
const body__GUARD_GLOBALS_VERSION = BODIES._GUARD_GLOBALS_VERSION;
const body__GUARD_BUILTINS_VERSION = BODIES._GUARD_BUILTINS_VERSION;
const body__LOAD_GLOBAL_BUILTINS = BODIES._LOAD_GLOBAL_BUILTINS;
const body__LOAD_GLOBAL_MODULE = BODIES._LOAD_GLOBAL_MODULE;
const body_RESUME_CHECK = BODIES.RESUME_CHECK;
/** The case of each; 0: it is called through the table. */
const CASE_OF = caseNumbers(256, [
  OPCODES.NOP.opcode, OPCODES.POP_TOP.opcode, OPCODES.RETURN_VALUE.opcode, OPCODES.BINARY_OP.opcode,
  OPCODES.CALL.opcode, OPCODES.JUMP_BACKWARD.opcode, OPCODES.LOAD_CONST.opcode, OPCODES.LOAD_FAST.opcode,
  OPCODES.LOAD_FAST_LOAD_FAST.opcode, OPCODES.LOAD_GLOBAL.opcode, OPCODES.POP_JUMP_IF_FALSE.opcode, OPCODES.RETURN_CONST.opcode,
  OPCODES.STORE_FAST.opcode, OPCODES.BINARY_OP_ADD_INT.opcode, OPCODES.BINARY_OP_SUBTRACT_INT.opcode, OPCODES.CALL_PY_EXACT_ARGS.opcode,
  OPCODES.COMPARE_OP_INT.opcode, OPCODES.FOR_ITER_RANGE.opcode, OPCODES.LOAD_GLOBAL_BUILTIN.opcode, OPCODES.LOAD_GLOBAL_MODULE.opcode,
  OPCODES.RESUME_CHECK.opcode, OPCODES.EXTENDED_ARG.opcode,
]);

/** Runs the current frame from `m.next` until the frame that the run loop was started for is left; gives its value. */
export function interpret(m: Machine): Value {
  const { statistics } = m;
  let { frame } = m;
  let { units } = frame.code;
  let ip = m.next;
  for (;;) {
    let unit = units[ip] as number;
    let oparg = unit >>> 8;
    let opcode = unit & 0xff;
    statistics.instructions++;
    let status: Status;
    switch (CASE_OF[opcode]) {
      case 1: /* NOP */ frame.ip = ip; status = body_NOP(m, oparg, 0); break;
      case 2: /* POP_TOP */ frame.ip = ip; status = body_POP_TOP(m, oparg, 0); break;
      case 3: /* RETURN_VALUE */ frame.ip = ip; status = RETURN_VALUE(m, oparg, ip); break;
      case 4: /* BINARY_OP */ {
        frame.ip = ip;
        const counter = units[ip + 1] as number;
        if (counter < 16) {
          specialize_BINARY_OP(m, oparg, ip);
          status = AGAIN;
        } else {
          units[ip + 1] = counter - 16;
          status = generic_BINARY_OP(m, oparg, ip);
        }
        break;
      }
      case 5: /* CALL */ {
        frame.ip = ip;
        const counter = units[ip + 1] as number;
        if (counter < 16) {
          specialize_CALL(m, oparg, ip);
          status = AGAIN;
        } else {
          units[ip + 1] = counter - 16;
          status = generic_CALL(m, oparg, ip);
        }
        break;
      }
      case 6: /* JUMP_BACKWARD */ frame.ip = ip; status = JUMP_BACKWARD(m, oparg, ip); break;
      case 7: /* LOAD_CONST */ frame.ip = ip; status = body_LOAD_CONST(m, oparg, 0); break;
      case 8: /* LOAD_FAST */ frame.ip = ip; status = body_LOAD_FAST(m, oparg, 0); break;
      case 9: /* LOAD_FAST_LOAD_FAST */ frame.ip = ip; status = body_LOAD_FAST(m, oparg >> 4, 0); if (status === NEXT) status = body_LOAD_FAST(m, oparg & 15, 0); break;
      case 10: /* LOAD_GLOBAL */ {
        frame.ip = ip;
        const counter = units[ip + 1] as number;
        if (counter < 16) {
          specialize_LOAD_GLOBAL(m, oparg, ip);
          status = AGAIN;
        } else {
          units[ip + 1] = counter - 16;
          status = generic_LOAD_GLOBAL(m, oparg, ip);
        }
        break;
      }
      case 11: /* POP_JUMP_IF_FALSE */ frame.ip = ip; status = POP_JUMP_IF_FALSE(m, oparg, ip); break;
      case 12: /* RETURN_CONST */ frame.ip = ip; status = RETURN_CONST(m, oparg, ip); break;
      case 13: /* STORE_FAST */ frame.ip = ip; status = body_STORE_FAST(m, oparg, 0); break;
      case 14: /* BINARY_OP_ADD_INT */ frame.ip = ip; status = body__GUARD_BOTH_INT(m, oparg, 0); if (status === NEXT) status = body__BINARY_OP_ADD_INT(m, oparg, 0); break;
      case 15: /* BINARY_OP_SUBTRACT_INT */ frame.ip = ip; status = body__GUARD_BOTH_INT(m, oparg, 0); if (status === NEXT) status = body__BINARY_OP_SUBTRACT_INT(m, oparg, 0); break;
      case 16: /* CALL_PY_EXACT_ARGS */ frame.ip = ip; status = CALL_PY_EXACT_ARGS(m, oparg, ip); break;
      case 17: /* COMPARE_OP_INT */ frame.ip = ip; status = body_COMPARE_OP_INT(m, oparg, 0); break;
      case 18: /* FOR_ITER_RANGE */ frame.ip = ip; status = FOR_ITER_RANGE(m, oparg, ip); break;
      case 19: /* LOAD_GLOBAL_BUILTIN */ frame.ip = ip; status = body__GUARD_GLOBALS_VERSION(m, oparg, units[ip + 2] as number); if (status === NEXT) status = body__GUARD_BUILTINS_VERSION(m, oparg, units[ip + 3] as number); if (status === NEXT) status = body__LOAD_GLOBAL_BUILTINS(m, oparg, units[ip + 4] as number); break;
      case 20: /* LOAD_GLOBAL_MODULE */ frame.ip = ip; status = body__GUARD_GLOBALS_VERSION(m, oparg, units[ip + 2] as number); if (status === NEXT) status = body__LOAD_GLOBAL_MODULE(m, oparg, units[ip + 4] as number); break;
      case 21: /* RESUME_CHECK */ frame.ip = ip; status = body_RESUME_CHECK(m, oparg, 0); break;
      case 22: /* EXTENDED_ARG */
        do {
          unit = units[++ip] as number;
          oparg = (oparg << 8) | (unit >>> 8);
          opcode = unit & 0xff;
        } while (opcode === 71);
        m.previousIp = frame.ip;
        frame.ip = ip;
        status = (HANDLERS[opcode] as Handler)(m, oparg, ip);
        break;
      default:
        // Where the pointer was is what INSTRUMENTED_LINE asks for.
        m.previousIp = frame.ip;
        frame.ip = ip;
        status = (HANDLERS[opcode] as Handler)(m, oparg, ip);
    }
    for (;;) {
      if (status === NEXT) {
        ip += LENGTH_OF[opcode] as number;
        break;
      }
      if (status === JUMP) {
        ip = m.next;
        break;
      }
      if (status === FRAME) {
        frame = m.frame;
        units = frame.code.units;
        ip = m.next;
        break;
      }
      if (status === DEOPT) {
        // A miss: the base form of the family runs on the stack as it is, the opcode stays.
        opcode = DEOPT_OF[opcode] as number;
      } else if (status === AGAIN) {
        opcode = (units[ip] as number) & 0xff;
      } else {
        return m.result;
      }
      status = (HANDLERS[opcode] as Handler)(m, oparg, ip);
    }
  }
}
