/**
 * Replays recorded calls of the optimizer: bytecode as it stood at that moment in; trace before and after the analysis pass and the
 * words of the bloom filter out.
 *
 * @module
 */

import { DEFAULT_LIMITS } from "../../src/isa/engine.ts";
import { InvariantError } from "../../src/isa/errors.ts";
import { NO_REPAIRS } from "../../src/isa/repairs.ts";
import { uopNameOf, uopRow } from "../../src/isa/uops.ts";
import { BloomFilter } from "../../src/optimizer/bloom_filter.ts";
import type { FunctionVersions, TraceableCode } from "../../src/optimizer/code.ts";
import { Executor } from "../../src/optimizer/executor.ts";
import { ExecutorArray } from "../../src/optimizer/executor_array.ts";
import { TracePassContext } from "../../src/optimizer/pass_context.ts";
import { PASSES, runPasses } from "../../src/optimizer/passes.ts";
import { compact } from "../../src/optimizer/reachability.ts";
import { newStatistics } from "../../src/optimizer/statistics.ts";
import type { Trace } from "../../src/optimizer/trace.ts";
import { translate } from "../../src/optimizer/translate.ts";
import { compareLines } from "./executors.ts";
import { type GoldenRecord, type RecordedAttempt, type RecordedUop, unitsFromHex } from "./load.ts";
import type { Mismatch } from "./runs.ts";

/** An executor of which only the saved instruction is known. */
class RecordedExecutorSlot extends Executor {
  readonly type = "recorded executor";

  constructor(opcode: number, oparg: number) {
    super(new BloomFilter());
    this.opcode = opcode;
    this.oparg = oparg;
  }

  override execute(): number {
    throw new InvariantError("a recorded executor cannot run");
  }
}

/** The code objects of a record as they stood when the optimizer was called. */
function codesOf(record: GoldenRecord, attempt: RecordedAttempt): Map<number, TraceableCode> {
  const codes = new Map<number, TraceableCode>();
  for (const [key, hex] of Object.entries(attempt.adaptive)) {
    const index = Number(key);
    const table = attempt.executor_tables[key] ?? [];
    const executors = new ExecutorArray();
    for (const slot of table) executors.slots.push(new RecordedExecutorSlot(slot.opcode, slot.oparg));
    executors.capacity = table.length;
    codes.set(index, {
      name: record.codes[index]?.qualname ?? key,
      address: BigInt(record.codes[index]?.address ?? "0x1"),
      units: Array.from(unitsFromHex(hex)),
      version: attempt.co_versions[key] ?? 0,
      executors: table.length === 0 ? null : executors,
    });
  }
  return codes;
}

/** The cache of functions by version as recorded: direct-mapped, a hit needs the exact version. */
function versionsOf(attempt: RecordedAttempt, codes: ReadonlyMap<number, TraceableCode>): FunctionVersions {
  return {
    lookup: (version) => {
      const entry = attempt.func_versions.find((row) => row.func_version === version && row.slot === version % 4096);
      return entry === undefined ? null : codes.get(entry.code) ?? null;
    },
  };
}

/** Text of a recorded uop with exact operand, versions and pointers by kind and value. */
function exactRecordedText([name, oparg, operand]: RecordedUop): string {
  if (typeof operand === "number") return `${name} ${oparg} ${operand}`;
  const value = operand.kind === "version" ? BigInt(operand.value) : BigInt(operand.hex);
  return `${name} ${oparg} ${operand.kind} ${value}`;
}

function exactTexts(trace: Trace): string[] {
  return trace.map(({ uop, oparg, operand }) => {
    const name = uopNameOf(uop);
    const kind = name === undefined ? undefined : uopRow(name).operandKind;
    return `${name} ${oparg} ${kind === "version" || kind === "pointer" ? `${kind} ` : ""}${operand}`;
  });
}

/** Replays one call; null when all equals the recording. */
export function replayCall(record: GoldenRecord, attempt: RecordedAttempt): Mismatch | null {
  const codes = codesOf(record, attempt);
  const code = codes.get(attempt.code);
  if (code === undefined) {
    return { what: "recorded call", recorded: `code object ${attempt.code}`, ours: "no bytecode recorded for it" };
  }
  const dependencies = new BloomFilter();
  const result = translate({
    code,
    destUnit: attempt.dest_unit,
    limits: DEFAULT_LIMITS,
    functionVersions: versionsOf(attempt, codes),
    dependencies,
    statistics: newStatistics(),
  });
  const where = `optimizer call for ${code.name} at unit ${attempt.dest_unit}`;
  if (attempt.result === 0 || result.kind === "declined") {
    const ours = result.kind === "declined" ? "no trace" : "a trace";
    const recorded = attempt.result === 0 ? "no trace" : "a trace";
    return ours === recorded ? null : { what: where, recorded, ours };
  }
  const context = new TracePassContext({
    code,
    destUnit: attempt.dest_unit,
    stackEntries: attempt.stack_entries,
    repairs: NO_REPAIRS,
    limits: DEFAULT_LIMITS,
    dependencies,
    functionVersions: versionsOf(attempt, codes),
    interpreter: null,
  });
  const before = compact(result.trace);
  const after = compact(runPasses(result.trace, PASSES, context));
  return compareLines(
    `${where}: trace before analysis`,
    (attempt.trace_before_analysis ?? []).map(exactRecordedText),
    exactTexts(before),
  ) ?? compareLines(`${where}: trace`, (attempt.trace ?? []).map(exactRecordedText), exactTexts(after)) ??
    compareLines(`${where}: bloom filter`, (attempt.bloom ?? []).map(String), Array.from(dependencies.words, String));
}

/** Replays all recorded calls of a record. */
export function replayCalls(record: GoldenRecord): (Mismatch | null)[] {
  return record.attempts.map((attempt) => replayCall(record, attempt));
}
