/**
 * Programs for people to read: line numbers, labels, jump arrows, names and constants resolved. Not read back.
 *
 * @module
 */

import { bytesOfHex } from "./hex.ts";
import { listCode, type Listing, startOf } from "./listing.ts";
import { formatLiteral } from "./literal_text.ts";
import { decodeLocationTable, type Location } from "./location_table.ts";
import { fastLocalNames, opargText, operandText } from "./operand_text.ts";
import { CODE_FLAGS, type CodeObject, type Program } from "./program.ts";

/** Longest line; what goes beyond is cut. */
const MAX_WIDTH = 120;

function cutLine(line: string): string {
  const text = line.trimEnd();
  return text.length <= MAX_WIDTH ? text : `${text.slice(0, MAX_WIDTH - 3)}...`;
}

function locationsOf(code: CodeObject): Location[] {
  try {
    return decodeLocationTable(bytesOfHex(code.lineTable), code.firstlineno);
  } catch {
    // A listing is also for programs that are refused; they are shown without lines.
    return [];
  }
}

function signature(code: CodeObject): string {
  const parts: string[] = [];
  const names = code.varnames;
  names.slice(0, code.argcount).forEach((name, i) => {
    parts.push(name);
    if (i + 1 === code.posonlyargcount) parts.push("/");
  });
  let at = code.argcount;
  const keywordOnly = names.slice(at, at += code.kwonlyargcount);
  if (code.flags & CODE_FLAGS.VARARGS) parts.push(`*${names[at++]}`);
  else if (keywordOnly.length > 0) parts.push("*");
  parts.push(...keywordOnly);
  if (code.flags & CODE_FLAGS.VARKEYWORDS) parts.push(`**${names[at]}`);
  return parts.join(", ");
}

/**
 * Arrows of the jumps of a listing, one text an item: `>` where a jump arrives, `-` where it leaves, `|` in between.
 * Jumps take lanes from the inside out, short ones first.
 */
function arrows(listing: Listing): string[] {
  const rowOf = new Map(listing.items.map((item, row) => [startOf(item), row]));
  const jumps = listing.items.flatMap((item, from) => {
    const to = item.kind === "unit" || item.target === null ? undefined : rowOf.get(item.target);
    return to === undefined ? [] : [{ from, to, low: Math.min(from, to), high: Math.max(from, to) }];
  }).sort((a, b) => (a.high - a.low) - (b.high - b.low));
  const lanes: { low: number; high: number; to: number }[][] = [];
  for (const jump of jumps) {
    const free = (lane: { low: number; high: number; to: number }[]): boolean =>
      lane.every((other) => other.to === jump.to || other.high < jump.low || jump.high < other.low);
    let lane = lanes.find(free);
    if (lane === undefined) lanes.push(lane = []);
    lane.push(jump);
  }
  // Many nested jumps would push the text off the page; the outermost then have labels only.
  const shown = lanes.slice(0, 8);
  return listing.items.map((_, row) => {
    let text = "";
    let reach: string | null = null;
    for (const lane of shown.slice().reverse()) {
      const here = lane.filter((jump) => jump.low <= row && row <= jump.high);
      const end = here.find((jump) => jump.low === row || jump.high === row);
      if (end !== undefined) {
        reach = here.some((jump) => jump.to === row) ? ">" : "-";
        text += "+";
      } else text += here.length > 0 ? "|" : reach === null ? " " : "-";
    }
    return shown.length === 0 ? "" : text + (reach ?? " ");
  });
}

/** One code object as text, a line an instruction. */
export function formatCode(code: CodeObject): string {
  const listing = listCode(code);
  const locals = fastLocalNames(code);
  const locations = locationsOf(code);
  const gutter = arrows(listing);
  const lines = [`${code.qualname}(${signature(code)})  stack ${code.stacksize}, flags 0x${code.flags.toString(16)}`];
  let line: number | null = null;
  listing.items.forEach((item, row) => {
    const start = startOf(item);
    const at = item.kind === "unit" ? start : item.instruction.at;
    const label = listing.labels.get(start);
    const location = locations[at]?.line ?? null;
    const number = location === line ? "" : String(location ?? "-");
    line = location;
    const before = `${number.padStart(5)} ${String(at).padStart(5)} ${gutter[row]}${
      (label === undefined ? "" : `${label}:`).padStart(5)
    }`;
    if (item.kind === "unit") {
      lines.push(cutLine(`${before} unit 0x${item.unit.toString(16).padStart(4, "0")}`));
      return;
    }
    const { name, instruction, prefixes, target } = item;
    const meaning = operandText(code, locals, name, instruction.oparg);
    const operand = `${opargText(name, instruction.oparg).padStart(4)}${
      target === null ? "" : ` -> ${listing.labels.get(target)}`
    }`;
    const wide = prefixes > 0 ? `  [EXTENDED_ARG x${prefixes}]` : "";
    lines.push(cutLine(`${before} ${name.padEnd(24)} ${operand}${meaning === "" ? "" : ` (${meaning})`}${wide}`));
  });
  const place = (unit: number): string => listing.labels.get(unit) ?? String(unit);
  for (const entry of code.exceptionTable) {
    const lasti = entry.lasti ? ", lasti" : "";
    lines.push(
      `      ${place(entry.start)} to ${place(entry.start + entry.length)} handled at ${
        place(entry.target)
      }, depth ${entry.depth}${lasti}`,
    );
  }
  return lines.join("\n");
}

/** A whole program as text: every code object, then what is called how often. */
export function formatProgram(program: Program): string {
  const call = `${program.entry}(${program.args.map(formatLiteral).join(", ")})`;
  const parts = program.codes.map((code, index) => `code ${index}: ${formatCode(code)}`);
  parts.push(cutLine(`run the module ${program.moduleName}, then ${program.calls} x ${call}`));
  return `${parts.join("\n\n")}\n`;
}
