/**
 * A watched run as text: program, attempts with their traces, what ran, executors at the end, statistics.
 *
 * @module
 */

import { type CallOutcome, givenUp, type Outcome } from "../../src/isa/engine.ts";
import { formatCode } from "../../src/isa/format_program.ts";
import { formatLiteral } from "../../src/isa/literal_text.ts";
import { opcodeNameOf } from "../../src/isa/opcodes.ts";
import type { Program } from "../../src/isa/program.ts";
import { EVENT_LEVELS, formatTraceEvent } from "../../src/optimizer/observer.ts";
import type { OptimizerStatistics } from "../../src/optimizer/statistics.ts";
import { formatUop, type Trace, type UopInstruction, uopLabel } from "../../src/optimizer/trace.ts";
import { reachableCodes } from "../cpython/program_size.ts";
import type { Paint } from "../report/paint.ts";
import { count, counted, cut } from "../report/text.ts";
import type { Attempt, ExecutorStory, Remaining, TraceRun, Visit } from "./trace_run.ts";

/** Most steps of a run that are shown below level 3. */
const MAX_STEPS = 200;
/** Level from which every uop executed is shown. */
export const UOP_LEVEL = 3;

/** The whole text of a run. */
export function traceText(program: Program, run: TraceRun, level: number, stats: boolean, paint: Paint): string {
  const parts = [
    section("PROGRAM", programLines(program), paint),
    section("RUN", stepLines(run, level, paint), paint),
    section("OUTCOME", outcomeLines(run.outcome), paint),
    section("EXECUTORS", executorLines(run, level, paint), paint),
  ];
  if (stats) parts.push(section("STATISTICS", statisticsLines(run.statistics), paint));
  return parts.join("\n\n");
}

function section(title: string, lines: readonly string[], paint: Paint): string {
  const body = lines.join("\n").split("\n").map((line) => (line === "" ? "" : `  ${line}`));
  return [paint("bold", title), ...body].join("\n");
}

function programLines(program: Program): string[] {
  const codes = reachableCodes(program).flatMap((code) => [formatCode(code).trimEnd(), ""]);
  const times = program.calls === 1 ? "once" : `${program.calls} times`;
  return [...codes, `runs ${program.entry}(${program.args.map(formatLiteral).join(", ")}) ${times}`];
}

function stepLines(run: TraceRun, level: number, paint: Paint): string[] {
  const lines: string[] = [];
  const shown = level >= UOP_LEVEL ? run.steps : run.steps.slice(0, MAX_STEPS);
  for (const step of shown) {
    lines.push(...(step.kind === "attempt" ? attemptLines(step, level, paint) : visitLines(step, level, paint)));
  }
  if (shown.length < run.steps.length) lines.push(`... and ${count(run.steps.length - shown.length)} steps more`);
  return lines.length === 0 ? ["nothing got hot"] : lines;
}

/** Why an attempt gave no executor. */
export function declineText({ events }: Pick<Attempt, "events">): string {
  const end = events.find((event) => event.kind === "end");
  if (end?.kind !== "end") return "no room for one more executor, or declined";
  return `too short: ends by ${end.reason} at ${opcodeNameOf(end.opcode) ?? end.opcode}`;
}

function attemptLines(attempt: Attempt, level: number, paint: Paint): string[] {
  const { code, unit, destUnit, executor, events, translated, passes } = attempt;
  const result = executor === null
    ? paint("yellow", `no executor, ${declineText(attempt)}`)
    : executor.trace.length === 0
    ? `executor ${executor.number}, a ${executor.type}`
    : paint("green", `executor ${executor.number}, ${counted(executor.trace.length, "uop")}`);
  const lines = [`attempt ${attempt.number}: ${code}, jump at ${unit} to loop top ${destUnit}: ${result}`];
  const told = events.filter((event) => event.kind !== "pass" && EVENT_LEVELS[event.kind] <= level);
  lines.push(...told.map((event) => paint("dim", `    ${formatTraceEvent(event)}`)));
  if (level >= 1 && translated !== null) lines.push(...passTable(translated, passes, paint));
  return lines;
}

/** The trace as translated and after each pass side by side; `"` where a pass left a uop alone. */
function passTable(translated: Trace, passes: Attempt["passes"], paint: Paint): string[] {
  const texts = [translated, ...passes.map(({ after }) => after)].map((trace) => trace.map(formatUop));
  const heads = ["translated", ...passes.map(({ name }) => `after ${name}`)];
  const widths = heads.map((head, i) => Math.max(head.length, ...(texts[i] as string[]).map((text) => text.length)));
  const row = (cells: readonly string[]): string =>
    cells.map((cell, i) => cell.padEnd(widths[i] as number)).join("  ").trimEnd();
  const height = Math.max(...texts.map((text) => text.length));
  const lines = [paint("dim", `     ${row(heads)}`)];
  for (let at = 0; at < height; at++) {
    const cells = texts.map((text, i) => {
      const cell = text[at] ?? "";
      return i > 0 && cell === (texts[i - 1] as string[])[at] ? '"' : cell;
    });
    lines.push(`${String(at).padStart(4)} ${row(cells)}`);
  }
  return lines;
}

const LEFT: Readonly<Record<Visit["left"], string>> = {
  deopt: "deopt",
  error: "error",
  exit: "exit",
  count: "counted",
  never: "the run was given up in it",
};

