/**
 * The table of opcodes of the pin: one row an instruction, everything else about instructions is derived from it.
 *
 * Columns:
 * - `opcode`: its number; pseudo opcodes (256 and up) exist only before assembly.
 * - `effect`: stack before `--` stack after, bottom first, as in the table of uops; null where the pin has no metadata.
 * - `flags`: the pin's metadata flags.
 * - `kinds`: what stack entries must be and what they are then, by their name in `effect`: `taken -- given`. Only base opcodes
 *   have it, and only entries that it names are other than usual; see `kinds.ts`.
 * - `caches`: inline-cache units that follow the instruction (rows without: none).
 * - `base`: the family of a specialized form; its caches are the base's.
 * - `uops`: macro expansion, `uop/size@offset` joined by ` + `. Size: none for the full oparg, 1, 2 or 4 cache units,
 *   TOP or BOTTOM half of a super-instruction's oparg, RETURN_OFFSET. Offset: cache units to skip.
 * - `guard`: what a branch becomes in a trace: the guard where its jump is unlikely, and where it is likely.
 * - `hot`: whether the loop of tier 1 calls it by name. Most of what generated programs execute is; the others go through a table, as
 *   a case that has not run yet when V8 optimizes a loop throws the optimized code away when it first does, and that loop is large.
 * - `instrumented`, `pseudo`: marks; a pseudo row lists the real opcodes it stands for.
 *
 * @module
 */

import type { FlagList } from "./flags.ts";
import type { UopName } from "./uops.ts";

/** One row of {@linkcode OPCODES}. */
export interface OpcodeRow {
  /** The number in code; pseudo opcodes are above 255. */
  readonly opcode: number;
  /** Stack effect, both sides bottom first; null where the pin declares none. */
  readonly effect: string | null;
  /** Properties, separated by blanks. */
  readonly flags: FlagList;
  /** Kinds of the entries of the effect, see `kinds.ts`; none where all are values. */
  readonly kinds?: string;
  /** Inline-cache units behind the instruction; default 0. */
  readonly caches?: number;
  /** The opcode that this one is a specialized form of. */
  readonly base?: string;
  /** Macro expansion; none where tier 2 cannot run it. */
  readonly uops?: string;
  /** Guards that stand for a branch in a trace (`BRANCH_TO_GUARD`). */
  readonly guard?: readonly [unlikely: UopName, likely: UopName];
  /** Called by name in the loop of tier 1. */
  readonly hot?: true;
  /** Marks the form that reports to monitoring. */
  readonly instrumented?: true;
  /** The real opcodes that a pseudo opcode stands for. */
  readonly pseudo?: string;
}

