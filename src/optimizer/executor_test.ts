import { assertEquals, assertThrows } from "@std/assert";
import { InvariantError } from "../isa/errors.ts";
import { BloomFilter } from "./bloom_filter.ts";
import { initExecutor } from "./executor.ts";
import { checkExecutorListInvariants, dependsOn, ExecutorList } from "./executor_list.ts";
import { OptimizerApiError } from "./optimizer.ts";
import { testExecutor } from "./test_code.ts";
import { parseTrace } from "./trace.ts";
import { UopExecutor } from "./uop_executor.ts";

Deno.test("the last release unlinks an executor, an earlier one does not", () => {
  const list = new ExecutorList();
  const executor = testExecutor(list);
  executor.retain();
  executor.release();
  assertEquals([executor.linked, list.size, list.alive], [true, 1, 1]);
  executor.release();
  assertEquals([executor.linked, list.size, list.alive], [false, 0, 0]);
  checkExecutorListInvariants(list);
});

Deno.test("releasing an executor that was invalidated before leaves the list alone", () => {
  const list = new ExecutorList();
  const [first, second] = [testExecutor(list, 0x10n), testExecutor(list)];
  list.invalidateDependency(0x10n);
  first.release();
  assertEquals([Array.from(list).length, list.head === second, list.alive], [1, true, 1]);
});

Deno.test("using a released executor breaks an invariant", () => {
  const list = new ExecutorList();
  const executor = testExecutor(list);
  executor.release();
  assertThrows(() => executor.retain(), InvariantError, "retain: expected a live uop_executor");
  assertThrows(() => executor.release(), InvariantError, "release: expected a live uop_executor");
  assertThrows(() => executor.item(0), InvariantError, "item: expected a live uop_executor");
  assertThrows(() => dependsOn(executor, 1n), InvariantError, "dependsOn: expected a live uop_executor");
  assertThrows(() => initExecutor(executor, list), InvariantError, "initExecutor: expected a live uop_executor");
  assertEquals([list.size, list.alive], [0, 0]);
});

Deno.test("a uop executor is a sequence of name, oparg, operand", () => {
  const trace = parseTrace(
    "_SET_IP 3\n_LOAD_ATTR_CLASS 1 140000000000000\n_GUARD_TYPE_VERSION 1 4294967295\n_EXIT_TRACE",
  );
  const executor = new UopExecutor(trace, new BloomFilter());
  assertEquals(executor.length, 4);
  assertEquals(executor.item(0), ["_SET_IP", 3, 0]);
  assertEquals(executor.item(1), ["_LOAD_ATTR_CLASS", 1, 140000000000000]);
  assertEquals(executor.item(3), ["_EXIT_TRACE", 0, 0]);
  for (const index of [-1, 4, 0.5, NaN]) {
    const error = assertThrows(() => executor.item(index), OptimizerApiError);
    assertEquals([error.type, error.message], ["IndexError", ""]);
  }
});

Deno.test("the flat form of a uop executor equals its trace", () => {
  const executor = new UopExecutor(
    parseTrace("_SET_IP 3\n_LOAD_ATTR_CLASS 1 140000000000000\n_EXIT_TRACE"),
    new BloomFilter(),
  );
  assertEquals(Array.from(executor.uops), executor.trace.map((instruction) => instruction.uop));
  assertEquals(Array.from(executor.opargs), [3, 1, 0]);
  assertEquals(Array.from(executor.operands), [0, 140000000000000, 0]);
});

Deno.test("an executor is valid from its initialisation to its invalidation", () => {
  const list = new ExecutorList();
  const executor = new UopExecutor(parseTrace("_EXIT_TRACE"), new BloomFilter());
  assertEquals(executor.isValid(), false);
  initExecutor(executor, list);
  assertEquals(executor.isValid(), true);
  list.invalidateAll();
  assertEquals(executor.isValid(), false);
});

Deno.test("the tier-2 interpreter, not execute(), runs uop executors", () => {
  assertThrows(() => testExecutor(new ExecutorList()).execute(), InvariantError, "tier-2 interpreter");
});
