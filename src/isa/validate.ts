/**
 * `validateProgram`: refuses a malformed program. Engines take valid programs only; everything that makes programs goes
 * through here once.
 *
 * @module
 */

import { TierproofError } from "./errors.ts";
import { bytesOfHex, isHex } from "./hex.ts";
import { decodeLocationTable } from "./location_table.ts";
import {
  CODE_FLAGS,
  type CodeObject,
  type FloatText,
  HOSTS,
  type Literal,
  type Program,
  PROGRAM_VERSION,
} from "./program.ts";
import { checkInstructions, GENERATOR_FLAGS, refuseCode } from "./validate_code.ts";
import { checkKinds } from "./validate_kinds.ts";
import { checkStack } from "./validate_stack.ts";

function refuse(where: string, found: string, expected: string): never {
  throw new TierproofError("program", `${where}: found ${found}, expected ${expected}`);
}

function checkCount(where: string, value: number): void {
  if (!(Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff)) {
    refuse(where, String(value), "a count below 2**32");
  }
}

function isFloatText(v: FloatText): boolean {
  if (typeof v === "number") return Number.isFinite(v) && !Object.is(v, -0);
  return v === "nan" || v === "inf" || v === "-inf" || v === "-0.0";
}

function isIntValue(v: number | string): boolean {
  if (typeof v === "number") return Number.isSafeInteger(v) && !Object.is(v, -0);
  return /^-?[1-9][0-9]*$/.test(v) && !Number.isSafeInteger(Number(v));
}

/** What a literal may be where it stands. */
interface LiteralPlace {
  /** Code objects that a `code` literal may name; 0 where it may not stand. */
  readonly codes: number;
  /** Whether list, set and dict may stand. */
  readonly mutable: boolean;
}

const HASHABLE_PART: LiteralPlace = { codes: 0, mutable: false };

function checkLiteral(where: string, literal: Literal, place: LiteralPlace): void {
  const found = (): string => JSON.stringify(literal);
  const inner = place.codes === 0 ? place : { ...place, codes: 0 };
  switch (literal.t) {
    case "None":
    case "Ellipsis":
      return;
    case "bool":
      if (typeof literal.v !== "boolean") refuse(where, found(), "true or false");
      return;
    case "int":
      if (!isIntValue(literal.v)) {
        refuse(where, found(), "a safe integer as number, any other as canonical decimal string");
      }
      return;
    case "float":
      if (!isFloatText(literal.v)) refuse(where, found(), "a finite float, or nan, inf, -inf, -0.0 by name");
      return;
    case "complex":
      if (!isFloatText(literal.re) || !isFloatText(literal.im)) {
        refuse(where, found(), "two floats as float literals hold them");
      }
      return;
    case "str":
      if (typeof literal.v !== "string") refuse(where, found(), "a string");
      return;
    case "bytes":
      if (typeof literal.v !== "string" || !isHex(literal.v)) refuse(where, found(), "lower-case hexadecimal bytes");
      return;
    case "list":
    case "set":
      if (!place.mutable) refuse(where, found(), `no ${literal.t}: constants and members of sets are immutable`);
      literal.v.forEach((item) => checkLiteral(where, item, literal.t === "set" ? HASHABLE_PART : inner));
      return;
    case "tuple":
      literal.v.forEach((item) => checkLiteral(where, item, inner));
      return;
    case "frozenset":
      literal.v.forEach((item) => checkLiteral(where, item, HASHABLE_PART));
      return;
    case "dict":
      if (!place.mutable) refuse(where, found(), "no dict: constants and members of sets are immutable");
      for (const [key, value] of literal.v) {
        checkLiteral(where, key, HASHABLE_PART);
        checkLiteral(where, value, inner);
      }
      return;
    case "code":
      if (place.codes === 0) refuse(where, found(), "code only directly among the constants of a code object");
      if (!(Number.isInteger(literal.v) && literal.v >= 0 && literal.v < place.codes)) {
        refuse(where, found(), `one of ${place.codes} code objects`);
      }
      return;
    default:
      refuse(where, found(), "a literal");
  }
}

/** Throws a {@linkcode TierproofError} unless this is what an immutable constant may be. `where` is what the error begins with. */
export function validateConstant(where: string, constant: Literal): void {
  checkLiteral(where, constant, HASHABLE_PART);
}

function checkDistinct(index: number, code: CodeObject, what: string, names: readonly string[]): void {
  if (new Set(names).size === names.length) return;
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  refuseCode(index, code, null, `${twice} twice among the ${what}`, "distinct names");
}

/** More stack than any code can use that fits into memory. */
const MAX_STACK = 1_000_000;

