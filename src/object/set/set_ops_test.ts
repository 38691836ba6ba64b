/**
 * The test of sets, and of `set.ts`.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { binaryOp } from "../number/binary.ts";
import { hashOf } from "../values/hash.ts";
import { PyComplex, PyFloat } from "../values/number_values.ts";
import { makeRange } from "../sequence/range_ops.ts";
import { PyTuple } from "../values/sequence_values.ts";
import { PySet } from "./set.ts";
import { makeFrozenSet, makeSet, setAdd, setContains, setDiscard, setItems, setPop } from "./set_ops.ts";
import { TestRuntime } from "../test_runtime.ts";
import type { PyAnySet } from "./set.ts";
import { normalizeInt, type PyInt, type Value } from "../values/value.ts";

interface History {
  readonly ops: readonly (readonly ["add" | "discard" | "pop", string])[];
  readonly order: readonly string[];
  readonly other: readonly string[];
  readonly union: readonly string[];
  readonly both: readonly string[];
  readonly minus: readonly string[];
  readonly xor: readonly string[];
}

const int = (text: string): PyInt => normalizeInt(BigInt(text));
const order = (set: Value): string[] => setItems(set as PyAnySet).map(String);

Deno.test("sets of ints iterate in the order of CPython's table, whatever happened to them", async () => {
  const rt = new TestRuntime();
  const path = new URL("../testdata/set_orders.json", import.meta.url);
  const histories: readonly History[] = JSON.parse(await Deno.readTextFile(path));
  for (const { ops, order: expected, other, union, both, minus, xor } of histories) {
    const set = new PySet();
    for (const [op, key] of ops) {
      if (op === "add") setAdd(rt, set, int(key));
      else if (op === "discard") setDiscard(rt, set, int(key));
      else assertEquals(String(setPop(rt, set)), key);
    }
    assertEquals(order(set), expected);
    const right = makeSet(rt, other.map(int));
    if (order(right).join() !== other.join()) continue;
    assertEquals(order(binaryOp(rt, 7, set, right)), union);
    assertEquals(order(binaryOp(rt, 1, set, right)), both);
    assertEquals(order(binaryOp(rt, 10, set, right)), minus);
    assertEquals(order(binaryOp(rt, 12, set, right)), xor);
  }
});

Deno.test("hashes of numbers, tuples, ranges and frozensets are CPython's", () => {
  const rt = new TestRuntime();
  const tuple = (...items: Value[]): PyTuple => new PyTuple(items);
  const float = (value: number): PyFloat => new PyFloat(value);
  const cases: readonly (readonly [Value, string])[] = [
    [tuple(1, 2, 3), "529344067295497451"],
    [tuple(), "5740354900026072187"],
    [float(1.5), "1152921504606846977"],
    [float(-0.1), "-230584300921369408"],
    [10n ** 30n, "465258685558744706"],
    [-(10n ** 30n), "-465258685558744706"],
    [2n ** 61n - 1n, "0"],
    [2n ** 61n, "1"],
    [float(Infinity), "314159"],
    [new PyComplex(1.5, -2), "1152921504604846971"],
    [true, "1"],
    [-1, "-2"],
    [null, "4238894112"],
    [makeFrozenSet(rt, [1, 2, 3]), "-272375401224217160"],
    [makeFrozenSet(rt, []), "133146708735736"],
    [makeFrozenSet(rt, [tuple(1, 2), 7]), "-864536503334261533"],
    [makeRange(rt, 5, 1, -2), "3802521369234288523"],
    [tuple(float(1.5), tuple(2, -1)), "4357589405312469601"],
  ];
  for (const [value, hash] of cases) assertEquals(String(hashOf(rt, value)), hash);
});

Deno.test("equal numbers are one key, nan is its own", () => {
  const rt = new TestRuntime();
  const set = makeSet(rt, [1, true, new PyFloat(1)]);
  assertEquals(setItems(set), [1]);
  const nan = new PyFloat(NaN);
  assertEquals(setContains(rt, makeSet(rt, [nan]), nan), true);
  assertEquals(setContains(rt, makeSet(rt, [nan]), new PyFloat(NaN)), false);
  assertEquals(makeRange(rt, 0, 3, 1).length, 3);
});
