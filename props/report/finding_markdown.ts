/**
 * A finding as Markdown, ready to paste into a bug tracker.
 *
 * @module
 */

import { REPAIRS } from "../../src/isa/repairs.ts";
import type { Finding } from "../core/finding.ts";
import { agreedText, blameText, divergencePlace, ranText, stateTable } from "./divergence_text.ts";
import { limitsText, programListing, traceListings } from "./finding_text.ts";

/** Longest text of a side that is shown whole. */
const MAX_SIDE = 2000;

/** The whole report. */
export function findingMarkdown(finding: Finding): string {
  const parts = [heading(finding), facts(finding), cause(finding)];
  const { stored, python, description } = finding;
  if (python !== null) parts.push(`### Python source\n\n${fence(python.trimEnd(), "python")}`);
  if (stored === null) parts.push(`### Input\n\n${fence(description)}`);
  else {
    const { divergence } = finding;
    if (divergence !== null) {
      const table = stateTable(divergence, stored.program).join("\n");
      const lines = [agreedText(divergence), ranText(divergence), blameText(divergence.blame)].filter((line) =>
        line !== ""
      ).map(inline);
      const place = inline(divergencePlace(divergence));
      parts.push([`### First difference: ${place}`, fence(table), ...lines.map((line) => `- ${line}`)].join("\n\n"));
    }
    const events = finding.events === 0 ? "" : `, ${finding.events} events`;
    parts.push(`### Bytecode: ${finding.units} instructions${events}\n\n${fence(programListing(stored.program))}`);
    for (const { note, text } of traceListings(finding, stored.program)) {
      parts.push(`### Trace: ${note}\n\n${fence(text)}`);
    }
  }
  parts.push(replay(finding));
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function heading({ claim, target, failure, signature, canary }: Finding): string {
  const what = failure.kind === "crash" ? failure.right.text : failure.where;
  const subject = canary ? `the canary ${claim}` : claim;
  return `## ${inline(`${subject} fails on the ${target} target: ${what} (${signature})`)}`;
}

function facts({ claim, target, repairs, failure, flaky, seed, index, stored }: Finding): string {
  const { left, right, where } = failure;
  const mended = target === "repaired" || repairs.length === 0 ? target : `${target} + ${repairs.join(" + ")}`;
  const rows: [string, string][] = [
    ["claim", inline(claim)],
    ["target", inline(mended)],
    ["where", inline(where)],
    [inline(left.name), code(left.text)],
    [inline(right.name), code(right.text)],
    ["seed, check", `${seed}, ${index}`],
  ];
  const limits = stored === null ? "" : limitsText(stored.limits);
  if (limits !== "") rows.push(["limits", inline(limits)]);
  if (flaky) rows.push(["flaky", "a second run gave something else: a defect of Tierproof"]);
  return ["| | |", "| --- | --- |", ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join("\n");
}

function cause({ cause: { repairs, form }, healedBy }: Finding): string {
  if (repairs.length === 0) return "";
  const lines = repairs.map((id) => `**${id}**: ${inline(REPAIRS[id].what)}.`);
  const shape = form === "" ? "" : ` (form \`${form}\`)`;
  const others = healedBy.filter((id) => !repairs.includes(id));
  const also = others.length === 0 ? "" : ` So does ${others.map((id) => `\`${id}\``).join(", ")}.`;
  const alone = repairs.length === 1
    ? "This repair alone heals it"
    : "These repairs heal it together, none of them alone";
  return `### Root cause\n\n${lines.join("\n")}\n\n${alone}${shape}.${also}`;
}

function replay({ token }: Finding): string {
  return `### Replay\n\n${fence(`deno task replay ${token}`, "sh")}`;
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
