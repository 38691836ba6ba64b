/**
 * `deno task hunt --all`: goes on after a finding, and reports each root cause once.
 *
 * @module
 */

import type { CountedFinding } from "../core/findings.ts";
import { placeText } from "../core/failure.ts";
import { isOurs } from "../core/finding.ts";
import { huntAll, type HuntAllResult } from "../core/hunt_all.ts";
import { mendedIds, variantOf } from "../core/target.ts";
import { findingReport } from "../report/finding_report.ts";
import { keepFinding } from "../report/finding_keep.ts";
import { findingText } from "../report/finding_text.ts";
import type { HuntSettings } from "./hunt_settings.ts";
import { sharedPlug } from "./hunt_plug.ts";
import { endText, huntExit } from "./hunt_exit.ts";
import { interruptible } from "./interrupt.ts";
import { type MemoryReport, memoryText, MemoryWatch } from "./memory.ts";
import type { Paint } from "../report/paint.ts";
import { sharesReport, sharesText } from "./shares_text.ts";
import { countsReport, statusLine, tallyText } from "./status.ts";
import { count, counted, duration } from "../report/text.ts";

/** Hunts until a limit, then prints the list of root causes, the reports, and the counts; gives the exit code. */
export async function huntOn(
  settings: HuntSettings,
  claims: readonly string[],
  say: (text: string) => void,
  paint: Paint,
): Promise<number> {
  const { plug } = settings;
  const status = statusLine(settings.quiet);
  const memory = new MemoryWatch();
  const interrupt = interruptible();
  const start = performance.now();
  const written: string[] = [];
  let result: HuntAllResult;
  try {
    result = await huntAll({
      ...sharedPlug(settings),
      claims,
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
      onFinding: (finding) => {
        const { signature, claim, index, units } = finding;
        written.push(...keepFinding(finding, plug, settings.keep));
        const seconds = (performance.now() - start) / 1000;
        status.note(`${duration(seconds)} · ${signature}: ${claim}, check ${count(index)}${sizeText(units)}`);
      },
    });
  } finally {
    interrupt.release();
    status.end();
  }
  const { findings } = result;
  if (findings.length > 0) say(`\n${causeList(findings, result, paint)}`);
  for (const { finding } of findings) say(`\n\n${findingText(finding, plug, paint)}`);
  if (written.length > 0) say(`\n\n${written.map((path) => `written: ${path}`).join("\n")}`);
  const shares = sharesText(result.tally, plug.floors, paint);
  if (shares !== "") say(`\n\n${shares}`);
  say(`${findings.length > 0 ? "\n\n" : ""}${summary(result, settings, memory.report())}`);
  if (settings.json) console.log(JSON.stringify(report(result, settings, claims, memory.report())));
  return huntExit(result, findings.map(({ finding }) => finding));
}

function sizeText(units: number): string {
  return units === 0 ? "" : `, ${counted(units, "instruction")}`;
}

/** Findings by the defect: those that the same repairs heal are its forms. */
function groupFindings(findings: readonly CountedFinding[]): Map<string, CountedFinding[]> {
  const groups = new Map<string, CountedFinding[]>();
  for (const counted of findings) {
    const { defects, key } = counted.finding.cause;
    const name = defects.length === 0 ? key : defects.join(" + ");
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [counted]);
    else group.push(counted);
  }
  return groups;
}

/** The list that is printed first: one entry for each root cause, its forms under it. */
function causeList(
  findings: readonly CountedFinding[],
  { duplicates, mixed }: Pick<HuntAllResult, "duplicates" | "mixed">,
  paint: Paint,
): string {
  const groups = [...groupFindings(findings)];
  const lines = groups.flatMap(([name, group], i) => {
    const head = `${String(i + 1).padStart(3)}  ${paint(["bold", "cyan"], name)}`;
    const rows = group.map((counted) => findingLines(counted, paint));
    return [group.length === 1 ? head : `${head}  ${paint("dim", `${group.length} forms`)}`, ...rows];
  });
  const several = mixed === 0 ? "" : `, ${count(mixed)} of them for several of these reasons at once`;
  const more = duplicates === 0 ? "" : `; ${count(duplicates)} more checks failed for the same reasons${several}`;
  return `${paint("bold", `ROOT CAUSES  ${groups.length}`)}${more}\n\n${lines.join("\n")}`;
}

function findingLines({ finding, duplicates, claims }: CountedFinding, paint: Paint): string {
  const { cause, units, failure, token } = finding;
  const form = cause.form === "" ? "" : `${paint("bold", cause.form)} · `;
  const again = `${count(duplicates)} ${duplicates === 1 ? "duplicate" : "duplicates"}`;
  const mark = finding.flaky ? " · FLAKY: a second run gave something else" : isOurs(finding) ? " · CRASH" : "";
  const facts = `${form}${claims.join(", ")}: ${placeText(failure.place)}${sizeText(units)} · ${again}${mark}`;
  return `       ${facts}\n       ${paint("dim", token)}`;
}

function summary(result: HuntAllResult, { jobs }: HuntSettings, memory: MemoryReport): string {
  const { findings, tally, seconds, duplicates } = result;
  const how = endText(result, findings.length > 0 ? "hunted for" : null);
  const workers = jobs === 1 ? "" : ` with ${jobs} workers`;
  const lost = `${count(tally.poisoned)} given up without blame, ${count(tally.discarded)} discarded`;
  return `${how} ${duration(seconds)}${workers}: ${tallyText(tally, seconds, findings.length)} · ` +
    `duplicates ${count(duplicates)} · ${lost} · ${memoryText(memory)}`;
}

/** The object of `--json`. */
function report(
  result: HuntAllResult,
  { plug, mended, seed, jobs }: HuntSettings,
  claims: readonly string[],
  memory: MemoryReport,
) {
  const { ended, tally, tallies, seconds, findings, duplicates, mixed } = result;
  return {
    attacked: plug.name,
    target: variantOf(plug.target, mended),
    repairs: mendedIds(plug.target, mended),
    claims,
    seed,
    jobs,
    ended,
    checks: tally.checks,
    checksByClaim: Object.fromEntries([...tallies].map(([claim, { checks }]) => [claim, checks])),
    seconds,
    discarded: tally.discarded,
    poisoned: tally.poisoned,
    givenUp: tally.reasons,
    ...countsReport(tally),
    memory,
    programs: sharesReport(tally, plug.floors),
    rootCauses: groupFindings(findings).size,
    duplicates,
    mixed,
    findings: findings.map((counted) => ({
      ...findingReport(counted.finding, plug),
      duplicates: counted.duplicates,
      claims: counted.claims,
    })),
  };
}
