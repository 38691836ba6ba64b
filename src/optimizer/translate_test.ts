import { assertEquals, assertThrows } from "@std/assert";
import { DEFAULT_LIMITS } from "../isa/engine.ts";
import { InvariantError } from "../isa/errors.ts";
import { OPCODES } from "../isa/opcodes.ts";
import { UOPS } from "../isa/uops.ts";
import { BloomFilter } from "./bloom_filter.ts";
import type { TraceableCode } from "./code.ts";
import { getIndexForExecutor, insertExecutor } from "./executor_array.ts";
import { ExecutorList } from "./executor_list.ts";
import { type EndReason, newStatistics, type OptimizerStatistics } from "./statistics.ts";
import { testCode, testExecutor, versions } from "./test_code.ts";
import { formatTrace, parseTrace } from "./trace.ts";
import {
  branchToGuard,
  jumpOparg,
  LONGEST_SHORT_TRACE,
  popcount16,
  translate,
  type TranslateRequest,
  UNLIKELY_AT_MOST,
} from "./translate.ts";

interface Translated {
  readonly text: string;
  readonly end: EndReason;
  readonly statistics: OptimizerStatistics;
  readonly dependencies: BloomFilter;
}

/** Translates from `destUnit`; the text is "declined" when there is no trace. */
function run(code: TraceableCode, options: Partial<TranslateRequest> = {}): Translated {
  const statistics = newStatistics();
  const dependencies = new BloomFilter();
  const result = translate({
    code,
    destUnit: 0,
    limits: DEFAULT_LIMITS,
    functionVersions: versions(),
    dependencies,
    statistics,
    ...options,
  });
  const text = result.kind === "declined" ? "declined" : formatTrace(result.trace);
  return { text, end: result.end, statistics, dependencies };
}

/** The text form of a trace written with indentation. */
function trace(text: string): string {
  return formatTrace(parseTrace(text));
}

function assertTrace(actual: Translated, expected: string, end: EndReason): void {
  assertEquals(actual.text, trace(expected));
  assertEquals(actual.end, end);
  const ends = Object.fromEntries(Object.keys(newStatistics().ends).map((reason) => [reason, reason === end ? 1 : 0]));
  assertEquals(actual.statistics.ends, ends as Record<EndReason, number>);
}

/** Names of the counts that are not 0. */
function counted(statistics: OptimizerStatistics): string[] {
  return Object.entries(statistics).filter(([, value]) => value === 1).map(([name]) => name);
}

Deno.test("the constants of the translator are the pin's", () => {
  assertEquals([LONGEST_SHORT_TRACE, UNLIKELY_AT_MOST], [4, 8]);
  assertEquals([DEFAULT_LIMITS.maxTraceLength, DEFAULT_LIMITS.traceStackSize, DEFAULT_LIMITS.maxExecutors], [
    128,
    5,
    256,
  ]);
});

Deno.test("a loop closes with _JUMP_TO_TOP, and an _EXIT_TRACE follows that nobody reaches", () => {
  const code = testCode(`
    LOAD_FAST 1
    STORE_FAST 2
    JUMP_BACKWARD 4`);
  assertTrace(
    run(code),
    `_SET_IP 0
     _CHECK_VALIDITY
     LOAD_FAST 1
     _SET_IP 1
     _CHECK_VALIDITY
     STORE_FAST 2
     _SET_IP 2
     _CHECK_VALIDITY
     _JUMP_TO_TOP
     _EXIT_TRACE`,
    "closed_loop",
  );
});

Deno.test("a jump back to anywhere but the loop top ends the trace before it", () => {
  const code = testCode("NOP\nLOAD_FAST 1\nJUMP_BACKWARD 3");
  const result = run(code);
  assertTrace(
    result,
    "_SET_IP 0\n_CHECK_VALIDITY\nNOP\n_SET_IP 1\n_CHECK_VALIDITY\nLOAD_FAST 1\n_SET_IP 2\n_CHECK_VALIDITY\n_EXIT_TRACE",
    "inner_loop",
  );
  assertEquals(counted(result.statistics), ["inner_loop"]);
});

