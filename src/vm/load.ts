/**
 * Loading: from a program to code objects of a machine.
 *
 * @module
 */

import type { CodeObject, Literal, Program } from "../isa/program.ts";
import { PyCode } from "../object/code.ts";
import { decodeLiteral } from "../object/program_values.ts";
import type { Value } from "../object/value.ts";
import type { Machine } from "./machine.ts";

/**
 * Makes the code objects of a program, indexed as there. Versions are given as the compiler finishes them: what lies among the
 * constants of a code object comes before it.
 */
export function loadCodes(m: Machine, program: Program): PyCode[] {
  const codes: PyCode[] = [];
  for (let index = 0; index < program.codes.length; index++) loadCode(m, program, index, codes);
  return codes;
}

function loadCode(m: Machine, program: Program, index: number, codes: PyCode[]): PyCode {
  const known = codes[index];
  if (known !== undefined) return known;
  const source = program.codes[index] as CodeObject;
  const consts: Value[] = [];
  for (const literal of source.consts) consts.push(loadConstant(m, program, literal, codes));
  const version = m.nextCodeVersion;
  if (version !== 0) m.nextCodeVersion = (version + 1) >>> 0;
  const code = new PyCode(source, index, consts, m.allocate(), version);
  codes[index] = code;
  return code;
}

function loadConstant(m: Machine, program: Program, literal: Literal, codes: PyCode[]): Value {
  return literal.t === "code" ? loadCode(m, program, literal.v, codes) : decodeLiteral(m, literal);
}
