import { assert, assertEquals } from "@std/assert";
import { type JudgeTask, judgeTasks } from "./judge_pool.ts";
import { CORNER_RECORDINGS, loadRecords } from "./load.ts";
import { GOLDEN_ENGINES, type GoldenEngine, GoldenReport } from "./report.ts";

/** Records of each category: all must be equal on each engine, but those that {@linkcode OUTSIDE} leaves out. */
const TOTALS: Readonly<Record<string, number>> = {
  monitoring: 199,
  values: 157,
  classes: 146,
  lifetimes: 89,
  generators: 66,
  functions_changed: 56,
  big_code: 35,
  deaths: 135,
  recursion: 23,
  language: 30,
  variants: 86,
  async: 18,
  bytes: 6,
  exceptions: 14,
  frames: 22,
  functions: 6,
  match: 3,
  modules: 2,
  names: 5,
  source: 3,
  syntax: 1,
  tracing: 36,
};

/** Sets of uops and numbers of executors that must be equal. */
const SETS = Object.values(TOTALS).reduce((sum, count) => sum + count);

async function tasks(): Promise<JudgeTask[]> {
  const perFile = await Promise.all(
    CORNER_RECORDINGS.map(async (file) =>
      (await loadRecords(file)).map(({ id, category }, index) => ({ file: file.href, index, id, category }))
    ),
  );
  return perFile.flat();
}

Deno.test("recorded corners equal the recordings, and none runs away unnamed", async () => {
  const report = new GoldenReport();
  await judgeTasks(await tasks(), report, {
    engines: GOLDEN_ENGINES,
    limitMs: 20_000,
    // A second process would be quicker where nothing else runs, but warms up its own engines.
    processes: 1,
  });
  assertEquals(Object.fromEntries([...report.byCategory].map(([name, row]) => [name, row.reference.total])), TOTALS);
  const below: string[] = [];
  const outside = new Set(report.outside);
  for (const engine of GOLDEN_ENGINES) {
    for (const { record } of report.differing.get(engine) ?? []) below.push(`${record} on ${engine}`);
    const { equal, total } = report.records[engine];
    assertEquals(equal, total - outside.size, `${engine}: equal of ${total}`);
  }
  assertEquals([report.sets.equal, report.sets.total], [SETS, SETS]);
  const first = [...report.first.values()].map(({ check, record, mismatch }) => `${record} ${check}: ${mismatch.what}`);
  assertEquals(below, [], first.join("\n"));
});

Deno.test("a record that takes longer than its limit is a difference that says so, and the next one is judged", async () => {
  const engines: readonly GoldenEngine[] = ["reference", "tier1"];
  const [first] = await tasks();
  const report = new GoldenReport();
  const late = await tasksLate(first as JudgeTask, engines, report);
  assertEquals(report.records.reference, { equal: 0, total: 1, unsupported: 0 });
  assert(late.every((text) => text === "still running after 0.001 s"), late.join());
  await judgeTasks([{ ...(first as JudgeTask) }], report, { engines: ["tier1"], limitMs: 60_000, processes: 1 });
  assertEquals(report.records.tier1.total, 2);
  assertEquals(report.records.tier1.equal, 1);
});

async function tasksLate(task: JudgeTask, engines: readonly GoldenEngine[], report: GoldenReport): Promise<string[]> {
  await judgeTasks([task], report, { engines, limitMs: 1, processes: 1 });
  return engines.flatMap((engine) => report.differing.get(engine)?.map(({ mismatch }) => mismatch.ours) ?? []);
}
