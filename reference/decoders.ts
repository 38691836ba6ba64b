/**
 * How the reference reads what code objects hold: instructions with their prefixes, numbers in groups of six bits, line tables,
 * exception tables, hexadecimal text. The engines have readers of their own; only tables are shared, as a slip in a shared
 * reader would be agreed on.
 *
 * @module
 */

import { OPCODES } from "../src/isa/opcodes.ts";
import type { CodeObject, ExceptionEntry, FloatText } from "../src/isa/program.ts";

const EXTENDED_ARG = OPCODES.EXTENDED_ARG.opcode;

/** Inline-cache units behind each instruction, by opcode. */
export const CACHES: Uint8Array = (() => {
  const caches = new Uint8Array(256);
  for (const row of Object.values(OPCODES)) if ("caches" in row) caches[row.opcode] = row.caches;
  return caches;
})();

/** An instruction of unspecialized code. */
export interface Instruction {
  /** Its unit, behind the prefixes. */
  readonly at: number;
  readonly opcode: number;
  readonly oparg: number;
  /** Unit of the next one, behind the caches. */
  readonly next: number;
}

/** Reads the instruction whose first prefix, or which itself, lies at `start`. */
export function instructionAt(units: readonly number[], start: number): Instruction {
  let oparg = 0;
  for (let at = start;; at++) {
    const unit = units[at] as number;
    oparg = oparg * 256 + Math.floor(unit / 256);
    const opcode = unit % 256;
    if (opcode !== EXTENDED_ARG) return { at, opcode, oparg, next: at + 1 + (CACHES[opcode] as number) };
  }
}

/** Unit of the first RESUME; of code without, its length. */
export function firstResume(units: readonly number[]): number {
  for (let start = 0; start < units.length;) {
    const { at, opcode, next } = instructionAt(units, start);
    if (opcode === OPCODES.RESUME.opcode) return at;
    start = next;
  }
  return units.length;
}

/** Bytes of a text of two hexadecimal digits each. */
export function bytesOf(hex: string): Uint8Array {
  const digits = [...hex].map((digit) => "0123456789abcdef".indexOf(digit));
  return Uint8Array.from(
    { length: digits.length / 2 },
    (_, i) => (digits[2 * i] as number) * 16 + (digits[2 * i + 1] as number),
  );
}

/** The float of a literal. */
export function floatFrom(text: FloatText): number {
  switch (text) {
    case "nan":
      return NaN;
    case "inf":
      return Infinity;
    case "-inf":
      return -Infinity;
    case "-0.0":
      return -0;
    default:
      return text;
  }
}

/** Bytes that are read one after the other. */
interface Reader {
  readonly bytes: Uint8Array;
  at: number;
}

function nextByte(reader: Reader): number {
  return reader.bytes[reader.at++] as number;
}

/** Groups of six bits; all but the last have bit 64. */
function groups(reader: Reader): number[] {
  const read: number[] = [];
  for (;;) {
    const byte = nextByte(reader);
    read.push(byte % 64);
    if (Math.floor(byte / 64) % 2 === 0) return read;
  }
}

/** A number whose lowest group comes first, as in line tables. */
function lowestFirst(reader: Reader): number {
  return groups(reader).reduceRight((value, group) => value * 64 + group, 0);
}

/** A number whose highest group comes first, as in exception tables. */
function highestFirst(reader: Reader): number {
  return groups(reader).reduce((value, group) => value * 64 + group, 0);
}

/** The same with a sign: that is the lowest bit. */
function signed(reader: Reader): number {
  const value = lowestFirst(reader);
  return value % 2 === 1 ? -(value - 1) / 2 : value / 2;
}

/** Kinds of entries of a line table; those below step over no line. */
const KIND = { SAME_LINE: 10, NEXT_BUT_ONE: 12, NO_COLUMNS: 13, LONG: 14, NOTHING: 15 } as const;

/** Where an instruction comes from, as `co_positions` gives it: line, last line, column, column behind the last one. */
export type Position = readonly [number | null, number | null, number | null, number | null];

const NOWHERE: Position = [null, null, null, null];

/** Position of each unit, null where the table does not say (`Objects/codeobject.c`, `advance_with_locations`). */
export function unitPositions(code: CodeObject): Position[] {
  const reader: Reader = { bytes: bytesOf(code.lineTable), at: 0 };
  const positions: Position[] = [];
  let line = code.firstlineno;
  while (reader.at < reader.bytes.length) {
    const head = nextByte(reader) - 128;
    const kind = Math.floor(head / 8);
    if (kind === KIND.LONG || kind === KIND.NO_COLUMNS) line += signed(reader);
    else if (kind >= KIND.SAME_LINE && kind <= KIND.NEXT_BUT_ONE) line += kind - KIND.SAME_LINE;
    const position = kind === KIND.NOTHING ? NOWHERE : positionFrom(reader, kind, line);
    for (let units = head % 8; units >= 0; units--) positions.push(position);
  }
  return positions;
}

/** Line of each unit. */
export function unitLines(code: CodeObject): (number | null)[] {
  return unitPositions(code).map(([line]) => line);
}

/** What an entry says besides its line: numbers in long ones, where 0 stands for no column, else a byte or two. */
function positionFrom(reader: Reader, kind: number, line: number): Position {
  if (kind < KIND.SAME_LINE) {
    const byte = nextByte(reader);
    const column = kind * 8 + Math.floor(byte / 16);
    return [line, line, column, column + byte % 16];
  }
  if (kind <= KIND.NEXT_BUT_ONE) return [line, line, nextByte(reader), nextByte(reader)];
  if (kind === KIND.NO_COLUMNS) return [line, line, null, null];
  const last = line + lowestFirst(reader);
  const columns = [lowestFirst(reader), lowestFirst(reader)].map((number) => number === 0 ? null : number - 1);
  return [line, last, columns[0] as number | null, columns[1] as number | null];
}

/** Entries of an exception table (`Objects/exception_handling_notes.txt`). */
export function exceptionEntries(bytes: Uint8Array): ExceptionEntry[] {
  const reader: Reader = { bytes, at: 0 };
  const entries: ExceptionEntry[] = [];
  while (reader.at < bytes.length) {
    const start = highestFirst(reader);
    const length = highestFirst(reader);
    const target = highestFirst(reader);
    const depthAndLasti = highestFirst(reader);
    const lasti = depthAndLasti % 2 === 1;
    entries.push({ start, length, target, depth: (depthAndLasti - (lasti ? 1 : 0)) / 2, lasti });
  }
  return entries;
}
