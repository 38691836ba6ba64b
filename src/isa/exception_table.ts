/**
 * `co_exceptiontable`: bytes to entries and back.
 *
 * An entry is four numbers: start, length, target (all in code units) and depth << 1 | lasti. A number is written in
 * groups of six bits, highest first; bit 64 says that another group follows, bit 128 marks the first byte of an entry.
 *
 * @module
 */

import { TierproofError } from "./errors.ts";
import type { ExceptionEntry } from "./program.ts";

const MORE = 64;
const FIRST = 128;

/** Decodes a table; malformed bytes are a {@linkcode TierproofError} (`Objects/codeobject.c parse_varint`). */
export function decodeExceptionTable(bytes: ArrayLike<number>): ExceptionEntry[] {
  const entries: ExceptionEntry[] = [];
  let at = 0;
  const number = (first: boolean): number => {
    const began = at;
    let value = 0;
    for (;;) {
      const byte = bytes[at];
      if (byte === undefined) {
        throw new TierproofError("program", `exception table: ends within the number at byte ${began}`);
      }
      const marked = (byte & FIRST) !== 0;
      if (marked !== (first && at === began)) {
        const expected = marked ? "the rest of an entry" : "the first byte of an entry (bit 128)";
        throw new TierproofError("program", `exception table: byte ${at} is ${byte}, expected ${expected}`);
      }
      value = value * 64 + (byte & 63);
      if (value > 0x7fff_ffff) {
        throw new TierproofError("program", `exception table: number at byte ${began} is above 2**31 - 1`);
      }
      at++;
      if ((byte & MORE) === 0) return value;
    }
  };
  while (at < bytes.length) {
    const start = number(true);
    const length = number(false);
    const target = number(false);
    const depthAndLasti = number(false);
    entries.push({ start, length, target, depth: depthAndLasti >>> 1, lasti: (depthAndLasti & 1) !== 0 });
  }
  return entries;
}

/** Encodes entries with as few groups as each number needs (`Python/assemble.c assemble_emit_exception_table_entry`). */
export function encodeExceptionTable(entries: readonly ExceptionEntry[]): Uint8Array {
  const bytes: number[] = [];
  const number = (value: number, mark: number): void => {
    let shift = 0;
    while (value >= 2 ** (shift + 6)) shift += 6;
    for (; shift >= 0; shift -= 6) {
      bytes.push(mark | (shift > 0 ? MORE : 0) | (Math.floor(value / 2 ** shift) & 63));
      mark = 0;
    }
  };
  for (const entry of entries) {
    number(entry.start, FIRST);
    number(entry.length, 0);
    number(entry.target, 0);
    number(entry.depth * 2 + (entry.lasti ? 1 : 0), 0);
  }
  return Uint8Array.from(bytes);
}
