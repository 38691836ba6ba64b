/**
 * The test of classes that programs make, and of `instance.ts`, `instance_dict.ts`, `instances.ts`, `layout.ts`, `lookup.ts`, `mro.ts`,
 * `type.ts` and `../dict/shared_keys.ts`.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { delAttr, getAttr, getMethod, setAttr } from "./attributes.ts";
import { call } from "../call/call.ts";
import { PyBuiltin } from "../values/callable_values.ts";
import { CALLS } from "../builtins/define.ts";
import "../builtins/builtins.ts";
import type { PyDict } from "../dict/dict.ts";
import { dictOfEntries } from "../dict/dict_ops.ts";
import { VALUE_ERROR } from "../exception/exception_types.ts";
import { instanceDict, reinline } from "./instance_dict.ts";
import type { PyInstance } from "./instance.ts";
import { assignVersionTag, typeLookup } from "./lookup.ts";
import { makeTuple, PyTuple } from "../values/sequence_values.ts";
import { raisedBy, TestRuntime } from "../test_runtime.ts";
import type { PyType } from "./type.ts";
import { forgetTypeTags, INT, LIST, OBJECT, TYPE } from "./types.ts";
import type { Value } from "../values/value.ts";

function makeClass(
  rt: TestRuntime,
  name: string,
  bases: readonly Value[] = [],
  names: readonly (readonly [string, Value])[] = [],
): PyType {
  return call(rt, TYPE, [name, makeTuple(bases), dictOfEntries(names)]) as PyType;
}

const method = (name: string): PyBuiltin => new PyBuiltin(name, CALLS.VARARGS, () => null, null, null);

Deno.test("classes are linearised by C3, and refused when they cannot be", () => {
  const rt = new TestRuntime();
  const a = makeClass(rt, "A");
  const b = makeClass(rt, "B", [a]);
  const c = makeClass(rt, "C", [a]);
  const d = makeClass(rt, "D", [b, c]);
  assertEquals(d.mro.map((type) => type.name), ["D", "B", "C", "A", "object"]);
  assertEquals(raisedBy(rt, () => makeClass(rt, "E", [a, b])), [
    "TypeError",
    ["Cannot create a consistent method resolution order (MRO) for bases A, B"],
  ]);
  assertEquals(raisedBy(rt, () => makeClass(rt, "E", [a, a]))?.[1], ["duplicate base class A"]);
  assertEquals(raisedBy(rt, () => makeClass(rt, "E", [INT, LIST]))?.[1], [
    "multiple bases have instance lay-out conflict",
  ]);
});

Deno.test("version tags are given on look-up, own number first, and go with every change of a class", () => {
  const rt = new TestRuntime();
  forgetTypeTags(rt);
  const base = makeClass(rt, "Base");
  const derived = makeClass(rt, "Derived", [base]);
  base.versionTag = 0;
  derived.versionTag = 0;
  OBJECT.versionTag = 0;
  rt.nextHeapTypeTag = 200_000;
  rt.nextStaticTypeTag = 50;
  typeLookup(rt, derived, "x");
  assertEquals([derived.versionTag, base.versionTag, OBJECT.versionTag], [200_000, 200_001, 50]);
  setAttr(rt, base, "x", 1);
  assertEquals([derived.versionTag, base.versionTag, OBJECT.versionTag], [0, 0, 50]);
  assertEquals(getAttr(rt, derived, "x"), 1);
  typeLookup(rt, derived, "y".repeat(101));
  assertEquals(assignVersionTag(rt, derived), true);
  forgetTypeTags(rt);
});

Deno.test("the first instance of a class keeps 29 names in line, the 30th makes a dict", () => {
  const rt = new TestRuntime();
  const cls = makeClass(rt, "C");
  const instance = call(rt, cls, []) as PyInstance;
  for (let i = 0; i < 29; i++) setAttr(rt, instance, `n${i}`, i);
  assertEquals(instance.dict, null);
  setAttr(rt, instance, "n29", 29);
  assertEquals(instance.values, null);
  assertEquals(instance.dict?.used, 30);
  assertEquals(getAttr(rt, instance, "n0"), 0);
});

Deno.test("each new instance takes the room of one name", () => {
  const rt = new TestRuntime();
  const cls = makeClass(rt, "C");
  const lengths = Array.from({ length: 31 }, () => (call(rt, cls, []) as PyInstance).values?.length);
  assertEquals([lengths[0], lengths[1], lengths[28], lengths[29], lengths[30]], [29, 28, 1, 1, 1]);
});

Deno.test("inline values keep the order of insertion through deletion, a dict and back", () => {
  const rt = new TestRuntime();
  const instance = call(rt, makeClass(rt, "C"), []) as PyInstance;
  for (const name of ["a", "b", "c"]) setAttr(rt, instance, name, name);
  delAttr(rt, instance, "a");
  setAttr(rt, instance, "a", "again");
  const dict = instanceDict(instance);
  assertEquals(dict.entryKeys, ["b", "c", "a"]);
  assertEquals(reinline(instance), true);
  assertEquals([getAttr(rt, instance, "a"), instance.dict], ["again", null]);
  assertEquals(instanceDict(instance).entryKeys, ["b", "c", "a"]);
});

Deno.test("a new shared name takes the key version of its own class only", () => {
  const rt = new TestRuntime();
  const base = makeClass(rt, "Base");
  const derived = makeClass(rt, "Derived", [base]);
  const versions = [base, derived].map((type) => type.sharedKeys?.versionFor(rt));
  setAttr(rt, call(rt, derived, []), "x", 1);
  assertEquals([base.sharedKeys?.version, derived.sharedKeys?.version], [versions[0], 0]);
});

Deno.test("__slots__ are sorted, refuse other names and give no dict", () => {
  const rt = new TestRuntime();
  const cls = makeClass(rt, "S", [], [["__slots__", new PyTuple(["b", "a"])]]);
  const instance = call(rt, cls, []);
  setAttr(rt, instance, "b", 1);
  assertEquals((instance as PyInstance).slots, [undefined, 1]);
  assertEquals(raisedBy(rt, () => getAttr(rt, instance, "a"))?.[1], ["'S' object has no attribute 'a'"]);
  assertEquals(raisedBy(rt, () => setAttr(rt, instance, "c", 1))?.[1], [
    "'S' object has no attribute 'c' and no __dict__ for setting new attributes",
  ]);
  assertEquals(raisedBy(rt, () => delAttr(rt, instance, "a"))?.[1], ["a"]);
});

Deno.test("defining __eq__ alone makes instances unhashable", () => {
  const rt = new TestRuntime();
  const cls = makeClass(rt, "C", [], [["__eq__", method("eq")]]);
  assertEquals(cls.dict.getStr("__hash__"), null);
  const kept = makeClass(rt, "K", [], [["__eq__", method("eq")], ["__hash__", method("hash")]]);
  assertEquals(kept.dict.getStr("__hash__") === null, false);
});

Deno.test("a subclass of a builtin type holds the builtin value, and starts without attributes", () => {
  const rt = new TestRuntime();
  const cls = makeClass(rt, "MyInt", [INT]);
  const seven = call(rt, cls, [7]) as PyInstance;
  assertEquals([seven.payload, seven.values, seven.dict], [7, null, null]);
  setAttr(rt, seven, "x", 1);
  assertEquals(getAttr(rt, seven, "x"), 1);
  assertEquals(call(rt, getAttr(rt, seven, "bit_length"), []), 3);
});

Deno.test("getMethod() gives a plain method unbound and anything else bound", () => {
  const rt = new TestRuntime();
  const list = call(rt, LIST, []);
  const append = getMethod(rt, list, "append");
  assertEquals([append === LIST.dict.getStr("append"), rt.methodSelf === list], [true, true]);
  const instance = call(rt, makeClass(rt, "C"), []);
  setAttr(rt, instance, "f", append);
  assertEquals([getMethod(rt, instance, "f") === append, rt.methodSelf], [true, undefined]);
});

Deno.test("builtin classes cannot be changed, and final ones cannot be bases", () => {
  const rt = new TestRuntime();
  assertEquals(raisedBy(rt, () => setAttr(rt, INT, "x", 1))?.[1], [
    "cannot set 'x' attribute of immutable type 'int'",
  ]);
  const bool = getAttr(rt, true, "__class__");
  assertEquals(raisedBy(rt, () => makeClass(rt, "B", [bool]))?.[1], ["type 'bool' is not an acceptable base type"]);
});

Deno.test("instances of exceptions make their dict at the first store", () => {
  const rt = new TestRuntime();
  const cls = makeClass(rt, "E", [VALUE_ERROR]);
  const error = call(rt, cls, ["text"]);
  assertEquals((error as { dict?: unknown }).dict, null);
  setAttr(rt, error, "code", 5);
  assertEquals((error as unknown as { dict: PyDict }).dict.entryKeys, ["code"]);
});

Deno.test("only what a class is laid out by decides whether it may have __dict__ and __weakref__ among its slots", () => {
  const rt = new TestRuntime();
  const slots = (...names: string[]): [string, Value][] => [["__slots__", makeTuple(names)]];
  const referred = makeClass(rt, "W", [], slots("__weakref__"));
  const bare = makeClass(rt, "S", [], slots());
  const usual = makeClass(rt, "A");
  assertEquals(makeClass(rt, "T", [referred, usual], slots("__dict__")).mro.length, 4);
  assertEquals(makeClass(rt, "T", [bare, usual], slots("__weakref__", "__dict__")).mro.length, 4);
  assertEquals(makeClass(rt, "T", [bare, usual], slots()).dict.getStr("__weakref__") === undefined, false);
  for (const bases of [[usual, referred], [referred, bare]]) {
    assertEquals(raisedBy(rt, () => makeClass(rt, "T", bases, slots("__weakref__")))?.[1], [
      "__weakref__ slot disallowed: we already got one",
    ]);
  }
});
