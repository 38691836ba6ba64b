/**
 * The naive strategy, as a first attempt would be written: `fc.array` of random instructions in a hot loop; missing operands are
 * supplied as constants, indexes wrapped, jumps snapped forward to a place of the same depth, left-overs dropped.
 *
 * @module
 */

import { CODE_FLAGS, type CodeObject, type Literal, type Program, PROGRAM_VERSION } from "../../../src/isa/program.ts";
import { OPCODE_NAMES, opcodeRow } from "../../../src/isa/opcodes.ts";
import { hasFlag } from "../../../src/isa/flags.ts";
import { encodeInstruction } from "../../../src/isa/code_unit.ts";
import { OPCODE_EFFECTS } from "../../../src/isa/stack_effect.ts";
import { fc } from "../../deps.ts";
import type { Choices } from "../../core/choices.ts";
import { type BuiltCode, CodeBuilder } from "../../generate/lower/code_builder.ts";
import { delta, OP } from "../../python/compile/opcode_facts.ts";
import { JUMP } from "../../python/compile/pseudo_ops.ts";

/** One random instruction: an opcode of the pool by index, a number for its oparg, and how far a jump goes. */
interface RandomInstruction {
  readonly pick: number;
  readonly arg: number;
  readonly distance: number;
}

/** Most instructions of a body. */
const MAX_LENGTH = 30;

/** Random instructions, as fast-check draws them. */
const INSTRUCTIONS: fc.Arbitrary<RandomInstruction[]> = fc.array(
  fc.record({ pick: fc.nat(1 << 16), arg: fc.nat(1 << 16), distance: fc.integer({ min: 1, max: 8 }) }, {
    noNullPrototype: true,
  }),
  { minLength: 1, maxLength: MAX_LENGTH, size: "max" },
);

/**
 * Opcodes that need surroundings which an instruction by itself does not have: generators, handlers, classes, cells, patterns, a bool to negate; and
 * those that make a text of an address or of the order of a set, in which engines may differ (a dict names a key that it lacks).
 */
const NEEDS_SURROUNDINGS =
  /^(?:RESUME|RETURN|RERAISE|RAISE|YIELD|SEND|END_|GET_A|GET_YIELD|PUSH_EXC|POP_EXCEPT|CHECK_|CLEANUP|WITH_|BEFORE_|SETUP_|LOAD_LOCALS|LOAD_NAME|STORE_NAME|DELETE_|LOAD_FROM|LOAD_SUPER|LOAD_BUILD|MAKE_|COPY_FREE|IMPORT|MATCH_|JUMP|FOR_ITER|POP_JUMP|PUSH_NULL|EXTENDED|CACHE|RESERVED|INTERPRETER|ENTER_|EXIT_INIT|CALL_FUNCTION_EX|CALL_KW|CALL_INTRINSIC|SET_FUNCTION|LOAD_FAST_AND_CLEAR|LOAD_FAST_CHECK|DICT_MERGE|BUILD_CONST_KEY_MAP|LIST_APPEND|SET_ADD|MAP_ADD|LIST_EXTEND|SET_UPDATE|DICT_UPDATE|LOAD_DEREF|STORE_DEREF|FORMAT_|CONVERT|BUILD_SET|BUILD_MAP|UNARY_NOT)/;

/** What is drawn from: opcodes of the compiler that stand for themselves. */
const POOL: readonly { readonly name: string; readonly opcode: number }[] = OPCODE_NAMES.filter((name) => {
  const row = opcodeRow(name) as { opcode: number; base?: string; instrumented?: true; pseudo?: string };
  const usual = row.opcode < 256 && row.base === undefined && row.instrumented === undefined &&
    row.pseudo === undefined;
  return usual && OPCODE_EFFECTS[name] !== null && !NEEDS_SURROUNDINGS.test(name);
}).map((name) => ({ name, opcode: opcodeRow(name).opcode }));

/** Jumps are as frequent as other kinds of instruction. */
const JUMPS: readonly number[] = [
  OP.POP_JUMP_IF_FALSE,
  OP.POP_JUMP_IF_TRUE,
  OP.POP_JUMP_IF_NONE,
  OP.POP_JUMP_IF_NOT_NONE,
  OP.JUMP_FORWARD,
];

const CONSTANTS: readonly Literal[] = [
  { t: "int", v: 0 },
  { t: "int", v: 1 },
  { t: "int", v: 7 },
  { t: "int", v: -3 },
  { t: "int", v: "12345678901234567890" },
  { t: "float", v: 1.5 },
  { t: "str", v: "ab" },
  { t: "None" },
  { t: "bool", v: true },
  { t: "tuple", v: [{ t: "int", v: 1 }, { t: "int", v: 2 }] },
];