function visitLines(visit: Visit, level: number, paint: Paint): string[] {
  const { executor, code, unit, valid, left, uopIndex, uops, times } = visit;
  const { trace } = executor;
  const lines = level < UOP_LEVEL ? [] : visit.lines.map((index) => {
    const { uop, oparg, operand } = trace[index] as UopInstruction;
    return paint("dim", `    ${String(index).padStart(4)} uop ${uopLabel(uop)}, oparg ${oparg}, operand ${operand}`);
  });
  const leaving = trace[uopIndex];
  const how = leaving === undefined ? LEFT[left] : `${LEFT[left]} at ${uopLabel(leaving.uop)} (${uopIndex})`;
  const on = visit.onUnit < 0 ? "" : `, on in ${visit.onCode} at ${visit.onUnit}`;
  const many = times === 1 ? "" : ` x ${count(times)}`;
  const bad = valid ? "" : paint("red", " invalid");
  const head = `enter${bad} executor ${executor.number} from ${code} at ${unit}: ${
    counted(uops, "uop")
  }, ${how}${on}${many}`;
  return [head, ...lines];
}

function outcomeLines(outcome: Outcome): string[] {
  if (outcome.status !== "finished") return [`given up: ${givenUp(outcome)}, ${outcome.detail}`];
  const call = (result: CallOutcome): string =>
    result.kind === "returned"
      ? `${result.type} ${result.text}`
      : `${result.type}: ${result.message} ${JSON.stringify(result.frames)}`;
  const lines = outcome.module.kind === "raised" ? [`module: ${call(outcome.module)}`] : [];
  outcome.results.forEach((result, i) => lines.push(cut(`call ${i + 1}: ${call(result)}`, 200)));
  if (outcome.log.length > 0) lines.push(cut(`log: ${outcome.log.join(" ")}`, 200));
  for (const [name, text] of outcome.globals) lines.push(cut(`${name} = ${text}`, 200));
  return lines;
}

function executorLines(run: TraceRun, level: number, paint: Paint): string[] {
  if (run.executors.length === 0) return ["none were made"];
  return run.executors.flatMap((story) => {
    const places = run.remaining.filter(({ executor }) => executor === story);
    return [storyLine(story, places), ...(level >= 1 ? ranLines(story, paint) : [])];
  });
}

function storyLine(story: ExecutorStory, places: readonly Remaining[]): string {
  const at = places.map(({ code, unit, valid, opcode, oparg }) => {
    const saved = `${opcodeNameOf(opcode) ?? opcode} ${oparg}`;
    return `in ${code} at ${unit} for ${saved}, ${valid ? "valid" : "invalid"}`;
  });
  const { entered, uops, deopts, errors, exits } = story;
  const runs = story.trace.length === 0
    ? `entered ${counted(entered, "time")}`
    : `entered ${counted(entered, "time")}, ${counted(uops, "uop")}, left by ${counted(deopts, "deopt")}, ` +
      `${counted(exits, "exit")}, ${counted(errors, "error")}`;
  return `executor ${story.number}: ${at.join("; ") || "no longer installed"}; ${runs}`;
}

/** How often each uop ran. */
function ranLines({ trace, ran }: ExecutorStory, paint: Paint): string[] {
  return trace.map((instruction, index) => {
    const times = ran[index] as number;
    const line = `${count(times).padStart(10)}  ${String(index).padStart(4)} ${formatUop(instruction)}`;
    return times === 0 ? paint("dim", line) : line;
  });
}

/** Histogram buckets that hold something: bounds and count. */
function histogram(buckets: Uint32Array): { readonly from: number; readonly to: number; readonly n: number }[] {
  return Array.from(buckets, (n, bucket) => ({ from: bucket === 0 ? 0 : 2 ** (bucket - 1) + 1, to: 2 ** bucket, n }))
    .filter(({ n }) => n > 0);
}

/** The statistics as plain data, unsupported opcodes by name. */
export function statisticsJson(statistics: OptimizerStatistics): Record<string, unknown> {
  const unsupported: Record<string, number> = {};
  statistics.unsupported_opcode.forEach((n, opcode) => {
    if (n > 0) unsupported[opcodeNameOf(opcode) ?? String(opcode)] = n;
  });
  return {
    ...statistics,
    unsupported_opcode: unsupported,
    trace_length_hist: histogram(statistics.trace_length_hist),
    optimized_trace_length_hist: histogram(statistics.optimized_trace_length_hist),
    trace_run_length_hist: histogram(statistics.trace_run_length_hist),
  };
}

/** Counts under the pin's names, then why traces ended and attempts failed, then the histograms. */
function statisticsLines(statistics: OptimizerStatistics): string[] {
  const line = (name: string, n: number): string => `${name.padEnd(32)}${count(n).padStart(12)}`;
  const lines: string[] = [];
  for (const [name, value] of Object.entries(statistics)) if (typeof value === "number") lines.push(line(name, value));
  statistics.unsupported_opcode.forEach((n, opcode) => {
    if (n > 0) lines.push(line(`unsupported_opcode[${opcodeNameOf(opcode) ?? opcode}]`, n));
  });
  for (const [name, n] of Object.entries(statistics.ends)) if (n > 0) lines.push(line(`traces that end by ${name}`, n));
  for (const [name, n] of Object.entries(statistics.declined)) if (n > 0) lines.push(line(`declined: ${name}`, n));
  for (const name of ["trace_length_hist", "optimized_trace_length_hist", "trace_run_length_hist"] as const) {
    const buckets = histogram(statistics[name]);
    const most = Math.max(1, ...buckets.map(({ n }) => n));
    lines.push(name);
    for (const { from, to, n } of buckets) {
      const bar = "#".repeat(Math.max(1, Math.round((30 * n) / most)));
      lines.push(`  ${`${from} to ${to}`.padStart(16)} ${count(n).padStart(10)} ${bar}`);
    }
  }
  return lines;
}
