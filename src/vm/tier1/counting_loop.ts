// deno-fmt-ignore-file: made by props/tools/generate_dispatch.ts from the tables of src/isa; not to be edited.
/**
 * Tier 1: the loop, counting.
 *
 * @module
 */

import { DEOPT_OF } from "../../isa/opcodes.ts";
import type { Value } from "../../object/value.ts";
import { BODIES } from "../bodies.ts";
import type { Handler } from "../body.ts";
import type { Coverage } from "../coverage.ts";
import { read32, readPointer } from "../caches.ts";
import { ADAPTIVE, HANDLERS } from "../handlers.ts";
import { LENGTH_OF } from "../lengths.ts";
import type { Machine } from "../machine.ts";
import { AGAIN, DEOPT, FRAME, JUMP, NEXT, type Status } from "../status.ts";

const CACHE = HANDLERS[0] as Handler;
const BINARY_OP_INPLACE_ADD_UNICODE = HANDLERS[3] as Handler;
const CLEANUP_THROW = HANDLERS[8] as Handler;
const END_ASYNC_FOR = HANDLERS[10] as Handler;
const RESERVED = HANDLERS[17] as Handler;
const INTERPRETER_EXIT = HANDLERS[22] as Handler;
const RETURN_GENERATOR = HANDLERS[35] as Handler;
const RETURN_VALUE = HANDLERS[36] as Handler;
const CALL_FUNCTION_EX = HANDLERS[54] as Handler;
const CALL_KW = HANDLERS[57] as Handler;
const ENTER_EXECUTOR = HANDLERS[70] as Handler;
const IMPORT_FROM = HANDLERS[74] as Handler;
const IMPORT_NAME = HANDLERS[75] as Handler;
const JUMP_BACKWARD = HANDLERS[77] as Handler;
const JUMP_BACKWARD_NO_INTERRUPT = HANDLERS[78] as Handler;
const JUMP_FORWARD = HANDLERS[79] as Handler;
const POP_JUMP_IF_FALSE = HANDLERS[97] as Handler;
const POP_JUMP_IF_NONE = HANDLERS[98] as Handler;
const POP_JUMP_IF_NOT_NONE = HANDLERS[99] as Handler;
const POP_JUMP_IF_TRUE = HANDLERS[100] as Handler;
const RAISE_VARARGS = HANDLERS[101] as Handler;
const RERAISE = HANDLERS[102] as Handler;
const RETURN_CONST = HANDLERS[103] as Handler;
const YIELD_VALUE = HANDLERS[118] as Handler;
const RESUME = HANDLERS[149] as Handler;
const BINARY_SUBSCR_GETITEM = HANDLERS[158] as Handler;
const CALL_ALLOC_AND_ENTER_INIT = HANDLERS[162] as Handler;
const CALL_BOUND_METHOD_EXACT_ARGS = HANDLERS[163] as Handler;
const CALL_LIST_APPEND = HANDLERS[170] as Handler;
const CALL_PY_EXACT_ARGS = HANDLERS[175] as Handler;
const CALL_PY_WITH_DEFAULTS = HANDLERS[176] as Handler;
const FOR_ITER_GEN = HANDLERS[183] as Handler;
const FOR_ITER_LIST = HANDLERS[184] as Handler;
const FOR_ITER_RANGE = HANDLERS[185] as Handler;
const FOR_ITER_TUPLE = HANDLERS[186] as Handler;
const LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN = HANDLERS[188] as Handler;
const LOAD_ATTR_PROPERTY = HANDLERS[196] as Handler;
const SEND_GEN = HANDLERS[204] as Handler;
const STORE_ATTR_WITH_HINT = HANDLERS[207] as Handler;
const INSTRUMENTED_RESUME = HANDLERS[236] as Handler;
const INSTRUMENTED_END_FOR = HANDLERS[237] as Handler;
const INSTRUMENTED_END_SEND = HANDLERS[238] as Handler;
const INSTRUMENTED_RETURN_VALUE = HANDLERS[239] as Handler;
const INSTRUMENTED_RETURN_CONST = HANDLERS[240] as Handler;
const INSTRUMENTED_YIELD_VALUE = HANDLERS[241] as Handler;
const INSTRUMENTED_LOAD_SUPER_ATTR = HANDLERS[242] as Handler;
const INSTRUMENTED_FOR_ITER = HANDLERS[243] as Handler;
const INSTRUMENTED_CALL = HANDLERS[244] as Handler;
const INSTRUMENTED_CALL_KW = HANDLERS[245] as Handler;
const INSTRUMENTED_CALL_FUNCTION_EX = HANDLERS[246] as Handler;
const INSTRUMENTED_INSTRUCTION = HANDLERS[247] as Handler;
const INSTRUMENTED_JUMP_FORWARD = HANDLERS[248] as Handler;
const INSTRUMENTED_JUMP_BACKWARD = HANDLERS[249] as Handler;
const INSTRUMENTED_POP_JUMP_IF_TRUE = HANDLERS[250] as Handler;
const INSTRUMENTED_POP_JUMP_IF_FALSE = HANDLERS[251] as Handler;
const INSTRUMENTED_POP_JUMP_IF_NONE = HANDLERS[252] as Handler;
const INSTRUMENTED_POP_JUMP_IF_NOT_NONE = HANDLERS[253] as Handler;
const INSTRUMENTED_LINE = HANDLERS[254] as Handler;
const { specialize: specialize_BINARY_SUBSCR, generic: generic_BINARY_SUBSCR } = ADAPTIVE.BINARY_SUBSCR;
const { specialize: specialize_STORE_SUBSCR, generic: generic_STORE_SUBSCR } = ADAPTIVE.STORE_SUBSCR;
const { specialize: specialize_TO_BOOL, generic: generic_TO_BOOL } = ADAPTIVE.TO_BOOL;
const { specialize: specialize_BINARY_OP, generic: generic_BINARY_OP } = ADAPTIVE.BINARY_OP;
const { specialize: specialize_CALL, generic: generic_CALL } = ADAPTIVE.CALL;
const { specialize: specialize_COMPARE_OP, generic: generic_COMPARE_OP } = ADAPTIVE.COMPARE_OP;
const { specialize: specialize_FOR_ITER, generic: generic_FOR_ITER } = ADAPTIVE.FOR_ITER;
const { specialize: specialize_LOAD_ATTR, generic: generic_LOAD_ATTR } = ADAPTIVE.LOAD_ATTR;
const { specialize: specialize_LOAD_GLOBAL, generic: generic_LOAD_GLOBAL } = ADAPTIVE.LOAD_GLOBAL;
const { specialize: specialize_LOAD_SUPER_ATTR, generic: generic_LOAD_SUPER_ATTR } = ADAPTIVE.LOAD_SUPER_ATTR;
const { specialize: specialize_SEND, generic: generic_SEND } = ADAPTIVE.SEND;
const { specialize: specialize_STORE_ATTR, generic: generic_STORE_ATTR } = ADAPTIVE.STORE_ATTR;
const { specialize: specialize_UNPACK_SEQUENCE, generic: generic_UNPACK_SEQUENCE } = ADAPTIVE.UNPACK_SEQUENCE;
const body_BEFORE_ASYNC_WITH = BODIES.BEFORE_ASYNC_WITH;
const body_BEFORE_WITH = BODIES.BEFORE_WITH;
const body_BINARY_SLICE = BODIES.BINARY_SLICE;
const body_CHECK_EG_MATCH = BODIES.CHECK_EG_MATCH;
const body_CHECK_EXC_MATCH = BODIES.CHECK_EXC_MATCH;
const body_DELETE_SUBSCR = BODIES.DELETE_SUBSCR;
const body_POP_TOP = BODIES.POP_TOP;
const body_END_SEND = BODIES.END_SEND;
const body_EXIT_INIT_CHECK = BODIES.EXIT_INIT_CHECK;
const body_FORMAT_SIMPLE = BODIES.FORMAT_SIMPLE;
const body_FORMAT_WITH_SPEC = BODIES.FORMAT_WITH_SPEC;
const body_GET_AITER = BODIES.GET_AITER;
const body_GET_ANEXT = BODIES.GET_ANEXT;
const body_GET_ITER = BODIES.GET_ITER;
const body_GET_LEN = BODIES.GET_LEN;
const body_GET_YIELD_FROM_ITER = BODIES.GET_YIELD_FROM_ITER;
const body_LOAD_ASSERTION_ERROR = BODIES.LOAD_ASSERTION_ERROR;
const body_LOAD_BUILD_CLASS = BODIES.LOAD_BUILD_CLASS;
const body_LOAD_LOCALS = BODIES.LOAD_LOCALS;
const body_MAKE_FUNCTION = BODIES.MAKE_FUNCTION;
const body_MATCH_KEYS = BODIES.MATCH_KEYS;
const body_MATCH_MAPPING = BODIES.MATCH_MAPPING;
const body_MATCH_SEQUENCE = BODIES.MATCH_SEQUENCE;
const body_NOP = BODIES.NOP;
const body_POP_EXCEPT = BODIES.POP_EXCEPT;
const body_PUSH_EXC_INFO = BODIES.PUSH_EXC_INFO;
const body_PUSH_NULL = BODIES.PUSH_NULL;
const body_SETUP_ANNOTATIONS = BODIES.SETUP_ANNOTATIONS;
const body_STORE_SLICE = BODIES.STORE_SLICE;
const body_UNARY_INVERT = BODIES.UNARY_INVERT;
const body_UNARY_NEGATIVE = BODIES.UNARY_NEGATIVE;
const body_UNARY_NOT = BODIES.UNARY_NOT;
const body_WITH_EXCEPT_START = BODIES.WITH_EXCEPT_START;
const body_BUILD_CONST_KEY_MAP = BODIES.BUILD_CONST_KEY_MAP;
const body_BUILD_LIST = BODIES.BUILD_LIST;
const body_BUILD_MAP = BODIES.BUILD_MAP;
const body_BUILD_SET = BODIES.BUILD_SET;
const body_BUILD_SLICE = BODIES.BUILD_SLICE;
const body_BUILD_STRING = BODIES.BUILD_STRING;
const body_BUILD_TUPLE = BODIES.BUILD_TUPLE;
const body_CALL_INTRINSIC_1 = BODIES.CALL_INTRINSIC_1;
const body_CALL_INTRINSIC_2 = BODIES.CALL_INTRINSIC_2;
const body_CONTAINS_OP = BODIES.CONTAINS_OP;
const body_CONVERT_VALUE = BODIES.CONVERT_VALUE;
const body_COPY = BODIES.COPY;
const body_COPY_FREE_VARS = BODIES.COPY_FREE_VARS;
const body_DELETE_ATTR = BODIES.DELETE_ATTR;
const body_DELETE_DEREF = BODIES.DELETE_DEREF;
const body_DELETE_FAST = BODIES.DELETE_FAST;
const body_DELETE_GLOBAL = BODIES.DELETE_GLOBAL;
const body_DELETE_NAME = BODIES.DELETE_NAME;
const body_DICT_MERGE = BODIES.DICT_MERGE;
const body_DICT_UPDATE = BODIES.DICT_UPDATE;
const body_GET_AWAITABLE = BODIES.GET_AWAITABLE;
const body_IS_OP = BODIES.IS_OP;
const body_LIST_APPEND = BODIES.LIST_APPEND;
const body_LIST_EXTEND = BODIES.LIST_EXTEND;
const body_LOAD_CONST = BODIES.LOAD_CONST;
const body_LOAD_DEREF = BODIES.LOAD_DEREF;
const body_LOAD_FAST = BODIES.LOAD_FAST;
const body_LOAD_FAST_AND_CLEAR = BODIES.LOAD_FAST_AND_CLEAR;
const body_LOAD_FAST_CHECK = BODIES.LOAD_FAST_CHECK;
const body_LOAD_FROM_DICT_OR_DEREF = BODIES.LOAD_FROM_DICT_OR_DEREF;
const body_LOAD_FROM_DICT_OR_GLOBALS = BODIES.LOAD_FROM_DICT_OR_GLOBALS;
const body_LOAD_NAME = BODIES.LOAD_NAME;
const body_MAKE_CELL = BODIES.MAKE_CELL;
const body_MAP_ADD = BODIES.MAP_ADD;
const body_MATCH_CLASS = BODIES.MATCH_CLASS;
const body_SET_ADD = BODIES.SET_ADD;
const body_SET_FUNCTION_ATTRIBUTE = BODIES.SET_FUNCTION_ATTRIBUTE;
const body_SET_UPDATE = BODIES.SET_UPDATE;
const body_STORE_DEREF = BODIES.STORE_DEREF;
const body_STORE_FAST = BODIES.STORE_FAST;
const body_STORE_GLOBAL = BODIES.STORE_GLOBAL;
const body_STORE_NAME = BODIES.STORE_NAME;
const body_SWAP = BODIES.SWAP;
const body_UNPACK_EX = BODIES.UNPACK_EX;
const body__GUARD_BOTH_FLOAT = BODIES._GUARD_BOTH_FLOAT;
const body__BINARY_OP_ADD_FLOAT = BODIES._BINARY_OP_ADD_FLOAT;
const body__GUARD_BOTH_INT = BODIES._GUARD_BOTH_INT;
const body__BINARY_OP_ADD_INT = BODIES._BINARY_OP_ADD_INT;
const body__GUARD_BOTH_UNICODE = BODIES._GUARD_BOTH_UNICODE;
const body__BINARY_OP_ADD_UNICODE = BODIES._BINARY_OP_ADD_UNICODE;
const body__BINARY_OP_MULTIPLY_FLOAT = BODIES._BINARY_OP_MULTIPLY_FLOAT;
const body__BINARY_OP_MULTIPLY_INT = BODIES._BINARY_OP_MULTIPLY_INT;
const body__BINARY_OP_SUBTRACT_FLOAT = BODIES._BINARY_OP_SUBTRACT_FLOAT;
const body__BINARY_OP_SUBTRACT_INT = BODIES._BINARY_OP_SUBTRACT_INT;
const body_BINARY_SUBSCR_DICT = BODIES.BINARY_SUBSCR_DICT;
const body_BINARY_SUBSCR_LIST_INT = BODIES.BINARY_SUBSCR_LIST_INT;
const body_BINARY_SUBSCR_STR_INT = BODIES.BINARY_SUBSCR_STR_INT;
const body_BINARY_SUBSCR_TUPLE_INT = BODIES.BINARY_SUBSCR_TUPLE_INT;
const body_CALL_BUILTIN_CLASS = BODIES.CALL_BUILTIN_CLASS;
const body_CALL_BUILTIN_FAST = BODIES.CALL_BUILTIN_FAST;
const body_CALL_BUILTIN_FAST_WITH_KEYWORDS = BODIES.CALL_BUILTIN_FAST_WITH_KEYWORDS;
const body_CALL_BUILTIN_O = BODIES.CALL_BUILTIN_O;
const body_CALL_ISINSTANCE = BODIES.CALL_ISINSTANCE;
const body_CALL_LEN = BODIES.CALL_LEN;
const body_CALL_METHOD_DESCRIPTOR_FAST = BODIES.CALL_METHOD_DESCRIPTOR_FAST;
const body_CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS = BODIES.CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS;
const body_CALL_METHOD_DESCRIPTOR_NOARGS = BODIES.CALL_METHOD_DESCRIPTOR_NOARGS;
const body_CALL_METHOD_DESCRIPTOR_O = BODIES.CALL_METHOD_DESCRIPTOR_O;
const body_CALL_STR_1 = BODIES.CALL_STR_1;
const body_CALL_TUPLE_1 = BODIES.CALL_TUPLE_1;
const body_CALL_TYPE_1 = BODIES.CALL_TYPE_1;
const body_COMPARE_OP_FLOAT = BODIES.COMPARE_OP_FLOAT;
const body_COMPARE_OP_INT = BODIES.COMPARE_OP_INT;
const body_COMPARE_OP_STR = BODIES.COMPARE_OP_STR;
const body__CHECK_ATTR_CLASS = BODIES._CHECK_ATTR_CLASS;
const body__LOAD_ATTR_CLASS = BODIES._LOAD_ATTR_CLASS;
const body__GUARD_TYPE_VERSION = BODIES._GUARD_TYPE_VERSION;
const body__CHECK_MANAGED_OBJECT_HAS_VALUES = BODIES._CHECK_MANAGED_OBJECT_HAS_VALUES;
const body__LOAD_ATTR_INSTANCE_VALUE = BODIES._LOAD_ATTR_INSTANCE_VALUE;
const body__CHECK_ATTR_METHOD_LAZY_DICT = BODIES._CHECK_ATTR_METHOD_LAZY_DICT;
const body__LOAD_ATTR_METHOD_LAZY_DICT = BODIES._LOAD_ATTR_METHOD_LAZY_DICT;
const body__LOAD_ATTR_METHOD_NO_DICT = BODIES._LOAD_ATTR_METHOD_NO_DICT;
const body__GUARD_DORV_VALUES_INST_ATTR_FROM_DICT = BODIES._GUARD_DORV_VALUES_INST_ATTR_FROM_DICT;
const body__GUARD_KEYS_VERSION = BODIES._GUARD_KEYS_VERSION;
const body__LOAD_ATTR_METHOD_WITH_VALUES = BODIES._LOAD_ATTR_METHOD_WITH_VALUES;
const body__CHECK_ATTR_MODULE = BODIES._CHECK_ATTR_MODULE;
const body__LOAD_ATTR_MODULE = BODIES._LOAD_ATTR_MODULE;
const body__LOAD_ATTR_NONDESCRIPTOR_NO_DICT = BODIES._LOAD_ATTR_NONDESCRIPTOR_NO_DICT;
const body__LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES = BODIES._LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES;
const body__LOAD_ATTR_SLOT = BODIES._LOAD_ATTR_SLOT;
const body__CHECK_ATTR_WITH_HINT = BODIES._CHECK_ATTR_WITH_HINT;
const body__LOAD_ATTR_WITH_HINT = BODIES._LOAD_ATTR_WITH_HINT;
const body__GUARD_GLOBALS_VERSION = BODIES._GUARD_GLOBALS_VERSION;
const body__GUARD_BUILTINS_VERSION = BODIES._GUARD_BUILTINS_VERSION;
const body__LOAD_GLOBAL_BUILTINS = BODIES._LOAD_GLOBAL_BUILTINS;
const body__LOAD_GLOBAL_MODULE = BODIES._LOAD_GLOBAL_MODULE;
const body_LOAD_SUPER_ATTR_ATTR = BODIES.LOAD_SUPER_ATTR_ATTR;
const body_LOAD_SUPER_ATTR_METHOD = BODIES.LOAD_SUPER_ATTR_METHOD;
const body_RESUME_CHECK = BODIES.RESUME_CHECK;
const body__GUARD_DORV_VALUES = BODIES._GUARD_DORV_VALUES;
const body__STORE_ATTR_INSTANCE_VALUE = BODIES._STORE_ATTR_INSTANCE_VALUE;
const body__STORE_ATTR_SLOT = BODIES._STORE_ATTR_SLOT;
const body_STORE_SUBSCR_DICT = BODIES.STORE_SUBSCR_DICT;
const body_STORE_SUBSCR_LIST_INT = BODIES.STORE_SUBSCR_LIST_INT;
const body_TO_BOOL_ALWAYS_TRUE = BODIES.TO_BOOL_ALWAYS_TRUE;
const body_TO_BOOL_BOOL = BODIES.TO_BOOL_BOOL;
const body_TO_BOOL_INT = BODIES.TO_BOOL_INT;
const body_TO_BOOL_LIST = BODIES.TO_BOOL_LIST;
const body_TO_BOOL_NONE = BODIES.TO_BOOL_NONE;
const body_TO_BOOL_STR = BODIES.TO_BOOL_STR;
const body_UNPACK_SEQUENCE_LIST = BODIES.UNPACK_SEQUENCE_LIST;
const body_UNPACK_SEQUENCE_TUPLE = BODIES.UNPACK_SEQUENCE_TUPLE;
const body_UNPACK_SEQUENCE_TWO_TUPLE = BODIES.UNPACK_SEQUENCE_TWO_TUPLE;

