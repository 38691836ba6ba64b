import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { isBadInput } from "../../src/isa/errors.ts";
import { stringifyProgram } from "../../src/isa/program_json.ts";
import { disassemble } from "../../src/isa/disassembler.ts";
import { NO_REPAIRS } from "../../src/isa/repairs.ts";
import { tier2 } from "../../src/vm/engine.ts";
import { plain } from "../report/paint.ts";
import { type NamedProgram, namedProgram } from "./program_source.ts";
import { Vm } from "../cpython/vm.ts";
import { traceRun } from "./trace_run.ts";
import { statisticsJson, traceText } from "./trace_text.ts";

const call = await namedProgram("golden:call_shallow_01");

function textOf({ program, limits }: NamedProgram, level: number): string {
  return traceText(program, traceRun(program, limits, new Vm(NO_REPAIRS), level >= 3), level, true, plain);
}

Deno.test("a watched run shows the attempt, the trace before and after the pass, what ran and how it was left", () => {
  const text = textOf(call, 1);
  assertStringIncludes(text, "attempt 1: f, jump at 28 to loop top 14: executor 1, 36 uops");
  assertStringIncludes(text, "    1 _CHECK_VALIDITY                    NOP");
  assertStringIncludes(text, "deopt at _GUARD_NOT_EXHAUSTED_RANGE (2), on in f at 14 x 2");
  assertStringIncludes(text, "executor 1: in f at 28 for JUMP_BACKWARD 16, valid; entered 2 times");
  assertStringIncludes(text, "call 2: int 60");
  assertStringIncludes(text, "trace_run_length_hist");
});

Deno.test("each level tells more than the one below", () => {
  const texts = [0, 1, 2, 3, 4].map((level) => textOf(call, level));
  for (let level = 1; level <= 4; level++) {
    assert((texts[level] as string).length > (texts[level - 1] as string).length, `level ${level}`);
  }
  assert(!texts[0]?.includes("translated"));
  assertStringIncludes(texts[2] as string, "  add LOAD_CONST 1");
  assertStringIncludes(texts[3] as string, "version 1737: g");
  assertStringIncludes(texts[3] as string, "uop _PUSH_FRAME, oparg 1, operand 0");
  assertStringIncludes(texts[4] as string, "optimizing f at byte offset 28");
});

Deno.test("uops, entries, exits and run lengths add up, and equal what an engine counts unwatched", () => {
  const { program, limits } = call;
  const run = traceRun(program, limits, new Vm(NO_REPAIRS), true);
  const { statistics } = tier2().run(program, limits);
  assertEquals(run.outcome.statistics, statistics);
  const sum = (numbers: Iterable<number>): number => Array.from(numbers).reduce((a, b) => a + b, 0);
  const counted = run.statistics;
  assertEquals(counted.uops_executed, statistics.uops);
  assertEquals(counted.traces_executed, statistics.entered);
  assertEquals(sum(run.executors.map(({ uops }) => uops)), statistics.uops);
  assertEquals(sum(run.executors.flatMap(({ ran }) => Array.from(ran))), statistics.uops);
  assertEquals(sum(counted.trace_run_length_hist), statistics.entered);
  assertEquals(sum(run.steps.flatMap((step) => step.kind === "visit" ? [step.lines.length] : [])), statistics.uops);
});

Deno.test("unsupported opcodes are named, and an attempt without executor says why", async () => {
  const text = textOf(await namedProgram("golden:compgen_04"), 0);
  assertStringIncludes(text, "no executor, too short: ends by unsupported_opcode at FOR_ITER");
  assertStringIncludes(text, "unsupported_opcode[FOR_ITER]");
  const { program, limits } = await namedProgram("golden:compgen_04");
  const { statistics } = traceRun(program, limits, new Vm(NO_REPAIRS), false);
  assertEquals(statisticsJson(statistics).unsupported_opcode, { FOR_ITER: 6 });
});

Deno.test("a program is found by file, in both forms, and what is none is refused with what was expected", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.writeTextFile(`${folder}/program.json`, stringifyProgram(call.program));
  await Deno.writeTextFile(`${folder}/program.tpa`, disassemble(call.program));
  await Deno.writeTextFile(`${folder}/bad.tpa`, "tierproof-assembly 1\nnonsense\n");
  for (const name of ["program.json", "program.tpa"]) {
    assertEquals((await namedProgram(`${folder}/${name}`)).program, call.program);
  }
  for (
    const name of [
      `${folder}/bad.tpa`,
      `${folder}/none`,
      "golden:call_shalow_01",
      "tp2.x",
      "tp2.cpython.a.g1.0.0.pinned.-.zz",
    ]
  ) {
    const error = await assertRejects(() => namedProgram(name));
    assert(isBadInput(error), name);
  }
  await Deno.remove(folder, { recursive: true });
});
