/**
 * `deno task bench`: how fast checks are, against the rate at which fast-check alone makes inputs, and where time goes.
 *
 * @module
 */

import { ALL_REPAIRS } from "../../src/isa/repairs.ts";
import { breathe, interruptible } from "../cli/interrupt.ts";
import { pinPlug } from "../cpython/plug.ts";
import { type Paint, plain } from "../report/paint.ts";
import {
  durationOption,
  EXIT,
  HELP_OPTION,
  integerOption,
  JSON_OPTION,
  painter,
  runCommand,
  usageError,
} from "../cli/options.ts";
import { count, percent } from "../report/text.ts";
import { benchAgainst, comparedLines } from "./against.ts";
import { breakdown, type CheckRates, fullCheckRate } from "./check_rates.ts";
import { fastCheckOnlyRate } from "./fast_check_only.ts";
import { GROWING, growsTooFast, growthLine, growths, TOLERANCE } from "./growth.ts";
import { type IndexRate, indexRates } from "./index_rates.ts";
import { type OptimizerRates, optimizerRates } from "./optimizer_rates.ts";
import { benchScaling, CAN_STAND_STILL, scalingLines, scalingRows } from "./scaling.ts";

/** Milliseconds of the whole run, without `--time`. */
const DEFAULT_MS = 30_000;

/** Turns of each checkout or way to hunt, without `--rounds`. */
const DEFAULT_ROUNDS = 5;
/** Hunts at once, at most. */
const MAX_JOBS = 64;
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

/** Measures part after part and tells of each; what there is so far when `signal` ends it. */
async function measureAll(
  seed: number,
  ms: number,
  signal: AbortSignal,
  tell: (lines: readonly string[]) => void,
  paint: Paint,
): Promise<Partial<BenchReport>> {
  let report: Partial<BenchReport> = { seed };
  try {
    const fastCheckOnlyPerSecond = await fastCheckOnlyRate(ms / 5, signal);
    report = { ...report, fastCheckOnlyPerSecond };
    const { rate, tally } = await fullCheckRate(pinPlug(), seed, 0.4 * ms, ALL_REPAIRS, signal);
    const checks = {
      fastCheckOnlyPerSecond,
      checksPerSecond: rate,
      ratio: rate / fastCheckOnlyPerSecond,
      tier2Share: (tally.counts["reachedTier2"] ?? 0) / tally.checks,
      discarded: tally.discarded,
    };
    report = { ...report, ...checks };
    tell(checkLines(checks, paint));
    const parts = breakdown(seed + 1, ms / 5);
    report = { ...report, ...parts };
    tell(partLines(parts, fastCheckOnlyPerSecond, paint));
    await breathe(signal);
    const optimizer = { ...await optimizerRates(ms / 20, signal), invalidation: indexRates(ms / 100) };
    report = { ...report, ...optimizer };
    tell(optimizerLines(optimizer, paint));
  } catch (error) {
    if (error !== signal.reason) throw error;
  }
  return report;
}

function rateLine(label: string, value: number, unit: string, note = "", paint: Paint = plain): string {
  return `  ${label.padEnd(34)}${count(value).padStart(14)} ${unit}${note === "" ? "" : `  ${paint("dim", note)}`}`;
}

const againstYardstick = (value: number, yardstick: number): string =>
  `${(value / yardstick).toFixed(2)} of fast-check alone`;

function checkLines(
  { checksPerSecond, fastCheckOnlyPerSecond, tier2Share }: Pick<
    BenchReport,
    "checksPerSecond" | "fastCheckOnlyPerSecond" | "tier2Share"
  >,
  paint: Paint,
): string[] {
  const beside = againstYardstick(checksPerSecond, fastCheckOnlyPerSecond);
  return [
    paint("bold", "Checks"),
    rateLine("full checks", checksPerSecond, "/s", beside, paint),
    rateLine("fast-check alone, 60 records", fastCheckOnlyPerSecond, "/s", "the yardstick", paint),
    `  ${"programs that entered tier 2".padEnd(34)}${percent(tier2Share, 1).padStart(14)}`,
    "",
  ];
}

function partLines(
  { generatorPerSecond, medianProgramUnits, microseconds, unitsPerSecond, unitsPerCheck }: ReturnType<
    typeof breakdown
  >,
  yardstick: number,
  paint: Paint,
): string[] {
  const total = Object.values(microseconds).reduce((sum, part) => sum + part, 0);
  return [
    paint("bold", "Programs"),
    rateLine("our generator alone", generatorPerSecond, "/s", againstYardstick(generatorPerSecond, yardstick), paint),
    rateLine("median program", medianProgramUnits, "instructions"),
    "",
    paint("bold", "Where the time of a check goes"),
    ...Object.entries(microseconds).map(([name, part]) =>
      `  ${name.padEnd(34)}${part.toFixed(2).padStart(14)} us  ${paint("dim", percent(part, total))}`
    ),
    "",
    paint("bold", "Engines"),
    ...Object.entries(unitsPerSecond).map(([name, value]) =>
      rateLine(name, value, "instructions/s", `median ${count(unitsPerCheck[name] ?? NaN)} a check`, paint)
    ),
    "",
  ];
}

