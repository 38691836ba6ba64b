/**
 * Instructions that only the compiler knows, and which instructions jump, push a block or leave the code object; the pin's
 * `pycore_opcode_utils.h`.
 *
 * @module
 */

import { delta, OP } from "./opcode_facts.ts";

/** Handler of the instructions up to the matching POP_BLOCK. */
export const SETUP_FINALLY = 256;
/** As SETUP_FINALLY; the index of the failing instruction is pushed, too. */
export const SETUP_CLEANUP = 257;
/** As SETUP_CLEANUP, below the result of `__enter__`. */
export const SETUP_WITH = 258;
export const POP_BLOCK = 259;
/** A jump whose direction is not known yet. */
export const JUMP = 260;
export const JUMP_NO_INTERRUPT = 261;
/** LOAD_FAST of a cell. */
export const LOAD_CLOSURE = 262;
/** STORE_FAST of a value that may be none. */
export const STORE_FAST_MAYBE_NULL = 263;

const SIZE = 512;

function table(opcodes: readonly number[]): Uint8Array {
  const flags = new Uint8Array(SIZE);
  for (const op of opcodes) flags[op] = 1;
  return flags;
}

/** Instructions that jump. */
export const IS_JUMP: Uint8Array = table([
  OP.FOR_ITER,
  OP.SEND,
  OP.POP_JUMP_IF_FALSE,
  OP.POP_JUMP_IF_TRUE,
  OP.POP_JUMP_IF_NONE,
  OP.POP_JUMP_IF_NOT_NONE,
  OP.JUMP_FORWARD,
  OP.JUMP_BACKWARD,
  OP.JUMP_BACKWARD_NO_INTERRUPT,
  JUMP,
  JUMP_NO_INTERRUPT,
]);

/** Instructions that push a block. */
export const IS_BLOCK_PUSH: Uint8Array = table([SETUP_FINALLY, SETUP_CLEANUP, SETUP_WITH]);

/** Instructions with a target: jumps and those that push a block. */
export const HAS_TARGET: Uint8Array = IS_JUMP.map((is, op) => is | (IS_BLOCK_PUSH[op] as number));

/** Jumps that are always taken. */
export const IS_UNCONDITIONAL: Uint8Array = table([
  JUMP,
  JUMP_NO_INTERRUPT,
  OP.JUMP_FORWARD,
  OP.JUMP_BACKWARD,
  OP.JUMP_BACKWARD_NO_INTERRUPT,
]);

/** Instructions that leave the code object. */
export const IS_SCOPE_EXIT: Uint8Array = table([OP.RETURN_VALUE, OP.RETURN_CONST, OP.RAISE_VARARGS, OP.RERAISE]);

/** Instructions that control does not pass. */
export const ENDS_BLOCK: Uint8Array = IS_SCOPE_EXIT.map((is, op) => is | (IS_UNCONDITIONAL[op] as number));

/** Instructions that must be the last of a block. */
export const IS_TERMINATOR: Uint8Array = IS_JUMP.map((is, op) => is | (IS_SCOPE_EXIT[op] as number));

/** Stack effect where control goes on behind the instruction. */
export function effectOf(op: number, arg: number): number {
  if (op < 256) return delta(op, arg);
  switch (op) {
    case STORE_FAST_MAYBE_NULL:
      return -1;
    case LOAD_CLOSURE:
      return 1;
    default:
      return 0;
  }
}

/** Stack effect where control goes to the target. */
export function jumpEffectOf(op: number, arg: number): number {
  if (op < 256) return delta(op, arg);
  if (op === SETUP_CLEANUP) return 2;
  return op === SETUP_FINALLY || op === SETUP_WITH ? 1 : 0;
}
