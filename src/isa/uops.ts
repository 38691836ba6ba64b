/**
 * The table of micro-ops (uops) of the pin: one row a uop, everything else about uops is derived from it.
 *
 * Columns:
 * - `id`: number of the uop; a uop below 256 is a real opcode that serves as its own uop.
 * - `effect`: stack before `--` stack after, bottom first; `x[n]` is n items, `x if (c)` one item or none, both as
 *   functions of oparg.
 * - `flags`: the pin's metadata flags, wrong ones included (they steer the analysis pass).
 * - `use`: `macro` when an instruction expands to it, `tier2` when a trace can hold and run it.
 * - `guard`: what stands for it in a trace: the jump of an iteration becomes the guard that it goes on.
 * - `hot`: whether the loop of tier 2 calls it by name; see the table of opcodes.
 * - `reach`: what of the objects that it takes it can take out, where that is not everything.
 * - `operand*`: the inline-cache entry that travels in the operand: its name, width in code units, kind.
 *
 * @module
 */

import type { FlagList } from "./flags.ts";

/** What an operand stands for; versions and pointers differ between processes, indexes and counters do not. */
export type OperandKind = "version" | "pointer" | "index" | "counter";

/** One row of {@linkcode UOPS}. */
export interface UopRow {
  /** The number in traces. */
  readonly id: number;
  /** Stack effect, both sides bottom first. */
  readonly effect: string;
  /** Properties, separated by blanks. */
  readonly flags: FlagList;
  /** Where it occurs: in macro expansions, in traces, in both or in neither. */
  readonly use: "" | "macro" | "tier2" | "macro tier2";
  /** The guard that replaces it in traces (`_PyUop_Replacements`). */
  readonly guard?: `_GUARD_${string}`;
  /** Called by name in the loop of tier 2. */
  readonly hot?: true;
  /** `looks`: it takes nothing out of what it takes; `calls`: that is up to what it calls, which stands below its arguments. */
  readonly reach?: "looks" | "calls";
  /** What its operand holds. */
  readonly operand?: string;
  /** Inline-cache units that the operand is read from. */
  readonly operandUnits?: 1 | 2 | 4;
  /** What the operand stands for. */
  readonly operandKind?: OperandKind;
}

