// deno-fmt-ignore-file: made by props/tools/generate_dispatch.ts from the tables of src/isa; not to be edited.
/**
 * Tier 2: the loop, counting.
 *
 * @module
 */

import { InvariantError } from "../isa/errors.ts";
import type { UopExecutor } from "../optimizer/uop_executor.ts";
import { BODIES } from "./bodies.ts";
import { type Coverage, NO_UOP } from "./coverage.ts";
import type { Machine } from "./machine.ts";
import { NEXT, type Status, TOP } from "./status.ts";

const {
  BEFORE_ASYNC_WITH, BEFORE_WITH, BINARY_SLICE, CHECK_EG_MATCH,
  CHECK_EXC_MATCH, DELETE_SUBSCR, END_SEND, EXIT_INIT_CHECK,
  FORMAT_SIMPLE, FORMAT_WITH_SPEC, GET_AITER, GET_ANEXT,
  GET_ITER, GET_LEN, GET_YIELD_FROM_ITER, LOAD_ASSERTION_ERROR,
  LOAD_BUILD_CLASS, LOAD_LOCALS, MAKE_FUNCTION, MATCH_KEYS,
  MATCH_MAPPING, MATCH_SEQUENCE, NOP, POP_EXCEPT,
  POP_TOP, PUSH_EXC_INFO, PUSH_NULL, SETUP_ANNOTATIONS,
  STORE_SLICE, UNARY_INVERT, UNARY_NEGATIVE, UNARY_NOT,
  WITH_EXCEPT_START, BUILD_CONST_KEY_MAP, BUILD_LIST, BUILD_MAP,
  BUILD_SET, BUILD_SLICE, BUILD_STRING, BUILD_TUPLE,
  CALL_INTRINSIC_1, CALL_INTRINSIC_2, CONTAINS_OP, CONVERT_VALUE,
  COPY, COPY_FREE_VARS, DELETE_ATTR, DELETE_DEREF,
  DELETE_FAST, DELETE_GLOBAL, DELETE_NAME, DICT_MERGE,
  DICT_UPDATE, GET_AWAITABLE, IS_OP, LIST_APPEND,
  LIST_EXTEND, LOAD_CONST, LOAD_DEREF, LOAD_FAST,
  LOAD_FAST_AND_CLEAR, LOAD_FAST_CHECK, LOAD_FROM_DICT_OR_DEREF, LOAD_FROM_DICT_OR_GLOBALS,
  LOAD_NAME, MAKE_CELL, MAP_ADD, MATCH_CLASS,
  SET_ADD, SET_FUNCTION_ATTRIBUTE, SET_UPDATE, STORE_DEREF,
  STORE_FAST, STORE_GLOBAL, STORE_NAME, SWAP,
  UNPACK_EX, BINARY_SUBSCR_DICT, BINARY_SUBSCR_LIST_INT, BINARY_SUBSCR_STR_INT,
  BINARY_SUBSCR_TUPLE_INT, CALL_BUILTIN_CLASS, CALL_BUILTIN_FAST, CALL_BUILTIN_FAST_WITH_KEYWORDS,
  CALL_BUILTIN_O, CALL_ISINSTANCE, CALL_LEN, CALL_METHOD_DESCRIPTOR_FAST,
  CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS, CALL_METHOD_DESCRIPTOR_NOARGS, CALL_METHOD_DESCRIPTOR_O, CALL_STR_1,
  CALL_TUPLE_1, CALL_TYPE_1, COMPARE_OP_FLOAT, COMPARE_OP_INT,
  COMPARE_OP_STR, LOAD_SUPER_ATTR_ATTR, LOAD_SUPER_ATTR_METHOD, RESUME_CHECK,
  STORE_SUBSCR_DICT, STORE_SUBSCR_LIST_INT, TO_BOOL_ALWAYS_TRUE, TO_BOOL_BOOL,
  TO_BOOL_INT, TO_BOOL_LIST, TO_BOOL_NONE, TO_BOOL_STR,
  UNPACK_SEQUENCE_LIST, UNPACK_SEQUENCE_TUPLE, UNPACK_SEQUENCE_TWO_TUPLE, _EXIT_TRACE,
  _SET_IP, _TO_BOOL, _GUARD_BOTH_INT, _BINARY_OP_MULTIPLY_INT,
  _BINARY_OP_ADD_INT, _BINARY_OP_SUBTRACT_INT, _GUARD_BOTH_FLOAT, _BINARY_OP_MULTIPLY_FLOAT,
  _BINARY_OP_ADD_FLOAT, _BINARY_OP_SUBTRACT_FLOAT, _GUARD_BOTH_UNICODE, _BINARY_OP_ADD_UNICODE,
  _BINARY_SUBSCR, _STORE_SUBSCR, _POP_FRAME, _UNPACK_SEQUENCE,
  _STORE_ATTR, _LOAD_GLOBAL, _GUARD_GLOBALS_VERSION, _GUARD_BUILTINS_VERSION,
  _LOAD_GLOBAL_MODULE, _LOAD_GLOBAL_BUILTINS, _LOAD_ATTR, _GUARD_TYPE_VERSION,
  _CHECK_MANAGED_OBJECT_HAS_VALUES, _LOAD_ATTR_INSTANCE_VALUE, _CHECK_ATTR_MODULE, _LOAD_ATTR_MODULE,
  _CHECK_ATTR_WITH_HINT, _LOAD_ATTR_WITH_HINT, _LOAD_ATTR_SLOT, _CHECK_ATTR_CLASS,
  _LOAD_ATTR_CLASS, _GUARD_DORV_VALUES, _STORE_ATTR_INSTANCE_VALUE, _STORE_ATTR_SLOT,
  _COMPARE_OP, _IS_NONE, _ITER_CHECK_LIST, _GUARD_NOT_EXHAUSTED_LIST,
  _ITER_NEXT_LIST, _ITER_CHECK_TUPLE, _GUARD_NOT_EXHAUSTED_TUPLE, _ITER_NEXT_TUPLE,
  _ITER_CHECK_RANGE, _GUARD_NOT_EXHAUSTED_RANGE, _ITER_NEXT_RANGE, _GUARD_DORV_VALUES_INST_ATTR_FROM_DICT,
  _GUARD_KEYS_VERSION, _LOAD_ATTR_METHOD_WITH_VALUES, _LOAD_ATTR_METHOD_NO_DICT, _LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES,
  _LOAD_ATTR_NONDESCRIPTOR_NO_DICT, _CHECK_ATTR_METHOD_LAZY_DICT, _LOAD_ATTR_METHOD_LAZY_DICT, _CHECK_CALL_BOUND_METHOD_EXACT_ARGS,
  _INIT_CALL_BOUND_METHOD_EXACT_ARGS, _CHECK_PEP_523, _CHECK_FUNCTION_EXACT_ARGS, _CHECK_STACK_SPACE,
  _INIT_CALL_PY_EXACT_ARGS, _PUSH_FRAME, _BINARY_OP, _GUARD_IS_TRUE_POP,
  _GUARD_IS_FALSE_POP, _GUARD_IS_NONE_POP, _GUARD_IS_NOT_NONE_POP, _JUMP_TO_TOP,
  _SAVE_RETURN_OFFSET, _INSERT, _CHECK_VALIDITY,
} = BODIES;

