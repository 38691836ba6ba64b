import { assert, assertEquals } from "@std/assert";
import { PyDict } from "../../object/dict/dict.ts";
import { ListIterator, RangeIterator, TupleIterator } from "../../object/iterator/iterators.ts";
import { PyFloat } from "../../object/values/number_values.ts";
import { PyList, PyTuple } from "../../object/values/sequence_values.ts";
import { OBJECT, SUPER } from "../../object/type/types.ts";
import type { Value } from "../../object/values/value.ts";
import { BODIES } from "./table.ts";
import { DEOPT, NEXT } from "../status.ts";
import { functionText, TestMachine } from "../test_machine.ts";

/** A uop, its oparg, what it takes, and what it must refuse: other values at one place each. */
interface Guard {
  readonly name: keyof typeof BODIES;
  readonly oparg?: number;
  readonly takes: () => Value[];
  readonly refuses: readonly (readonly [at: number, ...values: Value[]])[];
}

const list = (...items: Value[]): PyList => new PyList(items);
const tuple = (...items: Value[]): PyTuple => new PyTuple(items);
const float = (value: number): PyFloat => new PyFloat(value);
const BIG = 1n << 70n;

function dict(): PyDict {
  const made = new PyDict();
  made.setStr("k", 1);
  return made;
}

const GUARDS: readonly Guard[] = [
  { name: "_GUARD_BOTH_INT", takes: () => [1, BIG], refuses: [[0, true, "1", float(1)], [1, false, null, float(1)]] },
  { name: "_GUARD_BOTH_FLOAT", takes: () => [float(1), float(2)], refuses: [[0, 1, "a"], [1, 1, "a"]] },
  { name: "_GUARD_BOTH_UNICODE", takes: () => ["a", "b"], refuses: [[0, 1, list()], [1, 1, list()]] },
  {
    name: "BINARY_SUBSCR_LIST_INT",
    takes: () => [list(5, 6), 1],
    refuses: [[0, tuple(5, 6), "ab"], [1, 2, -1, BIG, true, "0"]],
  },
  {
    name: "BINARY_SUBSCR_TUPLE_INT",
    takes: () => [tuple(5, 6), 1],
    refuses: [[0, list(5, 6), "ab"], [1, 2, -1, BIG, false, "0"]],
  },
  {
    name: "BINARY_SUBSCR_STR_INT",
    takes: () => ["ab", 1],
    refuses: [[0, list("a", "b"), tuple("a", "b"), "a\u00e9"], [1, 2, -1, BIG, true]],
  },
  { name: "BINARY_SUBSCR_DICT", takes: () => [dict(), "k"], refuses: [[0, list("k"), "k"]] },
  {
    name: "STORE_SUBSCR_LIST_INT",
    takes: () => [7, list(5, 6), 1],
    refuses: [[1, tuple(5, 6), dict()], [2, 2, -1, BIG, true]],
  },
  { name: "STORE_SUBSCR_DICT", takes: () => [7, dict(), "k"], refuses: [[1, list(1), tuple(1)]] },
  {
    name: "COMPARE_OP_INT",
    oparg: 2,
    takes: () => [1, 2],
    refuses: [[0, BIG, 1 << 30, true, float(1)], [1, BIG, -(2 ** 30), "1"]],
  },
  { name: "COMPARE_OP_FLOAT", oparg: 2, takes: () => [float(1), float(2)], refuses: [[0, 1], [1, 1]] },
  { name: "COMPARE_OP_STR", oparg: 8, takes: () => ["a", "a"], refuses: [[0, 1], [1, 1]] },
  { name: "TO_BOOL_BOOL", takes: () => [true], refuses: [[0, 1, null, "a"]] },
  { name: "TO_BOOL_INT", takes: () => [BIG], refuses: [[0, true, null, float(1)]] },
  { name: "TO_BOOL_LIST", takes: () => [list(1)], refuses: [[0, tuple(1), "a"]] },
  { name: "TO_BOOL_NONE", takes: () => [null], refuses: [[0, false, 0, ""]] },
  { name: "TO_BOOL_STR", takes: () => ["a"], refuses: [[0, 1, list()]] },
  {
    name: "UNPACK_SEQUENCE_TWO_TUPLE",
    oparg: 2,
    takes: () => [tuple(1, 2)],
    refuses: [[0, tuple(1), tuple(1, 2, 3), list(1, 2)]],
  },
  {
    name: "UNPACK_SEQUENCE_TUPLE",
    oparg: 3,
    takes: () => [tuple(1, 2, 3)],
    refuses: [[0, tuple(1, 2), tuple(), list(1, 2, 3)]],
  },
  {
    name: "UNPACK_SEQUENCE_LIST",
    oparg: 3,
    takes: () => [list(1, 2, 3)],
    refuses: [[0, list(1, 2), list(), tuple(1, 2, 3)]],
  },
  {
    name: "_ITER_CHECK_LIST",
    takes: () => [new ListIterator(list(1))],
    refuses: [[0, new TupleIterator(tuple(1)), new RangeIterator(0, 1, 1), list(1)]],
  },
  {
    name: "_ITER_CHECK_TUPLE",
    takes: () => [new TupleIterator(tuple(1))],
    refuses: [[0, new ListIterator(list(1)), new RangeIterator(0, 1, 1), tuple(1)]],
  },
  {
    name: "_ITER_CHECK_RANGE",
    takes: () => [new RangeIterator(0, 1, 1)],
    refuses: [[0, new ListIterator(list(1)), new TupleIterator(tuple(1)), list(1)]],
  },
  {
    name: "_GUARD_NOT_EXHAUSTED_LIST",
    takes: () => [new ListIterator(list(1))],
    refuses: [[0, new ListIterator(list())]],
  },
  {
    name: "_GUARD_NOT_EXHAUSTED_TUPLE",
    takes: () => [new TupleIterator(tuple(1))],
    refuses: [[0, new TupleIterator(tuple())]],
  },
  {
    name: "_GUARD_NOT_EXHAUSTED_RANGE",
    takes: () => [new RangeIterator(0, 1, 1)],
    refuses: [[0, new RangeIterator(0, 1, 0)]],
  },
  { name: "_GUARD_IS_TRUE_POP", takes: () => [true], refuses: [[0, false]] },
  { name: "_GUARD_IS_FALSE_POP", takes: () => [false], refuses: [[0, true]] },
  { name: "_GUARD_IS_NONE_POP", takes: () => [null], refuses: [[0, 0, false]] },
  { name: "_GUARD_IS_NOT_NONE_POP", takes: () => [0], refuses: [[0, null]] },
  { name: "LOAD_SUPER_ATTR_ATTR", takes: () => [SUPER, OBJECT, 5], refuses: [[0, OBJECT, "super"], [1, 5, "object"]] },
  {
    name: "LOAD_SUPER_ATTR_METHOD",
    oparg: 1,
    takes: () => [SUPER, OBJECT, 5],
    refuses: [[0, OBJECT, "super"], [1, 5, "object"]],
  },
];