function checkHead(index: number, code: CodeObject): void {
  const fields = ["argcount", "posonlyargcount", "kwonlyargcount", "flags", "stacksize", "firstlineno"] as const;
  for (const field of fields) checkCount(`code ${index} (${code.name}), ${field}`, code[field]);
  if (code.stacksize > MAX_STACK) {
    refuse(`code ${index} (${code.name}), stacksize`, String(code.stacksize), `at most ${MAX_STACK}`);
  }
  if (code.posonlyargcount > code.argcount) {
    refuseCode(index, code, null, `${code.posonlyargcount} positional-only parameters`, `at most ${code.argcount}`);
  }
  const starred = (code.flags & CODE_FLAGS.VARARGS ? 1 : 0) + (code.flags & CODE_FLAGS.VARKEYWORDS ? 1 : 0);
  const parameters = code.argcount + code.kwonlyargcount + starred;
  if (parameters > code.varnames.length) {
    refuseCode(index, code, null, `${parameters} parameters`, `at most the ${code.varnames.length} local names`);
  }
  checkDistinct(index, code, "local names", code.varnames);
  checkDistinct(index, code, "cells", code.cellvars);
  checkDistinct(index, code, "free variables", code.freevars);
  const kinds = code.flags & GENERATOR_FLAGS;
  if ((kinds & (kinds - 1)) !== 0) {
    refuseCode(
      index,
      code,
      null,
      `flags 0x${code.flags.toString(16)}`,
      "at most one of generator, coroutine, asynchronous generator",
    );
  }
}

function checkLines(index: number, code: CodeObject): void {
  if (code.lineTable === "") return;
  if (!isHex(code.lineTable)) {
    refuseCode(index, code, null, "a line table that is not hexadecimal", "lower-case hexadecimal bytes");
  }
  let covered: number;
  try {
    covered = decodeLocationTable(bytesOfHex(code.lineTable), code.firstlineno).length;
  } catch (error) {
    return refuseCode(index, code, null, (error as Error).message, "a well-formed line table");
  }
  if (covered !== code.code.length) {
    refuseCode(
      index,
      code,
      null,
      `a line table of ${covered} units`,
      `as many as the code has, ${code.code.length}, or none`,
    );
  }
}

function checkModule(code: CodeObject): void {
  const parameters = code.argcount + code.kwonlyargcount;
  const wrong = code.flags & (CODE_FLAGS.OPTIMIZED | CODE_FLAGS.VARARGS | CODE_FLAGS.VARKEYWORDS | GENERATOR_FLAGS);
  if (parameters > 0 || wrong !== 0 || code.freevars.length > 0) {
    const found = `${parameters} parameters, flags 0x${
      code.flags.toString(16)
    }, ${code.freevars.length} free variables`;
    refuseCode(0, code, null, found, "a module: no parameters, no free variables, neither optimized nor a generator");
  }
}

/**
 * Refuses a malformed program with a `TierproofError("program")` that names the code object, the unit, what was found and
 * what was expected. A valid program can be run by every engine.
 *
 * ```ts
 * import { assemble } from "./assembler.ts";
 * import { validateProgram } from "./validate.ts";
 *
 * const program = assemble(`tierproof-assembly 1
 * code <module>
 *   const None
 *   begin
 *     RESUME 0
 *     RETURN_CONST 0
 *   end
 * `);
 * validateProgram(program);
 * ```
 */
export function validateProgram(program: Program): void {
  if (program.format !== "tierproof-program" || program.version !== PROGRAM_VERSION) {
    refuse("program", `${program.format} version ${program.version}`, `tierproof-program version ${PROGRAM_VERSION}`);
  }
  if (typeof program.moduleName !== "string") refuse("moduleName", String(program.moduleName), "a string");
  if (typeof program.entry !== "string" || program.entry === "") {
    refuse("entry", JSON.stringify(program.entry), "the name of a global");
  }
  checkCount("calls", program.calls);
  program.hosts.forEach((host, i) => {
    if (!Object.hasOwn(HOSTS, host)) refuse(`hosts[${i}]`, host, `a host function: ${Object.keys(HOSTS).join(", ")}`);
    if (program.hosts.indexOf(host) !== i) refuse(`hosts[${i}]`, `${host} again`, "each host function once");
  });
  program.args.forEach((literal, i) => checkLiteral(`args[${i}]`, literal, { codes: 0, mutable: true }));
  const module = program.codes[0];
  if (module === undefined) refuse("codes", "none", "at least the module");
  const place: LiteralPlace = { codes: program.codes.length, mutable: false };
  program.codes.forEach((code, index) => {
    checkHead(index, code);
    code.consts.forEach((literal, i) => checkLiteral(`code ${index} (${code.name}), constant ${i}`, literal, place));
    checkLines(index, code);
    const check = checkInstructions(index, code);
    checkKinds(check, checkStack(check));
  });
  checkModule(module);
}
