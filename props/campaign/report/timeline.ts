/**
 * How a campaign went over time: what there is to see in its statistics.
 *
 * @module
 */

import type { StatisticsRow } from "../campaign_store.ts";
import type { LineChart, Point } from "./charts.ts";
import { count } from "../../report/text.ts";
import type { CampaignView } from "./view.ts";

/** Points of a line at most: more of them no screen shows. */
const MAX_POINTS = 240;

/**
 * Rows that are about equally far apart in time, as far as there are any, the last one among them: rows that come every few seconds at
 * first and seldom later would make one line of two kinds.
 */
export function thinned(rows: readonly StatisticsRow[], most: number): StatisticsRow[] {
  const last = rows.at(-1);
  if (last === undefined) return [];
  const gaps = rows.slice(1).map((row, i) => row.seconds - (rows[i] as StatisticsRow).seconds);
  // What lies between two runs, or two of the last rows, says little of how often rows come.
  const usual = gaps.sort((a, b) => a - b)[Math.floor(0.9 * gaps.length)] ?? 0;
  const step = usual * Math.max(1, Math.ceil(last.seconds / most / usual) || 1);
  let next = -Infinity;
  return rows.filter((row) => {
    if (row !== last && (row.seconds < next || last.seconds - row.seconds < step / 2)) return false;
    // They come a little early or late.
    next = row.seconds + step - usual / 10;
    return true;
  });
}

/** A unit of time that gives numbers people can read. */
interface Unit {
  readonly name: string;
  readonly seconds: number;
}

const UNITS: readonly Unit[] = [
  { name: "days", seconds: 86_400 },
  { name: "hours", seconds: 3600 },
  { name: "minutes", seconds: 60 },
  { name: "seconds", seconds: 1 },
];

/** The largest unit of which there are at least two. */
export function unitFor(seconds: number): Unit {
  return UNITS.find((unit) => seconds >= 2 * unit.seconds) ?? UNITS.at(-1) as Unit;
}

/** Checks that were made until a row: those of slices that were under way, too. */
function madeUntil({ checks, underWay, replayed }: StatisticsRow): number {
  return checks + underWay + replayed;
}

/**
 * Checks a second between each two rows. Where nobody heard of slices that were under way, checks are counted when their slice ends: the
 * rows until then are one.
 */
export function rates(rows: readonly StatisticsRow[]): Point[] {
  const isHeard = rows.some(({ underWay }) => underWay > 0);
  const points: Point[] = [];
  let [before] = rows;
  for (const row of rows.slice(1)) {
    if (before === undefined) break;
    const made = madeUntil(row) - madeUntil(before);
    if (!isHeard && made === 0 && row !== rows.at(-1)) continue;
    const seconds = row.seconds - before.seconds;
    // A slice that was under way when a run ended is done again.
    if (seconds > 0) points.push({ x: row.seconds, y: Math.max(0, made) / seconds });
    before = row;
  }
  return points;
}

/** A line with its numbers, for those who do not see it. */
export interface Line extends LineChart {
  readonly title: string;
}

/** The lines of a campaign; none where it has not run long enough for any. */
export function lines({ statistics, findings }: Pick<CampaignView, "statistics" | "findings">): Line[] {
  const rows = thinned(statistics, MAX_POINTS);
  const last = rows.at(-1);
  if (last === undefined) return [];
  const unit = unitFor(last.seconds);
  const xTitle = `${unit.name} of the campaign`;
  const scaled = (points: readonly Point[]): Point[] => points.map(({ x, y }) => ({ x: x / unit.seconds, y }));
  const of = (value: (row: StatisticsRow) => number): Point[] => rows.map((row) => ({ x: row.seconds, y: value(row) }));
  const line = (title: string, yTitle: string, points: readonly Point[], steps: boolean, label: string): Line[] =>
    points.length === 0 ? [] : [{ title, label, xTitle, yTitle, points: scaled(points), steps }];
  const foundAt = findings.map(({ seconds }, i) => ({ x: seconds, y: i + 1 }));
  const ends = [{ x: 0, y: 0 }, ...foundAt, { x: Math.max(last.seconds, foundAt.at(-1)?.x ?? 0), y: findings.length }];
  const speed = rates(rows);
  const slow = Math.min(...speed.map(({ y }) => y));
  const fast = Math.max(...speed.map(({ y }) => y));
  const mib = of(({ memory }) => memory / 2 ** 20).filter(({ y }) => y > 0);
  return [
    ...line("Findings", "findings", ends, true, `${findings.length} findings at the end`),
    ...line(
      "Coverage",
      "features",
      of(({ features }) => features).filter(() => last.features > 0),
      true,
      `${count(last.features)} features at the end`,
    ),
    ...line("Speed", "checks a second", speed, false, `between ${count(slow)} and ${count(fast)} checks a second`),
    ...line(
      "Memory of all processes",
      "MiB",
      mib,
      false,
      `${count(mib[0]?.y ?? 0)} MiB at the beginning, ${count(mib.at(-1)?.y ?? 0)} at the end`,
    ),
  ];
}
