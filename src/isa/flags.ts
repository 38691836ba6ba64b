/**
 * Metadata flags of opcodes and uops (`Include/internal/pycore_opcode_metadata.h` of the pin) and their bits.
 *
 * @module
 */

/** Bit of each flag, as at the pin. */
export const FLAG_BITS = {
  ARG: 1,
  CONST: 2,
  NAME: 4,
  JUMP: 8,
  FREE: 16,
  LOCAL: 32,
  EVAL_BREAK: 64,
  DEOPT: 128,
  ERROR: 256,
  ESCAPES: 512,
} as const;

/** Name of one flag. */
export type Flag = keyof typeof FLAG_BITS;

/** Flags of a row, joined by single spaces, in the order of their bits. */
export type FlagList = string;

/** Bits by list: a few lists stand in most rows of the tables, which every start reads. */
const bitsOf = new Map<FlagList, number>([["", 0]]);

/** Bits of a list of flags; unknown names give NaN, which the table test refuses. */
export function flagBits(flags: FlagList): number {
  let bits = bitsOf.get(flags);
  if (bits === undefined) {
    bits = 0;
    for (const flag of flags.split(" ")) bits += FLAG_BITS[flag as Flag];
    bitsOf.set(flags, bits);
  }
  return bits;
}

/** True when the list names the flag. */
export function hasFlag(flags: FlagList, flag: Flag): boolean {
  return (flagBits(flags) & FLAG_BITS[flag]) !== 0;
}