Deno.test("a jump back to the same unit of another code object is an inner loop", () => {
  const callee = testCode("RESUME_CHECK\nJUMP_BACKWARD 3", { name: "g", address: 0x2000n, version: 7 });
  const code = testCode("CALL_PY_EXACT_ARGS : 0 7 0\nJUMP_BACKWARD 6", { version: 1 });
  const result = run(code, { functionVersions: versions({ 7: callee }) });
  assertEquals(result.end, "inner_loop");
  assertEquals(result.text.endsWith("_SET_IP 1\n_CHECK_VALIDITY\n_EXIT_TRACE"), true);
});

Deno.test("an instruction without expansion ends the trace before it and is counted by opcode", () => {
  for (const name of ["RESUME", "SEND_GEN", "FOR_ITER", "JUMP_BACKWARD_NO_INTERRUPT"] as const) {
    const code = testCode(`LOAD_FAST 1\n${name} 2`);
    const result = run(code);
    assertTrace(
      result,
      "_SET_IP 0\n_CHECK_VALIDITY\nLOAD_FAST 1\n_SET_IP 1\n_CHECK_VALIDITY\n_EXIT_TRACE",
      "unsupported_opcode",
    );
    const counts = Array.from(result.statistics.unsupported_opcode.entries()).filter(([, count]) => count > 0);
    assertEquals(counts, [[OPCODES[name].opcode, 1]]);
  }
});

Deno.test("a trace is too short up to four uops; its code is a dependency all the same", () => {
  const declined = run(testCode("RESUME 0"));
  assertEquals([declined.text, declined.end], ["declined", "unsupported_opcode"]);
  assertEquals(counted(declined.statistics), ["trace_too_short"]);
  assertEquals(declined.dependencies.population, 6);
  // Four: two instructions, none of which gives a uop of its own.
  assertEquals(run(testCode("JUMP_FORWARD 0\nRESUME 0")).text, "declined");
  // Five: one uop more.
  assertEquals(
    run(testCode("NOP\nRESUME 0")).text,
    trace(
      "_SET_IP 0\n_CHECK_VALIDITY\nNOP\n_SET_IP 1\n_CHECK_VALIDITY\n_EXIT_TRACE",
    ),
  );
});

Deno.test("a forward jump gives no uop but the bookkeeping of its target", () => {
  const code = testCode("JUMP_FORWARD 1\nRESUME 0\nPOP_TOP\nRESUME 0");
  assertTrace(
    run(code),
    "_SET_IP 0\n_CHECK_VALIDITY\n_SET_IP 2\n_CHECK_VALIDITY\nPOP_TOP\n_SET_IP 3\n_CHECK_VALIDITY\n_EXIT_TRACE",
    "unsupported_opcode",
  );
});

Deno.test("a forward jump needs room for the epilogue that follows it", () => {
  // NOP takes 3, JUMP_FORWARD 2; its target's bookkeeping and _EXIT_TRACE need 3 more.
  const code = testCode("NOP\nJUMP_FORWARD 0\nRESUME 0");
  const limits = { ...DEFAULT_LIMITS };
  assertEquals(run(code, { limits: { ...limits, maxTraceLength: 8 } }).end, "unsupported_opcode");
  const refused = run(code, { limits: { ...limits, maxTraceLength: 7 } });
  assertTrace(
    refused,
    "_SET_IP 0\n_CHECK_VALIDITY\nNOP\n_SET_IP 1\n_CHECK_VALIDITY\n_EXIT_TRACE",
    "trace_too_long",
  );
  assertEquals(counted(refused.statistics), ["trace_too_long"]);
});

Deno.test("the trace exits exactly before the instruction that does not fit", () => {
  // 3 + 3, then 2 + 2 uops for LOAD_FAST_LOAD_FAST and three spare: 13.
  const code = testCode("NOP\nNOP\nLOAD_FAST_LOAD_FAST 18\nRESUME 0");
  const at = (maxTraceLength: number) => run(code, { limits: { ...DEFAULT_LIMITS, maxTraceLength } });
  const head = "_SET_IP 0\n_CHECK_VALIDITY\nNOP\n_SET_IP 1\n_CHECK_VALIDITY\nNOP\n_SET_IP 2\n_CHECK_VALIDITY\n";
  assertTrace(at(12), head + "_EXIT_TRACE", "trace_too_long");
  assertTrace(
    at(13),
    head + "LOAD_FAST 1\nLOAD_FAST 2\n_SET_IP 3\n_CHECK_VALIDITY\n_EXIT_TRACE",
    "unsupported_opcode",
  );
});

