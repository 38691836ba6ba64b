import { assertEquals, assertThrows } from "@std/assert";
import { DEFAULT_LIMITS } from "../isa/engine.ts";
import { InvariantError, TierproofError } from "../isa/errors.ts";
import { OPCODES } from "../isa/opcodes.ts";
import type { RepairId } from "../isa/repairs.ts";
import { counterOptimizer } from "./counter_optimizer.ts";
import { checkExecutorListInvariants, type ExecutorList } from "./executor_list.ts";
import {
  BACK_EDGE,
  defaultOptimizer,
  getExecutor,
  NEVER,
  type Optimizer,
  OptimizerApiError,
  type OptimizeRequest,
  type OptimizeResult,
  replaceExecutor,
} from "./optimizer.ts";
import { loopUnits, testCode, testExecutor, testState } from "./test_code.ts";
import { formatTrace } from "./trace.ts";
import type { UopExecutor } from "./uop_executor.ts";
import { uopOptimizer } from "./uop_optimizer.ts";

const { ENTER_EXECUTOR, JUMP_BACKWARD } = OPCODES;

/** An optimizer of a test's own. */
function optimizer(optimize: (request: OptimizeRequest) => OptimizeResult, backedgeThreshold = 0): Optimizer {
  return { name: "test", backedgeThreshold, resumeThreshold: 5, optimize };
}

Deno.test("setting an optimizer copies its thresholds to the interpreter, and null brings the default back", () => {
  const state = testState();
  assertEquals([state.getOptimizer(), state.backedgeThreshold, state.resumeThreshold], [null, NEVER, NEVER]);
  state.setOptimizer(uopOptimizer());
  assertEquals([state.backedgeThreshold, state.resumeThreshold], [256, 32767]);
  state.setOptimizer(counterOptimizer());
  assertEquals([state.backedgeThreshold, state.resumeThreshold], [0, 32767]);
  state.setOptimizer(optimizer(() => ({ kind: "declined", reason: "optimizer_declined" }), 7));
  assertEquals([state.backedgeThreshold, state.resumeThreshold], [7, 5]);
  state.setOptimizer(null);
  assertEquals([state.getOptimizer(), state.backedgeThreshold, state.resumeThreshold], [null, 32767, 32767]);
});

Deno.test("getting the optimizer gives the same object, and one more reference to it", () => {
  const state = testState();
  const uop = uopOptimizer();
  state.setOptimizer(uop);
  assertEquals([state.getOptimizer() === uop, uop.references], [true, 3]);
  uop.release();
  state.setOptimizer(uop);
  assertEquals(uop.references, 2);
  state.setOptimizer(null);
  uop.release();
  assertThrows(() => state.setOptimizer(uop), InvariantError, "expected a live uop_optimizer");
});

Deno.test("the optimizers have the pin's names", () => {
  assertEquals([defaultOptimizer().name, counterOptimizer().name, uopOptimizer().name], [
    "noop_optimizer",
    "Counter optimizer",
    "uop_optimizer",
  ]);
});

Deno.test("thresholds that were changed behind the interpreter's back break an invariant", () => {
  const state = testState();
  state.setOptimizer(uopOptimizer());
  state.backedgeThreshold = 3;
  assertThrows(() => state.getOptimizer(), InvariantError, "expected thresholds 256 and 32767, found 3 and 32767");
});

Deno.test("calling the default optimizer is an error", () => {
  const state = testState();
  const code = testCode("NOP\nJUMP_BACKWARD 3");
  assertEquals(state.backEdge(code, 1, 0, 0), BACK_EDGE.ERROR);
  assertEquals(state.error, { type: "SystemError", message: "Should never call error_optimize" });
  assertEquals(code.units[1], JUMP_BACKWARD.opcode | (3 << 8));
});

Deno.test("a hot back edge gets an executor; the array is its only owner", () => {
  const state = testState();
  state.setOptimizer(uopOptimizer());
  const code = testCode("LOAD_FAST 1\nPOP_TOP\nJUMP_BACKWARD 4");
  assertEquals(state.backEdge(code, 2, 0, 3), BACK_EDGE.INSTALLED);
  assertEquals(code.units[2], ENTER_EXECUTOR.opcode);
  const executor = code.executors!.slots[0] as UopExecutor;
  assertEquals([executor.references, executor.opcode, executor.oparg], [1, JUMP_BACKWARD.opcode, 4]);
  assertEquals(formatTrace(executor.trace), "LOAD_FAST 1\nPOP_TOP\n_SET_IP 2\n_JUMP_TO_TOP");
  assertEquals([state.statistics.attempts, state.statistics.traces_created], [1, 1]);
  assertEquals(state.statistics.trace_length_hist[4], 1); // 10 uops
  assertEquals(state.statistics.optimized_trace_length_hist[2], 1); // 4 uops
  assertEquals(state.invalidateDependency(code.address), 1);
  assertEquals(executor.isValid(), false);
});

