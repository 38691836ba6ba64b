/**
 * The findings of a campaign on its page: a table of all, and each with both sides, the program and its traces, by the defect that
 * explains it.
 *
 * @module
 */

import type { Section } from "../../core/plug.ts";
import { looksLikeToken } from "../../core/token.ts";
import { type Cell, numberCell, sortableTable, textCell } from "../../report/html/table.ts";
import { escapeText } from "../../report/html/text.ts";
import { count, counted, cut, foldRuns } from "../../report/text.ts";
import { FINDINGS } from "../schema.ts";
import { type Catalog, catalogOf } from "./catalog.ts";
import { type Clock, clockFor, timeText } from "./clock.ts";
import { commandPart } from "./parts.ts";
import { secondsOf } from "./sums.ts";
import { byDefect, unexplained } from "./verdict.ts";
import type { CampaignView, FindingView } from "./view.ts";

/** What happened, by the kind of a finding. */
const KINDS: Readonly<Record<FindingView["kind"], string>> = {
  claim: "a claim fails",
  hang: "a check that never ends",
  memory: "a check that eats memory",
  death: "a check that kills its process",
};

/** What its command does when it is seen again, by the kind of a finding. */
const AGAIN: Readonly<Record<FindingView["kind"], string>> = {
  claim: "It prints what is shown here, and ends with exit code 1 as long as it fails, 0 once it does not.",
  hang: "It comes to no end as long as the check does not; Ctrl-C ends it.",
  memory: "It takes memory as long as the check does: limit it first, or watch it.",
  death: "Its process ends as the worker's did, as long as the check does that.",
};

/** Characters of a side in the table. */
const MAX_SIDE = 44;
/** Characters of a place in the table. */
const MAX_PLACE = 80;
/** Claims that the table names of a finding. */
const SHOWN_CLAIMS = 2;

/** What the parts of a finding need to know of the campaign. */
interface Page {
  readonly view: CampaignView;
  readonly catalog: Catalog | null;
  readonly clock: Clock;
  /** Where the campaign's folder is from where the page is, with a slash at its end. */
  readonly home: string;
}

/** All findings. `home` leads from the page to the campaign's folder. */
export function foundPart(view: CampaignView, home: string): string {
  const { findings, facts } = view;
  if (findings.length === 0) return `<p class="good">Nothing: every claim held in every check.</p>`;
  const page: Page = { view, catalog: catalogOf(facts.language), clock: clockFor(secondsOf(view)), home };
  const strange = unexplained(findings);
  const groups = [...byDefect(findings)].map(([key, forms]) => groupPart(key, forms, page));
  const rest = strange.length === 0 ? "" : `<h3>No known defect explains</h3>
<p>What fails here fails with every known defect mended as well, or cost its process: it is new, or a mistake of Tierproof.</p>
${strange.map((finding) => findingPart(finding, page)).join("\n")}`;
  return `${casualtiesText(findings)}${findingsTable(page)}
<p><button type="button" class="all" id="open-all" hidden>Open all</button></p>
${rest}${groups.join("\n")}`;
}

/** Whether checks cost their processes. */
function casualtiesText(findings: readonly FindingView[]): string {
  const safe = findings.every(({ kind }) => kind === "claim")
    ? "No check hung, ran out of memory or killed its process. "
    : "";
  return `<p>${safe}Each row is one root cause. Its name leads to what is wrong, where both sides part, the smallest program that shows
it, and the command that shows it again.</p>`;
}

/** What is to be said beside a finding's name; empty for one that is simply open. */
function standingOf({ state, ours, known }: FindingView): string {
  if (state === "open" && known !== null) return known.link === "" ? "known" : `known: ${known.link}`;
  if (ours) return "a mistake of Tierproof itself";
  return state === "fixed" ? "does not fail any more" : "";
}

/** Name of a finding's place on the page. */
function anchor({ id }: FindingView): string {
  return `finding-${id}`;
}

function linkCell(finding: FindingView): Cell {
  return { html: `<a href="#${anchor(finding)}"><code>${escapeText(finding.signature)}</code></a>` };
}

