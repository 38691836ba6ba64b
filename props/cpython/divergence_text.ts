/**
 * A divergence as plain text: both states side by side, what ran since the engines last agreed, and which pass is to blame.
 *
 * @module
 */

import type { Boundary, FrameState } from "../../src/isa/boundary.ts";
import { fastLocalNames } from "../../src/isa/operand_text.ts";
import type { Program } from "../../src/isa/program.ts";
import { onlyRemoves, type PassBlame } from "../../src/oracle/blame_pass.ts";
import type { Divergence } from "../../src/oracle/divergence.ts";
import type { TraceUop } from "../../src/oracle/verify_trace.ts";
import { uopText } from "./uop_text.ts";
import { cut } from "../report/text.ts";

const MAX_CELL = 48;
const MAX_UOPS = 12;
/** Frames shown; the innermost ones. */
const MAX_FRAMES = 3;

const PLACES: Readonly<Record<Divergence["origin"]["kind"], string>> = {
  tier1: "in tier 1",
  trace: "in a trace",
  deopt: "where a trace is left by a guard",
  error: "where a trace is left by an error",
  exit: "at the end of a trace",
};

/** One line: where two engines part first. */
export function divergencePlace({ found, origin, difference }: Divergence): string {
  const { name, unit } = found.frames[0] as FrameState;
  return `${name} at unit ${unit}, ${PLACES[origin.kind]}: ${difference.where}`;
}

/** Rows of a state: what, then its text. */
function stateRows(state: Boundary, program: Program | null): [string, string][] {
  const rows: [string, string][] = [];
  state.frames.slice(0, MAX_FRAMES).forEach((frame, i) => {
    const of = i === 0 ? "" : ` of ${frame.name}`;
    rows.push([i === 0 ? "at" : "then", `${frame.name}+${frame.unit}`]);
    const code = program?.codes[frame.code];
    const names = code === undefined ? [] : fastLocalNames(code);
    frame.locals.forEach((text, local) => rows.push([`${names[local] ?? `local ${local}`}${of}`, text]));
    if (frame.stack !== null) rows.push([`stack${of}`, `[${frame.stack.join(", ")}]`]);
  });
  if (state.exception !== null) rows.push(["exception", state.exception]);
  if (state.handler !== null) rows.push(["handler", state.handler < 0 ? "none" : `at unit ${state.handler}`]);
  rows.push(["effects", `${state.effects} log entries`]);
  return rows;
}

/** Characters of a cell that stand before what differs. */
const BEFORE_DIFFERENCE = 12;

/** Two cells of a row, cut so that what differs is seen. */
function cutBeside(one: string, other: string): [string, string] {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  const from = Math.max(0, same - BEFORE_DIFFERENCE);
  const isSeen = same === one.length || from === 0 || Math.max(one.length, other.length) <= MAX_CELL;
  const part = (text: string): string => cut(isSeen || text.length <= from ? text : `…${text.slice(from)}`, MAX_CELL);
  return [part(one), part(other)];
}

/** A table of both states; a row that differs is marked. Without the program, locals have numbers for names. */
export function stateTable(
  { left, right, expected, found, difference }: Divergence,
  program: Program | null,
): string[] {
  const ours = stateRows(found, program);
  const theirs = new Map(expected === null ? [] : stateRows(expected, program));
  const missing = difference.what === "crash" ? "goes on" : "never comes here";
  const rows = ours.map(([name, text], i): [string, string, string, string] => {
    const other = expected === null ? (i === 0 ? missing : "") : theirs.get(name) ?? "";
    const differs = expected === null ? i === 0 : other !== text;
    return [differs ? "!=" : "", name, ...cutBeside(other, text)];
  });
  const table: [string, string, string, string][] = [["", "", left, right], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => (row[column] as string).length)));
  return table.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ").trimEnd());
}

/** Which pass is to blame, and its rewrite. */
export function blameText(blame: PassBlame | null): string {
  if (blame === null) return "";
  const { pass, rewrite, rewrites } = blame;
  if (pass === null) {
    return "made by no pass: without any it fails as well, so it is the translation, a uop, or how the trace is left";
  }
  if (rewrite === null) return `made by the pass ${pass} (${rewrites} rewrites, none to blame alone)`;
  const { trace, index, before, after } = rewrite;
  const texts = (uops: readonly TraceUop[]) => uops.length === 0 ? "nothing" : uops.map(uopText).join(" · ");
  const how = onlyRemoves(rewrite) ? `takes away ${texts(before)}` : `makes ${texts(before)} into ${texts(after)}`;
  const several = trace === 0 ? "" : ` of its trace ${trace + 1}`;
  return `made by the pass ${pass}, which at uop ${index}${several} ${how}`;
}

/** The uops that ran since both engines agreed, in one line. */
export function ranText({ ran, firstUop, origin }: Divergence): string {
  if (origin.executor < 0) return "";
  const shown = ran.slice(-MAX_UOPS).map(uopText);
  const cutOff = ran.length > MAX_UOPS ? "... · " : "";
  const from = firstUop + Math.max(0, ran.length - MAX_UOPS);
  return shown.length === 0 ? "" : `then ran uops ${from} to ${origin.uop}: ${cutOff}${shown.join(" · ")}`;
}

/** Where both engines were last in the same state. */
export function agreedText({ agreed, origin }: Divergence): string {
  const at = agreed?.frames[0];
  if (at === undefined) return "both have nothing in common before";
  return `both agree up to ${at.name}+${at.unit}${origin.executor < 0 ? ", in tier 1" : ""}`;
}
