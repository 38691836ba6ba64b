/**
 * A report as one page of HTML: plots, tables that sort, no network.
 *
 * @module
 */

import { PAGE_SCRIPT } from "./page_script.ts";
import { type Cell, numberCell as number, sortableTable as table, textCell as text } from "../../report/html/table.ts";
import { escapeText } from "../../report/html/text.ts";
import { curvePlot, groupPlot, strategyPlot } from "./plots.ts";
import type { AblationRow, GroupRow, MutantRow, Report, StrategyRow } from "./report.ts";
import { BUCKET_NAMES, checksText, percentText, rateText, secondsText } from "./text.ts";

const STYLE = `
:root { color-scheme: light dark; --ink: #1c1e21; --dim: #63686e; --paper: #ffffff; --panel: #f3f4f6; --line: #d9dce0; --good: #1a7f4b; --bad: #c02b2b; --a: #2f6fde; --b: #c2690f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e7e9; --dim: #9ba1a8; --paper: #16181b; --panel: #202327; --line: #363a40; --good: #4cc38a; --bad: #ff7b72; --a: #6ea8fe; --b: #f0a35e; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 96rem; padding: 1.5rem; color: var(--ink); background: var(--paper); font: 15px/1.45 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; } p { margin: .3rem 0; } .dim { color: var(--dim); }
.cards { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0; }
.card { background: var(--panel); border-radius: .5rem; padding: .7rem 1rem; min-width: 11rem; }
.card b { display: block; font-size: 1.45rem; font-variant-numeric: tabular-nums; } .card span { color: var(--dim); font-size: .85rem; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(26rem, 1fr)); gap: 1rem; }
figure { margin: 0; background: var(--panel); border-radius: .5rem; padding: .7rem; } figcaption { font-weight: 600; margin-bottom: .3rem; }
svg { width: 100%; height: auto; display: block; } svg text { fill: var(--ink); font: 12px system-ui, sans-serif; } svg .tick { fill: var(--dim); font-size: 11px; }
.grid { stroke: var(--line); } .curve { fill: none; stroke: var(--a); stroke-width: 2; } .curve.c1 { stroke: var(--b); } svg .key.c0 { fill: var(--a); } svg .key.c1 { fill: var(--b); }
.bar { fill: var(--a); } .whisker { stroke: var(--ink); fill: none; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .88rem; }
th, td { text-align: left; padding: .25rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th button { all: unset; cursor: pointer; font-weight: 600; } th button:focus-visible { outline: 2px solid var(--a); } th[aria-sort=ascending] button::after { content: " ▲"; } th[aria-sort=descending] button::after { content: " ▼"; }
#mutants td:last-child, #not-planted td:last-child { min-width: 24rem; } #mutants code { white-space: nowrap; }
.survived { color: var(--bad); font-weight: 600; } .found { color: var(--good); } code { font-size: .92em; } input { font: inherit; padding: .3rem .5rem; width: 22rem; max-width: 100%; }
`;

function groupCells(row: GroupRow): Cell[] {
  return [
    text(row.name),
    number(`${row.found.hits}/${row.found.of}`, row.found.hits),
    number(percentText(row.found.rate), row.found.rate),
    number(`${percentText(row.found.low)} to ${percentText(row.found.high)}`, row.found.low),
    number(secondsText(row.medianSeconds), row.medianSeconds),
    number(secondsText(row.p95Seconds), row.p95Seconds),
    number(checksText(row.medianChecks), row.medianChecks),
    number(checksText(row.p95Checks), row.p95Checks),
    ...row.buckets.map((count) => number(String(count), count)),
  ];
}

const GROUP_HEAD = [
  "found",
  "rate",
  "95 % interval",
  "median s",
  "p95 s",
  "median checks",
  "p95 checks",
  ...BUCKET_NAMES,
];

function groups(id: string, title: string, rows: readonly GroupRow[]): string {
  if (rows.length === 0) return "";
  return `<h2>By ${escapeText(title)}${id === "generated" ? " (machine-made)" : ""}</h2>${
    table(id, [title, ...GROUP_HEAD], rows.map(groupCells))
  }`;
}

function verdict({ origin, found, detections, argued }: MutantRow): Cell {
  const bad = (word: string): Cell => ({ html: `<span class="survived">${word}</span>` });
  if (origin === "harmless") return detections > 0 ? bad("flagged") : text("unharmed");
  if (found) return { html: '<span class="found">found</span>' };
  return argued === "" ? bad("survived") : text("argued");
}

function mutantCells(row: MutantRow): Cell[] {
  const about = row.argued === "" ? row.title : `${row.title}. ${row.argued}`;
  return [
    verdict(row),
    { html: `<code>${escapeText(row.id)}</code>` },
    text(row.component),
    text(row.difficulty),
    text(row.origin),
    number(`${row.detections}/${row.seeds}`, row.seeds === 0 ? null : row.detections / row.seeds),
    number(secondsText(row.medianSeconds), row.medianSeconds),
    number(checksText(row.medianChecks), row.medianChecks),
    number(row.shrunkSize === null ? "-" : String(row.shrunkSize), row.shrunkSize),
    number(secondsText(row.shrinkSeconds), row.shrinkSeconds),
    text(row.claims.join(", ")),
    text(about),
  ];
}

const MUTANT_HEAD = [
  "verdict",
  "mutant",
  "component",
  "difficulty",
  "origin",
  "seeds",
  "median s",
  "median checks",
  "shrunk to",
  "shrink s",
  "seen first by",
  "what is wrong",
];

