import { assertEquals, assertThrows } from "@std/assert";
import { InvariantError } from "../isa/errors.ts";
import { OPCODES } from "../isa/opcodes.ts";
import { countBackedge, isHot } from "./backedge_counter.ts";
import type { TraceableCode } from "./code.ts";
import { executorAt, releaseExecutors } from "./code_view.ts";
import { type CounterOptimizer, counterOptimizer } from "./counter_optimizer.ts";
import { BACK_EDGE, getExecutor, type OptimizerState } from "./optimizer.ts";
import { testCode, testState } from "./test_code.ts";

/** Takes the jump at `unit` so many times as tier 1 does; the executors' execute() resumes at the loop top. */
function jump(state: OptimizerState, code: TraceableCode, unit: number, times: number): void {
  for (let i = 0; i < times; i++) {
    if ((code.units[unit]! & 0xff) === OPCODES.ENTER_EXECUTOR.opcode) {
      const executor = executorAt(code, unit).retain();
      assertEquals(executor.execute(), unit + 2 - executor.oparg);
      continue;
    }
    const counter = countBackedge(code.units[unit + 1]!);
    code.units[unit + 1] = counter;
    if (!isHot(counter, state.backedgeThreshold)) continue;
    const top = unit + 2 - (code.units[unit]! >>> 8);
    assertEquals(state.backEdge(code, unit, top, 0), BACK_EDGE.INSTALLED);
    i--; // the executor is entered at once
  }
}

function started(): [OptimizerState, CounterOptimizer] {
  const state = testState();
  const optimizer = counterOptimizer();
  state.setOptimizer(optimizer);
  return [state, optimizer];
}

Deno.test("every jump of a loop is counted, the first one included", () => {
  for (const [runs, counts] of [[[10], [10]], [[1], [1]], [[3, 3], [3, 6]], [[100, 100], [100, 200]]] as const) {
    const [state, optimizer] = started();
    const code = testCode(`${"NOP\n".repeat(21)}JUMP_BACKWARD 9`);
    runs.forEach((times, run) => {
      jump(state, code, 21, times);
      assertEquals(optimizer.getCount(), counts[run]);
    });
    const executor = getExecutor(code, 42);
    assertEquals(
      [executor.type, executor.opcode, executor.oparg, executor.valid, executor.linked, executor.bloom.population],
      ["counting_executor", 77, 9, true, true, 0],
    );
  }
});

Deno.test("a loop that never jumps has no executor", () => {
  const [state, optimizer] = started();
  const code = testCode("NOP\nJUMP_BACKWARD 3");
  jump(state, code, 1, 0);
  assertEquals([optimizer.getCount(), code.executors], [0, null]);
});

Deno.test("nested loops have an executor each and one count: 5 outer and 15 inner jumps make 20", () => {
  const [state, optimizer] = started();
  const code = testCode(`${"NOP\n".repeat(36)}JUMP_BACKWARD 10\nNOP\nJUMP_BACKWARD 27`);
  for (let outer = 0; outer < 5; outer++) {
    jump(state, code, 36, 3);
    jump(state, code, 39, 1);
  }
  assertEquals(optimizer.getCount(), 20);
  assertEquals([getExecutor(code, 72).oparg, getExecutor(code, 78).oparg], [10, 27]);
});

Deno.test("a counter executor holds its optimizer until it dies", () => {
  const [state, optimizer] = started();
  const code = testCode("NOP\nJUMP_BACKWARD 3");
  jump(state, code, 1, 1);
  assertEquals(optimizer.references, 3); // maker, interpreter, executor
  optimizer.release();
  state.setOptimizer(null);
  assertEquals(optimizer.references, 1);
  jump(state, code, 1, 4);
  assertEquals(optimizer.getCount(), 5);
  releaseExecutors(code);
  assertEquals([optimizer.references, state.index.size, state.index.alive], [0, 0, 0]);
  assertThrows(() => optimizer.retain(), InvariantError, "found one released");
});

Deno.test("execute() gives back the reference of the running frame, which may be the last", () => {
  const [state, optimizer] = started();
  const code = testCode("NOP\nJUMP_BACKWARD 3");
  jump(state, code, 1, 1);
  const executor = executorAt(code, 1).retain();
  releaseExecutors(code);
  assertEquals(executor.execute(), 0);
  assertEquals([executor.references, executor.linked, optimizer.getCount()], [0, false, 2]);
});

Deno.test("nothing invalidates a counter executor but invalidating all, or a dependency added later", () => {
  const [state] = started();
  const code = testCode("NOP\nJUMP_BACKWARD 3\nNOP\nJUMP_BACKWARD 3");
  jump(state, code, 1, 1);
  jump(state, code, 4, 1);
  assertEquals(state.invalidateDependency(code.address), 0);
  state.dependsOn(executorAt(code, 1), 0x50n);
  assertEquals(state.invalidateDependency(0x50n), 1);
  assertEquals(state.invalidateAll(), 1);
  assertEquals([executorAt(code, 1).valid, executorAt(code, 4).valid], [false, false]);
});
