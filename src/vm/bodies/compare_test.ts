import { assertEquals } from "@std/assert";
import { COMPARISON_MASKS, COMPARISONS } from "../../isa/operand_text.ts";
import { PyFloat } from "../../object/values/number_values.ts";
import { PyList } from "../../object/values/sequence_values.ts";
import type { Value } from "../../object/values/value.ts";
import { BODIES } from "./table.ts";
import { DEOPT, NEXT } from "../status.ts";
import { TestMachine } from "../test_machine.ts";

/** What each relation is of less, equal, greater and unordered operands. */
const HOLDS: Readonly<Record<string, string>> = {
  "<": "1000",
  "<=": "1100",
  "==": "0100",
  "!=": "1011",
  ">": "0010",
  ">=": "0110",
};

function compared(name: keyof typeof BODIES, oparg: number, left: Value, right: Value): Value {
  const { machine: m } = new TestMachine([]);
  m.stack = ["below", left, right];
  m.sp = 3;
  const status = BODIES[name](m, oparg, 0);
  if (status === DEOPT) return "DEOPT";
  assertEquals([status, m.sp, m.stack[0]], [NEXT, 2, "below"]);
  return m.stack[1];
}

const float = (value: number): Value => new PyFloat(value);

Deno.test("comparisons of ints, floats and strs hold for what their relation says", () => {
  COMPARISONS.forEach((relation, i) => {
    const oparg = i << 5 | COMPARISON_MASKS[i]!;
    const expected = [...HOLDS[relation]!].map((digit) => digit === "1");
    const found = (name: keyof typeof BODIES, pairs: readonly (readonly [Value, Value])[]): void =>
      assertEquals(
        pairs.map(([a, b]) => compared(name, oparg, a, b)),
        expected.slice(0, pairs.length),
        `${name} ${relation}`,
      );
    const floats = [[1, 2], [2, 2], [2, 1], [NaN, 1]].map(([a, b]) => [float(a!), float(b!)] as const);
    found("COMPARE_OP_INT", [[1, 2], [2, 2], [3, 2]]);
    found("COMPARE_OP_INT", [[-5, -3], [-3, -3], [0, -3]]);
    found("COMPARE_OP_FLOAT", floats);
    found("_COMPARE_OP", [[1, 2], [2, 2], [3, 2]]);
    found("_COMPARE_OP", [[-(1n << 70n), 1n << 70n], [1n << 70n, 1n << 70n], [1n << 70n, 1]]);
    found("_COMPARE_OP", floats);
    found("_COMPARE_OP", [["a", "b"], ["b", "b"], ["c", "b"]]);
    if (relation === "==" || relation === "!=") found("COMPARE_OP_STR", [["a", "b"], ["b", "b"], ["c", "b"]]);
    // The bit that asks for a bool changes nothing about what is one.
    assertEquals(compared("_COMPARE_OP", oparg | 16, 1, 2), expected[0]);
  });
});

Deno.test("ints are compared in their form up to 30 bits", () => {
  const edge = 2 ** 30;
  for (const [left, right] of [[edge - 1, 0], [0, edge - 1], [-edge + 1, 0], [0, -edge + 1]] as const) {
    assertEquals(compared("COMPARE_OP_INT", 10 | 1 << 5, left, right), left <= right);
  }
  for (const large of [edge, -edge, 1n << 70n]) {
    assertEquals([compared("COMPARE_OP_INT", 2, large, 0), compared("COMPARE_OP_INT", 2, 0, large)], [
      "DEOPT",
      "DEOPT",
    ]);
  }
});

Deno.test("BINARY_OP has CPython's operator for every oparg, in place too", () => {
  // + & // << (@) * % | ** >> - / ^ of 7 and 3.
  const results = [10, 3, 2, 56, null, 21, 1, 7, 343, 0, 4, 7 / 3, 4];
  results.forEach((result, oparg) => {
    if (result === null) return;
    for (const each of [oparg, oparg + 13]) {
      const value = compared("_BINARY_OP", each, 7, 3);
      assertEquals(value instanceof PyFloat ? value.value : value, result, `BINARY_OP ${each}`);
    }
  });
  const target = new PyList([1]);
  assertEquals(compared("_BINARY_OP", 13, target, new PyList([2])) === target, true, "in place");
  assertEquals(compared("_BINARY_OP", 0, target, new PyList([2])) === target, false);
});
