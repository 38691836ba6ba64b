/**
 * Frames as the machine uses them: pooled, so that a call allocates nothing.
 *
 * @module
 */

import { PyFrame } from "../../object/values/frame.ts";

/** A frame with what only the machine knows of it. */
export class Frame extends PyFrame {
  /** True while the instruction pointer has not reached the first RESUME (`_PyFrame_IsIncomplete`). */
  get incomplete(): boolean {
    return this.generator === null && this.ip < this.code.firstTraceable;
  }
}

/** The fields of a frame that are set anew when it is taken from the pool. */
export type ReusedFrame = { -readonly [K in keyof Frame]: Frame[K] };
