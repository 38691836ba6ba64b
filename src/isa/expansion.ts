/**
 * Macro expansion of instructions into uops, derived from the table of opcodes.
 *
 * @module
 */

import { InvariantError } from "./errors.ts";
import { OPCODE_NAMES, type OpcodeName, opcodeRow, OPCODES } from "./opcodes.ts";
import { type UopName, UOPS } from "./uops.ts";

/** Where the oparg or operand of an expanded uop comes from; the numbers are the pin's `OPARG_*` constants. */
export const OPARG_SIZE = {
  FULL: 0,
  CACHE_1: 1,
  CACHE_2: 2,
  CACHE_4: 4,
  TOP: 5,
  BOTTOM: 6,
  SAVE_RETURN_OFFSET: 7,
} as const;

/** One of {@linkcode OPARG_SIZE}. */
export type OpargSize = (typeof OPARG_SIZE)[keyof typeof OPARG_SIZE];

/** One uop of a macro expansion. */
export interface ExpandedUop {
  /** Name of the uop. */
  readonly name: UopName;
  /** Its id. */
  readonly uop: number;
  /** Where its oparg or operand comes from. */
  readonly size: OpargSize;
  /** Units after the first inline-cache unit; add one to count from the instruction itself. */
  readonly offset: number;
}

const SIZE_BY_TEXT: Readonly<Record<string, OpargSize>> = {
  "": OPARG_SIZE.FULL,
  "1": OPARG_SIZE.CACHE_1,
  "2": OPARG_SIZE.CACHE_2,
  "4": OPARG_SIZE.CACHE_4,
  TOP: OPARG_SIZE.TOP,
  BOTTOM: OPARG_SIZE.BOTTOM,
  RETURN_OFFSET: OPARG_SIZE.SAVE_RETURN_OFFSET,
};

function parseExpansion(text: string): ExpandedUop[] {
  return text.split(" + ").map((part) => {
    const match = /^(\w+)(?:\/(\w+))?(?:@(\d+))?$/.exec(part);
    const name = match?.[1] as UopName;
    const size = SIZE_BY_TEXT[match?.[2] ?? ""];
    if (match === null || size === undefined || !(name in UOPS)) {
      throw new InvariantError(`malformed macro expansion: ${part}`);
    }
    return { name, uop: UOPS[name].id, size, offset: Number(match[3] ?? 0) };
  });
}

/** `_PyOpcode_macro_expansion`: the uops of each opcode, empty where it has none; indexed by opcode. */
export const EXPANSION_OF: readonly (readonly ExpandedUop[])[] = (() => {
  const table: (readonly ExpandedUop[])[] = Array.from({ length: 256 }, () => []);
  for (const name of OPCODE_NAMES) {
    const text = opcodeRow(name).uops;
    if (text !== undefined) table[OPCODES[name].opcode] = parseExpansion(text);
  }
  return table;
})();

/** Expansion of an opcode by name. */
export function expansionOf(name: OpcodeName): readonly ExpandedUop[] {
  return EXPANSION_OF[OPCODES[name].opcode] as readonly ExpandedUop[];
}
