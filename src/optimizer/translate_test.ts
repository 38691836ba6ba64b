import { assertEquals } from "@std/assert";
import { DEFAULT_LIMITS } from "../isa/engine.ts";
import { OPCODES } from "../isa/opcodes.ts";
import { UOPS } from "../isa/uops.ts";
import { testCode, versions } from "./test_code.ts";
import { branchToGuard, jumpOparg, LONGEST_SHORT_TRACE, popcount16, UNLIKELY_AT_MOST } from "./translate.ts";
import { assertTrace, counted, run, trace } from "./testing/translations.ts";

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
