import { assertEquals } from "@std/assert";
import { encodeInstruction } from "../isa/code_unit.ts";
import { type OpcodeName, OPCODES } from "../isa/opcodes.ts";
import { type UopName, UOPS } from "../isa/uops.ts";
import { type DepthSource, stackDepths } from "./stack_depths.ts";
import { verifyPath } from "./trace_path.ts";
import { type TraceRule, type TraceUop, verifyShape, verifyTrace } from "./verify_trace.ts";

function code(...instructions: [OpcodeName, number?][]): DepthSource {
  const units: number[] = [];
  for (const [name, oparg = 0] of instructions) encodeInstruction(units, OPCODES[name].opcode, oparg);
  return { code: units, exceptionTable: [] };
}

function trace(...uops: [UopName, number?, number?][]): TraceUop[] {
  return uops.map(([name, oparg = 0, operand = 0]) => ({ uop: UOPS[name].id, oparg, operand }));
}

/** `for x in it: g(x)`, with the loop top at unit 3; `g` returns its argument. */
const LOOP = code(
  ["RESUME"], // 0
  ["LOAD_FAST", 0], // 1
  ["GET_ITER"], // 2
  ["FOR_ITER", 14], // 3
  ["STORE_FAST", 1], // 5
  ["LOAD_GLOBAL", 1], // 6
  ["LOAD_FAST", 1], // 11
  ["CALL", 1], // 12
  ["POP_TOP"], // 16
  ["JUMP_BACKWARD", 16], // 17
  ["END_FOR"], // 19
  ["RETURN_CONST", 0], // 20
);
const CALLEE = code(["RESUME"], ["LOAD_FAST", 0], ["RETURN_VALUE"]);
const VERSION = 77;

const GOOD = trace(
  ["_SET_IP", 3],
  ["_ITER_CHECK_RANGE", 14],
  ["_GUARD_NOT_EXHAUSTED_RANGE", 14],
  ["_ITER_NEXT_RANGE", 14],
  ["_SET_IP", 5],
  ["_CHECK_VALIDITY"],
  ["STORE_FAST", 1],
  ["_SET_IP", 6],
  ["_GUARD_GLOBALS_VERSION", 1, 3],
  ["_LOAD_GLOBAL_MODULE", 1, 0],
  ["LOAD_FAST", 1],
  ["_SET_IP", 12],
  ["_CHECK_PEP_523", 1],
  ["_CHECK_FUNCTION_EXACT_ARGS", 1, VERSION],
  ["_CHECK_STACK_SPACE", 1],
  ["_INIT_CALL_PY_EXACT_ARGS", 1],
  ["_SAVE_RETURN_OFFSET", 4],
  ["_PUSH_FRAME", 1],
  ["_SET_IP", 0],
  ["_CHECK_VALIDITY"],
  ["RESUME_CHECK"],
  ["_SET_IP", 1],
  ["_CHECK_VALIDITY"],
  ["LOAD_FAST"],
  ["_POP_FRAME"],
  ["_SET_IP", 16],
  ["_CHECK_VALIDITY"],
  ["POP_TOP"],
  ["_SET_IP", 17],
  ["_JUMP_TO_TOP"],
);

const CONTEXT = {
  code: LOOP,
  startUnit: 3,
  calleeOf: (version: bigint) => version === BigInt(VERSION) ? CALLEE : undefined,
  maxTraceLength: 128,
  traceStackSize: 5,
  callees: [LOOP, CALLEE],
};

function without(index: number, count = 1): TraceUop[] {
  return GOOD.toSpliced(index, count);
}

function withUop(index: number, name: UopName, oparg = 0): TraceUop[] {
  return GOOD.toSpliced(index, 0, ...trace([name, oparg]));
}

function rule(uops: readonly TraceUop[]): TraceRule | null {
  return verifyTrace(uops, CONTEXT)?.rule ?? null;
}

function pathRule(uops: readonly TraceUop[]): TraceRule | null {
  return verifyPath(uops, CONTEXT)?.rule ?? null;
}

Deno.test("stackDepths() follows loops, calls and the end of an iteration", () => {
  const depths = stackDepths(LOOP);
  assertEquals([0, 1, 2, 3, 5, 6, 11, 12, 16, 17, 19, 20].map((unit) => depths[unit]), [
    0,
    0,
    1,
    1,
    2,
    1,
    3,
    4,
    2,
    1,
    2,
    0,
  ]);
  assertEquals(depths[4], -1, "a cache unit starts nothing");
});

