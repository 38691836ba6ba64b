import { assertEquals } from "@std/assert";
import { NumberedBatches } from "./batch_plan.ts";
import { Turns } from "./turns.ts";

Deno.test("numbers are taken one after the other, by whichever thread, up to the end", () => {
  const here = Turns.among(3);
  const there = new Turns(here.shared);
  assertEquals([here.take(0), there.take(1), there.take(1), here.take(0)], [0, 1, 2, 3]);
  assertEquals([0, 1, 2].map((thread) => here.taken(thread)), [3, 2, null]);
  assertEquals([0, 1, 2].map((thread) => here.isStarting(thread)), [false, false, true]);
  there.end();
  assertEquals([here.take(0), there.take(1)], [null, null]);
  assertEquals([0, 1, 2].map((thread) => here.taken(thread)), [null, null, null]);
  // One that asks only now is not starting any more, as somebody may have looked before it asked.
  there.take(2);
  assertEquals(here.isStarting(2), false);
});

Deno.test("threads that ask for other numbers of a plan get the same batches", () => {
  const plan = { kind: "claim", claim: "c", from: 10, checks: 30 } as const;
  const all = new NumberedBatches(plan);
  const some = new NumberedBatches(plan);
  const batches = [0, 1, 2, 3].map((number) => all.at(number));
  assertEquals(batches.map((batch) => batch?.to ?? null), [14, 22, 38, 40]);
  assertEquals([1, 1, 3].map((number) => some.at(number)), [batches[1], batches[1], batches[3]]);
  assertEquals([4, 5].map((number) => some.at(number)), [null, null]);
});
