/**
 * `deno task bloom`: false positives of the bloom filter beside theory, for both hashes.
 *
 * @module
 */

import { K } from "../../src/optimizer/bloom_filter.ts";
import {
  exactRate,
  FILTER_BITS,
  HASHES,
  MAX_ADDRESSES,
  measure,
  type MeasuredLine,
  POPULATIONS,
  roughRate,
} from "./bloom_rates.ts";
import { interruptible } from "./interrupt.ts";
import { type PlotLine, plotSvg } from "./line_plot.ts";
import { plain } from "../report/paint.ts";
import { EXIT, HELP_OPTION, integerOption, JSON_OPTION, painter, runCommand } from "./options.ts";
import { count } from "../report/text.ts";
import { tryUserFile, type UserFile, writeUserFile } from "./user_files.ts";

/** Seed without `--seed`: the table is the same every time. */
const DEFAULT_SEED = 20231114;
const DEFAULT_FILTERS = 2000;

/** Number of addresses, both theories, and each measured line. */
interface Row {
  readonly n: number;
  readonly rough: number;
  readonly exact: number;
  readonly measured: readonly number[];
}

function rowsOf(lines: readonly MeasuredLine[]): Row[] {
  return Array.from({ length: MAX_ADDRESSES }, (_, i) => ({
    n: i + 1,
    rough: roughRate(i + 1),
    exact: exactRate(i + 1),
    measured: lines.map(({ rates }) => rates[i] as number),
  }));
}

function rateText(rate: number): string {
  return rate === 0 ? "0" : rate < 0.0001 ? rate.toExponential(1) : rate.toFixed(5);
}

function tableLines(lines: readonly MeasuredLine[]): string[] {
  const cell = (text: string): string => text.padStart(10);
  const group = HASHES.map(({ name }) =>
    name.padStart(10 * POPULATIONS.length - Math.floor((10 * POPULATIONS.length - name.length) / 2))
      .padEnd(10 * POPULATIONS.length)
  ).join("");
  const ordered = HASHES.flatMap(({ name }) => POPULATIONS.map((population) => indexOf(lines, name, population.name)));
  const heads = HASHES.flatMap(() => POPULATIONS.map(({ name }) => name));
  return [
    `${" ".repeat(4)}${cell("theory").padEnd(20)}${group}`.trimEnd(),
    `${"n".padStart(4)}${cell("(nk/m)^k")}${cell("exact")}${heads.map(cell).join("")}`,
    ...rowsOf(lines).map(({ n, rough, exact, measured }) =>
      `${String(n).padStart(4)}${cell(rateText(rough))}${cell(rateText(exact))}` +
      ordered.map((at) => cell(rateText(measured[at] as number))).join("")
    ),
  ];
}

function indexOf(lines: readonly MeasuredLine[], hash: string, population: string): number {
  return lines.findIndex((line) => line.hash === hash && line.population === population);
}

const COLORS = ["#1f77b4", "#2ca02c", "#d62728", "#9467bd"] as const;

function plot(lines: readonly MeasuredLine[]): string {
  const numbers = Array.from({ length: MAX_ADDRESSES }, (_, i) => i + 1);
  const theory = (label: string, dash: string, rate: (n: number) => number): PlotLine => ({
    label,
    color: "#000",
    dash,
    points: numbers.map((n) => [n, rate(n)] as const),
  });
  const measured = lines.map(({ hash, population, rates }): PlotLine => ({
    label: `${population}, ${hash}`,
    color: COLORS[POPULATIONS.findIndex(({ name }) => name === population)] as string,
    dash: hash === HASHES[0]?.name ? "" : "5 4",
    points: rates.map((rate, i) => [i + 1, rate] as const),
  }));
  return plotSvg({
    title: `False positives of a bloom filter of ${FILTER_BITS} bits, ${K} hash functions`,
    xLabel: "addresses in the filter",
    yLabel: "strangers not denied",
    xTicks: [1, 5, 10, 15, 20, 25, 30],
    yFrom: -6,
    yTo: 0,
    lines: [theory("theory (nk/m)^k", "2 3", roughRate), theory("theory, exact", "", exactRate), ...measured],
  });
}

const svgFile = (path: string): UserFile => ({ path, mark: /<title>False positives of a bloom filter/ });

if (import.meta.main) {
  await runCommand({
    name: "bloom",
    summary:
      "How often a bloom filter takes a stranger for a member, for 1 to 30 addresses: theory, and measured for several\n" +
      "kinds of addresses under the pin's hash and under the other one.\n" +
      "Exit code: 0, 2 bad usage, 129, 130 or 143 ended by SIGHUP, Ctrl-C or SIGTERM, with what was measured so far.",
    positionals: "",
    minPositionals: 0,
    maxPositionals: 0,
    options: {
      svg: { kind: "path", value: "FILE", help: "also write a plot; an earlier one is replaced" },
      filters: { kind: "value", value: "N", help: `filters measured of each kind (default: ${DEFAULT_FILTERS})` },
      seed: { kind: "value", value: "S", help: `seed of the addresses (default: ${DEFAULT_SEED})` },
      ...JSON_OPTION,
      ...HELP_OPTION,
    },
    examples: ["bloom", "bloom --filters 20000 --svg bloom.svg"],
  }, async ({ options }) => {
    const seed = integerOption(options, "seed", DEFAULT_SEED, 0, Number.MAX_SAFE_INTEGER - 1);
    const filters = integerOption(options, "filters", DEFAULT_FILTERS, 1, 10_000_000);
    if (options.svg !== undefined) tryUserFile(svgFile(options.svg));
    const say = options.json ? console.error : console.log;
    const paint = options.json ? plain : painter();
    say(
      paint(
        "bold",
        `bloom filter: m = ${FILTER_BITS} bits, k = ${K}; ${count(filters)} filters of each kind, seed ${seed}`,
      ),
    );
    for (const { name, what } of POPULATIONS) say(`  ${name.padEnd(8)} ${what}`);
    const interrupt = interruptible();
    const { lines, filters: measured } = await measure(seed, filters, interrupt.signal);
    interrupt.release();
    const ended = measured < filters;
    if (ended) say(`interrupted after ${count(measured)} filters of each kind`);
    say(["", ...tableLines(lines)].join("\n"));
    if (options.svg !== undefined) {
      writeUserFile(svgFile(options.svg), plot(lines));
    }
    if (options.json) {
      console.log(JSON.stringify({
        seed,
        filters: measured,
        bits: FILTER_BITS,
        k: K,
        hashes: HASHES.map(({ name }) => name),
        rows: rowsOf(lines),
        lines,
      }));
    }
    return ended ? EXIT.interrupted : EXIT.ok;
  });
}
