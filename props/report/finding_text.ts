/**
 * A finding as text: what a stranger sees first. Claim and difference, the repair that heals it, the program, its traces,
 * and how to see it again.
 *
 * @module
 */

import { DEFAULT_LIMITS, type Limits } from "../../src/isa/engine.ts";
import { formatCode } from "../../src/isa/format_program.ts";
import { formatLiteral } from "../../src/isa/literal_text.ts";
import type { Program } from "../../src/isa/program.ts";
import { type RepairRow, REPAIRS } from "../../src/isa/repairs.ts";
import { UOPS } from "../../src/isa/uops.ts";
import type { InvolvedTrace } from "../../src/oracle/explain.ts";
import type { Finding } from "../core/finding.ts";
import { reachableCodes } from "../cpython/program_size.ts";
import { looksLikeToken } from "../core/token.ts";
import type { Paint } from "../cli/options.ts";
import { divergenceLines, divergencePlace } from "./divergence_text.ts";
import { count, cut, wrap } from "./text.ts";
import { uopText } from "./uop_text.ts";

const WIDTH = 100;
/** Most traces shown; a shrunk program seldom has more than one. */
const MAX_TRACES = 3;

/** The whole text of a finding. */
export function findingText(finding: Finding, paint: Paint): string {
  const parts = [heading(finding, paint), difference(finding, paint), blame(finding, paint)];
  if (finding.stored === null) parts.push(section("INPUT", "", finding.description, paint));
  else {parts.push(
      partingText(finding, finding.stored.program, paint),
      programText(finding, finding.stored.program, paint),
      ...traceTexts(finding, finding.stored.program, paint),
    );}
  parts.push(replayText(finding, paint));
  return parts.filter((part) => part !== "").join("\n\n");
}

function heading(finding: Finding, paint: Paint): string {
  const title = finding.flaky ? "FLAKY" : finding.failure.kind === "crash" ? "CRASH" : "FOUND";
  const mended = finding.target === "repaired" || finding.repairs.length === 0
    ? finding.target
    : `${finding.target} + ${finding.repairs.join(" + ")}`;
  const origin = looksLikeToken(finding.token) ? `seed ${finding.seed} · check ${count(finding.index)}` : finding.token;
  const facts = `${finding.claim} · target ${mended} · ${origin}`;
  return `${paint(["bold", "red"], title)}  ${facts}`;
}

function difference({ failure, flaky }: Finding, paint: Paint): string {
  const { left, right, where } = failure;
  const width = Math.max(left.name.length, right.name.length);
  const side = (name: string, text: string, style: "green" | "red") =>
    `    ${name.padEnd(width)}  ${paint(style, cut(text, 240))}`;
  const lines = [`  ${paint("bold", where)}`, side(left.name, left.text, "green"), side(right.name, right.text, "red")];
  if (flaky) {
    lines.push("  A second run of the same input gave something else: a defect of Tierproof, please report it.");
  }
  return lines.join("\n");
}

function blame(finding: Finding, paint: Paint): string {
  const [id, ...others] = finding.healedBy;
  if (id === undefined) {
    const together = finding.cause.repairs;
    if (together.length > 1) {
      return `  healed by ${paint(["bold", "cyan"], together.join(" + "))}, by none of them alone`;
    }
    if (finding.failure.kind === "crash" || finding.canary || finding.stored === null) return "";
    return finding.target === "repaired" ? "" : "  No single repair makes it vanish.";
  }
  const also = others.length === 0 ? "" : ` (so does ${others.join(", ")})`;
  const row: RepairRow = REPAIRS[id];
  const form = finding.cause.form === "" ? "" : `, form ${finding.cause.form}`;
  return `  healed by ${paint(["bold", "cyan"], id)}${form}${also}\n${paint("dim", wrap(row.what, WIDTH, "    "))}`;
}

function section(title: string, note: string, body: string, paint: Paint): string {
  const head = `${paint("bold", title)}${note === "" ? "" : `  ${paint("dim", note)}`}`;
  return `${head}\n${body.split("\n").map((line) => (line === "" ? "" : `  ${line}`)).join("\n")}`;
}

