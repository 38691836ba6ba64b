/**
 * Traces that the optimizer made of random programs, as a fast-check arbitrary.
 *
 * @module
 */

import { DEFAULT_LIMITS, type Limits } from "../../src/isa/engine.ts";
import type { Trace } from "../../src/optimizer/trace.ts";
import { inspect } from "../../src/vm/engine.ts";
import type { fc } from "../deps.ts";
import { lower } from "../generate/lower/lower.ts";
import { draft, type ProgramConstraints } from "./program.ts";

/** What traces are wanted. */
export interface TraceConstraints extends ProgramConstraints {
  /** Limits of the run that makes the trace; the trace's length and inlining depend on them. */
  readonly limits?: Limits;
}

/** A trace of a program that got hot; shrinks with the program that it comes from. */
export function trace(constraints: TraceConstraints = {}): fc.Arbitrary<Trace> {
  const limits = constraints.limits ?? DEFAULT_LIMITS;
  return draft(constraints)
    .map((each): Trace => {
      for (const { executors } of inspect(lower(each), {}, limits).codes) {
        for (const { trace: found } of executors) if (found.length > 0) return found;
      }
      return [];
    })
    .filter((found) => found.length > 0);
}
