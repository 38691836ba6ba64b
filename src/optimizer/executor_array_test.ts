import { assertEquals, assertThrows } from "@std/assert";
import { InvariantError } from "../isa/errors.ts";
import { OPCODES } from "../isa/opcodes.ts";
import type { TraceableCode } from "./code.ts";
import { plainUnits, removeExecutors } from "./code_view.ts";
import {
  getIndexForExecutor,
  hasSpaceForExecutor,
  INITIAL_CAPACITY,
  insertExecutor,
  MAX_EXECUTORS_SIZE,
} from "./executor_array.ts";
import type { Executor } from "./executor.ts";
import { ExecutorList } from "./executor_list.ts";
import { loopUnits, testCode, testExecutor } from "./test_code.ts";

const { ENTER_EXECUTOR, JUMP_BACKWARD } = OPCODES;

/** Code with so many loops, each a JUMP_BACKWARD to the unit before it. */
function loops(count: number): TraceableCode {
  return testCode(Array.from({ length: count }, () => "NOP\nJUMP_BACKWARD 3").join("\n"));
}

function install(code: TraceableCode, unit: number, executor: Executor): number {
  const index = getIndexForExecutor(code, unit);
  insertExecutor(code, unit, index, executor);
  return index;
}

Deno.test("the constants of the array are the pin's", () => {
  assertEquals([MAX_EXECUTORS_SIZE, INITIAL_CAPACITY], [256, 4]);
});

Deno.test("an executor saves the instruction it is put over and takes its place", () => {
  const code = loops(1);
  const executor = testExecutor(new ExecutorList());
  assertEquals(install(code, 1, executor), 0);
  assertEquals(code.units[1], ENTER_EXECUTOR.opcode | (0 << 8));
  assertEquals([executor.opcode, executor.oparg, executor.references], [JUMP_BACKWARD.opcode, 3, 2]);
});

Deno.test("capacity begins at 4 and doubles; slots come in order; 262 hot loops give exactly 256 executors", () => {
  const code = loops(262);
  const list = new ExecutorList();
  const capacities = new Set<number>();
  let installed = 0;
  for (const unit of loopUnits(code)) {
    if (!hasSpaceForExecutor(code, unit)) continue;
    const executor = testExecutor(list);
    assertEquals(install(code, unit, executor), installed++);
    executor.release();
    capacities.add(code.executors!.capacity);
  }
  assertEquals(installed, 256);
  assertEquals(Array.from(capacities), [4, 8, 16, 32, 64, 128, 256]);
  assertEquals(code.executors!.size, 256);
  assertEquals(getIndexForExecutor(code, loopUnits(code)[261]!), -1);
});

Deno.test("an instruction that has an executor always has room for another", () => {
  const code = loops(2);
  const list = new ExecutorList();
  install(code, 1, testExecutor(list));
  assertEquals(hasSpaceForExecutor(code, 1, 1), true);
  assertEquals(hasSpaceForExecutor(code, 4, 1), false);
  assertEquals(getIndexForExecutor(code, 4, 1), -1);
  assertEquals(code.executors!.size, 1);
});

Deno.test("a second executor takes over what the first saved; only the first one's opcode is zeroed", () => {
  const code = loops(1);
  const list = new ExecutorList();
  const [first, second] = [testExecutor(list), testExecutor(list)];
  install(code, 1, first);
  assertEquals(install(code, 1, second), 0);
  assertEquals([second.opcode, second.oparg], [JUMP_BACKWARD.opcode, 3]);
  assertEquals([first.opcode, first.oparg, first.valid, first.linked], [0, 3, true, true]);
  assertEquals([first.references, second.references], [1, 2]);
  assertEquals(code.executors!.slots, [second]);
});

Deno.test("replacing by itself loses the instruction at the pin, and does nothing when repaired", () => {
  for (const repaired of [false, true]) {
    const code = loops(1);
    const executor = testExecutor(new ExecutorList());
    install(code, 1, executor);
    insertExecutor(code, 1, 0, executor, repaired);
    assertEquals([executor.opcode, executor.references], [repaired ? JUMP_BACKWARD.opcode : 0, 2]);
  }
});

Deno.test("a slot that is not the next one, or not the instruction's own, breaks an invariant", () => {
  const code = loops(2);
  const executor = testExecutor(new ExecutorList());
  assertThrows(() => insertExecutor(code, 1, 0, executor), InvariantError, "expected an executor array");
  install(code, 1, executor);
  const other = testExecutor(new ExecutorList());
  assertThrows(() => insertExecutor(code, 4, 0, other), InvariantError, "expected slot 1 below 4, found 0");
  assertThrows(() => insertExecutor(code, 1, 1, other), InvariantError, "expected slot 0 in use, found 1");
  assertEquals(other.references, 1);
});

Deno.test("removing a code's executors puts its instructions back and gives up the references", () => {
  const code = loops(3);
  const before = code.units.slice();
  const list = new ExecutorList();
  const executors = loopUnits(code).map((unit) => {
    const executor = testExecutor(list);
    install(code, unit, executor);
    return executor;
  });
  executors[1]!.release();
  assertEquals(plainUnits(code), before);
  removeExecutors(code);
  assertEquals(code.units, before);
  assertEquals(code.executors, null);
  assertEquals(executors.map((executor) => executor.references), [1, 0, 1]);
  assertEquals(list.size, 2);
});
