/**
 * A campaign as a page of Markdown, for the summary of a CI run.
 *
 * @module
 */

import { count, counted, duration, percent } from "../../report/text.ts";
import { expectedNew, frequenciesOf } from "../estimate.ts";
import { catalogOf } from "../report/catalog.ts";
import { reachableOf } from "../report/sampled_coverage.ts";
import { secondsOf, wholeTally } from "../report/sums.ts";
import { type CampaignView, type FindingView, unknownFindings } from "../report/view.ts";
import { headline, plainText } from "./words.ts";

/** A text that Markdown takes as it is. */
function inline(text: string): string {
  return plainText(text).replaceAll(/\s+/g, " ").replaceAll(/[\\`*_{}[\]<>|#~]/g, (found) => `\\${found}`);
}

/** A text between marks of code, in a table, too. */
function code(text: string): string {
  return `\`${plainText(text).replaceAll("`", "'").replaceAll("|", "\\|").replaceAll(/\s+/g, " ")}\``;
}

function row({ signature, claims, units, seconds, state, known }: FindingView): string {
  const standing = state === "fixed" ? "fixed" : known === null ? "**new**" : inline(`known ${known.link}`);
  const size = units === 0 ? "-" : count(units);
  return `| ${code(signature)} | ${standing} | ${inline(claims.join(", "))} | ${size} | ${duration(seconds)} |`;
}

/** What is shown of a finding whole. */
const LONGEST = 4000;

function story(finding: FindingView): string {
  const { replay, explanation, playground } = finding;
  const text = plainText(explanation);
  const shown = text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}\n…`;
  // A fence longer than any inside.
  const fence = "`".repeat(Math.max(3, ...Array.from(shown.matchAll(/`+/g), ([run]) => run.length + 1)));
  const block = shown === "" ? "" : `\n${fence}text\n${shown.trimEnd()}\n${fence}\n`;
  const look = playground === null ? "" : `\n[Open in the playground](${playground})\n`;
  return `<details><summary>${
    inline(headline(finding))
  }</summary>\n${block}\n${fence}sh\n${replay}\n${fence}\n${look}\n</details>`;
}

/** The summary. */
export function summaryReport(view: CampaignView): string {
  const { name, facts, findings, features, slices, sample } = view;
  const fresh = unknownFindings(view);
  const tally = wholeTally(view);
  const causes = (number: number): string => `${number} root cause${number === 1 ? "" : "s"}`;
  const verdict = fresh.length > 0
    ? `**${causes(fresh.length)} to look at.**`
    : findings.length === 0
    ? "Nothing found."
    : "Nothing new: what fails is known.";
  const reached = features.length > 0
    ? catalogOf(facts.language)?.reachable(features) ?? []
    : sample === null
    ? []
    : reachableOf(sample);
  const lines = [
    `## Tierproof campaign ${inline(name)}`,
    "",
    `${verdict} ${count(tally.checks)} checks of ${counted(facts.claims.length, "claim")} on ${
      inline(facts.attacked)
    }, target ${inline(facts.variant)}, in ${duration(secondsOf(view))}; seed ${facts.seed}; ${
      percent(tally.poisoned, tally.checks)
    } given up.`,
  ];
  if (findings.length > 0) {
    lines.push("", "| root cause | | claims | instructions | after |", "| --- | --- | --- | ---: | ---: |");
    lines.push(...findings.map(row));
    for (const finding of fresh) lines.push("", story(finding));
  }
  if (features.length > 0) {
    const more = expectedNew(frequenciesOf(features.map((feature) => feature.slices)), slices);
    lines.push(
      "",
      `Covered ${count(features.length)} features; a further slice brings about ${more.toFixed(2)} new ones.`,
    );
  }
  if (reached.length > 0) {
    if (sample !== null && features.length === 0) lines.push("", `Of the first ${count(sample.programs)} programs:`);
    for (const { what, reached: met, possible, never } of reached) {
      const names = never.slice(0, 12).map(code).join(", ");
      const more = never.length > 12 ? `, … (${never.length})` : "";
      lines.push("", `${inline(what)}: ${met} of ${possible}${never.length === 0 ? "" : `; never ${names}${more}`}`);
    }
  }
  return `${lines.join("\n")}\n`;
}