function ablationCells(row: AblationRow): Cell[] {
  return [
    text(row.kind),
    text(row.name),
    number(String(row.tried), row.tried),
    number(String(row.lost.length), row.lost.length),
    number(secondsText(row.secondsWith), row.secondsWith),
    number(secondsText(row.secondsWithout), row.secondsWithout),
    text(row.lost.join(", ")),
  ];
}

function strategyCells(row: StrategyRow): Cell[] {
  return [
    text(row.name),
    text(row.what),
    number(`${row.found.hits}/${row.found.of}`, row.found.hits),
    number(percentText(row.found.rate), row.found.rate),
    number(`${percentText(row.found.low)} to ${percentText(row.found.high)}`, row.found.low),
    number(checksText(row.medianChecks), row.medianChecks),
    number(checksText(row.p95Checks), row.p95Checks),
    number(secondsText(row.medianSeconds), row.medianSeconds),
    number(secondsText(row.p95Seconds), row.p95Seconds),
    text(row.lost.join(", ")),
  ];
}

function cards(report: Report): string {
  const { listed, harmless, generated } = report;
  const card = (big: string, small: string): string =>
    `<div class="card"><b>${escapeText(big)}</b><span>${escapeText(small)}</span></div>`;
  const parts: string[] = [];
  if (listed.found.of > 0) {
    parts.push(
      card(
        `${listed.found.hits} of ${listed.found.of}`,
        `planted faults found, ${rateText(listed.found).replace(/^.*?, /, "")}`,
      ),
      card(
        `${secondsText(listed.medianSeconds)} s`,
        `median to detection; 95th percentile ${secondsText(listed.p95Seconds)} s`,
      ),
      card(checksText(listed.medianChecks), `checks, median; 95th percentile ${checksText(listed.p95Checks)}`),
    );
  }
  if (harmless.total > 0) {
    parts.push(card(`${harmless.flagged.length} of ${harmless.total}`, "harmless rewrites flagged"));
  }
  if (generated !== null) {
    parts.push(card(
      `${generated.found.hits} of ${generated.found.of}`,
      `machine-made mutants killed, ${generated.equivalent.length} more argued equivalent`,
    ));
  }
  return `<div class="cards">${parts.join("")}</div>`;
}

function plots(report: Report): string {
  const figure = (caption: string, svg: string): string => `<figure><figcaption>${caption}</figcaption>${svg}</figure>`;
  const parts: string[] = [];
  if (report.curves.length > 0) parts.push(figure("Detected by time", curvePlot(report.curves)));
  if (report.components.length > 0) {
    parts.push(figure("Found by component", groupPlot("Found by component", report.components)));
  }
  if (report.generatedParts.length > 0) {
    parts.push(figure("Machine-made, killed by folder", groupPlot("Killed by folder", report.generatedParts)));
  }
  if (report.strategies.length > 0) parts.push(figure("Detected by strategy", strategyPlot(report.strategies)));
  return `<div class="plots">${parts.join("")}</div>`;
}

/** The page of a report. */
export function reportPage(report: Report): string {
  const survivors = report.mutants.filter(({ origin, found, argued }) =>
    origin !== "harmless" && !found && argued === ""
  );
  const claims = report.byClaim.map((row) => [
    text(row.name),
    number(String(row.mutants), row.mutants),
    number(String(row.detections), row.detections),
  ]);
  const notPlanted = report.notPlanted.map((
    row,
  ) => [text(row.id), text(row.component), text(row.title), text(row.reason)]);
  const json = JSON.stringify(report).replaceAll("<", "\\u003c");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tierproof: mutants</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<h1>Mutants</h1>
<p class="dim">Faults planted one at a time into a copy of the sources, each attacked by all claims: ${
    escapeText(report.settings)
  }.</p>
${cards(report)}
<p>${
    survivors.length === 0
      ? "No mutant survived."
      : `<span class="survived">${survivors.length} survived: ${
        escapeText(survivors.map(({ id }) => id).join(", "))
      }</span>`
  }</p>
${plots(report)}
${groups("components", "component", report.components)}
${groups("difficulties", "difficulty", report.difficulties)}
${groups("generated", "folder", report.generatedParts)}
${
    claims.length === 0
      ? ""
      : `<h2>By what saw it first</h2>${table("claims", ["claim", "mutants", "detections"], claims)}`
  }
${
    report.ablation.length === 0
      ? ""
      : `<h2>Found by one thing alone</h2><p class="dim">Each claim and each policy of the generator turned off in turn.</p>${
        table(
          "ablation",
          ["kind", "turned off", "tried", "lost", "s with", "s without", "found by it alone"],
          report.ablation.map(ablationCells),
        )
      }`
  }
${
    report.strategies.length === 0
      ? ""
      : `<h2>Strategies</h2><p class="dim">The same mutants, seeds and time.</p>${
        table("strategies", [
          "strategy",
          "what it is",
          "found",
          "rate",
          "95 % interval",
          "median checks",
          "p95 checks",
          "median s",
          "p95 s",
          "missed",
        ], report.strategies.map(strategyCells))
      }`
  }
<h2>All mutants</h2>
<p><label>Show those with all of these words <input id="filter" type="search"></label> <span class="dim" id="shown">${report.mutants.length} of ${report.mutants.length}</span></p>
${table("mutants", MUTANT_HEAD, report.mutants.map(mutantCells))}
${
    notPlanted.length === 0
      ? ""
      : `<h2>Not planted</h2>${
        table("not-planted", ["fault", "component", "what would be wrong", "why not"], notPlanted)
      }`
  }
<script type="application/json" id="report">${json}</script>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}
