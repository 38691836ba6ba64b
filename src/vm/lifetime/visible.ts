/**
 * Which programs can see an object die, and which generators see it when they are closed.
 *
 * @module
 */

import { opargOf, opcodeOf } from "../../isa/code_unit.ts";
import { CACHE_UNITS_OF, OPCODES } from "../../isa/opcodes.ts";
import { CODE_FLAGS, type CodeObject, type Literal, type Program } from "../../isa/program.ts";
import { GENERATOR_STATE, type PyAnyGenerator } from "../../object/generator/generator.ts";

const RESUME = OPCODES.RESUME.opcode;

/** Bit of RESUME's oparg: only the handler that every generator has encloses it. */
const RESUME_DEPTH1 = 4;

/** Whether some object of the program may die visibly: it defines `__del__`, or a generator has a handler of its own. */
export function showsDeaths(program: Program): boolean {
  for (let index = 0; index < program.codes.length; index++) {
    const { name, names, consts, flags, code } = program.codes[index] as CodeObject;
    if (name === "__del__" || names.includes("__del__") || hasText(consts, "__del__")) return true;
    if ((flags & SUSPENDS) !== 0 && hasOwnHandler(code)) return true;
  }
  return false;
}

const SUSPENDS = CODE_FLAGS.GENERATOR | CODE_FLAGS.COROUTINE | CODE_FLAGS.ASYNC_GENERATOR;

/** Whether a text is among constants. */
export function hasText(consts: readonly Literal[], text: string): boolean {
  for (let i = 0; i < consts.length; i++) {
    const literal = consts[i] as Literal;
    if (literal.t === "str" && literal.v === text) return true;
  }
  return false;
}

/** Whether a generator can be suspended inside a handler of its own. */
function hasOwnHandler(units: readonly number[]): boolean {
  for (let unit = 0; unit < units.length; unit++) {
    const instruction = units[unit] as number;
    const opcode = opcodeOf(instruction);
    if (opcode === RESUME && (opargOf(instruction) & 3) !== 0) {
      if ((opargOf(instruction) & RESUME_DEPTH1) === 0) return true;
    }
    unit += CACHE_UNITS_OF[opcode] as number;
  }
  return false;
}

/** Whether a suspended generator's own handlers would run when it is closed. */
export function seesClosing(generator: PyAnyGenerator): boolean {
  if (generator.state !== GENERATOR_STATE.SUSPENDED) return false;
  const { code, ip } = generator.frame;
  const resume = code.units[ip] as number;
  return (resume >>> 8 & RESUME_DEPTH1) === 0;
}
