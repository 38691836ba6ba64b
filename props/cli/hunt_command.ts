/**
 * What `deno task hunt` does: random programs against the optimizer until a claim fails. `hunt.ts` starts it.
 *
 * @module
 */

import { linked } from "./playground_option.ts";
import { hunt, type HuntResult } from "../core/hunt.ts";
import { mendedIds, variantOf } from "../core/target.ts";
import { encodeToken } from "../core/token.ts";
import { DEFAULT_CLAIM } from "../cpython/vm_target.ts";
import { findingReport } from "../report/finding_report.ts";
import { keepFinding, tryKeeping } from "../report/finding_keep.ts";
import { findingText } from "../report/finding_text.ts";
import { replayCommand } from "../report/replay_command.ts";
import { sharedPlug } from "./hunt_plug.ts";
import { isApart, runApart, serveApart } from "./apart.ts";
import { endText, huntExit } from "./hunt_exit.ts";
import { HUNT_OPTIONS, type HuntSettings, readSettings } from "./hunt_settings.ts";
import { interruptible } from "./interrupt.ts";
import { type MemoryReport, memoryText, MemoryWatch } from "./memory.ts";
import { type Paint, plain } from "../report/paint.ts";
import {
  type CommandSpec,
  EXIT,
  exitCodeOf,
  type OptionValues,
  painter,
  type ParsedOptions,
  prepare,
} from "./options.ts";
import { sharesReport, sharesText } from "./shares_text.ts";
import { countsReport, statusLine, tallyText } from "./status.ts";
import { attackedPlug } from "./target_options.ts";
import { count, counted, duration } from "../report/text.ts";

function listClaims({ plug: { claims: rows }, json }: HuntSettings): number {
  if (json) {
    console.log(JSON.stringify(rows));
    return EXIT.ok;
  }
  const width = Math.max(...rows.map((row) => row.name.length));
  for (const row of rows) {
    const mark = row.canary ? " (must fail)" : row === rows[0] ? " (default)" : "";
    console.log(`${row.name.padEnd(width)}  ${row.what}${mark}`);
  }
  return EXIT.ok;
}

/** Whether a hunt attacks the claim that is attacked when none is named, and no other. */
function isUsual({ claim, deep, all }: OptionValues<typeof HUNT_OPTIONS>): boolean {
  return (claim === undefined || claim === DEFAULT_CLAIM) && !deep && !all;
}

async function start(settings: HuntSettings): Promise<number> {
  const say = !settings.json ? console.log : settings.quiet ? () => {} : console.error;
  const paint = settings.json ? plain : painter();
  const { claim, all } = settings;
  tryKeeping(settings.keep);
  const claims = all === null || all.length === 1 ? `claim ${all?.[0] ?? claim}` : `${all.length} claims`;
  say(`hunt: ${claims}, target ${attackText(settings)}, ${limitText(settings)}, seed ${settings.seed}`);
  if (all === null) return await huntOne(settings, say, paint);
  const { huntOn } = await import("./hunt_on.ts");
  return await huntOn(settings, all, say, paint);
}

/** What is attacked: its name where it is not the pin's own, and what is mended. */
function attackText({ plug, mended, source }: HuntSettings): string {
  const variant = variantOf(plug.target, mended);
  const ids = variant === plug.target.variants.all ? [] : mendedIds(plug.target, mended);
  return [...(source.module === null ? [variant] : [plug.name, variant]), ...ids].join(" + ");
}

async function huntOne(settings: HuntSettings, say: (text: string) => void, paint: Paint): Promise<number> {
  const status = statusLine(settings.quiet);
  const memory = new MemoryWatch();
  const interrupt = interruptible();
  let result: HuntResult;
  try {
    result = await hunt({
      ...sharedPlug(settings),
      claim: settings.claim,
      seed: settings.seed,
      mended: settings.mended,
      checks: settings.checks,
      timeMs: settings.timeMs,
      jobs: settings.jobs,
      ...settings.patience,
      signal: interrupt.signal,
      onProgress: (progress) => {
        memory.note(progress.seconds);
        status.show(progress);
      },
      onFailure: (index) => {
        status.note(`check ${count(index)} failed, shrinking ...`);
        // Where shrinking may never end, this is what there is to go on with.
        if (settings.source.module !== null) status.note(`as it was found: ${wholeReplay(settings, index)}`);
      },
    });
  } finally {
    interrupt.release();
    status.end();
  }
  const { finding } = result;
  const { plug } = settings;
  if (finding !== null) {
    say(`\n${findingText(finding, plug, paint)}\n`);
    for (const path of keepFinding(finding, plug, settings.keep)) say(`written: ${path}`);
  }
  const shares = finding === null ? sharesText(result.tally, plug.floors, paint) : "";
  if (shares !== "") say(`${shares}\n`);
  say(summary(result, settings, memory.report()));
  if (settings.json) console.log(JSON.stringify(report(result, settings, memory.report())));
  return huntExit(result, finding === null ? [] : [finding]);
}

