/**
 * Mutations of programs: real ones with opargs, targets, tables, constants, names, counts and flags that nobody would write.
 * Most are refused; those that are not must run.
 *
 * @module
 */

import { CACHE_UNITS_OF, opcodeKind, type OpcodeName, OPCODES } from "../../src/isa/opcodes.ts";
import { codeUnit, decodeAll, type Instruction, opargOf, opcodeOf } from "../../src/isa/code_unit.ts";
import { bytesOfHex, hexOfBytes } from "../../src/isa/hex.ts";
import { JUMP_DIRECTION, jumpTarget } from "../../src/isa/jumps.ts";
import type { CodeObject, ExceptionEntry, Literal, Program } from "../../src/isa/program.ts";
import type { Choices } from "../core/choices.ts";

type CodeMutation = (code: CodeObject, choices: Choices, program: Program) => CodeObject;

function pick<T>(choices: Choices, list: readonly T[]): T | undefined {
  return list.length === 0 ? undefined : list[choices.below(list.length)];
}

function replaced<T>(list: readonly T[], at: number, value: T): T[] {
  const copy = list.slice();
  copy[at] = value;
  return copy;
}

/** A number near another, or one of those that limits are about. */
function otherNumber(choices: Choices, value: number): number {
  switch (choices.below(5)) {
    case 0:
      return Math.max(0, value - 1);
    case 1:
      return value + 1;
    case 2:
      return choices.below(8);
    case 3:
      return value ^ (1 << choices.below(8));
    default:
      return pick(choices, [0, 1, 2, 15, 16, 127, 128, 255]) as number;
  }
}

function withUnit(code: CodeObject, at: number, unit: number): CodeObject {
  return { ...code, code: replaced(code.code, at, unit & 0xffff) };
}

function anyInstruction(code: CodeObject, choices: Choices): Instruction | undefined {
  return pick(choices, decodeAll(code.code));
}

const oparg: CodeMutation = (code, choices) => {
  const instruction = anyInstruction(code, choices);
  if (instruction === undefined) return code;
  const { at, opcode, oparg } = instruction;
  return withUnit(code, at, codeUnit(opcode, otherNumber(choices, oparg & 0xff)));
};

/** Base opcodes by their number of caches: one takes the place of another. */
const BY_CACHES: readonly (readonly number[])[] = (() => {
  const lists: number[][] = [];
  for (const name of Object.keys(OPCODES) as OpcodeName[]) {
    const { opcode } = OPCODES[name];
    if (opcodeKind(name) !== "base" || opcode > 255) continue;
    (lists[CACHE_UNITS_OF[opcode] as number] ??= []).push(opcode);
  }
  return lists;
})();

const opcode: CodeMutation = (code, choices) => {
  const instruction = anyInstruction(code, choices);
  if (instruction === undefined) return code;
  const { at, opcode, oparg } = instruction;
  const other = pick(choices, BY_CACHES[CACHE_UNITS_OF[opcode] as number] ?? []) ?? opcode;
  return withUnit(code, at, codeUnit(other, choices.bool() ? oparg : choices.below(4)));
};

const unit: CodeMutation = (code, choices) => {
  const at = choices.below(Math.max(1, code.code.length));
  const old = code.code[at] ?? 0;
  return withUnit(code, at, choices.bool() ? choices.below(0x1_0000) : codeUnit(opcodeOf(old), opargOf(old) ^ 1));
};

/** A jump goes to another instruction. */
const target: CodeMutation = (code, choices) => {
  const instructions = decodeAll(code.code);
  const jump = pick(choices, instructions.filter(({ opcode }) => JUMP_DIRECTION[opcode] !== 0));
  const to = pick(choices, instructions);
  if (jump === undefined || to === undefined || jumpTarget(jump) === null) return code;
  const distance = (to.start - jump.next) * (JUMP_DIRECTION[jump.opcode] as number);
  return distance < 0 || distance > 255 ? code : withUnit(code, jump.at, codeUnit(jump.opcode, distance));
};

