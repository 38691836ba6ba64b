/**
 * Watching an engine from outside: what happens in a run, without the inside of the machine.
 *
 * @module
 */

import type { ExceptionEntry } from "../isa/program.ts";
import type { TraceableCode } from "../optimizer/code.ts";
import type { Executor } from "../optimizer/executor.ts";
import type { TraceEvent } from "../optimizer/observer.ts";
import type { Trace } from "../optimizer/trace.ts";
import type { UopExecutor } from "../optimizer/uop_executor.ts";

/** One call of the optimizer. */
export interface ObservedAttempt {
  /** The code that holds the loop. */
  readonly code: TraceableCode;
  /** The JUMP_BACKWARD, and the loop top it jumps to. */
  readonly unit: number;
  /** The loop top, in code units. */
  readonly destUnit: number;
  /** True when an executor was installed. */
  readonly installed: boolean;
  /** Trace as translated and after the passes, before compaction; null when none was made. */
  readonly before: Trace | null;
  /** Trace as translated; null when none was made. */
  readonly after: Trace | null;
  /** Trace after the passes, before compaction; null when none was made. */
  readonly executor: Executor | null;
}

/** How a trace was left. */
export interface ObservedExit {
  /** By a guard, by an error, or at its end. */
  readonly kind: "deopt" | "error" | "exit";
  /** The executor that was left. */
  readonly executor: UopExecutor;
  /** Index of the uop that left, in the executor's trace. */
  readonly uopIndex: number;
  /** Where tier 1 goes on. */
  readonly code: TraceableCode;
  /** Where tier 1 goes on, in code units. */
  readonly ip: number;
}

/** A handler is looked for in a frame, in tier 1 too. */
export interface ObservedUnwind {
  /** Code of the frame that is looked at. */
  readonly code: TraceableCode;
  /** The failing instruction, and the unit where its handler was looked up. */
  readonly ip: number;
  /** Unit where the handler was looked up. */
  readonly lookup: number;
  /** The handler found; null where the exception leaves the frame. */
  readonly handler: ExceptionEntry | null;
}

/** Callbacks, all optional. An observer must not change anything; runs with one are slower. */
export interface EngineObserver {
  /** The machine that the engine runs on, once; what it is made of is no part of the public interface. */
  attach?(machine: object): void;
  /** The optimizer was asked. */
  attempt?(event: ObservedAttempt): void;
  /** An executor is entered from the ENTER_EXECUTOR at `unit`. */
  entered?(executor: Executor, code: TraceableCode, unit: number): void;
  /** A trace is left. */
  exit?(event: ObservedExit): void;
  /** A handler is looked for. */
  unwind?(event: ObservedUnwind): void;
  /** Called before every uop. */
  uop?(executor: UopExecutor, uopIndex: number): void;
  /** What happens while a trace is built. */
  trace?(event: TraceEvent): void;
}
