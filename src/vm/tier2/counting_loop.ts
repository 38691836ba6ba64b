// deno-fmt-ignore-file: made by props/tools/generate_dispatch.ts from the tables of src/isa; not to be edited.
/**
 * Tier 2: the loop, counting.
 *
 * @module
 */

import { UOPS } from "../../isa/uops.ts";
import type { UopExecutor } from "../../optimizer/uop_executor.ts";
import { BODIES, BODY_OF } from "../bodies/table.ts";
import type { Body } from "../bodies/uop_body.ts";
import { caseNumbers } from "../case_numbers.ts";
import { type Coverage, NO_UOP } from "../coverage.ts";
import type { Machine } from "../machine.ts";
import { NEXT, type Status, TOP } from "../status.ts";

const {
  LOAD_CONST, LOAD_FAST, STORE_FAST, COMPARE_OP_INT,
  _EXIT_TRACE, _SET_IP, _GUARD_BOTH_INT, _BINARY_OP_ADD_INT,
  _GUARD_GLOBALS_VERSION, _LOAD_GLOBAL_MODULE, _ITER_CHECK_RANGE, _GUARD_NOT_EXHAUSTED_RANGE,
  _ITER_NEXT_RANGE, _BINARY_OP, _JUMP_TO_TOP, _CHECK_VALIDITY,
} = BODIES;
/** The case of each; 0: it is called through the table. */
const CASE_OF = caseNumbers(512, [
  UOPS.LOAD_CONST.id, UOPS.LOAD_FAST.id, UOPS.STORE_FAST.id, UOPS.COMPARE_OP_INT.id,
  UOPS._EXIT_TRACE.id, UOPS._SET_IP.id, UOPS._GUARD_BOTH_INT.id, UOPS._BINARY_OP_ADD_INT.id,
  UOPS._GUARD_GLOBALS_VERSION.id, UOPS._LOAD_GLOBAL_MODULE.id, UOPS._ITER_CHECK_RANGE.id, UOPS._GUARD_NOT_EXHAUSTED_RANGE.id,
  UOPS._ITER_NEXT_RANGE.id, UOPS._BINARY_OP.id, UOPS._JUMP_TO_TOP.id, UOPS._CHECK_VALIDITY.id,
]);

/**
 * Runs the uops of an executor from the first one on; gives the status of the one that leaves the trace.
 * Counts what it runs.
 */
export function runTraceCounting(m: Machine, executor: UopExecutor, coverage: Coverage): Status {
  let previous = NO_UOP;
  let { valid } = executor;
  const { uops, opargs, operands } = executor;
  let index = 0;
  for (;;) {
    m.uopIndex = index;
    coverage.uop(previous, previous = uops[index] as number);
    let status: Status;
    switch (CASE_OF[uops[index] as number]) {
      case 1: /* LOAD_CONST */ status = LOAD_CONST(m, opargs[index] as number, 0); break;
      case 2: /* LOAD_FAST */ status = LOAD_FAST(m, opargs[index] as number, 0); break;
      case 3: /* STORE_FAST */ status = STORE_FAST(m, opargs[index] as number, 0); break;
      case 4: /* COMPARE_OP_INT */ status = COMPARE_OP_INT(m, opargs[index] as number, 0); break;
      case 5: /* _EXIT_TRACE */ status = _EXIT_TRACE(m, opargs[index] as number, 0); break;
      case 6: /* _SET_IP */ status = _SET_IP(m, opargs[index] as number, 0); break;
      case 7: /* _GUARD_BOTH_INT */ status = _GUARD_BOTH_INT(m, opargs[index] as number, 0); break;
      case 8: /* _BINARY_OP_ADD_INT */ status = _BINARY_OP_ADD_INT(m, opargs[index] as number, 0); break;
      case 9: /* _GUARD_GLOBALS_VERSION */ status = _GUARD_GLOBALS_VERSION(m, opargs[index] as number, operands[index] as number); break;
      case 10: /* _LOAD_GLOBAL_MODULE */ status = _LOAD_GLOBAL_MODULE(m, opargs[index] as number, operands[index] as number); break;
      case 11: /* _ITER_CHECK_RANGE */ status = _ITER_CHECK_RANGE(m, opargs[index] as number, 0); break;
      case 12: /* _GUARD_NOT_EXHAUSTED_RANGE */ status = _GUARD_NOT_EXHAUSTED_RANGE(m, opargs[index] as number, 0); break;
      case 13: /* _ITER_NEXT_RANGE */ status = _ITER_NEXT_RANGE(m, opargs[index] as number, 0); break;
      case 14: /* _BINARY_OP */ status = _BINARY_OP(m, opargs[index] as number, 0); break;
      case 15: /* _JUMP_TO_TOP */ status = _JUMP_TO_TOP(m, opargs[index] as number, 0); break;
      case 16: /* _CHECK_VALIDITY */ status = _CHECK_VALIDITY(m, opargs[index] as number, 0); break;
      default: status = (BODY_OF[uops[index] as number] as Body)(m, opargs[index] as number, operands[index] as number);
    }
    if (valid && !executor.valid) {
      valid = false;
      coverage.invalidated(uops[index] as number);
    }
    index++;
    if (status === NEXT) continue;
    m.statistics.uops += index;
    m.traceUops += index;
    if (status !== TOP) return status;
    index = 0;
    m.burnFuel();
  }
}
