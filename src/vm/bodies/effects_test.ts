/**
 * What bodies of uops do to the stack, as texts: the values that they take, bottom first, and what they leave in their place.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { PyCell } from "../../object/values/callable_values.ts";
import { PyDict } from "../../object/dict/dict.ts";
import { VALUE_ERROR } from "../../object/exception/exception_types.ts";
import { catchRaised, newException } from "../../object/exception/raise.ts";
import { PyFloat } from "../../object/values/number_values.ts";
import { PyList, PyTuple } from "../../object/values/sequence_values.ts";
import { PySet } from "../../object/set/set.ts";
import { setAdd } from "../../object/set/set_ops.ts";
import { exceptionMessage } from "../../object/text/str.ts";
import { repr } from "../../object/text/repr.ts";
import { OBJECT, TYPE, typeName } from "../../object/type/types.ts";
import type { Value } from "../../object/values/value.ts";
import { BODIES } from "./table.ts";
import type { Machine } from "../machine.ts";
import { DEOPT, NEXT } from "../status.ts";
import { functionText, TestMachine } from "../test_machine.ts";

type Name = keyof typeof BODIES;
type Make = (m: Machine) => Value;
/** Name, oparg, operands, and the texts of what is left, or the one text of what is raised. */
type Row = readonly [name: Name, oparg: number, takes: readonly (Value | Make)[], leaves: string];

const float = (value: number): Value => new PyFloat(value);
const list = (...items: Value[]): Value => new PyList(items);
const tuple = (...items: Value[]): Value => new PyTuple(items);
const dict = (...entries: [string, Value][]): Value => {
  const made = new PyDict();
  for (const [key, value] of entries) made.setStr(key, value);
  return made;
};
const set = (...items: Value[]): Make => (m) => {
  const made = new PySet();
  for (const item of items) setAdd(m, made, item);
  return made;
};
const builtin = (name: string): Make => (m) => m.builtins.getStr(name);
const BIG = 1n << 70n;
const NULL = undefined;

function textOf(m: Machine, value: Value): string {
  if (value === undefined) return "NULL";
  if (value instanceof PyCell) return `cell(${textOf(m, value.contents)})`;
  return repr(m, value).replaceAll(/ at 0x[0-9a-f]+/g, "");
}

/** Runs a body with two values below that are not for it; a name is looked up as `a`, a constant is 42. */
function run(name: Name, oparg: number, takes: readonly (Value | Make)[]): string {
  const test = new TestMachine([functionText("f", "x y", "RETURN_CONST 0", "  const 42\n  names a b")]);
  const { machine: m } = test;
  Object.defineProperty(m.frame, "code", { value: test.func("f").code });
  const operands = takes.map((each) => typeof each === "function" ? (each as Make)(m) : each);
  m.stack = ["below", "under", ...operands];
  m.sp = m.stack.length;
  let status: number;
  try {
    status = BODIES[name](m, oparg, 0);
  } catch (error) {
    const exception = catchRaised(m, error);
    return `${typeName(exception)}: ${exceptionMessage(m, exception)}`;
  }
  assertEquals(status === NEXT || status === DEOPT, true, `${name}: a status`);
  assertEquals(m.stack.slice(0, 2), ["below", "under"], `${name}: what lies below`);
  const left = m.stack.slice(2, m.sp).map((value) => textOf(m, value)).join(" · ");
  return status === DEOPT ? `DEOPT ${left}` : left;
}