Deno.test("stackDepths() starts a handler from its entry", () => {
  const body = code(["NOP"], ["RETURN_CONST"], ["PUSH_EXC_INFO"], ["POP_TOP"], ["RERAISE", 0]);
  const guarded = (lasti: boolean) => ({
    code: body.code,
    exceptionTable: [{ start: 0, length: 1, target: 2, depth: 3, lasti }],
  });
  assertEquals(stackDepths(guarded(false))[2], 4);
  assertEquals(stackDepths(guarded(true))[2], 5);
});

Deno.test("a well-formed trace passes, and reads as a path through its code", () => {
  assertEquals(verifyTrace(GOOD, CONTEXT), null);
  assertEquals(verifyPath(GOOD, CONTEXT), null);
});

Deno.test("a trace has one terminator, at its end", () => {
  assertEquals(rule(GOOD.slice(0, -1)), "terminator");
  assertEquals(rule([...GOOD, ...trace(["_EXIT_TRACE"])]), "terminator");
  assertEquals(rule(withUop(4, "_JUMP_TO_TOP")), "terminator");
});

Deno.test("a trace holds only uops that tier 2 runs, and no NOP", () => {
  assertEquals(rule(withUop(4, "_POP_JUMP_IF_TRUE")), "known uop");
  assertEquals(rule(GOOD.toSpliced(4, 0, { uop: 299, oparg: 0, operand: 0 })), "known uop");
  assertEquals(rule(withUop(4, "NOP")), "no NOP");
});

Deno.test("a trace keeps to its length bounds and does some work", () => {
  assertEquals(verifyTrace(GOOD, { ...CONTEXT, maxTraceLength: GOOD.length - 1 })?.rule, "length");
  assertEquals(rule([]), "length");
  assertEquals(rule(trace(["_SET_IP", 3], ["_CHECK_VALIDITY"], ["_EXIT_TRACE"])), "progress");
  assertEquals(rule(trace(["_SET_IP", 3], ["_CHECK_VALIDITY"], ["_SET_IP", 3], ["_EXIT_TRACE"])), "progress");
});

Deno.test("a trace that only goes past NOPs to another instruction is one of the pin's", () => {
  assertEquals(verifyShape(trace(["_SET_IP", 3], ["_CHECK_VALIDITY"], ["_SET_IP", 4], ["_EXIT_TRACE"]), 128), null);
});

Deno.test("_SET_IP names the start of an instruction of the running code", () => {
  for (const unit of [4, 13, 21, 99]) {
    assertEquals(rule(GOOD.with(4, { uop: UOPS._SET_IP.id, oparg: unit, operand: 0 })), "target");
  }
  // Unit 3 of the loop is no instruction of the callee.
  assertEquals(rule(GOOD.with(21, { uop: UOPS._SET_IP.id, oparg: 3, operand: 0 })), "target");
});

Deno.test("stack depths agree along the trace, in inlined calls too", () => {
  assertEquals(rule(withUop(6, "POP_TOP")), "depth");
  assertEquals(rule(without(27)), "depth");
  assertEquals(rule(without(23)), "depth");
  assertEquals(rule(withUop(24, "LOAD_FAST")), "depth");
});

Deno.test("an IP is set before any uop that can leave, and not that of a finished call", () => {
  assertEquals(rule(without(0)), "current IP");
  assertEquals(rule(without(25)), "current IP");
  assertEquals(rule([...GOOD.slice(0, 7), ...trace(["_EXIT_TRACE"])]), "current IP");
});

Deno.test("calls and returns of a trace are balanced", () => {
  assertEquals(rule(withUop(2, "_POP_FRAME")), "frames");
  assertEquals(rule(without(24)), "target");
});

Deno.test("every single removal of a uop is seen, but for the IP that a new frame starts with", () => {
  const unseen = GOOD.keys().filter((i) => rule(without(i)) === null && pathRule(without(i)) === null);
  assertEquals([...unseen], [18]);
});