/** Runs a body on a stack of its own with two values below that are not for it; gives its status and the stack. */
function run({ name, oparg = 0 }: Guard, operands: readonly Value[]): { status: number; stack: Value[] } {
  const test = new TestMachine([functionText("f", "", "RETURN_CONST 0", "  const None\n  names __class__")]);
  const { machine: m } = test;
  // Names are looked up in the frame at hand.
  Object.defineProperty(m.frame, "code", { value: test.func("f").code });
  m.stack = ["below", "under", ...operands];
  m.sp = m.stack.length;
  const status = BODIES[name](m, oparg, 0);
  return { status, stack: m.stack.slice(0, m.sp) };
}

Deno.test("specialized bodies and guards go on with what they are for", () => {
  for (const guard of GUARDS) {
    const { status, stack } = run(guard, guard.takes());
    assertEquals(status, NEXT, guard.name);
    assertEquals(stack.slice(0, 2), ["below", "under"], guard.name);
  }
});

Deno.test("specialized bodies and guards refuse everything else, at every place, and leave the stack as it was", () => {
  for (const guard of GUARDS) {
    for (const [at, ...values] of guard.refuses) {
      for (const value of values) {
        const operands = guard.takes();
        operands[at as number] = value;
        const { status, stack } = run(guard, operands);
        const where = `${guard.name}, operand ${at}: ${
          typeof value === "object" ? value?.constructor.name : String(value)
        }`;
        assertEquals(status, DEOPT, where);
        assert(stack.length === operands.length + 2 && operands.every((each, i) => stack[i + 2] === each), where);
      }
    }
  }
});
