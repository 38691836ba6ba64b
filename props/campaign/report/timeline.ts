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

/** A number of rows, evenly taken, the last one among them. */
export function thinned(rows: readonly StatisticsRow[], most: number): StatisticsRow[] {
  if (rows.length <= most) return [...rows];
  return Array.from({ length: most }, (_, i) => rows[Math.floor(((i + 1) * rows.length) / most) - 1] as StatisticsRow);
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

/** The largest unit of which there are at least three. */
export function unitFor(seconds: number): Unit {
  return UNITS.find((unit) => seconds >= 3 * unit.seconds) ?? UNITS.at(-1) as Unit;
}

/** Checks a second between each two rows; a run that ended and its next one are not joined. */
export function rates(rows: readonly StatisticsRow[]): Point[] {
  return rows.slice(1).flatMap((row, i) => {
    const before = rows[i] as StatisticsRow;
    const seconds = row.seconds - before.seconds;
    if (seconds <= 0) return [];
    const checks = row.checks + row.replayed - before.checks - before.replayed;
    return [{ x: row.seconds, y: checks / seconds }];
  });
}

/** A line with its numbers, for those who do not see it. */
export interface Line extends LineChart {
  readonly title: string;
}

/** The lines of a campaign; none where it has not run long enough for any. */
export function lines({ statistics, findings }: CampaignView): Line[] {
  const rows = thinned(statistics, MAX_POINTS);
  const last = rows.at(-1);
  if (last === undefined) return [];
  const unit = unitFor(last.seconds);
  const xTitle = `${unit.name} that the campaign ran`;
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
    ...line("Root causes found", "root causes", ends, true, `${findings.length} root causes at the end`),
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
