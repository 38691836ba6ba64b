/**
 * Watching a run of tier 2: what the explainer and the coverage table are made from. An observer must not change anything; without
 * one, nothing of this costs.
 *
 * @module
 */

import { InvariantError } from "../../isa/errors.ts";
import type { ExceptionEntry } from "../../isa/program.ts";
import type { PyCode } from "../../object/values/code.ts";
import type { Value } from "../../object/values/value.ts";
import { executorAt } from "../../optimizer/code_view.ts";
import type { Executor } from "../../optimizer/executor.ts";
import type { TraceEvent } from "../../optimizer/observer.ts";
import { BACK_EDGE, type BackEdgeResult } from "../../optimizer/optimizer.ts";
import type { Trace } from "../../optimizer/trace.ts";
import type { UopExecutor } from "../../optimizer/uop_executor.ts";
import type { Machine } from "../machine.ts";

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

/** A handler is looked for in a frame, in tier 1 too. */
export interface UnwindEvent {
  readonly code: PyCode;
  /** The failing instruction, and the unit where its handler was looked up. */
  readonly ip: number;
  readonly lookup: number;
  /** Whether the frame enters the traceback; a re-raised exception has entered it before. */
  readonly traced: boolean;
  /** Whether it came out of a call of the frame, whose own frame had no handler. */
  readonly fromCall: boolean;
  readonly handler: ExceptionEntry | null;
}

/** Callbacks, all optional. */
export interface ExecutionObserver {
  /** The machine that the engine runs on, once. */
  attach?(machine: Machine): void;
  attempt?(event: AttemptEvent): void;
  /** An executor is entered from the ENTER_EXECUTOR at `unit`. */
  entered?(executor: Executor, code: PyCode, unit: number): void;
  exit?(event: ExitEvent): void;
  /** An exception leaves an instruction, or a call that it left; comes after the exit when a trace was left by error. */
  unwind?(event: UnwindEvent): void;
  /** Called before every uop; runs with it are slower. */
  uop?(executor: UopExecutor, uopIndex: number): void;
  /** What happens while a trace is built. */
  trace?(event: TraceEvent): void;
}

/** The back-edge hook with an observer: tells it of the attempt and of the passes. */
export function observedBackEdge(m: Machine, code: PyCode, unit: number, destUnit: number): BackEdgeResult {
  const { observer, optimizer } = m;
  let before: Trace | null = null;
  let after: Trace | null = null;
  optimizer.observer = {
    observe(event: TraceEvent): void {
      observer?.trace?.(event);
      if (event.kind !== "pass") return;
      before ??= event.before;
      after = event.after;
    },
  };
  const result = optimizer.backEdge(code, unit, destUnit, m.sp - code.localCount);
  optimizer.observer = null;
  if (result === BACK_EDGE.ERROR) throw new InvariantError(`${optimizer.optimizer.name}: ${optimizer.error?.message}`);
  const installed = result === BACK_EDGE.INSTALLED;
  if (installed) m.statistics.executors++;
  const executor = installed ? executorAt(code, unit) : null;
  observer?.attempt?.({ code, unit, destUnit, installed, before, after, executor });
  return result;
}