function optimizerLines(
  { translationsPerSecond, uopsPerTranslation, bloomAddsPerSecond, bloomQueriesPerSecond, invalidation }:
    & OptimizerRates
    & Pick<BenchReport, "invalidation">,
  paint: Paint,
): string[] {
  const uops = `${uopsPerTranslation.toFixed(1)} uops on average`;
  return [
    paint("bold", "Optimizer"),
    rateLine("translation with passes", translationsPerSecond, "/s", uops, paint),
    rateLine("bloom filter add", bloomAddsPerSecond, "/s"),
    rateLine("bloom filter query", bloomQueriesPerSecond, "/s"),
    ...invalidation.map(({ executors, listPerSecond, treePerSecond, arraysPerSecond }) =>
      rateLine(
        `invalidation, ${count(executors)} executors`,
        listPerSecond,
        "/s",
        `by the tree of filters ${count(treePerSecond)} /s, ${(treePerSecond / listPerSecond).toFixed(1)} times, ` +
          `by the arrays ${count(arraysPerSecond)} /s, ${(arraysPerSecond / listPerSecond).toFixed(1)} times`,
        paint,
      )
    ),
  ];
}

if (import.meta.main) {
  await runCommand({
    name: "bench",
    summary: "Measures full checks, generation, engines, translation and bloom filters on one core, in one run.\n" +
      "Exit code: 0, 1 growth beyond that of the real interpreter, 2 bad usage, 129, 130 or 143 ended by SIGHUP, Ctrl-C or SIGTERM, with what was measured so far.",
    positionals: "",
    minPositionals: 0,
    maxPositionals: 0,
    options: {
      time: { kind: "value", value: "30s", help: "about how long to measure (default: 30s)" },
      against: { kind: "path", value: "DIR", help: "another checkout, measured by turns with this one: ratios" },
      growth: { kind: "flag", help: "how time grows with size on each engine; exit code 1 where it grows too fast" },
      jobs: {
        kind: "value",
        value: "N",
        help: "N hunts at once, and one of N workers, by turns of a second with one hunt alone; each takes --time",
      },
      rounds: { kind: "value", value: "N", help: "turns of each, with --against and --jobs (default: 5)" },
      seed: { kind: "value", value: "S", help: "seed of the programs (default: random, printed)" },
      ...JSON_OPTION,
      ...HELP_OPTION,
    },
    examples: [
      "bench",
      "bench --growth",
      "bench --jobs 2 --rounds 3",
      "bench --time 60s --json",
      "bench --against ../before --rounds 9",
    ],
  }, async ({ options }) => {
    const ms = durationOption(options, "time", DEFAULT_MS);
    const seed = integerOption(
      options,
      "seed",
      crypto.getRandomValues(new Uint32Array(1))[0] as number,
      0,
      Number.MAX_SAFE_INTEGER - 1,
    );
    const say = options.json ? console.error : console.log;
    const interrupt = interruptible();
    const ended = (report: unknown): number => {
      interrupt.release();
      if (interrupt.signal.aborted) say("interrupted: this is what was measured so far");
      if (options.json) console.log(JSON.stringify(report));
      return interrupt.signal.aborted ? EXIT.interrupted : EXIT.ok;
    };
    const [one, other] = ["--growth", "--against", "--jobs"].filter((_, i) =>
      [options.growth, options.against !== undefined, options.jobs !== undefined][i]
    );
    if (other !== undefined) throw usageError(`${one} and ${other} measure different things; give one`);
    if (options.against !== undefined) {
      const rounds = integerOption(options, "rounds", DEFAULT_ROUNDS, 1, 1000);
      say(`bench: this checkout and ${options.against} by turns, ${rounds} each, in processor time\n`);
      const rows = await benchAgainst(options.against, rounds, ms / PHASES_SHARE, interrupt.signal, (round) => {
        if (!options.json) console.error(`round ${round} of ${rounds}`);
      });
      say(comparedLines(rows).join("\n"));
      return ended(rows);
    }
    if (options.jobs !== undefined) {
      const jobs = integerOption(options, "jobs", 2, 2, MAX_JOBS);
      const rounds = integerOption(options, "rounds", DEFAULT_ROUNDS, 1, 1000);
      if (!CAN_STAND_STILL) throw usageError("--jobs needs a system that can make a process stand still");
      const times = rounds === 1 ? "" : `, ${rounds} times`;
      say(
        `bench: one hunt, ${jobs} at once, and one of ${jobs} workers, ${ms / 1000} s of each by turns${times}, ` +
          `seed ${seed}\n`,
      );
      const onRound = (round: number): void => {
        if (!options.json) console.error(`round ${round} of ${rounds}`);
      };
      const measured = await benchScaling({ jobs, timeMs: ms, rounds, seed, signal: interrupt.signal, onRound });
      const rows = scalingRows(measured, jobs);
      say(scalingLines(rows, options.json ? plain : painter()).join("\n"));
      return ended(rows);
    }
    if (options.growth) {
      say(
        `bench: milliseconds of processor time at sizes that double; at most ${TOLERANCE} above the power expected\n`,
      );
      const all = await growths(GROWING, interrupt.signal, (growth) => say(growthLine(growth)));
      const code = ended(all);
      return code === EXIT.ok && all.some(growsTooFast) ? EXIT.found : code;
    }
    if (options.rounds !== undefined) {
      throw usageError("--rounds are those of --against and --jobs; give one of them, too");
    }
    say(`bench: one core, about ${Math.round(ms / 1000)} s, seed ${seed}\n`);
    const tell = (lines: readonly string[]): void => say(lines.join("\n"));
    const report = await measureAll(seed, ms, interrupt.signal, tell, options.json ? plain : painter());
    return ended(report);
  });
}
