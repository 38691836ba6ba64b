// deno-fmt-ignore-file: made by props/tools/generate_dispatch.ts from the tables of src/isa; not to be edited.
/**
 * Tier 2: the loop, counting.
 *
 * @module
 */

import type { UopExecutor } from "../../optimizer/uop_executor.ts";
import { BODIES, BODY_OF } from "../bodies/table.ts";
import type { Body } from "../bodies/uop_body.ts";
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
    switch (uops[index]) {
      case 32: status = POP_TOP(m, opargs[index] as number, 0); break;
      case 34: status = PUSH_NULL(m, opargs[index] as number, 0); break;
      case 61: status = COPY(m, opargs[index] as number, 0); break;
      case 83: status = LOAD_CONST(m, opargs[index] as number, 0); break;
      case 84: status = LOAD_DEREF(m, opargs[index] as number, 0); break;
      case 85: status = LOAD_FAST(m, opargs[index] as number, 0); break;
      case 87: status = LOAD_FAST_CHECK(m, opargs[index] as number, 0); break;
      case 109: status = STORE_DEREF(m, opargs[index] as number, 0); break;
      case 110: status = STORE_FAST(m, opargs[index] as number, 0); break;
      case 115: status = SWAP(m, opargs[index] as number, 0); break;
      case 161: status = BINARY_SUBSCR_TUPLE_INT(m, opargs[index] as number, 0); break;
      case 181: status = COMPARE_OP_INT(m, opargs[index] as number, 0); break;
      case 203: status = RESUME_CHECK(m, opargs[index] as number, 0); break;
      case 300: status = _EXIT_TRACE(m, opargs[index] as number, 0); break;
      case 301: status = _SET_IP(m, opargs[index] as number, 0); break;
      case 304: status = _GUARD_BOTH_INT(m, opargs[index] as number, 0); break;
      case 305: status = _BINARY_OP_MULTIPLY_INT(m, opargs[index] as number, 0); break;
      case 306: status = _BINARY_OP_ADD_INT(m, opargs[index] as number, 0); break;
      case 307: status = _BINARY_OP_SUBTRACT_INT(m, opargs[index] as number, 0); break;
      case 319: status = _POP_FRAME(m, opargs[index] as number, 0); break;
      case 328: status = _GUARD_GLOBALS_VERSION(m, opargs[index] as number, operands[index] as number); break;
      case 329: status = _GUARD_BUILTINS_VERSION(m, opargs[index] as number, operands[index] as number); break;
      case 330: status = _LOAD_GLOBAL_MODULE(m, opargs[index] as number, operands[index] as number); break;
      case 331: status = _LOAD_GLOBAL_BUILTINS(m, opargs[index] as number, operands[index] as number); break;
      case 336: status = _GUARD_TYPE_VERSION(m, opargs[index] as number, operands[index] as number); break;
      case 356: status = _ITER_CHECK_LIST(m, opargs[index] as number, 0); break;
      case 358: status = _GUARD_NOT_EXHAUSTED_LIST(m, opargs[index] as number, 0); break;
      case 359: status = _ITER_NEXT_LIST(m, opargs[index] as number, 0); break;
      case 360: status = _ITER_CHECK_TUPLE(m, opargs[index] as number, 0); break;
      case 362: status = _GUARD_NOT_EXHAUSTED_TUPLE(m, opargs[index] as number, 0); break;
      case 363: status = _ITER_NEXT_TUPLE(m, opargs[index] as number, 0); break;
      case 364: status = _ITER_CHECK_RANGE(m, opargs[index] as number, 0); break;
      case 366: status = _GUARD_NOT_EXHAUSTED_RANGE(m, opargs[index] as number, 0); break;
      case 367: status = _ITER_NEXT_RANGE(m, opargs[index] as number, 0); break;
      case 380: status = _CHECK_PEP_523(m, opargs[index] as number, 0); break;
      case 381: status = _CHECK_FUNCTION_EXACT_ARGS(m, opargs[index] as number, operands[index] as number); break;
      case 382: status = _CHECK_STACK_SPACE(m, opargs[index] as number, 0); break;
      case 383: status = _INIT_CALL_PY_EXACT_ARGS(m, opargs[index] as number, 0); break;
      case 384: status = _PUSH_FRAME(m, opargs[index] as number, 0); break;
      case 386: status = _BINARY_OP(m, opargs[index] as number, 0); break;
      case 387: status = _GUARD_IS_TRUE_POP(m, opargs[index] as number, 0); break;
      case 388: status = _GUARD_IS_FALSE_POP(m, opargs[index] as number, 0); break;
      case 391: status = _JUMP_TO_TOP(m, opargs[index] as number, 0); break;
      case 392: status = _SAVE_RETURN_OFFSET(m, opargs[index] as number, 0); break;
      case 394: status = _CHECK_VALIDITY(m, opargs[index] as number, 0); break;
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