/** Two neighbours change places. */
const swapped: CodeMutation = (code, choices) => {
  const instructions = decodeAll(code.code);
  if (instructions.length < 2) return code;
  const i = choices.below(instructions.length - 1);
  const [first, second] = instructions.slice(i, i + 2) as [Instruction, Instruction];
  const units = code.code.slice();
  units.splice(
    first.start,
    second.next - first.start,
    ...code.code.slice(second.start, second.next),
    ...code.code.slice(first.start, first.next),
  );
  return { ...code, code: units };
};

/** An instruction is written over by that of another place, or by NOPs. */
const copied: CodeMutation = (code, choices) => {
  const instructions = decodeAll(code.code);
  const from = pick(choices, instructions);
  const fits = instructions.filter(({ start, next }) => from !== undefined && next - start === from.next - from.start);
  const to = pick(choices, choices.bool() ? fits : instructions);
  if (from === undefined || to === undefined) return code;
  const units = code.code.slice();
  const length = to.next - to.start;
  const same = length === from.next - from.start;
  for (let k = 0; k < length; k++) {
    units[to.start + k] = same ? code.code[from.start + k] as number : codeUnit(OPCODES.NOP.opcode, 0);
  }
  return { ...code, code: units };
};

/** A literal of any kind. */
function anyLiteral(choices: Choices, depth = 0): Literal {
  switch (choices.below(depth < 2 ? 11 : 8)) {
    case 0:
      return { t: "None" };
    case 1:
      return { t: "bool", v: choices.bool() };
    case 2:
      return { t: "int", v: choices.int(-2, 5) };
    case 3:
      return {
        t: "int",
        v: pick(choices, [2 ** 30, -(2 ** 31), 2 ** 53 - 1, "9007199254740993", "-18446744073709551616"]) as number,
      };
    case 4:
      return { t: "float", v: pick(choices, [0.5, "nan", "-0.0", "inf", 1e308] as const) as number };
    case 5:
      return { t: "str", v: pick(choices, ["", "a", "x", "f", "é", "__name__", "close"]) as string };
    case 6:
      return { t: "bytes", v: pick(choices, ["", "00ff"]) as string };
    case 7:
      return { t: "Ellipsis" };
    case 8:
      return { t: "complex", re: 1, im: "-0.0" };
    default: {
      const items = Array.from({ length: choices.below(4) }, () => anyLiteral(choices, depth + 1));
      return { t: choices.chance(4, 5) ? "tuple" : "frozenset", v: items };
    }
  }
}

const constant: CodeMutation = (code, choices, program) => {
  if (code.consts.length === 0) return { ...code, consts: [anyLiteral(choices)] };
  const at = choices.below(code.consts.length);
  const old = code.consts[at] as Literal;
  if (old.t === "tuple" && choices.bool()) {
    const items = choices.bool() ? old.v.slice(1) : [...old.v, anyLiteral(choices, 1)];
    return { ...code, consts: replaced(code.consts, at, { t: "tuple", v: items } as Literal) };
  }
  const value: Literal | undefined = choices.chance(1, 3)
    ? pick(choices, code.consts)
    : choices.chance(1, 5)
    ? { t: "code", v: choices.below(program.codes.length) }
    : anyLiteral(choices);
  return { ...code, consts: replaced(code.consts, at, value as Literal) };
};

const NAME_LISTS = ["names", "varnames", "cellvars", "freevars"] as const;

/** Names change, move between lists, come or go. */
const name: CodeMutation = (code, choices, program) => {
  const list = pick(choices, NAME_LISTS) as typeof NAME_LISTS[number];
  const names = code[list];
  switch (choices.below(5)) {
    case 0:
      return { ...code, [list]: names.slice(0, -1) };
    case 1: {
      const other = pick(choices, NAME_LISTS) as typeof NAME_LISTS[number];
      return { ...code, [list]: [...names, pick(choices, code[other]) ?? "zz"] };
    }
    case 2: {
      const other = pick(choices, pick(choices, program.codes)?.names ?? []);
      return names.length === 0
        ? code
        : { ...code, [list]: replaced(names, choices.below(names.length), other ?? "q") };
    }
    case 3:
      return { ...code, [list]: names.slice().reverse() };
    default: {
      const strange = pick(choices, [
        "append",
        "__class__",
        "__dict__",
        "__init__",
        "x",
        "close",
        "__code__",
        "f_locals",
      ]);
      return names.length === 0
        ? code
        : { ...code, [list]: replaced(names, choices.below(names.length), strange ?? "q") };
    }
  }
};

