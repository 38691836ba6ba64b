/**
 * Passes: pure functions from trace to trace, run in the order of one list.
 *
 * @module
 */

import type { Repairs } from "../isa/engine.ts";
import type { TraceableCode } from "./code.ts";
import type { TraceObserver } from "./observer.ts";
import type { OptimizerLimits } from "./optimizer.ts";
import { analyze } from "./passes/analyze.ts";
import type { Trace } from "./trace.ts";

/** What a pass may know besides the trace. */
export interface PassContext {
  /** The code that the trace begins in. */
  readonly code: TraceableCode;
  /** Items on the value stack of the frame when the trace is entered. */
  readonly stackEntries: number;
  /** The defects that are mended. */
  readonly repairs: Repairs;
  /** Bounds of traces. */
  readonly limits: OptimizerLimits;
}

/** One pass. */
export interface Pass {
  /** Names the pass in reports. */
  readonly name: string;
  /** Pure: leaves the trace it was given alone. May put NOP over uops; compaction removes them. */
  run(trace: Trace, context: PassContext): Trace;
}

/** The passes of the pin, in order. */
export const PASSES: readonly Pass[] = [analyze];

/** Runs passes in order. */
export function runPasses(
  trace: Trace,
  passes: readonly Pass[],
  context: PassContext,
  observer: TraceObserver | null = null,
): Trace {
  let current = trace;
  for (const pass of passes) {
    const after = pass.run(current, context);
    observer?.observe({ kind: "pass", name: pass.name, before: current, after });
    current = after;
  }
  return current;
}