Deno.test("without the analysis the trace is only compacted", () => {
  const state = testState();
  state.setOptimizer(uopOptimizer({ analyze: false }));
  const code = testCode("NOP\nPOP_TOP\nJUMP_BACKWARD 4");
  state.backEdge(code, 2, 0, 0);
  assertEquals(
    formatTrace((getExecutor(code, 4) as UopExecutor).trace),
    "_SET_IP\n_CHECK_VALIDITY\n_SET_IP 1\n_CHECK_VALIDITY\nPOP_TOP\n_SET_IP 2\n_CHECK_VALIDITY\n_JUMP_TO_TOP",
  );
});

Deno.test("passes of one's own replace the pin's and know where the trace begins", () => {
  const state = testState();
  const seen: unknown[] = [];
  state.setOptimizer(uopOptimizer({
    passes: [{
      name: "mine",
      run: (trace, context) => {
        seen.push(context.code.name, context.stackEntries);
        return trace.slice(2);
      },
    }],
  }));
  const code = testCode("POP_TOP\nJUMP_BACKWARD 3");
  state.backEdge(code, 1, 0, 9);
  assertEquals(seen, ["f", 9]);
  assertEquals((getExecutor(code, 2) as UopExecutor).item(0), ["POP_TOP", 0, 0]);
});

Deno.test("a declined back edge changes nothing in the code and names its reason", () => {
  const state = testState();
  state.setOptimizer(uopOptimizer());
  const code = testCode("RESUME 0\nJUMP_BACKWARD 3");
  assertEquals(state.backEdge(code, 1, 0, 0), BACK_EDGE.NONE);
  assertEquals([code.executors, state.statistics.declined.trace_too_short, state.statistics.traces_created], [
    null,
    1,
    0,
  ]);
  state.setOptimizer(optimizer(() => ({ kind: "declined", reason: "optimizer_declined" })));
  assertEquals(state.backEdge(code, 1, 0, 0), BACK_EDGE.NONE);
  assertEquals(state.statistics.declined, { no_space_for_executor: 0, trace_too_short: 1, optimizer_declined: 1 });
});

Deno.test("an optimizer's error is handed on", () => {
  const state = testState();
  state.setOptimizer(optimizer(() => ({ kind: "error", error: { type: "MemoryError", message: "no" } })));
  assertEquals(state.backEdge(testCode("NOP\nJUMP_BACKWARD 3"), 1, 0, 0), BACK_EDGE.ERROR);
  assertEquals(state.error, { type: "MemoryError", message: "no" });
});

Deno.test("room is tested before the optimizer runs: a full array is never asked about", () => {
  let calls = 0;
  const state = testState({ limits: { ...DEFAULT_LIMITS, maxExecutors: 2 } });
  state.setOptimizer(optimizer(({ state }) => {
    calls++;
    return { kind: "executor", executor: testExecutor(state.index) };
  }));
  const code = testCode("NOP\nJUMP_BACKWARD 3\n".repeat(4));
  const answers = loopUnits(code).map((unit) => state.backEdge(code, unit, unit - 1, 0));
  assertEquals(answers, [1, 1, 0, 0]);
  assertEquals([calls, state.statistics.declined.no_space_for_executor, state.index.alive], [2, 2, 2]);
});

Deno.test("the slot is taken after the optimizer ran: what it installs itself comes first", () => {
  const state = testState();
  const code = testCode("NOP\nJUMP_BACKWARD 3\nNOP\nJUMP_BACKWARD 3");
  const outer = optimizer(({ state }) => {
    state.setOptimizer(counterOptimizer());
    assertEquals(state.backEdge(code, 4, 3, 0), BACK_EDGE.INSTALLED);
    return { kind: "executor", executor: testExecutor(state.index) };
  });
  state.setOptimizer(outer);
  assertEquals(state.backEdge(code, 1, 0, 0), BACK_EDGE.INSTALLED);
  assertEquals(code.executors!.slots.map((executor) => executor.type), ["counting_executor", "uop_executor"]);
  assertEquals([code.units[1]! >>> 8, code.units[4]! >>> 8], [1, 0]);
});

