import { assertEquals } from "@std/assert";
import type { CodeUnits } from "../../isa/code_unit.ts";
import { DEFAULT_LIMITS } from "../../isa/engine.ts";
import { opcodeNameOf } from "../../isa/opcodes.ts";
import { PyList } from "../../object/values/sequence_values.ts";
import type { Value } from "../../object/values/value.ts";
import { functionText, TestMachine } from "../test_machine.ts";

const ADD = functionText("add", "a b", "LOAD_FAST_LOAD_FAST 1\nBINARY_OP 0\nRETURN_VALUE");
/** Unit of the BINARY_OP in `add`. */
const AT = 2;

function opcodeAt(units: CodeUnits, unit: number): string | undefined {
  return opcodeNameOf((units[unit] as number) & 0xff);
}

function counterAfter(runs: number, left: Value, right: Value): number {
  const test = new TestMachine([ADD]);
  for (let i = 0; i < runs; i++) test.call("add", left, right);
  return test.units("add")[AT + 1] as number;
}

Deno.test("a site is specialized at its second run and its counter then stands still", () => {
  assertEquals([0, 1, 2, 3, 100].map((runs) => counterAfter(runs, 1, 2)), [0x0011, 0x0001, 0x0340, 0x0340, 0x0340]);
});

Deno.test("a site that cannot be specialized asks at runs 2, 5, 12, 27, 58, 121, 248, ... and backs off up to 2**12", () => {
  const attempts: number[] = [];
  const readings: number[] = [];
  const test = new TestMachine([ADD], { limits: { ...DEFAULT_LIMITS, fuel: 1_000_000 } });
  const left = new PyList([]);
  let exponent = 1;
  for (let run = 1; run <= 16400; run++) {
    test.call("add", left, left);
    const counter = test.units("add")[AT + 1] as number;
    if ((counter & 15) !== exponent || (exponent === 12 && counter === 0xffec)) {
      attempts.push(run);
      readings.push(counter);
      exponent = counter & 15;
    }
  }
  assertEquals(
    attempts,
    [2, 5, 12, 27, 58, 121, 248, 503, 1014, 2037, 4084, 8179, 12274, 16369].slice(0, attempts.length),
  );
  assertEquals(readings.slice(0, 12), [
    0x0022,
    0x0063,
    0x00e4,
    0x01e5,
    0x03e6,
    0x07e7,
    0x0fe8,
    0x1fe9,
    0x3fea,
    0x7feb,
    0xffec,
    0xffec,
  ]);
});

Deno.test("52 misses leave the form, the 53rd specializes again for the operands at hand", () => {
  const test = new TestMachine([ADD]);
  test.call("add", 1, 2);
  test.call("add", 1, 2);
  assertEquals(opcodeAt(test.units("add"), AT), "BINARY_OP_ADD_INT");
  for (let miss = 1; miss <= 52; miss++) {
    test.call("add", "a", "b");
    assertEquals(opcodeAt(test.units("add"), AT), "BINARY_OP_ADD_INT");
    assertEquals(test.units("add")[AT + 1], 0x0340 - 16 * miss);
  }
  assertEquals(test.call("add", "a", "b"), "ab");
  assertEquals(opcodeAt(test.units("add"), AT), "BINARY_OP_ADD_UNICODE");
  assertEquals(test.units("add")[AT + 1], 0x0340);
});

Deno.test("the 53rd miss puts the base form back when nothing fits", () => {
  const test = new TestMachine([ADD]);
  for (let i = 0; i < 2; i++) test.call("add", 1, 2);
  for (let miss = 1; miss <= 53; miss++) test.call("add", new PyList([]), new PyList([]));
  assertEquals(opcodeAt(test.units("add"), AT), "BINARY_OP");
  assertEquals(test.units("add")[AT + 1], 0x0001);
});

Deno.test("RESUME becomes RESUME_CHECK at its first run", () => {
  const test = new TestMachine([ADD]);
  assertEquals(opcodeAt(test.units("add"), 0), "RESUME");
  test.call("add", 1, 2);
  assertEquals(opcodeAt(test.units("add"), 0), "RESUME_CHECK");
});

Deno.test("ints are compact below 2**30, which only comparison and subscripts ask for", () => {
  const less = functionText("less", "a b", "LOAD_FAST_LOAD_FAST 1\nCOMPARE_OP 2\nRETURN_VALUE");
  const form = (left: Value): string | undefined => {
    const test = new TestMachine([less]);
    for (let i = 0; i < 2; i++) test.call("less", left, 1);
    return opcodeAt(test.units("less"), AT);
  };
  assertEquals(form(2 ** 30 - 1), "COMPARE_OP_INT");
  assertEquals(form(-(2 ** 30) + 1), "COMPARE_OP_INT");
  assertEquals(form(2 ** 30), "COMPARE_OP");
  assertEquals(form(true), "COMPARE_OP");
  const test = new TestMachine([ADD]);
  for (let i = 0; i < 2; i++) test.call("add", 10n ** 30n, 1);
  assertEquals(opcodeAt(test.units("add"), AT), "BINARY_OP_ADD_INT");
});
