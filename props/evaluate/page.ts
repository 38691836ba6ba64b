/**
 * The evaluation as a page and as a plot.
 *
 * @module
 */

import { AGAIN, STRATEGY_ARMS } from "./arms.ts";
import type { ArmRow, Trial } from "./evaluate.ts";
import { ruleOfThree } from "./statistics.ts";

/** Everything that a page says. */
export interface Evaluation {
  /** What repeats it. */
  readonly command: string;
  readonly commit: string;
  /** Processes that waited for the processor, at the beginning. */
  readonly load: number;
  readonly seeds: number;
  readonly budgetSeconds: number;
  readonly rows: readonly ArmRow[];
  readonly matrix: readonly {
    readonly seed: number;
    readonly checks: number;
    readonly found: number;
    readonly visible: number;
  }[];
  readonly trials: readonly Trial[];
}

/** Rows of the ways to make programs: those of the arms that lack something are too many for a column or a line each. */
export function waysOf(rows: readonly ArmRow[]): readonly ArmRow[] {
  return rows.filter(({ arm }) => STRATEGY_ARMS.some(({ name }) => name === arm));
}

function seconds(value: number): string {
  return value.toFixed(2);
}

/** The table of arms. */
function armTable({ rows }: Evaluation): string {
  const head =
    "| arm | found ever | found by all seeds | restricted mean time, s | 95 % interval | slower than ours on | faster on | A12 |";
  const lines = rows.map(({ arm, ever, always, of, time, better, worse, effect }) =>
    `| ${arm} | ${ever}/${of} | ${always}/${of} | ${seconds(time.mean)} | ${seconds(time.low)} to ${
      seconds(time.high)
    } | ${better} | ${worse} | ${effect.toFixed(2)} |`
  );
  return [head, "| :-- | --: | --: | --: | --: | --: | --: | --: |", ...lines].join("\n");
}

/** Which way to make programs found which defect, under how many seeds. */
function defectTable({ rows, trials }: Evaluation): string {
  const names = waysOf(rows).map(({ arm }) => arm);
  const defects = new Map(trials.filter(({ sort }) => sort !== "harmless").map(({ defect, sort }) => [defect, sort]));
  const lines = [...defects].map(([defect, sort]) => {
    const cells = names.map((arm) => {
      const own = trials.filter((trial) => trial.arm === arm && trial.defect === defect);
      return `${own.filter(({ seconds }) => seconds !== null).length}/${own.length}`;
    });
    return `| ${defect} | ${sort} | ${cells.join(" | ")} |`;
  });
  return [`| defect | sort | ${names.join(" | ")} |`, `| :-- | :-- |${" --: |".repeat(names.length)}`, ...lines].join(
    "\n",
  );
}

/** The sentence on false alarms. */
function alarmText({ rows }: Evaluation): string {
  const checks = rows.reduce((sum, { harmlessChecks }) => sum + harmlessChecks, 0);
  const alarms = rows.reduce((sum, { falseAlarms }) => sum + falseAlarms, 0);
  if (alarms > 0) return `False alarms: ${alarms} attacks on harmless rewrites ended in one, ${checks} checks.`;
  return `False alarms: 0 in ${checks} checks of harmless rewrites, so below ${
    ruleOfThree(checks).toExponential(1)
  } a check.`;
}

/** The page in Markdown. */
export function pageText(evaluation: Evaluation): string {
  const { command, commit, load, seeds, budgetSeconds, matrix } = evaluation;
  return [
    armTable(evaluation),
    "",
    `${seeds} seeds an arm, ${budgetSeconds} s of processor time for each; a seed that found nothing counts with all of it. ` +
    "Defects are the clusters: intervals come from resampling them, and each has a test of its own (Mann and Whitney, two-sided, " +
    "Holm's correction, 0.05). A12 is the chance that the arm takes longer than ours; 0.5 is no difference. Arms without something are " +
    `compared with \`${AGAIN}\`, by turns with them, on the defects that ours found.`,
    "",
    alarmText(evaluation),
    "",
    ...matrix.map(({ seed, checks, found, visible }) =>
      `Guard matrix: ${found} of ${visible} dropped guards found in ${checks} checks at seed ${seed}.`
    ),
    "",
    defectTable(evaluation),
    "",
    `Commit ${commit}, load ${load.toFixed(1)}. \`${command}\` measures it again.`,
    "",
  ].join("\n");
}

const WIDTH = 760;
const HEIGHT = 420;
const LEFT = 60;
const RIGHT = 190;
const EDGE = 40;
const COLORS = ["#1b6ca8", "#c0392b", "#2e8b57", "#8e44ad", "#d68910", "#566573", "#117a65", "#922b21"];

/** Defects found over processor time, one line an arm, as SVG. */
export function plotText(
  lines: readonly { readonly arm: string; readonly points: readonly (readonly [number, number])[] }[],
  budgetSeconds: number,
  defects: number,
): string {
  const x = (at: number): number => LEFT + at / budgetSeconds * (WIDTH - LEFT - RIGHT);
  const y = (count: number): number => HEIGHT - EDGE - count / Math.max(defects, 1) * (HEIGHT - 2 * EDGE);
  const paths = lines.map(({ arm, points }, i) => {
    const color = COLORS[i % COLORS.length];
    const steps = points.map(([at, count], k) =>
      k === 0 ? `M${x(at).toFixed(1)} ${y(count).toFixed(1)}` : `H${x(at).toFixed(1)}V${y(count).toFixed(1)}`
    );
    const label = `<text x="${WIDTH - RIGHT + 12}" y="${EDGE + 18 * i}" fill="${color}">${arm}</text>`;
    return `<path d="${steps.join("")}" fill="none" stroke="${color}" stroke-width="1.6"/>${label}`;
  });
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    `<text x="${x(share * budgetSeconds)}" y="${HEIGHT - EDGE + 18}" text-anchor="middle">${
      (share * budgetSeconds).toFixed(1)
    }</text>`,
    `<text x="${LEFT - 8}" y="${y(share * defects) + 4}" text-anchor="end">${(share * defects).toFixed(0)}</text>`,
  ]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    "<title>Tierproof: defects over time</title>",
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    `<text x="${LEFT}" y="22" font-size="15">Defects found, mean over seeds</text>`,
    `<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 6}" text-anchor="middle">seconds of processor time</text>`,
    `<path d="M${LEFT} ${EDGE}V${HEIGHT - EDGE}H${WIDTH - RIGHT}" fill="none" stroke="#888"/>`,
    ...ticks,
    ...paths,
    "</svg>",
    "",
  ].join("\n");
}
