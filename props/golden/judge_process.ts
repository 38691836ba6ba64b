/**
 * The child process that runs records: one request a line in, the verdicts a line each out. What runs away here is killed by the
 * parent (`judge_pool.ts`).
 *
 * @module
 */

import { replayCalls } from "./calls.ts";
import { checkRuns } from "./check.ts";
import { engines } from "./engines.ts";
import { linesOf } from "./lines.ts";
import { loadLines, parseRecord } from "./load.ts";
import type { GoldenEngine, GoldenSink, OtherCheck } from "./report.ts";
import type { Mismatch, RecordVerdict } from "./runs.ts";

/** Asks for one record: which line of which file, on which engines, and whether the translator's calls are replayed. */
export interface JudgeRequest {
  readonly file: string;
  readonly index: number;
  readonly engines: readonly GoldenEngine[];
  readonly calls: boolean;
}

/** What the process says: an engine begins, a check or a record was judged, all of the request is done. */
export type JudgeMessage =
  | { readonly kind: "begin"; readonly engine: GoldenEngine }
  | { readonly kind: "check"; readonly check: OtherCheck; readonly mismatch: Mismatch | null }
  | { readonly kind: "record"; readonly engine: GoldenEngine; readonly verdict: RecordVerdict }
  | { readonly kind: "done" };

function say(message: JudgeMessage): void {
  console.log(JSON.stringify(message));
}

const sink: GoldenSink = {
  count: (check, _record, mismatch) => say({ kind: "check", check, mismatch }),
  countRecord: (engine, _record, _category, verdict) => say({ kind: "record", engine, verdict }),
};

const files = new Map<string, readonly string[]>();

async function judge(request: JudgeRequest): Promise<void> {
  let lines = files.get(request.file);
  if (lines === undefined) files.set(request.file, lines = await loadLines(new URL(request.file)));
  const record = parseRecord(lines[request.index] as string, `${request.file}:${request.index + 1}`);
  if (request.calls) { for (const mismatch of replayCalls(record)) sink.count("calls", record.id, mismatch); }
  for (const engine of request.engines) {
    say({ kind: "begin", engine });
    try {
      checkRuns(sink, record, engines, new Set([engine]));
    } catch (error) {
      const mismatch = { what: "end of the run", recorded: "finished", ours: `the engine broke: ${error}` };
      say({ kind: "record", engine, verdict: { kind: "different", mismatch } });
    }
  }
  say({ kind: "done" });
}

if (import.meta.main) {
  for await (const line of linesOf(Deno.stdin.readable)) await judge(JSON.parse(line) as JudgeRequest);
}
