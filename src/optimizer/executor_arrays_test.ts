import { assertEquals, assertThrows } from "@std/assert";
import { InvariantError } from "../isa/errors.ts";
import type { Executor } from "./executor.ts";
import { ExecutorArrays } from "./executor_arrays.ts";
import { dependsOn, ExecutorList } from "./executor_list.ts";
import { MODERN_HASH } from "./modern_hash.ts";
import { testExecutor } from "./test_code.ts";

/** Numbers below a bound, from a seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 0x1_0000_0000 * below);
  };
}

const address = (index: number) => 0x7f00_0000_0000n + BigInt(index) * 240n;

Deno.test("the arrays invalidate the same executors as the list, whatever the commands", () => {
  for (const hash of [undefined, MODERN_HASH]) {
    for (let seed = 1; seed <= 12; seed++) {
      const next = numbers(seed);
      const list = new ExecutorList(hash);
      const arrays = new ExecutorArrays(hash);
      const pairs: [Executor, Executor][] = [];
      const objects = seed * 20;
      for (let step = 0; step < 600; step++) {
        const command = next(100);
        const pair = pairs[next(pairs.length)];
        if (command < 70 || pair === undefined) {
          const addresses = Array.from({ length: next(4) }, () => address(next(objects)));
          pairs.push([testExecutor(list, ...addresses), testExecutor(arrays, ...addresses)]);
        } else if (command < 80) {
          const object = address(next(objects));
          assertEquals(arrays.invalidateDependency(object), list.invalidateDependency(object));
        } else if (command < 90) {
          const object = address(next(objects));
          for (const executor of pair) dependsOn(executor, object);
        } else if (command < 99) {
          for (const executor of pair) executor.release();
          pairs.splice(pairs.indexOf(pair), 1);
        } else if (next(5) === 0) {
          assertEquals(arrays.invalidateAll(), list.invalidateAll());
        }
        arrays.check();
        assertEquals([arrays.size, arrays.alive], [list.size, list.alive]);
      }
      for (const [left, right] of pairs) {
        assertEquals([right.valid, right.linked], [left.valid, left.linked]);
        left.release();
        right.release();
      }
      assertEquals([arrays.size, arrays.alive, list.size, list.alive], [0, 0, 0, 0]);
    }
  }
});

Deno.test("the last executor takes the place of one that goes, with its filter, and each knows where it is", () => {
  const arrays = new ExecutorArrays();
  const make = (object: number): Executor => testExecutor(arrays, address(object));
  const [a, b, c] = [make(1), make(2), make(3)];
  assertEquals([a, b, c].map(({ indexPlace }) => indexPlace), [0, 1, 2]);
  a.release();
  assertEquals([a, b, c].map(({ indexPlace }) => indexPlace), [-1, 1, 0]);
  assertEquals([...arrays], [c, b]);
  arrays.check();
  // Its filter came along, and what it depends on from now on goes to the new place.
  dependsOn(c, address(9));
  arrays.check();
  assertEquals(arrays.invalidateDependency(address(9)), 1);
  assertEquals([c.valid, c.linked, c.indexPlace, b.valid, b.indexPlace], [false, false, -1, true, 0]);
  arrays.unlink(c);
  assertEquals(arrays.size, 1);
  assertThrows(() => arrays.link(b), InvariantError, "found a linked one");
});

Deno.test("an invalidation of neighbours loses nobody, however many move while they go", () => {
  const arrays = new ExecutorArrays();
  const executors = Array.from(
    { length: 200 },
    (_, i) => testExecutor(arrays, address(i % 3 === 0 ? 1 : 2), address(i + 10)),
  );
  assertEquals(arrays.invalidateDependency(address(1)), executors.filter(({ valid }) => !valid).length);
  assertEquals(executors.every(({ valid }, i) => i % 3 !== 0 || !valid), true);
  arrays.check();
  const left = arrays.size;
  assertEquals([arrays.invalidateAll(), arrays.size], [left, 0]);
  assertEquals(executors.some(({ valid, linked, indexPlace }) => valid || linked || indexPlace !== -1), false);
});
