/**
 * The data stack of the pin, simulated: only its fill level matters, as guards ask whether a frame fits into what is left of the
 * current chunk.
 *
 * @module
 */

import type { Frame } from "./machine_frame.ts";

/** Words of data in a chunk of 16 KiB, without its header of three words. */
const CHUNK_WORDS = 2048 - 3;
/** A frame gets a chunk of its own size class when it needs more than this leaves (`MINIMUM_OVERHEAD`). */
const MINIMUM_OVERHEAD = 1000;

/** Fill level of the chunks, in words. */
export class DataStack {
  /** First free word of the current chunk; the first one of the root chunk is never handed out. */
  private top = 1;
  private limit = CHUNK_WORDS;
  private readonly previousTops: number[] = [];
  private readonly previousLimits: number[] = [];

  /** Back to one chunk with this many words taken, at least one. */
  reset(taken: number): void {
    this.top = taken;
    this.limit = CHUNK_WORDS;
    if (this.previousTops.length === 0) return;
    this.previousTops.length = 0;
    this.previousLimits.length = 0;
  }

  /** Whether a frame of this many words fits into the current chunk (`_PyThreadState_HasStackSpace`). */
  hasSpace(words: number): boolean {
    return words < this.limit - this.top;
  }

  /** Takes room for a frame (`_PyThreadState_PushFrame`, `push_chunk`). */
  push(frame: Frame, words: number): void {
    const top = this.top;
    if (words < this.limit - top) {
      frame.dataStackBase = top;
      this.top = top + words;
      return;
    }
    this.previousTops.push(top);
    this.previousLimits.push(this.limit);
    let size = CHUNK_WORDS + 3;
    while (size < words + MINIMUM_OVERHEAD) size *= 2;
    this.limit = size - 3;
    frame.dataStackBase = 0;
    this.top = words;
  }

  /** Gives the room of the topmost frame back (`_PyThreadState_PopFrame`). */
  pop(frame: Frame): void {
    const base = frame.dataStackBase;
    if (base === 0 && this.previousTops.length > 0) {
      this.top = this.previousTops.pop() as number;
      this.limit = this.previousLimits.pop() as number;
    } else {
      this.top = base;
    }
  }
}
