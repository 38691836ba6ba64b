/**
 * Counts of what an engine executed, by opcode or by id of the uop.
 *
 * @module
 */

/** Three counts for each opcode or uop; the arrays are as long as the numbers go. */
export interface ExecutionCounts {
  /** Times it began. */
  readonly executed: Float64Array;
  /** Times it gave way to the base form, or left a trace by its guard. */
  readonly deopted: Float64Array;
  /** Times an exception came up at it. */
  readonly errored: Float64Array;
}

/** Counts of nothing, for numbers below `size`. */
export function newExecutionCounts(size: number): ExecutionCounts {
  return { executed: new Float64Array(size), deopted: new Float64Array(size), errored: new Float64Array(size) };
}
