/**
 * Loading: from a program to code objects of a machine.
 *
 * @module
 */

import { assertNever } from "../isa/errors.ts";
import type { CodeObject, Literal, Program } from "../isa/program.ts";
import { type CodeLayout, layoutOf, PyCode } from "../object/values/code.ts";
import { decodeLiteral } from "../object/values/program_values.ts";
import type { Value } from "../object/values/value.ts";
import { hasText, showsDeaths } from "./lifetime/visible.ts";
import type { Machine } from "./machine.ts";

/** What depends on a program alone. */
export interface ProgramLayout {
  readonly program: Program;
  readonly codes: readonly LoadableCode[];
  readonly showsDeaths: boolean;
  /** Whether it looks at frames of tracebacks, or at what they keep alive. */
  readonly keepsFrames: boolean;
}

interface LoadableCode {
  readonly layout: CodeLayout;
  /** Values of constants, where they are the same for all runs and machines; null where one must be made for each. */
  readonly consts: readonly Value[] | null;
}

/** The last program that was laid out: engines run the same one after another. */
let last: ProgramLayout | null = null;

/** Lays a program out, or gives what the last machine that loaded it used. */
export function programLayout(m: Machine, program: Program): ProgramLayout {
  if (last !== null && last.program === program) return last;
  const codes: LoadableCode[] = [];
  for (let index = 0; index < program.codes.length; index++) {
    const source = program.codes[index] as CodeObject;
    codes.push({ layout: layoutOf(source), consts: decodeShared(m, source.consts) });
  }
  const deaths = showsDeaths(program);
  return last = { program, codes, showsDeaths: deaths, keepsFrames: deaths || looksAtFrames(program) };
}

/** Whether the program has a name, or a text to get an attribute by, for the frame of a traceback. */
function looksAtFrames(program: Program): boolean {
  for (let index = 0; index < program.codes.length; index++) {
    const { names, consts } = program.codes[index] as CodeObject;
    if (names.includes("tb_frame") || hasText(consts, "tb_frame")) return true;
  }
  return false;
}

/** Whether a constant cannot change, and is none that machines make themselves. */
function isShared(literal: Literal): boolean {
  switch (literal.t) {
    case "int":
    case "str":
    case "None":
    case "bool":
    case "float":
    case "Ellipsis":
    case "complex":
    case "bytes":
      return true;
    case "tuple":
    case "frozenset":
      return literal.v.every(isShared);
    case "list":
    case "set":
    case "dict":
    case "code":
      return false;
    default:
      return assertNever(literal);
  }
}

/**
 * Values of constants; null when one of them cannot be shared. Indexes, here and below: in code that is not optimized yet, and half of
 * a hunt is that, an iterator makes an object a step.
 */
function decodeShared(m: Machine, literals: readonly Literal[]): Value[] | null {
  const { length } = literals;
  for (let i = 0; i < length; i++) if (!isShared(literals[i] as Literal)) return null;
  const values: Value[] = [];
  for (let i = 0; i < length; i++) values.push(decodeLiteral(m, literals[i] as Literal));
  return values;
}

/**
 * Makes the code objects of a program, indexed as there. Versions are given as the compiler finishes them: what lies among the
 * constants of a code object comes before it.
 */
export function loadCodes(m: Machine, layout: ProgramLayout): readonly PyCode[] {
  const { length } = layout.codes;
  const codes: (PyCode | null)[] = [];
  for (let index = 0; index < length; index++) codes.push(null);
  for (let index = 0; index < length; index++) loadCode(m, layout, index, codes);
  m.codes = codes as PyCode[];
  return m.codes;
}

function loadCode(m: Machine, program: ProgramLayout, index: number, codes: (PyCode | null)[]): PyCode {
  const known = codes[index];
  if (known !== null && known !== undefined) return known;
  const source = program.program.codes[index] as CodeObject;
  const { layout, consts: shared } = program.codes[index] as LoadableCode;
  let consts = shared;
  if (consts === null) {
    const own: Value[] = [];
    const literals = source.consts;
    for (let i = 0; i < literals.length; i++) {
      const literal = literals[i] as Literal;
      own.push(literal.t === "code" ? loadCode(m, program, literal.v, codes) : decodeLiteral(m, literal));
    }
    consts = own;
  }
  const version = m.nextCodeVersion;
  if (version !== 0) m.nextCodeVersion = (version + 1) >>> 0;
  const code = new PyCode(source, index, consts, m.nextAddress(), version, layout);
  codes[index] = code;
  return code;
}