/** The claims of a row: the first ones, as its finding names all. */
function claimsText(claims: readonly string[]): string {
  const rest = claims.length - SHOWN_CLAIMS;
  return `${claims.slice(0, SHOWN_CLAIMS).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** Where the two part first, as far as anybody looked; else where the claim found them apart. */
function placeOf({ sections, where }: FindingView): string {
  return sections?.before.find(({ title }) => title === "FIRST DIFFERENCE")?.note || where;
}

/** A column of the table of findings. */
interface Column {
  readonly head: string;
  readonly cell: (finding: FindingView) => Cell;
  /** Whether it says something; left out where it does not. */
  readonly isTelling?: (findings: readonly FindingView[]) => boolean;
}

function columnsOf(clock: Clock): readonly Column[] {
  return [
    { head: "root cause", cell: linkCell },
    {
      head: "what",
      cell: ({ kind }) => textCell(KINDS[kind]),
      isTelling: (findings) => findings.some(({ kind }) => kind !== "claim"),
    },
    {
      head: "state",
      cell: (finding) => textCell(standingOf(finding) || finding.state),
      isTelling: (findings) => findings.some((finding) => standingOf(finding) !== ""),
    },
    { head: "where", cell: (finding) => textCell(cut(placeOf(finding), MAX_PLACE)) },
    { head: "right is", cell: ({ left }) => textCell(cut(left.text, MAX_SIDE)) },
    { head: "found was", cell: ({ right }) => textCell(cut(right.text, MAX_SIDE)) },
    { head: "claims that failed", cell: ({ claims }) => textCell(claimsText(claims)) },
    { head: `found after (${clock.unit})`, cell: ({ seconds }) => numberCell(clock.digits(seconds), seconds) },
    { head: "checks before it in the plan", cell: ({ checks }) => numberCell(count(checks), checks) },
    { head: "failing checks", cell: ({ duplicates }) => numberCell(count(duplicates + 1), duplicates + 1) },
    {
      head: "instructions",
      cell: ({ units }) => numberCell(units === 0 ? "-" : count(units), units === 0 ? null : units),
    },
  ];
}

/** All findings, one a row; what is the same in all rows and no surprise is not shown. */
function findingsTable({ view: { findings }, clock }: Page): string {
  const columns = columnsOf(clock).filter(({ isTelling }) => isTelling?.(findings) ?? true);
  return sortableTable(
    "findings-table",
    columns.map(({ head }) => head),
    findings.map((finding) => columns.map(({ cell }) => cell(finding))),
  );
}

/** A known defect with the forms in which it was found. */
function groupPart(key: string, forms: readonly FindingView[], page: Page): string {
  const { view: { defectWords }, catalog } = page;
  const [first] = forms;
  const defects = first?.cause.defects ?? [];
  const said = defects.map((id) => {
    const what = defectWords[id] ?? (defects.length === 1 ? first?.healedBy ?? "" : "");
    const evidence = catalog?.evidence(id) ?? "";
    const name = defects.length === 1 ? "" : `<code>${escapeText(id)}</code>: `;
    return `${what === "" ? "" : `<p>${name}${escapeText(what.slice(0, 1).toUpperCase() + what.slice(1))}.</p>`}
${evidence === "" ? "" : `<p class="dim">Evidence: ${escapeText(evidence)}.</p>`}`;
  });
  const number = forms.length === 1 ? "" : ` <span class="dim">in ${count(forms.length)} forms</span>`;
  return `<h3 id="defect-${escapeText(key)}">${
    defects.length === 1 ? "Known defect" : "Known defects, together"
  } <code>${escapeText(key)}</code>${number}</h3>
${said.join("\n")}
${forms.map((finding) => findingPart(finding, page)).join("\n")}`;
}

/** Text in columns, in a box that scrolls and that the keyboard reaches. */
function scrolled(text: string, label: string): string {
  return `<div class="wide" tabindex="0" role="group" aria-label="${escapeText(label)}"><pre>${
    escapeText(text)
  }</pre></div>`;
}

function sectionPart({ title, note, body, notes }: Section): string {
  const name = title.slice(0, 1) + title.slice(1).toLowerCase();
  const more = notes.map((line) => `<p class="dim">${escapeText(line)}</p>`).join("");
  const beside = note === "" ? "" : ` <span class="dim">${escapeText(note)}</span>`;
  return `<section><h4>${escapeText(name)}${beside}</h4>${scrolled(body, name)}${more}</section>`;
}

function sidesPart({ left, right, where }: FindingView): string {
  if (left.name === "" && right.name === "") return "";
  const side = ({ name, text }: FindingView["left"], style: string, role: string): string =>
    `<section><h4>${escapeText(name)} <span class="dim">${role}</span></h4><p class="${style}"><code>${
      escapeText(text)
    }</code></p></section>`;
  const place = where === "" ? "" : `<p>They differ at: ${escapeText(where)}</p>`;
  return `${place}<div class="beside expected">${side(left, "good", "what is right")}${
    side(right, "bad", "what was found")
  }</div>`;
}

function causePart({ cause: { defects, form } }: FindingView, { catalog }: Page): string {
  if (defects.length === 0) return "<p>No known defect explains it.</p>";
  const names = defects.map((id) => `<code>${escapeText(id)}</code>`).join(" and ");
  const what = catalog?.form(defects[0] as string, form) ?? "";
  const kind = form === ""
    ? ""
    : ` Its form <code>${escapeText(form)}</code>${what === "" ? "." : `: ${escapeText(what)}.`}`;
  return `<p>Explained by ${names}: with it repaired, the claim holds for this program.${kind}</p>`;
}

/** Which claim failed, and what it says. */
function claimPart({ kind, claim, claims }: FindingView, { view: { claimWords } }: Page): string {
  const what = claimWords[claim] ?? "";
  const others = claims.filter((each) => each !== claim);
  const more = others.length === 0 ? "" : ` It made these fail as well: ${escapeText(others.join(", "))}.`;
  const says = what === "" ? "" : ` It says: ${escapeText(what)}.`;
  const name = `<code>${escapeText(claim)}</code>`;
  return kind === "claim"
    ? `<p>The claim ${name} fails.${says}${more}</p>`
    : `<p>A check of the claim ${name} cost its process, so nothing is known of the claim.${says}${more}</p>`;
}

/** Whether it was seen once more. */
function againText({ kind, again, signature, replayed, state }: FindingView): string {
  const later = replayed === 0
    ? ""
    : state === "open"
    ? ` Run ${replayed} replayed it: it still fails.`
    : ` Run ${replayed} replayed it: it does not fail any more.`;
  if (kind !== "claim" || again === null) return later.trim();
  return again === signature
    ? `Confirmed: after it was shrunk, its file was read back and run once more, and failed for the same root cause.${later}`
    : `After it was shrunk, its file was read back and run once more, and failed for another root cause: ${again}.${later}`;
}

function parts(finding: FindingView): string {
  const { kind, sections, program, explanation, source } = finding;
  if (sections === null || program === "") {
    return explanation === "" ? "" : `<section><h4>Explanation</h4>${scrolled(explanation, "Explanation")}</section>`;
  }
  const written = source === null
    ? ""
    : sectionPart({ title: "SOURCE", note: "the same program", body: source, notes: [] });
  const bytecode = sectionPart({
    title: "PROGRAM",
    note: kind === "claim" ? "as it was shrunk" : "as it was drawn",
    body: foldRuns(program),
    notes: [],
  });
  const before = sections.before.length > 0 || kind !== "claim"
    ? sections.before.map(sectionPart).join("")
    : `<p class="dim">No place was found where the two part before that: the claim looks at that place alone.</p>`;
  const after = sections.after.map(sectionPart).join("");
  if (after === "") return before + written + bytecode;
  return `${before}<div class="beside listings"><div>${written}${bytecode}</div><div>${after}</div></div>`;
}

/** How it is seen again. */
function replayPart({ kind, replay, token, id }: FindingView): string {
  const from = looksLikeToken(token) ? "" : `, with the path as it is seen from the campaign's folder`;
  return `<p>To see it again, in a checkout of Tierproof${from}:</p>${commandPart(replay, `replay-${id}`)}
<p class="dim">${AGAIN[kind]}</p>`;
}

