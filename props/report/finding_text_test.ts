import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { assemble } from "../../src/isa/assembler.ts";
import { oneFunction } from "../../src/isa/one_function.ts";
import { DEFAULT_LIMITS } from "../../src/isa/engine.ts";
import { type UopName, UOPS } from "../../src/isa/uops.ts";
import type { TraceUop } from "../../src/oracle/verify_trace.ts";
import type { Finding } from "../core/finding.ts";
import { findingText, traceLines } from "./finding_text.ts";
import { plain } from "../cli/options.ts";
import { tallyText } from "../cli/status.ts";
import { count, cut, duration, percent, wrap } from "./text.ts";
import { newTally } from "../core/subject.ts";

function trace(...uops: [UopName, number?, number?][]): TraceUop[] {
  return uops.map(([name, oparg = 0, operand = 0]) => ({ uop: UOPS[name].id, oparg, operand }));
}

const PROGRAM = assemble(oneFunction(
  `  params 1 0 0
  flags 0x3
  varnames n
  stacksize 1
  begin
    RESUME 0
    LOAD_FAST 0
    RETURN_VALUE
  end
`,
  `calls 2
arg 60`,
));

const FINDING: Finding = {
  claim: "equivalence",
  target: "pinned",
  repairs: [],
  seed: 12,
  index: 3456,
  failure: {
    kind: "disagree",
    where: "call 1 (kind)",
    sort: "tier2: call (kind)",
    left: { name: "reference", text: "200" },
    right: { name: "tier2", text: "raises NameError: y  [f+34]" },
  },
  flaky: false,
  canary: false,
  healedBy: ["handler-lookup"],
  cause: { key: "handler-lookup/trace-escapes", repairs: ["handler-lookup"], form: "trace-escapes" },
  signature: "handler-lookup/trace-escapes",
  units: 3,
  events: 0,
  shrinking: { steps: 9, tried: 1234, complete: true },
  token: "tp1.equivalence.g1.c.2o0.pinned.AB.zz",
  choices: null,
  python: null,
  stored: { program: PROGRAM, limits: DEFAULT_LIMITS },
  description: "",
  divergence: null,
  traces: [{ code: 1, unit: 17, valid: true, trace: trace(["_SET_IP", 15], ["LOAD_FAST", 0], ["_JUMP_TO_TOP"]) }],
};

Deno.test("a finding says what differs, what heals it, the program, its trace and how to see it again", () => {
  const text = findingText(FINDING, plain);
  for (
    const part of [
      "FOUND  equivalence · target pinned · seed 12 · check 3,456",
      "call 1 (kind)",
      "reference  200",
      "tier2      raises NameError: y  [f+34]",
      "healed by handler-lookup",
      "PROGRAM  3 instructions, shrunk in 9 steps, 1,234 tried",
      "LOAD_FAST                   0 (n)",
      "runs f(60) 2 times",
      "TRACE  f, entered at unit 17, 3 uops",
      "15  LOAD_FAST 0 · _JUMP_TO_TOP",
      "deno task replay tp1.equivalence.g1.c.2o0.pinned.AB.zz",
    ]
  ) {
    assertStringIncludes(text, part);
  }
  assert(!text.includes("<module>"), "the module code only defines the entry");
  assert(text.split("\n").every((line) => line.length <= 120 && line === line.trimEnd()), "lines are tidy");
});

Deno.test("a finding without a repair, a flaky one and a crash say so", () => {
  assertStringIncludes(findingText({ ...FINDING, healedBy: [] }, plain), "No single repair makes it vanish.");
  assertMatch(findingText({ ...FINDING, flaky: true }, plain), /^FLAKY .*[\s\S]*a defect of Tierproof/);
  const crash = { ...FINDING.failure, kind: "crash" as const };
  assertMatch(findingText({ ...FINDING, failure: crash, healedBy: [] }, plain), /^CRASH /);
  const model = { ...FINDING, stored: null, description: "3 choices: 1 2 3", traces: [], healedBy: [] };
  assertStringIncludes(findingText(model, plain), "INPUT\n  3 choices: 1 2 3");
});

Deno.test("a trace is shown by the instructions that it stands for, inlined calls set in", () => {
  const lines = traceLines({
    trace: trace(
      ["_SET_IP", 3],
      ["_GUARD_BOTH_INT", 5],
      ["_SET_IP", 12],
      ["_CHECK_FUNCTION_EXACT_ARGS", 1, 77],
      ["_PUSH_FRAME", 1],
      ["_SET_IP", 0],
      ["LOAD_FAST", 0],
      ["_POP_FRAME"],
      ["_SET_IP", 16],
      ["_EXIT_TRACE"],
    ),
  });
  assertEquals(lines, [
    "   3  _GUARD_BOTH_INT",
    "  12  _CHECK_FUNCTION_EXACT_ARGS 1 / 77 · _PUSH_FRAME",
    "   0     LOAD_FAST 0 · _POP_FRAME",
    "  16  _EXIT_TRACE",
  ]);
});

Deno.test("numbers, times and lines are written for people", () => {
  assertEquals([count(1234567), percent(1, 3), percent(0, 0)], ["1,234,567", "33.3 %", "-"]);
  assertEquals([0.5, 59, 61, 125, 3700].map(duration), ["0.50 s", "59.0 s", "61.0 s", "2 min 05 s", "1 h 1 min"]);
  assertEquals([cut("abcdef", 4), cut("abc", 4)], ["abc…", "abc"]);
  assertEquals(wrap("aa bb cc", 6, " "), " aa bb\n cc");
  const tally = { ...newTally(), checks: 200, reachedTier2: 190, executors: 12 };
  assertEquals(
    tallyText(tally, 2, 0),
    "200 checks · 100/s · tier 2 95.0 % · executors 12 · deopts 0 · errors 0 · findings 0",
  );
});