/** All 220 opcodes and pseudo opcodes, by name. */
// deno-fmt-ignore: one row a line
export const OPCODES = {
  CACHE: { opcode: 0, effect: "--", flags: "ESCAPES" },
  BEFORE_ASYNC_WITH: { opcode: 1, effect: "mgr -- exit, res", flags: "ERROR ESCAPES", uops: "BEFORE_ASYNC_WITH" },
  BEFORE_WITH: { opcode: 2, effect: "mgr -- exit, res", flags: "ERROR ESCAPES", uops: "BEFORE_WITH" },
  BINARY_OP_INPLACE_ADD_UNICODE: { opcode: 3, effect: "left, right --", flags: "LOCAL DEOPT ERROR ESCAPES", base: "BINARY_OP" },
  BINARY_SLICE: { opcode: 4, effect: "container, start, stop -- res", flags: "ERROR ESCAPES", uops: "BINARY_SLICE" },
  BINARY_SUBSCR: { opcode: 5, effect: "container, sub -- res", flags: "ERROR ESCAPES", caches: 1, uops: "_BINARY_SUBSCR" },
  CHECK_EG_MATCH: { opcode: 6, effect: "exc_value, match_type -- rest, match", flags: "ERROR ESCAPES", kinds: "exc_value: handled -- rest: handled, match: handled", uops: "CHECK_EG_MATCH" },
  CHECK_EXC_MATCH: { opcode: 7, effect: "left, right -- left, b", flags: "ERROR ESCAPES", kinds: "left: exception -- b: bool", uops: "CHECK_EXC_MATCH" },
  CLEANUP_THROW: { opcode: 8, effect: "sub_iter, last_sent_val, exc_value -- none, value", flags: "ERROR ESCAPES", kinds: "exc_value: exception -- none: None" },
  DELETE_SUBSCR: { opcode: 9, effect: "container, sub --", flags: "ERROR ESCAPES", uops: "DELETE_SUBSCR" },
  END_ASYNC_FOR: { opcode: 10, effect: "awaitable, exc --", flags: "ERROR ESCAPES", kinds: "exc: exception --" },
  END_FOR: { opcode: 11, effect: "iter, value --", flags: "", uops: "POP_TOP + POP_TOP" },
  END_SEND: { opcode: 12, effect: "receiver, value -- value", flags: "", uops: "END_SEND" },
  EXIT_INIT_CHECK: { opcode: 13, effect: "should_be_none --", flags: "ERROR ESCAPES", uops: "EXIT_INIT_CHECK" },
  FORMAT_SIMPLE: { opcode: 14, effect: "value -- res", flags: "ERROR ESCAPES", kinds: "-- res: text", uops: "FORMAT_SIMPLE" },
  FORMAT_WITH_SPEC: { opcode: 15, effect: "value, fmt_spec -- res", flags: "ERROR ESCAPES", kinds: "-- res: text", uops: "FORMAT_WITH_SPEC" },
  GET_AITER: { opcode: 16, effect: "obj -- iter", flags: "ERROR ESCAPES", uops: "GET_AITER" },
  RESERVED: { opcode: 17, effect: "--", flags: "ESCAPES" },
  GET_ANEXT: { opcode: 18, effect: "aiter -- aiter, awaitable", flags: "ERROR ESCAPES", uops: "GET_ANEXT" },
  GET_ITER: { opcode: 19, effect: "iterable -- iter", flags: "ERROR ESCAPES", kinds: "-- iter: iterator", uops: "GET_ITER" },
  GET_LEN: { opcode: 20, effect: "obj -- obj, len_o", flags: "ERROR ESCAPES", kinds: "-- len_o: int", uops: "GET_LEN" },
  GET_YIELD_FROM_ITER: { opcode: 21, effect: "iterable -- iter", flags: "ERROR ESCAPES", uops: "GET_YIELD_FROM_ITER" },
  INTERPRETER_EXIT: { opcode: 22, effect: "retval --", flags: "ESCAPES" },
  LOAD_ASSERTION_ERROR: { opcode: 23, effect: "-- value", flags: "ESCAPES", uops: "LOAD_ASSERTION_ERROR" },
  LOAD_BUILD_CLASS: { opcode: 24, effect: "-- bc", flags: "ERROR ESCAPES", uops: "LOAD_BUILD_CLASS" },
  LOAD_LOCALS: { opcode: 25, effect: "-- locals", flags: "ERROR ESCAPES", uops: "LOAD_LOCALS" },
  MAKE_FUNCTION: { opcode: 26, effect: "codeobj -- func", flags: "ERROR ESCAPES", kinds: "codeobj: code -- func: function", uops: "MAKE_FUNCTION" },
  MATCH_KEYS: { opcode: 27, effect: "subject, keys -- subject, keys, values_or_none", flags: "ERROR ESCAPES", kinds: "keys: tuple -- values_or_none: tuple_or_None", uops: "MATCH_KEYS" },
  MATCH_MAPPING: { opcode: 28, effect: "subject -- subject, res", flags: "", kinds: "-- res: bool", uops: "MATCH_MAPPING" },
  MATCH_SEQUENCE: { opcode: 29, effect: "subject -- subject, res", flags: "", kinds: "-- res: bool", uops: "MATCH_SEQUENCE" },
  NOP: { opcode: 30, effect: "--", flags: "", uops: "NOP", hot: true },
  POP_EXCEPT: { opcode: 31, effect: "exc_value --", flags: "ESCAPES", kinds: "exc_value: handled --", uops: "POP_EXCEPT" },
  POP_TOP: { opcode: 32, effect: "value --", flags: "", uops: "POP_TOP", hot: true },
  PUSH_EXC_INFO: { opcode: 33, effect: "new_exc -- prev_exc, new_exc", flags: "ESCAPES", kinds: "new_exc: exception -- prev_exc: handled", uops: "PUSH_EXC_INFO" },
  PUSH_NULL: { opcode: 34, effect: "-- res", flags: "", kinds: "-- res: null", uops: "PUSH_NULL" },
  RETURN_GENERATOR: { opcode: 35, effect: "--", flags: "ERROR ESCAPES" },
  RETURN_VALUE: { opcode: 36, effect: "retval --", flags: "ESCAPES", uops: "_POP_FRAME", hot: true },
  SETUP_ANNOTATIONS: { opcode: 37, effect: "--", flags: "ERROR ESCAPES", uops: "SETUP_ANNOTATIONS" },
  STORE_SLICE: { opcode: 38, effect: "v, container, start, stop --", flags: "ERROR ESCAPES", uops: "STORE_SLICE" },
  STORE_SUBSCR: { opcode: 39, effect: "v, container, sub --", flags: "ERROR ESCAPES", caches: 1, uops: "_STORE_SUBSCR" },
  TO_BOOL: { opcode: 40, effect: "value -- res", flags: "ERROR ESCAPES", kinds: "-- res: bool", caches: 3, uops: "_TO_BOOL" },
  UNARY_INVERT: { opcode: 41, effect: "value -- res", flags: "ERROR ESCAPES", uops: "UNARY_INVERT" },
  UNARY_NEGATIVE: { opcode: 42, effect: "value -- res", flags: "ERROR ESCAPES", uops: "UNARY_NEGATIVE" },
  UNARY_NOT: { opcode: 43, effect: "value -- res", flags: "ESCAPES", kinds: "value: bool -- res: bool", uops: "UNARY_NOT" },
  WITH_EXCEPT_START: { opcode: 44, effect: "exit_func, lasti, unused, val -- exit_func, lasti, unused, val, res", flags: "ERROR ESCAPES", kinds: "lasti: int, val: exception --", uops: "WITH_EXCEPT_START" },
  BINARY_OP: { opcode: 45, effect: "lhs, rhs -- res", flags: "ARG ERROR ESCAPES", caches: 1, uops: "_BINARY_OP", hot: true },
  BUILD_CONST_KEY_MAP: { opcode: 46, effect: "values[oparg], keys -- map", flags: "ARG ERROR ESCAPES", kinds: "keys: tuple -- map: dict", uops: "BUILD_CONST_KEY_MAP" },
  BUILD_LIST: { opcode: 47, effect: "values[oparg] -- list", flags: "ARG ERROR ESCAPES", kinds: "-- list: list", uops: "BUILD_LIST" },
  BUILD_MAP: { opcode: 48, effect: "values[oparg*2] -- map", flags: "ARG ERROR ESCAPES", kinds: "-- map: dict", uops: "BUILD_MAP" },
  BUILD_SET: { opcode: 49, effect: "values[oparg] -- set", flags: "ARG ERROR ESCAPES", kinds: "-- set: set", uops: "BUILD_SET" },
  BUILD_SLICE: { opcode: 50, effect: "start, stop, step if (oparg == 3) -- slice", flags: "ARG ERROR ESCAPES", kinds: "-- slice: object", uops: "BUILD_SLICE" },
  BUILD_STRING: { opcode: 51, effect: "pieces[oparg] -- str", flags: "ARG ERROR ESCAPES", kinds: "-- str: text", uops: "BUILD_STRING" },
  BUILD_TUPLE: { opcode: 52, effect: "values[oparg] -- tup", flags: "ARG ERROR ESCAPES", kinds: "-- tup: tuple", uops: "BUILD_TUPLE" },
  CALL: { opcode: 53, effect: "callable, self_or_null, args[oparg] -- res", flags: "ARG EVAL_BREAK ERROR ESCAPES", kinds: "self_or_null: entry --", caches: 3, hot: true },
  CALL_FUNCTION_EX: { opcode: 54, effect: "func, unused, callargs, kwargs if (oparg & 1) -- result", flags: "ARG EVAL_BREAK ERROR ESCAPES", kinds: "kwargs: dict --" },
  CALL_INTRINSIC_1: { opcode: 55, effect: "value -- res", flags: "ARG ERROR ESCAPES", kinds: "value: 3=exception 6=list 7=str 8=str 9=str 11=tuple -- res: 3=exception 6=tuple", uops: "CALL_INTRINSIC_1" },
  CALL_INTRINSIC_2: { opcode: 56, effect: "value2, value1 -- res", flags: "ARG ERROR ESCAPES", kinds: "value2: 1=exception 2=str 3=str 4=function, value1: 1=list 4=tuple -- res: 1=handled 4=function", uops: "CALL_INTRINSIC_2" },
  CALL_KW: { opcode: 57, effect: "callable, self_or_null, args[oparg], kwnames -- res", flags: "ARG EVAL_BREAK ERROR ESCAPES", kinds: "self_or_null: entry, kwnames: tuple --" },
  COMPARE_OP: { opcode: 58, effect: "left, right -- res", flags: "ARG ERROR ESCAPES", caches: 1, uops: "_COMPARE_OP" },
  CONTAINS_OP: { opcode: 59, effect: "left, right -- b", flags: "ARG ERROR ESCAPES", kinds: "-- b: bool", uops: "CONTAINS_OP" },
  CONVERT_VALUE: { opcode: 60, effect: "value -- result", flags: "ARG ERROR", kinds: "-- result: text", uops: "CONVERT_VALUE" },
  COPY: { opcode: 61, effect: "bottom, unused[oparg-1] -- bottom, unused[oparg-1], top", flags: "ARG ESCAPES", kinds: "bottom: entry -- top: bottom", uops: "COPY" },
  COPY_FREE_VARS: { opcode: 62, effect: "--", flags: "ARG ESCAPES", uops: "COPY_FREE_VARS" },
  DELETE_ATTR: { opcode: 63, effect: "owner --", flags: "ARG NAME ERROR ESCAPES", uops: "DELETE_ATTR" },
  DELETE_DEREF: { opcode: 64, effect: "--", flags: "ARG FREE ERROR ESCAPES", uops: "DELETE_DEREF" },
  DELETE_FAST: { opcode: 65, effect: "--", flags: "ARG LOCAL ERROR", uops: "DELETE_FAST" },
  DELETE_GLOBAL: { opcode: 66, effect: "--", flags: "ARG NAME ERROR ESCAPES", uops: "DELETE_GLOBAL" },
  DELETE_NAME: { opcode: 67, effect: "--", flags: "ARG NAME ERROR ESCAPES", uops: "DELETE_NAME" },
  DICT_MERGE: { opcode: 68, effect: "callable, unused, unused, dict, unused[oparg - 1], update -- callable, unused, unused, dict, unused[oparg - 1]", flags: "ARG ERROR ESCAPES", kinds: "dict: dict --", uops: "DICT_MERGE" },
  DICT_UPDATE: { opcode: 69, effect: "dict, unused[oparg - 1], update -- dict, unused[oparg - 1]", flags: "ARG ERROR ESCAPES", kinds: "dict: dict --", uops: "DICT_UPDATE" },
  ENTER_EXECUTOR: { opcode: 70, effect: "--", flags: "ARG JUMP EVAL_BREAK ERROR ESCAPES" },
  EXTENDED_ARG: { opcode: 71, effect: "--", flags: "ARG" },
  FOR_ITER: { opcode: 72, effect: "iter -- iter, next", flags: "ARG JUMP ERROR ESCAPES", kinds: "iter: iterator --", caches: 1 },
  GET_AWAITABLE: { opcode: 73, effect: "iterable -- iter", flags: "ARG ERROR ESCAPES", uops: "GET_AWAITABLE" },
  IMPORT_FROM: { opcode: 74, effect: "from -- from, res", flags: "ARG NAME ERROR ESCAPES" },
  IMPORT_NAME: { opcode: 75, effect: "level, fromlist -- res", flags: "ARG NAME ERROR ESCAPES", kinds: "level: int --" },
  IS_OP: { opcode: 76, effect: "left, right -- b", flags: "ARG ESCAPES", kinds: "-- b: bool", uops: "IS_OP" },
  JUMP_BACKWARD: { opcode: 77, effect: "--", flags: "ARG JUMP EVAL_BREAK ERROR ESCAPES", caches: 1, hot: true },
  JUMP_BACKWARD_NO_INTERRUPT: { opcode: 78, effect: "--", flags: "ARG JUMP" },
  JUMP_FORWARD: { opcode: 79, effect: "--", flags: "ARG JUMP" },
  LIST_APPEND: { opcode: 80, effect: "list, unused[oparg-1], v -- list, unused[oparg-1]", flags: "ARG ERROR ESCAPES", kinds: "list: list --", uops: "LIST_APPEND" },
  LIST_EXTEND: { opcode: 81, effect: "list, unused[oparg-1], iterable -- list, unused[oparg-1]", flags: "ARG ERROR ESCAPES", kinds: "list: list --", uops: "LIST_EXTEND" },
  LOAD_ATTR: { opcode: 82, effect: "owner -- attr, self_or_null if (oparg & 1)", flags: "ARG NAME ERROR ESCAPES", kinds: "-- self_or_null: entry", caches: 9, uops: "_LOAD_ATTR" },
  LOAD_CONST: { opcode: 83, effect: "-- value", flags: "ARG CONST", uops: "LOAD_CONST", hot: true },
  LOAD_DEREF: { opcode: 84, effect: "-- value", flags: "ARG FREE ERROR ESCAPES", uops: "LOAD_DEREF" },
  LOAD_FAST: { opcode: 85, effect: "-- value", flags: "ARG LOCAL", uops: "LOAD_FAST", hot: true },
  LOAD_FAST_AND_CLEAR: { opcode: 86, effect: "-- value", flags: "ARG LOCAL", uops: "LOAD_FAST_AND_CLEAR" },
  LOAD_FAST_CHECK: { opcode: 87, effect: "-- value", flags: "ARG LOCAL ERROR", uops: "LOAD_FAST_CHECK" },
  LOAD_FAST_LOAD_FAST: { opcode: 88, effect: "-- value1, value2", flags: "ARG LOCAL", uops: "LOAD_FAST/TOP + LOAD_FAST/BOTTOM", hot: true },
  LOAD_FROM_DICT_OR_DEREF: { opcode: 89, effect: "class_dict -- value", flags: "ARG FREE ERROR ESCAPES", uops: "LOAD_FROM_DICT_OR_DEREF" },
  LOAD_FROM_DICT_OR_GLOBALS: { opcode: 90, effect: "mod_or_class_dict -- v", flags: "ARG NAME ERROR ESCAPES", uops: "LOAD_FROM_DICT_OR_GLOBALS" },
  LOAD_GLOBAL: { opcode: 91, effect: "-- res, null if (oparg & 1)", flags: "ARG NAME ERROR ESCAPES", kinds: "-- null: null", caches: 4, uops: "_LOAD_GLOBAL", hot: true },
  LOAD_NAME: { opcode: 92, effect: "-- v", flags: "ARG NAME ERROR ESCAPES", uops: "LOAD_NAME" },
  LOAD_SUPER_ATTR: { opcode: 93, effect: "global_super, class, self -- attr, null if (oparg & 1)", flags: "ARG NAME ERROR ESCAPES", kinds: "-- null: entry", caches: 1 },
  MAKE_CELL: { opcode: 94, effect: "--", flags: "ARG FREE ERROR ESCAPES", uops: "MAKE_CELL" },
  MAP_ADD: { opcode: 95, effect: "dict, unused[oparg - 1], key, value -- dict, unused[oparg - 1]", flags: "ARG ERROR ESCAPES", kinds: "dict: dict --", uops: "MAP_ADD" },
  MATCH_CLASS: { opcode: 96, effect: "subject, type, names -- attrs", flags: "ARG ERROR ESCAPES", kinds: "names: tuple -- attrs: tuple_or_None", uops: "MATCH_CLASS" },
  POP_JUMP_IF_FALSE: { opcode: 97, effect: "cond --", flags: "ARG JUMP ESCAPES", kinds: "cond: bool --", caches: 1, uops: "_POP_JUMP_IF_FALSE", guard: ["_GUARD_IS_TRUE_POP", "_GUARD_IS_FALSE_POP"], hot: true },
  POP_JUMP_IF_NONE: { opcode: 98, effect: "value --", flags: "ARG JUMP ESCAPES", caches: 1, uops: "_IS_NONE + _POP_JUMP_IF_TRUE", guard: ["_GUARD_IS_NOT_NONE_POP", "_GUARD_IS_NONE_POP"] },
  POP_JUMP_IF_NOT_NONE: { opcode: 99, effect: "value --", flags: "ARG JUMP ESCAPES", caches: 1, uops: "_IS_NONE + _POP_JUMP_IF_FALSE", guard: ["_GUARD_IS_NONE_POP", "_GUARD_IS_NOT_NONE_POP"] },
  POP_JUMP_IF_TRUE: { opcode: 100, effect: "cond --", flags: "ARG JUMP ESCAPES", kinds: "cond: bool --", caches: 1, uops: "_POP_JUMP_IF_TRUE", guard: ["_GUARD_IS_FALSE_POP", "_GUARD_IS_TRUE_POP"] },
  RAISE_VARARGS: { opcode: 101, effect: "args[oparg] --", flags: "ARG ERROR ESCAPES" },
  RERAISE: { opcode: 102, effect: "values[oparg], exc -- values[oparg]", flags: "ARG ERROR ESCAPES", kinds: "exc: exception --" },
  RETURN_CONST: { opcode: 103, effect: "--", flags: "ARG CONST ESCAPES", uops: "LOAD_CONST + _POP_FRAME", hot: true },
  SEND: { opcode: 104, effect: "receiver, v -- receiver, retval", flags: "ARG JUMP ERROR ESCAPES", caches: 1 },
  SET_ADD: { opcode: 105, effect: "set, unused[oparg-1], v -- set, unused[oparg-1]", flags: "ARG ERROR ESCAPES", kinds: "set: set --", uops: "SET_ADD" },
  SET_FUNCTION_ATTRIBUTE: { opcode: 106, effect: "attr, func -- func", flags: "ARG ESCAPES", kinds: "attr: 1=tuple 2=dict 4=tuple 8=tuple, func: function --", uops: "SET_FUNCTION_ATTRIBUTE" },
  SET_UPDATE: { opcode: 107, effect: "set, unused[oparg-1], iterable -- set, unused[oparg-1]", flags: "ARG ERROR ESCAPES", kinds: "set: set --", uops: "SET_UPDATE" },
  STORE_ATTR: { opcode: 108, effect: "v, owner --", flags: "ARG NAME ERROR ESCAPES", caches: 4, uops: "_STORE_ATTR" },
  STORE_DEREF: { opcode: 109, effect: "v --", flags: "ARG FREE ESCAPES", uops: "STORE_DEREF" },
  STORE_FAST: { opcode: 110, effect: "value --", flags: "ARG LOCAL", kinds: "value: entry --", uops: "STORE_FAST", hot: true },
  STORE_FAST_LOAD_FAST: { opcode: 111, effect: "value1 -- value2", flags: "ARG LOCAL", kinds: "value1: entry --", uops: "STORE_FAST/TOP + LOAD_FAST/BOTTOM" },
  STORE_FAST_STORE_FAST: { opcode: 112, effect: "value2, value1 --", flags: "ARG LOCAL", kinds: "value2: entry, value1: entry --", uops: "STORE_FAST/TOP + STORE_FAST/BOTTOM" },
  STORE_GLOBAL: { opcode: 113, effect: "v --", flags: "ARG NAME ERROR ESCAPES", uops: "STORE_GLOBAL" },
  STORE_NAME: { opcode: 114, effect: "v --", flags: "ARG NAME ERROR ESCAPES", uops: "STORE_NAME" },
  SWAP: { opcode: 115, effect: "bottom, unused[oparg-2], top -- top, unused[oparg-2], bottom", flags: "ARG", kinds: "bottom: entry, top: entry --", uops: "SWAP" },
  UNPACK_EX: { opcode: 116, effect: "seq -- unused[oparg & 0xFF], unused, unused[oparg >> 8]", flags: "ARG ERROR ESCAPES", uops: "UNPACK_EX" },
  UNPACK_SEQUENCE: { opcode: 117, effect: "seq -- unused[oparg]", flags: "ARG ERROR ESCAPES", caches: 1, uops: "_UNPACK_SEQUENCE" },
  YIELD_VALUE: { opcode: 118, effect: "retval -- unused", flags: "ARG ESCAPES" },
  RESUME: { opcode: 149, effect: "--", flags: "ARG EVAL_BREAK ERROR ESCAPES" },
  BINARY_OP_ADD_FLOAT: { opcode: 150, effect: "left, right -- res", flags: "DEOPT", base: "BINARY_OP", uops: "_GUARD_BOTH_FLOAT + _BINARY_OP_ADD_FLOAT" },
  BINARY_OP_ADD_INT: { opcode: 151, effect: "left, right -- res", flags: "DEOPT ERROR ESCAPES", base: "BINARY_OP", uops: "_GUARD_BOTH_INT + _BINARY_OP_ADD_INT", hot: true },
  BINARY_OP_ADD_UNICODE: { opcode: 152, effect: "left, right -- res", flags: "DEOPT ERROR ESCAPES", base: "BINARY_OP", uops: "_GUARD_BOTH_UNICODE + _BINARY_OP_ADD_UNICODE" },
  BINARY_OP_MULTIPLY_FLOAT: { opcode: 153, effect: "left, right -- res", flags: "DEOPT", base: "BINARY_OP", uops: "_GUARD_BOTH_FLOAT + _BINARY_OP_MULTIPLY_FLOAT" },
  BINARY_OP_MULTIPLY_INT: { opcode: 154, effect: "left, right -- res", flags: "DEOPT ERROR ESCAPES", base: "BINARY_OP", uops: "_GUARD_BOTH_INT + _BINARY_OP_MULTIPLY_INT" },
  BINARY_OP_SUBTRACT_FLOAT: { opcode: 155, effect: "left, right -- res", flags: "DEOPT", base: "BINARY_OP", uops: "_GUARD_BOTH_FLOAT + _BINARY_OP_SUBTRACT_FLOAT" },
  BINARY_OP_SUBTRACT_INT: { opcode: 156, effect: "left, right -- res", flags: "DEOPT ERROR ESCAPES", base: "BINARY_OP", uops: "_GUARD_BOTH_INT + _BINARY_OP_SUBTRACT_INT", hot: true },
  BINARY_SUBSCR_DICT: { opcode: 157, effect: "dict, sub -- res", flags: "DEOPT ERROR ESCAPES", base: "BINARY_SUBSCR", uops: "BINARY_SUBSCR_DICT" },
  BINARY_SUBSCR_GETITEM: { opcode: 158, effect: "container, sub -- unused", flags: "DEOPT ESCAPES", base: "BINARY_SUBSCR" },
  BINARY_SUBSCR_LIST_INT: { opcode: 159, effect: "list, sub -- res", flags: "DEOPT", base: "BINARY_SUBSCR", uops: "BINARY_SUBSCR_LIST_INT" },
  BINARY_SUBSCR_STR_INT: { opcode: 160, effect: "str, sub -- res", flags: "DEOPT", base: "BINARY_SUBSCR", uops: "BINARY_SUBSCR_STR_INT" },
  BINARY_SUBSCR_TUPLE_INT: { opcode: 161, effect: "tuple, sub -- res", flags: "DEOPT", base: "BINARY_SUBSCR", uops: "BINARY_SUBSCR_TUPLE_INT" },
  CALL_ALLOC_AND_ENTER_INIT: { opcode: 162, effect: "callable, null, args[oparg] -- unused", flags: "ARG DEOPT ERROR ESCAPES", base: "CALL" },
  CALL_BOUND_METHOD_EXACT_ARGS: { opcode: 163, effect: "callable, null, unused[oparg] -- new_frame", flags: "ARG DEOPT ESCAPES", base: "CALL", uops: "_CHECK_PEP_523 + _CHECK_CALL_BOUND_METHOD_EXACT_ARGS + _INIT_CALL_BOUND_METHOD_EXACT_ARGS + _CHECK_FUNCTION_EXACT_ARGS/2@1 + _CHECK_STACK_SPACE + _INIT_CALL_PY_EXACT_ARGS + _SAVE_RETURN_OFFSET/RETURN_OFFSET@3 + _PUSH_FRAME" },
  CALL_BUILTIN_CLASS: { opcode: 164, effect: "callable, self_or_null, args[oparg] -- res", flags: "ARG EVAL_BREAK DEOPT ERROR", base: "CALL", uops: "CALL_BUILTIN_CLASS" },
  CALL_BUILTIN_FAST: { opcode: 165, effect: "callable, self_or_null, args[oparg] -- res", flags: "ARG EVAL_BREAK DEOPT ERROR ESCAPES", base: "CALL", uops: "CALL_BUILTIN_FAST" },
  CALL_BUILTIN_FAST_WITH_KEYWORDS: { opcode: 166, effect: "callable, self_or_null, args[oparg] -- res", flags: "ARG EVAL_BREAK DEOPT ERROR ESCAPES", base: "CALL", uops: "CALL_BUILTIN_FAST_WITH_KEYWORDS" },
  CALL_BUILTIN_O: { opcode: 167, effect: "callable, self_or_null, args[oparg] -- res", flags: "ARG EVAL_BREAK DEOPT ERROR ESCAPES", base: "CALL", uops: "CALL_BUILTIN_O" },
  CALL_ISINSTANCE: { opcode: 168, effect: "callable, self_or_null, args[oparg] -- res", flags: "ARG DEOPT ERROR ESCAPES", base: "CALL", uops: "CALL_ISINSTANCE" },
  CALL_LEN: { opcode: 169, effect: "callable, self_or_null, args[oparg] -- res", flags: "ARG DEOPT ERROR ESCAPES", base: "CALL", uops: "CALL_LEN" },
  CALL_LIST_APPEND: { opcode: 170, effect: "callable, self, args[oparg] -- unused", flags: "ARG DEOPT ERROR ESCAPES", base: "CALL" },
  CALL_METHOD_DESCRIPTOR_FAST: { opcode: 171, effect: "callable, self_or_null, args[oparg] -- res", flags: "ARG EVAL_BREAK DEOPT ERROR ESCAPES", base: "CALL", uops: "CALL_METHOD_DESCRIPTOR_FAST" },
  CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS: { opcode: 172, effect: "callable, self_or_null, args[oparg] -- res", flags: "ARG EVAL_BREAK DEOPT ERROR ESCAPES", base: "CALL", uops: "CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS" },
  CALL_METHOD_DESCRIPTOR_NOARGS: { opcode: 173, effect: "callable, self_or_null, args[oparg] -- res", flags: "ARG EVAL_BREAK DEOPT ERROR ESCAPES", base: "CALL", uops: "CALL_METHOD_DESCRIPTOR_NOARGS" },
  CALL_METHOD_DESCRIPTOR_O: { opcode: 174, effect: "callable, self_or_null, args[oparg] -- res", flags: "ARG EVAL_BREAK DEOPT ERROR ESCAPES", base: "CALL", uops: "CALL_METHOD_DESCRIPTOR_O" },
  CALL_PY_EXACT_ARGS: { opcode: 175, effect: "callable, self_or_null, unused[oparg] -- new_frame", flags: "ARG DEOPT ESCAPES", base: "CALL", uops: "_CHECK_PEP_523 + _CHECK_FUNCTION_EXACT_ARGS/2@1 + _CHECK_STACK_SPACE + _INIT_CALL_PY_EXACT_ARGS + _SAVE_RETURN_OFFSET/RETURN_OFFSET@3 + _PUSH_FRAME", hot: true },
  CALL_PY_WITH_DEFAULTS: { opcode: 176, effect: "callable, self_or_null, args[oparg] -- unused", flags: "ARG DEOPT ESCAPES", base: "CALL" },
  CALL_STR_1: { opcode: 177, effect: "callable, null, args[oparg] -- res", flags: "ARG EVAL_BREAK DEOPT ERROR ESCAPES", base: "CALL", uops: "CALL_STR_1" },
  CALL_TUPLE_1: { opcode: 178, effect: "callable, null, args[oparg] -- res", flags: "ARG EVAL_BREAK DEOPT ERROR ESCAPES", base: "CALL", uops: "CALL_TUPLE_1" },
  CALL_TYPE_1: { opcode: 179, effect: "callable, null, args[oparg] -- res", flags: "ARG DEOPT ESCAPES", base: "CALL", uops: "CALL_TYPE_1" },
  COMPARE_OP_FLOAT: { opcode: 180, effect: "left, right -- res", flags: "ARG DEOPT ESCAPES", base: "COMPARE_OP", uops: "COMPARE_OP_FLOAT" },
  COMPARE_OP_INT: { opcode: 181, effect: "left, right -- res", flags: "ARG DEOPT ESCAPES", base: "COMPARE_OP", uops: "COMPARE_OP_INT", hot: true },
  COMPARE_OP_STR: { opcode: 182, effect: "left, right -- res", flags: "ARG DEOPT ESCAPES", base: "COMPARE_OP", uops: "COMPARE_OP_STR" },
  FOR_ITER_GEN: { opcode: 183, effect: "iter -- iter, unused", flags: "ARG DEOPT ESCAPES", base: "FOR_ITER" },
  FOR_ITER_LIST: { opcode: 184, effect: "iter -- iter, next", flags: "ARG JUMP DEOPT ESCAPES", base: "FOR_ITER", uops: "_ITER_CHECK_LIST + _ITER_JUMP_LIST + _ITER_NEXT_LIST" },
  FOR_ITER_RANGE: { opcode: 185, effect: "iter -- iter, next", flags: "ARG JUMP DEOPT ERROR ESCAPES", base: "FOR_ITER", uops: "_ITER_CHECK_RANGE + _ITER_JUMP_RANGE + _ITER_NEXT_RANGE", hot: true },
  FOR_ITER_TUPLE: { opcode: 186, effect: "iter -- iter, next", flags: "ARG JUMP DEOPT ESCAPES", base: "FOR_ITER", uops: "_ITER_CHECK_TUPLE + _ITER_JUMP_TUPLE + _ITER_NEXT_TUPLE" },
  LOAD_ATTR_CLASS: { opcode: 187, effect: "owner -- attr, null if (oparg & 1)", flags: "ARG DEOPT ESCAPES", base: "LOAD_ATTR", uops: "_CHECK_ATTR_CLASS/2@1 + _LOAD_ATTR_CLASS/4@5" },
  LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN: { opcode: 188, effect: "owner -- unused, unused if (0)", flags: "ARG NAME DEOPT ESCAPES", base: "LOAD_ATTR" },
  LOAD_ATTR_INSTANCE_VALUE: { opcode: 189, effect: "owner -- attr, null if (oparg & 1)", flags: "ARG DEOPT", base: "LOAD_ATTR", uops: "_GUARD_TYPE_VERSION/2@1 + _CHECK_MANAGED_OBJECT_HAS_VALUES + _LOAD_ATTR_INSTANCE_VALUE/1@3" },
  LOAD_ATTR_METHOD_LAZY_DICT: { opcode: 190, effect: "owner -- attr, self if (1)", flags: "ARG DEOPT ESCAPES", base: "LOAD_ATTR", uops: "_GUARD_TYPE_VERSION/2@1 + _CHECK_ATTR_METHOD_LAZY_DICT + _LOAD_ATTR_METHOD_LAZY_DICT/4@5" },
  LOAD_ATTR_METHOD_NO_DICT: { opcode: 191, effect: "owner -- attr, self if (1)", flags: "ARG DEOPT ESCAPES", base: "LOAD_ATTR", uops: "_GUARD_TYPE_VERSION/2@1 + _LOAD_ATTR_METHOD_NO_DICT/4@5" },
  LOAD_ATTR_METHOD_WITH_VALUES: { opcode: 192, effect: "owner -- attr, self if (1)", flags: "ARG DEOPT ESCAPES", base: "LOAD_ATTR", uops: "_GUARD_TYPE_VERSION/2@1 + _GUARD_DORV_VALUES_INST_ATTR_FROM_DICT + _GUARD_KEYS_VERSION/2@3 + _LOAD_ATTR_METHOD_WITH_VALUES/4@5" },
  LOAD_ATTR_MODULE: { opcode: 193, effect: "owner -- attr, null if (oparg & 1)", flags: "ARG DEOPT", base: "LOAD_ATTR", uops: "_CHECK_ATTR_MODULE/2@1 + _LOAD_ATTR_MODULE/1@3" },
  LOAD_ATTR_NONDESCRIPTOR_NO_DICT: { opcode: 194, effect: "owner -- owner", flags: "ARG DEOPT ESCAPES", base: "LOAD_ATTR", uops: "_GUARD_TYPE_VERSION/2@1 + _LOAD_ATTR_NONDESCRIPTOR_NO_DICT/4@5" },
  LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES: { opcode: 195, effect: "owner -- owner", flags: "ARG DEOPT ESCAPES", base: "LOAD_ATTR", uops: "_GUARD_TYPE_VERSION/2@1 + _GUARD_DORV_VALUES_INST_ATTR_FROM_DICT + _GUARD_KEYS_VERSION/2@3 + _LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES/4@5" },
  LOAD_ATTR_PROPERTY: { opcode: 196, effect: "owner -- unused, unused if (0)", flags: "ARG DEOPT ESCAPES", base: "LOAD_ATTR" },
  LOAD_ATTR_SLOT: { opcode: 197, effect: "owner -- attr, null if (oparg & 1)", flags: "ARG DEOPT", base: "LOAD_ATTR", uops: "_GUARD_TYPE_VERSION/2@1 + _LOAD_ATTR_SLOT/1@3" },
  LOAD_ATTR_WITH_HINT: { opcode: 198, effect: "owner -- attr, null if (oparg & 1)", flags: "ARG NAME DEOPT ESCAPES", base: "LOAD_ATTR", uops: "_GUARD_TYPE_VERSION/2@1 + _CHECK_ATTR_WITH_HINT + _LOAD_ATTR_WITH_HINT/1@3" },
  LOAD_GLOBAL_BUILTIN: { opcode: 199, effect: "-- res, null if (oparg & 1)", flags: "ARG DEOPT", base: "LOAD_GLOBAL", uops: "_GUARD_GLOBALS_VERSION/1@1 + _GUARD_BUILTINS_VERSION/1@2 + _LOAD_GLOBAL_BUILTINS/1@3", hot: true },
  LOAD_GLOBAL_MODULE: { opcode: 200, effect: "-- res, null if (oparg & 1)", flags: "ARG DEOPT", base: "LOAD_GLOBAL", uops: "_GUARD_GLOBALS_VERSION/1@1 + _LOAD_GLOBAL_MODULE/1@3", hot: true },
  LOAD_SUPER_ATTR_ATTR: { opcode: 201, effect: "global_super, class, self -- attr, unused if (0)", flags: "ARG NAME DEOPT ERROR ESCAPES", base: "LOAD_SUPER_ATTR", uops: "LOAD_SUPER_ATTR_ATTR" },
  LOAD_SUPER_ATTR_METHOD: { opcode: 202, effect: "global_super, class, self -- attr, self_or_null", flags: "ARG NAME DEOPT ERROR ESCAPES", base: "LOAD_SUPER_ATTR", uops: "LOAD_SUPER_ATTR_METHOD" },
  RESUME_CHECK: { opcode: 203, effect: "--", flags: "DEOPT ESCAPES", base: "RESUME", uops: "RESUME_CHECK", hot: true },
  SEND_GEN: { opcode: 204, effect: "receiver, v -- receiver, unused", flags: "ARG DEOPT ESCAPES", base: "SEND" },
  STORE_ATTR_INSTANCE_VALUE: { opcode: 205, effect: "value, owner --", flags: "DEOPT ESCAPES", base: "STORE_ATTR", uops: "_GUARD_TYPE_VERSION/2@1 + _GUARD_DORV_VALUES + _STORE_ATTR_INSTANCE_VALUE/1@3" },
  STORE_ATTR_SLOT: { opcode: 206, effect: "value, owner --", flags: "DEOPT ESCAPES", base: "STORE_ATTR", uops: "_GUARD_TYPE_VERSION/2@1 + _STORE_ATTR_SLOT/1@3" },
  STORE_ATTR_WITH_HINT: { opcode: 207, effect: "value, owner --", flags: "ARG NAME DEOPT ESCAPES", base: "STORE_ATTR" },
  STORE_SUBSCR_DICT: { opcode: 208, effect: "value, dict, sub --", flags: "DEOPT ERROR ESCAPES", base: "STORE_SUBSCR", uops: "STORE_SUBSCR_DICT" },
  STORE_SUBSCR_LIST_INT: { opcode: 209, effect: "value, list, sub --", flags: "DEOPT ESCAPES", base: "STORE_SUBSCR", uops: "STORE_SUBSCR_LIST_INT" },
  TO_BOOL_ALWAYS_TRUE: { opcode: 210, effect: "value -- res", flags: "DEOPT", base: "TO_BOOL", uops: "TO_BOOL_ALWAYS_TRUE/2@1" },
  TO_BOOL_BOOL: { opcode: 211, effect: "value -- value", flags: "DEOPT", base: "TO_BOOL", uops: "TO_BOOL_BOOL" },
  TO_BOOL_INT: { opcode: 212, effect: "value -- res", flags: "DEOPT ESCAPES", base: "TO_BOOL", uops: "TO_BOOL_INT" },
  TO_BOOL_LIST: { opcode: 213, effect: "value -- res", flags: "DEOPT", base: "TO_BOOL", uops: "TO_BOOL_LIST" },
  TO_BOOL_NONE: { opcode: 214, effect: "value -- res", flags: "DEOPT ESCAPES", base: "TO_BOOL", uops: "TO_BOOL_NONE" },
  TO_BOOL_STR: { opcode: 215, effect: "value -- res", flags: "DEOPT ESCAPES", base: "TO_BOOL", uops: "TO_BOOL_STR" },
  UNPACK_SEQUENCE_LIST: { opcode: 216, effect: "seq -- values[oparg]", flags: "ARG DEOPT ESCAPES", base: "UNPACK_SEQUENCE", uops: "UNPACK_SEQUENCE_LIST" },
  UNPACK_SEQUENCE_TUPLE: { opcode: 217, effect: "seq -- values[oparg]", flags: "ARG DEOPT ESCAPES", base: "UNPACK_SEQUENCE", uops: "UNPACK_SEQUENCE_TUPLE" },
  UNPACK_SEQUENCE_TWO_TUPLE: { opcode: 218, effect: "seq -- values[oparg]", flags: "ARG DEOPT ESCAPES", base: "UNPACK_SEQUENCE", uops: "UNPACK_SEQUENCE_TWO_TUPLE" },
  INSTRUMENTED_RESUME: { opcode: 236, effect: "--", flags: "ARG EVAL_BREAK ERROR ESCAPES", instrumented: true },
  INSTRUMENTED_END_FOR: { opcode: 237, effect: "receiver, value --", flags: "ERROR ESCAPES", instrumented: true },
  INSTRUMENTED_END_SEND: { opcode: 238, effect: "receiver, value -- value", flags: "ERROR ESCAPES", instrumented: true },
  INSTRUMENTED_RETURN_VALUE: { opcode: 239, effect: "retval --", flags: "ERROR ESCAPES", instrumented: true },
  INSTRUMENTED_RETURN_CONST: { opcode: 240, effect: "--", flags: "ARG CONST ERROR ESCAPES", instrumented: true },
  INSTRUMENTED_YIELD_VALUE: { opcode: 241, effect: "retval -- unused", flags: "ARG ERROR ESCAPES", instrumented: true },
  INSTRUMENTED_LOAD_SUPER_ATTR: { opcode: 242, effect: "global_super, class, self -- attr, null if (oparg & 1)", flags: "ARG", instrumented: true },
  INSTRUMENTED_FOR_ITER: { opcode: 243, effect: "--", flags: "ARG ERROR ESCAPES", instrumented: true },
  INSTRUMENTED_CALL: { opcode: 244, effect: "--", flags: "ARG ERROR ESCAPES", instrumented: true },
  INSTRUMENTED_CALL_KW: { opcode: 245, effect: "--", flags: "ARG ERROR ESCAPES", instrumented: true },
  INSTRUMENTED_CALL_FUNCTION_EX: { opcode: 246, effect: "--", flags: "", instrumented: true },
  INSTRUMENTED_INSTRUCTION: { opcode: 247, effect: "--", flags: "ERROR ESCAPES", instrumented: true },
  INSTRUMENTED_JUMP_FORWARD: { opcode: 248, effect: "--", flags: "ARG", instrumented: true },
  INSTRUMENTED_JUMP_BACKWARD: { opcode: 249, effect: "--", flags: "ARG EVAL_BREAK", instrumented: true },
  INSTRUMENTED_POP_JUMP_IF_TRUE: { opcode: 250, effect: "--", flags: "ARG ESCAPES", instrumented: true },
  INSTRUMENTED_POP_JUMP_IF_FALSE: { opcode: 251, effect: "--", flags: "ARG ESCAPES", instrumented: true },
  INSTRUMENTED_POP_JUMP_IF_NONE: { opcode: 252, effect: "--", flags: "ARG ESCAPES", instrumented: true },
  INSTRUMENTED_POP_JUMP_IF_NOT_NONE: { opcode: 253, effect: "--", flags: "ARG ESCAPES", instrumented: true },
  INSTRUMENTED_LINE: { opcode: 254, effect: null, flags: "", instrumented: true },
  JUMP: { opcode: 256, effect: "--", flags: "ARG JUMP", pseudo: "JUMP_FORWARD JUMP_BACKWARD" },
  JUMP_NO_INTERRUPT: { opcode: 257, effect: "--", flags: "ARG JUMP", pseudo: "JUMP_FORWARD JUMP_BACKWARD_NO_INTERRUPT" },
  LOAD_CLOSURE: { opcode: 258, effect: "-- value", flags: "ARG LOCAL", pseudo: "LOAD_FAST" },
  LOAD_METHOD: { opcode: 259, effect: "owner -- attr, self_or_null if (oparg & 1)", flags: "ARG NAME ERROR ESCAPES", pseudo: "LOAD_ATTR" },
  LOAD_SUPER_METHOD: { opcode: 260, effect: "global_super, class, self -- attr, null if (oparg & 1)", flags: "ARG NAME ERROR ESCAPES", pseudo: "LOAD_SUPER_ATTR" },
  LOAD_ZERO_SUPER_ATTR: { opcode: 261, effect: "global_super, class, self -- attr, null if (oparg & 1)", flags: "ARG NAME ERROR ESCAPES", pseudo: "LOAD_SUPER_ATTR" },
  LOAD_ZERO_SUPER_METHOD: { opcode: 262, effect: "global_super, class, self -- attr, null if (oparg & 1)", flags: "ARG NAME ERROR ESCAPES", pseudo: "LOAD_SUPER_ATTR" },
  POP_BLOCK: { opcode: 263, effect: "--", flags: "", pseudo: "NOP" },
  SETUP_CLEANUP: { opcode: 264, effect: "--", flags: "", pseudo: "NOP" },
  SETUP_FINALLY: { opcode: 265, effect: "--", flags: "", pseudo: "NOP" },
  SETUP_WITH: { opcode: 266, effect: "--", flags: "", pseudo: "NOP" },
  STORE_FAST_MAYBE_NULL: { opcode: 267, effect: "value --", flags: "ARG LOCAL", pseudo: "STORE_FAST" },
} as const satisfies Record<string, OpcodeRow>;

