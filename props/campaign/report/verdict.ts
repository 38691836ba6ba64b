/**
 * What a campaign says in a few sentences: how many defects were found, whether anything is left that nobody explains, and whether it
 * had come to an end of what is new.
 *
 * @module
 */

import { count, counted } from "../../report/text.ts";
import { clockFor, timeText } from "./clock.ts";
import { secondsOf, wholeTally } from "./sums.ts";
import type { CampaignView, FindingView } from "./view.ts";

/** Sentences for the top of a report. */
export interface Verdict {
  /** `clean`: nothing was found; `explained`: all of it is due to known defects; `unexplained`: somebody has to look. */
  readonly kind: "clean" | "explained" | "unexplained";
  /** The one that counts. */
  readonly headline: string;
  /** The others. */
  readonly sentences: readonly string[];
}

/** Findings by the defect that explains them; those that several explain together are by all of them. */
export function byDefect(findings: readonly FindingView[]): ReadonlyMap<string, readonly FindingView[]> {
  const groups = new Map<string, FindingView[]>();
  for (const finding of findings) {
    const { cause: { defects } } = finding;
    if (defects.length === 0) continue;
    const key = defects.join("+");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return groups;
}

/** Findings that no known defect explains. */
export function unexplained(findings: readonly FindingView[]): FindingView[] {
  return findings.filter(({ cause: { defects } }) => defects.length === 0);
}

/** Known defects that findings are forms of. */
export function foundDefects(findings: readonly FindingView[]): ReadonlySet<string> {
  return new Set(findings.flatMap(({ cause: { defects } }) => defects));
}

/** The verdict on a campaign. */
export function verdictOf(view: CampaignView): Verdict {
  const { findings, facts: { claims } } = view;
  const { checks } = wholeTally(view);
  if (findings.length === 0) {
    const what = checks === 0
      ? "no check was made yet"
      : `all ${count(claims.length)} claims held in all ${count(checks)} checks`;
    return { kind: "clean", headline: `Nothing was found: ${what}.`, sentences: lateness(view) };
  }
  const strange = unexplained(findings);
  const forms = findings.length - strange.length;
  const known = foundDefects(findings).size;
  const found = forms === 0 ? "" : `${counted(forms, "form")} of ${counted(known, "known defect")}`;
  const rest = strange.length === 0
    ? "nothing unexplained"
    : `${counted(strange.length, "finding")} that no known defect explains`;
  return {
    kind: strange.length === 0 ? "explained" : "unexplained",
    headline: `Found: ${[found, rest].filter((part) => part !== "").join(", ")}.`,
    sentences: [...standing(view, strange), ...lateness(view)],
  };
}

/** Findings that are named at the top. */
const MOST_NAMED = 6;

/** What has become of the findings. */
function standing({ findings }: CampaignView, strange: readonly FindingView[]): string[] {
  const sentences: string[] = [];
  if (strange.length > 0) {
    const named = strange.slice(0, MOST_NAMED).map(({ signature }) => signature).join(", ");
    const rest = strange.length - MOST_NAMED;
    sentences.push(`Look at these first: ${named}${rest > 0 ? ` and ${count(rest)} more` : ""}.`);
  }
  const ours = findings.filter((finding) => finding.ours).length;
  if (ours > 0) sentences.push(`${counted(ours, "finding")} of them ${is(ours)} a mistake of Tierproof itself.`);
  if (findings.every(({ again, signature }) => again === signature)) {
    sentences.push("Each was run once more after it was shrunk, and failed for the same root cause.");
  }
  const fixed = findings.filter(({ state }) => state === "fixed").length;
  if (fixed > 0) sentences.push(`${counted(fixed, "finding")} ${fixed === 1 ? "fails" : "fail"} no more.`);
  const listed = findings.filter(({ known }) => known !== null).length;
  if (listed > 0) sentences.push(`${counted(listed, "finding")} ${is(listed)} in known.json.`);
  return sentences;
}

function is(number: number): string {
  return number === 1 ? "is" : "are";
}

/** The part of the time that is the end of a campaign. */
const END = 0.1;

/** Whether anything new was still met at the end. */
function lateness(view: CampaignView): string[] {
  const { findings, statistics } = view;
  const seconds = secondsOf(view);
  const last = statistics.at(-1);
  if (last === undefined || seconds === 0) return [];
  const clock = clockFor(seconds);
  const latest = Math.max(...findings.map((finding) => finding.seconds));
  const found = findings.length === 0
    ? ""
    : `The last finding came after ${timeText(clock, latest)} of ${timeText(clock, seconds)}`;
  const before = statistics.findLast((row) => row.seconds <= (1 - END) * seconds)?.features ?? 0;
  const more = last.features - before;
  const grew = last.features === 0
    ? ""
    : more === 0
    ? "in the last tenth of the time programs reached nothing new"
    : `in the last tenth of the time programs still reached ${
      counted(more, "new feature")
    }, so a longer run would reach more`;
  const sentence = [found, grew].filter((part) => part !== "").join("; ");
  return sentence === "" ? [] : [`${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}.`];
}
