/**
 * How large code is, as findings report it.
 *
 * @module
 */

import { opcodeOf } from "../../../src/isa/code_unit.ts";
import { CACHE_UNITS_OF, OPCODES } from "../../../src/isa/opcodes.ts";
import type { Program } from "../../../src/isa/program.ts";

/** Instructions of a code object; inline caches and EXTENDED_ARG not counted. */
export function instructionCount(units: readonly number[]): number {
  let count = 0;
  for (let at = 0; at < units.length;) {
    const opcode = opcodeOf(units[at] as number);
    if (opcode !== OPCODES.EXTENDED_ARG.opcode) count++;
    at += 1 + (CACHE_UNITS_OF[opcode] as number);
  }
  return count;
}

/** Instructions of all code objects of a program that can be reached from its module code. */
export function programUnits(program: Program): number {
  const seen = new Set<number>();
  const work = [0];
  let count = 0;
  for (let index = work.pop(); index !== undefined; index = work.pop()) {
    const code = program.codes[index];
    if (code === undefined || seen.has(index)) continue;
    seen.add(index);
    count += instructionCount(code.code);
    for (const value of code.consts) if (value.t === "code") work.push(value.v);
  }
  return count;
}
