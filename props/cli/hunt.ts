/**
 * `deno task hunt`: random programs against the optimizer until a claim fails.
 *
 * @module
 */

import type { Repairs, Target } from "../../src/isa/engine.ts";
import { REPAIR_IDS } from "../../src/isa/repairs.ts";
import { campaign, type CampaignResult } from "../core/hunt.ts";
import { isOurs } from "../core/finding.ts";
import { claimRows, DEFAULT_CLAIM, GENERATOR_VERSION, SUBJECTS_URL } from "../cpython/plug.ts";
import { repairsFor } from "../core/subject.ts";
import { findingReport } from "../report/finding_report.ts";
import { keepFinding, type KeepOptions, tryKeeping } from "../report/finding_keep.ts";
import { findingText } from "../report/finding_text.ts";
import { huntOn } from "./hunt_on.ts";
import { interruptible } from "./interrupt.ts";
import { type MemoryReport, memoryText, MemoryWatch } from "./memory.ts";
import {
  EXIT,
  HELP_OPTION,
  type OptionValues,
  type Paint,
  painter,
  parseDuration,
  parseInteger,
  parseWords,
  plain,
  runCommand,
  unknownWord,
  usageError,
} from "./options.ts";
import { sharesReport, sharesText } from "./shares_text.ts";
import { statusLine, tallyText } from "./status.ts";
import { count, duration } from "../report/text.ts";

/** Without `--checks` and `--time`. */
const DEFAULT_MS = 60_000;
/** The same with `--all`: enough for what a hunt of the pin finds. */
const DEFAULT_ALL_MS = 300_000;
/** What `--deep` stands for. */
const DEEP_CLAIM = "boundaries";
const MAX_JOBS = 64;
const TARGETS: readonly Target[] = ["pinned", "repaired"];

/** Options of `deno task hunt`. */
export const HUNT_OPTIONS = {
  target: {
    kind: "value",
    value: "pinned|repaired",
    help: "the optimizer as it was, or with all repairs (default: pinned)",
  },
  repair: { kind: "value", value: "ID[,ID]", help: "mend some defects of the pinned target (see: deno task repairs)" },
  claim: { kind: "value", value: "NAME|list", help: `the claim to attack, or list them (default: ${DEFAULT_CLAIM})` },
  deep: {
    kind: "flag",
    help: "compare tier 2 with tier 1 at every instruction: the claim boundaries, ten times slower",
  },
  all: { kind: "flag", help: "go on after a finding: all claims in rounds, one report for each root cause" },
  checks: { kind: "value", value: "N", help: "stop after N checks" },
  time: {
    kind: "value",
    value: "30s",
    help: "stop after a time: 500ms, 30s, 2m, 1h (default without --checks: 60s, with --all 5m)",
  },
  seed: { kind: "value", value: "S", help: "the seed that decides everything (default: random, printed)" },
  jobs: { kind: "value", value: "N", help: "workers; any number ends in the same finding (default: 1)" },
  out: { kind: "path", value: "DIR", help: "write each finding into a new folder there as it is found" },
  "write-test": { kind: "path", value: "DIR", help: "write each finding as a deno test file there" },
  import: { kind: "value", value: "SPEC", help: "what these tests import (default: props/mod.ts of this copy)" },
  quiet: { kind: "flag", help: "no progress, only the result" },
  json: { kind: "flag", help: "one JSON object on one line, last on stdout; the text goes to stderr" },
  ...HELP_OPTION,
} as const;

/** What one hunt does. */
export interface HuntSettings {
  readonly target: Target;
  readonly repairs: Repairs;
  readonly claim: string;
  /** Claims of a hunt that goes on after a finding; null for the usual one. */
  readonly all: readonly string[] | null;
  readonly checks: number;
  readonly timeMs: number;
  readonly seed: number;
  readonly jobs: number;
  readonly keep: KeepOptions;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** Reads the options. Throws a {@linkcode TierproofError} of code `option` that names the nearest right word. */
export function readSettings(options: OptionValues<typeof HUNT_OPTIONS>): HuntSettings {
  const target = TARGETS.find((each) => each === (options.target ?? "pinned"));
  if (target === undefined) throw unknownWord("target", options.target ?? "", TARGETS);
  if (target === "repaired" && options.repair !== undefined) {
    throw usageError("--repair mends the pinned target; the repaired one has every repair already");
  }
  const ids = options.repair === undefined ? [] : parseWords("repair", options.repair, REPAIR_IDS);
  const names = claimRows().map((row) => row.name);
  if (options.import !== undefined && options["write-test"] === undefined) {
    throw usageError("--import is what the tests of --write-test import; give both");
  }
  if (options.deep && (options.all || options.claim !== undefined)) {
    throw usageError(`--deep is the claim ${DEEP_CLAIM}: give it alone; --all has it among its claims`);
  }
  const claim = options.deep ? DEEP_CLAIM : options.claim ?? DEFAULT_CLAIM;
  if (claim !== "list" && !names.includes(claim)) throw unknownWord("claim", claim, [...names, "list"]);
  const checks = options.checks === undefined
    ? Infinity
    : parseInteger("checks", options.checks, 1, Number.MAX_SAFE_INTEGER);
  const defaultMs = checks !== Infinity ? Infinity : options.all ? DEFAULT_ALL_MS : DEFAULT_MS;
  return {
    target,
    repairs: repairsFor(target, ids),
    claim,
    all: options.all ? claimsFor(options.claim) : null,
    checks,
    timeMs: options.time === undefined ? defaultMs : parseDuration("time", options.time),
    seed: options.seed === undefined ? randomSeed() : parseInteger("seed", options.seed, 0, Number.MAX_SAFE_INTEGER),
    jobs: options.jobs === undefined ? 1 : parseInteger("jobs", options.jobs, 1, MAX_JOBS),
    keep: { out: options.out, tests: options["write-test"], specifier: options.import },
    quiet: options.quiet,
    json: options.json,
  };
}

/** The claim that was named, or all that are meant to hold. */
function claimsFor(named: string | undefined): string[] {
  return claimRows().filter(({ name, canary }) => named === undefined ? !canary : name === named).map(({ name }) =>
    name
  );
}

function randomSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] as number;
}