Deno.test("the path check asks for a current IP, validity checks and the right opargs", () => {
  assertEquals(pathRule(without(7)), "current IP");
  assertEquals(pathRule(without(5)), "validity");
  assertEquals(pathRule(GOOD.with(6, { uop: UOPS.STORE_FAST.id, oparg: 0, operand: 0 })), "path");
  assertEquals(pathRule(GOOD.with(16, { uop: UOPS._SAVE_RETURN_OFFSET.id, oparg: 3, operand: 0 })), "path");
});

Deno.test("a call whose body is not known ends the trace at its start", () => {
  const bail = [...GOOD.slice(0, 18), ...trace(["_SET_IP", 0], ["_EXIT_TRACE"])];
  const context = { ...CONTEXT, calleeOf: () => undefined, callees: [] };
  assertEquals(verifyTrace(bail, context), null);
  assertEquals(verifyPath(bail, context), null);
  assertEquals(verifyPath(GOOD, context)?.rule, "path");
});

Deno.test("a branch is followed to the side that its guard keeps", () => {
  const branch = code(
    ["LOAD_FAST", 0], // 0
    ["POP_JUMP_IF_FALSE", 2], // 1
    ["LOAD_FAST", 1], // 3
    ["POP_TOP"], // 4
    ["LOAD_FAST", 2], // 5
    ["POP_TOP"], // 6
    ["JUMP_BACKWARD", 9], // 7
    ["RETURN_CONST"],
  );
  const through = (guard: UopName) =>
    trace(
      ["_SET_IP", 0],
      ["LOAD_FAST", 0],
      ["_SET_IP", 1],
      [guard],
      ["_SET_IP", 3],
      ["_CHECK_VALIDITY"],
      ["LOAD_FAST", 1],
      [
        "POP_TOP",
      ],
      ["LOAD_FAST", 2],
      ["POP_TOP"],
      ["_SET_IP", 7],
      ["_JUMP_TO_TOP"],
    );
  const context = { ...CONTEXT, code: branch, startUnit: 0, callees: [] };
  assertEquals(verifyPath(through("_GUARD_IS_TRUE_POP"), context), null);
  assertEquals(verifyPath(through("_GUARD_IS_FALSE_POP"), context)?.rule, "validity");
  assertEquals(verifyPath(through("_GUARD_IS_NONE_POP"), context)?.rule, "path");
  const jumped = trace(
    ["_SET_IP", 0],
    ["LOAD_FAST", 0],
    ["_SET_IP", 1],
    ["_GUARD_IS_FALSE_POP"],
    ["_SET_IP", 5],
    [
      "_CHECK_VALIDITY",
    ],
    ["LOAD_FAST", 2],
    ["POP_TOP"],
    ["_SET_IP", 7],
    ["_JUMP_TO_TOP"],
  );
  assertEquals(verifyPath(jumped, context), null);
});

Deno.test("a load may go past a _SET_IP, or go with what takes its value, where nothing between can leave", () => {
  const inserted = (index: number, ...uops: [UopName, number?][]): TraceUop[] =>
    GOOD.toSpliced(index, 0, ...trace(...uops));
  const moved = GOOD.toSpliced(10, 2, GOOD[11] as TraceUop, GOOD[10] as TraceUop);
  assertEquals(verifyTrace(moved, CONTEXT), null);
  const late = GOOD.toSpliced(10, 3, GOOD[11] as TraceUop, GOOD[12] as TraceUop, GOOD[10] as TraceUop);
  assertEquals(verifyTrace(late, CONTEXT)?.rule, "depth");
  // Unit 16 is a POP_TOP: the value that it takes is gone before, and it with it.
  assertEquals(verifyTrace(inserted(25, ["POP_TOP"]).toSpliced(28, 1), CONTEXT)?.rule, "depth");
  assertEquals(verifyTrace(inserted(25, ["POP_TOP"]).toSpliced(27, 2), CONTEXT), null);
  const ended = GOOD.toSpliced(
    10,
    20,
    ...trace(["_SET_IP", 12], ["LOAD_FAST", 1], ["_CHECK_VALIDITY"], ["_EXIT_TRACE"]),
  );
  assertEquals(verifyTrace(ended, CONTEXT), null);
  const stale = GOOD.toSpliced(10, 20, ...trace(["_SET_IP", 11], ["LOAD_FAST", 1], ["_EXIT_TRACE"]));
  assertEquals(verifyTrace(stale, CONTEXT)?.rule, "current IP");
});
