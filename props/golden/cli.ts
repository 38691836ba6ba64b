/**
 * `deno task golden`: everything is compared with the recordings of the real interpreter.
 *
 * @module
 */

import { interruptible } from "../cli/interrupt.ts";
import { EXIT, HELP_OPTION, integerOption, painter, parseWords, runCommand } from "../cli/options.ts";
import { pathToFileURL } from "node:url";
import { readUserBytes, userPath } from "../cli/user_files.ts";
import { TierproofError } from "../../src/isa/errors.ts";
import { validateProgram } from "../../src/isa/validate.ts";
import { checkFacts } from "./facts.ts";
import { type JudgeTask, judgeTasks } from "./judge_pool.ts";
import { CORNER_RECORDINGS, type GoldenRecord, loadRecords, RECORDINGS, recordsOf } from "./load.ts";
import { OUTSIDE } from "./outside.ts";
import { type FoundMismatch, GOLDEN_ENGINES, GoldenReport } from "./report.ts";

/** Seconds that a record may take on one engine. */
const RECORD_SECONDS = 60;

const SPEC = {
  name: "golden",
  summary: "Compares the translator and all engines with recordings of the real interpreter.",
  positionals: "[FILE...]",
  minPositionals: 0,
  maxPositionals: Infinity,
  options: {
    only: { kind: "value", value: "A,B", help: "only these records, by id or category" },
    engine: { kind: "value", value: "A,B", help: `only these engines: ${GOLDEN_ENGINES.join(", ")}` },
    all: { kind: "flag", help: "show every difference on a line of its own, and every category" },
    timeout: { kind: "value", value: "SECONDS", help: `what a record may take on one engine (${RECORD_SECONDS})` },
    json: { kind: "flag", help: "end with one line of JSON" },
    quiet: { kind: "flag", help: "no progress" },
    ...HELP_OPTION,
  },
  examples: ["golden", "golden --only try_except,c0020 --all", "golden --json FILE.jsonl.gz"],
} as const;

/** Redraws one line on a terminal at most four times a second; silent elsewhere. */
function progress(total: number, quiet: boolean): (done: number, id: string) => void {
  const live = !quiet && Deno.stderr.isTerminal();
  let last = 0;
  return (done, id) => {
    const now = performance.now();
    if (!live || (now - last < 250 && done < total)) return;
    last = now;
    const line = done < total ? `${done}/${total} ${id}` : "";
    Deno.stderr.writeSync(new TextEncoder().encode(`\r\x1b[2K${line}`));
  };
}

function indent(text: string): string {
  return text.split("\n").map((line) => `    ${line}`).join("\n");
}

/** One difference on one line. */
function differenceLine({ record, check, mismatch: { what, recorded, ours } }: FoundMismatch): string {
  const short = (text: string): string => {
    const line = text.replaceAll("\n", " · ");
    return line.length > 120 ? `${line.slice(0, 117)}...` : line;
  };
  return `${record} ${check}: ${what}: recorded ${short(recorded)}, ours ${short(ours)}`;
}

function print(report: GoldenReport, all: boolean): void {
  const paint = painter();
  const mark = (equal: number, total: number): string => paint(equal === total ? "green" : "red", `${equal}/${total}`);
  const line = (label: string, tally: { equal: number; total: number; unsupported?: number }): void => {
    const unsupported = (tally.unsupported ?? 0) > 0 ? `, ${tally.unsupported} unsupported` : "";
    console.log(`${label.padEnd(28)} ${mark(tally.equal, tally.total)} equal${unsupported}`);
  };
  line("translator calls", report.calls);
  for (const engine of GOLDEN_ENGINES) {
    if (report.records[engine].total > 0) line(`records on ${engine}`, report.records[engine]);
  }
  line("executors", report.executors);
  line("bytecode and caches", report.caches);
  if (report.sets.total > 0) line("sets of uops in traces", report.sets);
  if (report.facts.total > 0) line("measured facts, constants", report.facts);
  if (all) {
    console.log("");
    for (const [category, row] of report.byCategory) {
      const cells = GOLDEN_ENGINES.filter((engine) => row[engine].total > 0).map((engine) =>
        `${engine} ${mark(row[engine].equal, row[engine].total)}`
      );
      console.log(`${category.padEnd(18)} ${cells.join("  ")}`);
    }
  }
  for (const first of report.first.values()) {
    console.log(`\n${paint("bold", `first mismatch of ${first.check}`)}: ${first.record}, ${first.mismatch.what}`);
    console.log(`  recorded\n${indent(first.mismatch.recorded)}\n  ours\n${indent(first.mismatch.ours)}`);
    const found = report.differing.get(first.check) ?? [];
    const shown = found.slice(0, 8).map(({ record }) => record);
    console.log(`  ${found.length} in all: ${shown.join(" ")}${shown.length < found.length ? " ..." : ""}`);
  }
  for (const record of report.outside) console.log(`\n${record} is left out: ${OUTSIDE[record]}`);
  if (!all) return;
  console.log("");
  for (const found of report.differing.values()) for (const one of found) console.log(differenceLine(one));
}

