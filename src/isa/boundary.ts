/**
 * Boundaries: moments between two instructions, at which engines with the same encoding of programs can be compared. Two
 * engines are at the same one when they have spent the same fuel and stand at the same instruction at the same depth:
 * whoever comes back to an instruction has jumped back, or called, and both take fuel.
 *
 * @module
 */

/** A frame at a boundary. */
export interface FrameState {
  /** Index of the code object; -1 for code that the program made itself. */
  readonly code: number;
  /** `co_name`. */
  readonly name: string;
  /** The instruction, in code units, prefixes skipped; in callers the place where a return goes on. */
  readonly unit: number;
  /** Texts of the locals; unbound ones are `-`. */
  readonly locals: readonly string[];
  /** Texts of the value stack, bottom first; null where the engines may differ, as after an error. */
  readonly stack: readonly string[] | null;
}

/** What an engine looks like at a boundary. */
export interface Boundary {
  /** Before an instruction, or where the handler of an exception that it raised is looked up. */
  readonly kind: "before" | "raise";
  /** Fuel spent so far, and steps backwards that take none. */
  readonly fuel: number;
  /** Steps backwards so far that take no fuel. */
  readonly unfueled: number;
  /** Python frames, hidden ones counted. */
  readonly depth: number;
  /** Innermost first, up to the one that the run loop was entered for. */
  readonly frames: readonly FrameState[];
  /** The exception in flight with its traceback. */
  readonly exception: string | null;
  /** Unit of the handler that was found, -1 for none; null before instructions. */
  readonly handler: number | null;
  /** Entries of the log so far. */
  readonly effects: number;
}

/** Where a boundary was met in tier 2. */
export interface BoundaryOrigin {
  /** In tier 1, at an instruction inside a trace, or where the trace was left. */
  readonly kind: "tier1" | "trace" | "deopt" | "error" | "exit";
  /** Which executor, in the order in which they were made, and the uop that ran last in it; -1 in tier 1. */
  readonly executor: number;
  /** Index of the uop that ran last; -1 in tier 1. */
  readonly uop: number;
}
