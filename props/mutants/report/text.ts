/**
 * Reports as tables for a terminal and as Markdown.
 *
 * @module
 */

import type { Paint } from "../../report/paint.ts";
import { cut } from "../../report/text.ts";
import { type AblationRow, BUCKETS, type GroupRow, type Report, type StrategyRow } from "./report.ts";
import type { Rate } from "./statistics.ts";

/** A table: a head, rows of cells, and which columns are numbers. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** `98.1 %`. */
export function percentText(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** `101 of 103, 98.1 % (93.2 to 99.5 %)`. */
export function rateText({ hits, of, rate, low, high }: Rate): string {
  if (of === 0) return "none";
  return `${hits} of ${of}, ${percentText(rate)} (${(100 * low).toFixed(1)} to ${percentText(high)})`;
}

/** Seconds with as many digits as tell something; a dash for none. */
export function secondsText(seconds: number | null): string {
  return seconds === null
    ? "-"
    : seconds < 0.0995
    ? seconds.toFixed(3)
    : seconds < 9.95
    ? seconds.toFixed(2)
    : seconds.toFixed(1);
}

/** A number of checks; a dash for none. */
export function checksText(checks: number | null): string {
  return checks === null ? "-" : Math.round(checks).toLocaleString("en-US");
}

/** Names of the buckets. */
export const BUCKET_NAMES: readonly string[] = [...BUCKETS.map((bound) => `≤ ${bound} s`), "later", "never"];

/** Groups of mutants as a table. */
export function groupTable(title: string, rows: readonly GroupRow[]): Table {
  return {
    head: [
      title,
      "found",
      "rate",
      "95 % interval",
      "median s",
      "p95 s",
      "median checks",
      "p95 checks",
      ...BUCKET_NAMES,
    ],
    rows: rows.map((row) => [
      row.name,
      `${row.found.hits}/${row.found.of}`,
      percentText(row.found.rate),
      `${(100 * row.found.low).toFixed(1)} to ${percentText(row.found.high)}`,
      secondsText(row.medianSeconds),
      secondsText(row.p95Seconds),
      checksText(row.medianChecks),
      checksText(row.p95Checks),
      ...row.buckets.map(String),
    ]),
  };
}

/** What only one claim or one policy finds, as a table. */
function ablationTable(rows: readonly AblationRow[]): Table {
  return {
    head: ["turned off", "tried", "lost", "s with", "s without", "found by it alone"],
    rows: rows.map((row) => [
      `${row.kind} ${row.name}`,
      String(row.tried),
      String(row.lost.length),
      secondsText(row.secondsWith),
      secondsText(row.secondsWithout),
      row.lost.join(", "),
    ]),
  };
}

/** Strategies as a table. */
export function strategyTable(rows: readonly StrategyRow[]): Table {
  return {
    head: ["strategy", "found", "rate", "95 % interval", "median checks", "p95 checks", "median s", "p95 s"],
    rows: rows.map((row) => [
      `${row.name}: ${row.what}`,
      `${row.found.hits}/${row.found.of}`,
      percentText(row.found.rate),
      `${(100 * row.found.low).toFixed(1)} to ${percentText(row.found.high)}`,
      checksText(row.medianChecks),
      checksText(row.p95Checks),
      secondsText(row.medianSeconds),
      secondsText(row.p95Seconds),
    ]),
  };
}

/** Longest cell that a terminal shows whole. */
const WIDEST = 72;

/** A table with columns that line up: the first to the left, numbers to the right. */
export function tableText({ head, rows }: Table, paint: Paint): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cut(cell, WIDEST)));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => (row[column] as string).length)));
  const isNumber = head.map((_, column) => column > 0 && rows.every((row) => /^[-≤\d]/.test(row[column] as string)));
  return cells.map((row, at) => {
    const line = row.map((cell, column) => {
      const width = widths[column] as number;
      return isNumber[column] ? cell.padStart(width) : cell.padEnd(width);
    }).join("  ").trimEnd();
    return at === 0 ? paint("bold", line) : line;
  }).join("\n");
}

/** A table in Markdown. */
export function markdownTable({ head, rows }: Table): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

/** A report for a terminal: survivors first. */
export function reportText(report: Report, paint: Paint): string {
  const parts: string[] = [];
  const bad = report.mutants.filter(({ origin, found, detections }) => origin === "harmless" ? detections > 0 : !found);
  if (bad.length > 0) {
    parts.push(
      bad.map(({ id, title, origin, argued, detections, seeds }) => {
        if (origin === "harmless") return paint("red", `flagged though harmless: ${id}: ${title}`);
        if (argued !== "") return `argued: ${id}: ${title}\n        ${argued}`;
        return paint("red", `survived: ${id}: ${title} (${detections} of ${seeds} seeds found it)`);
      }).join("\n"),
    );
  }
  const tables: readonly (readonly [string, readonly GroupRow[]])[] = [
    ["component", report.components],
    ["difficulty", report.difficulties],
    ["machine-made in", report.generatedParts],
  ];
  for (const [title, rows] of tables) if (rows.length > 0) parts.push(tableText(groupTable(title, rows), paint));
  if (report.byClaim.length > 0) {
    const rows = report.byClaim.map(({ name, detections, mutants }) => [name, String(mutants), String(detections)]);
    parts.push(tableText({ head: ["first to see it", "mutants", "detections"], rows }, paint));
  }
  if (report.ablation.length > 0) parts.push(tableText(ablationTable(report.ablation), paint));
  if (report.strategies.length > 0) parts.push(tableText(strategyTable(report.strategies), paint));
  parts.push(totals(report, paint));
  return parts.join("\n\n");
}

function totals(report: Report, paint: Paint): string {
  const { listed, harmless, generated } = report;
  const lines: string[] = [];
  if (listed.found.of > 0) {
    lines.push(paint("bold", `found ${rateText(listed.found)} with ${report.settings}`), timesLine(listed));
  }
  if (report.notPlanted.length > 0) lines.push(`${report.notPlanted.length} not planted`);
  if (harmless.total > 0) lines.push(`harmless: ${harmless.flagged.length} of ${harmless.total} flagged`);
  if (generated !== null) {
    const equivalent = generated.equivalent.length === 0
      ? ""
      : `, ${generated.equivalent.length} more argued equivalent`;
    lines.push(paint("bold", `machine-made: killed ${rateText(generated.found)}${equivalent}`), timesLine(generated));
  }
  return lines.join("\n");
}

function timesLine(row: GroupRow): string {
  const seconds = `median ${secondsText(row.medianSeconds)}, 95th percentile ${secondsText(row.p95Seconds)}`;
  const checks = `median ${checksText(row.medianChecks)}, 95th percentile ${checksText(row.p95Checks)}`;
  return `seconds to detection: ${seconds}; checks: ${checks}`;
}