/** The command that shows a check that failed, not shrunk. */
function wholeReplay({ claim, seed, mended, plug }: HuntSettings, index: number): string {
  const token = encodeToken({ claim, seed, index, mended, path: [] }, plug);
  return replayCommand({ token, attacked: plug.target.name, language: plug.language.name }, plug);
}

function summary(result: HuntResult, { jobs }: HuntSettings, memory: MemoryReport): string {
  const { finding, tally, seconds } = result;
  const findings = finding === null ? 0 : 1;
  const how = endText(result, finding === null ? null : "found after");
  const workers = jobs === 1 ? "" : ` with ${jobs} workers`;
  const lost = `${count(tally.poisoned)} given up without blame, ${count(tally.discarded)} discarded`;
  return `${how} ${duration(seconds)}${workers}: ${tallyText(tally, seconds, findings)} · ${lost} · ${
    memoryText(memory)
  }`;
}

function limitText({ checks, timeMs }: HuntSettings): string {
  const parts = [
    checks === Infinity ? "" : counted(checks, "check"),
    timeMs === Infinity ? "" : duration(timeMs / 1000),
  ];
  return `at most ${parts.filter((part) => part !== "").join(" or ")}`;
}

/** The object of `--json`. */
function report(
  { tally, seconds, finding, ended }: HuntResult,
  { plug, mended, claim, seed, jobs }: HuntSettings,
  memory: MemoryReport,
) {
  return {
    attacked: plug.name,
    target: variantOf(plug.target, mended),
    repairs: mendedIds(plug.target, mended),
    claim,
    seed,
    jobs,
    ended,
    checks: tally.checks,
    seconds,
    discarded: tally.discarded,
    poisoned: tally.poisoned,
    givenUp: tally.reasons,
    ...countsReport(tally),
    memory,
    programs: sharesReport(tally, plug.floors),
    findings: finding === null ? [] : [{ ...findingReport(finding, plug), seconds }],
  };
}

const HUNT_COMMAND: CommandSpec<typeof HUNT_OPTIONS> = {
  name: "hunt",
  summary: "Attacks the optimizer with random programs until a claim fails, then shrinks and explains the failure.\n" +
    "Exit code: 0 nothing found, 1 found, 2 bad usage or nothing checked, 3 a finding that did not repeat,\n" +
    "a broken invariant of Tierproof itself or a machine that fails, 129, 130 or 143 ended by SIGHUP, Ctrl-C or\n" +
    "SIGTERM with nothing found so far.",
  positionals: "",
  minPositionals: 0,
  maxPositionals: 0,
  options: HUNT_OPTIONS,
  examples: [
    "hunt",
    "hunt --target repaired --checks 50000 --seed 1",
    "hunt --all --time 10m",
    "hunt --repair handler-lookup --time 5m --jobs 2",
    "hunt --python python3.14 --time 5m",
  ],
};

async function main({ options }: ParsedOptions<typeof HUNT_OPTIONS>): Promise<number> {
  const attacked = await linked(await attackedPlug(options, isUsual(options)), options.playground);
  try {
    const settings = readSettings(options, attacked);
    return settings.claim === "list" ? listClaims(settings) : await start(settings);
  } finally {
    await attacked.close();
  }
}

/** How long a hunt that was asked to end may shrink and tell what it has, where code of a user's own may never come back. */
const GRACE_MS = 10_000;

/** Whether code of a user's own is attacked. */
function isOwn(args: readonly string[]): boolean {
  return args.some((arg) => /^--module(?:=|$)/.test(arg));
}

/** Runs the command and gives its exit code. */
export async function runHunt(args: readonly string[]): Promise<number> {
  if (isOwn(args)) return await runApart("hunt", import.meta.url, GRACE_MS);
  prepare(HUNT_COMMAND, Deno.exit);
  return await exitCodeOf(HUNT_COMMAND, main, args);
}

if (isApart()) serveApart(HUNT_COMMAND, main);
