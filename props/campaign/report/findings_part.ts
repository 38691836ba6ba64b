/**
 * The findings of a campaign on its page: a table of all, and each with both sides, the program and its traces.
 *
 * @module
 */

import type { Section } from "../../core/plug.ts";
import { type Cell, numberCell, sortableTable, textCell } from "../../report/html/table.ts";
import { escapeText } from "../../report/html/text.ts";
import { count, duration } from "../../report/text.ts";
import type { FindingView } from "./view.ts";

/** What happened, by the kind of a finding. */
const KINDS: Readonly<Record<FindingView["kind"], string>> = {
  claim: "a claim fails",
  hang: "a check that never ends",
  memory: "a check that eats memory",
  death: "a check that kills its process",
};

/** What is to be said beside a finding's name; empty for one that is simply open. */
function standingOf({ state, ours, known }: FindingView): string {
  if (state === "open" && known !== null) return known.link === "" ? "known" : `known: ${known.link}`;
  if (ours) return "a defect of Tierproof itself";
  return state === "fixed" ? "does not fail any more" : "";
}

/** Name of a finding's place on the page. */
function anchor({ id }: FindingView): string {
  return `finding-${id}`;
}

function linkCell(finding: FindingView): Cell {
  return { html: `<a href="#${anchor(finding)}"><code>${escapeText(finding.signature)}</code></a>` };
}

/** All findings, one a row. */
export function findingsTable(findings: readonly FindingView[]): string {
  const head = ["root cause", "what", "state", "claims", "after", "checks before", "again", "instructions"];
  return sortableTable(
    "findings-table",
    head,
    findings.map((finding) => [
      linkCell(finding),
      textCell(KINDS[finding.kind]),
      textCell(standingOf(finding) || finding.state),
      textCell(finding.claims.join(", ")),
      numberCell(duration(finding.seconds), finding.seconds),
      numberCell(count(finding.checks), finding.checks),
      numberCell(count(finding.duplicates), finding.duplicates),
      numberCell(finding.units === 0 ? "-" : count(finding.units), finding.units === 0 ? null : finding.units),
    ]),
  );
}

/** Text in columns, in a box that scrolls and that the keyboard reaches. */
function scrolled(text: string, label: string): string {
  return `<div class="wide" tabindex="0" role="region" aria-label="${escapeText(label)}"><pre>${
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
  const side = ({ name, text }: FindingView["left"], style: string): string =>
    `<section><h4>${escapeText(name)}</h4><p class="${style}"><code>${escapeText(text)}</code></p></section>`;
  const place = where === "" ? "" : `<p>Where they part: ${escapeText(where)}</p>`;
  return `${place}<div class="beside expected">${side(left, "good")}${side(right, "bad")}</div>`;
}

function causePart({ cause: { defects, form }, healedBy }: FindingView): string {
  if (defects.length === 0) return "<p>No known defect explains it.</p>";
  const names = defects.map((id) => `<code>${escapeText(id)}</code>`).join(" and ");
  const kind = form === "" ? "" : `, in its form <code>${escapeText(form)}</code>`;
  const what = healedBy === "" ? "" : `: ${escapeText(healedBy)}`;
  return `<p>Vanishes once ${names} is mended${kind}${what}</p>`;
}

function parts(finding: FindingView): string {
  const { sections, program, explanation } = finding;
  if (sections === null || program === "") {
    return explanation === "" ? "" : `<section><h4>Explanation</h4>${scrolled(explanation, "Explanation")}</section>`;
  }
  const bytecode = sectionPart({ title: "PROGRAM", note: "as it was shrunk", body: program, notes: [] });
  const before = sections.before.map(sectionPart).join("");
  return `${before}<div class="beside">${bytecode}<div>${sections.after.map(sectionPart).join("")}</div></div>`;
}

/** A finding with all that is known of it. */
export function findingPart(finding: FindingView): string {
  const { signature, claim, units, duplicates, seconds, checks, replay, folder, token, playground } = finding;
  const standing = standingOf(finding);
  const tag = standing === "" ? "" : ` <span class="tag">${escapeText(standing)}</span>`;
  const size = units === 0 ? "" : `, ${count(units)} instructions`;
  const again = duplicates === 0 ? "" : `, and in ${count(duplicates)} more checks`;
  return `<details class="finding" id="${anchor(finding)}"><summary><b><code>${escapeText(signature)}</code></b>${tag}
<span class="dim">${escapeText(`${KINDS[finding.kind]}: ${claim}${size}`)}</span></summary>
<p class="dim">Found after ${duration(seconds)} and ${count(checks)} checks${again}.</p>
${causePart(finding)}
${sidesPart(finding)}
${parts(finding)}
<p>To see it again: ${scrolled(replay, "Command that replays it")}</p>
${playground === null ? "" : `<p><a href="${escapeText(playground)}">Open in the playground</a></p>`}
${folder === "" ? "" : `<p class="dim">Files: <code>findings/${escapeText(folder)}</code></p>`}
${replay.includes(token) ? "" : `<p class="dim">Token: <code>${escapeText(token)}</code></p>`}
</details>`;
}
