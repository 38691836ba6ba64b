/**
 * `co_linetable`: source locations of instructions to bytes; the pin's `assemble_location_info`.
 *
 * @module
 */

import { hexOfBytes } from "../../../src/isa/hex.ts";
import { type Loc, NO_LOCATION } from "../syntax/nodes.ts";

/** Kinds of entries. */
const ONE_LINE = 10;
const NO_COLUMNS = 13;
const LONG = 14;
const NONE = 15;

/** Most code units of one entry. */
const MAX_UNITS = 8;

/** Writes a table, one instruction after the other. */
export class LineTableWriter {
  readonly #bytes: number[] = [];
  #line: number;
  #loc: Loc = NO_LOCATION;
  #units = 0;

  constructor(firstLine: number) {
    this.#line = firstLine;
  }

  /** An instruction of so many units. */
  add(loc: Loc, units: number): void {
    const last = this.#loc;
    if (
      loc !== last &&
      (loc.line !== last.line || loc.endLine !== last.endLine || loc.col !== last.col || loc.endCol !== last.endCol)
    ) {
      this.#flush();
      this.#loc = loc;
      this.#units = 0;
    }
    this.#units += units;
  }

  /** The whole table in hexadecimal. */
  finish(): string {
    this.#flush();
    return hexOfBytes(this.#bytes);
  }

  #flush(): void {
    let left = this.#units;
    for (; left > MAX_UNITS; left -= MAX_UNITS) this.#entry(MAX_UNITS);
    if (left > 0) this.#entry(left);
  }

  #entry(units: number): void {
    const { line, endLine, col, endCol } = this.#loc;
    if (line < 0) return this.#first(NONE, units);
    const step = line - this.#line;
    if (col < 0 || endCol < 0) {
      if (endLine === line || endLine === -1) {
        this.#first(NO_COLUMNS, units);
        this.#signed(step);
        this.#line = line;
        return;
      }
    } else if (endLine === line) {
      if (step === 0 && col < 80 && endCol - col < 16 && endCol >= col) {
        this.#first(col >> 3, units);
        this.#bytes.push(((col & 7) << 4) | (endCol - col));
        return;
      }
      if (step >= 0 && step < 3 && col < 128 && endCol < 128) {
        this.#first(ONE_LINE + step, units);
        this.#bytes.push(col, endCol);
        this.#line = line;
        return;
      }
    }
    this.#first(LONG, units);
    this.#signed(step);
    this.#unsigned(endLine - line);
    this.#unsigned(col + 1);
    this.#unsigned(endCol + 1);
    this.#line = line;
  }

  #first(kind: number, units: number): void {
    this.#bytes.push(128 | (kind << 3) | (units - 1));
  }

  #unsigned(given: number): void {
    let value = given;
    for (; value >= 64; value >>= 6) this.#bytes.push(64 | (value & 63));
    this.#bytes.push(value);
  }

  #signed(value: number): void {
    this.#unsigned(value < 0 ? (-value << 1) | 1 : value << 1);
  }
}
