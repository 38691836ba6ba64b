/**
 * `deno task bench --jobs N`: what several hunts at once make of a machine, each in a process of its own or as workers of one, against
 * one hunt alone; by turns, as others may use the machine, too.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import type { Paint } from "../report/paint.ts";
import { count } from "../report/text.ts";
import { median, quantile } from "./measure.ts";
import { deno, spentSeconds } from "./processes.ts";

/** Root of this checkout. */
const HERE = fileURLToPath(new URL("../../", import.meta.url));

/** What one turn of a way to hunt gave. */
export interface HuntTurn {
  readonly checksPerSecond: number;
  /** Processor seconds of all its processes. */
  readonly spent: number;
  readonly checks: number;
}

/** Turns of each way, in the order in which they were taken. */
export type ScalingTurns = Readonly<Record<"alone" | "processes" | "workers", readonly HuntTurn[]>>;

/** What `hunt --json` says of itself. */
interface HuntFigures {
  readonly checks: number;
  readonly seconds: number;
}

/** Hunts of the repaired target, in which nothing is found, one for each seed, all at once. */
async function huntsAtOnce(
  seeds: readonly number[],
  timeMs: number,
  options: readonly string[],
  signal: AbortSignal,
): Promise<HuntTurn> {
  const before = spentSeconds();
  const task = ["task", "--quiet", "--cwd", HERE, "hunt", "--target", "repaired", "--time", `${timeMs}ms`];
  // A bundle is used where there is one; none is made beside a measurement.
  const env = { CI: "1" };
  const hunts = seeds.map((seed) => deno([...task, "--seed", `${seed}`, ...options, "--quiet", "--json"], signal, env));
  const figures = (await Promise.all(hunts)).map((text): HuntFigures =>
    JSON.parse(text.trim().split("\n").at(-1) ?? "")
  );
  return {
    checksPerSecond: figures.reduce((sum, { checks, seconds }) => sum + checks / seconds, 0),
    spent: spentSeconds() - before,
    checks: figures.reduce((sum, { checks }) => sum + checks, 0),
  };
}

/** Takes turns, as often as all ways had theirs when `signal` ended it. */
export async function benchScaling(
  jobs: number,
  timeMs: number,
  rounds: number,
  seed: number,
  signal: AbortSignal,
  onRound: (round: number) => void,
): Promise<ScalingTurns> {
  const turns = { alone: [] as HuntTurn[], processes: [] as HuntTurn[], workers: [] as HuntTurn[] };
  try {
    for (let round = 0; round < rounds; round++) {
      const seeds = Array.from({ length: jobs }, (_, job) => seed + round * jobs + job);
      const first = seeds.slice(0, 1);
      const alone = await huntsAtOnce(first, timeMs, [], signal);
      const processes = await huntsAtOnce(seeds, timeMs, [], signal);
      const workers = await huntsAtOnce(first, timeMs, ["--jobs", `${jobs}`], signal);
      turns.alone.push(alone);
      turns.processes.push(processes);
      turns.workers.push(workers);
      onRound(round + 1);
    }
  } catch (error) {
    if (error !== signal.reason) throw error;
  }
  return turns;
}

/** A way to hunt, over all turns. */
export interface ScalingRow {
  readonly name: string;
  /** Median. */
  readonly checksPerSecond: number;
  /** Microseconds of processor time for a check; median. */
  readonly spentPerCheck: number;
  /** How many times the checks of one hunt alone, in the same round: quartiles, the median in the middle. */
  readonly times: readonly [low: number, median: number, high: number];
}

/** The ways side by side; none before all had a turn. */
export function scalingRows(turns: ScalingTurns, jobs: number): ScalingRow[] {
  if (turns.alone.length === 0) return [];
  const names = { alone: "one hunt alone", processes: `${jobs} hunts at once`, workers: `one hunt, --jobs ${jobs}` };
  return (Object.keys(names) as (keyof ScalingTurns)[]).map((way) => {
    const ratios = turns[way].map(({ checksPerSecond }, round) =>
      checksPerSecond / (turns.alone[round]?.checksPerSecond ?? NaN)
    );
    return {
      name: names[way],
      checksPerSecond: median(turns[way].map((turn) => turn.checksPerSecond)),
      spentPerCheck: median(turns[way].map(({ spent, checks }) => (spent * 1e6) / checks)),
      times: [quantile(ratios, 0.25), median(ratios), quantile(ratios, 0.75)],
    };
  });
}

/** A table for people. */
export function scalingLines(rows: readonly ScalingRow[], paint: Paint): string[] {
  if (rows.length === 0) return [];
  return [
    paint(
      "bold",
      `${"".padEnd(22)}${"checks/s".padStart(10)}${"processor us a check".padStart(24)}   times   quartiles`,
    ),
    ...rows.map(({ name, checksPerSecond, spentPerCheck, times: [low, middle, high] }) =>
      `${name.padEnd(22)}${count(checksPerSecond).padStart(10)}${count(spentPerCheck).padStart(24)}` +
      `${middle.toFixed(2).padStart(8)}   ${low.toFixed(2)} to ${high.toFixed(2)}`
    ),
  ];
}