/** Counts what it runs. Runs the uops of an executor from the first one on; gives the status of the one that leaves the trace. */
export function runTraceCounting(m: Machine, executor: UopExecutor, coverage: Coverage): Status {
  let previous = NO_UOP;
  const { uops, opargs, operands } = executor;
  let index = 0;
  for (;;) {
    m.uopIndex = index;
    coverage.uop(previous, previous = uops[index] as number);
    let status: Status;
    switch (uops[index]) {
      case 1: status = BEFORE_ASYNC_WITH(m, opargs[index] as number, 0); break;
      case 2: status = BEFORE_WITH(m, opargs[index] as number, 0); break;
      case 4: status = BINARY_SLICE(m, opargs[index] as number, 0); break;
      case 6: status = CHECK_EG_MATCH(m, opargs[index] as number, 0); break;
      case 7: status = CHECK_EXC_MATCH(m, opargs[index] as number, 0); break;
      case 9: status = DELETE_SUBSCR(m, opargs[index] as number, 0); break;
      case 12: status = END_SEND(m, opargs[index] as number, 0); break;
      case 13: status = EXIT_INIT_CHECK(m, opargs[index] as number, 0); break;
      case 14: status = FORMAT_SIMPLE(m, opargs[index] as number, 0); break;
      case 15: status = FORMAT_WITH_SPEC(m, opargs[index] as number, 0); break;
      case 16: status = GET_AITER(m, opargs[index] as number, 0); break;
      case 18: status = GET_ANEXT(m, opargs[index] as number, 0); break;
      case 19: status = GET_ITER(m, opargs[index] as number, 0); break;
      case 20: status = GET_LEN(m, opargs[index] as number, 0); break;
      case 21: status = GET_YIELD_FROM_ITER(m, opargs[index] as number, 0); break;
      case 23: status = LOAD_ASSERTION_ERROR(m, opargs[index] as number, 0); break;
      case 24: status = LOAD_BUILD_CLASS(m, opargs[index] as number, 0); break;
      case 25: status = LOAD_LOCALS(m, opargs[index] as number, 0); break;
      case 26: status = MAKE_FUNCTION(m, opargs[index] as number, 0); break;
      case 27: status = MATCH_KEYS(m, opargs[index] as number, 0); break;
      case 28: status = MATCH_MAPPING(m, opargs[index] as number, 0); break;
      case 29: status = MATCH_SEQUENCE(m, opargs[index] as number, 0); break;
      case 30: status = NOP(m, opargs[index] as number, 0); break;
      case 31: status = POP_EXCEPT(m, opargs[index] as number, 0); break;
      case 32: status = POP_TOP(m, opargs[index] as number, 0); break;
      case 33: status = PUSH_EXC_INFO(m, opargs[index] as number, 0); break;
      case 34: status = PUSH_NULL(m, opargs[index] as number, 0); break;
      case 37: status = SETUP_ANNOTATIONS(m, opargs[index] as number, 0); break;
      case 38: status = STORE_SLICE(m, opargs[index] as number, 0); break;
      case 41: status = UNARY_INVERT(m, opargs[index] as number, 0); break;
      case 42: status = UNARY_NEGATIVE(m, opargs[index] as number, 0); break;
      case 43: status = UNARY_NOT(m, opargs[index] as number, 0); break;
      case 44: status = WITH_EXCEPT_START(m, opargs[index] as number, 0); break;
      case 46: status = BUILD_CONST_KEY_MAP(m, opargs[index] as number, 0); break;
      case 47: status = BUILD_LIST(m, opargs[index] as number, 0); break;
      case 48: status = BUILD_MAP(m, opargs[index] as number, 0); break;
      case 49: status = BUILD_SET(m, opargs[index] as number, 0); break;
      case 50: status = BUILD_SLICE(m, opargs[index] as number, 0); break;
      case 51: status = BUILD_STRING(m, opargs[index] as number, 0); break;
      case 52: status = BUILD_TUPLE(m, opargs[index] as number, 0); break;
      case 55: status = CALL_INTRINSIC_1(m, opargs[index] as number, 0); break;
      case 56: status = CALL_INTRINSIC_2(m, opargs[index] as number, 0); break;
      case 59: status = CONTAINS_OP(m, opargs[index] as number, 0); break;
      case 60: status = CONVERT_VALUE(m, opargs[index] as number, 0); break;
      case 61: status = COPY(m, opargs[index] as number, 0); break;
      case 62: status = COPY_FREE_VARS(m, opargs[index] as number, 0); break;
      case 63: status = DELETE_ATTR(m, opargs[index] as number, 0); break;
      case 64: status = DELETE_DEREF(m, opargs[index] as number, 0); break;
      case 65: status = DELETE_FAST(m, opargs[index] as number, 0); break;
      case 66: status = DELETE_GLOBAL(m, opargs[index] as number, 0); break;
      case 67: status = DELETE_NAME(m, opargs[index] as number, 0); break;
      case 68: status = DICT_MERGE(m, opargs[index] as number, 0); break;
      case 69: status = DICT_UPDATE(m, opargs[index] as number, 0); break;
      case 73: status = GET_AWAITABLE(m, opargs[index] as number, 0); break;
      case 76: status = IS_OP(m, opargs[index] as number, 0); break;
      case 80: status = LIST_APPEND(m, opargs[index] as number, 0); break;
      case 81: status = LIST_EXTEND(m, opargs[index] as number, 0); break;
      case 83: status = LOAD_CONST(m, opargs[index] as number, 0); break;
      case 84: status = LOAD_DEREF(m, opargs[index] as number, 0); break;
      case 85: status = LOAD_FAST(m, opargs[index] as number, 0); break;
      case 86: status = LOAD_FAST_AND_CLEAR(m, opargs[index] as number, 0); break;
      case 87: status = LOAD_FAST_CHECK(m, opargs[index] as number, 0); break;
      case 89: status = LOAD_FROM_DICT_OR_DEREF(m, opargs[index] as number, 0); break;
      case 90: status = LOAD_FROM_DICT_OR_GLOBALS(m, opargs[index] as number, 0); break;
      case 92: status = LOAD_NAME(m, opargs[index] as number, 0); break;
      case 94: status = MAKE_CELL(m, opargs[index] as number, 0); break;
      case 95: status = MAP_ADD(m, opargs[index] as number, 0); break;
      case 96: status = MATCH_CLASS(m, opargs[index] as number, 0); break;
      case 105: status = SET_ADD(m, opargs[index] as number, 0); break;
      case 106: status = SET_FUNCTION_ATTRIBUTE(m, opargs[index] as number, 0); break;
      case 107: status = SET_UPDATE(m, opargs[index] as number, 0); break;
      case 109: status = STORE_DEREF(m, opargs[index] as number, 0); break;
      case 110: status = STORE_FAST(m, opargs[index] as number, 0); break;
      case 113: status = STORE_GLOBAL(m, opargs[index] as number, 0); break;
      case 114: status = STORE_NAME(m, opargs[index] as number, 0); break;
      case 115: status = SWAP(m, opargs[index] as number, 0); break;
      case 116: status = UNPACK_EX(m, opargs[index] as number, 0); break;
      case 157: status = BINARY_SUBSCR_DICT(m, opargs[index] as number, 0); break;
      case 159: status = BINARY_SUBSCR_LIST_INT(m, opargs[index] as number, 0); break;
      case 160: status = BINARY_SUBSCR_STR_INT(m, opargs[index] as number, 0); break;
      case 161: status = BINARY_SUBSCR_TUPLE_INT(m, opargs[index] as number, 0); break;
      case 164: status = CALL_BUILTIN_CLASS(m, opargs[index] as number, 0); break;
      case 165: status = CALL_BUILTIN_FAST(m, opargs[index] as number, 0); break;
      case 166: status = CALL_BUILTIN_FAST_WITH_KEYWORDS(m, opargs[index] as number, 0); break;
      case 167: status = CALL_BUILTIN_O(m, opargs[index] as number, 0); break;
      case 168: status = CALL_ISINSTANCE(m, opargs[index] as number, 0); break;
      case 169: status = CALL_LEN(m, opargs[index] as number, 0); break;
      case 171: status = CALL_METHOD_DESCRIPTOR_FAST(m, opargs[index] as number, 0); break;
      case 172: status = CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS(m, opargs[index] as number, 0); break;
      case 173: status = CALL_METHOD_DESCRIPTOR_NOARGS(m, opargs[index] as number, 0); break;
      case 174: status = CALL_METHOD_DESCRIPTOR_O(m, opargs[index] as number, 0); break;
      case 177: status = CALL_STR_1(m, opargs[index] as number, 0); break;
      case 178: status = CALL_TUPLE_1(m, opargs[index] as number, 0); break;
      case 179: status = CALL_TYPE_1(m, opargs[index] as number, 0); break;
      case 180: status = COMPARE_OP_FLOAT(m, opargs[index] as number, 0); break;
      case 181: status = COMPARE_OP_INT(m, opargs[index] as number, 0); break;
      case 182: status = COMPARE_OP_STR(m, opargs[index] as number, 0); break;
      case 201: status = LOAD_SUPER_ATTR_ATTR(m, opargs[index] as number, 0); break;
      case 202: status = LOAD_SUPER_ATTR_METHOD(m, opargs[index] as number, 0); break;
      case 203: status = RESUME_CHECK(m, opargs[index] as number, 0); break;
      case 208: status = STORE_SUBSCR_DICT(m, opargs[index] as number, 0); break;
      case 209: status = STORE_SUBSCR_LIST_INT(m, opargs[index] as number, 0); break;
      case 210: status = TO_BOOL_ALWAYS_TRUE(m, opargs[index] as number, operands[index] as number); break;
      case 211: status = TO_BOOL_BOOL(m, opargs[index] as number, 0); break;
      case 212: status = TO_BOOL_INT(m, opargs[index] as number, 0); break;
      case 213: status = TO_BOOL_LIST(m, opargs[index] as number, 0); break;
      case 214: status = TO_BOOL_NONE(m, opargs[index] as number, 0); break;
      case 215: status = TO_BOOL_STR(m, opargs[index] as number, 0); break;
      case 216: status = UNPACK_SEQUENCE_LIST(m, opargs[index] as number, 0); break;
      case 217: status = UNPACK_SEQUENCE_TUPLE(m, opargs[index] as number, 0); break;
      case 218: status = UNPACK_SEQUENCE_TWO_TUPLE(m, opargs[index] as number, 0); break;
      case 300: status = _EXIT_TRACE(m, opargs[index] as number, 0); break;
      case 301: status = _SET_IP(m, opargs[index] as number, 0); break;
      case 303: status = _TO_BOOL(m, opargs[index] as number, 0); break;
      case 304: status = _GUARD_BOTH_INT(m, opargs[index] as number, 0); break;
      case 305: status = _BINARY_OP_MULTIPLY_INT(m, opargs[index] as number, 0); break;
      case 306: status = _BINARY_OP_ADD_INT(m, opargs[index] as number, 0); break;
      case 307: status = _BINARY_OP_SUBTRACT_INT(m, opargs[index] as number, 0); break;
      case 308: status = _GUARD_BOTH_FLOAT(m, opargs[index] as number, 0); break;
      case 309: status = _BINARY_OP_MULTIPLY_FLOAT(m, opargs[index] as number, 0); break;
      case 310: status = _BINARY_OP_ADD_FLOAT(m, opargs[index] as number, 0); break;
      case 311: status = _BINARY_OP_SUBTRACT_FLOAT(m, opargs[index] as number, 0); break;
      case 312: status = _GUARD_BOTH_UNICODE(m, opargs[index] as number, 0); break;
      case 313: status = _BINARY_OP_ADD_UNICODE(m, opargs[index] as number, 0); break;
      case 316: status = _BINARY_SUBSCR(m, opargs[index] as number, 0); break;
      case 318: status = _STORE_SUBSCR(m, opargs[index] as number, 0); break;
      case 319: status = _POP_FRAME(m, opargs[index] as number, 0); break;
      case 323: status = _UNPACK_SEQUENCE(m, opargs[index] as number, 0); break;
      case 325: status = _STORE_ATTR(m, opargs[index] as number, 0); break;
      case 327: status = _LOAD_GLOBAL(m, opargs[index] as number, 0); break;
      case 328: status = _GUARD_GLOBALS_VERSION(m, opargs[index] as number, operands[index] as number); break;
      case 329: status = _GUARD_BUILTINS_VERSION(m, opargs[index] as number, operands[index] as number); break;
      case 330: status = _LOAD_GLOBAL_MODULE(m, opargs[index] as number, operands[index] as number); break;
      case 331: status = _LOAD_GLOBAL_BUILTINS(m, opargs[index] as number, operands[index] as number); break;
      case 335: status = _LOAD_ATTR(m, opargs[index] as number, 0); break;
      case 336: status = _GUARD_TYPE_VERSION(m, opargs[index] as number, operands[index] as number); break;
      case 337: status = _CHECK_MANAGED_OBJECT_HAS_VALUES(m, opargs[index] as number, 0); break;
      case 338: status = _LOAD_ATTR_INSTANCE_VALUE(m, opargs[index] as number, operands[index] as number); break;
      case 339: status = _CHECK_ATTR_MODULE(m, opargs[index] as number, operands[index] as number); break;
      case 340: status = _LOAD_ATTR_MODULE(m, opargs[index] as number, operands[index] as number); break;
      case 341: status = _CHECK_ATTR_WITH_HINT(m, opargs[index] as number, 0); break;
      case 342: status = _LOAD_ATTR_WITH_HINT(m, opargs[index] as number, operands[index] as number); break;
      case 343: status = _LOAD_ATTR_SLOT(m, opargs[index] as number, operands[index] as number); break;
      case 344: status = _CHECK_ATTR_CLASS(m, opargs[index] as number, operands[index] as number); break;
      case 345: status = _LOAD_ATTR_CLASS(m, opargs[index] as number, operands[index] as number); break;
      case 346: status = _GUARD_DORV_VALUES(m, opargs[index] as number, 0); break;
      case 347: status = _STORE_ATTR_INSTANCE_VALUE(m, opargs[index] as number, operands[index] as number); break;
      case 348: status = _STORE_ATTR_SLOT(m, opargs[index] as number, operands[index] as number); break;
      case 350: status = _COMPARE_OP(m, opargs[index] as number, 0); break;
      case 353: status = _IS_NONE(m, opargs[index] as number, 0); break;
      case 356: status = _ITER_CHECK_LIST(m, opargs[index] as number, 0); break;
      case 358: status = _GUARD_NOT_EXHAUSTED_LIST(m, opargs[index] as number, 0); break;
      case 359: status = _ITER_NEXT_LIST(m, opargs[index] as number, 0); break;
      case 360: status = _ITER_CHECK_TUPLE(m, opargs[index] as number, 0); break;
      case 362: status = _GUARD_NOT_EXHAUSTED_TUPLE(m, opargs[index] as number, 0); break;
      case 363: status = _ITER_NEXT_TUPLE(m, opargs[index] as number, 0); break;
      case 364: status = _ITER_CHECK_RANGE(m, opargs[index] as number, 0); break;
      case 366: status = _GUARD_NOT_EXHAUSTED_RANGE(m, opargs[index] as number, 0); break;
      case 367: status = _ITER_NEXT_RANGE(m, opargs[index] as number, 0); break;
      case 368: status = _GUARD_DORV_VALUES_INST_ATTR_FROM_DICT(m, opargs[index] as number, 0); break;
      case 369: status = _GUARD_KEYS_VERSION(m, opargs[index] as number, operands[index] as number); break;
      case 370: status = _LOAD_ATTR_METHOD_WITH_VALUES(m, opargs[index] as number, operands[index] as number); break;
      case 371: status = _LOAD_ATTR_METHOD_NO_DICT(m, opargs[index] as number, operands[index] as number); break;
      case 372: status = _LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES(m, opargs[index] as number, operands[index] as number); break;
      case 373: status = _LOAD_ATTR_NONDESCRIPTOR_NO_DICT(m, opargs[index] as number, operands[index] as number); break;
      case 374: status = _CHECK_ATTR_METHOD_LAZY_DICT(m, opargs[index] as number, 0); break;
      case 375: status = _LOAD_ATTR_METHOD_LAZY_DICT(m, opargs[index] as number, operands[index] as number); break;
      case 378: status = _CHECK_CALL_BOUND_METHOD_EXACT_ARGS(m, opargs[index] as number, 0); break;
      case 379: status = _INIT_CALL_BOUND_METHOD_EXACT_ARGS(m, opargs[index] as number, 0); break;
      case 380: status = _CHECK_PEP_523(m, opargs[index] as number, 0); break;
      case 381: status = _CHECK_FUNCTION_EXACT_ARGS(m, opargs[index] as number, operands[index] as number); break;
      case 382: status = _CHECK_STACK_SPACE(m, opargs[index] as number, 0); break;
      case 383: status = _INIT_CALL_PY_EXACT_ARGS(m, opargs[index] as number, 0); break;
      case 384: status = _PUSH_FRAME(m, opargs[index] as number, 0); break;
      case 386: status = _BINARY_OP(m, opargs[index] as number, 0); break;
      case 387: status = _GUARD_IS_TRUE_POP(m, opargs[index] as number, 0); break;
      case 388: status = _GUARD_IS_FALSE_POP(m, opargs[index] as number, 0); break;
      case 389: status = _GUARD_IS_NONE_POP(m, opargs[index] as number, 0); break;
      case 390: status = _GUARD_IS_NOT_NONE_POP(m, opargs[index] as number, 0); break;
      case 391: status = _JUMP_TO_TOP(m, opargs[index] as number, 0); break;
      case 392: status = _SAVE_RETURN_OFFSET(m, opargs[index] as number, 0); break;
      case 393: status = _INSERT(m, opargs[index] as number, 0); break;
      case 394: status = _CHECK_VALIDITY(m, opargs[index] as number, 0); break;
      default: throw new InvariantError(`uop ${index}: expected one that can be executed, found ${uops[index]}`);
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
