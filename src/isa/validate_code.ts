/**
 * What the instructions of one code object must obey by themselves: known opcodes, zero caches, opargs in range, jumps
 * that land on instructions, a well-formed prologue and exception table.
 *
 * @module
 */

import { CACHE_UNITS_OF, opcodeKind, type OpcodeName, opcodeNameOf, opcodeRow, OPCODES } from "./opcodes.ts";
import { type Instruction, opargOf, opcodeOf } from "./code_unit.ts";
import { TierproofError } from "./errors.ts";
import { hasFlag } from "./flags.ts";
import { JUMP_DIRECTION, jumpTarget } from "./jumps.ts";
import {
  BINARY_OPERATORS,
  COMPARE_TO_BOOL,
  COMPARISON_MASKS,
  fastLocalNames,
  INTRINSICS_1,
  INTRINSICS_2,
} from "./operand_text.ts";
import { CODE_FLAGS, type CodeObject } from "./program.ts";

/** Flags of code whose call makes a generator, coroutine or asynchronous generator. */
export const GENERATOR_FLAGS = CODE_FLAGS.GENERATOR | CODE_FLAGS.COROUTINE | CODE_FLAGS.ASYNC_GENERATOR;

/** A code object under validation, with what the checks share. */
export interface CodeUnderCheck {
  readonly index: number;
  readonly code: CodeObject;
  /** Length of the fast-locals array. */
  readonly slots: number;
  /** 1 for fast locals that hold a cell. */
  readonly isCell: Uint8Array;
  readonly instructions: readonly Instruction[];
  /** Index into `instructions` by first unit, -1 elsewhere. */
  readonly indexAt: Int32Array;
}

/** Refuses a code object: names it, the unit where one is to blame, what was found and what was expected. */
export function refuseCode(
  index: number,
  code: CodeObject,
  unit: number | null,
  found: string,
  expected: string,
): never {
  const place = `code ${index} (${code.name})${unit === null ? "" : `, unit ${unit}`}`;
  throw new TierproofError("program", `${place}: found ${found}, expected ${expected}`);
}

/** Base opcodes that no compiled code holds. */
const NEVER_IN_CODE: ReadonlySet<string> = new Set([
  "CACHE",
  "RESERVED",
  "INTERPRETER_EXIT",
  "ENTER_EXECUTOR",
  "EXIT_INIT_CHECK",
]);

/** 1 for opcodes that code may hold; EXTENDED_ARG is met as a prefix only. */
const ALLOWED: Uint8Array = Uint8Array.from({ length: 256 }, (_, opcode) => {
  const name = opcodeNameOf(opcode);
  const base = name !== undefined && opcodeKind(name) === "base";
  return base && !NEVER_IN_CODE.has(name) && name !== "EXTENDED_ARG" ? 1 : 0;
});

/** What an oparg must be, or null when it is. */
type OpargRule = (oparg: number, code: CodeUnderCheck) => string | null;

const between = (low: number, high: number): OpargRule => (oparg) =>
  low <= oparg && oparg <= high ? null : `an oparg from ${low} to ${high}`;
const atLeast = (low: number): OpargRule => (oparg) => oparg >= low ? null : `an oparg of at least ${low}`;
const nameIndex = (shift: number): OpargRule => (oparg, { code }) =>
  oparg >>> shift < code.names.length ? null : `one of ${code.names.length} names`;
const twoLocals: OpargRule = (oparg, { slots }) =>
  oparg <= 0xff && oparg >>> 4 < slots && (oparg & 15) < slots ? null : `two of ${slots} locals, four bits each`;

