/**
 * What the optimizer counts, under the pin's names (`OptimizationStats`), and why traces end, under names of our own.
 *
 * @module
 */

/** Buckets of a histogram (`_Py_UOP_HIST_SIZE`). */
export const UOP_HIST_SIZE = 32;

/** Why the projection of a trace stopped. */
export type EndReason =
  /** Back at the loop top: the trace ends with _JUMP_TO_TOP. */
  | "closed_loop"
  /** The next instruction does not fit into the buffer. */
  | "trace_too_long"
  /** A JUMP_BACKWARD to somewhere else. */
  | "inner_loop"
  /** A return from the code that the trace began in. */
  | "trace_stack_underflow"
  /** A call deeper than the trace stack. */
  | "trace_stack_overflow"
  /** A call of the code that makes the call. */
  | "recursive_call"
  /** A call of a function that nobody knows by the version of the call site. */
  | "function_unknown"
  /** A call of a function whose code is another one than when the call site was specialized. */
  | "code_version_mismatch"
  /** An instruction without macro expansion. */
  | "unsupported_opcode";

/** Why an attempt gave no executor: no room for one more, a trace too short to be worth it, or the optimizer's own reason. */
export type DeclineReason = "no_space_for_executor" | "trace_too_short" | "optimizer_declined";

/** Counts of one machine; plain data. Histograms: bucket n holds lengths from 2**(n - 1) + 1 to 2**n. */
export interface OptimizerStatistics {
  /** Back edges hot enough to ask the optimizer. */
  attempts: number;
  /** Traces that became executors. */
  traces_created: number;
  /** Entries of uop executors. The virtual machine counts. */
  traces_executed: number;
  /** The virtual machine counts. */
  uops_executed: number;
  /** Projections that ran out of room. */
  trace_too_long: number;
  /** Projections that gave too few uops to be worth it. */
  trace_too_short: number;
  /** Projections that ended at a call too deep. */
  trace_stack_overflow: number;
  /** Projections that ended at a return from where they began. */
  trace_stack_underflow: number;
  /** Projections that ended at another loop's jump back. */
  inner_loop: number;
  /** Projections that ended at a call of the calling code. */
  recursive_call: number;
  /** By opcode. */
  readonly unsupported_opcode: Uint32Array;
  /** Uops of traces as translated. */
  readonly trace_length_hist: Uint32Array;
  /** Uops of traces after the passes. */
  readonly optimized_trace_length_hist: Uint32Array;
  /** Uops from entry to exit of an executor. The virtual machine counts. */
  readonly trace_run_length_hist: Uint32Array;
  /** How projections ended; the pin does not count all of these. */
  readonly ends: Record<EndReason, number>;
  /** Attempts that gave no executor. */
  readonly declined: Record<DeclineReason, number>;
}

/** All counts zero. */
export function newStatistics(): OptimizerStatistics {
  return {
    attempts: 0,
    traces_created: 0,
    traces_executed: 0,
    uops_executed: 0,
    trace_too_long: 0,
    trace_too_short: 0,
    trace_stack_overflow: 0,
    trace_stack_underflow: 0,
    inner_loop: 0,
    recursive_call: 0,
    unsupported_opcode: new Uint32Array(256),
    trace_length_hist: new Uint32Array(UOP_HIST_SIZE),
    optimized_trace_length_hist: new Uint32Array(UOP_HIST_SIZE),
    trace_run_length_hist: new Uint32Array(UOP_HIST_SIZE),
    ends: {
      closed_loop: 0,
      trace_too_long: 0,
      inner_loop: 0,
      trace_stack_underflow: 0,
      trace_stack_overflow: 0,
      recursive_call: 0,
      function_unknown: 0,
      code_version_mismatch: 0,
      unsupported_opcode: 0,
    },
    declined: { no_space_for_executor: 0, trace_too_short: 0, optimizer_declined: 0 },
  };
}

/** Sets all counts back to zero. */
export function clearStatistics(statistics: OptimizerStatistics): void {
  const fresh = newStatistics();
  statistics.unsupported_opcode.fill(0);
  statistics.trace_length_hist.fill(0);
  statistics.optimized_trace_length_hist.fill(0);
  statistics.trace_run_length_hist.fill(0);
  Object.assign(statistics.ends, fresh.ends);
  Object.assign(statistics.declined, fresh.declined);
  const { unsupported_opcode: _u, trace_length_hist: _t, optimized_trace_length_hist: _o, ...rest } = fresh;
  const { trace_run_length_hist: _r, ends: _e, declined: _d, ...counts } = rest;
  Object.assign(statistics, counts);
}

/** Counts a length in a histogram (`OPT_HIST`): the bucket is the bit length of one less. */
export function countLength(histogram: Uint32Array, length: number): void {
  const bits = length > 1 ? 32 - Math.clz32(length - 1) : 0;
  const bucket = Math.min(bits, UOP_HIST_SIZE - 1);
  histogram[bucket] = (histogram[bucket] as number) + 1;
}
