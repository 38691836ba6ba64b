/**
 * Loading: from a program to code objects of a machine.
 *
 * @module
 */

import type { CodeObject, Program } from "../isa/program.ts";
import { type CodeLayout, layoutOf, PyCode } from "../object/code.ts";
import { decodeLiteral } from "../object/program_values.ts";
import type { Value } from "../object/value.ts";
import type { Machine } from "./machine.ts";

/** Layouts of the programs that were loaded and are still known to somebody. */
const LAYOUTS: WeakMap<Program, readonly CodeLayout[]> = new WeakMap();

function layoutsOf(program: Program): readonly CodeLayout[] {
  let layouts = LAYOUTS.get(program);
  if (layouts === undefined) {
    layouts = program.codes.map(layoutOf);
    LAYOUTS.set(program, layouts);
  }
  return layouts;
}

/**
 * Makes the code objects of a program, indexed as there. Versions are given as the compiler finishes them: what lies among the
 * constants of a code object comes before it.
 */
export function loadCodes(m: Machine, program: Program): PyCode[] {
  const codes: PyCode[] = [];
  const layouts = layoutsOf(program);
  for (let index = 0; index < program.codes.length; index++) loadCode(m, program, layouts, index, codes);
  m.codes = codes;
  return codes;
}

function loadCode(
  m: Machine,
  program: Program,
  layouts: readonly CodeLayout[],
  index: number,
  codes: PyCode[],
): PyCode {
  const known = codes[index];
  if (known !== undefined) return known;
  const source = program.codes[index] as CodeObject;
  const consts: Value[] = [];
  for (const literal of source.consts) {
    consts.push(literal.t === "code" ? loadCode(m, program, layouts, literal.v, codes) : decodeLiteral(m, literal));
  }
  const version = m.nextCodeVersion;
  if (version !== 0) m.nextCodeVersion = (version + 1) >>> 0;
  const code = new PyCode(source, index, consts, m.allocate(), version, layouts[index]);
  codes[index] = code;
  return code;
}
