/**
 * What the compiler knows of opcodes: their numbers and their effects on the stack.
 *
 * @module
 */

import { InvariantError } from "../../../src/isa/errors.ts";
import { OPCODE_NAMES, opcodeNameOf, OPCODES } from "../../../src/isa/opcodes.ts";
import { OPCODE_EFFECTS } from "../../../src/isa/stack_effect.ts";

/** Opcode numbers by name. */
export const OP: { readonly [N in keyof typeof OPCODES]: number } = Object.fromEntries(
  OPCODE_NAMES.map((name) => [name, OPCODES[name].opcode]),
) as { [N in keyof typeof OPCODES]: number };

const EFFECTS = Array.from({ length: 256 }, (_, opcode) => {
  const name = opcodeNameOf(opcode);
  return name === undefined ? null : OPCODE_EFFECTS[name];
});

/** Opargs below this have their effects in a table. */
const TABLED_ARGS = 32;

/** Stands where an effect was not asked for yet. */
const UNKNOWN = -128;

/** By how much instructions with a small oparg change the depth, by opcode and oparg, as they are asked for: few ever are. */
const DELTA = new Int8Array(256 * TABLED_ARGS).fill(UNKNOWN);

/** By how much an instruction changes the stack depth where it goes on to the next. */
export function delta(op: number, arg: number): number {
  const row = op * TABLED_ARGS;
  const known = arg < TABLED_ARGS ? DELTA[row + arg] as number : UNKNOWN;
  if (known !== UNKNOWN) return known;
  const effect = EFFECTS[op];
  if (effect === null || effect === undefined) throw new InvariantError(`no stack effect for opcode ${op}`);
  const change = effect.pushed(arg) - effect.popped(arg);
  if (arg < TABLED_ARGS) DELTA[row + arg] = change;
  return change;
}

/** Items that are left when an instruction fails, at least: all that it takes are gone. */
export function depthOnFailure(op: number, arg: number, depth: number): number {
  return depth - (EFFECTS[op]?.popped(arg) ?? 0);
}

/** Opcodes that a twist may put EXTENDED_ARG before: all but two. END_FOR, as FOR_ITER jumps to it and goes on one unit behind. */
export const TAKES_PREFIX: Uint8Array = new Uint8Array(256).fill(1);
TAKES_PREFIX[OP.END_FOR] = 0;
// A generator goes on right behind what it yielded with, where its RESUME has to be.
TAKES_PREFIX[OP.RESUME] = 0;

/** Opargs of CALL_INTRINSIC_1. */
export const INTRINSIC = {
  IMPORT_STAR: 2,
  STOPITERATION_ERROR: 3,
  ASYNC_GEN_WRAP: 4,
  UNARY_POSITIVE: 5,
  LIST_TO_TUPLE: 6,
} as const;
