/**
 * Program to assembler text (docs/FORMAT.md). `assemble(disassemble(program))` equals the program, padding included.
 *
 * @module
 */

import { listCode, type Listing, type ListingItem, prefixesFor, startOf } from "./listing.ts";
import { formatLiteral, formatName } from "./literal_text.ts";
import { fastLocalNames, opargText, operandText } from "./operand_text.ts";
import type { CodeObject, Program } from "./program.ts";

/** First line of every assembler text: the format and its version. */
export const ASSEMBLY_HEADER = "tierproof-assembly 1";

/** Longest meaning that is written as a comment. */
const MAX_COMMENT = 60;

function position(listing: Listing, unit: number): string {
  return listing.labels.get(unit) ?? `@${unit}`;
}

function itemText(code: CodeObject, locals: readonly string[], listing: Listing, item: ListingItem): string {
  if (item.kind === "unit") return `unit 0x${item.unit.toString(16).padStart(4, "0")}`;
  const { name, instruction, prefixes, target } = item;
  // The size of a jump can depend on itself, so a jump says its prefixes whenever it has some; others when they are padding.
  const said = target === null ? prefixesFor(instruction.oparg) : 0;
  const operand = target === null ? opargText(name, instruction.oparg) : position(listing, target);
  const wide = prefixes > said ? ` wide ${prefixes}` : "";
  const meaning = operandText(code, locals, name, instruction.oparg);
  const comment = meaning.length > MAX_COMMENT ? `${meaning.slice(0, MAX_COMMENT)}...` : meaning;
  return `${name}${operand === "" ? "" : ` ${operand}`}${wide}${comment === "" ? "" : `  # ${comment}`}`;
}

function codeLines(code: CodeObject, index: number): string[] {
  const lines = [
    `code ${formatName(code.name)}  # ${index}`,
    `  qualname ${formatName(code.qualname)}`,
    `  params ${code.argcount} ${code.posonlyargcount} ${code.kwonlyargcount}`,
    `  flags 0x${code.flags.toString(16)}`,
    `  stacksize ${code.stacksize}`,
    `  firstline ${code.firstlineno}`,
  ];
  for (const list of ["varnames", "cellvars", "freevars", "names"] as const) {
    if (code[list].length > 0) lines.push(`  ${list} ${code[list].map(formatName).join(" ")}`);
  }
  code.consts.forEach((literal, i) => lines.push(`  const ${formatLiteral(literal)}  # ${i}`));
  if (code.lineTable !== "") lines.push(`  lines ${code.lineTable}`);
  lines.push("  begin");
  const listing = listCode(code);
  const locals = fastLocalNames(code);
  const label = (unit: number): void => {
    const text = listing.labels.get(unit);
    if (text !== undefined) lines.push(`  ${text}:`);
  };
  for (const item of listing.items) {
    label(startOf(item));
    lines.push(`    ${itemText(code, locals, listing, item)}`);
  }
  label(code.code.length);
  for (const entry of code.exceptionTable) {
    const range = `${position(listing, entry.start)} ${position(listing, entry.start + entry.length)}`;
    const lasti = entry.lasti ? " lasti" : "";
    lines.push(`    except ${range} ${position(listing, entry.target)} depth ${entry.depth}${lasti}`);
  }
  lines.push("  end");
  return lines;
}

/** Assembler text of a program, read back exactly by `assemble`. */
export function disassemble(program: Program): string {
  const lines = [
    ASSEMBLY_HEADER,
    `module ${formatName(program.moduleName)}`,
    ...(program.hosts.length > 0 ? [`hosts ${program.hosts.join(" ")}`] : []),
    `entry ${formatName(program.entry)}`,
    `calls ${program.calls}`,
    ...program.args.map((literal) => `arg ${formatLiteral(literal)}`),
  ];
  program.codes.forEach((code, index) => lines.push("", ...codeLines(code, index)));
  return `${lines.join("\n")}\n`;
}
