/**
 * What instructions that no compiler emits find, and how often instructions run. The test of `expect.ts` and `counting.ts`.
 *
 * @module
 */

import { assertEquals, assertThrows } from "@std/assert";
import { assemble } from "../../src/isa/assembler.ts";
import { newExecutionCounts } from "../../src/isa/execution_counts.ts";
import { oneFunction } from "../../src/isa/one_function.ts";
import { OPCODES } from "../../src/isa/opcodes.ts";
import { countingReference } from "../engine.ts";
import { exceptions } from "../exceptions.ts";
import { Poison } from "../frame.ts";
import { bareInterpreter } from "../testing.ts";
import { tuple, types } from "../types.ts";
import { PyCell, PyDict, PyException, PyList, type PyType, type Slot } from "../values.ts";
import * as expect from "./expect.ts";

const rt = bareInterpreter();

/** What an expectation says of a value: nothing, or why the program has no meaning. */
function said(work: () => unknown): string {
  try {
    work();
    return "fine";
  } catch (thrown) {
    return thrown instanceof Poison ? thrown.detail : String(thrown);
  }
}

/** A heap type over a built-in one: its instances are not what instructions expect. */
const heap = (base: PyType): PyType => {
  const made = rt.call(types.type, ["X", tuple([base]), rt.dict()]);
  return made as PyType;
};

Deno.test("each expectation takes its own type alone, and says what it found", () => {
  const list = new PyList(types.list, []);
  const error = new PyException(exceptions.ValueError, tuple([]));
  const rows: [name: string, check: (value: Slot) => unknown, fine: Slot, refused: Slot, found: string][] = [
    ["list", (v) => expect.expectList(rt, v, "I"), list, rt.call(heap(types.list), []), "X"],
    ["set", (v) => expect.expectSet(rt, v, "I"), rt.set([]), rt.call(types.frozenset, []), "frozenset"],
    ["dict", (v) => expect.expectDict(rt, v, "I"), rt.dict(), rt.call(heap(types.dict), []), "X"],
    ["tuple", (v) => expect.expectTuple(rt, v, "I"), tuple([]), list, "list"],
    ["str", (v) => expect.expectString(rt, v, "I"), "a", 5n, "int"],
    ["code", (v) => expect.expectCode(rt, v, "I"), undefined, null, "NoneType"],
    ["function", (v) => expect.expectFunction(rt, v, "I"), undefined, true, "bool"],
    ["exception", (v) => expect.expectException(rt, v, "I"), error, exceptions.ValueError, "type"],
    ["exception", (v) => expect.expectHandled(rt, v, "I"), null, 1n, "int"],
  ];
  for (const [name, check, fine, refused, found] of rows) {
    if (fine !== undefined) assertEquals(said(() => check(fine)), "fine", name);
    assertEquals(said(() => check(refused)), `I: found ${found}, expected ${name}`);
    assertEquals(said(() => check(undefined)), `I: found NULL, expected ${name}`);
  }
  assertEquals(expect.expectHandled(rt, error, "I"), error);
  assertEquals(rt.dict() instanceof PyDict, true);
});

Deno.test("names are distinct and no more than asked for; cells and annotations come in the right number", () => {
  assertEquals(expect.expectNames(rt, tuple(["a", "b"]), 2, "I"), ["a", "b"]);
  assertEquals(
    said(() => expect.expectNames(rt, tuple(["a", "b"]), 1, "I")),
    "I: found 2 names, expected 1 distinct ones at most",
  );
  assertEquals(
    said(() => expect.expectNames(rt, tuple(["a", "a"]), 2, "I")),
    "I: found 2 names, expected 2 distinct ones at most",
  );
  assertEquals(said(() => expect.expectNames(rt, tuple([5n]), 2, "I")), "I: found int, expected str");
  const cell = new PyCell(types.cell, 1n);
  assertEquals(said(() => expect.expectCells(rt, tuple([cell]), 1, "I")), "fine");
  assertEquals(said(() => expect.expectCells(rt, tuple([cell]), 2, "I")), "I: found 1 cells, expected 2");
  assertEquals(said(() => expect.expectCells(rt, tuple([1n]), 1, "I")), "I: found int, expected cell");
  assertEquals(said(() => expect.expectAnnotations(rt, tuple(["a", 5n]), "I")), "fine");
  assertEquals(said(() => expect.expectAnnotations(rt, tuple(["a"]), "I")), "I: found a name without annotation");
  assertEquals(said(() => expect.expectAnnotations(rt, tuple([5n, "a"]), "I")), "I: found int, expected str");
  assertThrows(() => expect.expectList(rt, 1n, "I"));
});

Deno.test("instructions, their prefixes and those that raise are counted", () => {
  const counts = newExecutionCounts(512);
  const program = assemble(
    oneFunction(`  stacksize 2
  const 1
  const 0
  begin
RESUME 0
LOAD_CONST 0
LOAD_CONST 1 wide 1
BINARY_OP 11
RETURN_VALUE
  end
`),
  );
  const { results } = countingReference(counts).run(program);
  assertEquals(results.map((result) => result.kind === "raised" ? result.type : result.kind), ["ZeroDivisionError"]);
  const { executed, errored } = counts;
  const of = (array: Float64Array, name: keyof typeof OPCODES) => array[OPCODES[name].opcode];
  assertEquals([of(executed, "LOAD_CONST"), of(executed, "EXTENDED_ARG"), of(executed, "BINARY_OP")], [3, 1, 1]);
  assertEquals([of(errored, "BINARY_OP"), of(errored, "LOAD_CONST"), of(executed, "RETURN_VALUE")], [1, 0, 0]);
});
