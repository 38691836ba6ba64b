/**
 * How big a program is for the one who has to read it.
 *
 * @module
 */

import { decodeAll } from "../../src/isa/code_unit.ts";
import { OPCODES } from "../../src/isa/opcodes.ts";
import { type CodeObject, isEventHost, type Literal, type Program } from "../../src/isa/program.ts";

/** Size of a program: instructions and events. */
export interface ProgramSize {
  /** Instructions of all code objects reachable from the entry; inline caches, EXTENDED_ARG and the module code do not count. */
  readonly units: number;
  /** Places where reachable code loads a host function that is an event. */
  readonly events: number;
}

const LOADS: ReadonlySet<number> = new Set([
  OPCODES.LOAD_GLOBAL.opcode,
  OPCODES.LOAD_NAME.opcode,
  OPCODES.LOAD_FROM_DICT_OR_GLOBALS.opcode,
]);

function nestedCodes(consts: readonly Literal[]): number[] {
  return consts.flatMap((literal) => literal.t === "code" ? [literal.v] : []);
}

/** Code objects that the entry can reach, by constants and by the names that the module gives to code; never the module. */
export function reachableCodes(program: Program): readonly CodeObject[] {
  const reached = new Set<number>();
  const work: number[] = [];
  const reachName = (name: string): void => {
    program.codes.forEach((code, index) => {
      if (index > 0 && code.name === name && !reached.has(index)) work.push(index);
    });
  };
  reachName(program.entry);
  // An entry that is no code object's name was put together by the module code: then all of it counts.
  if (work.length === 0) return program.codes.slice(1);
  for (let index = work.pop(); index !== undefined; index = work.pop()) {
    const code = program.codes[index];
    if (code === undefined || reached.has(index)) continue;
    reached.add(index);
    work.push(...nestedCodes(code.consts));
    code.names.forEach(reachName);
  }
  return program.codes.filter((_code, index) => reached.has(index));
}

/** Size of a program. */
export function programSize(program: Program): ProgramSize {
  let units = 0;
  let events = 0;
  for (const code of reachableCodes(program)) {
    const global = OPCODES.LOAD_GLOBAL.opcode;
    for (const { opcode, oparg } of decodeAll(code.code)) {
      units++;
      // LOAD_GLOBAL keeps its flag for a null in the lowest bit.
      const name = LOADS.has(opcode) ? code.names[opcode === global ? oparg >>> 1 : oparg] : undefined;
      if (name !== undefined && isEventHost(name)) events++;
    }
  }
  return { units, events };
}