Deno.test("no buffer length breaks the promise of reserved space", () => {
  const callee = testCode("RESUME_CHECK\nLOAD_FAST 0\nRETURN_VALUE", { name: "g", address: 0x2000n, version: 7 });
  const code = testCode(`
    LOAD_FAST_LOAD_FAST 18
    CALL_PY_EXACT_ARGS 1 : 0 7 0
    POP_JUMP_IF_FALSE 0 : 0
    JUMP_FORWARD 0
    NOP
    JUMP_BACKWARD 11`);
  const functionVersions = versions({ 7: callee });
  const lengths = new Set<number>();
  for (let maxTraceLength = 0; maxTraceLength <= 60; maxTraceLength++) {
    const { text, end } = run(code, { functionVersions, limits: { maxTraceLength, traceStackSize: 5 } });
    assertEquals(text === "declined" || text.endsWith("_EXIT_TRACE"), true);
    assertEquals(text.split("\n").length <= Math.max(maxTraceLength, 1), true, `${maxTraceLength}: ${text}`);
    assertEquals(end, text.includes("_JUMP_TO_TOP") ? "closed_loop" : "trace_too_long");
    lengths.add(text.split("\n").length);
  }
  assertEquals(lengths.size > 5, true);
});

Deno.test("super-instructions take the upper and the lower half of their oparg", () => {
  const { text } = run(testCode("LOAD_FAST_LOAD_FAST 0x2f\nSTORE_FAST_LOAD_FAST 0x31\nRESUME 0"));
  assertEquals(text.split("\n").slice(2, 4), ["LOAD_FAST 2", "LOAD_FAST 15"]);
  assertEquals(text.split("\n").slice(6, 8), ["STORE_FAST 3", "LOAD_FAST 1"]);
});

Deno.test("with a prefix, the upper half of a super-instruction is all but the lowest four bits", () => {
  const { text } = run(testCode("EXTENDED_ARG 1\nLOAD_FAST_LOAD_FAST 0x2f\nRESUME 0"));
  assertEquals(text.split("\n").slice(2, 4), ["LOAD_FAST 18", "LOAD_FAST 15"]);
});

Deno.test("operands are one, two and four inline-cache units, low unit first", () => {
  const { text } = run(testCode(`
    LOAD_ATTR_INSTANCE_VALUE 3 : 0 0x5678 0x1234 0x0009
    LOAD_ATTR_CLASS 2 : 0 0xffff 0xffff 0 0 0x1111 0x2222 0x3333 0
    LOAD_ATTR_CLASS 2 : 0 0 0 0 0 0xffff 0xffff 0xffff 0x001f
    LOAD_ATTR_CLASS 2 : 0 0 0 0 0 0x0001 0x0000 0x0000 0x0020
    LOAD_ATTR_CLASS 2 : 0 0 0 0 0 0x0001 0x0000 0x0000 0x8000
    RESUME 0`));
  assertEquals(text.split("\n").filter((line) => !/_SET_IP|_VALIDITY|_EXIT|_CHECK_ATTR_CLASS 2$/.test(line)), [
    `_GUARD_TYPE_VERSION 3 ${0x12345678}`,
    "_CHECK_MANAGED_OBJECT_HAS_VALUES 3",
    "_LOAD_ATTR_INSTANCE_VALUE 3 9",
    `_CHECK_ATTR_CLASS 2 ${0xffffffff}`,
    `_LOAD_ATTR_CLASS 2 ${0x333322221111}`,
    `_LOAD_ATTR_CLASS 2 ${2 ** 53 - 1}`,
    `_LOAD_ATTR_CLASS 2 ${(1n << 53n) + 1n}`,
    `_LOAD_ATTR_CLASS 2 ${(1n << 63n) + 1n}`,
  ]);
});