const NAMES = ["range", "len", "abs", "f", "x", "append", "real"] as const;
/** Names that are looked up as globals; the others are attributes. */
const GLOBALS = 5;
const LOCALS = 4;
const ROUNDS = 24;
/** Sorts of an oparg without a table, at most. */
const SMALL = 4;

/** The oparg of an instruction, in range for its opcode. */
function operandOf(name: string, opcode: number, arg: number): number {
  const row = opcodeRow(name as Parameters<typeof opcodeRow>[0]);
  if (hasFlag(row.flags, "CONST")) return arg % CONSTANTS.length;
  if (hasFlag(row.flags, "LOCAL")) {
    const first = arg % LOCALS;
    // Two locals in one oparg.
    return /_(?:LOAD|STORE)_FAST$|FAST_(?:LOAD|STORE)_FAST$/.test(name) ? (first << 4) | ((arg >> 8) % LOCALS) : first;
  }
  switch (opcode) {
    case OP.LOAD_GLOBAL:
      // Without the null that a call wants: any other instruction would take it for a value.
      return (arg % GLOBALS) * 2;
    case OP.LOAD_ATTR:
      return (GLOBALS + arg % (NAMES.length - GLOBALS)) * 2;
    case OP.STORE_GLOBAL:
      return 4;
    case OP.BINARY_OP:
      return arg % 26;
    case OP.COMPARE_OP:
      return ((arg % 6) << 5) | [2, 10, 8, 7, 4, 12][arg % 6] as number;
    case OP.CONTAINS_OP:
    case OP.IS_OP:
      return arg & 1;
    case OP.COPY:
      return 1 + arg % SMALL;
    case OP.SWAP:
      return 2 + arg % 3;
    case OP.BUILD_SLICE:
      return 2 + (arg & 1);
    case OP.UNPACK_EX:
      return (arg & 1) | ((arg >> 1 & 1) << 8);
  }
  if (hasFlag(row.flags, "NAME")) return GLOBALS + arg % (NAMES.length - GLOBALS);
  return hasFlag(row.flags, "ARG") ? arg % SMALL : 0;
}

/** A jump whose target comes later. */
interface OpenJump {
  readonly label: number;
  left: number;
}

/** Instructions as they are, with the depth of the stack at hand. */
class RawBuilder {
  depth = 0;
  readonly #code = new CodeBuilder();

  emit(op: number, arg = 0): void {
    this.#code.fixed(op, arg);
    this.depth += delta(op, arg);
  }

  jump(op: number, label: number): void {
    this.#code.fixed(op, label);
    if (op !== JUMP) this.depth += delta(op, 0);
  }

  newLabel(): number {
    return this.#code.newLabel();
  }

  place(label: number, depth = this.depth): void {
    this.#code.use(label);
    this.depth = depth;
  }

  /** The code object; constants that it does not load are gone. */
  finish(consts: readonly Literal[]): BuiltCode {
    this.#code.consts.list.push(...consts);
    return this.#code.finish({ locals: LOCALS, cells: [], free: 0, isGenerator: false }, LOCALS);
  }
}

/** A call of a global on constants: the callee and its null come just before. */
function emitCall(builder: RawBuilder, count: number, arg: number): void {
  builder.emit(OP.LOAD_GLOBAL, (arg >> 2) % GLOBALS * 2 + 1);
  for (let i = 0; i < count; i++) builder.emit(OP.LOAD_CONST, (arg + i) % CONSTANTS.length);
  builder.emit(OP.CALL, count);
}

/** The body of the loop: random instructions made valid. */
function emitBody(builder: RawBuilder, instructions: readonly RandomInstruction[]): void {
  const base = builder.depth;
  let open: OpenJump[] = [];
  const settle = (all: boolean): void => {
    if (builder.depth !== base) return;
    for (const jump of open) if (all || jump.left <= 0) builder.place(jump.label, base);
    open = open.filter((jump) => !all && jump.left > 0);
  };
  const dropTo = (depth: number): void => {
    while (builder.depth > depth) builder.emit(OP.POP_TOP);
  };
  for (const { pick, arg, distance } of instructions) {
    for (const jump of open) jump.left--;
    settle(false);
    const choice = pick % (POOL.length + JUMPS.length);
    if (choice >= POOL.length) {
      const opcode = JUMPS[choice - POOL.length] as number;
      const needed = opcode === OP.JUMP_FORWARD ? 0 : 1;
      // An unconditional jump would leave dead code behind it: conditional on a constant it does the same.
      dropTo(base + needed);
      if (builder.depth < base + 1) builder.emit(OP.LOAD_CONST, arg % CONSTANTS.length);
      const label = builder.newLabel();
      if (opcode === OP.POP_JUMP_IF_FALSE || opcode === OP.POP_JUMP_IF_TRUE || opcode === OP.JUMP_FORWARD) {
        builder.emit(OP.TO_BOOL);
      }
      builder.jump(opcode === OP.JUMP_FORWARD ? OP.POP_JUMP_IF_TRUE : opcode, label);
      open.push({ label, left: distance });
      continue;
    }
    const { name, opcode } = POOL[choice] as (typeof POOL)[number];
    const oparg = operandOf(name, opcode, arg);
    if (opcode === OP.CALL) {
      emitCall(builder, oparg, arg);
      continue;
    }
    const effect = OPCODE_EFFECTS[name as keyof typeof OPCODE_EFFECTS];
    const needed = effect === null ? 0 : effect.popped(oparg);
    while (builder.depth - base < needed) builder.emit(OP.LOAD_CONST, (arg + builder.depth) % CONSTANTS.length);
    builder.emit(opcode, oparg);
  }
  dropTo(base);
  settle(true);
}