Deno.test("an optimizer that fills the array meanwhile loses its own executor, nothing else", () => {
  const state = testState({ limits: { ...DEFAULT_LIMITS, maxExecutors: 1 } });
  const code = testCode("NOP\nJUMP_BACKWARD 3\nNOP\nJUMP_BACKWARD 3");
  state.setOptimizer(optimizer(({ state }) => {
    state.setOptimizer(counterOptimizer());
    state.backEdge(code, 4, 3, 0);
    return { kind: "executor", executor: testExecutor(state.index) };
  }));
  assertEquals(state.backEdge(code, 1, 0, 0), BACK_EDGE.NONE);
  assertEquals([code.executors!.size, state.index.size, state.index.alive], [1, 1, 1]);
  assertEquals(code.units[1]! & 0xff, JUMP_BACKWARD.opcode);
});

Deno.test("an optimizer that installs at the same jump meanwhile is replaced there", () => {
  const state = testState();
  const code = testCode("NOP\nJUMP_BACKWARD 3");
  state.setOptimizer(optimizer(({ state }) => {
    state.setOptimizer(counterOptimizer());
    state.backEdge(code, 1, 0, 0);
    return { kind: "executor", executor: testExecutor(state.index) };
  }));
  assertEquals(state.backEdge(code, 1, 0, 0), BACK_EDGE.INSTALLED);
  assertEquals(code.executors!.slots.map((executor) => [executor.type, executor.opcode]), [["uop_executor", 77]]);
  assertEquals([state.index.size, state.index.alive], [1, 1]);
  checkExecutorListInvariants(state.index as ExecutorList);
});

Deno.test("an optimizer that invalidates everything while it optimizes leaves its own executor valid", () => {
  const state = testState();
  const code = testCode("NOP\nJUMP_BACKWARD 3\nNOP\nJUMP_BACKWARD 3");
  state.setOptimizer(counterOptimizer());
  state.backEdge(code, 1, 0, 0);
  state.setOptimizer(optimizer(({ state }) => {
    state.invalidateAll();
    return { kind: "executor", executor: testExecutor(state.index) };
  }));
  state.backEdge(code, 4, 3, 0);
  assertEquals(code.executors!.slots.map((executor) => executor.valid), [false, true]);
});

Deno.test("only a JUMP_BACKWARD is a back edge", () => {
  const state = testState();
  assertThrows(() => state.backEdge(testCode("NOP"), 0, 0, 0), InvariantError, "expected JUMP_BACKWARD at unit 0");
});

Deno.test("an offset without executor gives the recorded error", () => {
  const state = testState();
  state.setOptimizer(counterOptimizer());
  const code = testCode("NOP\nJUMP_BACKWARD 3");
  state.backEdge(code, 1, 0, 0);
  for (const offset of [0, 1, 3, 1_000_000, -2, NaN, 2.5]) {
    const error = assertThrows(() => getExecutor(code, offset), OptimizerApiError);
    assertEquals([error.type, error.message], ["ValueError", "no executor at given byte offset"]);
  }
  const executor = getExecutor(code, 2);
  assertEquals([executor === code.executors!.slots[0], executor.references], [true, 2]);
});

Deno.test("looking an executor up walks over the caches of what it replaced", () => {
  const state = testState();
  state.setOptimizer(counterOptimizer());
  // The cache of the first jump reads as ENTER_EXECUTOR 0, were it an instruction.
  const code = testCode(`NOP\nJUMP_BACKWARD 3 : ${ENTER_EXECUTOR.opcode}\nNOP\nJUMP_BACKWARD 3`);
  state.backEdge(code, 1, 0, 0);
  state.backEdge(code, 4, 3, 0);
  assertThrows(() => getExecutor(code, 4), OptimizerApiError);
  assertEquals(getExecutor(code, 8).oparg, 3);
});

