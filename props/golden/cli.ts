/**
 * `deno task golden`: everything is compared with the recordings of the real interpreter.
 *
 * @module
 */

import { EXIT, HELP_OPTION, painter, parseWords, runCommand } from "../cli/options.ts";
import type { CallReplay, GoldenEngines } from "./check.ts";
import { checkRuns } from "./check.ts";
import { type GoldenRecord, loadRecords, RECORDINGS } from "./load.ts";
import { GOLDEN_ENGINES, type GoldenEngine, GoldenReport } from "./report.ts";
import { replayCalls } from "./calls.ts";
import { engines } from "./engines.ts";
import { checkFacts } from "./facts.ts";

const SPEC = {
  name: "golden",
  summary: "Compares the translator and all engines with recordings of the real interpreter.",
  positionals: "[FILE...]",
  minPositionals: 0,
  maxPositionals: Infinity,
  options: {
    category: { kind: "value", value: "A,B", help: "only records of these categories" },
    engine: { kind: "value", value: "A,B", help: `only these engines: ${GOLDEN_ENGINES.join(", ")}` },
    id: { kind: "value", value: "ID,ID", help: "only these records" },
    all: { kind: "flag", help: "list every record that differs, and every category" },
    json: { kind: "flag", help: "end with one line of JSON" },
    quiet: { kind: "flag", help: "no progress" },
    ...HELP_OPTION,
  },
  examples: ["golden", "golden --category try_except,error --all", "golden FILE.jsonl.gz --json"],
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
    const ids = report.differing.get(first.check) ?? [];
    const shown = all ? ids : ids.slice(0, 8);
    console.log(`  ${ids.length} in all: ${shown.join(" ")}${shown.length < ids.length ? " ..." : ""}`);
  }
}

/** Checks records and returns the counts. */
export function checkRecords(
  records: readonly GoldenRecord[],
  wanted: ReadonlySet<GoldenEngine>,
  runners: GoldenEngines,
  replay: CallReplay,
  onProgress: (done: number, id: string) => void = () => {},
): GoldenReport {
  const report = new GoldenReport();
  records.forEach((record, index) => {
    onProgress(index, record.id);
    for (const mismatch of replay(record)) report.count("calls", record.id, mismatch);
    checkRuns(report, record, runners, wanted);
  });
  onProgress(records.length, "");
  return report;
}

if (import.meta.main) {
  await runCommand(SPEC, async ({ options, positionals }) => {
    const files = positionals.length > 0 ? positionals : RECORDINGS;
    const records = (await Promise.all(files.map((file) => loadRecords(file)))).flat();
    const known = [...new Set(records.map((record) => record.category).filter((category) => category !== null))];
    const categories = options.category === undefined ? null : parseWords("category", options.category, known);
    const ids = options.id === undefined ? null : parseWords("record", options.id, records.map((record) => record.id));
    const wanted = new Set(
      options.engine === undefined ? GOLDEN_ENGINES : parseWords("engine", options.engine, GOLDEN_ENGINES),
    );
    const chosen = records.filter((record) =>
      (categories === null || (record.category !== null && categories.includes(record.category))) &&
      (ids === null || ids.includes(record.id))
    );
    const report = checkRecords(chosen, wanted, engines, replayCalls, progress(chosen.length, options.quiet));
    // Facts belong to no record: they are left out where records are picked.
    if (positionals.length === 0 && categories === null && ids === null) {
      for (const { name, mismatch } of await checkFacts()) report.count("facts", name, mismatch);
    }
    print(report, options.all);
    if (options.json) console.log(JSON.stringify(report.toJson()));
    return report.allEqual ? EXIT.ok : EXIT.found;
  });
}
