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
  POP_TOP, PUSH_NULL, COPY, LOAD_CONST,
  LOAD_DEREF, LOAD_FAST, LOAD_FAST_CHECK, STORE_DEREF,
  STORE_FAST, SWAP, BINARY_SUBSCR_TUPLE_INT, COMPARE_OP_INT,
  RESUME_CHECK, _EXIT_TRACE, _SET_IP, _GUARD_BOTH_INT,
  _BINARY_OP_MULTIPLY_INT, _BINARY_OP_ADD_INT, _BINARY_OP_SUBTRACT_INT, _POP_FRAME,
  _GUARD_GLOBALS_VERSION, _GUARD_BUILTINS_VERSION, _LOAD_GLOBAL_MODULE, _LOAD_GLOBAL_BUILTINS,
  _GUARD_TYPE_VERSION, _ITER_CHECK_LIST, _GUARD_NOT_EXHAUSTED_LIST, _ITER_NEXT_LIST,
  _ITER_CHECK_TUPLE, _GUARD_NOT_EXHAUSTED_TUPLE, _ITER_NEXT_TUPLE, _ITER_CHECK_RANGE,
  _GUARD_NOT_EXHAUSTED_RANGE, _ITER_NEXT_RANGE, _CHECK_PEP_523, _CHECK_FUNCTION_EXACT_ARGS,
  _CHECK_STACK_SPACE, _INIT_CALL_PY_EXACT_ARGS, _PUSH_FRAME, _BINARY_OP,
  _GUARD_IS_TRUE_POP, _GUARD_IS_FALSE_POP, _JUMP_TO_TOP, _SAVE_RETURN_OFFSET,
  _CHECK_VALIDITY,
} = BODIES;
/** The case of each; 0: it is called through the table. */
const CASE_OF = caseNumbers(512, [
  UOPS.POP_TOP.id, UOPS.PUSH_NULL.id, UOPS.COPY.id, UOPS.LOAD_CONST.id,
  UOPS.LOAD_DEREF.id, UOPS.LOAD_FAST.id, UOPS.LOAD_FAST_CHECK.id, UOPS.STORE_DEREF.id,
  UOPS.STORE_FAST.id, UOPS.SWAP.id, UOPS.BINARY_SUBSCR_TUPLE_INT.id, UOPS.COMPARE_OP_INT.id,
  UOPS.RESUME_CHECK.id, UOPS._EXIT_TRACE.id, UOPS._SET_IP.id, UOPS._GUARD_BOTH_INT.id,
  UOPS._BINARY_OP_MULTIPLY_INT.id, UOPS._BINARY_OP_ADD_INT.id, UOPS._BINARY_OP_SUBTRACT_INT.id, UOPS._POP_FRAME.id,
  UOPS._GUARD_GLOBALS_VERSION.id, UOPS._GUARD_BUILTINS_VERSION.id, UOPS._LOAD_GLOBAL_MODULE.id, UOPS._LOAD_GLOBAL_BUILTINS.id,
  UOPS._GUARD_TYPE_VERSION.id, UOPS._ITER_CHECK_LIST.id, UOPS._GUARD_NOT_EXHAUSTED_LIST.id, UOPS._ITER_NEXT_LIST.id,
  UOPS._ITER_CHECK_TUPLE.id, UOPS._GUARD_NOT_EXHAUSTED_TUPLE.id, UOPS._ITER_NEXT_TUPLE.id, UOPS._ITER_CHECK_RANGE.id,
  UOPS._GUARD_NOT_EXHAUSTED_RANGE.id, UOPS._ITER_NEXT_RANGE.id, UOPS._CHECK_PEP_523.id, UOPS._CHECK_FUNCTION_EXACT_ARGS.id,
  UOPS._CHECK_STACK_SPACE.id, UOPS._INIT_CALL_PY_EXACT_ARGS.id, UOPS._PUSH_FRAME.id, UOPS._BINARY_OP.id,
  UOPS._GUARD_IS_TRUE_POP.id, UOPS._GUARD_IS_FALSE_POP.id, UOPS._JUMP_TO_TOP.id, UOPS._SAVE_RETURN_OFFSET.id,
  UOPS._CHECK_VALIDITY.id,
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
      case 1: /* POP_TOP */ status = POP_TOP(m, opargs[index] as number, 0); break;
      case 2: /* PUSH_NULL */ status = PUSH_NULL(m, opargs[index] as number, 0); break;
      case 3: /* COPY */ status = COPY(m, opargs[index] as number, 0); break;
      case 4: /* LOAD_CONST */ status = LOAD_CONST(m, opargs[index] as number, 0); break;
      case 5: /* LOAD_DEREF */ status = LOAD_DEREF(m, opargs[index] as number, 0); break;
      case 6: /* LOAD_FAST */ status = LOAD_FAST(m, opargs[index] as number, 0); break;
      case 7: /* LOAD_FAST_CHECK */ status = LOAD_FAST_CHECK(m, opargs[index] as number, 0); break;
      case 8: /* STORE_DEREF */ status = STORE_DEREF(m, opargs[index] as number, 0); break;
      case 9: /* STORE_FAST */ status = STORE_FAST(m, opargs[index] as number, 0); break;
      case 10: /* SWAP */ status = SWAP(m, opargs[index] as number, 0); break;
      case 11: /* BINARY_SUBSCR_TUPLE_INT */ status = BINARY_SUBSCR_TUPLE_INT(m, opargs[index] as number, 0); break;
      case 12: /* COMPARE_OP_INT */ status = COMPARE_OP_INT(m, opargs[index] as number, 0); break;
      case 13: /* RESUME_CHECK */ status = RESUME_CHECK(m, opargs[index] as number, 0); break;
      case 14: /* _EXIT_TRACE */ status = _EXIT_TRACE(m, opargs[index] as number, 0); break;
      case 15: /* _SET_IP */ status = _SET_IP(m, opargs[index] as number, 0); break;
      case 16: /* _GUARD_BOTH_INT */ status = _GUARD_BOTH_INT(m, opargs[index] as number, 0); break;
      case 17: /* _BINARY_OP_MULTIPLY_INT */ status = _BINARY_OP_MULTIPLY_INT(m, opargs[index] as number, 0); break;
      case 18: /* _BINARY_OP_ADD_INT */ status = _BINARY_OP_ADD_INT(m, opargs[index] as number, 0); break;
      case 19: /* _BINARY_OP_SUBTRACT_INT */ status = _BINARY_OP_SUBTRACT_INT(m, opargs[index] as number, 0); break;
      case 20: /* _POP_FRAME */ status = _POP_FRAME(m, opargs[index] as number, 0); break;
      case 21: /* _GUARD_GLOBALS_VERSION */ status = _GUARD_GLOBALS_VERSION(m, opargs[index] as number, operands[index] as number); break;
      case 22: /* _GUARD_BUILTINS_VERSION */ status = _GUARD_BUILTINS_VERSION(m, opargs[index] as number, operands[index] as number); break;
      case 23: /* _LOAD_GLOBAL_MODULE */ status = _LOAD_GLOBAL_MODULE(m, opargs[index] as number, operands[index] as number); break;
      case 24: /* _LOAD_GLOBAL_BUILTINS */ status = _LOAD_GLOBAL_BUILTINS(m, opargs[index] as number, operands[index] as number); break;
      case 25: /* _GUARD_TYPE_VERSION */ status = _GUARD_TYPE_VERSION(m, opargs[index] as number, operands[index] as number); break;
      case 26: /* _ITER_CHECK_LIST */ status = _ITER_CHECK_LIST(m, opargs[index] as number, 0); break;
      case 27: /* _GUARD_NOT_EXHAUSTED_LIST */ status = _GUARD_NOT_EXHAUSTED_LIST(m, opargs[index] as number, 0); break;
      case 28: /* _ITER_NEXT_LIST */ status = _ITER_NEXT_LIST(m, opargs[index] as number, 0); break;
      case 29: /* _ITER_CHECK_TUPLE */ status = _ITER_CHECK_TUPLE(m, opargs[index] as number, 0); break;
      case 30: /* _GUARD_NOT_EXHAUSTED_TUPLE */ status = _GUARD_NOT_EXHAUSTED_TUPLE(m, opargs[index] as number, 0); break;
      case 31: /* _ITER_NEXT_TUPLE */ status = _ITER_NEXT_TUPLE(m, opargs[index] as number, 0); break;
      case 32: /* _ITER_CHECK_RANGE */ status = _ITER_CHECK_RANGE(m, opargs[index] as number, 0); break;
      case 33: /* _GUARD_NOT_EXHAUSTED_RANGE */ status = _GUARD_NOT_EXHAUSTED_RANGE(m, opargs[index] as number, 0); break;
      case 34: /* _ITER_NEXT_RANGE */ status = _ITER_NEXT_RANGE(m, opargs[index] as number, 0); break;
      case 35: /* _CHECK_PEP_523 */ status = _CHECK_PEP_523(m, opargs[index] as number, 0); break;
      case 36: /* _CHECK_FUNCTION_EXACT_ARGS */ status = _CHECK_FUNCTION_EXACT_ARGS(m, opargs[index] as number, operands[index] as number); break;
      case 37: /* _CHECK_STACK_SPACE */ status = _CHECK_STACK_SPACE(m, opargs[index] as number, 0); break;
      case 38: /* _INIT_CALL_PY_EXACT_ARGS */ status = _INIT_CALL_PY_EXACT_ARGS(m, opargs[index] as number, 0); break;
      case 39: /* _PUSH_FRAME */ status = _PUSH_FRAME(m, opargs[index] as number, 0); break;
      case 40: /* _BINARY_OP */ status = _BINARY_OP(m, opargs[index] as number, 0); break;
      case 41: /* _GUARD_IS_TRUE_POP */ status = _GUARD_IS_TRUE_POP(m, opargs[index] as number, 0); break;
      case 42: /* _GUARD_IS_FALSE_POP */ status = _GUARD_IS_FALSE_POP(m, opargs[index] as number, 0); break;
      case 43: /* _JUMP_TO_TOP */ status = _JUMP_TO_TOP(m, opargs[index] as number, 0); break;
      case 44: /* _SAVE_RETURN_OFFSET */ status = _SAVE_RETURN_OFFSET(m, opargs[index] as number, 0); break;
      case 45: /* _CHECK_VALIDITY */ status = _CHECK_VALIDITY(m, opargs[index] as number, 0); break;
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
