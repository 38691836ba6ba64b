/**
 * The report of a campaign as one page of HTML that needs nothing else: no network, no other file.
 *
 * @module
 */

import { type Cell, numberCell, sortableTable, textCell } from "../../report/html/table.ts";
import { escapeText } from "../../report/html/text.ts";
import { count, duration, percent } from "../../report/text.ts";
import type { Tally } from "../../core/tally.ts";
import { barChart, lineChart } from "./charts.ts";
import { coveragePart, unreachedPart } from "./coverage_part.ts";
import { findingPart, findingsTable } from "./findings_part.ts";
import { PAGE_SCRIPT } from "./page_script.ts";
import { PAGE_STYLE } from "./page_style.ts";
import { figure, folded } from "./parts.ts";
import { type Line, lines } from "./timeline.ts";
import { secondsOf, wholeTally } from "./sums.ts";
import type { CampaignView } from "./view.ts";

/** A part of the page with a place in the list at its top. */
interface Part {
  readonly id: string;
  readonly title: string;
  readonly html: string;
}

/** The page. */
export async function campaignPage(view: CampaignView): Promise<string> {
  const parts: Part[] = [
    { id: "found", title: "What was found", html: foundPart(view) },
    { id: "time", title: "How it went", html: await timePart(view) },
    { id: "covered", title: "What was covered", html: await coveragePart(view) },
    { id: "not-covered", title: "What was not covered", html: unreachedPart(view) },
    { id: "claims", title: "Claims and programs", html: await claimsPart(view) },
    { id: "runs", title: "Runs", html: runsPart(view) },
    { id: "words", title: "Words on this page", html: WORDS },
  ];
  const title = `Tierproof campaign ${view.name}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="tierproof-campaign-report">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(title)}</title>
<link rel="icon" href="data:,">
<style>${PAGE_STYLE}</style>
</head>
<body>
<a class="skip" href="#found">To the findings</a>
<header>
<h1>Campaign ${escapeText(view.name)}</h1>
<p>${escapeText(aboutText(view))}</p>
${cards(view)}
<nav aria-label="Parts of this page"><ul>${
    parts.map(({ id, title }) => `<li><a href="#${id}">${escapeText(title)}</a></li>`).join("")
  }</ul></nav>
</header>
<main>
${
    parts.map(({ id, title, html }) =>
      `<section aria-labelledby="${id}"><h2 id="${id}">${escapeText(title)}</h2>\n${html}\n</section>`
    ).join("\n")
  }
</main>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

/** What was attacked, in one paragraph. */
function aboutText({ facts, runs }: CampaignView): string {
  const { attacked, language, variant, mended, claims, seed, guided } = facts;
  const what = attacked === language ? attacked : `${attacked} (${language})`;
  const repairs = mended.length === 0 || variant === "repaired" ? "" : ` with ${mended.join(", ")} mended`;
  const last = runs.at(-1);
  const state = last !== undefined && last.ended === null ? " It has not ended, or was killed." : "";
  return `Random programs were run against ${what}, target ${variant}${repairs}: ${claims.length} claims, seed ${seed}, ${
    guided ? "guided by coverage" : "not guided"
  }. A claim is a statement that must hold for every program; each way in which one fails is shown once.${state}`;
}

function cards(view: CampaignView): string {
  const tally = wholeTally(view);
  const seconds = secondsOf(view);
  const last = view.statistics.at(-1);
  const open = view.findings.filter(({ state }) => state === "open").length;
  const rows: [string, string][] = [
    [
      count(open),
      open === view.findings.length ? "root causes found" : `root causes that fail, of ${view.findings.length}`,
    ],
    [count(tally.checks), "checks"],
    [duration(seconds), `in ${view.runs.length} ${view.runs.length === 1 ? "run" : "runs"}`],
    [seconds === 0 ? "-" : count(tally.checks / seconds), "checks a second"],
    ...(view.features.length === 0 ? [] : [[count(view.features.length), "features covered"] as [string, string]]),
  ];
  if (last !== undefined) {
    rows.push(
      ...(last.corpus === 0 ? [] : [[count(last.corpus), "programs in the corpus"] as [string, string]]),
      [percent(last.wasted, last.checks + last.replayed), "of the checks could tell nothing new"],
    );
  }
  const items = rows.map(([big, small]) => `<li><b>${escapeText(big)}</b><span>${escapeText(small)}</span></li>`);
  return `<ul class="cards">${items.join("")}</ul>`;
}

function foundPart({ findings }: CampaignView): string {
  if (findings.length === 0) return `<p class="good">Nothing: every claim held in every check.</p>`;
  return `${findingsTable(findings)}
<p><button type="button" class="all" id="open-all" hidden>Open all</button></p>
${findings.map(findingPart).join("\n")}`;
}

async function timePart(view: CampaignView): Promise<string> {
  const shown = lines(view);
  if (shown.length === 0) return "<p>It has not run long enough to say.</p>";
  const figures = await Promise.all(
    shown.map(async (line) => figure(line.title, await lineChart(line), line.label, "chart")),
  );
  return `<div class="plots">${figures.join("\n")}</div>${folded("The same as a table", timeTable(shown))}`;
}

/** Rows of the table of a line at most. */
const TABLE_ROWS = 60;

function timeTable(shown: readonly Line[]): string {
  return shown.map(({ title, xTitle, yTitle, points }, number) => {
    const step = Math.max(1, Math.ceil(points.length / TABLE_ROWS));
    const rows = points.filter((_, i) => i % step === 0 || i === points.length - 1).map(({ x, y }): Cell[] => [
      numberCell(x.toFixed(2), x),
      numberCell(count(y), y),
    ]);
    return `<h3>${escapeText(title)}</h3>${sortableTable(`line-${number}`, [xTitle, yTitle], rows)}`;
  }).join("\n");
}

/** A table of counts, most first. */
function countsTable(id: string, what: string, counts: Readonly<Record<string, number>>, of: number): string {
  const rows = Object.entries(counts).sort(([, a], [, b]) => b - a).map(([name, number]): Cell[] => [
    textCell(name),
    numberCell(count(number), number),
    numberCell(percent(number, of), of === 0 ? null : number / of),
  ]);
  return rows.length === 0 ? "" : sortableTable(id, [what, "times", "of all checks"], rows);
}

async function claimsPart(view: CampaignView): Promise<string> {
  const tally = wholeTally(view);
  const failed = (claim: string): number => view.findings.filter(({ claims }) => claims.includes(claim)).length;
  const rows = view.totals.map(({ claim, tally: { checks, poisoned }, seconds }): Cell[] => [
    textCell(claim),
    numberCell(count(checks), checks),
    numberCell(duration(seconds), seconds),
    numberCell(seconds === 0 ? "-" : count(checks / seconds), seconds === 0 ? null : checks / seconds),
    numberCell(percent(poisoned, checks), checks === 0 ? null : poisoned / checks),
    ((number) => numberCell(count(number), number))(failed(claim)),
  ]);
  const never = view.facts.claims.filter((claim) => !view.totals.some((row) => row.claim === claim));
  const sized = view.findings.filter(({ units }) => units > 0);
  const sizes = sized.length === 0 ? "" : figure(
    "Instructions of each finding's program",
    await barChart({
      label: `between ${Math.min(...sized.map(({ units }) => units))} and ${
        Math.max(...sized.map(({ units }) => units))
      } instructions`,
      xTitle: "instructions, as shrunk",
      bars: sized.map(({ signature, units }) => ({ name: signature, value: units })),
    }),
    "Sizes of the findings",
  );
  const reasons = countsTable("reasons", "reason", tally.reasons, tally.checks);
  const counts = countsTable("counts", "what", tally.counts, tally.checks);
  return `${
    sortableTable(
      "claims-table",
      ["claim", "checks", "worked", "checks a second of a worker", "given up", "root causes"],
      rows,
    )
  }
${never.length === 0 ? "" : `<p>Not checked yet: ${escapeText(never.join(", "))}</p>`}
<h3>Runs that were given up</h3>
${
    reasons === ""
      ? "<p>None.</p>"
      : `<p>A check in which a run ends at a limit says nothing, and is blamed on nobody.</p>${reasons}`
  }
${counts === "" ? "" : `<h3>What happened in the runs</h3>${counts}`}
${sharesPart(tally)}
${sizes === "" ? "" : `<h3>Sizes</h3>${sizes}`}`;
}

function sharesPart({ shares, sampled }: Tally): string {
  const rows = Object.entries(shares).sort(([, a], [, b]) => b - a).map(([name, number]): Cell[] => [
    textCell(name),
    numberCell(percent(number, sampled), sampled === 0 ? null : number / sampled),
  ]);
  if (rows.length === 0) return "";
  return `<h3>What the programs had</h3><p class="dim">Of ${count(sampled)} programs that were looked at.</p>${
    sortableTable("shares", ["programs with", "share"], rows)
  }`;
}

/** A moment, as everybody reads it. */
function moment(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function runsPart({ runs, facts, name }: CampaignView): string {
  const rows = runs.map(({ id, started, ended, endedBy, jobs, generator, checks, seconds }): Cell[] => [
    numberCell(String(id), id),
    textCell(moment(started)),
    textCell(ended === null ? "goes on, or was killed" : endedBy ?? ""),
    numberCell(String(jobs), jobs),
    numberCell(count(checks), checks),
    numberCell(duration(seconds), seconds),
    numberCell(String(generator), generator),
  ]);
  const head = ["run", "began", "ended by", "workers", "checks", "time", "generator version"];
  return `${sortableTable("runs-table", head, rows)}
<p>To go on where it stopped: <code>deno task campaign ${escapeText(name)}</code>. Everything follows from the seed
<code>${facts.seed}</code> and the version of the generator.</p>`;
}

const WORDS = `<dl>
<dt>Root cause</dt><dd>What is to blame for a failure: the known defect whose repair makes it vanish, or, where none does, the claim
with the place where the engines part first. Checks that fail for the same root cause are counted, not shown again.</dd>
<dt>Engine</dt><dd>Something that runs a program. The reference says what is right; the others are under test.</dd>
<dt>Feature</dt><dd>Something that a program made an engine do: two micro-ops one after the other, a way out of a trace, a reason
for which no trace was made.</dd>
<dt>Slice</dt><dd>Some hundred checks of one claim with consecutive numbers: what one worker does at a time.</dd>
<dt>Token</dt><dd>A word that holds all that is needed to see a finding again, on any machine.</dd>
</dl>`;
