/**
 * Line tables for code that has none: two instructions a line, the first of the code on a line of its own.
 *
 * @module
 */

import { CACHE_UNITS_OF, OPCODES } from "../../../src/isa/opcodes.ts";
import type { CodeObject } from "../../../src/isa/program.ts";

/** Entries without columns: the line goes up by none or by one. */
const LINE_ONLY = 128 | (13 << 3);
const SAME_LINE = 0;
const NEXT_LINE = 2;
/** Most units of an entry. */
const MOST_UNITS = 8;

/** The code with a line table. */
export function withLines(code: CodeObject): CodeObject {
  const bytes: number[] = [];
  let index = 0;
  for (let unit = 0; unit < code.code.length; index++) {
    const start = unit;
    // Prefixes stand on the line of their instruction.
    while (((code.code[unit] as number) & 0xff) === OPCODES.EXTENDED_ARG.opcode) unit++;
    unit += 1 + (CACHE_UNITS_OF[(code.code[unit] as number) & 0xff] as number);
    let left = unit - start;
    let step = index % 2 === 1 ? NEXT_LINE : SAME_LINE;
    for (; left > 0; left -= MOST_UNITS, step = SAME_LINE) {
      bytes.push(LINE_ONLY | (Math.min(left, MOST_UNITS) - 1), step);
    }
  }
  return { ...code, lineTable: bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("") };
}
