import { assertEquals } from "@std/assert";
import { EVENT_LEVELS, formatTraceEvent, type TraceEvent } from "./observer.ts";
import { testCode, testState, versions } from "./test_code.ts";
import { uopOptimizer } from "./uop_optimizer.ts";

Deno.test("an observer sees a trace being built, step by step", () => {
  const seen: TraceEvent[] = [];
  const callee = testCode("RETURN_CONST 1", { name: "g", address: 0x2000n, version: 7 });
  const state = testState({
    functionVersions: versions({ 7: callee }),
    observer: { observe: (event) => seen.push(event) },
  });
  state.setOptimizer(uopOptimizer());
  const code = testCode("CALL_PY_EXACT_ARGS 0 : 0 7 0\nPOP_JUMP_IF_FALSE 0 : 0xffff\nJUMP_BACKWARD 8");
  state.backEdge(code, 6, 0, 0);
  assertEquals(seen.filter((event) => event.kind !== "add" && event.kind !== "pass").map(formatTraceEvent), [
    "optimizing f at byte offset 0",
    "version 7: g",
    "into g at byte offset 0",
    "back to f at byte offset 8",
    "POP_JUMP_IF_FALSE 0: history ffff, 16 taken, likely true, _GUARD_IS_FALSE_POP",
    "jump is likely, on at byte offset 12",
    "end: closed_loop at JUMP_BACKWARD",
    "trace of 19 for f at byte offset 0",
  ]);
  assertEquals(seen.filter((event) => event.kind === "add").length, 19);
  assertEquals(
    seen.filter((event) => event.kind === "pass").map(formatTraceEvent)[0]!.split("\n")[0],
    "after analyze:",
  );
});

Deno.test("an observer sees why there is no trace", () => {
  const seen: TraceEvent[] = [];
  const state = testState({ observer: { observe: (event) => seen.push(event) } });
  state.setOptimizer(uopOptimizer());
  state.backEdge(testCode("RESUME 0\nJUMP_BACKWARD 3"), 1, 0, 0);
  assertEquals(seen.map(formatTraceEvent), [
    "optimizing f at byte offset 0",
    "  add _SET_IP",
    "  add _CHECK_VALIDITY",
    "end: unsupported_opcode at RESUME",
    "no trace for f at byte offset 0",
  ]);
  assertEquals(seen.map((event) => EVENT_LEVELS[event.kind]), [4, 2, 2, 2, 4]);
});
