import { assertEquals, assertThrows } from "@std/assert";
import { InvariantError } from "../isa/errors.ts";
import { OPCODES } from "../isa/opcodes.ts";
import { BloomFilter } from "./bloom_filter.ts";
import type { TraceableCode } from "./code.ts";
import { getIndexForExecutor, insertExecutor } from "./executor_array.ts";
import { ExecutorList } from "./executor_list.ts";
import type { EndReason } from "./statistics.ts";
import { testCode, testExecutor, versions } from "./test_code.ts";
import { assertTrace, counted, run } from "./testing/translations.ts";

Deno.test("a known function is inlined: into it at unit 0, and back behind the call and its caches", () => {
  const callee = testCode("RESUME_CHECK\nLOAD_FAST 0\nRETURN_VALUE", { name: "g", address: 0x2000n, version: 0x10007 });
  const code = testCode("CALL_PY_EXACT_ARGS 1 : 0 7 1\nPOP_TOP\nJUMP_BACKWARD 7", { address: 0x1000n });
  const result = run(code, { functionVersions: versions({ 0x10007: callee }) });
  assertTrace(
    result,
    `_SET_IP 0
     _CHECK_VALIDITY
     _CHECK_PEP_523 1
     _CHECK_FUNCTION_EXACT_ARGS 1 ${0x10007}
     _CHECK_STACK_SPACE 1
     _INIT_CALL_PY_EXACT_ARGS 1
     _SAVE_RETURN_OFFSET 4
     _PUSH_FRAME 1
     _SET_IP 0
     _CHECK_VALIDITY
     RESUME_CHECK
     _SET_IP 1
     _CHECK_VALIDITY
     LOAD_FAST 0
     _SET_IP 2
     _CHECK_VALIDITY
     _POP_FRAME
     _SET_IP 4
     _CHECK_VALIDITY
     POP_TOP
     _SET_IP 5
     _CHECK_VALIDITY
     _JUMP_TO_TOP
     _EXIT_TRACE`,
    "closed_loop",
  );
  const expected = new BloomFilter();
  expected.add(0x1000n);
  expected.add(0x2000n);
  assertEquals(result.dependencies.words, expected.words);
});

const CALL_HEAD = `_SET_IP 0
  _CHECK_VALIDITY
  _CHECK_PEP_523
  _CHECK_FUNCTION_EXACT_ARGS 0 7
  _CHECK_STACK_SPACE
  _INIT_CALL_PY_EXACT_ARGS
  _SAVE_RETURN_OFFSET 4
  _PUSH_FRAME
`;

Deno.test("a call that cannot be followed ends in the callee with _SET_IP 0 and no check", () => {
  const callee = testCode("RESUME_CHECK\nLOAD_CONST\nRETURN_VALUE", { name: "g", address: 0x2000n, version: 7 });
  const updated = testCode("RESUME_CHECK", { name: "g", address: 0x2000n, version: 8 });
  const code = testCode("CALL_PY_EXACT_ARGS 0 : 0 7 0\nJUMP_BACKWARD 6", { address: 0x1000n, version: 7 });
  const cases: readonly [EndReason, Record<number, TraceableCode>, number, string[]][] = [
    ["function_unknown", {}, 5, []],
    ["recursive_call", { 7: code }, 5, ["recursive_call"]],
    ["code_version_mismatch", { 7: updated }, 5, []],
    ["trace_stack_overflow", { 7: callee }, 0, ["trace_stack_overflow"]],
  ];
  for (const [end, functions, traceStackSize, counts] of cases) {
    const result = run(code, {
      functionVersions: versions(functions),
      limits: { maxTraceLength: 128, traceStackSize },
    });
    assertTrace(result, CALL_HEAD + "_SET_IP 0\n_EXIT_TRACE", end);
    assertEquals(counted(result.statistics), counts);
    // A callee that is not entered is no dependency.
    assertEquals(result.dependencies.population, 6);
  }
});

Deno.test("only the code that makes the call counts as recursion: two that call each other fill the trace stack", () => {
  const f = testCode("RESUME_CHECK\nCALL_PY_EXACT_ARGS 0 : 0 2 0", { name: "f", address: 0x1000n, version: 1 });
  const g = testCode("RESUME_CHECK\nCALL_PY_EXACT_ARGS 0 : 0 1 0", { name: "g", address: 0x2000n, version: 2 });
  for (const traceStackSize of [1, 2, 5]) {
    const { text, end } = run(f, {
      functionVersions: versions({ 1: f, 2: g }),
      limits: { maxTraceLength: 128, traceStackSize },
    });
    assertEquals(end, "trace_stack_overflow");
    assertEquals(text.match(/RESUME_CHECK/g)?.length, traceStackSize + 1);
    assertEquals(text.endsWith("_PUSH_FRAME\n_SET_IP\n_EXIT_TRACE"), true);
  }
});

