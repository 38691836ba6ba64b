import { assertEquals, assertThrows } from "@std/assert";
import { InvariantError } from "../isa/errors.ts";
import type { Executor } from "./executor.ts";
import { checkExecutorListInvariants, dependsOn, ExecutorList } from "./executor_list.ts";
import { ExecutorTree } from "./executor_tree.ts";
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

Deno.test("the tree invalidates the same executors as the list, whatever the commands", () => {
  for (const hash of [undefined, MODERN_HASH]) {
    for (let seed = 1; seed <= 12; seed++) {
      const next = numbers(seed);
      const list = new ExecutorList(hash);
      const tree = new ExecutorTree(hash);
      const pairs: [Executor, Executor][] = [];
      const objects = seed * 20;
      for (let step = 0; step < 600; step++) {
        const command = next(100);
        const pair = pairs[next(pairs.length)];
        if (command < 70 || pair === undefined) {
          const addresses = Array.from({ length: next(4) }, () => address(next(objects)));
          pairs.push([testExecutor(list, ...addresses), testExecutor(tree, ...addresses)]);
        } else if (command < 80) {
          const object = address(next(objects));
          assertEquals(tree.invalidateDependency(object), list.invalidateDependency(object));
        } else if (command < 90) {
          const object = address(next(objects));
          for (const executor of pair) dependsOn(executor, object);
        } else if (command < 99) {
          for (const executor of pair) executor.release();
          pairs.splice(pairs.indexOf(pair), 1);
        } else if (next(5) === 0) {
          assertEquals(tree.invalidateAll(), list.invalidateAll());
        }
        tree.check();
        checkExecutorListInvariants(list);
        assertEquals([tree.size, tree.alive], [list.size, list.alive]);
      }
      for (const [left, right] of pairs) {
        assertEquals([right.valid, right.linked], [left.valid, left.linked]);
        left.release();
        right.release();
      }
      assertEquals([tree.size, tree.alive, list.size, list.alive], [0, 0, 0, 0]);
    }
  }
});

Deno.test("the tree looks at a small share of many executors, and keeps the order of linking", () => {
  const tree = new ExecutorTree();
  const executors = Array.from(
    { length: 1000 },
    (_, i) => testExecutor(tree, address(i >> 2), address(1000 + (i >> 4))),
  );
  assertEquals(Array.from(tree), executors);
  assertEquals(tree.invalidateDependency(address(77)), 4);
  assertEquals(tree.compared < 200, true, `${tree.compared} filters compared`);
  tree.check();
});

Deno.test("a tree that became sparse is rebuilt and loses nobody", () => {
  const tree = new ExecutorTree();
  const executors = Array.from({ length: 500 }, (_, i) => testExecutor(tree, address(i)));
  executors.forEach((executor, i) => {
    if (i % 10 !== 0) executor.release();
    tree.check();
  });
  assertEquals(Array.from(tree), executors.filter((_, i) => i % 10 === 0));
});

Deno.test("a leaf that became empty is looked at no more", () => {
  const tree = new ExecutorTree();
  const executors = Array.from({ length: 64 }, (_, i) => testExecutor(tree, address(i >> 4)));
  for (const executor of executors.slice(0, 16)) executor.release();
  assertEquals(tree.invalidateDependency(address(0)), 0);
  // The root, whose filter is stale, and three leaves.
  assertEquals(tree.compared, 4);
});

Deno.test("check() notices an executor that is not where it says and a filter that lacks bits", () => {
  const damages: Record<string, (executor: Executor) => void> = {
    "in its place": (executor) => executor.place = null,
    "lacks an executor's bits": (executor) => executor.bloom.add(0x1234n),
  };
  for (const [message, damage] of Object.entries(damages)) {
    const tree = new ExecutorTree();
    const executor = testExecutor(tree);
    tree.check();
    damage(executor);
    assertThrows(() => tree.check(), InvariantError, message);
  }
  const tree = new ExecutorTree();
  const executor = testExecutor(tree);
  assertThrows(() => tree.link(executor), InvariantError, "found a linked one");
});
