import { assertEquals } from "@std/assert";
import { OPCODES } from "../isa/opcodes.ts";
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

Deno.test("events that few traces have are texts, too", () => {
  const { opcode } = OPCODES.FOR_ITER_RANGE;
  const cases: [TraceEvent, string][] = [
    [{ kind: "no_room", opcode, need: 5, got: 3 }, "no room for FOR_ITER_RANGE (need 5, got 3)"],
    [{ kind: "enter_executor", opcode }, "  through ENTER_EXECUTOR to FOR_ITER_RANGE"],
    [{ kind: "end", reason: "inner_loop", opcode: 224 }, "end: inner_loop at opcode 224"],
    [{ kind: "function", version: 9, code: null }, "version 9: no function"],
    [{ kind: "jump_likely", unit: 5 }, "jump is likely, on at byte offset 10"],
    [{ kind: "continuing", code: "g", unit: 2 }, "into g at byte offset 4"],
    [{ kind: "no_trace", code: "g", unit: 3 }, "no trace for g at byte offset 6"],
    [{ kind: "created", code: "g", unit: 3, length: 7 }, "trace of 7 for g at byte offset 6"],
  ];
  for (const [event, text] of cases) assertEquals(formatTraceEvent(event), text);
});

Deno.test("events show at the pin's levels of debug output", () => {
  const byLevel = [1, 2, 3, 4].map((level) =>
    Object.entries(EVENT_LEVELS).filter(([, each]) => each === level).map(([kind]) => kind).sort().join(" ")
  );
  assertEquals(byLevel, [
    "created pass",
    "add continuing end enter_executor jump_likely no_room returning",
    "function",
    "branch no_trace optimizing",
  ]);
});
