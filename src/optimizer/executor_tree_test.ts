import { assertEquals, assertThrows } from "@std/assert";
import { InvariantError } from "../isa/errors.ts";
import type { Executor } from "./executor.ts";
import { ExecutorTree } from "./executor_tree.ts";
import { testExecutor } from "./test_code.ts";
import { address, doesAsTheList } from "./testing/executor_index.ts";

Deno.test("the tree invalidates the same executors as the list, whatever the commands", () =>
  doesAsTheList((hash) => new ExecutorTree(hash)));

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