const COUNTS = ["stacksize", "argcount", "posonlyargcount", "kwonlyargcount", "firstlineno"] as const;

const counted: CodeMutation = (code, choices) => {
  const field = choices.bool() ? "stacksize" : pick(choices, COUNTS) as typeof COUNTS[number];
  const value = choices.chance(1, 24) ? choices.bits() : otherNumber(choices, code[field]);
  return { ...code, [field]: value };
};

const flags: CodeMutation = (code, choices) => ({ ...code, flags: code.flags ^ (1 << choices.below(10)) });

/** Entries of the exception table move, change their depth, come or go. */
const handlers: CodeMutation = (code, choices) => {
  const starts = decodeAll(code.code).map(({ start }) => start);
  const table = code.exceptionTable;
  const start = pick(choices, starts) ?? 0;
  if (table.length === 0 || choices.chance(1, 6)) {
    const entry: ExceptionEntry = {
      start,
      length: Math.max(1, (pick(choices, starts.filter((each) => each > start)) ?? code.code.length) - start),
      target: pick(choices, starts) ?? 0,
      depth: choices.below(3),
      lasti: choices.bool(),
    };
    return { ...code, exceptionTable: [...table, entry].sort((a, b) => a.start - b.start) };
  }
  const at = choices.below(table.length);
  const old = table[at] as ExceptionEntry;
  const end = old.start + old.length;
  let entry: ExceptionEntry;
  switch (choices.below(6)) {
    case 0:
      return { ...code, exceptionTable: table.filter((_, i) => i !== at) };
    case 1:
      entry = { ...old, target: pick(choices, starts) ?? 0 };
      break;
    case 2:
      entry = { ...old, depth: otherNumber(choices, old.depth) };
      break;
    case 3:
      entry = { ...old, lasti: !old.lasti };
      break;
    case 4:
      entry = { ...old, start, length: Math.max(1, end - start) };
      break;
    default:
      entry = { ...old, length: Math.max(1, start - old.start) };
  }
  return { ...code, exceptionTable: replaced(table, at, entry) };
};

const lines: CodeMutation = (code, choices) => {
  const bytes = bytesOfHex(code.lineTable);
  if (bytes.length === 0) return code;
  const at = choices.below(bytes.length);
  return { ...code, lineTable: hexOfBytes(bytes.map((byte, i) => i === at ? choices.below(256) : byte)) };
};

/** Weights by how much they are about: code first. */
const MUTATIONS: readonly CodeMutation[] = [
  ...[oparg, oparg, oparg, opcode, opcode, target, target, constant, constant, name, name, handlers, handlers],
  ...[counted, flags, swapped, copied, copied, unit, lines],
];

/** A program with one to three mutations. */
export function mutateProgram(program: Program, choices: Choices): Program {
  let mutated = program;
  for (let left = choices.length(1, 3); left > 0; left--) {
    if (choices.chance(1, 40)) {
      const args = mutated.args.length === 0
        ? []
        : replaced(mutated.args, choices.below(mutated.args.length), anyLiteral(choices));
      mutated = { ...mutated, args };
      continue;
    }
    // The module only defines what the calls run.
    const at = mutated.codes.length === 1 || choices.chance(1, 8) ? 0 : 1 + choices.below(mutated.codes.length - 1);
    const mutation = pick(choices, MUTATIONS) as CodeMutation;
    mutated = {
      ...mutated,
      codes: replaced(mutated.codes, at, mutation(mutated.codes[at] as CodeObject, choices, mutated)),
    };
  }
  return mutated;
}
