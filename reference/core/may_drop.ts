/**
 * Which instructions may drop the last reference to something, and which programs can see that.
 *
 * @module
 */

import { type OpcodeName, OPCODES } from "../../src/isa/opcodes.ts";
import { CODE_FLAGS, type Program } from "../../src/isa/program.ts";
import { mentions } from "./mentions.ts";
import type { Frame } from "../frame.ts";
import { RangeIterator } from "../iterators.ts";
import { PyBuiltin, PyCode, PyFloat, PyFunction, PyRange, PyType, type Slot } from "../values.ts";

/** True for a value that may hold others, so that dropping it may end them. */
function holds(v: Slot): boolean {
  if (typeof v !== "object" || v === null) return false;
  if (v instanceof PyFloat) return v.cls.heap;
  if (v instanceof PyRange || v instanceof RangeIterator) return false;
  if (v instanceof PyType) return v.heap;
  if (v instanceof PyBuiltin) return holds(v.self);
  if (v instanceof PyFunction) return v.closure !== null || v.defaults !== null || v.attrs !== null;
  return !(v instanceof PyCode);
}

const opcode = Object.fromEntries(Object.entries(OPCODES).map(([name, row]) => [name, row.opcode])) as Record<
  OpcodeName,
  number
>;

/** Instructions that release at most the entries they pop, and how many those are. */
const POPPED: ReadonlyMap<number, number> = new Map([
  [opcode.POP_TOP, 1],
  [opcode.TO_BOOL, 1],
  [opcode.UNARY_NEGATIVE, 1],
  [opcode.UNARY_INVERT, 1],
  [opcode.POP_JUMP_IF_NONE, 1],
  [opcode.POP_JUMP_IF_NOT_NONE, 1],
  [opcode.LOAD_ATTR, 1],
  [opcode.GET_ITER, 1],
  [opcode.BINARY_OP, 2],
  [opcode.COMPARE_OP, 2],
  [opcode.IS_OP, 2],
  [opcode.CONTAINS_OP, 2],
  [opcode.BINARY_SUBSCR, 2],
]);

/** Instructions that release nothing, or only constants and bools. */
const DROPS_NOTHING: ReadonlySet<number> = new Set(
  "NOP RESUME LOAD_CONST LOAD_FAST LOAD_FAST_CHECK LOAD_FAST_LOAD_FAST LOAD_FAST_AND_CLEAR LOAD_GLOBAL LOAD_NAME LOAD_DEREF PUSH_NULL COPY SWAP JUMP_FORWARD JUMP_BACKWARD JUMP_BACKWARD_NO_INTERRUPT POP_JUMP_IF_TRUE POP_JUMP_IF_FALSE UNARY_NOT MAKE_CELL COPY_FREE_VARS BUILD_LIST BUILD_TUPLE PUSH_EXC_INFO GET_LEN LIST_APPEND"
    .split(" ").map((name) => opcode[name as OpcodeName]),
);

/** These hand on what they take: to a new frame, or to the one that called theirs. */
export const HANDS_ON: ReadonlySet<number> = new Set([opcode.CALL, opcode.RETURN_VALUE, opcode.RETURN_CONST]);

/** Further ones that run no code of the program but what a death runs: while none would show, it is all the same what they drop. */
export const RUNS_NO_CODE: ReadonlySet<number> = new Set(
  "POP_TOP STORE_FAST STORE_FAST_LOAD_FAST STORE_FAST_STORE_FAST DELETE_FAST STORE_DEREF DELETE_DEREF IS_OP POP_JUMP_IF_NONE POP_JUMP_IF_NOT_NONE RETURN_VALUE RETURN_CONST END_FOR POP_EXCEPT RETURN_GENERATOR MAKE_FUNCTION LOAD_BUILD_CLASS CHECK_EXC_MATCH END_SEND"
    .split(" ").map((name) => opcode[name as OpcodeName]),
);

/** Whether the instruction that the frame is about to execute may drop the last reference to something. */
export function mayDrop(frame: Frame, instruction: number, oparg: number): boolean {
  if (DROPS_NOTHING.has(instruction)) return false;
  const { stack, fast } = frame;
  const popped = POPPED.get(instruction);
  if (popped !== undefined) return stack.slice(-popped).some(holds);
  switch (instruction) {
    case opcode.STORE_FAST:
      return holds(fast[oparg]);
    case opcode.STORE_FAST_LOAD_FAST:
      return holds(fast[oparg >> 4]);
    case opcode.STORE_FAST_STORE_FAST:
      return holds(fast[oparg >> 4]) || holds(fast[oparg & 15]);
    case opcode.CALL: {
      const callable = stack[stack.length - oparg - 2];
      return !(callable instanceof PyFunction) && stack.slice(-oparg - 2).some(holds);
    }
    case opcode.RETURN_VALUE:
    case opcode.RETURN_CONST:
      return fast.some(holds);
    default:
      return true;
  }
}

/** Whether anything in a program may die visibly: something is called `__del__`, or a generator has a handler around a yield. */
export function showsDeaths(program: Program): boolean {
  return mentions(program, "__del__") ||
    program.codes.some(({ flags, code }) => (flags & SUSPENDS) !== 0 && code.some(isResumeInHandler));
}

const SUSPENDS = CODE_FLAGS.GENERATOR | CODE_FLAGS.COROUTINE | CODE_FLAGS.ASYNC_GENERATOR;

function isResumeInHandler(unit: number): boolean {
  const oparg = unit >>> 8;
  return (unit & 0xff) === opcode.RESUME && (oparg & 3) !== 0 && (oparg & RESUME_DEPTH1) === 0;
}

/** Bit of RESUME's argument: only the handler that every generator has encloses it. */
const RESUME_DEPTH1 = 4;
