/**
 * `deno task bench`: how fast checks are, against the rate at which fast-check alone makes inputs, and where time goes.
 *
 * @module
 */

import { ALL_REPAIRS } from "../../src/isa/repairs.ts";
import { pinPlug } from "../cpython/plug.ts";
import { type Paint, plain } from "../report/paint.ts";
import { EXIT, HELP_OPTION, painter, parseDuration, parseInteger, runCommand, usageError } from "../cli/options.ts";
import { count, percent } from "../report/text.ts";
import { benchAgainst, comparedLines } from "./against.ts";
import { breakdown, type CheckRates, fullCheckRate } from "./check_rates.ts";
import { fastCheckOnlyRate } from "./fast_check_only.ts";
import { type IndexRate, indexRates } from "./index_rates.ts";
import { type OptimizerRates, optimizerRates } from "./optimizer_rates.ts";

/** Milliseconds of the whole run, without `--time`. */
const DEFAULT_MS = 30_000;

/** Turns of each checkout, without `--rounds`. */
const DEFAULT_ROUNDS = 5;
/** What the phases take of one turn: so much of the time of a whole run. */
const PHASES_SHARE = 4;

/** All that one run measures. */
interface BenchReport extends CheckRates, OptimizerRates {
  readonly seed: number;
  readonly fastCheckOnlyPerSecond: number;
  /** Full checks for each array that fast-check alone makes. */
  readonly ratio: number;
  /** Invalidation of an object that nobody depends on, by the list and by the tree. */
  readonly invalidation: readonly IndexRate[];
}

async function measureAll(seed: number, ms: number): Promise<BenchReport> {
  const fastCheckOnlyPerSecond = fastCheckOnlyRate(ms / 5);
  const { rate, tally } = fullCheckRate(pinPlug(), seed, 0.4 * ms, ALL_REPAIRS);
  const parts = breakdown(seed + 1, ms / 5);
  const optimizer = await optimizerRates(ms / 20);
  return {
    seed,
    checksPerSecond: rate,
    fastCheckOnlyPerSecond,
    ratio: rate / fastCheckOnlyPerSecond,
    tier2Share: (tally.counts["reachedTier2"] ?? 0) / tally.checks,
    discarded: tally.discarded,
    ...parts,
    ...optimizer,
    invalidation: indexRates(ms / 100),
  };
}

function lines(report: BenchReport, paint: Paint): string[] {
  const rate = (label: string, value: number, unit: string, note = "") =>
    `  ${label.padEnd(34)}${count(value).padStart(14)} ${unit}${note === "" ? "" : `  ${paint("dim", note)}`}`;
  const relative = (value: number) => `${(value / report.fastCheckOnlyPerSecond).toFixed(2)} of fast-check alone`;
  const total = Object.values(report.microseconds).reduce((sum, part) => sum + part, 0);
  return [
    paint("bold", "Checks"),
    rate("full checks", report.checksPerSecond, "/s", relative(report.checksPerSecond)),
    rate("fast-check alone, 60 records", report.fastCheckOnlyPerSecond, "/s", "the yardstick"),
    rate("our generator alone", report.generatorPerSecond, "/s", relative(report.generatorPerSecond)),
    `  ${"programs that entered tier 2".padEnd(34)}${percent(report.tier2Share, 1).padStart(14)}`,
    rate("median program", report.medianProgramUnits, "instructions"),
    "",
    paint("bold", "Where the time of a check goes"),
    ...Object.entries(report.microseconds).map(([name, part]) =>
      `  ${name.padEnd(34)}${part.toFixed(2).padStart(14)} us  ${paint("dim", percent(part, total))}`
    ),
    "",
    paint("bold", "Engines"),
    ...Object.entries(report.unitsPerSecond).map(([name, value]) =>
      rate(name, value, "instructions/s", `median ${count(report.unitsPerCheck[name] ?? NaN)} a check`)
    ),
    "",
    paint("bold", "Optimizer"),
    rate(
      "translation with passes",
      report.translationsPerSecond,
      "/s",
      `${report.uopsPerTranslation.toFixed(1)} uops on average`,
    ),
    rate("bloom filter add", report.bloomAddsPerSecond, "/s"),
    rate("bloom filter query", report.bloomQueriesPerSecond, "/s"),
    ...report.invalidation.map(({ executors, listPerSecond, treePerSecond, arraysPerSecond }) =>
      rate(
        `invalidation, ${count(executors)} executors`,
        listPerSecond,
        "/s",
        `by the tree of filters ${count(treePerSecond)} /s, ${(treePerSecond / listPerSecond).toFixed(1)} times, ` +
          `by the arrays ${count(arraysPerSecond)} /s, ${(arraysPerSecond / listPerSecond).toFixed(1)} times`,
      )
    ),
  ];
}

if (import.meta.main) {
  await runCommand({
    name: "bench",
    summary: "Measures full checks, generation, engines, translation and bloom filters on one core, in one run.",
    positionals: "",
    minPositionals: 0,
    maxPositionals: 0,
    options: {
      time: { kind: "value", value: "30s", help: "about how long to measure (default: 30s)" },
      against: { kind: "path", value: "DIR", help: "another checkout, measured by turns with this one: ratios" },
      rounds: { kind: "value", value: "N", help: "turns of each checkout (default: 5)" },
      seed: { kind: "value", value: "S", help: "seed of the programs (default: random, printed)" },
      json: { kind: "flag", help: "one JSON object on one line, last on stdout; the text goes to stderr" },
      ...HELP_OPTION,
    },
    examples: ["bench", "bench --time 60s --json", "bench --against ../before --rounds 9"],
  }, async ({ options }) => {
    const ms = options.time === undefined ? DEFAULT_MS : parseDuration("time", options.time);
    const seed = options.seed === undefined
      ? crypto.getRandomValues(new Uint32Array(1))[0] as number
      : parseInteger("seed", options.seed, 0, Number.MAX_SAFE_INTEGER - 1);
    const say = options.json ? console.error : console.log;
    if (options.against !== undefined) {
      const rounds = options.rounds === undefined ? DEFAULT_ROUNDS : parseInteger("rounds", options.rounds, 1, 1000);
      say(`bench: this checkout and ${options.against} by turns, ${rounds} each, in processor time\n`);
      const rows = await benchAgainst(options.against, rounds, ms / PHASES_SHARE, (round) => {
        if (!options.json) console.error(`round ${round} of ${rounds}`);
      });
      say(comparedLines(rows).join("\n"));
      if (options.json) console.log(JSON.stringify(rows));
      return EXIT.ok;
    }
    if (options.rounds !== undefined) throw usageError("--rounds are those of --against; give both");
    say(`bench: one core, about ${Math.round(ms / 1000)} s, seed ${seed}\n`);
    const report = await measureAll(seed, ms);
    say(lines(report, options.json ? plain : painter()).join("\n"));
    if (options.json) console.log(JSON.stringify(report));
    return EXIT.ok;
  });
}