/** Name of an opcode. */
export type OpcodeName = keyof typeof OPCODES;

/** Names of all opcodes in the order of the table. */
export const OPCODE_NAMES: readonly OpcodeName[] = Object.keys(OPCODES) as OpcodeName[];

const rows: Readonly<Record<string, OpcodeRow>> = OPCODES;

/** Row of an opcode by name, with the widened type. */
export function opcodeRow(name: OpcodeName): OpcodeRow {
  return rows[name] as OpcodeRow;
}

/** Specialized forms: rows with a base. */
export type SpecializedName = {
  [N in OpcodeName]: (typeof OPCODES)[N] extends { readonly base: string } ? N : never;
}[OpcodeName];

/** Instrumented forms. */
export type InstrumentedName = {
  [N in OpcodeName]: (typeof OPCODES)[N] extends { readonly instrumented: true } ? N : never;
}[OpcodeName];

/** Pseudo opcodes. */
export type PseudoName = {
  [N in OpcodeName]: (typeof OPCODES)[N] extends { readonly pseudo: string } ? N : never;
}[OpcodeName];

/** Opcodes that code may hold before anything ran: neither specialized, instrumented nor pseudo. */
export type BaseOpName = Exclude<OpcodeName, SpecializedName | InstrumentedName | PseudoName>;

