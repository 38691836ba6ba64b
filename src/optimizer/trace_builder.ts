/**
 * Builds a trace in a buffer of limited length. Owns the translator's promise: space is reserved before it is written.
 *
 * @module
 */

import { InvariantError } from "../isa/errors.ts";
import type { TraceObserver } from "./observer.ts";
import type { Trace, UopInstruction } from "./trace.ts";

/** Uops that always stay free for _SET_IP, _CHECK_VALIDITY and _EXIT_TRACE. */
export const EPILOGUE = 3;

/**
 * Uops without operand and with a smaller oparg are made once: traces are values, and nearly all that they consist of is of these.
 * Not frozen: V8 keeps frozen objects apart, and for meeting both kinds all of tier 2 took a fifteenth longer. Passes of others
 * get everything frozen.
 */
const SHARED_OPARGS = 256;
const SHARED: UopInstruction[][] = [];

function shared(uop: number, oparg: number): UopInstruction {
  return (SHARED[uop] ??= [])[oparg] ??= { uop, oparg, operand: 0 };
}

/** The macros `ADD_TO_TRACE`, `RESERVE_RAW` and `RESERVE`. */
export class TraceBuilder {
  /** Most uops that the buffer holds. */
  declare readonly maxLength: number;
  declare private readonly uops: UopInstruction[];
  declare private readonly observer: TraceObserver | null;
  /** Uops that may be added before the next reservation. */
  declare private reserved: number;

  constructor(maxLength: number, observer: TraceObserver | null = null) {
    this.maxLength = maxLength;
    this.uops = [];
    this.reserved = 0;
    this.observer = observer;
  }

  /** Uops so far. */
  get length(): number {
    return this.uops.length;
  }

  /** What was built; the builder is done with it. */
  get trace(): Trace {
    return this.uops;
  }

  /** Reserves space for _SET_IP, _CHECK_VALIDITY and _EXIT_TRACE; false when there is none. */
  reserveEpilogue(opcode: number): boolean {
    return this.takeRoom(EPILOGUE, opcode);
  }

  /** Reserves space for the uops of an instruction and the three that follow them; false when there is none. */
  reserve(uops: number, opcode: number): boolean {
    return this.takeRoom(uops + EPILOGUE, opcode);
  }

  private takeRoom(need: number, opcode: number): boolean {
    const got = this.maxLength - this.uops.length;
    if (need > got) {
      this.observer?.observe({ kind: "no_room", opcode, need, got });
      return false;
    }
    // What was left of an earlier reservation lapses.
    this.reserved = need;
    return true;
  }

  /** Appends one uop to reserved space. */
  add(uop: number, oparg: number, operand: number | bigint): void {
    if (this.reserved <= 0 || this.uops.length >= this.maxLength) {
      throw new InvariantError(
        `trace builder: expected reserved space for uop ${uop}, found ${this.reserved} reserved, ` +
          `${this.uops.length} of ${this.maxLength} in use`,
      );
    }
    this.reserved--;
    const instruction = operand === 0 && oparg < SHARED_OPARGS ? shared(uop, oparg) : { uop, oparg, operand };
    this.uops.push(instruction);
    this.observer?.observe({ kind: "add", instruction });
  }
}
