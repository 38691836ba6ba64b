import { assertEquals, assertThrows } from "@std/assert";
import { InvariantError } from "../isa/errors.ts";
import type { Executor } from "./executor.ts";
import { type Build, checkExecutorListInvariants, dependsOn, ExecutorList } from "./executor_list.ts";
import { testExecutor } from "./test_code.ts";

/** The objects that the measured run depended on: o0 to o3. */
const OBJECTS = [0x7f00_0000_0010n, 0x7f00_0000_2020n, 0x7f00_0000_4030n, 0x7f00_0000_6040n];

/** A list, its executors by letter, and what the measurement recorded after each step: order, valid ones, linked ones. */
class Run {
  readonly list = new ExecutorList();
  readonly executors = new Map<string, Executor>();

  create(letter: string, ...objects: number[]): void {
    this.executors.set(letter, testExecutor(this.list, ...objects.map((index) => OBJECTS[index] as bigint)));
  }

  free(letter: string): void {
    this.executors.get(letter)?.release();
    this.executors.delete(letter);
  }

  state(): [order: string, valid: string, linked: string] {
    checkExecutorListInvariants(this.list);
    const names = new Map(Array.from(this.executors, ([letter, executor]) => [executor, letter]));
    const letters = (flag: "valid" | "linked") =>
      Array.from(this.executors).filter(([, executor]) => executor[flag]).map(([letter]) => letter).sort().join("");
    return [Array.from(this.list, (executor) => names.get(executor)).join(""), letters("valid"), letters("linked")];
  }
}

/** The measured sequence, from the first executor to one created after everything was invalidated. */
function measured(build: Build, repaired: boolean): [string, string, string][] {
  const run = new Run();
  const states: [string, string, string][] = [];
  const step = (action: () => void) => {
    action();
    states.push(run.state());
  };
  step(() => run.create("A", 1));
  step(() => run.create("B", 0, 2));
  step(() => run.create("C"));
  step(() => run.create("D", 1));
  for (const letter of "EFGH") step(() => run.create(letter));
  for (const object of [0, 1, 2]) step(() => run.list.invalidateDependency(OBJECTS[object] as bigint));
  step(() => run.list.invalidateDependency(0x7f00_0000_8050n));
  step(() => run.free("F"));
  step(() => run.create("I"));
  step(() => run.free("H"));
  step(() => dependsOn(run.executors.get("B") as Executor, OBJECTS[3] as bigint, build, repaired));
  step(() => run.list.invalidateDependency(OBJECTS[3] as bigint));
  step(() => run.list.invalidateAll());
  step(() => run.create("J"));
  return states;
}

const COMMON: [string, string, string][] = [
  ["A", "A", "A"],
  ["AB", "AB", "AB"],
  ["ACB", "ABC", "ABC"],
  ["ADCB", "ABCD", "ABCD"],
  ["AEDCB", "ABCDE", "ABCDE"],
  ["AFEDCB", "ABCDEF", "ABCDEF"],
  ["AGFEDCB", "ABCDEFG", "ABCDEFG"],
  ["AHGFEDCB", "ABCDEFGH", "ABCDEFGH"],
  ["AHGFEDC", "ACDEFGH", "ACDEFGH"],
  ["HGFEC", "CEFGH", "CEFGH"],
  ["HGFEC", "CEFGH", "CEFGH"],
  ["HGFEC", "CEFGH", "CEFGH"],
  ["HGEC", "CEGH", "CEGH"],
  ["HIGEC", "CEGHI", "CEGHI"],
  ["IGEC", "CEGI", "CEGI"],
];

const RELEASE: [string, string, string][] = [
  ...COMMON,
  ["IGEC", "CEGI", "CEGI"],
  ["IGEC", "CEGI", "CEGI"],
  ["", "", ""],
  ["J", "J", "J"],
];

Deno.test("a release build's list goes through the measured orders, valid flags and linked flags", () => {
  assertEquals(measured("release", false), RELEASE);
});