/** Records by their place in their files. */
async function tasksOf(files: readonly (string | URL)[]): Promise<JudgeTask[]> {
  const tasks: JudgeTask[] = [];
  for (const file of files) {
    const url = file instanceof URL ? file : pathToFileURL(userPath(file));
    const records = file instanceof URL ? await loadRecords(file) : await givenRecords(userPath(file));
    records.forEach(({ id, category }, index) => tasks.push({ file: url.href, index, id, category }));
  }
  return tasks;
}

/** Records of a file that the user names, whose programs are no worse than ours. */
async function givenRecords(path: string): Promise<GoldenRecord[]> {
  const records = await recordsOf(await readUserBytes(path, "recordings: JSON lines, gzipped or not"), path);
  for (const { id, program } of records) {
    try {
      validateProgram(program);
    } catch (error) {
      if (!(error instanceof TierproofError)) throw error;
      throw new TierproofError("recording", `${path}: record ${JSON.stringify(id)}: ${error.message}`);
    }
  }
  return records;
}

/** Categories and ids that `--only` may name. */
function chooseTasks(tasks: readonly JudgeTask[], words: string | undefined, kind: string): readonly JudgeTask[] {
  if (words === undefined) return tasks;
  const known = new Set(tasks.flatMap(({ id, category }) => category === null ? [id] : [id, category]));
  const chosen = new Set(parseWords(kind, words, [...known]));
  return tasks.filter(({ id, category }) => chosen.has(id) || (category !== null && chosen.has(category)));
}

if (import.meta.main) {
  await runCommand(SPEC, async ({ options, positionals }) => {
    const interrupt = interruptible();
    const { signal } = interrupt;
    const files = positionals.length > 0 ? positionals : [...RECORDINGS, ...CORNER_RECORDINGS];
    const wanted = options.engine === undefined
      ? GOLDEN_ENGINES
      : GOLDEN_ENGINES.filter((engine) =>
        parseWords("engine", options.engine as string, GOLDEN_ENGINES).includes(engine)
      );
    const seconds = integerOption(options, "timeout", RECORD_SECONDS, 1, 86_400);
    const all = await tasksOf(files);
    const tasks = chooseTasks(all, options.only, "record or category");
    const report = new GoldenReport();
    await judgeTasks(tasks, report, {
      engines: wanted,
      limitMs: 1000 * seconds,
      processes: navigator.hardwareConcurrency,
      onProgress: progress(tasks.length, options.quiet),
      signal,
    });
    interrupt.release();
    // Facts belong to no record: they are left out where records are picked.
    if (positionals.length === 0 && options.only === undefined && !signal.aborted) {
      for (const { name, mismatch } of await checkFacts()) report.count("facts", name, mismatch);
    }
    print(report, options.all);
    if (signal.aborted) console.error("golden: interrupted, the rest was not compared");
    if (options.json) console.log(JSON.stringify(report.toJson()));
    if (!report.allEqual) return EXIT.found;
    return signal.aborted ? EXIT.interrupted : EXIT.ok;
  });
}
