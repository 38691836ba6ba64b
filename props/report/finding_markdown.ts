/**
 * A finding as Markdown, ready to paste into a bug tracker.
 *
 * @module
 */

import { placeText } from "../core/failure.ts";
import type { Finding } from "../core/finding.ts";
import type { Plug, Section } from "../core/plug.ts";
import { sizeText, targetText } from "./finding_text.ts";
import { replayCommand } from "./replay_command.ts";

/** Longest text of a side that is shown whole. */
const MAX_SIDE = 2000;

/** The whole report. */
export function findingMarkdown(finding: Finding, plug: Plug): string {
  const { input, source, text } = finding;
  const { before, after } = plug.explain(finding);
  const parts = [
    heading(finding),
    facts(finding, plug),
    cause(finding, plug),
    source === null ? "" : `### Source\n\n${fence(source.trimEnd(), "python")}`,
    ...before.map(section),
    input.kind === "choices" ? `### Input\n\n${fence(text)}` : `### Program: ${sizeText(finding)}\n\n${fence(text)}`,
    ...after.map(section),
    replay(finding, plug),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** A title in capitals as one in a report. */
function titleCase(title: string): string {
  return title.slice(0, 1) + title.slice(1).toLowerCase();
}

function section({ title, note, body, notes }: Section): string {
  const head = `### ${titleCase(title)}${note === "" ? "" : `: ${inline(note)}`}`;
  return [head, fence(body), ...notes.map((line) => `- ${inline(line)}`)].join("\n\n");
}

function heading({ claim, target, failure, signature, canary }: Finding): string {
  const what = failure.kind === "crash" ? failure.right.text : placeText(failure.place);
  const subject = canary ? `the canary ${claim}` : claim;
  return `## ${inline(`${subject} fails on the ${target} target: ${what} (${signature})`)}`;
}

function facts(finding: Finding, plug: Plug): string {
  const { claim, failure, flaky, seed, index, madeBy } = finding;
  const { left, right, place } = failure;
  const rows: [string, string][] = [
    ["claim", inline(claim)],
    ["target", inline(targetText(finding, plug))],
    ["where", inline(placeText(place))],
    [inline(left.name), code(left.text)],
    [inline(right.name), code(right.text)],
    ["seed, check", `${seed}, ${index}`],
  ];
  if (madeBy !== undefined) rows.push(["made by", inline(`the ${madeBy}: without it the claim holds`)]);
  if (flaky) {
    rows.push([
      "flaky",
      "a second run gave something else: what is attacked keeps something from run to run, or it is a defect of Tierproof",
    ]);
  }
  return ["| | |", "| --- | --- |", ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join("\n");
}

function cause({ cause: { defects, form }, healedBy }: Finding, { target }: Plug): string {
  if (defects.length === 0) return "";
  const what = (id: string): string => target.defects.find((each) => each.id === id)?.what ?? "";
  const lines = defects.map((id) => `**${id}**: ${inline(what(id))}.`);
  const shape = form === "" ? "" : ` (form \`${form}\`)`;
  const others = healedBy.filter((id) => !defects.includes(id));
  const also = others.length === 0 ? "" : ` So does ${others.map((id) => `\`${id}\``).join(", ")}.`;
  const alone = defects.length === 1
    ? "This repair alone heals it"
    : "These repairs heal it together, none of them alone";
  return `### Root cause\n\n${lines.join("\n")}\n\n${alone}${shape}.${also}`;
}

function replay(finding: Finding, plug: Plug): string {
  const url = plug.link?.(finding) ?? null;
  const look = url === null ? "" : `\n\n[Open in the playground](${url})`;
  return `### Replay\n\n${fence(replayCommand(finding, plug), "sh")}${look}`;
}

/** Text in a line of Markdown: what has a meaning there is escaped. */
function inline(text: string): string {
  return text.replaceAll(/[\\`*_|<>[\]]/g, "\\$&").replaceAll("\n", " ");
}

/** Text as code in a row of a table. */
function code(text: string): string {
  const cut = text.length <= MAX_SIDE ? text : `${text.slice(0, MAX_SIDE)}…`;
  const line = cut.replaceAll("\n", " ").replaceAll("|", "\\|");
  const ticks = fenceOf(line, 1);
  return line === "" ? "(nothing)" : `${ticks} ${line} ${ticks}`;
}

function fence(text: string, language = ""): string {
  const ticks = fenceOf(text, 3);
  return `${ticks}${language}\n${text}\n${ticks}`;
}

/** More backticks than any run of them in the text. */
function fenceOf(text: string, least: number): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  return "`".repeat(Math.max(least, longest + 1));
}
