/**
 * Rewrites of the optimizer that keep behaviour.
 *
 * @module
 */

import type { Mutant } from "../mutant.ts";
import { faults } from "./fault.ts";

const fault = faults("harmless", {
  component: "bloom",
  difficulty: "easy",
  claims: [],
  file: "src/optimizer/bloom_filter.ts",
});

/** Rewrites of the optimizer that keep behaviour. */
export const HARMLESS_OPTIMIZER: readonly Mutant[] = [
  fault("harmless-bloom-modulo", "A bit number is taken by remainder instead of by mask", {
    find: "const bit = bits & 255;",
    replace: "const bit = bits % 256;",
  }),
  fault("harmless-bloom-backwards", "Words are compared from the last to the first", {
    find: "for (let i = 0; i < BLOOM_FILTER_WORDS; i++) {",
    replace: "for (let i = BLOOM_FILTER_WORDS - 1; i >= 0; i--) {",
  }),
  fault("harmless-bloom-clear", "A filter is emptied by copying zeros", {
    find: "this.words.fill(0);",
    replace: "this.words.set(new Uint32Array(BLOOM_FILTER_WORDS));",
  }),
  fault("harmless-hash-shift", "The carry of the hash is divided off in another way", {
    find: "Math.floor(product / 0x1_0000_0000)",
    replace: "(product - product % 0x1_0000_0000) / 0x1_0000_0000",
  }),
  fault("harmless-unlink-order", "Unlinking counts down before it clears the flag", {
    component: "executor-list",
    file: "src/optimizer/executor_list.ts",
    find: "executor.linked = false;\n    this.size--;",
    replace: "this.size--;\n    executor.linked = false;",
  }),
  fault("harmless-link-order", "Linking sets the head's link before the successor's", {
    component: "executor-list",
    file: "src/optimizer/executor_list.ts",
    find: "if (next !== null) next.previous = executor;\n      head.next = executor;",
    replace: "head.next = executor;\n      if (next !== null) next.previous = executor;",
  }),
  fault("harmless-invalidate-all-order", "Invalidating all clears the flags before the links", {
    component: "executor-list",
    file: "src/optimizer/executor_list.ts",
    find:
      "executor.next = null;\n      executor.previous = null;\n      executor.valid = false;\n      executor.linked = false;",
    replace:
      "executor.valid = false;\n      executor.linked = false;\n      executor.previous = null;\n      executor.next = null;",
  }),
  fault("harmless-clear-executor", "A dying executor is uncounted before it is unlinked", {
    component: "executor-list",
    file: "src/optimizer/executor.ts",
    find: "index.unlink(executor);\n  index.alive--;",
    replace: "index.alive--;\n  index.unlink(executor);",
  }),
  fault(
    "harmless-array-capacity",
    "The executors of a code object get room for twice as many at once, with the constant that tells it",
    {
      component: "executor-array",
      file: "src/optimizer/executor_array.ts",
      find: "array.capacity === 0 ? INITIAL_CAPACITY : array.capacity * 2;",
      replace: "array.capacity === 0 ? 2 * INITIAL_CAPACITY : array.capacity * 2;",
    },
  ),
  fault("harmless-array-saved-order", "A replacing executor takes the oparg over before the opcode", {
    component: "executor-array",
    file: "src/optimizer/executor_array.ts",
    find: "executor.opcode = old.opcode;\n    executor.oparg = old.oparg;",
    replace: "executor.oparg = old.oparg;\n    executor.opcode = old.opcode;",
  }),
  fault("harmless-array-room", "Room is tested the other way round", {
    component: "executor-array",
    file: "src/optimizer/executor_array.ts",
    find: "return code.executors === null || code.executors.size < maxExecutors;",
    replace: "return !(code.executors !== null && code.executors.size >= maxExecutors);",
  }),
  fault("harmless-array-install-order", "The slot is filled before the instruction is saved", {
    component: "executor-array",
    file: "src/optimizer/executor_array.ts",
    find: "executor.oparg = opargOf(instruction);\n  array.slots.push(executor);",
    replace: "array.slots.push(executor);\n  executor.oparg = opargOf(instruction);",
  }),
  fault("harmless-set-optimizer-order", "Installing an optimizer copies its thresholds in the other order", {
    component: "optimizer-api",
    file: "src/optimizer/optimizer.ts",
    find: "this.backedgeThreshold = fresh.backedgeThreshold;\n    this.resumeThreshold = fresh.resumeThreshold;",
    replace: "this.resumeThreshold = fresh.resumeThreshold;\n    this.backedgeThreshold = fresh.backedgeThreshold;",
  }),
  fault("harmless-get-executor-test", "The offset is compared before the opcode", {
    component: "optimizer-api",
    file: "src/optimizer/optimizer.ts",
    find: "opcodeOf(instruction) === OPCODES.ENTER_EXECUTOR.opcode && 2 * unit === offsetBytes",
    replace: "2 * unit === offsetBytes && opcodeOf(instruction) === OPCODES.ENTER_EXECUTOR.opcode",
  }),
  fault("harmless-counting-order", "A counting executor reads where to go on before it counts", {
    component: "optimizer-api",
    file: "src/optimizer/counter_optimizer.ts",
    find:
      "this.optimizer.count++;\n    // Read before the release: it may be the last one.\n    const { nextUnit } = this;",
    replace: "const { nextUnit } = this;\n    this.optimizer.count += 1;",
  }),
  fault("harmless-operands-always", "Zero operands are written, too", {
    component: "make-executor",
    file: "src/optimizer/uop_executor.ts",
    find: "if (instruction.operand !== 0) operands[i]",
    replace: "operands[i]",
  }),
  fault("harmless-compact-always", "A trace without anything to drop is copied, too", {
    component: "make-executor",
    file: "src/optimizer/reachability.ts",
    find: "if (count === trace.length) return trace;",
    replace: "",
  }),
  fault("harmless-used-count", "Used uops are counted when the NOP is known", {
    component: "make-executor",
    file: "src/optimizer/reachability.ts",
    find: "count--;\n      used[i] = 0;",
    replace: "used[i] = 0;\n      count -= 1;",
  }),
  fault("harmless-popcount-loop", "The bits of a branch history are counted one by one", {
    component: "translate",
    file: "src/optimizer/translate.ts",
    find: "let bits = history - ((history >>> 1) & 0x5555);",
    replace:
      "let ones = 0;\n  for (let rest = history & 0xffff; rest !== 0; rest >>>= 1) ones += rest & 1;\n  if (ones >= 0) return ones;\n  let bits = history - ((history >>> 1) & 0x5555);",
  }),
  fault("harmless-likely-at-least", "A likely branch is one taken at least one time more", {
    component: "translate",
    file: "src/optimizer/translate.ts",
    find: "const likely = bitcount > UNLIKELY_AT_MOST;",
    replace: "const likely = bitcount >= UNLIKELY_AT_MOST + 1;",
  }),
  fault("harmless-dependency-order", "The dependency on a callee is noted before the caller is remembered", {
    component: "translate",
    file: "src/optimizer/translate.ts",
    find: "callers.push({ code: this.code, unit: this.nextUnit() });\n    request.dependencies.add(callee.address);",
    replace: "request.dependencies.add(callee.address);\n    callers.push({ code: this.code, unit: this.nextUnit() });",
  }),
  fault("harmless-reservation", "The free room of a trace is compared the other way round", {
    component: "translate",
    file: "src/optimizer/trace_builder.ts",
    find: "if (need > got) {",
    replace: "if (got < need) {",
  }),
  fault("harmless-effect-table", "The two effects of a uop are put together in the other order", {
    component: "analyze",
    file: "src/optimizer/passes/analyze.ts",
    find:
      "if ((effect & NEEDS_IP) !== 0) needIp = true;\n        if ((effect & MAY_INVALIDATE) !== 0) maybeInvalid = true;",
    replace:
      "if ((effect & MAY_INVALIDATE) !== 0) maybeInvalid = true;\n        needIp = needIp || (effect & NEEDS_IP) !== 0;",
  }),
  fault("harmless-analyze-nop", "The first of two effects is tested without its mask", {
    component: "analyze",
    file: "src/optimizer/passes/analyze.ts",
    find: "if (!needIp && lastSetIp >= 0) result[lastSetIp]",
    replace: "if (lastSetIp !== -1 && !needIp) result[lastSetIp]",
  }),
  fault("harmless-validity-test", "The validity is tested the other way round", {
    component: "invalidation",
    file: "src/vm/bodies/control.ts",
    find: "(m.executor as Executor).valid ? NEXT : DEOPT;",
    replace: "!(m.executor as Executor).valid ? DEOPT : NEXT;",
  }),
  fault(
    "harmless-instrument-order",
    "Instrumenting invalidates what depends on the code before it puts the jumps back",
    {
      component: "invalidation",
      file: "src/vm/monitor/instrument.ts",
      find: "removeExecutors(code);\n    this.#machine.optimizer.index.invalidateDependency(code.address);",
      replace: "this.#machine.optimizer.index.invalidateDependency(code.address);\n    removeExecutors(code);",
    },
  ),
  fault("harmless-enter-order", "The executor is looked at before the fuel is counted", {
    component: "invalidation",
    file: "src/vm/tier1/misc.ts",
    find: "m.burnFuel();\n  m.next = unit + 2 - distance;",
    replace: "m.next = unit + 2 - distance;\n  m.burnFuel();",
  }),
  fault("harmless-addresses-elsewhere", "Objects of a machine lie 16 bytes further", {
    file: "src/vm/machine.ts",
    find: "const FIRST_ADDRESS = 0x7f00_0000_0000;",
    replace: "const FIRST_ADDRESS = 0x7f00_0000_0010;",
  }),
];
