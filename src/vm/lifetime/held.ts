/**
 * What native code holds while it runs code of the program.
 *
 * @module
 */

import type { PyException } from "../../object/exception/exception.ts";
import type { PyObject, Value } from "../../object/values/value.ts";
import type { Frame } from "../frame/machine_frame.ts";
import type { Teardown } from "./teardown.ts";

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

/** Entries of the stack that instructions or uops take: how many, by number and oparg. */
export interface Entries {
  taken(number: number, oparg: number): number;
  /** How many of these, the lowest, are still there when it fails. */
  left(number: number, oparg: number): number;
}

const NO_ENTRIES: Entries = { taken: () => 0, left: () => 0 };

/** Entries but for the first so many. */
export function without(entries: readonly Value[], first: number): readonly Value[] {
  return first === 0 ? entries : entries.slice(first);
}

/** How many entries are no more on the stack when the instruction fails. */
export function consumed({ entries, number, oparg }: Held): number {
  return entries.taken(number, oparg) - entries.left(number, oparg);
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
  /** The opcode or uop, and what it takes. */
  number: number;
  oparg: number;
  entries: Entries;
  /** Where it stands. */
  frame: Frame | null;
  ip: number;
  /** What Python code that it ran gave back to it, and instances that it made. */
  readonly handed: Value[];
}

/** Of a loop in which nothing ran yet. */
function newHeld(): Held {
  return {
    letGo: NOTHING,
    operands: NOTHING,
    spares: false,
    count: 0,
    number: 0,
    oparg: 0,
    entries: NO_ENTRIES,
    frame: null,
    ip: 0,
    handed: [],
  };
}

/** What native code and objects that are ending hold: it lives by itself. */
export class HeldNatively {
  /** By run loop, innermost last. */
  private readonly loops: Held[] = [];
  /** What is ending, innermost last. */
  readonly teardowns: Teardown[] = [];
  /** Exceptions that unwind frames. */
  readonly raised: (PyException | null)[] = [];
  /** Objects whose destructors run: they outlive the frames of those, whose locals go first. */
  readonly ending: PyObject[] = [];

  /** Forgets everything. */
  reset(): void {
    // Setting a length is a call into C++, and mostly they are empty.
    if (this.loops.length > 0) this.loops.length = 0;
    if (this.teardowns.length > 0) this.teardowns.length = 0;
    if (this.raised.length > 0) this.raised.length = 0;
    if (this.ending.length > 0) this.ending.length = 0;
  }

  /** Does something while an exception unwinds frames, which lives on meanwhile. */
  whileRaised(raised: PyException | null, work: () => void): void {
    this.raised.push(raised);
    try {
      work();
    } finally {
      this.raised.pop();
    }
  }

  /** Of the run loop that so many are around. */
  at(nesting: number): Held {
    while (this.loops.length <= nesting) this.loops.push(newHeld());
    return this.loops[nesting] as Held;
  }

  /** How many run loops are around the one of this. */
  nestingOf(held: Held): number {
    return this.loops.indexOf(held);
  }

  /** The lists of it all, but for run loops that are inside of so many others. */
  roots(nesting: number): unknown[] {
    const roots: unknown[] = [];
    for (let level = 0; level < nesting && level < this.loops.length; level++) {
      const { operands, handed } = this.loops[level] as Held;
      roots.push(operands, handed);
    }
    for (const { pending, deferred } of this.teardowns) roots.push(pending, deferred);
    roots.push(this.raised, this.ending);
    return roots;
  }

  /** Whether something is one of the {@linkcode roots}. */
  isRoot(object: object, nesting: number): boolean {
    for (let level = 0; level < nesting && level < this.loops.length; level++) {
      const { operands, handed } = this.loops[level] as Held;
      if (operands === object || handed === object) return true;
    }
    for (const { pending, deferred } of this.teardowns) if (pending === object || deferred === object) return true;
    return object === this.raised || object === this.ending;
  }

  /** The list by which native code itself holds an object. */
  listWith(object: PyObject, nesting: number): readonly Value[] | null {
    for (let level = 0; level < nesting && level < this.loops.length; level++) {
      const { operands, handed } = this.loops[level] as Held;
      if (handed.includes(object)) return handed;
      if (operands.includes(object)) return operands;
    }
    return null;
  }
}
