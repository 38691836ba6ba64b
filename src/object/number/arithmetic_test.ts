/**
 * The test of `binary.ts`, `float.ts` and `int.ts`.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { binaryOp } from "./binary.ts";
import { floatPower } from "./float.ts";
import { intFloorDivide, intModulo, intPowerModulo, intTrueDivide } from "./int.ts";
import { PyFloat } from "../values/number_values.ts";
import { PyBytes, PyList, PyTuple } from "../values/sequence_values.ts";
import { raisedBy, TestRuntime } from "../test_runtime.ts";
import { repr } from "../text/repr.ts";
import { str } from "../text/str.ts";
import { normalizeInt, type Value } from "../values/value.ts";

const SYMBOLS = ["+", "&", "//", "<<", "@", "*", "%", "|", "**", ">>", "-", "/", "^"];

async function vectors<T>(name: string): Promise<T> {
  return JSON.parse(await Deno.readTextFile(new URL(`../testdata/${name}.json`, import.meta.url)));
}

const OTHERS: Readonly<Record<string, () => Value>> = {
  True: () => true,
  False: () => false,
  None: () => null,
  "'ab'": () => "ab",
  "''": () => "",
  "(1, 2)": () => new PyTuple([1, 2]),
  "[3]": () => new PyList([3]),
  "b'x'": () => new PyBytes(Uint8Array.of(120)),
};

function operand(text: string): Value {
  if (/^-?\d+$/.test(text)) return normalizeInt(BigInt(text));
  const other = OTHERS[text];
  if (other !== undefined) return other();
  return new PyFloat(Number(text.replace("inf", "Infinity")));
}

type Vector = readonly [left: string, op: string, right: string, kind: "v" | "e", text: string, message?: string];

Deno.test("binaryOp() gives what CPython gives, errors included", async () => {
  const rt = new TestRuntime();
  for (const [left, op, right, kind, text, message] of await vectors<readonly Vector[]>("arithmetic")) {
    let result = "";
    const raised = raisedBy(rt, () => {
      result = repr(rt, binaryOp(rt, SYMBOLS.indexOf(op), operand(left), operand(right)));
    });
    const args = raised?.[1] ?? [];
    const ours = raised === null
      ? result
      : `${raised[0]}: ${args.length > 1 ? repr(rt, new PyTuple(args)) : str(rt, args[0])}`;
    assertEquals(ours, kind === "v" ? text : `${text}: ${message}`, `${left} ${op} ${right}`);
  }
});

Deno.test("floatPower() rounds as the C library does", async () => {
  const rt = new TestRuntime();
  for (const [base, exponent, text] of await vectors<readonly (readonly [number, number, string])[]>("powers")) {
    assertEquals(repr(rt, floatPower(rt, base, exponent)), text, `${base} ** ${exponent}`);
  }
});

Deno.test("ints stay normalised across the border of safe integers, and no zero is negative", () => {
  const rt = new TestRuntime();
  const max = Number.MAX_SAFE_INTEGER;
  assertEquals(binaryOp(rt, 0, max, 1), 9007199254740992n);
  assertEquals(binaryOp(rt, 10, 9007199254740992n, 1), max);
  assertEquals(binaryOp(rt, 5, 0, -5), 0);
  assertEquals(Object.is(binaryOp(rt, 5, 0, -5), 0), true);
  assertEquals(Object.is(intModulo(rt, -6, 3), 0), true);
  assertEquals(Object.is(intFloorDivide(rt, 0, -3), 0), true);
  assertEquals(intFloorDivide(rt, -max, 2), -4503599627370496);
});

Deno.test("true division of huge ints rounds once, half to even", () => {
  const rt = new TestRuntime();
  assertEquals(intTrueDivide(rt, 10n ** 400n + 1n, 10n ** 399n), 10);
  assertEquals(intTrueDivide(rt, 1, 10n ** 320n), 1e-320);
  assertEquals(intTrueDivide(rt, 1n, 3n * 10n ** 323n), 1 / 3e300 / 1e23);
  assertEquals(raisedBy(rt, () => intTrueDivide(rt, 10n ** 400n, 3))?.[0], "OverflowError");
});

Deno.test("pow() with a modulus takes negative exponents and moduli", () => {
  const rt = new TestRuntime();
  assertEquals(intPowerModulo(rt, 3, -1, 7), 5);
  assertEquals(intPowerModulo(rt, 2, 10, -7), -5);
  assertEquals(raisedBy(rt, () => intPowerModulo(rt, 2, -1, 4))?.[1], [
    "base is not invertible for the given modulus",
  ]);
});

Deno.test("a huge product gives the run up instead of filling memory", () => {
  const rt = new TestRuntime();
  rt.limits = { ...rt.limits, maxSize: 100 };
  try {
    binaryOp(rt, 8, 10, 10_000);
  } catch {
    // The sentinel says nothing; the runtime does.
  }
  assertEquals(rt.poisoned, "size");
});