Deno.test("replacing hands over the saved instruction, and the old executor lives on if somebody holds it", () => {
  const state = testState();
  state.setOptimizer(counterOptimizer());
  const code = testCode("NOP\nJUMP_BACKWARD 3");
  state.backEdge(code, 1, 0, 0);
  const old = getExecutor(code, 2);
  const fresh = testExecutor(state.index);
  replaceExecutor(code, 1, fresh);
  assertEquals([fresh.opcode, fresh.oparg, fresh.references], [JUMP_BACKWARD.opcode, 3, 2]);
  assertEquals([old.opcode, old.oparg, old.references, old.valid, old.linked], [0, 3, 1, true, true]);
  assertEquals(getExecutor(code, 2) === fresh, true);
});

Deno.test("replacing what is not there, by what is dead or another's, is refused and changes nothing", () => {
  const state = testState();
  state.setOptimizer(counterOptimizer());
  const code = testCode("NOP\nJUMP_BACKWARD 3\nNOP\nJUMP_BACKWARD 3");
  const other = testCode("NOP\nJUMP_BACKWARD 3", { name: "g", address: 0x9000n });
  state.backEdge(code, 1, 0, 0);
  state.backEdge(other, 1, 0, 0);
  const before = [code.units.slice(), code.executors!.slots.slice()];
  const fresh = testExecutor(state.index);
  for (const unit of [0, 4, -1, 100, 0.5]) {
    const error = assertThrows(() => replaceExecutor(code, unit, fresh), OptimizerApiError);
    assertEquals([error.code, error.type, error.message], ["optimizer", "ValueError", "No executor to replace"]);
  }
  fresh.release();
  assertThrows(() => replaceExecutor(code, 1, fresh), TierproofError, "found a released one");
  assertThrows(() => replaceExecutor(code, 1, getExecutor(other, 2)), TierproofError, "installed elsewhere");
  assertEquals([code.units.slice(), code.executors!.slots.slice()], before);
  assertEquals(code.executors!.slots[0]!.opcode, JUMP_BACKWARD.opcode);
});

Deno.test("an executor that replaces itself loses its instruction at the pin, and keeps it when repaired", () => {
  for (const repairs of [new Set<RepairId>(), new Set<RepairId>(["self-replacement"])]) {
    const state = testState();
    state.setOptimizer(counterOptimizer());
    const code = testCode("NOP\nJUMP_BACKWARD 3");
    state.backEdge(code, 1, 0, 0);
    replaceExecutor(code, 1, code.executors!.slots[0]!, repairs);
    assertEquals(code.executors!.slots[0]!.opcode, repairs.size === 0 ? 0 : JUMP_BACKWARD.opcode);
  }
});

Deno.test("a debug build revives an executor that gets a dependency, unless repaired", () => {
  for (
    const [build, repairs, valid] of [
      ["debug", [], true],
      ["release", [], false],
      ["debug", ["depends-on-revives"], false],
    ] as const
  ) {
    const state = testState({ build, repairs: new Set<RepairId>(repairs) });
    const executor = testExecutor(state.index, 0x10n);
    state.invalidateDependency(0x10n);
    state.dependsOn(executor, 0x20n);
    assertEquals([executor.valid, state.invalidateDependency(0x20n), executor.valid], [valid, 0, valid]);
  }
});

Deno.test("addresses, limits and released executors are checked at the door", () => {
  const state = testState();
  const executor = testExecutor(state.index);
  for (const address of [0n, -1n, 1n << 64n]) {
    assertThrows(() => state.invalidateDependency(address), TierproofError, "expected an address");
    assertThrows(() => state.dependsOn(executor, address), TierproofError, "expected an address");
  }
  assertEquals([executor.valid, executor.bloom.population], [true, 0]);
  executor.release();
  assertThrows(() => state.dependsOn(executor, 1n), TierproofError, "found a released one");
  for (const limits of [{ maxExecutors: 257 }, { maxTraceLength: -1 }, { traceStackSize: 1.5 }]) {
    assertThrows(
      () => testState({ limits: { ...DEFAULT_LIMITS, ...limits } }),
      TierproofError,
      "expected a whole number",
    );
  }
});

Deno.test("a reset leaves no executor, no optimizer and no counts", () => {
  const state = testState();
  const uop = uopOptimizer();
  state.setOptimizer(uop);
  const code = testCode("POP_TOP\nJUMP_BACKWARD 3");
  state.backEdge(code, 1, 0, 0);
  state.reset();
  assertEquals([state.index.size, state.getOptimizer(), state.statistics.attempts, uop.references], [0, null, 0, 1]);
  assertEquals(code.executors!.slots[0]!.valid, false);
});
