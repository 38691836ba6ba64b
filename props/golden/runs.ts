/**
 * Runs recorded programs on an engine and compares with what the real interpreter gave.
 *
 * @module
 */

import { DEFAULT_LIMITS, type Engine, givenUp, type Limits, type Outcome } from "../../src/isa/engine.ts";
import { crc32 } from "../core/crc32.ts";
import type { GoldenRecord, RecordedLongLog, RecordedResult, RecordedRun } from "./load.ts";

/** Recorded programs are finite; these bounds only end a run that went wrong. */
const GOLDEN_LIMITS: Limits = { ...DEFAULT_LIMITS, fuel: 20_000_000, maxSize: 10_000_000 };

/** Limits that a record is run with. */
export function limitsFor(record: GoldenRecord): Limits {
  return { ...GOLDEN_LIMITS, resultText: record.resultText };
}

/** A difference between a recording and a run: what differs, and both sides. */
export interface Mismatch {
  readonly what: string;
  readonly recorded: string;
  readonly ours: string;
}

/** Verdict on one record for one engine. */
export type RecordVerdict =
  | { readonly kind: "equal" }
  | { readonly kind: "unsupported"; readonly why: string }
  | { readonly kind: "different"; readonly mismatch: Mismatch };

/** Text of a recorded result, for comparison and for people. */
function recordedText(result: RecordedResult, withFrames: boolean): string {
  if ("repr" in result) return `${result.type} ${result.repr}`;
  const frames = withFrames && result.frames !== undefined ? ` at ${JSON.stringify(result.frames)}` : "";
  return `${result.exception}: ${result.message}${frames}`;
}

function outcomeText(result: Outcome["results"][number], withFrames: boolean): string {
  if (result.kind === "returned") return `${result.type} ${result.text}`;
  return `${result.type}: ${result.message}${withFrames ? ` at ${JSON.stringify(result.frames)}` : ""}`;
}

function compareResults(recorded: readonly RecordedResult[], outcome: Outcome): Mismatch | null {
  if (outcome.module.kind === "raised") {
    return { what: "module code", recorded: "finished", ours: outcomeText(outcome.module, true) };
  }
  for (let i = 0; i < Math.max(recorded.length, outcome.results.length); i++) {
    const theirs = recorded[i];
    const ours = outcome.results[i];
    const withFrames = theirs !== undefined && "frames" in theirs;
    const left = theirs === undefined ? "(no call)" : recordedText(theirs, withFrames);
    const right = ours === undefined ? "(no call)" : outcomeText(ours, withFrames);
    if (left !== right) return { what: `result of call ${i + 1}`, recorded: left, ours: right };
  }
  return null;
}

function isLongLog(log: NonNullable<RecordedRun["log"]>): log is RecordedLongLog {
  return !Array.isArray(log);
}

function compareLog(recorded: NonNullable<RecordedRun["log"]>, log: readonly string[]): Mismatch | null {
  if (!isLongLog(recorded)) {
    if (recorded.length === log.length && recorded.every((text, i) => text === log[i])) return null;
    const at = recorded.findIndex((text, i) => text !== log[i]);
    const where = at < 0 ? recorded.length : at;
    return { what: `log entry ${where}`, recorded: `${recorded[where]}`, ours: `${log[where]}` };
  }
  const sum = crc32(log.join("\n"));
  const expected = typeof recorded.crc32 === "string" ? Number.parseInt(recorded.crc32, 16) : recorded.crc32;
  if (recorded.n === log.length && sum === expected >>> 0) return null;
  const head = recorded.head.findIndex((text, i) => text !== log[i]);
  if (head >= 0) return { what: `log entry ${head}`, recorded: `${recorded.head[head]}`, ours: `${log[head]}` };
  return {
    what: "log",
    recorded: `${recorded.n} entries, crc32 ${expected}`,
    ours: `${log.length} entries, crc32 ${sum}`,
  };
}

function compareGlobals(recorded: Readonly<Record<string, string>>, globals: Outcome["globals"]): Mismatch | null {
  const ours = new Map(globals);
  for (const name of new Set([...Object.keys(recorded), ...ours.keys()])) {
    const left = Object.hasOwn(recorded, name) ? recorded[name] : undefined;
    if (left !== ours.get(name)) {
      return { what: `global ${name}`, recorded: left ?? "(absent)", ours: ours.get(name) ?? "(absent)" };
    }
  }
  return null;
}

function compareArgs(recorded: readonly string[], argsAfter: readonly string[]): Mismatch | null {
  for (let i = 0; i < Math.max(recorded.length, argsAfter.length); i++) {
    if (recorded[i] !== argsAfter[i]) {
      return { what: `argument ${i + 1} after the last call`, recorded: `${recorded[i]}`, ours: `${argsAfter[i]}` };
    }
  }
  return null;
}

/** First difference between a recorded run and an outcome, or null. */
export function compareRun(recorded: RecordedRun, outcome: Outcome): Mismatch | null {
  return compareResults(recorded.results, outcome) ??
    (recorded.log === undefined ? null : compareLog(recorded.log, outcome.log)) ??
    (recorded.globals === undefined ? null : compareGlobals(recorded.globals, outcome.globals)) ??
    (recorded.args_after === undefined ? null : compareArgs(recorded.args_after, outcome.argsAfter));
}

/** Verdict on an outcome: what an engine cannot run yet is unsupported, never equal. */
export function judgeOutcome(recorded: RecordedRun, outcome: Outcome): RecordVerdict {
  if (outcome.status !== "finished") {
    if (outcome.reason === "unsupported") return { kind: "unsupported", why: outcome.detail };
    const mismatch = { what: "end of the run", recorded: "finished", ours: `${givenUp(outcome)}: ${outcome.detail}` };
    return { kind: "different", mismatch };
  }
  const mismatch = compareRun(recorded, outcome);
  return mismatch === null ? { kind: "equal" } : { kind: "different", mismatch };
}

/** Runs a record on an engine. */
export function judgeRecord(record: GoldenRecord, engine: Engine, recorded: RecordedRun): RecordVerdict {
  return judgeOutcome(recorded, engine.run(record.program, limitsFor(record)));
}