const SPECIAL_RULES: { readonly [N in OpcodeName]?: OpargRule } = {
  BINARY_OP: between(0, BINARY_OPERATORS.length - 1),
  COMPARE_OP: (oparg) => {
    const mask = COMPARISON_MASKS[oparg >>> 5];
    return mask !== undefined && (oparg & 31 & ~COMPARE_TO_BOOL) === mask ? null : "a comparison and its own mask";
  },
  IS_OP: between(0, 1),
  CONTAINS_OP: between(0, 1),
  YIELD_VALUE: between(0, 1),
  CALL_FUNCTION_EX: between(0, 1),
  RESUME: between(0, 7),
  CONVERT_VALUE: between(1, 3),
  GET_AWAITABLE: between(0, 2),
  BUILD_SLICE: between(2, 3),
  RAISE_VARARGS: between(0, 2),
  CALL_INTRINSIC_1: between(1, INTRINSICS_1.length - 1),
  CALL_INTRINSIC_2: between(1, INTRINSICS_2.length - 1),
  SET_FUNCTION_ATTRIBUTE: (oparg) => [1, 2, 4, 8].includes(oparg) ? null : "one of 1, 2, 4, 8",
  COPY: atLeast(1),
  SWAP: atLeast(2),
  LIST_APPEND: atLeast(1),
  SET_ADD: atLeast(1),
  MAP_ADD: atLeast(1),
  LIST_EXTEND: atLeast(1),
  SET_UPDATE: atLeast(1),
  DICT_UPDATE: atLeast(1),
  DICT_MERGE: atLeast(1),
  UNPACK_EX: between(0, 0xffff_ff),
  LOAD_GLOBAL: nameIndex(1),
  LOAD_ATTR: nameIndex(1),
  LOAD_SUPER_ATTR: nameIndex(2),
  LOAD_FAST_LOAD_FAST: twoLocals,
  STORE_FAST_LOAD_FAST: twoLocals,
  STORE_FAST_STORE_FAST: twoLocals,
  COPY_FREE_VARS: (oparg, { code }) =>
    oparg === code.freevars.length ? null : `the number of free variables, ${code.freevars.length}`,
};

function ruleByFlags(name: OpcodeName): OpargRule | null {
  const { flags } = opcodeRow(name);
  if (hasFlag(flags, "CONST")) {
    return (oparg, { code }) => oparg < code.consts.length ? null : `one of ${code.consts.length} constants`;
  }
  if (hasFlag(flags, "NAME")) return nameIndex(0);
  if (hasFlag(flags, "FREE")) {
    return (oparg, { slots, isCell }) => oparg < slots && isCell[oparg] === 1 ? null : "the slot of a cell";
  }
  if (hasFlag(flags, "LOCAL")) return (oparg, { slots }) => oparg < slots ? null : `one of ${slots} locals`;
  if (!hasFlag(flags, "ARG")) return (oparg) => oparg === 0 ? null : "no oparg";
  return null;
}

const OPARG_RULES: readonly (OpargRule | null)[] = Array.from({ length: 256 }, (_, opcode) => {
  const name = opcodeNameOf(opcode);
  return name === undefined || ALLOWED[opcode] === 0 ? null : (SPECIAL_RULES[name] ?? ruleByFlags(name));
});

/** Opcodes that need the mapping of a frame's locals, which optimized code has none of. */
const NEEDS_LOCALS_MAPPING: ReadonlySet<number> = new Set(
  (["LOAD_NAME", "STORE_NAME", "DELETE_NAME", "LOAD_LOCALS", "SETUP_ANNOTATIONS"] as const).map((name) =>
    OPCODES[name].opcode
  ),
);

function nameOf(opcode: number): string {
  return opcodeNameOf(opcode) ?? `opcode ${opcode}`;
}

