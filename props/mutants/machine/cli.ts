/**
 * `deno task mutate`: mutation testing of any project with any test command.
 *
 * @module
 */

import { interruptible } from "../../cli/interrupt.ts";
import { type Paint, plain } from "../../report/paint.ts";
import {
  durationOption,
  EXIT,
  HELP_OPTION,
  JSON_OPTION,
  type OptionValues,
  painter,
  parseInteger,
  parseWords,
  runCommand,
  unknownWord,
  usageError,
} from "../../cli/options.ts";
import { counted, duration } from "../../report/text.ts";
import { userPath } from "../../cli/user_files.ts";
import { type Rate, wilson } from "../report/statistics.ts";
import { runShell } from "./command.ts";
import { diffText, type Mutation } from "./mutation.ts";
import { OPERATORS } from "./operators.ts";
import { DEFAULT_GLOBS, sourceTexts } from "./project_files.ts";
import { type MutationResult, runMutations } from "./run.ts";
import { ScratchCopy } from "./scratch.ts";
import { mutationsOf, sampleMutations, type SourceText } from "./sites.ts";

/** Options of `deno task mutate`. */
const MUTATE_OPTIONS = {
  dir: { kind: "path", value: "DIR", help: "the project (default: the current folder)" },
  files: {
    kind: "value",
    value: "GLOB[,GLOB]",
    help: "what is mutated, from DIR on; !GLOB takes out (default: all .ts but tests)",
  },
  test: {
    kind: "value",
    value: "COMMAND",
    help: 'how DIR is tested, for the shell (default: "deno test -A --no-check")',
  },
  count: { kind: "value", value: "N", help: "mutants (default: 100)" },
  seed: { kind: "value", value: "S", help: "draws which ones (default: 1)" },
  only: { kind: "value", value: "ID", help: "this one mutant, as an earlier run named it" },
  operators: {
    kind: "value",
    value: "NAME[,NAME]",
    help: `some operators only: ${OPERATORS.map(({ name }) => name).join(", ")}`,
  },
  timeout: {
    kind: "value",
    value: "60s",
    help: "a mutant that takes longer hangs (default: four times the tests, 10 s at least)",
  },
  jobs: { kind: "value", value: "N", help: "mutants at a time (default: 1)" },
  score: { kind: "value", value: "PERCENT", help: "exit 1 only below this share of killed ones (default: 100)" },
  list: { kind: "flag", help: "show the mutants and run nothing" },
  diffs: { kind: "flag", help: "show the diff of every mutant, not only of those that survive" },
  ...JSON_OPTION,
  ...HELP_OPTION,
} as const;

/** What one run does. */
interface Settings {
  readonly dir: string;
  readonly globs: readonly string[];
  readonly command: string;
  readonly count: number;
  readonly seed: number;
  readonly only: string | null;
  readonly operators: readonly string[];
  readonly timeoutMs: number | null;
  readonly jobs: number;
  readonly score: number;
  readonly list: boolean;
  readonly diffs: boolean;
  readonly json: boolean;
}

const FEWEST_TIMEOUT_MS = 10_000;
const BASELINE_TIMEOUT_MS = 30 * 60_000;
const MAX_JOBS = 64;

async function readSettings(options: OptionValues<typeof MUTATE_OPTIONS>): Promise<Settings> {
  const dir = options.dir ?? userPath(".");
  const isFolder = await Deno.stat(dir).then((info) => info.isDirectory, () => false);
  if (!isFolder) throw usageError(`--dir wants a folder; there is none at ${JSON.stringify(dir)}`);
  const names = OPERATORS.map(({ name }) => name);
  return {
    dir,
    globs: options.files?.split(",").filter((glob) => glob !== "") ?? DEFAULT_GLOBS,
    command: options.test ?? "deno test -A --no-check",
    count: parseInteger("count", options.count ?? "100", 1, 1_000_000),
    seed: parseInteger("seed", options.seed ?? "1", 0, Number.MAX_SAFE_INTEGER),
    only: options.only ?? null,
    operators: options.operators === undefined ? names : parseWords("operator", options.operators, names),
    timeoutMs: durationOption(options, "timeout", null),
    jobs: parseInteger("jobs", options.jobs ?? "1", 1, MAX_JOBS),
    score: parseInteger("score", options.score ?? "100", 0, 100),
    list: options.list,
    diffs: options.diffs,
    json: options.json,
  };
}

/** The mutants of a run, and how many there would be in all. */
function chosen(sources: readonly SourceText[], settings: Settings): { sample: Mutation[]; total: number } {
  const all = sources.flatMap((source) => mutationsOf(source))
    .filter(({ operator }) => settings.operators.includes(operator));
  if (settings.only === null) return { sample: sampleMutations(all, settings.count, settings.seed), total: all.length };
  const mutation = all.find(({ id }) => id === settings.only);
  if (mutation === undefined) throw unknownWord("mutant", settings.only, all.map(({ id }) => id));
  return { sample: [mutation], total: all.length };
}

const FATE_STYLE = { killed: "green", timeout: "yellow", survived: "red" } as const;

