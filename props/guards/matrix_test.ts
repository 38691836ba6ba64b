import { assert, assertEquals } from "@std/assert";
import { droppedGuards, findDropped, summary, UNSEEN } from "./matrix.ts";

Deno.test("the matrix has every guard that leaves the stack as it is, twice", () => {
  const rows = droppedGuards();
  assertEquals(rows.length, 2 * new Set(rows.map(({ guard }) => guard)).size);
  for (const guard of UNSEEN) assert(rows.some((row) => row.guard === guard), guard);
  assert(rows.some(({ guard }) => guard === "_CHECK_VALIDITY") && rows.length >= 44);
});

Deno.test("a guard that is dropped is found, and one that is never dropped is not", () => {
  const found = findDropped({ guard: "_GUARD_NOT_EXHAUSTED_RANGE", drop: "all" }, 1, 100);
  assert(found.check !== null && found.dropped > 0);
  const kept = findDropped({ guard: "_GUARD_NOT_EXHAUSTED_RANGE", drop: "repeats" }, 1, 5);
  assertEquals([kept.check, kept.dropped], [null, 0]);
  const { visible, found: number, missed } = summary([found, kept]);
  assertEquals([visible, number, missed], [2, 1, ["_GUARD_NOT_EXHAUSTED_RANGE/repeats"]]);
});
