import { assert, assertEquals } from "@std/assert";
import { PyDict } from "../dict/dict.ts";
import { PyFrozenSet, PySet } from "../set/set.ts";
import { PyList, PyTuple } from "../values/sequence_values.ts";
import { PyCell } from "../values/callable_values.ts";
import { PyObject } from "../values/value.ts";
import { byClass, CLASS_NUMBER, classSet } from "./class_numbers.ts";
import { STATIC_TYPES, TYPE } from "./types.ts";

Deno.test("objects have the number of their class, subclasses that of theirs, all others 0", () => {
  assertEquals(new PyList([]).classNumber, CLASS_NUMBER.LIST);
  assertEquals(new PyDict().classNumber, CLASS_NUMBER.DICT);
  assertEquals(TYPE.classNumber, CLASS_NUMBER.TYPE);
  assertEquals(new PySet().classNumber, CLASS_NUMBER.SET);
  assertEquals(new PyFrozenSet().classNumber, CLASS_NUMBER.SET);
  class Other extends PyObject {}
  assertEquals(new Other().classNumber, 0);
});

Deno.test("no two classes have one number, and types that no program made are types", () => {
  const numbers = Object.values(CLASS_NUMBER);
  assertEquals(new Set(numbers).size, numbers.length);
  assert(!numbers.includes(0));
  for (const type of STATIC_TYPES) assertEquals(type.classNumber, CLASS_NUMBER.TYPE, type.name);
});

Deno.test("a table has a row for every number, and what others get where none is given", () => {
  const table = byClass<[by: number], number>({ LIST: ({ items }, by) => items.length * by }, () => -1);
  const of = (object: PyObject) => (table[object.classNumber] as typeof table[number])(object, 10);
  assertEquals([of(new PyList([1, 2])), of(new PyTuple([1])), of(new PyCell(1))], [20, -1, -1]);
  const listed = classSet("TUPLE", "CELL");
  assertEquals([new PyList([]), new PyTuple([]), new PyCell(1)].map(({ classNumber }) => listed[classNumber]), [
    false,
    true,
    true,
  ]);
});
