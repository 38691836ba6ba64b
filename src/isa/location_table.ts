/**
 * `co_linetable`: bytes to the source location of every code unit.
 *
 * An entry covers one to eight units. Its first byte is 128 | kind << 3 | units - 1; kinds 0 to 9 are short forms on the
 * line of the entry before, 10 to 12 step over 0 to 2 lines, 13 has a line only, 14 is the long form, 15 has nothing.
 * Numbers are little-endian groups of six bits with bit 64 for more; in signed ones the lowest bit is the sign.
 *
 * @module
 */

import { TierproofError } from "./errors.ts";

/** Source location of a code unit; null where the table does not say. Columns count from 0, in UTF-8 bytes. */
export interface Location {
  /** First line, counting as `co_firstlineno` does. */
  readonly line: number | null;
  /** Last line. */
  readonly endLine: number | null;
  /** First column of the first line. */
  readonly column: number | null;
  /** Column after the last one of the last line. */
  readonly endColumn: number | null;
}

const NOWHERE: Location = { line: null, endLine: null, column: null, endColumn: null };

/** Reads the numbers of a table, byte by byte. */
class Cursor {
  at = 0;
  constructor(readonly bytes: ArrayLike<number>) {}

  byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new TierproofError("program", `line table: ends within an entry, at byte ${this.at}`);
    if (byte >= 128) {
      throw new TierproofError("program", `line table: byte ${this.at} begins an entry, expected the rest of one`);
    }
    this.at++;
    return byte;
  }

  unsigned(): number {
    const began = this.at;
    let value = 0;
    for (let scale = 1;; scale *= 64) {
      const byte = this.byte();
      value += (byte & 63) * scale;
      if (value > 0xffff_ffff) {
        throw new TierproofError("program", `line table: number at byte ${began} is above 2**32 - 1`);
      }
      if ((byte & 64) === 0) return value;
    }
  }

  signed(): number {
    const value = this.unsigned();
    const size = Math.floor(value / 2);
    return value % 2 === 0 || size === 0 ? size : -size;
  }
}

/** Decodes a table into one location a code unit; malformed bytes are a {@linkcode TierproofError}. */
export function decodeLocationTable(bytes: ArrayLike<number>, firstlineno: number): Location[] {
  const locations: Location[] = [];
  const cursor = new Cursor(bytes);
  let line = firstlineno;
  while (cursor.at < bytes.length) {
    const first = bytes[cursor.at] as number;
    if (first < 128) {
      throw new TierproofError("program", `line table: byte ${cursor.at} is ${first}, expected an entry (bit 128)`);
    }
    cursor.at++;
    const kind = (first >> 3) & 15;
    let location: Location;
    if (kind === 15) {
      location = NOWHERE;
    } else if (kind === 14) {
      line += cursor.signed();
      const endLine = line + cursor.unsigned();
      const column = cursor.unsigned() - 1;
      const endColumn = cursor.unsigned() - 1;
      location = { line, endLine, column: column < 0 ? null : column, endColumn: endColumn < 0 ? null : endColumn };
    } else if (kind === 13) {
      line += cursor.signed();
      location = { line, endLine: line, column: null, endColumn: null };
    } else if (kind >= 10) {
      line += kind - 10;
      const column = cursor.byte();
      location = { line, endLine: line, column, endColumn: cursor.byte() };
    } else {
      const byte = cursor.byte();
      const column = kind * 8 + (byte >> 4);
      location = { line, endLine: line, column, endColumn: column + (byte & 15) };
    }
    for (let units = (first & 7) + 1; units > 0; units--) locations.push(location);
  }
  return locations;
}
