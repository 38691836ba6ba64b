/**
 * Charts as SVG text for a page: drawn by Vega-Lite without a browser. The one file that names that library.
 *
 * Colours are variables of the page's style, so that one picture serves light and dark.
 *
 * @module
 */

// deno-lint-ignore no-import-prefix -- in full, as in props/deps.ts; no code of the library imports this file
import { parse, View } from "npm:vega@6.4.0";
// deno-lint-ignore no-import-prefix -- as above
import { compile, type Config, type TopLevelSpec } from "npm:vega-lite@6.5.0";
import { escapeText } from "../../report/html/text.ts";

const INK = "var(--ink)";
const LINE = "var(--line)";

const CONFIG: Config = {
  background: "transparent",
  font: "system-ui, sans-serif",
  axis: {
    aria: false,
    labelColor: INK,
    titleColor: INK,
    titleFontWeight: "normal",
    gridColor: LINE,
    domainColor: LINE,
    tickColor: LINE,
    labelFontSize: 11,
    labelLimit: 400,
  },
  // Lines beside one another begin at the same place.
  axisLeft: { minExtent: 36 },
  view: { stroke: "transparent" },
};

/** Steps of the heat maps' scale: the style has a colour for each, `--heat-0` for the least. */
export const HEATS = 5;

/** One picture; what it shows is said in words. */
async function draw(spec: TopLevelSpec, label: string): Promise<string> {
  const view = new View(parse(compile({ ...spec, config: CONFIG }).spec), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  // In a page, the name spaces are known; the words that Vega puts in for readers would say every mark.
  const head = /^<svg[^>]*>/.exec(svg)?.[0] ?? "";
  const box = /viewBox="0 0 (\S+) (\S+)"/.exec(head);
  const rest = svg.slice(head.length).replaceAll(/ (?:role|aria-[a-z]+)="[^"]*"/g, "");
  return `<svg viewBox="0 0 ${box?.[1]} ${box?.[2]}" width="${box?.[1]}" height="${box?.[2]}" role="img" aria-label="${
    escapeText(label)
  }">${rest}`;
}

/** Points of a line. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A line over time. */
export interface LineChart {
  /** What the picture shows, in words. */
  readonly label: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly points: readonly Point[];
  /** Whether the value stays until the next point, as counts do. */
  readonly steps: boolean;
}

/** Pixels of a line chart, axes not counted. */
const WIDTH = 420;
const HEIGHT = 150;

/** A line chart. */
export function lineChart({ label, xTitle, yTitle, points, steps }: LineChart): Promise<string> {
  const longest = Math.max(...points.map(({ x }) => x));
  const highest = Math.max(...points.map(({ y }) => y));
  return draw({
    data: { values: points.map(({ x, y }) => ({ x, y })) },
    width: WIDTH,
    height: HEIGHT,
    mark: {
      type: "line",
      aria: false,
      interpolate: steps ? "step-after" : "linear",
      color: "var(--a)",
      // A line of one point is none.
      point: points.length < 3 ? { color: "var(--a)" } : false,
    },
    encoding: {
      x: {
        field: "x",
        type: "quantitative",
        title: xTitle,
        scale: { domain: [0, longest], nice: false },
        axis: { grid: false, tickCount: 6 },
      },
      y: {
        field: "y",
        type: "quantitative",
        title: yTitle,
        scale: { zero: true },
        axis: { tickCount: Math.max(1, Math.min(5, Math.ceil(highest))), format: highest < 10_000 ? ",d" : "~s" },
      },
    },
  }, label);
}

/** One bar a row. */
export interface BarChart {
  readonly label: string;
  readonly xTitle: string;
  readonly bars: readonly { readonly name: string; readonly value: number }[];
}

/** A chart of bars, in their order. */
export function barChart({ label, xTitle, bars }: BarChart): Promise<string> {
  return draw({
    data: { values: bars.map(({ name, value }) => ({ name, value })) },
    width: WIDTH,
    height: { step: 18 },
    mark: { type: "bar", aria: false, color: "var(--a)" },
    encoding: {
      x: { field: "value", type: "quantitative", title: xTitle, axis: { tickCount: 6, format: ",d" } },
      y: { field: "name", type: "nominal", sort: null, title: null },
    },
  }, label);
}

/** A cell of a heat map. */
export interface HeatCell {
  readonly row: string;
  readonly column: string;
  /** 0 to {@linkcode HEATS} - 1. */
  readonly heat: number;
}

/** A heat map. */
export interface HeatMap {
  readonly label: string;
  readonly rowTitle: string;
  readonly columnTitle: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly HeatCell[];
  /** What each step of the scale stands for, from the least. */
  readonly steps: readonly string[];
  /** What they count. */
  readonly unit: string;
}

/** A heat map; cells that there are not stay empty. */
export function heatMap({ label, rowTitle, columnTitle, rows, columns, cells, steps }: HeatMap): Promise<string> {
  const values = cells.map(({ row, column, heat }) => ({ row, column, step: steps[heat] }));
  return draw({
    data: { values },
    // Few columns are wide enough for a finger.
    width: { step: columns.length > 8 ? 13 : 48 },
    height: { step: 13 },
    mark: { type: "rect", aria: false },
    encoding: {
      x: {
        field: "column",
        type: "nominal",
        title: columnTitle,
        scale: { domain: [...columns] },
        axis: { orient: "top", labelAngle: -60 },
      },
      y: { field: "row", type: "nominal", title: rowTitle, scale: { domain: [...rows] } },
      color: {
        field: "step",
        type: "ordinal",
        scale: { domain: [...steps], range: steps.map((_, heat) => `var(--heat-${heat})`) },
        legend: null,
      },
    },
  }, label);
}
