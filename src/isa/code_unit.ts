/**
 * Code units: 16 bits, opcode in the low byte, 8-bit oparg in the high byte. EXTENDED_ARG prefixes widen an oparg to 32
 * bits; inline caches follow an instruction as further units.
 *
 * @module
 */

import { CACHE_UNITS_OF, OPCODES } from "./opcodes.ts";

/**
 * The units of a code object while it runs, each `0` to `0xffff`; whoever writes one masks it. A plain array, as making a typed
 * one costs as much as running twenty instructions.
 */
export type CodeUnits = number[];

/** Packs an opcode and the low eight bits of its oparg. */
export function codeUnit(opcode: number, oparg: number): number {
  return (opcode & 0xff) | ((oparg & 0xff) << 8);
}

/** Opcode of a code unit. */
export function opcodeOf(unit: number): number {
  return unit & 0xff;
}

/** 8-bit oparg of a code unit. */
export function opargOf(unit: number): number {
  return unit >>> 8;
}

/** One decoded instruction; all positions in code units. */
export interface Instruction {
  /** Where it starts: its first EXTENDED_ARG prefix, or the instruction itself. Jumps land here. */
  readonly start: number;
  /** The instruction proper, after its prefixes. Traceback offsets and caches count from here. */
  readonly at: number;
  /** Number of the opcode, prefixes not counted. */
  readonly opcode: number;
  /** Full oparg, 0 to 2**32 - 1. */
  readonly oparg: number;
  /** First unit after its inline caches. */
  readonly next: number;
}

/** Decodes the instruction that starts at `start`; prefixes are followed to the instruction proper. */
export function decodeAt(units: ArrayLike<number>, start: number): Instruction {
  let at = start;
  let unit = units[at] as number;
  let oparg = opargOf(unit);
  while (opcodeOf(unit) === OPCODES.EXTENDED_ARG.opcode && at + 1 < units.length) {
    at++;
    unit = units[at] as number;
    oparg = ((oparg << 8) | opargOf(unit)) >>> 0;
  }
  const opcode = opcodeOf(unit);
  return { start, at, opcode, oparg, next: at + 1 + (CACHE_UNITS_OF[opcode] as number) };
}

/** Decodes straight-line from unit 0 to the end; inline caches are skipped. */
export function decodeAll(units: ArrayLike<number>): Instruction[] {
  const instructions: Instruction[] = [];
  for (let start = 0; start < units.length;) {
    const instruction = decodeAt(units, start);
    instructions.push(instruction);
    start = instruction.next;
  }
  return instructions;
}

/** Appends one instruction with the prefixes its oparg needs (at least `minPrefixes`) and zeroed inline caches. */
export function encodeInstruction(units: number[], opcode: number, oparg: number, minPrefixes = 0): void {
  const needed = oparg > 0xff_ffff ? 3 : oparg > 0xffff ? 2 : oparg > 0xff ? 1 : 0;
  for (let shift = Math.max(needed, minPrefixes); shift > 0; shift--) {
    units.push(codeUnit(OPCODES.EXTENDED_ARG.opcode, oparg >>> (8 * shift)));
  }
  units.push(codeUnit(opcode, oparg));
  for (let cache = CACHE_UNITS_OF[opcode] as number; cache > 0; cache--) units.push(0);
}
