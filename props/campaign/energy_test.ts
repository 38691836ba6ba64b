import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { chosenParents, ROUND_SLICES, roundOf, slicesBefore, type Weight, weightOf } from "./energy.ts";

Deno.test("a program with rare features weighs more, and one that was a parent often weighs less", () => {
  assert(weightOf([1], 0) > weightOf([10], 0));
  assert(weightOf([10, 10], 0) > weightOf([10], 0));
  assert(weightOf([1], 0) > weightOf([1], 8));
  // What is met everywhere may be a parent all the same.
  assert(weightOf([1e9], 1e9) >= 1);
});

Deno.test("parents of a slice follow from seed and number, heavy ones are among them more often", () => {
  const list = Array.from({ length: 200 }, (_, id): Weight => [id, id === 7 ? 4000 : 1]);
  assertEquals(chosenParents(list, 1, 5), chosenParents(list, 1, 5));
  assertNotEquals(chosenParents(list, 1, 5), chosenParents(list, 1, 6));
  assertNotEquals(chosenParents(list, 1, 5), chosenParents(list, 2, 5));
  const slices = Array.from({ length: 50 }, (_, number) => chosenParents(list, 1, number));
  assertEquals(slices.every((ids) => ids.includes(7)), true);
  assert(slices.filter((ids) => ids.includes(8)).length < 10);
});

Deno.test("a slice waits for all rounds but the one before its own", () => {
  assertEquals([roundOf(0), roundOf(ROUND_SLICES - 1), roundOf(ROUND_SLICES)], [0, 0, 1]);
  assertEquals([slicesBefore(0), slicesBefore(1), slicesBefore(2)], [0, 0, ROUND_SLICES]);
});
