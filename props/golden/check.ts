/**
 * Checks records against the recordings: translator calls, results on each engine, executors and inline caches.
 *
 * @module
 */

import type { Engine } from "../../src/isa/engine.ts";
import type { GoldenRecord } from "./load.ts";
import { compareAdaptive, compareExecutors, compareUopSets, type InspectedCode } from "./executors.ts";
import { ownCodes, withRecorder } from "./recorder.ts";
import { type GoldenEngine, GoldenReport, type GoldenSink } from "./report.ts";
import { judgeOutcome, judgeRecord, limitsFor, type Mismatch } from "./runs.ts";
import type { Outcome } from "../../src/isa/engine.ts";
import type { Limits } from "../../src/isa/engine.ts";
import type { Program } from "../../src/isa/program.ts";

/** The engines that records are run on; `inspect` is the pinned tier 2 with a look inside. */
export interface GoldenEngines {
  readonly reference: Engine;
  readonly tier1: Engine;
  readonly repaired: Engine;
  inspect(program: Program, limits: Limits): { readonly outcome: Outcome; readonly codes: readonly InspectedCode[] };
}

/** Replays the recorded calls of the optimizer in one record. */
export type CallReplay = (record: GoldenRecord) => readonly (Mismatch | null)[];

/** Runs the program of a record on every engine asked for. */
export function checkRuns(
  report: GoldenSink,
  record: GoldenRecord,
  engines: GoldenEngines,
  wanted: ReadonlySet<GoldenEngine>,
): void {
  const count = (engine: GoldenEngine, verdict: ReturnType<typeof judgeOutcome>): void =>
    report.countRecord(engine, record.id, record.category, verdict);
  if (wanted.has("reference")) count("reference", judgeRecord(record, engines.reference, record.tier1));
  if (wanted.has("tier1")) count("tier1", judgeRecord(record, engines.tier1, record.tier1));
  if (wanted.has("tier2-repaired")) count("tier2-repaired", judgeRecord(record, engines.repaired, record.tier1));
  if (!wanted.has("tier2-pinned")) return;
  if (record.uopsInTraces !== null) {
    // Where traces were recorded as sets, those inline the recorder's emit().
    const { outcome, codes } = engines.inspect(withRecorder(record.program), limitsFor(record));
    count("tier2-pinned", judgeOutcome(record.tier2, outcome));
    report.count("sets", record.id, compareUopSets(record.uopsInTraces, record.executorCount, ownCodes(codes)));
    return;
  }
  const { outcome, codes } = engines.inspect(record.program, limitsFor(record));
  count("tier2-pinned", judgeOutcome(record.tier2, outcome));
  record.codes.forEach((code, index) => {
    const ours = codes[index] as InspectedCode;
    if (code.executors !== undefined) {
      for (const mismatch of compareExecutors(code, ours)) report.count("executors", record.id, mismatch);
    }
    if (code.final_adaptive !== undefined) report.count("caches", record.id, compareAdaptive(code, ours));
  });
}

/** Checks records in this process and returns the counts. */
export function checkRecords(
  records: readonly GoldenRecord[],
  wanted: ReadonlySet<GoldenEngine>,
  runners: GoldenEngines,
  replay: CallReplay,
): GoldenReport {
  const report = new GoldenReport();
  for (const record of records) {
    for (const mismatch of replay(record)) report.count("calls", record.id, mismatch);
    checkRuns(report, record, runners, wanted);
  }
  return report;
}