/** Decodes the code and refuses units that are no instructions. */
function decode(index: number, code: CodeObject): { instructions: Instruction[]; indexAt: Int32Array } {
  const units = code.code;
  const instructions: Instruction[] = [];
  const indexAt = new Int32Array(units.length).fill(-1);
  if (units.length === 0) refuseCode(index, code, null, "no code", "at least one instruction");
  for (let start = 0; start < units.length;) {
    let at = start;
    let oparg = 0;
    let unit = 0;
    for (;; at++) {
      if (at >= units.length) refuseCode(index, code, at, "the end of the code", "the instruction of an EXTENDED_ARG");
      unit = units[at] as number;
      if (!(Number.isInteger(unit) && unit >= 0 && unit <= 0xffff)) {
        refuseCode(index, code, at, String(unit), "a code unit from 0 to 65535");
      }
      oparg = oparg * 256 + opargOf(unit);
      if (opcodeOf(unit) !== OPCODES.EXTENDED_ARG.opcode) break;
      if (at - start === 3) refuseCode(index, code, at, "a fourth EXTENDED_ARG", "at most three");
    }
    const opcode = opcodeOf(unit);
    if (ALLOWED[opcode] === 0) {
      refuseCode(index, code, at, nameOf(opcode), "an unspecialized instruction of compiled code");
    }
    if (oparg > 0x7fff_ffff) refuseCode(index, code, at, `oparg ${oparg}`, "an oparg below 2**31");
    const next = at + 1 + (CACHE_UNITS_OF[opcode] as number);
    for (let cache = at + 1; cache < next; cache++) {
      if (units[cache] !== 0) {
        refuseCode(
          index,
          code,
          cache,
          String(units[cache] ?? "the end of the code"),
          `a zero cache of ${nameOf(opcode)}`,
        );
      }
    }
    indexAt[start] = instructions.length;
    instructions.push({ start, at, opcode, oparg, next });
    start = next;
  }
  return { instructions, indexAt };
}

function checkJump(check: CodeUnderCheck, instruction: Instruction): void {
  const target = jumpTarget(instruction) as number;
  const { index, code, indexAt, instructions } = check;
  const landing = indexAt[target] ?? -1;
  if (landing < 0) {
    refuseCode(
      index,
      code,
      instruction.at,
      `${nameOf(instruction.opcode)} to unit ${target}`,
      "the start of an instruction",
    );
  }
  const required = instruction.opcode === OPCODES.FOR_ITER.opcode
    ? OPCODES.END_FOR
    : instruction.opcode === OPCODES.SEND.opcode
    ? OPCODES.END_SEND
    : null;
  const found = (instructions[landing] as Instruction).opcode;
  if (required !== null && found !== required.opcode) {
    const expected = `its target, unit ${target}, to be ${nameOf(required.opcode)}`;
    refuseCode(index, code, instruction.at, `${nameOf(instruction.opcode)} to ${nameOf(found)}`, expected);
  }
}

/**
 * COPY_FREE_VARS, a MAKE_CELL for every own cell and RETURN_GENERATOR come first, in straight line, NOPs aside: nothing
 * may read a cell or raise into a handler before. Gives the first unit after the last of them; no jump may go before it.
 */
function checkPrologue(check: CodeUnderCheck): number {
  const { index, code, instructions, isCell } = check;
  const missing = isCell.slice(0, check.slots - code.freevars.length);
  let end = 0;
  let copied = code.freevars.length === 0;
  let generator = false;
  let i = 0;
  for (; i < instructions.length && !generator; i++) {
    const { opcode, oparg, next } = instructions[i] as Instruction;
    if (opcode === OPCODES.NOP.opcode) continue;
    if (opcode === OPCODES.COPY_FREE_VARS.opcode) copied = true;
    else if (opcode === OPCODES.MAKE_CELL.opcode) missing[oparg] = 0;
    else if (opcode === OPCODES.RETURN_GENERATOR.opcode) generator = true;
    else break;
    end = next;
  }
  if (!copied) refuseCode(index, code, 0, "no COPY_FREE_VARS", "one at the start, as there are free variables");
  const slot = missing.indexOf(1);
  if (slot >= 0) {
    refuseCode(index, code, 0, `no MAKE_CELL ${slot}`, `one at the start for the cell ${fastLocalNames(code)[slot]}`);
  }
  const flagged = (code.flags & GENERATOR_FLAGS) !== 0;
  if (generator !== flagged) {
    const found = generator ? "RETURN_GENERATOR" : "no RETURN_GENERATOR";
    refuseCode(index, code, 0, found, flagged ? "one, as the flags say generator" : "flags that say generator");
  }
  for (; i < instructions.length; i++) {
    const { opcode, at } = instructions[i] as Instruction;
    if (opcode === OPCODES.COPY_FREE_VARS.opcode || opcode === OPCODES.RETURN_GENERATOR.opcode) {
      refuseCode(index, code, at, nameOf(opcode), "it at the start of the code only");
    }
  }
  return end;
}

