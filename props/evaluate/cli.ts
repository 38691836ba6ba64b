/**
 * `deno task evaluate`: what finds which defects, how soon, compared as the field asks for it.
 *
 * @module
 */

import { interruptible } from "../cli/interrupt.ts";
import {
  EXIT,
  HELP_OPTION,
  type OptionTable,
  type OptionValues,
  parseDuration,
  parseInteger,
  parseWords,
  runCommand,
} from "../cli/options.ts";
import { statusLine } from "../cli/status.ts";
import { tryUserFile, type UserFile, writeUserFile } from "../cli/user_files.ts";
import { droppedGuards, findDropped, type GuardResult, summary } from "../guards/matrix.ts";
import { defects, harmless, OURS, REDUCED_ARMS, STRATEGY_ARMS } from "./arms.ts";
import { armRow, bugsOverTime, runTrials } from "./evaluate.ts";
import { type Evaluation, pageText, plotText, waysOf } from "./page.ts";

const ARMS = [...STRATEGY_ARMS, ...REDUCED_ARMS];
const NAMES = ARMS.map(({ name }) => name);

const OPTIONS = {
  quick: { kind: "flag", help: "2 seeds, 2 s each, five arms, few defects: a few minutes" },
  seeds: { kind: "value", value: "N", help: "seeds of every arm (default: 20)" },
  budget: { kind: "value", value: "1s", help: "processor time of a seed (default: 1s)" },
  arms: { kind: "value", value: "NAME[,NAME]", help: "only these arms, and those they are compared with" },
  defects: { kind: "value", value: "N", help: "so many reported and so many planted ones at most (default: 5)" },
  jobs: { kind: "value", value: "N", help: "subprocesses at a time (default: 2)" },
  state: { kind: "path", value: "FILE", help: "results so far; a run that was broken off goes on where it was" },
  markdown: { kind: "path", value: "FILE", help: "write the page" },
  svg: { kind: "path", value: "FILE", help: "write the plot of defects over time" },
  raw: { kind: "path", value: "FILE", help: "write everything that was measured as JSON" },
  json: { kind: "flag", help: "one JSON object on one line, last on stdout; the text goes to stderr" },
  quiet: { kind: "flag", help: "no progress, only the result" },
  ...HELP_OPTION,
} as const satisfies OptionTable;

/** Sizes of a run. */
interface Sizes {
  readonly seeds: number;
  readonly budget: string;
  readonly reported: number;
  readonly planted: number;
  readonly harmless: number;
  readonly matrixSeeds: number;
  readonly matrixChecks: number;
}

const FULL: Sizes = {
  seeds: 20,
  budget: "1s",
  reported: 5,
  planted: 5,
  harmless: 4,
  matrixSeeds: 3,
  matrixChecks: 5000,
};
const QUICK: Sizes = {
  seeds: 2,
  budget: "2s",
  reported: 3,
  planted: 2,
  harmless: 1,
  matrixSeeds: 1,
  matrixChecks: 200,
};

/** Milliseconds between two lines of progress. */
const PROGRESS_MS = 10_000;

/** The commit that is evaluated; a copy without history has none. */
async function commitOf(): Promise<string> {
  try {
    const { success, stdout } = await new Deno.Command("git", {
      args: ["rev-parse", "--short", "HEAD"],
      cwd: new URL(".", import.meta.url),
      stderr: "null",
    }).output();
    return success ? new TextDecoder().decode(stdout).trim() : "unknown";
  } catch {
    return "unknown";
  }
}

