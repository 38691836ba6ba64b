/**
 * Lines of a file of recordings, kept packed: whoever wants one now and then need not hold all of them for days.
 *
 * @module
 */

import { gunzipSync, gzipSync } from "./gunzip.ts";

/** Lines in a block: unpacking one of them takes less time than judging the line that is wanted. */
const BLOCK_LINES = 16;

const NEWLINE = 10;

/** Lines by their number. */
export class PackedLines {
  /** How many there are; empty ones are none. */
  readonly length: number;
  readonly #blocks: readonly Uint8Array[];

  /** The lines of a gzip file. Throws for what is no such file. */
  constructor(packed: Uint8Array) {
    const bytes = gunzipSync(packed);
    const blocks: Uint8Array[] = [];
    let length = 0;
    let block = 0;
    for (let from = 0; from < bytes.length;) {
      const end = bytes.indexOf(NEWLINE, from);
      const to = end === -1 ? bytes.length : end;
      if (to === from && block === from) block = to + 1;
      else if (to > from && ++length % BLOCK_LINES === 0) {
        blocks.push(gzipSync(bytes.subarray(block, to)));
        block = to + 1;
      }
      from = to + 1;
    }
    if (block < bytes.length) blocks.push(gzipSync(bytes.subarray(block)));
    this.length = length;
    this.#blocks = blocks;
  }

  /** One of the lines, from 0. */
  at(index: number): string {
    const block = this.#blocks[Math.floor(index / BLOCK_LINES)];
    const lines = block === undefined ? [] : new TextDecoder().decode(gunzipSync(block)).split("\n");
    const line = lines.filter((each) => each !== "")[index % BLOCK_LINES];
    if (line === undefined) throw new RangeError(`line ${index}: there are ${this.length}`);
    return line;
  }
}