function checkExceptionTable(check: CodeUnderCheck, prologueEnd: number): void {
  const { index, code, indexAt } = check;
  let end = 0;
  code.exceptionTable.forEach((entry, i) => {
    const where = `entry ${i} of the exception table`;
    const whole = [entry.start, entry.length, entry.target, entry.depth].every((n) => Number.isInteger(n) && n >= 0);
    if (!whole) refuseCode(index, code, null, `${where} with a number that is no count`, "counts");
    if (entry.length === 0) refuseCode(index, code, entry.start, `${where} without units`, "at least one");
    if (entry.start < end) refuseCode(index, code, entry.start, `${where}`, `a start from unit ${end} on`);
    end = entry.start + entry.length;
    for (const unit of [entry.start, end]) {
      // Engines look an instruction up at any of its units.
      if (unit < code.code.length && (indexAt[unit] ?? -1) < 0) {
        refuseCode(index, code, unit, `${where} with its start or end here`, "the start of an instruction");
      }
    }
    if (end > code.code.length) refuseCode(index, code, end, `${where}`, `an end up to unit ${code.code.length}`);
    if ((indexAt[entry.target] ?? -1) < 0 || entry.target < prologueEnd) {
      refuseCode(index, code, entry.target, `${where} to this unit`, "the start of an instruction after the prologue");
    }
    const needed = entry.depth + (entry.lasti ? 2 : 1);
    if (needed > code.stacksize) {
      refuseCode(index, code, entry.target, `${where} with ${needed} stack items`, `at most ${code.stacksize}`);
    }
  });
}

/** Checks all instructions and tables of a code object; what the stack must obey comes after (`checkStack`). */
export function checkInstructions(index: number, code: CodeObject): CodeUnderCheck {
  const locals = fastLocalNames(code);
  const isCell = new Uint8Array(locals.length);
  for (const name of code.cellvars) isCell[locals.indexOf(name)] = 1;
  isCell.fill(1, locals.length - code.freevars.length);
  const check: CodeUnderCheck = { index, code, slots: locals.length, isCell, ...decode(index, code) };
  const optimized = (code.flags & CODE_FLAGS.OPTIMIZED) !== 0;
  for (const instruction of check.instructions) {
    const { opcode, oparg, at } = instruction;
    const expected = (OPARG_RULES[opcode] as OpargRule | null)?.(oparg, check) ?? null;
    if (expected !== null) refuseCode(index, code, at, `${nameOf(opcode)} ${oparg}`, expected);
    if (JUMP_DIRECTION[opcode] !== 0) checkJump(check, instruction);
    else if (optimized && NEEDS_LOCALS_MAPPING.has(opcode)) {
      refuseCode(index, code, at, nameOf(opcode), "it only in code without the flag OPTIMIZED");
    } else if (opcode === OPCODES.YIELD_VALUE.opcode) checkYield(check, instruction);
  }
  const prologueEnd = checkPrologue(check);
  if (prologueEnd > 0) {
    for (const instruction of check.instructions) {
      const target = jumpTarget(instruction);
      if (target !== null && target < prologueEnd) {
        refuseCode(
          index,
          code,
          instruction.at,
          `a jump to unit ${target}`,
          `a target after the prologue, unit ${prologueEnd}`,
        );
      }
    }
  }
  checkExceptionTable(check, prologueEnd);
  return check;
}

/** A generator resumes at the instruction after its YIELD_VALUE, which must be a RESUME. */
function checkYield({ index, code, indexAt, instructions }: CodeUnderCheck, { at, next }: Instruction): void {
  if ((code.flags & GENERATOR_FLAGS) === 0) refuseCode(index, code, at, "YIELD_VALUE", "it in generators only");
  const after = instructions[indexAt[next] ?? -1];
  if (after?.opcode !== OPCODES.RESUME.opcode) {
    const found = after === undefined ? "the end of the code" : nameOf(after.opcode);
    refuseCode(index, code, next, found, "a RESUME after YIELD_VALUE");
  }
}
