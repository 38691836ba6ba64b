import { assert, assertEquals } from "@std/assert";
import { replayCall, replayCalls } from "./calls.ts";
import { checkRecords } from "./check.ts";
import { engines } from "./engines.ts";
import { checkFacts } from "./facts.ts";
import { type GoldenRecord, loadRecords, type RecordedAttempt, type RecordedUop, RECORDINGS } from "./load.ts";
import { GOLDEN_ENGINES } from "./report.ts";
import { compareRun } from "./runs.ts";

/** Categories that every engine must run. */
const CORE =
  ("range_loop list_loop tuple_loop while_loop int_arith float_arith str_ops compare branch_likely branch_mixed nested_loop " +
    "call_shallow call_deep recursion control unpack augassign is_in_none subscr globals try_except deopt error extended_arg " +
    "overflow").split(" ");

const traces = await loadRecords(RECORDINGS[0] as URL);
const core = traces.filter((record) => record.category !== null && CORE.includes(record.category));

Deno.test("every recorded call of the optimizer replays exactly", () => {
  const verdicts = traces.flatMap(replayCalls);
  assertEquals(verdicts.filter((mismatch) => mismatch !== null), []);
  assertEquals(verdicts.length, 192);
});

Deno.test("the core categories equal the recordings on every engine, executors and caches included", () => {
  const report = checkRecords(core, new Set(GOLDEN_ENGINES), engines, () => []);
  assertEquals([...report.first.values()], []);
  for (const engine of GOLDEN_ENGINES) {
    assertEquals(report.records[engine], { equal: core.length, total: core.length, unsupported: 0 });
  }
  assert(report.executors.total >= 80);
  assertEquals(report.executors.equal, report.executors.total);
  assertEquals(report.caches.equal, report.caches.total);
});

Deno.test("every measured fact holds in whole runs, and every constant is the pin's", async () => {
  const facts = await checkFacts();
  assertEquals(facts.filter(({ mismatch }) => mismatch !== null), []);
  assert(facts.length >= 130);
});

/** All whose traces inline the recorder's emit(), and a few others. */
const SETS =
  ("r0189 r0392 r0623 r0962 r0965 r1129 r1322 r1429 r1593 r1632 r1892 r1942 r2063 r2252 r2359 r2440 r2669 r2835 r2975 " +
    "r0011 r0015 r0058 r0101 r0143 r0168 r0202").split(" ");

Deno.test("random programs leave executors of the recorded uops, as many as recorded, with the recorder inlined", async () => {
  const random = await loadRecords(RECORDINGS[1] as URL);
  const records = random.filter(({ id }) => SETS.includes(id));
  const report = checkRecords(records, new Set(["tier2-pinned"]), engines, () => []);
  assertEquals([...report.first.values()], []);
  assertEquals([report.sets, report.records["tier2-pinned"].equal], [{ equal: 26, total: 26 }, 26]);
  const record = records[0] as GoldenRecord;
  for (const wrong of [{ uopsInTraces: [] }, { executorCount: 7 }]) {
    const { differing } = checkRecords([{ ...record, ...wrong }], new Set(["tier2-pinned"]), engines, () => []);
    assertEquals([...differing.keys()], ["sets"]);
  }
});

Deno.test("a replay sees one changed operand of a recorded trace", () => {
  const record = traces.find((candidate) => candidate.id === "call_shallow_01") as GoldenRecord;
  const attempt = record.attempts[0] as RecordedAttempt;
  const trace = (attempt.trace ?? []).map((uop): RecordedUop =>
    uop[0] === "_CHECK_FUNCTION_EXACT_ARGS" ? [uop[0], uop[1], { kind: "version", value: 1 }] : uop
  );
  assertEquals(replayCall(record, attempt), null);
  assert(replayCall(record, { ...attempt, trace }) !== null);
});

Deno.test("compareRun() tells results, logs, globals and arguments apart", () => {
  const base = {
    results: [{ repr: "1", type: "int" }],
    log: ["1"],
    globals: { G: "2" },
    args_after: ["[3]"],
  };
  const statistics = { instructions: 0, uops: 0, attempts: 0, executors: 0, entered: 0, deopts: 0, errors: 0 };
  const outcome = {
    status: "finished" as const,
    reason: null,
    detail: "",
    module: { kind: "returned" as const, text: "None", type: "NoneType" },
    results: [{ kind: "returned" as const, text: "1", type: "int" }],
    log: ["1"],
    globals: [["G", "2"] as const],
    argsAfter: ["[3]"],
    statistics,
  };
  assertEquals(compareRun(base, outcome), null);
  assertEquals(compareRun({ ...base, results: [{ repr: "1", type: "bool" }] }, outcome)?.what, "result of call 1");
  assertEquals(compareRun({ ...base, log: ["2"] }, outcome)?.what, "log entry 0");
  assertEquals(compareRun({ ...base, globals: {} }, outcome)?.what, "global G");
  assertEquals(compareRun({ ...base, args_after: ["[4]"] }, outcome)?.what, "argument 1 after the last call");
});