async function mutate(settings: Settings): Promise<number> {
  const say = settings.json ? console.error : console.log;
  const paint = settings.json ? plain : painter();
  const sources = await sourceTexts(settings.dir, settings.globs);
  if (sources.length === 0) throw usageError(`--files ${settings.globs.join(",")}: no source in ${settings.dir} fits`);
  const { sample, total } = chosen(sources, settings);
  if (sample.length === 0) throw usageError(`nothing to mutate in ${counted(sources.length, "file")}`);
  const textOf = new Map(sources.map(({ file, text }) => [file, text]));
  const diff = (mutation: Mutation): string => colored(diffText(textOf.get(mutation.file) ?? "", mutation), paint);
  say(
    `mutate: ${sample.length} of ${counted(total, "mutant")} of ${
      counted(sources.length, "file")
    }, seed ${settings.seed}`,
  );
  if (settings.list) {
    for (const mutation of sample) say(`${place(mutation)}\n${diff(mutation)}\n`);
    if (settings.json) console.log(JSON.stringify({ total, mutants: sample }));
    return EXIT.ok;
  }
  const interrupt = interruptible();
  const start = performance.now();
  try {
    const baseline = await testUnchanged(settings, interrupt.signal);
    if (baseline === null) return EXIT.usage;
    const timeoutMs = settings.timeoutMs ?? Math.max(FEWEST_TIMEOUT_MS, 4000 * baseline);
    say(
      `the tests pass in ${duration(baseline)}; a mutant that takes longer than ${duration(timeoutMs / 1000)} hangs\n`,
    );
    const results = await runMutations({
      root: settings.dir,
      mutations: sample,
      command: settings.command,
      timeoutMs,
      jobs: settings.jobs,
      signal: interrupt.signal,
      onResult: ({ mutation, fate, seconds }, done) => {
        say(`${paint(FATE_STYLE[fate], fate.padEnd(8))} ${duration(seconds).padStart(7)}  ${place(mutation)}`);
        if (fate === "survived" || settings.diffs) say(diff(mutation));
        const remaining = (performance.now() - start) / 1000 / done * (sample.length - done);
        if (Deno.stderr.isTerminal()) console.error(`${done}/${sample.length}, about ${duration(remaining)} to go`);
      },
    });
    const seconds = (performance.now() - start) / 1000;
    if (interrupt.signal.aborted) say("interrupted");
    say(summary(results, seconds, paint));
    const report = reportOf(results, total, seconds, settings);
    if (settings.json) console.log(JSON.stringify(report));
    if (interrupt.signal.aborted) return EXIT.interrupted;
    return report.score.rate * 100 >= settings.score ? EXIT.ok : EXIT.found;
  } finally {
    interrupt.release();
  }
}

/** Seconds that the tests take on an unchanged copy; null when interrupted. Refuses tests that fail. */
async function testUnchanged(settings: Settings, signal: AbortSignal): Promise<number | null> {
  const copy = await ScratchCopy.of(settings.dir);
  try {
    const { code, seconds, tail } = await runShell(settings.command, copy.folder, BASELINE_TIMEOUT_MS, signal);
    if (signal.aborted) return null;
    if (code !== 0) {
      throw usageError(
        `the tests fail on the unchanged project (${settings.command}):\n${tail.trim() || "without a word"}`,
      );
    }
    return seconds;
  } finally {
    await copy.remove();
  }
}

function place({ file, line, operator, original, replacement, id }: Mutation): string {
  const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text).replaceAll(/\s+/g, " ");
  return `${file}:${line}  ${operator}: ${short(original)} → ${short(replacement)}  ${id}`;
}

function colored(diff: string, paint: Paint): string {
  return diff.split("\n").map((line) =>
    line.startsWith("-") ? paint("red", line) : line.startsWith("+") ? paint("green", line) : paint("dim", line)
  ).join("\n");
}

/** Killed and hanging ones of all. */
function scoreOf(results: readonly MutationResult[]): Rate {
  return wilson(results.filter(({ fate }) => fate !== "survived").length, results.length);
}

function scoreText({ hits, of, rate, low, high }: Rate): string {
  const range = `${(low * 100).toFixed(1)} to ${(high * 100).toFixed(1)} %`;
  return of === 0 ? "none" : `${hits} of ${of}, ${(rate * 100).toFixed(1)} % (${range})`;
}

function summary(results: readonly MutationResult[], seconds: number, paint: Paint): string {
  const rows = OPERATORS.map(({ name }) => ({
    name,
    own: results.filter(({ mutation }) => mutation.operator === name),
  }))
    .filter(({ own }) => own.length > 0);
  const survivors = results.filter(({ fate }) => fate === "survived");
  return [
    "",
    ...rows.map(({ name, own }) => `${name.padEnd(18)} ${scoreText(scoreOf(own))}`),
    paint("bold", `${"killed".padEnd(18)} ${scoreText(scoreOf(results))} in ${duration(seconds)}`),
    ...survivors.map(({ mutation }) => `survived: ${place(mutation)}`),
  ].join("\n");
}

/** The object of `--json`. */
function reportOf(results: readonly MutationResult[], total: number, seconds: number, settings: Settings) {
  const ids = (fate: string): string[] =>
    results.filter((each) => each.fate === fate).map(({ mutation }) => mutation.id);
  return {
    dir: settings.dir,
    test: settings.command,
    seed: settings.seed,
    total,
    run: results.length,
    killed: ids("killed").length,
    timeout: ids("timeout"),
    survived: results.filter(({ fate }) => fate === "survived").map(({ mutation }) => mutation),
    score: scoreOf(results),
    seconds,
  };
}

if (import.meta.main) {
  await runCommand({
    name: "mutate",
    summary: "Mutation testing: plants one small slip at a time into a copy of a project and runs its tests on it.\n" +
      "Exit code: 0 enough of the mutants were killed, 1 too many survived, 2 bad usage or tests that fail unchanged.",
    positionals: "",
    minPositionals: 0,
    maxPositionals: 0,
    options: MUTATE_OPTIONS,
    examples: [
      'mutate --dir ../mine --files "src/**/*.ts" --test "deno test -A" --count 200',
      'mutate --files src/optimizer/bloom_filter.ts --test "deno test -A --no-check src/optimizer" --json',
      "mutate --files src/optimizer/translate.ts --list",
    ],
  }, async ({ options }) => mutate(await readSettings(options)));
}
