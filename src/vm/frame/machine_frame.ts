/**
 * Frames as the machine uses them: pooled, so that a call allocates nothing.
 *
 * @module
 */

import type { PyCode } from "../../object/values/code.ts";
import { PyFrame } from "../../object/values/frame.ts";
import type { PyFunction } from "../../object/values/callable_values.ts";
import type { Value } from "../../object/values/value.ts";

/** A frame with what only the machine knows of it. */
export class Frame extends PyFrame {
  /** First word on the simulated data stack; see {@linkcode DataStack}. */
  dataStackBase = 0;

  constructor(func: PyFunction, code: PyCode, locals: Value) {
    super(func, code, locals);
  }

  /** True while the instruction pointer has not reached the first RESUME (`_PyFrame_IsIncomplete`). */
  get incomplete(): boolean {
    return this.generator === null && this.ip < this.code.firstTraceable;
  }
}

/** The fields of a frame that are set anew when it is taken from the pool. */
export type ReusedFrame = { -readonly [K in keyof Frame]: Frame[K] };