/** All 206 uops, by name. */
// deno-fmt-ignore: one row a line
export const UOPS = {
  BEFORE_ASYNC_WITH: { id: 1, effect: "mgr -- exit, res", flags: "ERROR ESCAPES", use: "macro tier2" },
  BEFORE_WITH: { id: 2, effect: "mgr -- exit, res", flags: "ERROR ESCAPES", use: "macro tier2" },
  BINARY_SLICE: { id: 4, effect: "container, start, stop -- res", flags: "ERROR ESCAPES", use: "macro tier2" },
  CHECK_EG_MATCH: { id: 6, effect: "exc_value, match_type -- rest, match", flags: "ERROR ESCAPES", use: "macro tier2" },
  CHECK_EXC_MATCH: { id: 7, effect: "left, right -- left, b", flags: "ERROR ESCAPES", use: "macro tier2" },
  DELETE_SUBSCR: { id: 9, effect: "container, sub --", flags: "ERROR ESCAPES", use: "macro tier2" },
  END_SEND: { id: 12, effect: "receiver, value -- value", flags: "", use: "macro tier2" },
  EXIT_INIT_CHECK: { id: 13, effect: "should_be_none --", flags: "ERROR ESCAPES", use: "macro tier2" },
  FORMAT_SIMPLE: { id: 14, effect: "value -- res", flags: "ERROR ESCAPES", use: "macro tier2" },
  FORMAT_WITH_SPEC: { id: 15, effect: "value, fmt_spec -- res", flags: "ERROR ESCAPES", use: "macro tier2" },
  GET_AITER: { id: 16, effect: "obj -- iter", flags: "ERROR ESCAPES", use: "macro tier2" },
  GET_ANEXT: { id: 18, effect: "aiter -- aiter, awaitable", flags: "ERROR ESCAPES", use: "macro tier2" },
  GET_ITER: { id: 19, effect: "iterable -- iter", flags: "ERROR ESCAPES", use: "macro tier2", reach: "looks" },
  GET_LEN: { id: 20, effect: "obj -- obj, len_o", flags: "ERROR ESCAPES", use: "macro tier2" },
  GET_YIELD_FROM_ITER: { id: 21, effect: "iterable -- iter", flags: "ERROR ESCAPES", use: "macro tier2" },
  LOAD_ASSERTION_ERROR: { id: 23, effect: "-- value", flags: "ESCAPES", use: "macro tier2" },
  LOAD_BUILD_CLASS: { id: 24, effect: "-- bc", flags: "ERROR ESCAPES", use: "macro tier2" },
  LOAD_LOCALS: { id: 25, effect: "-- locals", flags: "ERROR ESCAPES", use: "macro tier2" },
  MAKE_FUNCTION: { id: 26, effect: "codeobj -- func", flags: "ERROR ESCAPES", use: "macro tier2" },
  MATCH_KEYS: { id: 27, effect: "subject, keys -- subject, keys, values_or_none", flags: "ERROR ESCAPES", use: "macro tier2" },
  MATCH_MAPPING: { id: 28, effect: "subject -- subject, res", flags: "", use: "macro tier2" },
  MATCH_SEQUENCE: { id: 29, effect: "subject -- subject, res", flags: "", use: "macro tier2" },
  NOP: { id: 30, effect: "--", flags: "", use: "macro tier2" },
  POP_EXCEPT: { id: 31, effect: "exc_value --", flags: "ESCAPES", use: "macro tier2" },
  POP_TOP: { id: 32, effect: "value --", flags: "", use: "macro tier2", reach: "looks" },
  PUSH_EXC_INFO: { id: 33, effect: "new_exc -- prev_exc, new_exc", flags: "ESCAPES", use: "macro tier2" },
  PUSH_NULL: { id: 34, effect: "-- res", flags: "", use: "macro tier2" },
  SETUP_ANNOTATIONS: { id: 37, effect: "--", flags: "ERROR ESCAPES", use: "macro tier2" },
  STORE_SLICE: { id: 38, effect: "v, container, start, stop --", flags: "ERROR ESCAPES", use: "macro tier2" },
  UNARY_INVERT: { id: 41, effect: "value -- res", flags: "ERROR ESCAPES", use: "macro tier2" },
  UNARY_NEGATIVE: { id: 42, effect: "value -- res", flags: "ERROR ESCAPES", use: "macro tier2" },
  UNARY_NOT: { id: 43, effect: "value -- res", flags: "ESCAPES", use: "macro tier2" },
  WITH_EXCEPT_START: { id: 44, effect: "exit_func, lasti, unused, val -- exit_func, lasti, unused, val, res", flags: "ERROR ESCAPES", use: "macro tier2" },
  BUILD_CONST_KEY_MAP: { id: 46, effect: "values[oparg], keys -- map", flags: "ARG ERROR ESCAPES", use: "macro tier2" },
  BUILD_LIST: { id: 47, effect: "values[oparg] -- list", flags: "ARG ERROR ESCAPES", use: "macro tier2" },
  BUILD_MAP: { id: 48, effect: "values[oparg*2] -- map", flags: "ARG ERROR ESCAPES", use: "macro tier2" },
  BUILD_SET: { id: 49, effect: "values[oparg] -- set", flags: "ARG ERROR ESCAPES", use: "macro tier2" },
  BUILD_SLICE: { id: 50, effect: "start, stop, step if (oparg == 3) -- slice", flags: "ARG ERROR ESCAPES", use: "macro tier2" },
  BUILD_STRING: { id: 51, effect: "pieces[oparg] -- str", flags: "ARG ERROR ESCAPES", use: "macro tier2" },
  BUILD_TUPLE: { id: 52, effect: "values[oparg] -- tup", flags: "ARG ERROR ESCAPES", use: "macro tier2" },
  CALL_INTRINSIC_1: { id: 55, effect: "value -- res", flags: "ARG ERROR ESCAPES", use: "macro tier2" },
  CALL_INTRINSIC_2: { id: 56, effect: "value2, value1 -- res", flags: "ARG ERROR ESCAPES", use: "macro tier2" },
  CONTAINS_OP: { id: 59, effect: "left, right -- b", flags: "ARG ERROR ESCAPES", use: "macro tier2", reach: "looks" },
  CONVERT_VALUE: { id: 60, effect: "value -- result", flags: "ARG ERROR", use: "macro tier2" },
  COPY: { id: 61, effect: "bottom, unused[oparg-1] -- bottom, unused[oparg-1], top", flags: "ARG ESCAPES", use: "macro tier2" },
  COPY_FREE_VARS: { id: 62, effect: "--", flags: "ARG ESCAPES", use: "macro tier2" },
  DELETE_ATTR: { id: 63, effect: "owner --", flags: "ARG NAME ERROR ESCAPES", use: "macro tier2" },
  DELETE_DEREF: { id: 64, effect: "--", flags: "ARG FREE ERROR ESCAPES", use: "macro tier2", reach: "looks" },
  DELETE_FAST: { id: 65, effect: "--", flags: "ARG LOCAL ERROR", use: "macro tier2", reach: "looks" },
  DELETE_GLOBAL: { id: 66, effect: "--", flags: "ARG NAME ERROR ESCAPES", use: "macro tier2", reach: "looks" },
  DELETE_NAME: { id: 67, effect: "--", flags: "ARG NAME ERROR ESCAPES", use: "macro tier2" },
  DICT_MERGE: { id: 68, effect: "callable, unused, unused, dict, unused[oparg - 1], update -- callable, unused, unused, dict, unused[oparg - 1]", flags: "ARG ERROR ESCAPES", use: "macro tier2" },
  DICT_UPDATE: { id: 69, effect: "dict, unused[oparg - 1], update -- dict, unused[oparg - 1]", flags: "ARG ERROR ESCAPES", use: "macro tier2" },
  GET_AWAITABLE: { id: 73, effect: "iterable -- iter", flags: "ARG ERROR ESCAPES", use: "macro tier2" },
  IS_OP: { id: 76, effect: "left, right -- b", flags: "ARG ESCAPES", use: "macro tier2", reach: "looks" },
  LIST_APPEND: { id: 80, effect: "list, unused[oparg-1], v -- list, unused[oparg-1]", flags: "ARG ERROR ESCAPES", use: "macro tier2" },
  LIST_EXTEND: { id: 81, effect: "list, unused[oparg-1], iterable -- list, unused[oparg-1]", flags: "ARG ERROR ESCAPES", use: "macro tier2" },
  LOAD_CONST: { id: 83, effect: "-- value", flags: "ARG CONST", use: "macro tier2", hot: true },
  LOAD_DEREF: { id: 84, effect: "-- value", flags: "ARG FREE ERROR ESCAPES", use: "macro tier2" },
  LOAD_FAST: { id: 85, effect: "-- value", flags: "ARG LOCAL", use: "macro tier2", hot: true },
  LOAD_FAST_AND_CLEAR: { id: 86, effect: "-- value", flags: "ARG LOCAL", use: "macro tier2" },
  LOAD_FAST_CHECK: { id: 87, effect: "-- value", flags: "ARG LOCAL ERROR", use: "macro tier2" },
  LOAD_FROM_DICT_OR_DEREF: { id: 89, effect: "class_dict -- value", flags: "ARG FREE ERROR ESCAPES", use: "macro tier2" },
  LOAD_FROM_DICT_OR_GLOBALS: { id: 90, effect: "mod_or_class_dict -- v", flags: "ARG NAME ERROR ESCAPES", use: "macro tier2" },
  LOAD_NAME: { id: 92, effect: "-- v", flags: "ARG NAME ERROR ESCAPES", use: "macro tier2" },
  MAKE_CELL: { id: 94, effect: "--", flags: "ARG FREE ERROR ESCAPES", use: "macro tier2" },
  MAP_ADD: { id: 95, effect: "dict, unused[oparg - 1], key, value -- dict, unused[oparg - 1]", flags: "ARG ERROR ESCAPES", use: "macro tier2" },
  MATCH_CLASS: { id: 96, effect: "subject, type, names -- attrs", flags: "ARG ERROR ESCAPES", use: "macro tier2" },
  SET_ADD: { id: 105, effect: "set, unused[oparg-1], v -- set, unused[oparg-1]", flags: "ARG ERROR ESCAPES", use: "macro tier2" },
  SET_FUNCTION_ATTRIBUTE: { id: 106, effect: "attr, func -- func", flags: "ARG ESCAPES", use: "macro tier2" },
  SET_UPDATE: { id: 107, effect: "set, unused[oparg-1], iterable -- set, unused[oparg-1]", flags: "ARG ERROR ESCAPES", use: "macro tier2" },
  STORE_DEREF: { id: 109, effect: "v --", flags: "ARG FREE ESCAPES", use: "macro tier2", reach: "looks" },
  STORE_FAST: { id: 110, effect: "value --", flags: "ARG LOCAL", use: "macro tier2", hot: true, reach: "looks" },
  STORE_GLOBAL: { id: 113, effect: "v --", flags: "ARG NAME ERROR ESCAPES", use: "macro tier2", reach: "looks" },
  STORE_NAME: { id: 114, effect: "v --", flags: "ARG NAME ERROR ESCAPES", use: "macro tier2" },
  SWAP: { id: 115, effect: "bottom, unused[oparg-2], top -- top, unused[oparg-2], bottom", flags: "ARG", use: "macro tier2" },
  UNPACK_EX: { id: 116, effect: "seq -- unused[oparg & 0xFF], unused, unused[oparg >> 8]", flags: "ARG ERROR ESCAPES", use: "macro tier2" },
  BINARY_SUBSCR_DICT: { id: 157, effect: "dict, sub -- res", flags: "DEOPT ERROR ESCAPES", use: "macro tier2", reach: "looks" },
  BINARY_SUBSCR_LIST_INT: { id: 159, effect: "list, sub -- res", flags: "DEOPT", use: "macro tier2", reach: "looks" },
  BINARY_SUBSCR_STR_INT: { id: 160, effect: "str, sub -- res", flags: "DEOPT", use: "macro tier2", reach: "looks" },
  BINARY_SUBSCR_TUPLE_INT: { id: 161, effect: "tuple, sub -- res", flags: "DEOPT", use: "macro tier2", reach: "looks" },
  CALL_BUILTIN_CLASS: { id: 164, effect: "callable, self_or_null, args[oparg] -- res", flags: "ARG EVAL_BREAK DEOPT ERROR", use: "macro tier2", reach: "calls" },
  CALL_BUILTIN_FAST: { id: 165, effect: "callable, self_or_null, args[oparg] -- res", flags: "ARG EVAL_BREAK DEOPT ERROR ESCAPES", use: "macro tier2", reach: "calls" },
  CALL_BUILTIN_FAST_WITH_KEYWORDS: { id: 166, effect: "callable, self_or_null, args[oparg] -- res", flags: "ARG EVAL_BREAK DEOPT ERROR ESCAPES", use: "macro tier2", reach: "calls" },
  CALL_BUILTIN_O: { id: 167, effect: "callable, self_or_null, args[oparg] -- res", flags: "ARG EVAL_BREAK DEOPT ERROR ESCAPES", use: "macro tier2", reach: "calls" },
  CALL_ISINSTANCE: { id: 168, effect: "callable, self_or_null, args[oparg] -- res", flags: "ARG DEOPT ERROR ESCAPES", use: "macro tier2", reach: "calls" },
  CALL_LEN: { id: 169, effect: "callable, self_or_null, args[oparg] -- res", flags: "ARG DEOPT ERROR ESCAPES", use: "macro tier2", reach: "calls" },
  CALL_METHOD_DESCRIPTOR_FAST: { id: 171, effect: "callable, self_or_null, args[oparg] -- res", flags: "ARG EVAL_BREAK DEOPT ERROR ESCAPES", use: "macro tier2", reach: "calls" },
  CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS: { id: 172, effect: "callable, self_or_null, args[oparg] -- res", flags: "ARG EVAL_BREAK DEOPT ERROR ESCAPES", use: "macro tier2", reach: "calls" },
  CALL_METHOD_DESCRIPTOR_NOARGS: { id: 173, effect: "callable, self_or_null, args[oparg] -- res", flags: "ARG EVAL_BREAK DEOPT ERROR ESCAPES", use: "macro tier2", reach: "calls" },
  CALL_METHOD_DESCRIPTOR_O: { id: 174, effect: "callable, self_or_null, args[oparg] -- res", flags: "ARG EVAL_BREAK DEOPT ERROR ESCAPES", use: "macro tier2", reach: "calls" },
  CALL_STR_1: { id: 177, effect: "callable, null, args[oparg] -- res", flags: "ARG EVAL_BREAK DEOPT ERROR ESCAPES", use: "macro tier2", reach: "calls" },
  CALL_TUPLE_1: { id: 178, effect: "callable, null, args[oparg] -- res", flags: "ARG EVAL_BREAK DEOPT ERROR ESCAPES", use: "macro tier2", reach: "calls" },
  CALL_TYPE_1: { id: 179, effect: "callable, null, args[oparg] -- res", flags: "ARG DEOPT ESCAPES", use: "macro tier2", reach: "calls" },
  COMPARE_OP_FLOAT: { id: 180, effect: "left, right -- res", flags: "ARG DEOPT ESCAPES", use: "macro tier2", reach: "looks" },
  COMPARE_OP_INT: { id: 181, effect: "left, right -- res", flags: "ARG DEOPT ESCAPES", use: "macro tier2", hot: true, reach: "looks" },
  COMPARE_OP_STR: { id: 182, effect: "left, right -- res", flags: "ARG DEOPT ESCAPES", use: "macro tier2", reach: "looks" },
  LOAD_SUPER_ATTR_ATTR: { id: 201, effect: "global_super, class, self -- attr, unused if (0)", flags: "ARG NAME DEOPT ERROR ESCAPES", use: "macro tier2" },
  LOAD_SUPER_ATTR_METHOD: { id: 202, effect: "global_super, class, self -- attr, self_or_null", flags: "ARG NAME DEOPT ERROR ESCAPES", use: "macro tier2" },
  RESUME_CHECK: { id: 203, effect: "--", flags: "DEOPT ESCAPES", use: "macro tier2" },
  STORE_SUBSCR_DICT: { id: 208, effect: "value, dict, sub --", flags: "DEOPT ERROR ESCAPES", use: "macro tier2" },
  STORE_SUBSCR_LIST_INT: { id: 209, effect: "value, list, sub --", flags: "DEOPT ESCAPES", use: "macro tier2" },
  TO_BOOL_ALWAYS_TRUE: { id: 210, effect: "value -- res", flags: "DEOPT", use: "macro tier2", operand: "version", operandUnits: 2, operandKind: "version", reach: "looks" },
  TO_BOOL_BOOL: { id: 211, effect: "value -- value", flags: "DEOPT", use: "macro tier2", reach: "looks" },
  TO_BOOL_INT: { id: 212, effect: "value -- res", flags: "DEOPT ESCAPES", use: "macro tier2", reach: "looks" },
  TO_BOOL_LIST: { id: 213, effect: "value -- res", flags: "DEOPT", use: "macro tier2", reach: "looks" },
  TO_BOOL_NONE: { id: 214, effect: "value -- res", flags: "DEOPT ESCAPES", use: "macro tier2", reach: "looks" },
  TO_BOOL_STR: { id: 215, effect: "value -- res", flags: "DEOPT ESCAPES", use: "macro tier2", reach: "looks" },
  UNPACK_SEQUENCE_LIST: { id: 216, effect: "seq -- values[oparg]", flags: "ARG DEOPT ESCAPES", use: "macro tier2" },
  UNPACK_SEQUENCE_TUPLE: { id: 217, effect: "seq -- values[oparg]", flags: "ARG DEOPT ESCAPES", use: "macro tier2" },
  UNPACK_SEQUENCE_TWO_TUPLE: { id: 218, effect: "seq -- values[oparg]", flags: "ARG DEOPT ESCAPES", use: "macro tier2" },
  _EXIT_TRACE: { id: 300, effect: "--", flags: "", use: "tier2", hot: true },
  _SET_IP: { id: 301, effect: "--", flags: "ARG ESCAPES", use: "tier2", hot: true },
  _SPECIALIZE_TO_BOOL: { id: 302, effect: "value -- value", flags: "ESCAPES", use: "", operand: "counter", operandUnits: 1, operandKind: "counter" },
  _TO_BOOL: { id: 303, effect: "value -- res", flags: "ERROR ESCAPES", use: "macro tier2", reach: "looks" },
  _GUARD_BOTH_INT: { id: 304, effect: "left, right -- left, right", flags: "DEOPT", use: "macro tier2", hot: true },
  _BINARY_OP_MULTIPLY_INT: { id: 305, effect: "left, right -- res", flags: "ERROR ESCAPES", use: "macro tier2" },
  _BINARY_OP_ADD_INT: { id: 306, effect: "left, right -- res", flags: "ERROR ESCAPES", use: "macro tier2", hot: true },
  _BINARY_OP_SUBTRACT_INT: { id: 307, effect: "left, right -- res", flags: "ERROR ESCAPES", use: "macro tier2" },
  _GUARD_BOTH_FLOAT: { id: 308, effect: "left, right -- left, right", flags: "DEOPT", use: "macro tier2" },
  _BINARY_OP_MULTIPLY_FLOAT: { id: 309, effect: "left, right -- res", flags: "", use: "macro tier2" },
  _BINARY_OP_ADD_FLOAT: { id: 310, effect: "left, right -- res", flags: "", use: "macro tier2" },
  _BINARY_OP_SUBTRACT_FLOAT: { id: 311, effect: "left, right -- res", flags: "", use: "macro tier2" },
  _GUARD_BOTH_UNICODE: { id: 312, effect: "left, right -- left, right", flags: "DEOPT", use: "macro tier2" },
  _BINARY_OP_ADD_UNICODE: { id: 313, effect: "left, right -- res", flags: "ERROR ESCAPES", use: "macro tier2" },
  _BINARY_OP_INPLACE_ADD_UNICODE: { id: 314, effect: "left, right --", flags: "LOCAL DEOPT ERROR ESCAPES", use: "" },
  _SPECIALIZE_BINARY_SUBSCR: { id: 315, effect: "container, sub -- container, sub", flags: "ESCAPES", use: "", operand: "counter", operandUnits: 1, operandKind: "counter" },
  _BINARY_SUBSCR: { id: 316, effect: "container, sub -- res", flags: "ERROR ESCAPES", use: "macro tier2", reach: "looks" },
  _SPECIALIZE_STORE_SUBSCR: { id: 317, effect: "container, sub -- container, sub", flags: "ESCAPES", use: "", operand: "counter", operandUnits: 1, operandKind: "counter" },
  _STORE_SUBSCR: { id: 318, effect: "v, container, sub --", flags: "ERROR ESCAPES", use: "macro tier2" },
  _POP_FRAME: { id: 319, effect: "retval --", flags: "ESCAPES", use: "macro tier2" },
  _SPECIALIZE_SEND: { id: 320, effect: "receiver, unused -- receiver, unused", flags: "ESCAPES", use: "", operand: "counter", operandUnits: 1, operandKind: "counter" },
  _SEND: { id: 321, effect: "receiver, v -- receiver, retval", flags: "ARG JUMP ERROR ESCAPES", use: "" },
  _SPECIALIZE_UNPACK_SEQUENCE: { id: 322, effect: "seq -- seq", flags: "ARG ESCAPES", use: "", operand: "counter", operandUnits: 1, operandKind: "counter" },
  _UNPACK_SEQUENCE: { id: 323, effect: "seq -- unused[oparg]", flags: "ARG ERROR ESCAPES", use: "macro tier2" },
  _SPECIALIZE_STORE_ATTR: { id: 324, effect: "owner -- owner", flags: "ARG NAME ESCAPES", use: "", operand: "counter", operandUnits: 1, operandKind: "counter" },
  _STORE_ATTR: { id: 325, effect: "v, owner --", flags: "ARG NAME ERROR ESCAPES", use: "macro tier2" },
  _SPECIALIZE_LOAD_GLOBAL: { id: 326, effect: "--", flags: "ARG NAME ESCAPES", use: "", operand: "counter", operandUnits: 1, operandKind: "counter" },
  _LOAD_GLOBAL: { id: 327, effect: "-- res, null if (oparg & 1)", flags: "ARG NAME ERROR ESCAPES", use: "macro tier2" },
  _GUARD_GLOBALS_VERSION: { id: 328, effect: "--", flags: "DEOPT", use: "macro tier2", operand: "version", operandUnits: 1, operandKind: "version", hot: true },
  _GUARD_BUILTINS_VERSION: { id: 329, effect: "--", flags: "DEOPT", use: "macro tier2", operand: "version", operandUnits: 1, operandKind: "version" },
  _LOAD_GLOBAL_MODULE: { id: 330, effect: "-- res, null if (oparg & 1)", flags: "ARG DEOPT", use: "macro tier2", operand: "index", operandUnits: 1, operandKind: "index", hot: true },
  _LOAD_GLOBAL_BUILTINS: { id: 331, effect: "-- res, null if (oparg & 1)", flags: "ARG DEOPT", use: "macro tier2", operand: "index", operandUnits: 1, operandKind: "index" },
  _SPECIALIZE_LOAD_SUPER_ATTR: { id: 332, effect: "global_super, class, unused -- global_super, class, unused", flags: "ARG ESCAPES", use: "", operand: "counter", operandUnits: 1, operandKind: "counter" },
  _LOAD_SUPER_ATTR: { id: 333, effect: "global_super, class, self -- attr, null if (oparg & 1)", flags: "ARG NAME ERROR ESCAPES", use: "" },
  _SPECIALIZE_LOAD_ATTR: { id: 334, effect: "owner -- owner", flags: "ARG NAME ESCAPES", use: "", operand: "counter", operandUnits: 1, operandKind: "counter" },
  _LOAD_ATTR: { id: 335, effect: "owner -- attr, self_or_null if (oparg & 1)", flags: "ARG NAME ERROR ESCAPES", use: "macro tier2", reach: "looks" },
  _GUARD_TYPE_VERSION: { id: 336, effect: "owner -- owner", flags: "DEOPT", use: "macro tier2", operand: "type_version", operandUnits: 2, operandKind: "version" },
  _CHECK_MANAGED_OBJECT_HAS_VALUES: { id: 337, effect: "owner -- owner", flags: "DEOPT", use: "macro tier2" },
  _LOAD_ATTR_INSTANCE_VALUE: { id: 338, effect: "owner -- attr, null if (oparg & 1)", flags: "ARG DEOPT", use: "macro tier2", operand: "index", operandUnits: 1, operandKind: "index", reach: "looks" },
  _CHECK_ATTR_MODULE: { id: 339, effect: "owner -- owner", flags: "DEOPT", use: "macro tier2", operand: "type_version", operandUnits: 2, operandKind: "version" },
  _LOAD_ATTR_MODULE: { id: 340, effect: "owner -- attr, null if (oparg & 1)", flags: "ARG DEOPT", use: "macro tier2", operand: "index", operandUnits: 1, operandKind: "index", reach: "looks" },
  _CHECK_ATTR_WITH_HINT: { id: 341, effect: "owner -- owner", flags: "DEOPT ESCAPES", use: "macro tier2" },
  _LOAD_ATTR_WITH_HINT: { id: 342, effect: "owner -- attr, null if (oparg & 1)", flags: "ARG NAME DEOPT ESCAPES", use: "macro tier2", operand: "hint", operandUnits: 1, operandKind: "index", reach: "looks" },
  _LOAD_ATTR_SLOT: { id: 343, effect: "owner -- attr, null if (oparg & 1)", flags: "ARG DEOPT", use: "macro tier2", operand: "index", operandUnits: 1, operandKind: "index", reach: "looks" },
  _CHECK_ATTR_CLASS: { id: 344, effect: "owner -- owner", flags: "DEOPT", use: "macro tier2", operand: "type_version", operandUnits: 2, operandKind: "version" },
  _LOAD_ATTR_CLASS: { id: 345, effect: "owner -- attr, null if (oparg & 1)", flags: "ARG ESCAPES", use: "macro tier2", operand: "descr", operandUnits: 4, operandKind: "pointer", reach: "looks" },
  _GUARD_DORV_VALUES: { id: 346, effect: "owner -- owner", flags: "DEOPT", use: "macro tier2" },
  _STORE_ATTR_INSTANCE_VALUE: { id: 347, effect: "value, owner --", flags: "ESCAPES", use: "macro tier2", operand: "index", operandUnits: 1, operandKind: "index" },
  _STORE_ATTR_SLOT: { id: 348, effect: "value, owner --", flags: "ESCAPES", use: "macro tier2", operand: "index", operandUnits: 1, operandKind: "index" },
  _SPECIALIZE_COMPARE_OP: { id: 349, effect: "left, right -- left, right", flags: "ARG ESCAPES", use: "", operand: "counter", operandUnits: 1, operandKind: "counter" },
  _COMPARE_OP: { id: 350, effect: "left, right -- res", flags: "ARG ERROR ESCAPES", use: "macro tier2", reach: "looks" },
  _POP_JUMP_IF_FALSE: { id: 351, effect: "cond --", flags: "ARG JUMP ESCAPES", use: "macro" },
  _POP_JUMP_IF_TRUE: { id: 352, effect: "cond --", flags: "ARG JUMP ESCAPES", use: "macro" },
  _IS_NONE: { id: 353, effect: "value -- b", flags: "ESCAPES", use: "macro tier2" },
  _SPECIALIZE_FOR_ITER: { id: 354, effect: "iter -- iter", flags: "ARG ESCAPES", use: "", operand: "counter", operandUnits: 1, operandKind: "counter" },
  _FOR_ITER: { id: 355, effect: "iter -- iter, next", flags: "ARG JUMP ERROR ESCAPES", use: "" },
  _ITER_CHECK_LIST: { id: 356, effect: "iter -- iter", flags: "DEOPT", use: "macro tier2" },
  _ITER_JUMP_LIST: { id: 357, effect: "iter -- iter", flags: "ARG JUMP", use: "macro", guard: "_GUARD_NOT_EXHAUSTED_LIST" },
  _GUARD_NOT_EXHAUSTED_LIST: { id: 358, effect: "iter -- iter", flags: "DEOPT", use: "tier2" },
  _ITER_NEXT_LIST: { id: 359, effect: "iter -- iter, next", flags: "ESCAPES", use: "macro tier2" },
  _ITER_CHECK_TUPLE: { id: 360, effect: "iter -- iter", flags: "DEOPT", use: "macro tier2" },
  _ITER_JUMP_TUPLE: { id: 361, effect: "iter -- iter", flags: "ARG JUMP", use: "macro", guard: "_GUARD_NOT_EXHAUSTED_TUPLE" },
  _GUARD_NOT_EXHAUSTED_TUPLE: { id: 362, effect: "iter -- iter", flags: "DEOPT", use: "tier2" },
  _ITER_NEXT_TUPLE: { id: 363, effect: "iter -- iter, next", flags: "ESCAPES", use: "macro tier2" },
  _ITER_CHECK_RANGE: { id: 364, effect: "iter -- iter", flags: "DEOPT", use: "macro tier2", hot: true },
  _ITER_JUMP_RANGE: { id: 365, effect: "iter -- iter", flags: "ARG JUMP", use: "macro", guard: "_GUARD_NOT_EXHAUSTED_RANGE" },
  _GUARD_NOT_EXHAUSTED_RANGE: { id: 366, effect: "iter -- iter", flags: "DEOPT", use: "tier2", hot: true },
  _ITER_NEXT_RANGE: { id: 367, effect: "iter -- iter, next", flags: "ERROR ESCAPES", use: "macro tier2", hot: true },
  _GUARD_DORV_VALUES_INST_ATTR_FROM_DICT: { id: 368, effect: "owner -- owner", flags: "DEOPT", use: "macro tier2" },
  _GUARD_KEYS_VERSION: { id: 369, effect: "owner -- owner", flags: "DEOPT", use: "macro tier2", operand: "keys_version", operandUnits: 2, operandKind: "version" },
  _LOAD_ATTR_METHOD_WITH_VALUES: { id: 370, effect: "owner -- attr, self if (1)", flags: "ARG ESCAPES", use: "macro tier2", operand: "descr", operandUnits: 4, operandKind: "pointer", reach: "looks" },
  _LOAD_ATTR_METHOD_NO_DICT: { id: 371, effect: "owner -- attr, self if (1)", flags: "ARG ESCAPES", use: "macro tier2", operand: "descr", operandUnits: 4, operandKind: "pointer", reach: "looks" },
  _LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES: { id: 372, effect: "owner -- attr, unused if (0)", flags: "ARG ESCAPES", use: "macro tier2", operand: "descr", operandUnits: 4, operandKind: "pointer", reach: "looks" },
  _LOAD_ATTR_NONDESCRIPTOR_NO_DICT: { id: 373, effect: "owner -- attr, unused if (0)", flags: "ARG ESCAPES", use: "macro tier2", operand: "descr", operandUnits: 4, operandKind: "pointer", reach: "looks" },
  _CHECK_ATTR_METHOD_LAZY_DICT: { id: 374, effect: "owner -- owner", flags: "DEOPT", use: "macro tier2" },
  _LOAD_ATTR_METHOD_LAZY_DICT: { id: 375, effect: "owner -- attr, self if (1)", flags: "ARG ESCAPES", use: "macro tier2", operand: "descr", operandUnits: 4, operandKind: "pointer", reach: "looks" },
  _SPECIALIZE_CALL: { id: 376, effect: "callable, self_or_null, args[oparg] -- callable, self_or_null, args[oparg]", flags: "ARG ESCAPES", use: "", operand: "counter", operandUnits: 1, operandKind: "counter" },
  _CALL: { id: 377, effect: "callable, self_or_null, args[oparg] -- res", flags: "ARG EVAL_BREAK ERROR ESCAPES", use: "", reach: "calls" },
  _CHECK_CALL_BOUND_METHOD_EXACT_ARGS: { id: 378, effect: "callable, null, unused[oparg] -- callable, null, unused[oparg]", flags: "ARG DEOPT", use: "macro tier2" },
  _INIT_CALL_BOUND_METHOD_EXACT_ARGS: { id: 379, effect: "callable, unused, unused[oparg] -- func, self, unused[oparg]", flags: "ARG ESCAPES", use: "macro tier2" },
  _CHECK_PEP_523: { id: 380, effect: "--", flags: "DEOPT ESCAPES", use: "macro tier2" },
  _CHECK_FUNCTION_EXACT_ARGS: { id: 381, effect: "callable, self_or_null, unused[oparg] -- callable, self_or_null, unused[oparg]", flags: "ARG DEOPT", use: "macro tier2", operand: "func_version", operandUnits: 2, operandKind: "version" },
  _CHECK_STACK_SPACE: { id: 382, effect: "callable, unused, unused[oparg] -- callable, unused, unused[oparg]", flags: "ARG DEOPT ESCAPES", use: "macro tier2" },
  _INIT_CALL_PY_EXACT_ARGS: { id: 383, effect: "callable, self_or_null, args[oparg] -- new_frame", flags: "ARG ESCAPES", use: "macro tier2" },
  _PUSH_FRAME: { id: 384, effect: "new_frame -- unused", flags: "ESCAPES", use: "macro tier2" },
  _SPECIALIZE_BINARY_OP: { id: 385, effect: "lhs, rhs -- lhs, rhs", flags: "ARG ESCAPES", use: "", operand: "counter", operandUnits: 1, operandKind: "counter" },
  _BINARY_OP: { id: 386, effect: "lhs, rhs -- res", flags: "ARG ERROR", use: "macro tier2", hot: true },
  _GUARD_IS_TRUE_POP: { id: 387, effect: "flag --", flags: "DEOPT ESCAPES", use: "tier2" },
  _GUARD_IS_FALSE_POP: { id: 388, effect: "flag --", flags: "DEOPT ESCAPES", use: "tier2" },
  _GUARD_IS_NONE_POP: { id: 389, effect: "val --", flags: "DEOPT ESCAPES", use: "tier2" },
  _GUARD_IS_NOT_NONE_POP: { id: 390, effect: "val --", flags: "DEOPT ESCAPES", use: "tier2" },
  _JUMP_TO_TOP: { id: 391, effect: "--", flags: "EVAL_BREAK", use: "tier2", hot: true },
  _SAVE_RETURN_OFFSET: { id: 392, effect: "--", flags: "ARG", use: "macro tier2" },
  _INSERT: { id: 393, effect: "unused[oparg], top -- top, unused[oparg]", flags: "ARG", use: "tier2" },
  _CHECK_VALIDITY: { id: 394, effect: "--", flags: "DEOPT", use: "tier2", hot: true },
} as const satisfies Record<string, UopRow>;