Deno.test("a callee that never ran ends the trace inside it", () => {
  const callee = testCode("RESUME 0", { name: "g", address: 0x2000n, version: 7 });
  const code = testCode("CALL_PY_EXACT_ARGS 0 : 0 7 0");
  const result = run(code, { functionVersions: versions({ 7: callee }) });
  assertTrace(result, CALL_HEAD + "_SET_IP 0\n_CHECK_VALIDITY\n_EXIT_TRACE", "unsupported_opcode");
});

Deno.test("a return from the code that the trace began in ends the trace before all of its uops", () => {
  for (const name of ["RETURN_VALUE", "RETURN_CONST"]) {
    const result = run(testCode(`LOAD_FAST 1\n${name} 0`));
    assertTrace(
      result,
      "_SET_IP 0\n_CHECK_VALIDITY\nLOAD_FAST 1\n_SET_IP 1\n_CHECK_VALIDITY\n_EXIT_TRACE",
      "trace_stack_underflow",
    );
    assertEquals(counted(result.statistics), ["trace_stack_underflow"]);
  }
});

Deno.test("the underflow of a return is looked at after its space", () => {
  // LOAD_FAST 3, bookkeeping 2, then RETURN_CONST wants 2 + 3.
  const code = testCode("LOAD_FAST 1\nRETURN_CONST 0");
  const at = (maxTraceLength: number) => run(code, { limits: { maxTraceLength, traceStackSize: 5 } }).end;
  assertEquals([at(9), at(10)], ["trace_too_long", "trace_stack_underflow"]);
});

Deno.test("a return that is inlined gives its constant and its frame", () => {
  const callee = testCode("RETURN_CONST 3", { name: "g", address: 0x2000n, version: 7 });
  const code = testCode("CALL_PY_EXACT_ARGS 0 : 0 7 0\nRESUME 0");
  const result = run(code, { functionVersions: versions({ 7: callee }) });
  assertTrace(
    result,
    CALL_HEAD + "_SET_IP 0\n_CHECK_VALIDITY\nLOAD_CONST 3\n_POP_FRAME 3\n_SET_IP 4\n_CHECK_VALIDITY\n_EXIT_TRACE",
    "unsupported_opcode",
  );
});

/** Puts an executor over the jump at `unit`. */
function install(code: TraceableCode, unit: number): void {
  insertExecutor(code, unit, getIndexForExecutor(code, unit), testExecutor(new ExecutorList()));
}

Deno.test("an entered loop is read through to the instruction that its executor saved", () => {
  const code = testCode("NOP\nJUMP_BACKWARD 3\nPOP_TOP");
  install(code, 1);
  const closing = run(code);
  assertEquals([closing.end, closing.text.includes("_JUMP_TO_TOP")], ["closed_loop", true]);
  assertEquals(run(code, { destUnit: 1 }).end, "inner_loop");
});

Deno.test("the upper bits of the oparg of an entered loop come from its prefixes, the lowest eight from its executor", () => {
  const far = testCode(`${"NOP\n".repeat(4)}JUMP_FORWARD 252\n${"CACHE\n".repeat(252)}EXTENDED_ARG 1\nJUMP_BACKWARD 4`);
  const at = 4 + 1 + 252 + 1;
  // Slot 0, so that the low byte of the instruction itself is not what was saved.
  install(far, at);
  assertEquals(far.units[at], OPCODES.ENTER_EXECUTOR.opcode);
  assertEquals([run(far).end, run(far, { destUnit: 1 }).end], ["closed_loop", "inner_loop"]);
});

Deno.test("an entered loop without executor breaks an invariant", () => {
  const code = testCode("NOP\nENTER_EXECUTOR 3");
  assertThrows(() => run(code), InvariantError, "expected an executor in slot 3");
});

Deno.test("the code where the trace began is a dependency once, however often it is entered again", () => {
  const f = testCode("RESUME_CHECK\nCALL_PY_EXACT_ARGS 0 : 0 2 0", { name: "f", address: 0x1000n, version: 1 });
  const g = testCode("RESUME_CHECK\nCALL_PY_EXACT_ARGS 0 : 0 1 0", { name: "g", address: 0x2000n, version: 2 });
  const expected = new BloomFilter();
  expected.add(0x1000n);
  expected.add(0x2000n);
  assertEquals(run(f, { functionVersions: versions({ 1: f, 2: g }) }).dependencies.words, expected.words);
});

Deno.test("translation changes nothing in the code it reads", () => {
  const code = testCode("LOAD_FAST 1\nPOP_JUMP_IF_FALSE 0 : 3\nJUMP_BACKWARD 5");
  const before = code.units.slice();
  run(code);
  assertEquals(code.units, before);
});

Deno.test("a run off the end of malformed code ends the trace", () => {
  assertEquals(run(testCode("NOP\nNOP")).end, "unsupported_opcode");
  assertEquals(run(testCode("NOP\nEXTENDED_ARG 1")).end, "unsupported_opcode");
});
