/**
 * The report of a campaign as one page of HTML that needs nothing else: no network, no other file.
 *
 * @module
 */

import { type Cell, numberCell, sortableTable, textCell } from "../../report/html/table.ts";
import { escapeText } from "../../report/html/text.ts";
import { commandText } from "../../report/command_text.ts";
import { count, counted, percent } from "../../report/text.ts";
import type { Tally } from "../../core/tally.ts";
import { aboutTarget, catalogOf } from "./catalog.ts";
import { barChart, lineChart } from "./charts.ts";
import { clockFor, timeText } from "./clock.ts";
import { coveragePart, unreachedPart } from "./coverage_part.ts";
import { foundPart } from "./findings_part.ts";
import { PAGE_SCRIPT } from "./page_script.ts";
import { PAGE_STYLE } from "./page_style.ts";
import { commandPart, figure, folded } from "./parts.ts";
import { type Line, lines } from "./timeline.ts";
import { secondsOf, wholeTally } from "./sums.ts";
import { foundDefects, unexplained, verdictOf } from "./verdict.ts";
import type { CampaignView } from "./view.ts";

/** A part of the page with a place in the list at its top. */
interface Part {
  readonly id: string;
  readonly title: string;
  readonly html: string;
}

/** The page. `home` leads from where it is to the campaign's folder, with a slash at its end; empty where it is in it. */
export async function campaignPage(view: CampaignView, home = ""): Promise<string> {
  const parts: Part[] = [
    { id: "found", title: "What was found", html: foundPart(view, home) },
    { id: "not-covered", title: "What was not covered", html: unreachedPart(view) },
    { id: "time", title: "How it went", html: await timePart(view) },
    { id: "claims", title: "Claims and programs", html: await claimsPart(view) },
    { id: "covered", title: "What was covered", html: await coveragePart(view) },
    { id: "runs", title: "Runs", html: runsPart(view) },
    { id: "words", title: "Words on this page", html: wordsPart(view) },
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
<h1>${escapeText(title)}</h1>
${verdictPart(view)}
${aboutPart(view)}
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

/** What there is to know, in a few sentences. */
function verdictPart(view: CampaignView): string {
  const { kind, headline, sentences } = verdictOf(view);
  return `<div class="verdict ${kind}"><p><strong>${escapeText(headline)}</strong></p>${
    sentences.map((sentence) => `<p>${escapeText(sentence)}</p>`).join("")
  }</div>`;
}

/** What this is, and what was attacked. */
function aboutPart({ facts, runs }: CampaignView): string {
  const { attacked, language, options: { module, from, python }, variant, mended, claims, seed, guided } = facts;
  const about = aboutTarget(facts);
  const name = attacked === language ? attacked : `${attacked}, by programs in ${language}`;
  const place = python ?? module;
  const around = from === undefined ? "" : `, by programs around ${from}`;
  const what = `${name}${place === undefined ? "" : ` (${place})`}${around}`;
  const meaning = about?.variants[variant] ?? "";
  const target = `target ${variant}${meaning === "" ? "" : `, that is ${meaning}`}`;
  const repairs = mended.length === 0 || variant === "repaired" ? "" : `; repaired besides: ${mended.join(", ")}`;
  const last = runs.at(-1);
  const state = last !== undefined && last.ended === null ? " The campaign has not ended, or was killed." : "";
  const paragraphs = [
    `Tierproof looks for miscompilations in tiered interpreters: it makes random programs, and checks claims, statements that must hold for ` +
    `each of them, such as that all engines do the same. A campaign does so for hours. This one attacked ${what}: ${target}${repairs}. It checked ` +
    `${counted(claims.length, "claim")} with seed ${seed}, ${
      guided
        ? "guided: half of the programs were made of those that had reached something new"
        : "not guided: all programs were drawn at random"
    }.${state}`,
    ...about?.sentences ?? [],
  ];
  return paragraphs.map((text) => `<p>${escapeText(text)}</p>`).join("\n");
}

function cards(view: CampaignView): string {
  const { findings } = view;
  const tally = wholeTally(view);
  const seconds = secondsOf(view);
  const last = view.statistics.at(-1);
  const strange = unexplained(findings).length;
  const rows: [string, string][] = [
    [
      count(foundDefects(findings).size),
      `known defects${strange === findings.length ? "" : `, in ${counted(findings.length - strange, "form")}`}`,
    ],
    [count(strange), "findings that no known defect explains"],
    [count(tally.checks), "checks"],
    [timeText(clockFor(seconds), seconds), `in ${counted(view.runs.length, "run")}`],
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
function countsTable(
  id: string,
  what: string,
  counts: Readonly<Record<string, number>>,
  titles: Readonly<Record<string, string>>,
  checks: number,
): string {
  const rows = Object.entries(counts).sort(([, a], [, b]) => b - a).map(([name, number]): Cell[] => [
    textCell(titles[name] ?? name),
    numberCell(count(number), number),
    numberCell(checks === 0 ? "-" : perCheck(number / checks), checks === 0 ? null : number / checks),
  ]);
  return rows.length === 0 ? "" : sortableTable(id, [what, "times", "a check"], rows);
}

/** A small number, short. */
function perCheck(number: number): string {
  return number >= 0.095 ? number.toFixed(1) : number.toPrecision(1);
}

/** What came of the checks that showed nothing new. */
function wastedText({ statistics, findings, mixed }: CampaignView): string {
  const last = statistics.at(-1);
  if (last === undefined || last.wasted === 0) return "";
  const again = findings.reduce((sum, { duplicates }) => sum + duplicates, 0);
  const rows = [
    [again, "failed for a root cause that was found already"],
    [mixed, "failed for several of these at once"],
    [last.poisoned, "were given up"],
    [last.replayed, "ran findings or programs of the corpus again"],
  ] as const;
  const parts = rows.flatMap(([number, what]) => number === 0 ? [] : [`${count(number)} ${what}`]);
  return `<p>Of ${count(last.checks + last.replayed)} checks, ${count(last.wasted)} (${
    percent(last.wasted, last.checks + last.replayed)
  }) could tell nothing new: ${escapeText(parts.join(", "))}. The others passed, or found something first.</p>`;
}

async function claimsPart(view: CampaignView): Promise<string> {
  const { claimWords, facts, totals, findings } = view;
  const catalog = catalogOf(facts.language);
  const tally = wholeTally(view);
  const worked = totals.reduce((sum, { seconds }) => sum + seconds, 0);
  const clock = clockFor(Math.max(0, ...totals.map(({ seconds }) => seconds)));
  const failed = (claim: string): number => findings.filter(({ claims }) => claims.includes(claim)).length;
  const isSaid = totals.some(({ claim }) => claimWords[claim] !== undefined);
  const rows = totals.map(({ claim, tally: { checks, poisoned }, seconds }): Cell[] => [
    { html: `<code>${escapeText(claim)}</code>` },
    ...(isSaid ? [textCell(claimWords[claim] ?? "")] : []),
    numberCell(count(checks), checks),
    numberCell(clock.digits(seconds), seconds),
    numberCell(seconds === 0 ? "-" : count(checks / seconds), seconds === 0 ? null : checks / seconds),
    numberCell(count(poisoned), poisoned),
    ((number) => numberCell(count(number), number))(failed(claim)),
  ]);
  const never = facts.claims.filter((claim) => !totals.some((row) => row.claim === claim));
  const sized = findings.filter(({ units }) => units > 0);
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
  const reasons = countsTable("reasons", "because of", tally.reasons, catalog?.reasons ?? {}, tally.checks);
  const counts = countsTable("counts", "what", tally.counts, catalog?.counts ?? {}, tally.checks);
  const head = ["claim", ...(isSaid ? ["what it says"] : []), "checks", `worked (${clock.unit})`];
  return `<p>Workers spent ${
    timeText(clockFor(worked), worked)
  } on these checks and on telling their failures apart; shrinking goes on beside
them.</p>
${sortableTable("claims-table", [...head, "checks a second of a worker", "given up", "root causes"], rows)}
${never.length === 0 ? "" : `<p>Not checked yet: ${escapeText(never.join(", "))}</p>`}
${wastedText(view)}
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

function runsPart(view: CampaignView): string {
  const { runs, facts, name } = view;
  const clock = clockFor(Math.max(0, ...runs.map(({ seconds }) => seconds)));
  const rows = runs.map(({ id, started, ended, endedBy, jobs, generator, checks, seconds, machine, asked }): Cell[] => [
    numberCell(String(id), id),
    textCell(moment(started)),
    textCell(ended === null ? "goes on, or was killed" : moment(ended)),
    textCell(ENDED_BY[endedBy ?? ""] ?? endedBy ?? ""),
    textCell(asked),
    numberCell(String(jobs), jobs),
    numberCell(count(checks), checks),
    numberCell(clock.digits(seconds), seconds),
    numberCell(String(generator), generator),
    textCell(machine),
  ]);
  const head = [
    ...["run", "began", "ended", "ended by", "asked for", "workers", "checks", `time (${clock.unit})`],
    ...["generator version", "machine"],
  ];
  const { target, module, from, python, repair } = facts.options;
  const again = { target, module, from, python, repair, seed: String(facts.seed) };
  // A queue is named without its address, which is nobody else's business.
  const limits = (runs.find(({ asked }) => asked !== "")?.asked ?? "").replace(" --queue", "").replace(
    /^--queue ?/,
    "",
  );
  return `${sortableTable("runs-table", head, rows)}
<p>To go on where it stopped, in a checkout of Tierproof: <code>${
    escapeText(commandText(["campaign", name]))
  }</code>, with the path of the
folder. All that was found follows from the seed and the version of the generator: the same again in a new folder is</p>
${commandPart(`${commandText(["campaign", "NEW_FOLDER"], again)}${limits === "" ? "" : ` ${limits}`}`, "again")}`;
}

const ENDED_BY: Readonly<Record<string, string>> = {
  checks: "its checks were made",
  time: "its time was over",
  plateau: "nothing new was met",
  interrupted: "it was interrupted",
  failed: "an error",
};

/** Words that every campaign has. */
const WORDS: readonly (readonly [word: string, meaning: string])[] = [
  [
    "Claim",
    "A statement that must hold for every program, or for every sequence of choices where it is about something else.",
  ],
  ["Check", "A claim that is tried on one program."],
  ["Known defect", "A mistake of what is attacked that can be mended by a switch, its repair."],
  [
    "Finding, root cause, form",
    "A root cause is what failing checks have in common: a known defect in one of its forms, told by the repair that makes the failure vanish, or, " +
    "where none does, the claim with the place where the engines first differ. A known defect that shows in several ways has a form for each, so it " +
    "may stand for several root causes. A finding is one root cause with the program that shows it; other checks that fail for it are counted.",
  ],
  ["Open, fixed", "A finding is open as long as its program fails; one that was replayed and did not is fixed."],
  ["Engine, reference", "An engine runs a program. The reference says what is right; the others are under test."],
  ["Shrunk", "Made smaller as long as the claim still failed for the same root cause."],
  [
    "Choices",
    "Where a claim is about no program, what it draws follows from a row of numbers; they are what is shrunk and shown.",
  ],
  ["Given up", "A run that comes to a limit, of loops and calls (fuel), of sizes or of depth, says nothing."],
  ["Feature", "Something that a program made an engine do."],
  ["Slice", "Checks of one claim with consecutive numbers: what one worker does at a time."],
  ["Token", "A word that holds all that is needed to see a finding again, on any machine."],
  ["Generator version", "Equal seeds make equal programs under equal versions of the generator."],
];

function wordsPart({ facts: { language } }: CampaignView): string {
  const words = [...WORDS, ...catalogOf(language)?.words ?? []];
  return `<dl>${
    words.map(([word, meaning]) => `<dt>${escapeText(word)}</dt><dd>${escapeText(meaning)}</dd>`).join("\n")
  }</dl>`;
}
