import { assertEquals } from "@std/assert";
import { PyCell } from "../../object/values/callable_values.ts";
import { PyList } from "../../object/values/sequence_values.ts";
import type { PyObject } from "../../object/values/value.ts";
import { TestMachine } from "../test_machine.ts";
import { type Holders, isHeldBy, searchFor, unreachable } from "./live_objects.ts";

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
  return { test, machine, object, cell, list, holders: met.get(object) as Holders };
}

Deno.test("a search tells what holds an object, from what lives by itself on", () => {
  const { test, machine, object, cell, list, holders } = heldInList();
  assertEquals(holders[0] === machine.programRoots, true);
  assertEquals(holders.slice(-3).map((holder) => holder === cell || holder === list || holder === list.items), [
    true,
    true,
    true,
  ]);
  assertEquals(holders.includes(test.globals), true);
  assertEquals(isHeldBy(machine, object, holders), true);
});

Deno.test("whoever lets go anywhere between the roots and an object is seen, though others hold it", () => {
  const cuts: ((held: ReturnType<typeof heldInList>) => void)[] = [
    ({ cell }) => cell.contents = null,
    ({ list }) => list.items.pop(),
    ({ test }) => test.globals.deleteStr("l"),
    ({ machine }) => machine.programRoots = [],
  ];
  for (const cut of cuts) {
    const held = heldInList();
    const { machine, object, holders } = held;
    cut(held);
    assertEquals(isHeldBy(machine, object, holders), false);
    assertEquals(unreachable(machine, [object]).has(object), true);
    machine.programRoots = [held.test.globals];
    held.test.globals.setStr("other", object);
    assertEquals(isHeldBy(machine, object, holders), false, "a new holder is for a search to find");
    assertEquals(unreachable(machine, [object]).size, 0);
  }
});