Deno.test("a debug build revives an invalid executor that gets a dependency, and nothing invalidates it again", () => {
  assertEquals(measured("debug", false), [
    ...COMMON,
    ["IGEC", "BCEGI", "CEGI"],
    ["IGEC", "BCEGI", "CEGI"],
    ["", "B", ""],
    ["J", "BJ", "J"],
  ]);
});

Deno.test("the repair of the reviving makes a debug build behave as a release build", () => {
  assertEquals(measured("debug", true), RELEASE);
});

Deno.test("a dependency that is added later invalidates a linked executor", () => {
  const list = new ExecutorList();
  const executor = testExecutor(list);
  assertEquals(list.invalidateDependency(0x1230n), 0);
  dependsOn(executor, 0x1230n);
  assertEquals(list.invalidateDependency(0x1230n), 1);
  assertEquals([executor.valid, executor.linked], [false, false]);
});

Deno.test("unlinking leaves the node's own links stale, and the linked flag keeps a second unlink from using them", () => {
  const run = new Run();
  for (const letter of "ABCD") run.create(letter); // A D C B
  const [a, b, c, d] = "ABCD".split("").map((letter) => run.executors.get(letter) as Executor) as [
    Executor,
    Executor,
    Executor,
    Executor,
  ];
  run.list.unlink(c);
  assertEquals([c.previous === d, c.next === b, c.linked], [true, true, false]);
  run.list.unlink(d);
  run.list.unlink(c);
  assertEquals(run.state()[0], "AB");
  assertEquals(a.next === b && b.previous === a, true);
});

Deno.test("the head's successor becomes the head, and the last one leaves an empty list", () => {
  const run = new Run();
  for (const letter of "ABC") run.create(letter); // A C B
  run.list.unlink(run.executors.get("A") as Executor);
  assertEquals(run.state()[0], "CB");
  assertEquals((run.list.head as Executor).previous, null);
  run.list.unlink(run.executors.get("C") as Executor);
  run.list.unlink(run.executors.get("B") as Executor);
  assertEquals([run.list.head, run.list.size], [null, 0]);
});

Deno.test("invalidating everything clears the links of every node", () => {
  const run = new Run();
  for (const letter of "ABCD") run.create(letter);
  assertEquals(run.list.invalidateAll(), 4);
  for (const executor of run.executors.values()) {
    assertEquals([executor.previous, executor.next, executor.valid, executor.linked], [null, null, false, false]);
  }
  assertEquals(run.list.invalidateAll(), 0);
});

Deno.test("invalidation reaches every executor that depends on the object, neighbours in the list included", () => {
  const run = new Run();
  for (const letter of "ABCDEFG") run.create(letter, 1);
  assertEquals(run.list.invalidateDependency(OBJECTS[1] as bigint), 7);
  assertEquals(run.state(), ["", "", ""]);
});

Deno.test("an invalid executor in the list, and a second link, are broken invariants", () => {
  const list = new ExecutorList();
  const executor = testExecutor(list);
  assertThrows(() => list.link(executor), InvariantError, "found a linked one");
  executor.valid = false;
  assertThrows(() => list.invalidateDependency(1n), InvariantError, "expected a valid executor");
  assertThrows(() => list.invalidateAll(), InvariantError, "expected a valid executor");
});

Deno.test("checkExecutorListInvariants() notices each kind of damage", () => {
  const damages: Record<string, (list: ExecutorList, second: Executor) => void> = {
    "expected previous": (_list, second) => second.previous = null,
    "linked off": (_list, second) => second.linked = false,
    "valid off": (_list, second) => second.valid = false,
    "found a released one": (_list, second) => second.references = 0,
    "an executor of this list": (_list, second) => second.index = new ExecutorList(),
    "expected 3 executors, found 2": (list) => list.size++,
    "found more or a cycle": (list) => list.size--,
  };
  for (const [message, damage] of Object.entries(damages)) {
    const list = new ExecutorList();
    testExecutor(list);
    const second = testExecutor(list);
    checkExecutorListInvariants(list);
    damage(list, second);
    assertThrows(() => checkExecutorListInvariants(list), InvariantError, message);
  }
});
