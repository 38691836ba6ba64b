/**
 * A finding as text: what a stranger sees first. Claim and difference, the repair that heals it, the program, its traces,
 * and how to see it again.
 *
 * @module
 */

import type { Finding } from "../core/finding.ts";
import { placeText } from "../core/failure.ts";
import type { Plug, Section } from "../core/plug.ts";
import { looksLikeToken } from "../core/token.ts";
import type { Paint } from "./paint.ts";
import { replayCommand } from "./replay_command.ts";
import { count, counted, cut, foldRuns, wrap } from "./text.ts";

const WIDTH = 100;

/** The whole text of a finding; `again` shows it again. */
export function findingText(
  finding: Finding,
  plug: Plug,
  paint: Paint,
  again: string = replayCommand(finding, plug),
): string {
  const { before, after } = plug.explain(finding);
  const parts = [
    heading(finding, plug, paint),
    difference(finding, paint),
    blame(finding, plug, paint),
    partText(finding, paint),
    ...before.map((each) => sectionText(each, paint)),
    inputText(finding, paint),
    ...after.map((each) => sectionText(each, paint)),
    section("REPLAY", "", again, paint),
    linkText(finding, plug, paint),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** What the target is called, with what is mended besides. */
export function targetText({ attacked, language, target, mended }: Finding, { target: { variants } }: Plug): string {
  const variant = target === variants.all || mended.length === 0 ? target : `${target} + ${mended.join(" + ")}`;
  return attacked === language ? variant : `${attacked}, ${variant}`;
}

/** What is on both sides of the difference, on one line. */
function whereText({ failure }: Finding): string {
  return placeText(failure.place);
}

function heading(finding: Finding, plug: Plug, paint: Paint): string {
  const title = finding.flaky ? "FLAKY" : finding.failure.kind === "crash" ? "CRASH" : "FOUND";
  const origin = looksLikeToken(finding.token) ? `seed ${finding.seed} · check ${count(finding.index)}` : finding.token;
  const facts = `${finding.claim} · target ${targetText(finding, plug)} · ${origin}`;
  return `${paint(["bold", "red"], title)}  ${facts}`;
}

function difference(finding: Finding, paint: Paint): string {
  const { failure: { left, right }, flaky } = finding;
  const where = whereText(finding);
  const width = Math.max(left.name.length, right.name.length);
  const side = (name: string, text: string, style: "green" | "red") =>
    `    ${name.padEnd(width)}  ${paint(style, cut(text, 240))}`;
  const lines = [`  ${paint("bold", where)}`, side(left.name, left.text, "green"), side(right.name, right.text, "red")];
  if (flaky) {
    lines.push(
      "  A second run of the same input gave something else: what is attacked keeps something from run to run, or",
      "  draws or reads something of its own; if it is not yours, this is a defect of Tierproof, please report it.",
    );
  }
  return lines.join("\n");
}

function blame(finding: Finding, { target }: Plug, paint: Paint): string {
  const [id, ...others] = finding.healedBy;
  if (id === undefined) {
    const together = finding.cause.defects;
    if (together.length > 1) {
      return `  healed by ${paint(["bold", "cyan"], together.join(" + "))}, by none of them alone`;
    }
    const isSaid = finding.failure.kind === "crash" || finding.canary || finding.input.kind === "choices";
    return isSaid || target.defects.length === finding.mended.length ? "" : "  No single repair makes it vanish.";
  }
  const also = others.length === 0 ? "" : ` (so does ${others.join(", ")})`;
  const what = target.defects.find((each) => each.id === id)?.what ?? "";
  const form = finding.cause.form === "" ? "" : `, form ${finding.cause.form}`;
  return `  healed by ${paint(["bold", "cyan"], id)}${form}${also}\n${paint("dim", wrap(what, WIDTH, "    "))}`;
}

/** The part of the user's own that is to blame. */
function partText({ madeBy }: Finding, paint: Paint): string {
  return madeBy === undefined ? "" : `  made by the ${paint(["bold", "cyan"], madeBy)}: without it the claim holds`;
}

function section(title: string, note: string, body: string, paint: Paint): string {
  const head = `${paint("bold", title)}${note === "" ? "" : `  ${paint("dim", note)}`}`;
  return `${head}\n${body.split("\n").map((line) => (line === "" ? "" : `  ${line}`)).join("\n")}`;
}

function sectionText({ title, note, body, notes }: Section, paint: Paint): string {
  return section(title, note, [body, ...(notes.length === 0 ? [] : ["", ...notes])].join("\n"), paint);
}

/** Where it can be looked at, if anywhere. */
function linkText(finding: Finding, { link }: Plug, paint: Paint): string {
  const url = link?.(finding) ?? null;
  return url === null ? "" : section("OPEN IN THE PLAYGROUND", "", url, paint);
}

function inputText(finding: Finding, paint: Paint): string {
  if (finding.input.kind === "choices") return section("INPUT", "", foldRuns(finding.text), paint);
  const { steps, tried, complete } = finding.shrinking;
  const shrunk = steps === 0
    ? ""
    : `, shrunk in ${counted(steps, "step")}${complete ? "" : " (budget spent)"}, ${count(tried)} tried`;
  return section("PROGRAM", `${sizeText(finding)}${shrunk}`, foldRuns(finding.text), paint);
}

/** Instructions and events of a finding's program. */
export function sizeText({ units, events }: Pick<Finding, "units" | "events">): string {
  return `${counted(units, "instruction")}${events === 0 ? "" : `, ${counted(events, "event")}`}`;
}