const ROWS: readonly Row[] = [
  ["NOP", 0, [1], "1"],
  ["POP_TOP", 0, [1, 2], "1"],
  ["PUSH_NULL", 0, [1], "1 · NULL"],
  ["COPY", 1, [1, 2, 3], "1 · 2 · 3 · 3"],
  ["COPY", 3, [1, 2, 3], "1 · 2 · 3 · 1"],
  ["SWAP", 2, [1, 2, 3], "1 · 3 · 2"],
  ["SWAP", 3, [1, 2, 3], "3 · 2 · 1"],
  ["_INSERT", 1, [1, 2, 3], "1 · 3 · 2"],
  ["_INSERT", 2, [1, 2, 3], "3 · 1 · 2"],
  ["END_SEND", 0, [1, 2, 3], "1 · 3"],
  ["LOAD_CONST", 0, [1], "1 · 42"],
  ["BUILD_TUPLE", 0, [1], "1 · ()"],
  ["BUILD_TUPLE", 2, [1, 2, 3], "1 · (2, 3)"],
  ["BUILD_LIST", 0, [1], "1 · []"],
  ["BUILD_LIST", 2, [1, 2, 3], "1 · [2, 3]"],
  ["BUILD_SET", 2, [1, 2, 2], "1 · {2}"],
  ["BUILD_SET", 1, [1, list()], "TypeError: unhashable type: 'list'"],
  ["BUILD_MAP", 0, [1], "1 · {}"],
  ["BUILD_MAP", 2, [1, "a", 2, "b", 3], "1 · {'a': 2, 'b': 3}"],
  ["BUILD_CONST_KEY_MAP", 2, [1, 2, 3, tuple("a", "b")], "1 · {'a': 2, 'b': 3}"],
  ["BUILD_STRING", 3, ["x", "a", "b", "c"], "'x' · 'abc'"],
  ["BUILD_SLICE", 2, [1, 2, 3], "1 · slice(2, 3, None)"],
  ["BUILD_SLICE", 3, [1, 2, 3, 4], "1 · slice(2, 3, 4)"],
  ["LIST_APPEND", 1, [list(1), 2], "[1, 2]"],
  ["LIST_APPEND", 2, [list(1), 5, 2], "[1, 2] · 5"],
  ["LIST_EXTEND", 1, [list(1), tuple(2, 3)], "[1, 2, 3]"],
  ["LIST_EXTEND", 2, [list(1), 5, tuple(2)], "[1, 2] · 5"],
  ["LIST_EXTEND", 1, [list(1), 2], "TypeError: Value after * must be an iterable, not int"],
  ["SET_ADD", 1, [set(1), 2], "{1, 2}"],
  ["SET_ADD", 2, [set(1), 5, 2], "{1, 2} · 5"],
  ["SET_UPDATE", 1, [set(1), tuple(2, 3)], "{1, 2, 3}"],
  ["SET_UPDATE", 2, [set(1), 5, tuple(2)], "{1, 2} · 5"],
  ["MAP_ADD", 1, [dict(["a", 1]), "b", 2], "{'a': 1, 'b': 2}"],
  ["MAP_ADD", 2, [dict(["a", 1]), 5, "b", 2], "{'a': 1, 'b': 2} · 5"],
  ["DICT_UPDATE", 1, [dict(["a", 1]), dict(["b", 2])], "{'a': 1, 'b': 2}"],
  ["DICT_UPDATE", 2, [dict(["a", 1]), 5, dict(["a", 2])], "{'a': 2} · 5"],
  ["DICT_UPDATE", 1, [dict(), 5], "TypeError: 'int' object is not a mapping"],
  [
    "DICT_MERGE",
    1,
    [builtin("dict"), 7, 8, dict(["a", 1]), dict(["b", 2])],
    "<class 'dict'> · 7 · 8 · {'a': 1, 'b': 2}",
  ],
  [
    "DICT_MERGE",
    1,
    [builtin("len"), 7, 8, dict(["a", 1]), dict(["a", 2])],
    "TypeError: len() got multiple values for keyword argument 'a'",
  ],
  ["_BINARY_SUBSCR", 0, [1, list(5, 6), -1], "1 · 6"],
  ["_BINARY_SUBSCR", 0, [list(5), 1], "IndexError: list index out of range"],
  ["BINARY_SUBSCR_LIST_INT", 0, [9, list(5, 6), 0], "9 · 5"],
  ["BINARY_SUBSCR_TUPLE_INT", 0, [9, tuple(5, 6), 1], "9 · 6"],
  ["BINARY_SUBSCR_STR_INT", 0, [9, "ab", 1], "9 · 'b'"],
  ["BINARY_SUBSCR_STR_INT", 0, ["\u{1f600}b", 1], "'b'"],
  ["BINARY_SUBSCR_STR_INT", 0, ["\u{1f600}\u{1f600}b\u{1f600}", 2], "'b'"],
  ["BINARY_SUBSCR_STR_INT", 0, ["\ud83db", 1], "'b'"],
  ["BINARY_SUBSCR_STR_INT", 0, ["\u{1f600}b", 2], "DEOPT '\u{1f600}b' · 2"],
  ["BINARY_SUBSCR_STR_INT", 0, ["\x7f", 0], "'\\x7f'"],
  ["BINARY_SUBSCR_STR_INT", 0, ["\x80", 0], "DEOPT '\\x80' · 0"],
  ["BINARY_SUBSCR_DICT", 0, [9, dict(["a", 1]), "a"], "9 · 1"],
  ["BINARY_SUBSCR_DICT", 0, [dict(["a", 1]), "b"], "KeyError: 'b'"],
  ["BINARY_SLICE", 0, [9, list(1, 2, 3, 4), 1, 3], "9 · [2, 3]"],
  ["BINARY_SLICE", 0, ["abcd", null, 2], "'ab'"],
  ["STORE_SLICE", 0, [9, list(7), list(1, 2), 0, 1], "9"],
  ["DELETE_SUBSCR", 0, [9, list(1, 2), 0], "9"],
  ["DELETE_SUBSCR", 0, [list(1), 1], "IndexError: list assignment index out of range"],
  ["_STORE_SUBSCR", 0, [9, 7, list(1, 2), 0], "9"],
  ["STORE_SUBSCR_LIST_INT", 0, [9, 7, list(1, 2), 1], "9"],
  ["STORE_SUBSCR_DICT", 0, [9, 7, dict(), "k"], "9"],
  ["CONTAINS_OP", 0, [9, 1, list(1, 2)], "9 · True"],
  ["CONTAINS_OP", 1, [9, 1, list(1, 2)], "9 · False"],
  ["CONTAINS_OP", 0, [9, 3, list(1, 2)], "9 · False"],
  ["CONTAINS_OP", 1, [9, 3, list(1, 2)], "9 · True"],
  ["CONTAINS_OP", 0, [3, 4], "TypeError: argument of type 'int' is not iterable"],
  ["IS_OP", 0, [9, null, null], "9 · True"],
  ["IS_OP", 1, [9, null, null], "9 · False"],
  ["IS_OP", 0, [9, list(), list()], "9 · False"],
  ["GET_LEN", 0, [9, list(1, 2)], "9 · [1, 2] · 2"],
  ["_UNPACK_SEQUENCE", 2, [9, "ab"], "9 · 'b' · 'a'"],
  ["_UNPACK_SEQUENCE", 2, ["abc"], "ValueError: too many values to unpack (expected 2)"],
  ["_UNPACK_SEQUENCE", 2, ["a"], "ValueError: not enough values to unpack (expected 2, got 1)"],
  ["UNPACK_SEQUENCE_TWO_TUPLE", 2, [9, tuple(1, 2)], "9 · 2 · 1"],
  ["UNPACK_SEQUENCE_TUPLE", 3, [9, tuple(1, 2, 3)], "9 · 3 · 2 · 1"],
  ["UNPACK_SEQUENCE_LIST", 3, [9, list(1, 2, 3)], "9 · 3 · 2 · 1"],
  ["UNPACK_EX", 1 | 1 << 8, [9, list(1, 2, 3, 4)], "9 · 4 · [2, 3] · 1"],
  ["UNPACK_EX", 2, [9, list(1, 2)], "9 · [] · 2 · 1"],
  ["UNPACK_EX", 1 | 2 << 8, [list(1, 2)], "ValueError: not enough values to unpack (expected at least 3, got 2)"],
  ["MATCH_MAPPING", 0, [dict()], "{} · True"],
  ["MATCH_MAPPING", 0, [list()], "[] · False"],
  ["MATCH_SEQUENCE", 0, [list()], "[] · True"],
  ["MATCH_SEQUENCE", 0, ["a"], "'a' · False"],
  ["MATCH_KEYS", 0, [9, dict(["a", 1], ["b", 2]), tuple("b")], "9 · {'a': 1, 'b': 2} · ('b',) · (2,)"],
  ["MATCH_KEYS", 0, [dict(), tuple("b")], "{} · ('b',) · None"],
  ["MATCH_CLASS", 1, [9, 5, builtin("int"), tuple()], "9 · (5,)"],
  ["MATCH_CLASS", 0, [9, 5, builtin("int"), tuple("real")], "9 · (5,)"],
  ["MATCH_CLASS", 0, [9, 5, builtin("str"), tuple()], "9 · None"],
  ["CONVERT_VALUE", 1, [9, "a"], "9 · 'a'"],
  ["CONVERT_VALUE", 2, [9, "é"], "9 · \"'é'\""],
  ["CONVERT_VALUE", 3, [9, "é"], "9 · \"'\\\\xe9'\""],
  ["FORMAT_SIMPLE", 0, [9, 5], "9 · '5'"],
  ["FORMAT_SIMPLE", 0, [9, "a"], "9 · 'a'"],
  ["FORMAT_WITH_SPEC", 0, [9, 5, "3d"], "9 · '  5'"],
  ["UNARY_NOT", 0, [9, true], "9 · False"],
  ["UNARY_NOT", 0, [9, false], "9 · True"],
  ["UNARY_NEGATIVE", 0, [9, 5], "9 · -5"],
  ["UNARY_INVERT", 0, [9, 5], "9 · -6"],
  ["_TO_BOOL", 0, [9, list()], "9 · False"],
  ["TO_BOOL_INT", 0, [9, 0], "9 · False"],
  ["TO_BOOL_INT", 0, [9, BIG], "9 · True"],
  ["TO_BOOL_LIST", 0, [9, list()], "9 · False"],
  ["TO_BOOL_LIST", 0, [9, list(0)], "9 · True"],
  ["TO_BOOL_NONE", 0, [9, null], "9 · False"],
  ["TO_BOOL_STR", 0, [9, ""], "9 · False"],
  ["TO_BOOL_STR", 0, [9, "a"], "9 · True"],
  ["_BINARY_OP_ADD_INT", 0, [9, 2 ** 53 - 1, 1], "9 · 9007199254740992"],
  ["_BINARY_OP_SUBTRACT_INT", 0, [9, -(2 ** 53) + 1, 2], "9 · -9007199254740993"],
  ["_BINARY_OP_MULTIPLY_INT", 0, [9, 2 ** 40, 2 ** 40], "9 · 1208925819614629174706176"],
  ["_BINARY_OP_SUBTRACT_INT", 0, [9, 5, 7], "9 · -2"],
  ["_BINARY_OP_ADD_FLOAT", 0, [9, float(1.5), float(2)], "9 · 3.5"],
  ["_BINARY_OP_SUBTRACT_FLOAT", 0, [9, float(1.5), float(2)], "9 · -0.5"],
  ["_BINARY_OP_MULTIPLY_FLOAT", 0, [9, float(1.5), float(2)], "9 · 3.0"],
  ["_BINARY_OP_ADD_UNICODE", 0, [9, "a", "b"], "9 · 'ab'"],
  ["PUSH_EXC_INFO", 0, [9, newException(VALUE_ERROR, [])], "9 · None · ValueError()"],
  ["LOAD_ASSERTION_ERROR", 0, [9], "9 · <class 'AssertionError'>"],
  ["EXIT_INIT_CHECK", 0, [9, null], "9"],
  ["EXIT_INIT_CHECK", 0, [9, 5], "TypeError: __init__() should return None, not 'int'"],
  ["BEFORE_WITH", 0, [5], "TypeError: 'int' object does not support the context manager protocol"],
  ["BEFORE_ASYNC_WITH", 0, [5], "TypeError: 'int' object does not support the asynchronous context manager protocol"],
  ["CALL_TYPE_1", 1, [9, TYPE, NULL, 5], "9 · <class 'int'>"],
  ["CALL_TYPE_1", 1, [OBJECT, NULL, 5], "DEOPT <class 'object'> · NULL · 5"],
  ["CALL_TYPE_1", 1, [TYPE, 5, 5], "DEOPT <class 'type'> · 5 · 5"],
  ["CALL_STR_1", 1, [9, builtin("str"), NULL, 5], "9 · '5'"],
  ["CALL_STR_1", 1, [TYPE, NULL, 5], "DEOPT <class 'type'> · NULL · 5"],
  ["CALL_TUPLE_1", 1, [9, builtin("tuple"), NULL, list(1, 2)], "9 · (1, 2)"],
  ["CALL_TUPLE_1", 1, [9, builtin("tuple"), NULL, tuple(1, 2)], "9 · (1, 2)"],
  ["CALL_TUPLE_1", 1, [TYPE, NULL, 5], "DEOPT <class 'type'> · NULL · 5"],
  ["CALL_BUILTIN_CLASS", 1, [9, builtin("int"), NULL, "12"], "9 · 12"],
  ["CALL_BUILTIN_CLASS", 0, [9, builtin("int"), "12"], "9 · 12"],
  ["CALL_BUILTIN_CLASS", 1, [builtin("complex"), NULL, 5], "DEOPT <class 'complex'> · NULL · 5"],
  ["CALL_BUILTIN_O", 1, [9, builtin("abs"), NULL, -5], "9 · 5"],
  ["CALL_BUILTIN_O", 2, [builtin("abs"), NULL, -5, 1], "DEOPT <built-in function abs> · NULL · -5 · 1"],
  ["CALL_BUILTIN_O", 1, [builtin("iter"), NULL, -5], "DEOPT <built-in function iter> · NULL · -5"],
  ["CALL_BUILTIN_FAST", 2, [9, builtin("getattr"), NULL, 5, "real"], "9 · 5"],
  ["CALL_BUILTIN_FAST", 1, [builtin("abs"), NULL, 5], "DEOPT <built-in function abs> · NULL · 5"],
  ["CALL_BUILTIN_FAST_WITH_KEYWORDS", 1, [9, builtin("sorted"), NULL, list(2, 1)], "9 · [1, 2]"],
  ["CALL_BUILTIN_FAST_WITH_KEYWORDS", 1, [builtin("abs"), NULL, 5], "DEOPT <built-in function abs> · NULL · 5"],
  ["CALL_LEN", 1, [9, builtin("len"), NULL, list(1, 2)], "9 · 2"],
  ["CALL_LEN", 1, [builtin("abs"), NULL, 5], "DEOPT <built-in function abs> · NULL · 5"],
  ["CALL_LEN", 2, [builtin("len"), NULL, 5, 6], "DEOPT <built-in function len> · NULL · 5 · 6"],
  ["CALL_ISINSTANCE", 2, [9, builtin("isinstance"), NULL, 5, builtin("int")], "9 · True"],
  ["CALL_ISINSTANCE", 2, [9, builtin("isinstance"), NULL, "a", builtin("int")], "9 · False"],
  ["CALL_ISINSTANCE", 2, [builtin("getattr"), NULL, 5, "a"], "DEOPT <built-in function getattr> · NULL · 5 · 'a'"],
  ["CALL_ISINSTANCE", 1, [builtin("isinstance"), NULL, 5], "DEOPT <built-in function isinstance> · NULL · 5"],
];