/** The program around a body: a loop that gets hot, and its locals for a result. */
function programOf(instructions: readonly RandomInstruction[]): Program {
  const builder = new RawBuilder();
  const rounds = CONSTANTS.length;
  builder.emit(OP.RESUME, 0);
  builder.emit(OP.LOAD_GLOBAL, 1);
  builder.emit(OP.LOAD_CONST, rounds);
  builder.emit(OP.CALL, 1);
  builder.emit(OP.GET_ITER);
  const top = builder.newLabel();
  const end = builder.newLabel();
  builder.place(top);
  const depth = builder.depth;
  builder.jump(OP.FOR_ITER, end);
  builder.emit(OP.STORE_FAST, 0);
  emitBody(builder, instructions);
  builder.jump(JUMP, top);
  builder.place(end, depth + 1);
  builder.emit(OP.END_FOR);
  for (let i = 0; i < LOCALS; i++) builder.emit(OP.LOAD_FAST, i);
  builder.emit(OP.BUILD_TUPLE, LOCALS);
  builder.emit(OP.RETURN_VALUE);
  const built = builder.finish([...CONSTANTS, { t: "int", v: ROUNDS }]);
  const head = {
    posonlyargcount: 0,
    kwonlyargcount: 0,
    firstlineno: 1,
    cellvars: [],
    freevars: [],
    lineTable: "",
  };
  const entry: CodeObject = {
    ...head,
    name: "f",
    qualname: "f",
    argcount: LOCALS,
    flags: CODE_FLAGS.OPTIMIZED | CODE_FLAGS.NEWLOCALS,
    stacksize: built.stacksize,
    varnames: Array.from({ length: LOCALS }, (_, i) => `v${i}`),
    names: NAMES,
    consts: built.consts,
    code: built.code,
    exceptionTable: built.exceptionTable,
  };
  const code: number[] = [];
  encodeInstruction(code, OP.RESUME, 0);
  encodeInstruction(code, OP.LOAD_CONST, 0);
  encodeInstruction(code, OP.STORE_NAME, 0);
  encodeInstruction(code, OP.LOAD_CONST, 1);
  encodeInstruction(code, OP.MAKE_FUNCTION, 0);
  encodeInstruction(code, OP.STORE_NAME, 1);
  encodeInstruction(code, OP.RETURN_CONST, 2);
  const module: CodeObject = {
    ...head,
    name: "<module>",
    qualname: "<module>",
    argcount: 0,
    flags: 0,
    stacksize: 1,
    varnames: [],
    names: ["x", "f"],
    consts: [{ t: "int", v: 5 }, { t: "code", v: 1 }, { t: "None" }],
    code,
    exceptionTable: [],
  };
  return {
    format: "tierproof-program",
    version: PROGRAM_VERSION,
    moduleName: "m",
    hosts: [],
    codes: [module, entry],
    entry: "f",
    args: [{ t: "int", v: 3 }, { t: "int", v: 4 }, { t: "float", v: 0.5 }, { t: "str", v: "s" }],
    calls: 2,
  };
}

/** fast-check's random over a source of choices. */
function randomOver(choices: Choices): fc.Random {
  const generator = {
    clone: () => generator,
    next: () => choices.bits() | 0,
    getState: () => [],
  };
  return new fc.Random(generator);
}

/** A valid program from choices, through fast-check. */
export function naiveProgram(choices: Choices): Program {
  return programOf(INSTRUCTIONS.generate(randomOver(choices), undefined).value);
}

/** Names of the opcodes that are drawn, but for jumps. */
export const NAIVE_POOL: readonly string[] = POOL.map(({ name }) => name);
