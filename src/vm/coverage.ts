/**
 * What a run executed: counts of instructions and uops, pairs of uops, exits, and why the optimizer declined. An engine that is
 * made with a {@linkcode Coverage} runs counting copies of its loops; without one, nothing of this costs.
 *
 * @module
 */

import { type ExecutionCounts, newExecutionCounts } from "../isa/execution_counts.ts";
import { UOPS } from "../isa/uops.ts";
import type { DeclineReason, EndReason, OptimizerStatistics } from "../optimizer/statistics.ts";

/** Room for the ids of uops: a power of two above all of them. */
const UOP_IDS = 512;
/** Room for opcodes. */
const OPCODE_IDS = 256;
const UOP_BITS = 9;

/** Before the first uop of a run of an executor. */
export const NO_UOP: number = UOPS._EXIT_TRACE.id;

/** Counts of one engine over all its runs. Whoever shares one between engines gets their sum. */
export class Coverage {
  /** By opcode: what tier 1 dispatched; specialized forms that missed; where exceptions came up. */
  readonly opcodes: ExecutionCounts = newExecutionCounts(OPCODE_IDS);
  /** By id of the uop: what tier 2 ran; where traces were left by a guard; and by an exception. */
  readonly uops: ExecutionCounts = newExecutionCounts(UOP_IDS);
  /** 1 for each uop that ran after another one, at {@linkcode uopPair}. */
  readonly pairs: Uint8Array = new Uint8Array(UOP_IDS * UOP_IDS);
  /** The same for exits: the uop that left, after the uop before it in the trace. */
  readonly deoptSites: Uint8Array = new Uint8Array(UOP_IDS * UOP_IDS);
  /** The same for errors. */
  readonly errorSites: Uint8Array = new Uint8Array(UOP_IDS * UOP_IDS);
  /** How projections of traces ended, by reason and, for instructions without expansion, by opcode. */
  readonly ends: Map<EndReason, number> = new Map();
  /** Why the optimizer declined. */
  readonly declined: Map<DeclineReason, number> = new Map();
  /** By opcode: projections that it ended. */
  readonly unsupported: Float64Array = new Float64Array(OPCODE_IDS);
  /** Grows by one whenever something of the above is met for the first time: what a hunt that is guided watches. */
  fresh = 0;

  /** Tier 1 dispatches an instruction. */
  opcode(opcode: number): void {
    this.#count(this.opcodes.executed, opcode);
  }

  /** A specialized form of tier 1 missed. */
  missed(opcode: number): void {
    this.#count(this.opcodes.deopted, opcode);
  }

  /** An exception came up at an instruction of tier 1. */
  raised(opcode: number): void {
    this.#count(this.opcodes.errored, opcode);
  }

  /** Tier 2 runs a uop after another, or after {@linkcode NO_UOP}. */
  uop(previous: number, uop: number): void {
    this.#count(this.uops.executed, uop);
    this.#mark(this.pairs, previous, uop);
  }

  /** A trace is left early by the uop at an index of it. */
  left(kind: "deopt" | "error", uops: ArrayLike<number>, index: number): void {
    const uop = uops[index] as number;
    const previous = index === 0 ? NO_UOP : uops[index - 1] as number;
    this.#count(kind === "deopt" ? this.uops.deopted : this.uops.errored, uop);
    this.#mark(kind === "deopt" ? this.deoptSites : this.errorSites, previous, uop);
  }

  /** Takes over what an optimizer has counted since it was made. */
  optimizer(statistics: OptimizerStatistics): void {
    this.#takeOver(this.ends, statistics.ends);
    this.#takeOver(this.declined, statistics.declined);
    statistics.unsupported_opcode.forEach((times, opcode) => {
      if (times > 0 && this.unsupported[opcode] === 0) this.fresh++;
      this.unsupported[opcode] = times;
    });
  }

  #takeOver<Reason extends string>(into: Map<Reason, number>, counts: Readonly<Record<Reason, number>>): void {
    for (const reason of Object.keys(counts) as Reason[]) {
      const times = counts[reason];
      if (times > 0 && !into.has(reason)) this.fresh++;
      if (times > 0) into.set(reason, times);
    }
  }

  #count(counts: Float64Array, index: number): void {
    const before = counts[index] as number;
    if (before === 0) this.fresh++;
    counts[index] = before + 1;
  }

  #mark(pairs: Uint8Array, previous: number, uop: number): void {
    const at = uopPair(previous, uop);
    if (pairs[at] !== 0) return;
    pairs[at] = 1;
    this.fresh++;
  }
}

/** Index of a pair of uops in the arrays of pairs. */
export function uopPair(previous: number, uop: number): number {
  return (previous << UOP_BITS) | uop;
}