Deno.test("bodies of uops take and leave what they should, and nothing below", () => {
  for (const [name, oparg, takes, leaves] of ROWS) {
    assertEquals(run(name, oparg, takes), leaves, `${name} ${oparg}`);
  }
});

Deno.test("bodies that store leave the container changed", () => {
  const stored = (name: Name, container: Value | Make, key: Value, value: Value): string => {
    let kept: Value;
    const keep: Make = (m) => kept = typeof container === "function" ? (container as Make)(m) : container;
    run(name, 0, [value, keep, key]);
    return repr(new TestMachine([]).machine, kept);
  };
  assertEquals(stored("_STORE_SUBSCR", list(1, 2), -1, 7), "[1, 7]");
  assertEquals(stored("STORE_SUBSCR_LIST_INT", list(1, 2), 1, 7), "[1, 7]");
  assertEquals(stored("STORE_SUBSCR_LIST_INT", list(1, 2), 0, 7), "[7, 2]");
  assertEquals(stored("STORE_SUBSCR_DICT", dict(["a", 1]), "a", 7), "{'a': 7}");
  const target = list(1, 2, 3);
  run("STORE_SLICE", 0, [list(8, 9), target, 0, 2]);
  assertEquals(repr(new TestMachine([]).machine, target), "[8, 9, 3]");
  run("DELETE_SUBSCR", 0, [target, 1]);
  assertEquals(repr(new TestMachine([]).machine, target), "[8, 3]");
});
