/**
 * Which `for` loops run their generators inside, as frames of the same interpreter loop. A program can tell by the events that
 * monitoring reports: such a loop ends with STOP_ITERATION at its END_FOR, and what a generator raises is reported at another
 * offset. The real interpreter decides it for every FOR_ITER after a few turns, by what it iterates over; this follows its counters.
 *
 * @module
 */

import { Generator } from "../frame.ts";
import { ListIterator, RangeIterator, TupleIterator } from "../iterators.ts";
import { types } from "../types.ts";
import type { PyCode, Value } from "../values.ts";

/** What a FOR_ITER may be made for. */
export type LoopKind = "list" | "tuple" | "range" | "generator" | "other";

/** What kind of loop an iterator makes. */
export function loopKind(iterator: Value): LoopKind {
  if (iterator instanceof ListIterator) return "list";
  if (iterator instanceof TupleIterator) return "tuple";
  if (iterator instanceof RangeIterator && iterator.cls === types.rangeIterator) return "range";
  return iterator instanceof Generator && iterator.cls === types.generator ? "generator" : "other";
}

interface Loop {
  /** Turns before the next decision. */
  turns: number;
  /** How many more turns follow the next decision that fails: 2 to the power of this, less one. */
  backoff: number;
  madeFor: LoopKind | null;
}

const FIRST_TURNS = 1;
const FIRST_BACKOFF = 1;
const TURNS_AFTER_SUCCESS = 52;
const LAST_BACKOFF = 12;

/** The loops of a run. */
export class Loops {
  private readonly loops: Map<PyCode, Map<number, Loop>> = new Map();

  /** One turn of a FOR_ITER; true when it runs a generator inside. */
  turn(code: PyCode, unit: number, kind: LoopKind): boolean {
    const loop = this.at(code, unit);
    if (loop.madeFor === kind) return kind === "generator";
    if (loop.turns > 0) {
      loop.turns--;
      return false;
    }
    if (kind === "other") {
      loop.backoff = Math.min(loop.backoff + 1, LAST_BACKOFF);
      loop.turns = 2 ** loop.backoff - 2;
      loop.madeFor = null;
      return false;
    }
    loop.turns = TURNS_AFTER_SUCCESS;
    loop.backoff = 0;
    loop.madeFor = kind;
    return kind === "generator";
  }

  /** Whether a FOR_ITER runs generators inside now. */
  runsInside(code: PyCode, unit: number): boolean {
    return this.loops.get(code)?.get(unit)?.madeFor === "generator";
  }

  /** A report at the FOR_ITER came or went: it is decided anew. */
  restart(code: PyCode, unit: number): void {
    this.loops.get(code)?.delete(unit);
  }

  private at(code: PyCode, unit: number): Loop {
    let loops = this.loops.get(code);
    if (loops === undefined) this.loops.set(code, loops = new Map());
    let loop = loops.get(unit);
    if (loop === undefined) {
      loops.set(unit, loop = { turns: FIRST_TURNS, backoff: FIRST_BACKOFF, madeFor: null });
    }
    return loop;
  }
}