function listClaims(json: boolean): number {
  const rows = claimRows();
  if (json) {
    console.log(JSON.stringify(rows));
    return EXIT.ok;
  }
  const width = Math.max(...rows.map((row) => row.name.length));
  for (const row of rows) {
    const mark = row.canary ? " (must fail)" : row.name === DEFAULT_CLAIM ? " (default)" : "";
    console.log(`${row.name.padEnd(width)}  ${row.what}${mark}`);
  }
  return EXIT.ok;
}

async function hunt(settings: HuntSettings): Promise<number> {
  const say = settings.json ? console.error : console.log;
  const paint = settings.json ? plain : painter();
  const mended = settings.target === "pinned" && settings.repairs.size > 0
    ? ` + ${[...settings.repairs].join(" + ")}`
    : "";
  const { claim, all } = settings;
  tryKeeping(settings.keep);
  const claims = all === null || all.length === 1 ? `claim ${all?.[0] ?? claim}` : `${all.length} claims`;
  say(`hunt: ${claims}, target ${settings.target}${mended}, ${limitText(settings)}, seed ${settings.seed}`);
  return all === null ? await huntOne(settings, say, paint) : await huntOn(settings, all, say, paint);
}

async function huntOne(settings: HuntSettings, say: (text: string) => void, paint: Paint): Promise<number> {
  const status = statusLine(settings.quiet);
  const memory = new MemoryWatch();
  const interrupt = interruptible();
  let result: CampaignResult;
  try {
    result = await campaign({
      module: SUBJECTS_URL,
      spec: { claim: settings.claim },
      generator: GENERATOR_VERSION,
      seed: settings.seed,
      repairs: settings.repairs,
      checks: settings.checks,
      timeMs: settings.timeMs,
      jobs: settings.jobs,
      signal: interrupt.signal,
      onProgress: (progress) => {
        memory.note(progress.seconds);
        status.show(progress);
      },
      onFailure: (index) => status.note(`check ${count(index)} failed, shrinking ...`),
    });
  } finally {
    interrupt.release();
    status.end();
  }
  const { finding } = result;
  if (finding !== null) {
    say(`\n${findingText(finding, paint)}\n`);
    for (const path of keepFinding(finding, settings.keep)) say(`written: ${path}`);
  }
  const shares = finding === null ? sharesText(result.tally, paint) : "";
  if (shares !== "") say(`${shares}\n`);
  say(summary(result, settings, memory.report()));
  if (settings.json) console.log(JSON.stringify(report(result, settings, memory.report())));
  if (finding === null) return result.ended === "interrupted" ? EXIT.interrupted : EXIT.ok;
  return isOurs(finding) ? EXIT.invariant : EXIT.found;
}

function summary(
  { ended, finding, tally, seconds }: CampaignResult,
  { jobs }: HuntSettings,
  memory: MemoryReport,
): string {
  const findings = finding === null ? 0 : 1;
  const how = ended === "interrupted" ? "interrupted after" : findings === 1 ? "found after" : "nothing found in";
  const workers = jobs === 1 ? "" : ` with ${jobs} workers`;
  const lost = `${count(tally.poisoned)} given up without blame, ${count(tally.discarded)} discarded`;
  return `${how} ${duration(seconds)}${workers}: ${tallyText(tally, seconds, findings)} · ${lost} · ${
    memoryText(memory)
  }`;
}

function limitText({ checks, timeMs }: HuntSettings): string {
  const parts = [
    checks === Infinity ? "" : `${count(checks)} checks`,
    timeMs === Infinity ? "" : duration(timeMs / 1000),
  ];
  return `at most ${parts.filter((part) => part !== "").join(" or ")}`;
}

/** The object of `--json`. */
function report(
  { tally, seconds, finding, ended }: CampaignResult,
  { target, repairs, claim, seed, jobs }: HuntSettings,
  memory: MemoryReport,
) {
  return {
    target,
    repairs: [...repairs],
    claim,
    seed,
    jobs,
    ended,
    checks: tally.checks,
    seconds,
    tier2Share: tally.checks === 0 ? 0 : tally.reachedTier2 / tally.checks,
    discarded: tally.discarded,
    poisoned: tally.poisoned,
    executors: tally.executors,
    deopts: tally.deopts,
    errors: tally.errors,
    memory,
    programs: sharesReport(tally),
    findings: finding === null ? [] : [{ ...findingReport(finding), seconds }],
  };
}

if (import.meta.main) {
  await runCommand({
    name: "hunt",
    summary:
      "Attacks the optimizer with random programs until a claim fails, then shrinks and explains the failure.\n" +
      "Exit code: 0 nothing found, 1 found, 2 bad usage, 3 a broken invariant of Tierproof itself\n" +
      "or a machine that fails, 130 ended by Ctrl-C or SIGTERM with nothing found so far.",
    positionals: "",
    minPositionals: 0,
    maxPositionals: 0,
    options: HUNT_OPTIONS,
    examples: [
      "hunt",
      "hunt --target repaired --checks 50000 --seed 1",
      "hunt --all --time 10m",
      "hunt --repair handler-lookup --time 5m --jobs 2",
    ],
  }, ({ options }) => {
    const settings = readSettings(options);
    return settings.claim === "list" ? listClaims(settings.json) : hunt(settings);
  });
}