/** Kind of an opcode; every opcode has exactly one. */
export type OpcodeKind = "base" | "specialized" | "instrumented" | "pseudo";

/** Kind of the opcode with this name. */
export function opcodeKind(name: OpcodeName): OpcodeKind {
  const row = opcodeRow(name);
  if (row.pseudo !== undefined) return "pseudo";
  if (row.instrumented) return "instrumented";
  return row.base === undefined ? "base" : "specialized";
}

const nameByOpcode: readonly (OpcodeName | undefined)[] = (() => {
  const names: (OpcodeName | undefined)[] = Array.from({ length: 268 }, () => undefined);
  for (const name of OPCODE_NAMES) names[OPCODES[name].opcode] = name;
  return names;
})();

/** Name of the opcode with this number, or undefined. */
export function opcodeNameOf(opcode: number): OpcodeName | undefined {
  return nameByOpcode[opcode];
}

/** `_PyOpcode_Deopt`: the base opcode of a specialized form, every other opcode itself; indexed by opcode. */
export const DEOPT_OF: Uint8Array = (() => {
  const table = Uint8Array.from({ length: 256 }, (_, opcode) => opcode);
  for (const name of OPCODE_NAMES) {
    const base = opcodeRow(name).base;
    if (base !== undefined) table[OPCODES[name].opcode] = OPCODES[base as OpcodeName].opcode;
  }
  return table;
})();

/** Base opcode of an instrumented form, 0 for all others (`DE_INSTRUMENT`); indexed by opcode. */
export const DE_INSTRUMENT: Uint8Array = (() => {
  const table = new Uint8Array(256);
  for (const name of OPCODE_NAMES) {
    const base = name.replace("INSTRUMENTED_", "");
    if (base !== name && base in OPCODES) table[OPCODES[name].opcode] = OPCODES[base as OpcodeName].opcode;
  }
  return table;
})();

/** The base opcode under an instrumented or specialized one. */
export function baseOf(opcode: number): number {
  const plain = DE_INSTRUMENT[opcode] as number;
  return plain === 0 ? DEOPT_OF[opcode] as number : plain;
}

/** `_PyOpcode_Caches[_PyOpcode_Deopt[opcode]]`: inline-cache units after an instruction; indexed by opcode. */
export const CACHE_UNITS_OF: Uint8Array = (() => {
  const table = new Uint8Array(256);
  for (const name of OPCODE_NAMES) {
    const row = opcodeRow(name);
    if (row.opcode > 255) continue;
    const base = row.instrumented ? name.replace("INSTRUMENTED_", "") : (row.base ?? name);
    table[row.opcode] = rows[base]?.caches ?? 0;
  }
  return table;
})();