/** Lets signals come through between two rows. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

async function guardMatrix(
  sizes: Sizes,
  signal: AbortSignal,
  say: (text: string) => void,
): Promise<Evaluation["matrix"]> {
  const rows: Evaluation["matrix"][number][] = [];
  for (let seed = 1; seed <= sizes.matrixSeeds; seed++) {
    const results: GuardResult[] = [];
    for (const guard of droppedGuards()) {
      await pause();
      if (signal.aborted) return rows;
      results.push(findDropped(guard, seed, sizes.matrixChecks));
      say(`guard matrix, seed ${seed}: ${results.length} rows`);
    }
    const { found, visible } = summary(results);
    rows.push({ seed, checks: sizes.matrixChecks, found, visible });
  }
  return rows;
}

const page = (path: string): UserFile => ({ path, mark: /restricted mean time/ });
const plot = (path: string): UserFile => ({ path, mark: /<title>Tierproof: defects over time<\/title>/ });
const raw = (path: string): UserFile => ({ path, mark: /"budgetSeconds"/ });

async function evaluate(options: OptionValues<typeof OPTIONS>): Promise<number> {
  const sizes = options.quick ? QUICK : FULL;
  const seeds = options.seeds === undefined ? sizes.seeds : parseInteger("seeds", options.seeds, 1, 1000);
  const budgetMs = parseDuration("budget", options.budget ?? sizes.budget);
  const most = options.defects === undefined ? null : parseInteger("defects", options.defects, 0, 1000);
  const jobs = options.jobs === undefined ? 2 : parseInteger("jobs", options.jobs, 1, 64);
  const named = options.arms === undefined ? null : parseWords("arm", options.arms, NAMES);
  const wanted = named ?? (options.quick ? STRATEGY_ARMS.map(({ name }) => name) : NAMES);
  const chosen = ARMS.filter(({ name }) => wanted.includes(name));
  // Whatever one is compared with is measured, too.
  const beside = new Set([OURS, ...chosen.map(({ against }) => against)]);
  const arms = ARMS.filter((arm) => chosen.includes(arm) || beside.has(arm.name));
  const files = [[options.markdown, page], [options.svg, plot], [options.raw, raw]] as const;
  for (const [path, make] of files) if (path !== undefined) tryUserFile(make(path));

  const say = options.json ? console.error : console.log;
  const status = statusLine(options.quiet === true);
  let next = 0;
  const progress = (text: string): void => {
    if (performance.now() < next) return;
    next = performance.now() + PROGRESS_MS;
    status.note(text);
  };
  const interrupt = interruptible();
  const { signal } = interrupt;
  const [load = 0] = Deno.loadavg();
  try {
    const given = defects(most ?? sizes.reported, most ?? sizes.planted);
    const trials = await runTrials({
      arms,
      defects: given,
      harmless: harmless(sizes.harmless),
      seeds,
      budgetMs,
      jobs,
      state: options.state ?? null,
      signal,
      onProgress: progress,
    });
    const matrix = await guardMatrix(sizes, signal, progress);
    status.end();
    const budgetSeconds = budgetMs / 1000;
    const rows = arms.filter(({ name }) => trials.some(({ arm }) => arm === name)).map((arm) =>
      armRow(arm, trials, budgetSeconds)
    );
    const words = [
      options.quick ? " --quick" : "",
      options.seeds === undefined ? "" : ` --seeds ${seeds}`,
      options.budget === undefined ? "" : ` --budget ${options.budget}`,
      most === null ? "" : ` --defects ${most}`,
      named === null ? "" : ` --arms ${named.join(",")}`,
    ];
    const evaluation: Evaluation = {
      command: `deno task evaluate${words.join("")}`,
      commit: await commitOf(),
      load,
      seeds,
      budgetSeconds,
      rows,
      matrix,
      trials,
    };
    say(pageText(evaluation));
    if (options.markdown !== undefined) writeUserFile(page(options.markdown), pageText(evaluation));
    if (options.raw !== undefined) writeUserFile(raw(options.raw), `${JSON.stringify(evaluation)}\n`);
    if (options.svg !== undefined) {
      const lines = waysOf(rows).map(({ arm }) => ({ arm, points: bugsOverTime(arm, trials, budgetSeconds) }));
      writeUserFile(plot(options.svg), plotText(lines, budgetSeconds, given.length));
    }
    if (options.json) console.log(JSON.stringify(evaluation));
    return signal.aborted ? EXIT.interrupted : EXIT.ok;
  } finally {
    interrupt.release();
  }
}

if (import.meta.main) {
  await runCommand({
    name: "evaluate",
    summary: "Gives every arm the same defects, seeds and processor time, and compares when each finds what.\n" +
      "Exit code: 0 measured, 2 bad usage, 3 a broken invariant of Tierproof itself or a machine that fails,\n" +
      "130 interrupted, with what there is so far.",
    positionals: "",
    minPositionals: 0,
    maxPositionals: 0,
    options: OPTIONS,
    examples: ["evaluate --quick", "evaluate --state results.jsonl --markdown page.md --svg plot.svg --raw raw.json"],
  }, ({ options }) => evaluate(options));
}
