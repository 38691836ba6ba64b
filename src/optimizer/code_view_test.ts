import { assertEquals, assertThrows } from "@std/assert";
import { codeUnit } from "../isa/code_unit.ts";
import { InvariantError } from "../isa/errors.ts";
import { OPCODES } from "../isa/opcodes.ts";
import type { TraceableCode } from "./code.ts";
import {
  checkExecutorArrayInvariants,
  executorAt,
  instructionLength,
  plainUnits,
  removeExecutors,
  savedUnit,
} from "./code_view.ts";
import { counterOptimizer } from "./counter_optimizer.ts";
import { replaceExecutor } from "./optimizer.ts";
import { loopUnits, testCode, testState } from "./test_code.ts";

const { ENTER_EXECUTOR } = OPCODES;

/** Code with loops, all of which have an executor. */
function entered(text: string): TraceableCode {
  const state = testState();
  state.setOptimizer(counterOptimizer());
  const code = testCode(text);
  for (const unit of loopUnits(code)) state.backEdge(code, unit, 0, 0);
  return code;
}

Deno.test("the compiler's view of code has base opcodes, empty caches and no executors", () => {
  const warm = `
    RESUME_CHECK
    LOAD_GLOBAL_MODULE 3 : 1 2 3 4
    EXTENDED_ARG 1
    BINARY_OP_ADD_INT 0 : 7
    JUMP_BACKWARD 9 : 0x0104`;
  const cold = `
    RESUME
    LOAD_GLOBAL 3
    EXTENDED_ARG 1
    BINARY_OP 0
    JUMP_BACKWARD 9`;
  assertEquals(plainUnits(entered(warm)), testCode(cold).units);
});

Deno.test("the compiler's view of monitored code has the instructions under the instrumented ones", () => {
  const monitored = testCode("INSTRUMENTED_RESUME\nINSTRUMENTED_FOR_ITER 2 : 5\nINSTRUMENTED_RETURN_VALUE");
  assertEquals(plainUnits(monitored), testCode("RESUME\nFOR_ITER 2\nRETURN_VALUE").units);
});

Deno.test("an entered loop shows its saved instruction and has that one's length", () => {
  const code = entered("NOP\nJUMP_BACKWARD 3\nNOP\nJUMP_BACKWARD 6");
  assertEquals([code.units[1], code.units[4]], [
    codeUnit(ENTER_EXECUTOR.opcode, 0),
    codeUnit(ENTER_EXECUTOR.opcode, 1),
  ]);
  assertEquals(savedUnit(code, 4), codeUnit(OPCODES.JUMP_BACKWARD.opcode, 6));
  assertEquals([instructionLength(code, 4), instructionLength(code, 3)], [2, 1]);
  assertEquals(executorAt(code, 4).oparg, 6);
  assertThrows(() => executorAt(testCode("ENTER_EXECUTOR 5"), 0), InvariantError, "in slot 5, found none");
});

Deno.test("removing executors does not take an inline cache for an instruction", () => {
  const code = testCode(`NOP\nJUMP_BACKWARD 3 : ${ENTER_EXECUTOR.opcode}\nNOP`);
  const before = code.units.slice();
  const state = testState();
  state.setOptimizer(counterOptimizer());
  state.backEdge(code, 1, 0, 0);
  removeExecutors(code);
  assertEquals([code.units, state.index.alive], [before, 0]);
});

Deno.test("checkExecutorArrayInvariants() notices each kind of damage", () => {
  const damages: Record<string, (code: TraceableCode) => void> = {
    "found 5": (code) => code.executors!.capacity = 5,
    "found 1": (code) => code.executors!.capacity = 1,
    "a live executor in slot 1": (code) => code.executors!.slots[1]!.references = 0,
    "entered once, found twice": (code) => code.units[4] = codeUnit(ENTER_EXECUTOR.opcode, 0),
    "expected 3 slots to be entered, found 2": (code) => code.executors!.slots.push(code.executors!.slots[0]!),
    "in slot 0, found opcode 0": (code) => replaceExecutor(code, 1, code.executors!.slots[0]!),
  };
  for (const [message, damage] of Object.entries(damages)) {
    const code = entered("NOP\nJUMP_BACKWARD 3\nNOP\nJUMP_BACKWARD 6");
    checkExecutorArrayInvariants(code);
    damage(code);
    assertThrows(() => checkExecutorArrayInvariants(code), InvariantError, message);
  }
  checkExecutorArrayInvariants(testCode("NOP"));
});
