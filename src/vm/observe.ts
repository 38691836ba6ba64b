/**
 * Watching a run of tier 2: what the explainer and the coverage table are made from. An observer must not change anything; without
 * one, nothing of this costs.
 *
 * @module
 */

import type { PyCode } from "../object/code.ts";
import type { Value } from "../object/value.ts";
import type { Executor } from "../optimizer/executor.ts";
import type { TraceEvent } from "../optimizer/observer.ts";
import type { Trace } from "../optimizer/trace.ts";
import type { UopExecutor } from "../optimizer/uop_executor.ts";

/** One call of the optimizer. */
export interface AttemptEvent {
  readonly code: PyCode;
  /** The JUMP_BACKWARD, and the loop top it jumps to. */
  readonly unit: number;
  readonly destUnit: number;
  /** True when an executor was installed. */
  readonly installed: boolean;
  /** Trace as translated and after the passes, before compaction; null when none was made. */
  readonly before: Trace | null;
  readonly after: Trace | null;
  readonly executor: Executor | null;
}

/** How a trace was left. */
export interface ExitEvent {
  readonly kind: "deopt" | "error" | "exit";
  readonly executor: UopExecutor;
  /** Index of the uop that left, in the executor's trace. */
  readonly uopIndex: number;
  /** The frame where tier 1 goes on: code, instruction pointer, return offset; locals and stack on request. */
  readonly code: PyCode;
  readonly ip: number;
  /** Locals, then the value stack, copied now. */
  slots(): Value[];
}

/** Callbacks, all optional. */
export interface ExecutionObserver {
  attempt?(event: AttemptEvent): void;
  /** An executor is entered from the ENTER_EXECUTOR at `unit`. */
  entered?(executor: Executor, code: PyCode, unit: number): void;
  exit?(event: ExitEvent): void;
  /** Called before every uop; runs with it are slower. */
  uop?(executor: UopExecutor, uopIndex: number): void;
  /** What happens while a trace is built. */
  trace?(event: TraceEvent): void;
}
