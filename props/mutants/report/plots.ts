/**
 * Plots as SVG text: no script, no font, no file of others.
 *
 * @module
 */

import type { Curve, GroupRow, StrategyRow } from "./report.ts";
import { escapeText } from "../../report/html/text.ts";
import type { Rate } from "./statistics.ts";
import { percentText, secondsText } from "./text.ts";

const WIDTH = 640;
const LEFT = 150;
const RIGHT = 60;

/** A place on the page: as many digits as a screen can show. */
function at(value: number): string {
  return value.toFixed(1);
}

/** Decades of the time axis. */
const FIRST_DECADE = -3;
const LAST_DECADE = 2;

/** Detected share by time, one step a detection, on a logarithmic axis. */
export function curvePlot(curves: readonly Curve[]): string {
  const height = 260;
  const [top, bottom] = [16, height - 40];
  const x = (seconds: number): number => {
    const decade = Math.min(LAST_DECADE, Math.max(FIRST_DECADE, Math.log10(Math.max(seconds, 1e-9))));
    return 50 + (WIDTH - 50 - RIGHT) * (decade - FIRST_DECADE) / (LAST_DECADE - FIRST_DECADE);
  };
  const y = (share: number): number => bottom - (bottom - top) * share;
  const parts: string[] = [];
  for (let decade = FIRST_DECADE; decade <= LAST_DECADE; decade++) {
    const px = at(x(10 ** decade));
    parts.push(`<line class="grid" x1="${px}" x2="${px}" y1="${top}" y2="${bottom}"/>`);
    parts.push(`<text class="tick" x="${px}" y="${bottom + 16}" text-anchor="middle">${10 ** decade} s</text>`);
  }
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    parts.push(`<line class="grid" x1="50" x2="${WIDTH - RIGHT}" y1="${at(y(share))}" y2="${at(y(share))}"/>`);
    parts.push(`<text class="tick" x="44" y="${at(y(share) + 4)}" text-anchor="end">${100 * share} %</text>`);
  }
  curves.forEach(({ name, attacks, seconds }, index) => {
    const steps = [`M${at(x(0))},${at(y(0))}`];
    seconds.forEach((each, i) => steps.push(`H${at(x(each))}V${at(y((i + 1) / attacks))}`));
    steps.push(`H${at(x(10 ** LAST_DECADE))}`);
    const label = escapeText(`${name}: ${seconds.length} of ${attacks} attacks detected`);
    parts.push(`<path class="curve c${index}" d="${steps.join("")}"><title>${label}</title></path>`);
    parts.push(`<text class="key c${index}" x="60" y="${top + 16 + 16 * index}">${label}</text>`);
  });
  const title = "Share of attacks detected by time";
  return svg(
    height,
    title,
    parts,
    `<text class="tick" x="${WIDTH / 2}" y="${height - 4}" text-anchor="middle">${title}</text>`,
  );
}

function svg(height: number, label: string, parts: readonly string[], tail = ""): string {
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeText(label)}">${
    parts.join("")
  }${tail}</svg>`;
}

/** One bar a row, from 0 to 100 %, with its interval. */
function rateBars(
  title: string,
  rows: readonly { readonly name: string; readonly rate: Rate; readonly note: string }[],
): string {
  const row = 24;
  const height = rows.length * row + 30;
  const x = (share: number): number => LEFT + (WIDTH - LEFT - RIGHT - 110) * share;
  const parts: string[] = [];
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    parts.push(`<line class="grid" x1="${at(x(share))}" x2="${at(x(share))}" y1="4" y2="${height - 24}"/>`);
    parts.push(`<text class="tick" x="${at(x(share))}" y="${height - 8}" text-anchor="middle">${100 * share} %</text>`);
  }
  rows.forEach(({ name, rate, note }, i) => {
    const y = 6 + i * row;
    const middle = y + 8;
    const about = escapeText(
      `${name}: ${rate.hits} of ${rate.of}, ${percentText(rate.low)} to ${percentText(rate.high)}`,
    );
    parts.push(
      `<g><title>${about}</title>`,
      `<text class="label" x="${LEFT - 8}" y="${y + 12}" text-anchor="end">${escapeText(name)}</text>`,
      `<rect class="bar" x="${LEFT}" y="${y}" width="${at(x(rate.rate) - LEFT)}" height="16"/>`,
      `<path class="whisker" d="M${at(x(rate.low))},${middle - 4}v8m0,-4H${at(x(rate.high))}m0,-4v8"/>`,
      `<text class="tick" x="${at(x(1) + 8)}" y="${y + 12}">${escapeText(note)}</text></g>`,
    );
  });
  return svg(height, title, parts);
}

/** How many of each group are found. */
export function groupPlot(title: string, rows: readonly GroupRow[]): string {
  return rateBars(
    title,
    rows.map(({ name, found, medianSeconds }) => ({
      name,
      rate: found,
      note: `${found.hits}/${found.of}, median ${secondsText(medianSeconds)} s`,
    })),
  );
}

/** How many each strategy finds. */
export function strategyPlot(rows: readonly StrategyRow[]): string {
  return rateBars(
    "Attacks detected by strategy",
    rows.map(({ name, found, medianSeconds }) => ({
      name,
      rate: found,
      note: `${found.hits}/${found.of}, median ${secondsText(medianSeconds)} s`,
    })),
  );
}
