import { assertEquals, assertThrows } from "@std/assert";
import { InvariantError } from "../isa/errors.ts";
import type { Executor } from "./executor.ts";
import { ExecutorArrays } from "./executor_arrays.ts";
import { dependsOn } from "./executor_list.ts";
import { testExecutor } from "./test_code.ts";
import { address, doesAsTheList } from "./testing/executor_index.ts";

Deno.test("the arrays invalidate the same executors as the list, whatever the commands", () =>
  doesAsTheList((hash) => new ExecutorArrays(hash)));

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