/** Counts what it runs. Runs the current frame from `m.next` until the frame that the run loop was started for is left; gives its value. */
export function interpretCounting(m: Machine, coverage: Coverage): Value {
  const { statistics } = m;
  let { frame } = m;
  let { units } = frame.code;
  let ip = m.next;
  for (;;) {
    let unit = units[ip] as number;
    let oparg = unit >>> 8;
    let opcode = unit & 0xff;
    while (opcode === 71) {
      coverage.opcode(opcode);
      unit = units[++ip] as number;
      oparg = (oparg << 8) | (unit >>> 8);
      opcode = unit & 0xff;
    }
    frame.ip = ip;
    statistics.instructions++;
    coverage.opcode(opcode);
    let status: Status;
    switch (opcode) {
      case 0: status = CACHE(m, oparg, ip); break;
      case 1: status = body_BEFORE_ASYNC_WITH(m, oparg, 0); break;
      case 2: status = body_BEFORE_WITH(m, oparg, 0); break;
      case 3: status = BINARY_OP_INPLACE_ADD_UNICODE(m, oparg, ip); break;
      case 4: status = body_BINARY_SLICE(m, oparg, 0); break;
      case 5: {
        const counter = units[ip + 1] as number;
        if (counter < 16) {
          specialize_BINARY_SUBSCR(m, oparg, ip);
          status = AGAIN;
        } else {
          units[ip + 1] = counter - 16;
          status = generic_BINARY_SUBSCR(m, oparg, ip);
        }
        break;
      }
      case 6: status = body_CHECK_EG_MATCH(m, oparg, 0); break;
      case 7: status = body_CHECK_EXC_MATCH(m, oparg, 0); break;
      case 8: status = CLEANUP_THROW(m, oparg, ip); break;
      case 9: status = body_DELETE_SUBSCR(m, oparg, 0); break;
      case 10: status = END_ASYNC_FOR(m, oparg, ip); break;
      case 11: status = body_POP_TOP(m, oparg, 0); if (status === NEXT) status = body_POP_TOP(m, oparg, 0); break;
      case 12: status = body_END_SEND(m, oparg, 0); break;
      case 13: status = body_EXIT_INIT_CHECK(m, oparg, 0); break;
      case 14: status = body_FORMAT_SIMPLE(m, oparg, 0); break;
      case 15: status = body_FORMAT_WITH_SPEC(m, oparg, 0); break;
      case 16: status = body_GET_AITER(m, oparg, 0); break;
      case 17: status = RESERVED(m, oparg, ip); break;
      case 18: status = body_GET_ANEXT(m, oparg, 0); break;
      case 19: status = body_GET_ITER(m, oparg, 0); break;
      case 20: status = body_GET_LEN(m, oparg, 0); break;
      case 21: status = body_GET_YIELD_FROM_ITER(m, oparg, 0); break;
      case 22: status = INTERPRETER_EXIT(m, oparg, ip); break;
      case 23: status = body_LOAD_ASSERTION_ERROR(m, oparg, 0); break;
      case 24: status = body_LOAD_BUILD_CLASS(m, oparg, 0); break;
      case 25: status = body_LOAD_LOCALS(m, oparg, 0); break;
      case 26: status = body_MAKE_FUNCTION(m, oparg, 0); break;
      case 27: status = body_MATCH_KEYS(m, oparg, 0); break;
      case 28: status = body_MATCH_MAPPING(m, oparg, 0); break;
      case 29: status = body_MATCH_SEQUENCE(m, oparg, 0); break;
      case 30: status = body_NOP(m, oparg, 0); break;
      case 31: status = body_POP_EXCEPT(m, oparg, 0); break;
      case 32: status = body_POP_TOP(m, oparg, 0); break;
      case 33: status = body_PUSH_EXC_INFO(m, oparg, 0); break;
      case 34: status = body_PUSH_NULL(m, oparg, 0); break;
      case 35: status = RETURN_GENERATOR(m, oparg, ip); break;
      case 36: status = RETURN_VALUE(m, oparg, ip); break;
      case 37: status = body_SETUP_ANNOTATIONS(m, oparg, 0); break;
      case 38: status = body_STORE_SLICE(m, oparg, 0); break;
      case 39: {
        const counter = units[ip + 1] as number;
        if (counter < 16) {
          specialize_STORE_SUBSCR(m, oparg, ip);
          status = AGAIN;
        } else {
          units[ip + 1] = counter - 16;
          status = generic_STORE_SUBSCR(m, oparg, ip);
        }
        break;
      }
      case 40: {
        const counter = units[ip + 1] as number;
        if (counter < 16) {
          specialize_TO_BOOL(m, oparg, ip);
          status = AGAIN;
        } else {
          units[ip + 1] = counter - 16;
          status = generic_TO_BOOL(m, oparg, ip);
        }
        break;
      }
      case 41: status = body_UNARY_INVERT(m, oparg, 0); break;
      case 42: status = body_UNARY_NEGATIVE(m, oparg, 0); break;
      case 43: status = body_UNARY_NOT(m, oparg, 0); break;
      case 44: status = body_WITH_EXCEPT_START(m, oparg, 0); break;
      case 45: {
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
      case 46: status = body_BUILD_CONST_KEY_MAP(m, oparg, 0); break;
      case 47: status = body_BUILD_LIST(m, oparg, 0); break;
      case 48: status = body_BUILD_MAP(m, oparg, 0); break;
      case 49: status = body_BUILD_SET(m, oparg, 0); break;
      case 50: status = body_BUILD_SLICE(m, oparg, 0); break;
      case 51: status = body_BUILD_STRING(m, oparg, 0); break;
      case 52: status = body_BUILD_TUPLE(m, oparg, 0); break;
      case 53: {
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
      case 54: status = CALL_FUNCTION_EX(m, oparg, ip); break;
      case 55: status = body_CALL_INTRINSIC_1(m, oparg, 0); break;
      case 56: status = body_CALL_INTRINSIC_2(m, oparg, 0); break;
      case 57: status = CALL_KW(m, oparg, ip); break;
      case 58: {
        const counter = units[ip + 1] as number;
        if (counter < 16) {
          specialize_COMPARE_OP(m, oparg, ip);
          status = AGAIN;
        } else {
          units[ip + 1] = counter - 16;
          status = generic_COMPARE_OP(m, oparg, ip);
        }
        break;
      }
      case 59: status = body_CONTAINS_OP(m, oparg, 0); break;
      case 60: status = body_CONVERT_VALUE(m, oparg, 0); break;
      case 61: status = body_COPY(m, oparg, 0); break;
      case 62: status = body_COPY_FREE_VARS(m, oparg, 0); break;
      case 63: status = body_DELETE_ATTR(m, oparg, 0); break;
      case 64: status = body_DELETE_DEREF(m, oparg, 0); break;
      case 65: status = body_DELETE_FAST(m, oparg, 0); break;
      case 66: status = body_DELETE_GLOBAL(m, oparg, 0); break;
      case 67: status = body_DELETE_NAME(m, oparg, 0); break;
      case 68: status = body_DICT_MERGE(m, oparg, 0); break;
      case 69: status = body_DICT_UPDATE(m, oparg, 0); break;
      case 70: status = ENTER_EXECUTOR(m, oparg, ip); break;
      case 72: {
        const counter = units[ip + 1] as number;
        if (counter < 16) {
          specialize_FOR_ITER(m, oparg, ip);
          status = AGAIN;
        } else {
          units[ip + 1] = counter - 16;
          status = generic_FOR_ITER(m, oparg, ip);
        }
        break;
      }
      case 73: status = body_GET_AWAITABLE(m, oparg, 0); break;
      case 74: status = IMPORT_FROM(m, oparg, ip); break;
      case 75: status = IMPORT_NAME(m, oparg, ip); break;
      case 76: status = body_IS_OP(m, oparg, 0); break;
      case 77: status = JUMP_BACKWARD(m, oparg, ip); break;
      case 78: status = JUMP_BACKWARD_NO_INTERRUPT(m, oparg, ip); break;
      case 79: status = JUMP_FORWARD(m, oparg, ip); break;
      case 80: status = body_LIST_APPEND(m, oparg, 0); break;
      case 81: status = body_LIST_EXTEND(m, oparg, 0); break;
      case 82: {
        const counter = units[ip + 1] as number;
        if (counter < 16) {
          specialize_LOAD_ATTR(m, oparg, ip);
          status = AGAIN;
        } else {
          units[ip + 1] = counter - 16;
          status = generic_LOAD_ATTR(m, oparg, ip);
        }
        break;
      }
      case 83: status = body_LOAD_CONST(m, oparg, 0); break;
      case 84: status = body_LOAD_DEREF(m, oparg, 0); break;
      case 85: status = body_LOAD_FAST(m, oparg, 0); break;
      case 86: status = body_LOAD_FAST_AND_CLEAR(m, oparg, 0); break;
      case 87: status = body_LOAD_FAST_CHECK(m, oparg, 0); break;
      case 88: status = body_LOAD_FAST(m, oparg >> 4, 0); if (status === NEXT) status = body_LOAD_FAST(m, oparg & 15, 0); break;
      case 89: status = body_LOAD_FROM_DICT_OR_DEREF(m, oparg, 0); break;
      case 90: status = body_LOAD_FROM_DICT_OR_GLOBALS(m, oparg, 0); break;
      case 91: {
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
      case 92: status = body_LOAD_NAME(m, oparg, 0); break;
      case 93: {
        const counter = units[ip + 1] as number;
        if (counter < 16) {
          specialize_LOAD_SUPER_ATTR(m, oparg, ip);
          status = AGAIN;
        } else {
          units[ip + 1] = counter - 16;
          status = generic_LOAD_SUPER_ATTR(m, oparg, ip);
        }
        break;
      }
      case 94: status = body_MAKE_CELL(m, oparg, 0); break;
      case 95: status = body_MAP_ADD(m, oparg, 0); break;
      case 96: status = body_MATCH_CLASS(m, oparg, 0); break;
      case 97: status = POP_JUMP_IF_FALSE(m, oparg, ip); break;
      case 98: status = POP_JUMP_IF_NONE(m, oparg, ip); break;
      case 99: status = POP_JUMP_IF_NOT_NONE(m, oparg, ip); break;
      case 100: status = POP_JUMP_IF_TRUE(m, oparg, ip); break;
      case 101: status = RAISE_VARARGS(m, oparg, ip); break;
      case 102: status = RERAISE(m, oparg, ip); break;
      case 103: status = RETURN_CONST(m, oparg, ip); break;
      case 104: {
        const counter = units[ip + 1] as number;
        if (counter < 16) {
          specialize_SEND(m, oparg, ip);
          status = AGAIN;
        } else {
          units[ip + 1] = counter - 16;
          status = generic_SEND(m, oparg, ip);
        }
        break;
      }
      case 105: status = body_SET_ADD(m, oparg, 0); break;
      case 106: status = body_SET_FUNCTION_ATTRIBUTE(m, oparg, 0); break;
      case 107: status = body_SET_UPDATE(m, oparg, 0); break;
      case 108: {
        const counter = units[ip + 1] as number;
        if (counter < 16) {
          specialize_STORE_ATTR(m, oparg, ip);
          status = AGAIN;
        } else {
          units[ip + 1] = counter - 16;
          status = generic_STORE_ATTR(m, oparg, ip);
        }
        break;
      }
      case 109: status = body_STORE_DEREF(m, oparg, 0); break;
      case 110: status = body_STORE_FAST(m, oparg, 0); break;
      case 111: status = body_STORE_FAST(m, oparg >> 4, 0); if (status === NEXT) status = body_LOAD_FAST(m, oparg & 15, 0); break;
      case 112: status = body_STORE_FAST(m, oparg >> 4, 0); if (status === NEXT) status = body_STORE_FAST(m, oparg & 15, 0); break;
      case 113: status = body_STORE_GLOBAL(m, oparg, 0); break;
      case 114: status = body_STORE_NAME(m, oparg, 0); break;
      case 115: status = body_SWAP(m, oparg, 0); break;
      case 116: status = body_UNPACK_EX(m, oparg, 0); break;
      case 117: {
        const counter = units[ip + 1] as number;
        if (counter < 16) {
          specialize_UNPACK_SEQUENCE(m, oparg, ip);
          status = AGAIN;
        } else {
          units[ip + 1] = counter - 16;
          status = generic_UNPACK_SEQUENCE(m, oparg, ip);
        }
        break;
      }
      case 118: status = YIELD_VALUE(m, oparg, ip); break;
      case 149: status = RESUME(m, oparg, ip); break;
      case 150: status = body__GUARD_BOTH_FLOAT(m, oparg, 0); if (status === NEXT) status = body__BINARY_OP_ADD_FLOAT(m, oparg, 0); break;
      case 151: status = body__GUARD_BOTH_INT(m, oparg, 0); if (status === NEXT) status = body__BINARY_OP_ADD_INT(m, oparg, 0); break;
      case 152: status = body__GUARD_BOTH_UNICODE(m, oparg, 0); if (status === NEXT) status = body__BINARY_OP_ADD_UNICODE(m, oparg, 0); break;
      case 153: status = body__GUARD_BOTH_FLOAT(m, oparg, 0); if (status === NEXT) status = body__BINARY_OP_MULTIPLY_FLOAT(m, oparg, 0); break;
      case 154: status = body__GUARD_BOTH_INT(m, oparg, 0); if (status === NEXT) status = body__BINARY_OP_MULTIPLY_INT(m, oparg, 0); break;
      case 155: status = body__GUARD_BOTH_FLOAT(m, oparg, 0); if (status === NEXT) status = body__BINARY_OP_SUBTRACT_FLOAT(m, oparg, 0); break;
      case 156: status = body__GUARD_BOTH_INT(m, oparg, 0); if (status === NEXT) status = body__BINARY_OP_SUBTRACT_INT(m, oparg, 0); break;
      case 157: status = body_BINARY_SUBSCR_DICT(m, oparg, 0); break;
      case 158: status = BINARY_SUBSCR_GETITEM(m, oparg, ip); break;
      case 159: status = body_BINARY_SUBSCR_LIST_INT(m, oparg, 0); break;
      case 160: status = body_BINARY_SUBSCR_STR_INT(m, oparg, 0); break;
      case 161: status = body_BINARY_SUBSCR_TUPLE_INT(m, oparg, 0); break;
      case 162: status = CALL_ALLOC_AND_ENTER_INIT(m, oparg, ip); break;
      case 163: status = CALL_BOUND_METHOD_EXACT_ARGS(m, oparg, ip); break;
      case 164: status = body_CALL_BUILTIN_CLASS(m, oparg, 0); break;
      case 165: status = body_CALL_BUILTIN_FAST(m, oparg, 0); break;
      case 166: status = body_CALL_BUILTIN_FAST_WITH_KEYWORDS(m, oparg, 0); break;
      case 167: status = body_CALL_BUILTIN_O(m, oparg, 0); break;
      case 168: status = body_CALL_ISINSTANCE(m, oparg, 0); break;
      case 169: status = body_CALL_LEN(m, oparg, 0); break;
      case 170: status = CALL_LIST_APPEND(m, oparg, ip); break;
      case 171: status = body_CALL_METHOD_DESCRIPTOR_FAST(m, oparg, 0); break;
      case 172: status = body_CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS(m, oparg, 0); break;
      case 173: status = body_CALL_METHOD_DESCRIPTOR_NOARGS(m, oparg, 0); break;
      case 174: status = body_CALL_METHOD_DESCRIPTOR_O(m, oparg, 0); break;
      case 175: status = CALL_PY_EXACT_ARGS(m, oparg, ip); break;
      case 176: status = CALL_PY_WITH_DEFAULTS(m, oparg, ip); break;
      case 177: status = body_CALL_STR_1(m, oparg, 0); break;
      case 178: status = body_CALL_TUPLE_1(m, oparg, 0); break;
      case 179: status = body_CALL_TYPE_1(m, oparg, 0); break;
      case 180: status = body_COMPARE_OP_FLOAT(m, oparg, 0); break;
      case 181: status = body_COMPARE_OP_INT(m, oparg, 0); break;
      case 182: status = body_COMPARE_OP_STR(m, oparg, 0); break;
      case 183: status = FOR_ITER_GEN(m, oparg, ip); break;
      case 184: status = FOR_ITER_LIST(m, oparg, ip); break;
      case 185: status = FOR_ITER_RANGE(m, oparg, ip); break;
      case 186: status = FOR_ITER_TUPLE(m, oparg, ip); break;
      case 187: status = body__CHECK_ATTR_CLASS(m, oparg, read32(units, ip + 2)); if (status === NEXT) status = body__LOAD_ATTR_CLASS(m, oparg, readPointer(units, ip + 6)); break;
      case 188: status = LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN(m, oparg, ip); break;
      case 189: status = body__GUARD_TYPE_VERSION(m, oparg, read32(units, ip + 2)); if (status === NEXT) status = body__CHECK_MANAGED_OBJECT_HAS_VALUES(m, oparg, 0); if (status === NEXT) status = body__LOAD_ATTR_INSTANCE_VALUE(m, oparg, units[ip + 4] as number); break;
      case 190: status = body__GUARD_TYPE_VERSION(m, oparg, read32(units, ip + 2)); if (status === NEXT) status = body__CHECK_ATTR_METHOD_LAZY_DICT(m, oparg, 0); if (status === NEXT) status = body__LOAD_ATTR_METHOD_LAZY_DICT(m, oparg, readPointer(units, ip + 6)); break;
      case 191: status = body__GUARD_TYPE_VERSION(m, oparg, read32(units, ip + 2)); if (status === NEXT) status = body__LOAD_ATTR_METHOD_NO_DICT(m, oparg, readPointer(units, ip + 6)); break;
      case 192: status = body__GUARD_TYPE_VERSION(m, oparg, read32(units, ip + 2)); if (status === NEXT) status = body__GUARD_DORV_VALUES_INST_ATTR_FROM_DICT(m, oparg, 0); if (status === NEXT) status = body__GUARD_KEYS_VERSION(m, oparg, read32(units, ip + 4)); if (status === NEXT) status = body__LOAD_ATTR_METHOD_WITH_VALUES(m, oparg, readPointer(units, ip + 6)); break;
      case 193: status = body__CHECK_ATTR_MODULE(m, oparg, read32(units, ip + 2)); if (status === NEXT) status = body__LOAD_ATTR_MODULE(m, oparg, units[ip + 4] as number); break;
      case 194: status = body__GUARD_TYPE_VERSION(m, oparg, read32(units, ip + 2)); if (status === NEXT) status = body__LOAD_ATTR_NONDESCRIPTOR_NO_DICT(m, oparg, readPointer(units, ip + 6)); break;
      case 195: status = body__GUARD_TYPE_VERSION(m, oparg, read32(units, ip + 2)); if (status === NEXT) status = body__GUARD_DORV_VALUES_INST_ATTR_FROM_DICT(m, oparg, 0); if (status === NEXT) status = body__GUARD_KEYS_VERSION(m, oparg, read32(units, ip + 4)); if (status === NEXT) status = body__LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES(m, oparg, readPointer(units, ip + 6)); break;
      case 196: status = LOAD_ATTR_PROPERTY(m, oparg, ip); break;
      case 197: status = body__GUARD_TYPE_VERSION(m, oparg, read32(units, ip + 2)); if (status === NEXT) status = body__LOAD_ATTR_SLOT(m, oparg, units[ip + 4] as number); break;
      case 198: status = body__GUARD_TYPE_VERSION(m, oparg, read32(units, ip + 2)); if (status === NEXT) status = body__CHECK_ATTR_WITH_HINT(m, oparg, 0); if (status === NEXT) status = body__LOAD_ATTR_WITH_HINT(m, oparg, units[ip + 4] as number); break;
      case 199: status = body__GUARD_GLOBALS_VERSION(m, oparg, units[ip + 2] as number); if (status === NEXT) status = body__GUARD_BUILTINS_VERSION(m, oparg, units[ip + 3] as number); if (status === NEXT) status = body__LOAD_GLOBAL_BUILTINS(m, oparg, units[ip + 4] as number); break;
      case 200: status = body__GUARD_GLOBALS_VERSION(m, oparg, units[ip + 2] as number); if (status === NEXT) status = body__LOAD_GLOBAL_MODULE(m, oparg, units[ip + 4] as number); break;
      case 201: status = body_LOAD_SUPER_ATTR_ATTR(m, oparg, 0); break;
      case 202: status = body_LOAD_SUPER_ATTR_METHOD(m, oparg, 0); break;
      case 203: status = body_RESUME_CHECK(m, oparg, 0); break;
      case 204: status = SEND_GEN(m, oparg, ip); break;
      case 205: status = body__GUARD_TYPE_VERSION(m, oparg, read32(units, ip + 2)); if (status === NEXT) status = body__GUARD_DORV_VALUES(m, oparg, 0); if (status === NEXT) status = body__STORE_ATTR_INSTANCE_VALUE(m, oparg, units[ip + 4] as number); break;
      case 206: status = body__GUARD_TYPE_VERSION(m, oparg, read32(units, ip + 2)); if (status === NEXT) status = body__STORE_ATTR_SLOT(m, oparg, units[ip + 4] as number); break;
      case 207: status = STORE_ATTR_WITH_HINT(m, oparg, ip); break;
      case 208: status = body_STORE_SUBSCR_DICT(m, oparg, 0); break;
      case 209: status = body_STORE_SUBSCR_LIST_INT(m, oparg, 0); break;
      case 210: status = body_TO_BOOL_ALWAYS_TRUE(m, oparg, read32(units, ip + 2)); break;
      case 211: status = body_TO_BOOL_BOOL(m, oparg, 0); break;
      case 212: status = body_TO_BOOL_INT(m, oparg, 0); break;
      case 213: status = body_TO_BOOL_LIST(m, oparg, 0); break;
      case 214: status = body_TO_BOOL_NONE(m, oparg, 0); break;
      case 215: status = body_TO_BOOL_STR(m, oparg, 0); break;
      case 216: status = body_UNPACK_SEQUENCE_LIST(m, oparg, 0); break;
      case 217: status = body_UNPACK_SEQUENCE_TUPLE(m, oparg, 0); break;
      case 218: status = body_UNPACK_SEQUENCE_TWO_TUPLE(m, oparg, 0); break;
      case 236: status = INSTRUMENTED_RESUME(m, oparg, ip); break;
      case 237: status = INSTRUMENTED_END_FOR(m, oparg, ip); break;
      case 238: status = INSTRUMENTED_END_SEND(m, oparg, ip); break;
      case 239: status = INSTRUMENTED_RETURN_VALUE(m, oparg, ip); break;
      case 240: status = INSTRUMENTED_RETURN_CONST(m, oparg, ip); break;
      case 241: status = INSTRUMENTED_YIELD_VALUE(m, oparg, ip); break;
      case 242: status = INSTRUMENTED_LOAD_SUPER_ATTR(m, oparg, ip); break;
      case 243: status = INSTRUMENTED_FOR_ITER(m, oparg, ip); break;
      case 244: status = INSTRUMENTED_CALL(m, oparg, ip); break;
      case 245: status = INSTRUMENTED_CALL_KW(m, oparg, ip); break;
      case 246: status = INSTRUMENTED_CALL_FUNCTION_EX(m, oparg, ip); break;
      case 247: status = INSTRUMENTED_INSTRUCTION(m, oparg, ip); break;
      case 248: status = INSTRUMENTED_JUMP_FORWARD(m, oparg, ip); break;
      case 249: status = INSTRUMENTED_JUMP_BACKWARD(m, oparg, ip); break;
      case 250: status = INSTRUMENTED_POP_JUMP_IF_TRUE(m, oparg, ip); break;
      case 251: status = INSTRUMENTED_POP_JUMP_IF_FALSE(m, oparg, ip); break;
      case 252: status = INSTRUMENTED_POP_JUMP_IF_NONE(m, oparg, ip); break;
      case 253: status = INSTRUMENTED_POP_JUMP_IF_NOT_NONE(m, oparg, ip); break;
      case 254: status = INSTRUMENTED_LINE(m, oparg, ip); break;
      default: status = (HANDLERS[opcode] as Handler)(m, oparg, ip);
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
        coverage.missed(opcode);
        // A miss: the base form of the family runs on the stack as it is, the opcode stays.
        opcode = DEOPT_OF[opcode] as number;
      } else if (status === AGAIN) {
        opcode = (units[ip] as number) & 0xff;
      } else {
        return m.result;
      }
      coverage.opcode(opcode);
      status = (HANDLERS[opcode] as Handler)(m, oparg, ip);
    }
  }
}
