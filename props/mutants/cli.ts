/**
 * `deno task mutants`: plants faults in copies of the sources and shows which claims find them, and how fast.
 *
 * @module
 */

import { TierproofError } from "../../src/isa/errors.ts";
import { interruptible } from "../cli/interrupt.ts";
import { plain } from "../report/paint.ts";
import {
  type CommandSpec,
  durationOption,
  EXIT,
  HELP_OPTION,
  integerOption,
  JSON_OPTION,
  type OptionTable,
  type OptionValues,
  painter,
  type ParsedOptions,
  parseInteger,
  parseWords,
  runCommand,
  unknownWord,
} from "../cli/options.ts";
import { cut, duration } from "../report/text.ts";
import { tryUserFile, type UserFile, writeUserFile } from "../cli/user_files.ts";
import { mutantsFromFolder } from "./from_folder.ts";
import { MUTANTS } from "./list/index.ts";
import { NOT_PLANTED } from "./list/not_planted.ts";
import type { Mutant, MutantOrigin, NotPlanted } from "./mutant.ts";
import { reportPage } from "./report/page.ts";
import { markdownTable, reportText, strategyTable } from "./report/text.ts";
import { CI_BUDGET_MS, CI_JOBS, ciMutants } from "./ci.ts";
import { stateFileFor } from "./run/copy.ts";
import { runMutants } from "./run/run_mutants.ts";
import { isGood, resultLine, summarize, summaryJson } from "./run/summary.ts";
import type { MutantResult, RunOptions, RunProgress } from "./run/types.ts";
import { machineMade, reportOf, runStudies, type Studies, type StudySettings, withUnitTests } from "./studies.ts";

/** Milliseconds of a seed when nothing is said. */
const DEFAULT_BUDGET_MS = 10_000;
const DEFAULT_SEEDS = 5;
const DEFAULT_SAMPLE = 30;
const ORIGINS: readonly MutantOrigin[] = ["listed", "own", "harmless", "generated", "given"];
/** Seconds between plain lines of progress. */
const PLAIN_SECONDS = 10;

/** Options of `deno task mutants`. */
const MUTANT_OPTIONS = {
  only: { kind: "value", value: "ID[,ID]", help: "only these mutants" },
  component: { kind: "value", value: "NAME[,NAME]", help: "only mutants of these components" },
  seeds: {
    kind: "value",
    value: "N",
    help: `seeds 1 to N for each mutant, 1 for harmless ones (default: ${DEFAULT_SEEDS})`,
  },
  budget: {
    kind: "value",
    value: "60s",
    help: "time of a seed (default: 10s)",
  },
  thorough: { kind: "flag", help: "all seeds and the whole budget for harmless ones and survivors, too" },
  jobs: { kind: "value", value: "N", help: "subprocesses at a time (default: 1, as time is measured)" },
  generated: { kind: "value", value: "N", help: "N machine-made mutants besides, drawn by --draw" },
  draw: { kind: "value", value: "S", help: "seed of the sample of machine-made mutants (default: 1)" },
  origin: { kind: "value", value: "NAME[,NAME]", help: `only mutants of these origins: ${ORIGINS.join(", ")}` },
  ablation: {
    kind: "flag",
    help: "what each claim and each policy of the generator finds alone: each turned off in turn",
  },
  strategies: { kind: "flag", help: "compare ways to make programs on some of the mutants; the table is Markdown" },
  sample: { kind: "value", value: "N", help: "mutants for --strategies and each policy of --ablation (default: 30)" },
  html: { kind: "path", value: "FILE", help: "write the report as one page of HTML" },
  report: { kind: "path", value: "FILE", help: "write the report as JSON: everything that was measured" },
  from: { kind: "path", value: "DIR", help: "further mutants from the *.json files of a folder" },
  state: { kind: "path", value: "FILE", help: "results so far; a run that was broken off goes on where it was" },
  ci: { kind: "flag", help: "a few mutants of every component, within a minute" },
  list: { kind: "flag", help: "list the mutants, run none" },
  ...JSON_OPTION,
  quiet: { kind: "flag", help: "no progress, only the result" },
  ...HELP_OPTION,
} as const satisfies OptionTable;