Deno.test("_SET_IP names the first prefix, caches are read at the instruction itself", () => {
  const { text } = run(testCode("NOP\nEXTENDED_ARG 1\nEXTENDED_ARG 2\nLOAD_GLOBAL_MODULE 3 : 0 5 0 6\nRESUME 0"));
  assertEquals(
    text,
    trace(
      `_SET_IP 0\n_CHECK_VALIDITY\nNOP\n_SET_IP 1\n_CHECK_VALIDITY
     _GUARD_GLOBALS_VERSION ${0x010203} 5\n_LOAD_GLOBAL_MODULE ${0x010203} 6
     _SET_IP 8\n_CHECK_VALIDITY\n_EXIT_TRACE`,
    ),
  );
});

Deno.test("jumps of iterations become guards, whose oparg counts the prefixes in", () => {
  for (const kind of ["RANGE", "LIST", "TUPLE"]) {
    const { text } = run(testCode(`EXTENDED_ARG 1\nFOR_ITER_${kind} 2 : 0\nRESUME 0`));
    assertEquals(text.split("\n").slice(2, 5), [
      `_ITER_CHECK_${kind} 259`,
      `_GUARD_NOT_EXHAUSTED_${kind} 259`,
      `_ITER_NEXT_${kind} 259`,
    ]);
  }
});

Deno.test("jumpOparg() adds the prefixes for jumps, subtracts them for JUMP_BACKWARD_NO_INTERRUPT, else nothing", () => {
  assertEquals(jumpOparg(OPCODES.FOR_ITER_LIST.opcode, 300, 1), 301);
  assertEquals(jumpOparg(OPCODES.JUMP_BACKWARD_NO_INTERRUPT.opcode, 300, 2), 298);
  assertEquals(jumpOparg(OPCODES.JUMP_BACKWARD_NO_INTERRUPT.opcode, 0, 1), 0xffff_ffff);
  assertEquals(jumpOparg(OPCODES.LOAD_FAST.opcode, 300, 1), 300);
  assertEquals(jumpOparg(OPCODES.FOR_ITER_LIST.opcode, 3, 0), 3);
});

Deno.test("a branch becomes the guard of its likelier way: jump with more than 8 of 16 taken", () => {
  const guards = {
    POP_JUMP_IF_FALSE: ["_GUARD_IS_TRUE_POP", "_GUARD_IS_FALSE_POP"],
    POP_JUMP_IF_TRUE: ["_GUARD_IS_FALSE_POP", "_GUARD_IS_TRUE_POP"],
    POP_JUMP_IF_NONE: ["_GUARD_IS_NOT_NONE_POP", "_GUARD_IS_NONE_POP"],
    POP_JUMP_IF_NOT_NONE: ["_GUARD_IS_NONE_POP", "_GUARD_IS_NOT_NONE_POP"],
  } as const;
  for (const [name, [unlikely, likely]] of Object.entries(guards)) {
    const at = (history: number) =>
      run(testCode(`${name} 1 : ${history}\nPOP_TOP\nNOP\nRESUME 0`)).text.split("\n").slice(2, 6);
    // The initial history is 0x5555: exactly half.
    for (const history of [0, 0x5555, 0x00ff]) {
      assertEquals(at(history), [`${unlikely} 128`, "_SET_IP 2", "_CHECK_VALIDITY", "POP_TOP"], name);
    }
    for (const history of [0x5557, 0x01ff, 0xffff]) {
      assertEquals(at(history), [`${likely} 128`, "_SET_IP 3", "_CHECK_VALIDITY", "NOP"], name);
    }
    const { opcode } = OPCODES[name as keyof typeof guards];
    assertEquals([branchToGuard(opcode, false), branchToGuard(opcode, true)], [UOPS[unlikely].id, UOPS[likely].id]);
  }
  assertEquals(branchToGuard(OPCODES.NOP.opcode, true), undefined);
});

Deno.test("popcount16() counts the bits of every history", () => {
  for (let history = 0; history < 65536; history++) {
    let expected = 0;
    for (let bits = history; bits !== 0; bits >>= 1) expected += bits & 1;
    if (popcount16(history) !== expected) assertEquals(popcount16(history), expected, history.toString(16));
  }
});

Deno.test("a likely jump is taken by the whole oparg, prefixes included", () => {
  const filler = "NOP\n".repeat(256);
  const { text } = run(testCode(`EXTENDED_ARG 1\nPOP_JUMP_IF_TRUE 0 : 0xffff\n${filler}POP_TOP\nRESUME 0`));
  assertEquals(text.split("\n")[3], "_SET_IP 259");
});

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
