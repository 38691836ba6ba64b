/**
 * The test of dicts, and of `dict_ops.ts`.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { KEYS, PyDict } from "./dict.ts";
import { dictDelete, dictGet, dictKeys, dictPopItem, dictSet } from "./dict_ops.ts";
import { PyFloat } from "../values/number_values.ts";
import { PyTuple } from "../values/sequence_values.ts";
import { raisedBy, TestRuntime } from "../test_runtime.ts";
import { PyList } from "../values/sequence_values.ts";
import type { Value } from "../values/value.ts";

Deno.test("entries keep their positions when others are deleted, until the table is rebuilt", () => {
  const dict = new PyDict();
  for (const name of ["a", "b", "c"]) dict.setStr(name, 1);
  dict.deleteStr("a");
  assertEquals(dict.findStr("c"), 2);
  dict.setStr("d", 1);
  dict.setStr("e", 1);
  assertEquals(dict.findStr("e"), 4);
  // The smallest table has room for five entries: the sixth rebuilds it and holes go.
  dict.setStr("f", 1);
  assertEquals([dict.findStr("b"), dict.findStr("f")], [0, 4]);
});

Deno.test("a table is rebuilt with room for three times what it holds", () => {
  const dict = new PyDict();
  for (let i = 0; i < 10; i++) dict.setStr(`k${i}`, i);
  dict.deleteStr("k0");
  assertEquals(dict.findStr("k9"), 9);
  // Room for ten entries is used up, holes included.
  dict.setStr("k10", 10);
  assertEquals([dict.findStr("k9"), dict.findStr("k10")], [8, 9]);
});

Deno.test("a key table's version goes with every key added or deleted, not with a value", () => {
  const rt = new TestRuntime();
  const dict = new PyDict();
  assertEquals(dict.versionFor(rt), 1);
  dict.setStr("a", 1);
  assertEquals(dict.version, 0);
  assertEquals([dict.versionFor(rt), dict.versionFor(rt)], [2, 2]);
  dict.setStr("a", 5);
  assertEquals(dict.version, 2);
  dict.setStr("b", 1);
  assertEquals(dict.versionFor(rt), 3);
  dict.deleteStr("b");
  assertEquals(dict.version, 0);
  dict.clear();
  assertEquals(dict.versionFor(rt), 1);
});

Deno.test("no version is left once the counter has wrapped", () => {
  const dict = new PyDict();
  dict.setStr("a", 1);
  const versions = { nextKeysVersion: 0xffff_ffff };
  assertEquals(dict.versionFor(versions), 0xffff_ffff);
  dict.setStr("b", 1);
  assertEquals(dict.versionFor(versions), 0);
});

Deno.test("a key that is no str turns a table into a general one", () => {
  const rt = new TestRuntime();
  const dict = new PyDict();
  dict.setStr("a", 1);
  assertEquals(dict.kind, KEYS.UNICODE);
  dictSet(rt, dict, 5, 1);
  assertEquals(dict.kind, KEYS.GENERAL);
});

Deno.test("equal keys of different types are one key, and the first one stays", () => {
  const rt = new TestRuntime();
  const dict = new PyDict();
  dictSet(rt, dict, 1, "int");
  dictSet(rt, dict, true, "bool");
  dictSet(rt, dict, new PyFloat(1), "float");
  assertEquals([dictKeys(dict), dictGet(rt, dict, true)], [[1], "float"]);
  dictSet(rt, dict, 2n ** 60n, "big");
  assertEquals(dictGet(rt, dict, new PyFloat(2 ** 60)), "big");
  dictSet(rt, dict, new PyTuple([1, "x"]), "tuple");
  assertEquals(dictGet(rt, dict, new PyTuple([true, "x"])), "tuple");
  assertEquals(dictGet(rt, dict, "x"), undefined);
});

Deno.test("a dict agrees with a plain list of pairs over a long random history", () => {
  const rt = new TestRuntime();
  let state = 7;
  const draw = (n: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % n;
  };
  const keys: Value[] = Array.from(
    { length: 12 },
    (_, i) => [i, `k${i}`, new PyTuple([i]), new PyFloat(i + 0.5)][i % 4],
  );
  const dict = new PyDict();
  let model: [Value, Value][] = [];
  for (let step = 0; step < 3000; step++) {
    const key = keys[draw(keys.length)];
    const known = model.find(([other]) => other === key);
    const choice = draw(20);
    if (choice < 10) {
      dictSet(rt, dict, key, step);
      if (known === undefined) model.push([key, step]);
      else known[1] = step;
    } else if (choice < 18) {
      assertEquals(dictDelete(rt, dict, key), known !== undefined);
      model = model.filter((pair) => pair !== known);
    } else if (choice === 18) {
      assertEquals(dictPopItem(dict), model.pop());
    } else assertEquals(dictGet(rt, dict, key), known?.[1]);
    assertEquals(dict.used, model.length);
  }
  assertEquals(dictKeys(dict), model.map(([key]) => key));
});

Deno.test("what cannot be hashed is no key, not even to ask for", () => {
  const rt = new TestRuntime();
  assertEquals(raisedBy(rt, () => dictGet(rt, new PyDict(), new PyList([]))), [
    "TypeError",
    ["unhashable type: 'list'"],
  ]);
});