/** Where the engines part first, with both states. */
function partingText({ divergence }: Finding, program: Program, paint: Paint): string {
  if (divergence === null) return "";
  return section(
    "FIRST DIFFERENCE",
    divergencePlace(divergence),
    divergenceLines(divergence, program).join("\n"),
    paint,
  );
}

function programText(finding: Finding, program: Program, paint: Paint): string {
  const { steps, tried, complete } = finding.shrinking;
  const events = finding.events === 0 ? "" : `, ${finding.events} events`;
  const shrunk = steps === 0
    ? ""
    : `, shrunk in ${steps} steps${complete ? "" : " (budget spent)"}, ${count(tried)} tried`;
  const limits = finding.stored === null ? "" : limitsText(finding.stored.limits);
  const body = `${programListing(program)}${limits === "" ? "" : `\nlimits: ${limits}`}`;
  return section("PROGRAM", `${finding.units} instructions${events}${shrunk}`, body, paint);
}

/** The code that a program can reach, and what it runs. */
export function programListing(program: Program): string {
  const codes = reachableCodes(program).map((code) => formatCode(code).trimEnd());
  const args = program.args.map(formatLiteral).join(", ");
  const times = program.calls === 1 ? "once" : `${program.calls} times`;
  return [...codes, `runs ${program.entry}(${args}) ${times}`].join("\n\n");
}

/** The limits of a run that are not the usual ones. */
export function limitsText(limits: Limits): string {
  const unusual = Object.entries(limits).filter(([name, value]) => DEFAULT_LIMITS[name as keyof Limits] !== value);
  return unusual.map(([name, value]) => `${name} ${value}`).join(", ");
}

/** The first traces of a finding, each with what is to be said of it. */
export function traceListings(finding: Finding, program: Program): { readonly note: string; readonly text: string }[] {
  return finding.traces.slice(0, MAX_TRACES).map((each) => {
    const name = program.codes[each.code]?.name ?? `code ${each.code}`;
    const note = `${name}, entered at unit ${each.unit}, ${each.trace.length} uops${each.valid ? "" : ", invalid"}`;
    return { note, text: traceLines(each).join("\n") };
  });
}

function traceTexts(finding: Finding, program: Program, paint: Paint): string[] {
  const texts = traceListings(finding, program).map(({ note, text }) => section("TRACE", note, text, paint));
  const hidden = finding.traces.length - texts.length;
  if (hidden > 0) texts.push(`  ... and ${hidden} more traces`);
  return texts;
}

/** A trace, one line for each instruction pointer that it sets: the unit, then the uops under it; inlined calls are set in. */
export function traceLines({ trace }: Pick<InvolvedTrace, "trace">): string[] {
  const groups: { ip: string; depth: number; uops: string[] }[] = [];
  let depth = 0;
  for (const uop of trace) {
    if (uop.uop === UOPS._SET_IP.id) groups.push({ ip: String(uop.oparg), depth, uops: [] });
    else if (groups.length === 0) groups.push({ ip: "", depth, uops: [uopText(uop)] });
    else groups.at(-1)?.uops.push(uopText(uop));
    if (uop.uop === UOPS._PUSH_FRAME.id) depth++;
    if (uop.uop === UOPS._POP_FRAME.id) depth--;
  }
  return groups.flatMap(({ ip, depth, uops }) =>
    wrapUops(uops).map((line, i) => `${(i === 0 ? ip : "").padStart(4)}  ${"   ".repeat(Math.max(depth, 0))}${line}`)
  );
}

function wrapUops(uops: readonly string[]): string[] {
  const lines: string[] = [];
  let line = "";
  for (const uop of uops) {
    if (line !== "" && line.length + uop.length + 3 > WIDTH - 8) {
      lines.push(line);
      line = "";
    }
    line += line === "" ? uop : ` · ${uop}`;
  }
  return [...lines, line];
}

function replayText(finding: Finding, paint: Paint): string {
  return section("REPLAY", "", `deno task replay ${finding.token}`, paint);
}
