/**
 * `deno task coverage`: which opcodes and uops recordings and a hunt execute, on which engine, and what they never do.
 *
 * @module
 */

import { interruptible } from "../cli/interrupt.ts";
import {
  EXIT,
  HELP_OPTION,
  integerOption,
  type OptionTable,
  type OptionValues,
  painter,
  parseDuration,
  parseInteger,
  runCommand,
  usageError,
} from "../cli/options.ts";
import { count, duration } from "../report/text.ts";
import { checkCoverage } from "./check.ts";
import { hasFloor, percentOf, reportCoverage } from "./report.ts";
import { reportText, shareLine } from "./report_text.ts";
import { CoverageRig } from "./rig.ts";
import { allRecords, type HuntBounds, runHunt, runPrograms, runRecords, type Told } from "./sources.ts";

/** Options of the command. */
export const COVERAGE_OPTIONS = {
  recordings: {
    kind: "flag",
    help: "count the recordings; without this, --time and --checks: both, the hunt for 60 s",
  },
  time: { kind: "value", value: "DURATION", help: "count a hunt that takes this long, e.g. 60s" },
  checks: { kind: "value", value: "N", help: "count a hunt of this many programs" },
  seed: { kind: "value", value: "N", help: "seed of the hunt; default 1" },
  floor: {
    kind: "value",
    value: "PCT",
    help: "least share that must be executed of what can occur, in each group; default 95, 0 without recordings",
  },
  check: {
    kind: "flag",
    help: "the quick check: a sample of the recordings and a short hunt against the stated floors",
  },
  brief: { kind: "flag", help: "leave the tables out" },
  json: { kind: "flag", help: "end with one line of JSON" },
  quiet: { kind: "flag", help: "no progress" },
  ...HELP_OPTION,
} as const satisfies OptionTable;

/** What a command line asks for. */
export interface CoverageSettings {
  readonly recordings: boolean;
  readonly hunt: HuntBounds | null;
  readonly floor: number;
}

/** Floor where recordings are counted, in per cent. */
const DEFAULT_FLOOR = 95;
const DEFAULT_HUNT_MS = 60_000;

/** Reads the options; throws for what makes no sense. */
export function readCoverageSettings(options: OptionValues<typeof COVERAGE_OPTIONS>): CoverageSettings {
  const { time, checks, floor } = options;
  const all = !options.recordings && time === undefined && checks === undefined;
  const recordings = options.recordings || all;
  if (options.check && (!all || floor !== undefined || options.seed !== undefined)) {
    throw usageError("--check has a sample, a seed and floors of its own");
  }
  const hunt = all || time !== undefined || checks !== undefined
    ? {
      seed: integerOption(options, "seed", 1, 0, Number.MAX_SAFE_INTEGER),
      checks: checks === undefined ? Infinity : parseInteger("checks", checks, 1, Number.MAX_SAFE_INTEGER),
      timeMs: time === undefined ? (checks === undefined ? DEFAULT_HUNT_MS : Infinity) : parseDuration("time", time),
    }
    : null;
  if (hunt === null && options.seed !== undefined) throw usageError("--seed is for hunts: add --time or --checks");
  return {
    recordings,
    hunt,
    floor: floor === undefined ? (recordings ? DEFAULT_FLOOR : 0) : parseInteger("floor", floor, 0, 100),
  };
}

/** Milliseconds between two looks of a terminal, and between two lines elsewhere. */
const LIVE_MS = 250;
const PLAIN_MS = 10_000;

/** Progress on standard error: one line rewritten on a terminal, a line now and then elsewhere. */
function teller(quiet: boolean): { readonly told: Told; readonly end: () => void } {
  if (quiet) return { told: () => {}, end: () => {} };
  const live = Deno.stderr.isTerminal();
  const write = (text: string): void => void Deno.stderr.writeSync(new TextEncoder().encode(text));
  let last = performance.now();
  return {
    told(source, done) {
      const now = performance.now();
      if (now - last < (live ? LIVE_MS : PLAIN_MS)) return;
      last = now;
      write(live ? `\r\x1b[K${source}: ${count(done)} programs` : `${source}: ${count(done)} programs\n`);
    },
    end: () => live && write("\r\x1b[K"),
  };
}

async function coverage(settings: CoverageSettings, options: OptionValues<typeof COVERAGE_OPTIONS>): Promise<number> {
  const { told, end } = teller(options.quiet);
  const interrupt = interruptible();
  const rig = new CoverageRig();
  const start = performance.now();
  const programs = { recordings: 0, own: 0, hunt: 0 };
  try {
    if (settings.recordings) {
      programs.own = await runPrograms(rig);
      programs.recordings = await runRecords(rig, await allRecords(), interrupt.signal, told);
    }
    if (settings.hunt !== null) programs.hunt = await runHunt(rig, settings.hunt, interrupt.signal, told);
  } finally {
    interrupt.release();
    end();
  }
  const seconds = (performance.now() - start) / 1000;
  const report = reportCoverage(rig);
  const below = report.shares.filter((share) => hasFloor(share) && percentOf(share) < settings.floor);
  const wrong = report.shares.filter(({ unexpected }) => unexpected.length > 0);
  const say = options.json ? console.error : console.log;
  const paint = painter();
  const sources = [
    ...(settings.recordings ? [`${count(programs.recordings)} recordings`, `${programs.own} programs of its own`] : []),
    ...(settings.hunt === null ? [] : [`${count(programs.hunt)} programs of a hunt, seed ${settings.hunt.seed}`]),
  ];
  say(`coverage of ${sources.join(", ")}, ${duration(seconds)}${interrupt.signal.aborted ? ", interrupted" : ""}\n`);
  say(reportText(report, settings.floor, options.brief, paint));
  for (const share of below) say(`\nbelow the floor of ${settings.floor} %: ${shareLine(share, settings.floor)}`);
  for (const { unexpected } of wrong) say(`\nexecuted although the table of reasons says it cannot be: ${unexpected}`);
  const met = below.length === 0 && wrong.length === 0;
  if (options.json) {
    const { floor, hunt } = settings;
    console.log(JSON.stringify({ programs, seed: hunt?.seed ?? null, seconds, floor, met, ...report }));
  }
  if (interrupt.signal.aborted) return EXIT.interrupted;
  return met ? EXIT.ok : EXIT.found;
}

async function check(json: boolean): Promise<number> {
  const { lines, problems } = await checkCoverage();
  const say = json ? console.error : console.log;
  for (const line of [...lines, ...problems]) say(line);
  if (json) console.log(JSON.stringify({ met: problems.length === 0, problems }));
  return problems.length === 0 ? EXIT.ok : EXIT.found;
}

if (import.meta.main) {
  await runCommand({
    name: "coverage",
    summary:
      "Counts which opcodes and uops the recordings and a hunt execute, by engine, and says what they never do.\n" +
      "Exit code: 0 floors met, 1 below a floor, 2 bad usage, 3 a machine that fails,\n" +
      "129, 130 or 143 ended by SIGHUP, Ctrl-C or SIGTERM.",
    positionals: "",
    minPositionals: 0,
    maxPositionals: 0,
    options: COVERAGE_OPTIONS,
    examples: ["coverage", "coverage --recordings --brief", "coverage --time 60s --seed 7", "coverage --check"],
  }, ({ options }) => {
    const settings = readCoverageSettings(options);
    return options.check ? check(options.json) : coverage(settings, options);
  });
}