/** Reports that are replaced by those of a later run. */
const htmlFile = (path: string): UserFile => ({ path, mark: /<title>Tierproof: mutants<\/title>/ });
const reportFile = (path: string): UserFile => ({ path, mark: /^\s*\{\s*"settings":[^]*"budgetSeconds":/ });

/** What a command line asks for. */
interface MutantSettings {
  readonly mutants: readonly Mutant[];
  readonly notPlanted: readonly NotPlanted[];
  readonly run: RunOptions;
  readonly study: StudySettings;
}

function words(text: string | undefined): string[] | null {
  return text === undefined ? null : text.split(",").map((word) => word.trim()).filter((word) => word !== "");
}

/** Mutants by `--only` and `--component`. Throws a {@linkcode TierproofError} for a name that nothing has. */
function selectMutants(
  all: readonly Mutant[],
  only: readonly string[] | null,
  components: readonly string[] | null,
): Mutant[] {
  for (const id of only ?? []) {
    const notPlanted = NOT_PLANTED.find((each) => each.id === id);
    if (notPlanted !== undefined) {
      throw new TierproofError("option", `${id} is not planted: ${notPlanted.reason}`);
    }
    if (!all.some((mutant) => mutant.id === id)) throw unknownWord("mutant", id, all.map((mutant) => mutant.id));
  }
  const known = [...new Set(all.map(({ component }) => component))];
  for (const name of components ?? []) if (!known.includes(name)) throw unknownWord("component", name, known);
  return all.filter(({ id, component }) =>
    (only === null || only.includes(id)) && (components === null || components.includes(component))
  );
}

/** Reads the options. */
async function readMutantSettings(options: OptionValues<typeof MUTANT_OPTIONS>): Promise<MutantSettings> {
  const given = options.from === undefined ? [] : await mutantsFromFolder(options.from);
  const drawn = integerOption(options, "generated", 0, 1, 1_000_000);
  const draw = integerOption(options, "draw", 1, 0, Number.MAX_SAFE_INTEGER);
  const origins = options.origin === undefined ? ORIGINS : parseWords("origin", options.origin, ORIGINS);
  const made = drawn === 0 ? [] : await machineMade(drawn, draw);
  const all = [...given, ...MUTANTS, ...made].filter(({ origin }) => origins.includes(origin));
  const ids = new Set<string>();
  for (const { id } of all) {
    if (ids.has(id)) throw new TierproofError("file", `two mutants have the id ${id}`);
    ids.add(id);
  }
  const only = words(options.only);
  const components = words(options.component);
  const selected = selectMutants(options.ci ? ciMutants(all) : all, only, components);
  const seeds = options.seeds === undefined
    ? options.ci ? 1 : DEFAULT_SEEDS
    : parseInteger("seeds", options.seeds, 1, 1000);
  const usual = options.ci ? CI_BUDGET_MS : DEFAULT_BUDGET_MS;
  const run: RunOptions = {
    seeds: Array.from({ length: seeds }, (_, at) => at + 1),
    budgetMs: durationOption(options, "budget", usual),
    everySeed: options.thorough,
    jobs: options.jobs === undefined ? options.ci ? CI_JOBS : 1 : parseInteger("jobs", options.jobs, 1, 64),
    shrink: options.ci ? "none" : "first",
  };
  // Another command is another run; more jobs are not.
  const decides = [selected, run.seeds, run.budgetMs, run.everySeed, run.shrink];
  return {
    mutants: selected,
    notPlanted: NOT_PLANTED.filter(({ id, component }) =>
      origins.includes("listed") && only === null && !options.ci &&
      (components === null || components.includes(component)) && !ids.has(id)
    ),
    run: { ...run, state: options.state ?? (options.ci ? null : await stateFileFor(decides)) },
    study: {
      ablation: options.ablation,
      strategies: options.strategies,
      sample: integerOption(options, "sample", DEFAULT_SAMPLE, 1, 1_000_000),
      html: options.html ?? null,
      report: options.report ?? null,
    },
  };
}

function list(mutants: readonly Mutant[], notPlanted: readonly NotPlanted[]): void {
  for (const { id, component, origin, title } of mutants) {
    console.log(`${component.padEnd(16)} ${origin.padEnd(9)} ${id.padEnd(40)} ${title}`);
  }
  for (const { id, component, title, reason } of notPlanted) {
    console.log(`${component.padEnd(16)} ${"absent".padEnd(9)} ${id.padEnd(40)} ${title}: ${reason}`);
  }
}

function progressText({ done, total, running, seconds, remainingSeconds }: RunProgress): string {
  const left = remainingSeconds === null ? "" : `, about ${duration(remainingSeconds)} left`;
  return `${done}/${total} in ${duration(seconds)}${left}${running.length === 0 ? "" : ` · ${running.join(", ")}`}`;
}

/** Progress on standard error: a line rewritten on a terminal, now and then a plain one elsewhere. */
function progressLine(quiet: boolean): { show(progress: RunProgress): void; end(): void } {
  const live = Deno.stderr.isTerminal();
  const write = (text: string): void => void Deno.stderr.writeSync(new TextEncoder().encode(text));
  let next = PLAIN_SECONDS;
  return {
    show(progress) {
      if (quiet) return;
      if (live) write(`\r\x1b[K${cut(progressText(progress), 110)}`);
      else if (progress.seconds >= next) {
        next = progress.seconds + PLAIN_SECONDS;
        write(`${progressText(progress)}\n`);
      }
    },
    end() {
      if (live && !quiet) write("\r\x1b[K");
    },
  };
}

/** Runs the mutants of the settings and shows the results as they come. */
async function run(settings: MutantSettings, json: boolean, quiet: boolean): Promise<number> {
  const { mutants, notPlanted, run, study } = settings;
  const say = json ? console.error : console.log;
  if (study.html !== null) tryUserFile(htmlFile(study.html));
  if (study.report !== null) tryUserFile(reportFile(study.report));
  const interrupt = interruptible();
  const progress = progressLine(quiet);
  const onResult = (result: MutantResult): void => {
    progress.end();
    if (!quiet) say(resultLine(result));
  };
  const attached: RunOptions = { ...run, signal: interrupt.signal, onProgress: (state) => progress.show(state) };
  let results: readonly MutantResult[] = [];
  let studies: Studies = { ablation: [], strategies: [] };
  try {
    if (!study.strategies) results = await runMutants(mutants, { ...attached, onResult });
    results = await withUnitTests(results, attached, onResult);
    studies = await runStudies(mutants, results, study, attached, (text) => quiet || console.error(text));
  } finally {
    interrupt.release();
    progress.end();
  }
  const summary = summarize(results, notPlanted);
  const report = reportOf(settings, results, studies);
  say(
    study.strategies
      ? markdownTable(strategyTable(studies.strategies))
      : `\n${reportText(report, json ? plain : painter())}`,
  );
  if (study.html !== null) writeUserFile(htmlFile(study.html), reportPage(report));
  if (study.report !== null) writeUserFile(reportFile(study.report), `${JSON.stringify(report, null, 1)}\n`);
  if (interrupt.signal.aborted) {
    const how = run.state === null ? "" : "; the same command goes on from here";
    say(`interrupted after ${results.length} of ${mutants.length} mutants${how}`);
  }
  if (json) console.log(JSON.stringify(summaryJson(summary)));
  if (isGood(summary) && interrupt.signal.aborted) return EXIT.interrupted;
  return isGood(summary) ? EXIT.ok : EXIT.found;
}

/** The command. */
const MUTANTS_COMMAND: CommandSpec<typeof MUTANT_OPTIONS> = {
  name: "mutants",
  summary: "Plants faults in copies of the sources, one at a time, and attacks each copy with all claims.\n" +
    "Exit code: 0 all found and nothing harmless flagged, 1 otherwise, 2 bad usage, 3 the sources themselves are flagged\n" +
    "or the machine fails, 129, 130 or 143 ended by SIGHUP, Ctrl-C or SIGTERM with all good so far.",
  positionals: "",
  minPositionals: 0,
  maxPositionals: 0,
  options: MUTANT_OPTIONS,
  examples: [
    "mutants",
    "mutants --component translate --seeds 5 --budget 60s",
    "mutants --only tr-backedge-ignores-cache --seeds 1",
    "mutants --from my_mutants --json",
    "mutants --generated 500 --origin generated --jobs 2 --html report.html",
    "mutants --strategies --sample 30 --seeds 2",
  ],
};

/** `--only A --only B` as `--only A,B`; the same for components. */
function joinRepeated(args: readonly string[]): string[] {
  const joined: string[] = [];
  const at = new Map<string, number>();
  for (let i = 0; i < args.length; i++) {
    const [, name, inline] = /^--(only|component)(?:=(.*))?$/.exec(args[i] as string) ?? [];
    const value = inline ?? args[i + 1];
    if (name === undefined || value === undefined) {
      joined.push(args[i] as string);
      continue;
    }
    if (inline === undefined) i++;
    const before = at.get(name);
    if (before === undefined) at.set(name, joined.push(`--${name}=${value}`) - 1);
    else joined[before] += `,${value}`;
  }
  return joined;
}

if (import.meta.main) {
  const main = async ({ options }: ParsedOptions<typeof MUTANT_OPTIONS>): Promise<number> => {
    const settings = await readMutantSettings(options);
    if (!options.list) return await run(settings, options.json, options.quiet);
    list(settings.mutants, settings.notPlanted);
    return EXIT.ok;
  };
  await runCommand(MUTANTS_COMMAND, main, joinRepeated(Deno.args));
}