/** Name of a uop. */
export type UopName = keyof typeof UOPS;

/** Names of all uops in the order of their ids. */
export const UOP_NAMES: readonly UopName[] = Object.keys(UOPS) as UopName[];

const rows: Readonly<Record<string, UopRow>> = UOPS;

/** Row of a uop by name, with the widened type. */
export function uopRow(name: UopName): UopRow {
  return rows[name] as UopRow;
}

const nameById: readonly (UopName | undefined)[] = (() => {
  const names: (UopName | undefined)[] = Array.from({ length: 512 }, () => undefined);
  for (const name of UOP_NAMES) names[UOPS[name].id] = name;
  return names;
})();

/** Name of the uop with this id, or undefined (`Python/optimizer.c uop_name`). */
export function uopNameOf(id: number): UopName | undefined {
  return nameById[id];
}

/** Ids of the uops that can stand in a trace and run there. */
export type Tier2UopName = {
  [N in UopName]: (typeof UOPS)[N]["use"] extends "tier2" | "macro tier2" ? N : never;
}[UopName];

/** True for the 183 uops that tier 2 can execute. */
export function isTier2Uop(name: UopName): name is Tier2UopName {
  return uopRow(name).use.endsWith("tier2");
}

/** True for uops that are guards or otherwise may leave the trace to tier 1. */
export type DeoptUopName = {
  [N in UopName]: (typeof UOPS)[N]["flags"] extends `${string}DEOPT${string}` ? N : never;
}[UopName];
