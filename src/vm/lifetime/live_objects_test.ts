import { assertEquals } from "@std/assert";
import { PyCell } from "../../object/values/callable_values.ts";
import { makeTuple, PyList } from "../../object/values/sequence_values.ts";
import type { PyObject } from "../../object/values/value.ts";
import { TestMachine } from "../test_machine.ts";
import { searchFor } from "./live_objects.ts";
import type { Holders } from "./proof.ts";

/** A machine where a list in a global holds a cell that holds an object. */
function heldInList() {
  const test = new TestMachine([]);
  const { machine } = test;
  machine.programRoots = [test.globals];
  const object = new PyList([]);
  const cell = new PyCell(object);
  const list = new PyList([1, cell]);
  test.globals.setStr("l", list);
  const met = new Map<PyObject, Holders>();
  searchFor(machine, [object], [], (found, holders) => met.set(found, [...holders]));
  return { test, machine, cell, list, holders: met.get(object) as Holders };
}

Deno.test("a search tells what holds an object, from what lives by itself on", () => {
  const { test, machine, cell, list, holders } = heldInList();
  assertEquals(holders[0] === machine.programRoots, true);
  assertEquals(holders.slice(-2).map((holder) => holder === cell || holder === list), [true, true]);
  assertEquals(holders.includes(test.globals), true);
});

Deno.test("a tuple that holds nothing is passed over, unless it is what is searched for", () => {
  const test = new TestMachine([]);
  const { machine } = test;
  machine.programRoots = [test.globals];
  const object = new PyList([]);
  const [plain, holder, dead] = [makeTuple([1, "a"]), makeTuple([1, object]), makeTuple([2])];
  test.globals.setStr("l", new PyList([plain, holder]));
  const search = searchFor(machine, [object, new PyList([])], []);
  assertEquals([search.met(object), search.met(holder), search.met(plain)], [true, true, false]);
  assertEquals([...searchFor(machine, [plain, dead], []).missing].map((each) => each === dead), [true]);
});
