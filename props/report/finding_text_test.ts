import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { assemble } from "../../src/isa/assembler.ts";
import { oneFunction } from "../../src/isa/one_function.ts";
import { DEFAULT_LIMITS } from "../../src/isa/engine.ts";
import { type UopName, UOPS } from "../../src/isa/uops.ts";
import type { TraceUop } from "../../src/oracle/verify_trace.ts";
import type { Finding } from "../core/finding.ts";
import { CPYTHON_LANGUAGE } from "../cpython/language.ts";
import { pinPlug } from "../cpython/plug.ts";
import { traceLines } from "../cpython/report.ts";
import { findingText } from "./finding_text.ts";
import { plain } from "./paint.ts";
import { tallyText } from "../cli/status.ts";
import { count, cut, duration, percent, wrap } from "./text.ts";
import { newTally } from "../core/tally.ts";

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

const CASE = { program: PROGRAM, limits: DEFAULT_LIMITS };

const FINDING: Finding = {
  language: "cpython",
  attacked: "cpython",
  claim: "equivalence",
  target: "pinned",
  mended: [],
  seed: 12,
  index: 3456,
  failure: {
    kind: "disagree",
    engine: "tier2",
    place: { what: "call", of: "kind", index: 0 },
    left: { name: "reference", text: "200" },
    right: { name: "tier2", text: "raises NameError: y  [f+34]" },
  },
  flaky: false,
  canary: false,
  healedBy: ["handler-lookup"],
  cause: { key: "handler-lookup/trace-escapes", defects: ["handler-lookup"], form: "trace-escapes" },
  signature: "handler-lookup/trace-escapes",
  units: 3,
  events: 0,
  shrinking: { steps: 9, tried: 1234, complete: true },
  token: "tp2.cpython.equivalence.g1.c.2o0.pinned.AB.zz",
  input: { kind: "program", program: CASE },
  source: null,
  text: CPYTHON_LANGUAGE.print(CASE),
  divergence: null,
  left: [{ code: 1, unit: 17, valid: true, trace: trace(["_SET_IP", 15], ["LOAD_FAST", 0], ["_JUMP_TO_TOP"]) }],
};

function told(finding: Finding): string {
  return findingText(finding, pinPlug(), plain);
}

Deno.test("a finding says what differs, what heals it, the program, its trace and how to see it again", () => {
  const text = told(FINDING);
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
      "deno task replay tp2.cpython.equivalence.g1.c.2o0.pinned.AB.zz",
    ]
  ) {
    assertStringIncludes(text, part);
  }
  assert(!text.includes("<module>"), "the module code only defines the entry");
  assert(text.split("\n").every((line) => line.length <= 120 && line === line.trimEnd()), "lines are tidy");
});

Deno.test("a finding without a repair, a flaky one and a crash say so", () => {
  assertStringIncludes(told({ ...FINDING, healedBy: [] }), "No single repair makes it vanish.");
  assertMatch(told({ ...FINDING, flaky: true }), /^FLAKY .*[\s\S]*a defect of Tierproof/);
  const crash = { ...FINDING.failure, kind: "crash" as const };
  assertMatch(told({ ...FINDING, failure: crash, healedBy: [] }), /^CRASH /);
  const input = { kind: "choices", hex: "010000000200000003000000" } as const;
  const model = { ...FINDING, input, text: "3 choices: 1 2 3", left: null, healedBy: [] };
  assertStringIncludes(told(model), "INPUT\n  3 choices: 1 2 3");
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
  const counts = { reachedTier2: 190, executors: 12, deopts: 0, errors: 0 };
  const tally = { ...newTally(), checks: 200, counts };
  assertEquals(
    tallyText(tally, 2, 0),
    "200 checks · 100/s · tier 2 95.0 % · executors 12 · deopts 0 · errors 0 · findings 0",
  );
});
