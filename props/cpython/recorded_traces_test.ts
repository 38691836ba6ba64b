import { assert, assertEquals } from "@std/assert";
import type { CodeObject } from "../../src/isa/program.ts";
import { type UopName, UOPS } from "../../src/isa/uops.ts";
import { verifyPath } from "../../src/oracle/trace_path.ts";
import { type TraceUop, verifyTrace } from "../../src/oracle/verify_trace.ts";
import { loadRecords, type RecordedUop, RECORDINGS } from "../golden/load.ts";

function traceOf(recorded: readonly RecordedUop[]): TraceUop[] {
  return recorded.map(([name, oparg, operand]) => ({
    uop: UOPS[name as UopName].id,
    oparg,
    operand: typeof operand === "number" ? operand : operand.kind === "version" ? operand.value : 0,
  }));
}

const LEFT_ALONE: ReadonlySet<number> = new Set([UOPS._SET_IP.id, UOPS._CHECK_VALIDITY.id]);

Deno.test("every recorded trace, before and after analysis, is well-formed and a path through its code", async () => {
  let traces = 0;
  let removals = 0;
  for (const record of await loadRecords(RECORDINGS[0] as URL)) {
    for (const attempt of record.attempts) {
      const codes = record.program.codes;
      const code = codes[attempt.code] as CodeObject;
      const byVersion = new Map(attempt.func_versions.map((row) => [BigInt(row.func_version), codes[row.code]]));
      const context = {
        code,
        startUnit: attempt.dest_unit,
        calleeOf: (version: bigint) => byVersion.get(version),
        maxTraceLength: 128,
        traceStackSize: 5,
        callees: codes,
      };
      for (const recorded of [attempt.trace_before_analysis, attempt.trace]) {
        if (recorded === null) continue;
        const trace = traceOf(recorded);
        assertEquals(verifyTrace(trace, context) ?? verifyPath(trace, context), null, record.id);
        traces++;
        // A trace with a hole where a uop did some work must be refused.
        const hole = trace.findIndex((uop, i) => i > trace.length / 2 && !LEFT_ALONE.has(uop.uop));
        const rest = trace.toSpliced(hole, 1);
        assert((verifyTrace(rest, context) ?? verifyPath(rest, context)) !== null, `${record.id} without uop ${hole}`);
        removals++;
      }
    }
  }
  assert(traces >= 300 && removals === traces, `expected hundreds of recorded traces, found ${traces}`);
});
