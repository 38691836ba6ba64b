/**
 * A code object cut into pieces that can be written and read back exactly: instructions with their prefixes and caches,
 * and single raw units where the units are no well-formed instruction. Positions that jumps and handlers name get labels.
 *
 * @module
 */

import { decodeAt, encodeInstruction, type Instruction } from "./code_unit.ts";
import { jumpTarget } from "./jumps.ts";
import { type OpcodeName, opcodeNameOf, OPCODES } from "./opcodes.ts";
import type { CodeObject } from "./program.ts";

/** One piece of a listing. */
export type ListingItem =
  | {
    readonly kind: "instruction";
    readonly name: OpcodeName;
    readonly instruction: Instruction;
    /** EXTENDED_ARG prefixes before the instruction proper, needed or not. */
    readonly prefixes: number;
    /** Target of a jump that goes to the start of a piece or to the end of the code, else null. */
    readonly target: number | null;
  }
  | { readonly kind: "unit"; readonly start: number; readonly unit: number };

/** A cut code object. */
export interface Listing {
  readonly items: readonly ListingItem[];
  /** Label by position (code unit), for positions that a jump or an exception entry names; L1, L2, ... in order of position. */
  readonly labels: ReadonlyMap<number, string>;
}

/** First unit of a piece. */
export function startOf(item: ListingItem): number {
  return item.kind === "unit" ? item.start : item.instruction.start;
}

/** EXTENDED_ARG prefixes that an oparg needs. */
export function prefixesFor(oparg: number): number {
  return oparg > 0xff_ffff ? 3 : oparg > 0xffff ? 2 : oparg > 0xff ? 1 : 0;
}

function wellFormed(units: readonly number[], instruction: Instruction, prefixes: number): boolean {
  if (prefixes > 3 || instruction.opcode === OPCODES.EXTENDED_ARG.opcode || instruction.next > units.length) {
    return false;
  }
  const encoded: number[] = [];
  encodeInstruction(encoded, instruction.opcode, instruction.oparg, prefixes);
  return encoded.every((unit, i) => unit === units[instruction.start + i]);
}

/** Cuts a code object, whatever its units are. */
export function listCode(code: CodeObject): Listing {
  const units = code.code;
  const cut: ListingItem[] = [];
  const starts = new Set<number>([units.length]);
  for (let start = 0; start < units.length;) {
    starts.add(start);
    const instruction = decodeAt(units, start);
    const prefixes = instruction.at - start;
    const name = opcodeNameOf(instruction.opcode);
    if (name !== undefined && wellFormed(units, instruction, prefixes)) {
      cut.push({ kind: "instruction", name, instruction, prefixes, target: null });
      start = instruction.next;
    } else {
      cut.push({ kind: "unit", start, unit: units[start] as number });
      start++;
    }
  }
  const named = new Set<number>();
  const items = cut.map((item): ListingItem => {
    const target = item.kind === "unit" ? null : jumpTarget(item.instruction);
    if (target === null || item.kind === "unit" || !starts.has(target)) return item;
    named.add(target);
    return { ...item, target };
  });
  for (const entry of code.exceptionTable) {
    for (const position of [entry.start, entry.start + entry.length, entry.target]) {
      if (starts.has(position)) named.add(position);
    }
  }
  const ordered = [...named].sort((a, b) => a - b);
  return { items, labels: new Map(ordered.map((position, i) => [position, `L${i + 1}`])) };
}
