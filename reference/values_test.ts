/**
 * Hashes and tables of keys. The test of `values/dict.ts`, `values/set.ts`, `values/text_hash.ts` and
 * `core/hashing.ts`.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { setBinary } from "./core/set_operators.ts";
import { bareInterpreter, raisedBy } from "./testing.ts";
import { float, tuple, types } from "./types.ts";
import { PyBytes, PyComplex, PyDict, PyList, PySet, type Value } from "./values.ts";

/** Items as drawn once, with the orders that CPython gives after the same operations. */
const ITEMS = [
  48n,
  232460n,
  -3584n,
  436396n,
  405701947818117342448n,
  692383031861382319901n,
  412461n,
  -6623n,
  70n,
  436141075866291998846n,
  840406532711105297324n,
  82n,
  209208n,
  -5633n,
  58n,
  821722n,
  995852n,
  -7945n,
  -8849n,
  628993n,
];

/** Histories of additions and deletions, with the order that CPython gives at the end. */
const HISTORIES: readonly (readonly [history: string, order: string])[] = JSON.parse(
  await Deno.readTextFile(new URL("./testdata/set_orders.json", import.meta.url)),
);

function text(set: Value): string {
  return (set as PySet).items().join(" ");
}

Deno.test("a set of ints is iterated in the order of CPython's table", () => {
  const rt = bareInterpreter();
  const set = new PySet(types.set);
  for (const item of ITEMS) set.add(rt, item);
  ITEMS.forEach((item, i) => {
    if (i % 3 === 0) set.discard(rt, item);
  });
  ITEMS.forEach((item, i) => {
    if (i % 4 === 1) set.add(rt, item + 1n);
  });
  assertEquals(
    text(set),
    "-3584 628993 -5632 232460 995852 232461 840406532711105297324 405701947818117342448 -6623 58 436141075866291998847 70 692383031861382319901 692383031861382319902 82 -7945 -7944 -5633",
  );
  const all = rt.set(ITEMS);
  assertEquals(
    text(setBinary(rt, "|", set, all)),
    "-3584 628993 -5632 232460 995852 232461 840406532711105297324 405701947818117342448 -6623 436396 412461 48 209208 58 436141075866291998846 436141075866291998847 70 692383031861382319901 692383031861382319902 82 821722 -8849 -7945 -7944 -5633",
  );
  assertEquals(
    text(setBinary(rt, "-", set, rt.set([232460n]))),
    "-3584 628993 -5632 70 692383031861382319901 692383031861382319902 995852 232461 82 840406532711105297324 405701947818117342448 -6623 -7945 -7944 58 436141075866291998847 -5633",
  );
  assertEquals(
    text(setBinary(rt, "^", set, all)),
    "-5632 692383031861382319902 232461 821722 -7944 436396 412461 -8849 48 209208 436141075866291998846 436141075866291998847",
  );
});

Deno.test("set.pop goes on from where the last pop stopped", () => {
  const rt = bareInterpreter();
  const set = rt.set([5n, 9n, 16n, 3n]) as PySet;
  assertEquals([set.pop(), set.pop()], [16n, 9n]);
  set.add(rt, 8n);
  assertEquals([set.pop(), set.pop(), set.pop(), set.pop()], [3n, 5n, 8n, undefined]);
});

Deno.test("hashes of numbers, tuples and frozensets are CPython's", () => {
  const rt = bareInterpreter();
  const cases: [Value, bigint][] = [
    [tuple([1n, 2n, 3n]), 529344067295497451n],
    [tuple([]), 5740354900026072187n],
    [tuple([1n, tuple([2n, 3n]), -1n]), -4691468712706788113n],
    [float(0.1), 230584300921369408n],
    [float(-2.5), -1152921504606846978n],
    [float(1e300), 1224995262755759164n],
    [(1n << 61n) - 1n, 0n],
    [-(1n << 61n), -2n],
    [1n << 200n, 131072n],
    [-1n, -2n],
    [true, 1n],
    [rt.frozenset([1n, 2n, 3n]), -272375401224217160n],
    [rt.frozenset([]), 133146708735736n],
    [new PyComplex(types.complex, 1, 2), 2000007n],
    [new PyComplex(types.complex, 1.5, 0), 1152921504606846977n],
  ];
  for (const [value, expected] of cases) assertEquals(rt.hash(value), expected, rt.repr(value));
});

Deno.test("a dict takes equal keys of different types for one, in order of insertion", () => {
  const rt = bareInterpreter();
  const dict = new PyDict(types.dict);
  dict.set(rt, 1n, "int");
  dict.set(rt, "1", "str");
  dict.set(rt, tuple([1n, float(2)]), "tuple");
  dict.set(rt, true, "bool");
  dict.set(rt, float(1), "float");
  dict.set(rt, tuple([true, 2n]), "again");
  assertEquals(rt.repr(dict), "{1: 'float', '1': 'str', (1, 2.0): 'again'}");
  assertEquals(dict.delete(rt, new PyComplex(types.complex, 1, 0)), "float");
  dict.set(rt, 1n, "late");
  assertEquals(rt.repr(dict), "{'1': 'str', (1, 2.0): 'again', 1: 'late'}");
  assertEquals(dict.popLast()?.value, "late");
  assertEquals(
    raisedBy(rt, () => dict.get(rt, new PyList(types.list, [])) ?? null),
    "TypeError: unhashable type: 'list'",
  );
});

Deno.test("a NaN is found only by identity", () => {
  const rt = bareInterpreter();
  const nan = float(NaN);
  const dict = new PyDict(types.dict);
  dict.set(rt, nan, 1n);
  assertEquals([dict.get(rt, nan), dict.get(rt, float(NaN))], [1n, undefined]);
  assertEquals(rt.contains(new PyList(types.list, [nan]), nan), true);
  assertEquals(rt.contains(new PyList(types.list, [nan]), float(NaN)), false);
});

Deno.test("str and bytes are hashed as CPython does under PYTHONHASHSEED=0", () => {
  const rt = bareInterpreter();
  const known: readonly (readonly [string, bigint])[] = [
    ["", 0n],
    ["a", 4644417185603328019n],
    ["abcdefgh", 4574395652268504554n],
    ["abcdefghi", -532774252720507163n],
    ["\u00e9", 6047309291227476195n],
    ["\u0100", 75343234424780393n],
    ["\u{1f600}x", -8926728262118538918n],
    ["x".repeat(100), 1359644457043326220n],
  ];
  for (const [text, hash] of known) assertEquals(rt.hash(text), hash, text);
  assertEquals(rt.hash(new PyBytes(types.bytes, new TextEncoder().encode("abc"))), -4594863902769663758n);
});

Deno.test("a set puts new keys into deleted slots as CPython does", () => {
  const rt = bareInterpreter();
  for (const [history, order] of HISTORIES) {
    const set = new PySet(types.set);
    for (const step of history.split(" ")) {
      const key = BigInt(step.slice(1));
      if (step.startsWith("+")) set.add(rt, key);
      else set.discard(rt, key);
    }
    assertEquals(text(set), order, history);
  }
});
