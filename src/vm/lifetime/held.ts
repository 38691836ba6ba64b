/**
 * What native code holds while it runs code of the program.
 *
 * @module
 */

import type { Value } from "../../object/values/value.ts";
import type { Frame } from "../frame/machine_frame.ts";

/** No values. */
export const NOTHING: readonly Value[] = [];

/** Where a machine stands. */
interface Place {
  readonly frame: Frame;
  readonly stack: Value[];
  readonly sp: number;
}

/** The topmost entries. */
export function operands({ frame, stack, sp }: Place, count: number): readonly Value[] {
  return stack.slice(Math.max(frame.code.localCount, sp - count), sp);
}

/** What native code may hold, of an instruction inside of which it runs Python code. */
export interface Held {
  /** What the instruction may let go of. */
  letGo: readonly Value[];
  /** What it takes, until it is done. */
  operands: readonly Value[];
  /** It lets go of nothing that can die, unless it raises, and runs no code of the program. */
  spares: boolean;
  /** Counts instructions. */
  count: number;
  /** How many entries of the stack it takes. */
  taken: number;
  /** Where it stands. */
  frame: Frame | null;
  ip: number;
  /** What Python code that it ran gave back to it, and instances that it made. */
  readonly handed: Value[];
}

/** Of a loop in which nothing ran yet. */
export function newHeld(): Held {
  return { letGo: NOTHING, operands: NOTHING, spares: false, count: 0, taken: 0, frame: null, ip: 0, handed: [] };
}