function filesPart({ folder, files }: FindingView, home: string): string {
  if (folder === "") return "";
  const path = `${home}${FINDINGS}/${folder}/`;
  const links = files.map((name) => `<a href="${escapeText(encodeURI(`${path}${name}`))}">${escapeText(name)}</a>`);
  return `<p class="dim">Files, in <a href="${escapeText(encodeURI(path))}"><code>${
    escapeText(`${FINDINGS}/${folder}`)
  }</code></a>
of the campaign's folder${links.length === 0 ? "" : `: ${links.join(", ")}`}</p>`;
}

/** A finding with all that is known of it. */
function findingPart(finding: FindingView, page: Page): string {
  const { signature, units, duplicates, seconds, checks, replay, token, playground, behind, kind } = finding;
  const standing = standingOf(finding);
  const tag = standing === "" ? "" : ` <span class="tag">${escapeText(standing)}</span>`;
  const size = units === 0 ? "" : `, ${counted(units, "instruction")}`;
  const again = duplicates === 0 ? "" : ` ${counted(duplicates, "more check")} failed for it.`;
  const hidden = behind.length === 0
    ? ""
    : ` Found with ${behind.join(" and ")} mended, behind which it was hidden; so is it replayed.`;
  return `<details class="finding" id="${anchor(finding)}"><summary><b><code>${escapeText(signature)}</code></b>${tag}
<span class="dim">${escapeText(`${KINDS[kind]}: ${finding.claim}${size}`)}</span></summary>
${claimPart(finding, page)}
${causePart(finding, page)}
<p class="dim">Found after ${
    timeText(page.clock, seconds)
  }, the time for shrinking those before it included. It comes after ${
    counted(checks, "check")
  } of the plan, which is an order and no time: workers are ahead of it.${again}${escapeText(hidden)} ${
    escapeText(againText(finding))
  }</p>
${sidesPart(finding)}
${parts(finding)}
${replayPart(finding)}
${playground === null ? "" : `<p><a href="${escapeText(playground)}">Open in the playground</a></p>`}
${filesPart(finding, page.home)}
${replay.includes(token) ? "" : `<p class="dim">Token: <code>${escapeText(token)}</code></p>`}
</details>`;
}
