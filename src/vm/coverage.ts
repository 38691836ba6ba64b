/**
 * What a run executed: counts of instructions and uops, pairs of uops, exits and chains of them, specialization, invalidation in a
 * trace, and why the optimizer declined. An engine that is
 * made with a {@linkcode Coverage} runs counting copies of its loops; without one, nothing of this costs.
 *
 * @module
 */

import { type ExecutionCounts, newExecutionCounts } from "../isa/execution_counts.ts";
import { DEOPT_OF } from "../isa/opcodes.ts";
import { UOPS } from "../isa/uops.ts";
import type { DeclineReason, EndReason, OptimizerStatistics } from "../optimizer/statistics.ts";

/** Room for the ids of uops: a power of two above all of them. */
const UOP_IDS = 512;
/** Room for opcodes. */
const OPCODE_IDS = 256;
/** Bits of the second uop of a pair. */
export const UOP_BITS = 9;

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
  /** The same for exits of either kind, one after the other in a run: the uop that left, after the uop that left before it. */
  readonly chains: Uint8Array = new Uint8Array(UOP_IDS * UOP_IDS);
  /** 1 for each uop at which the executor that was running was invalidated. */
  readonly invalidations: Uint8Array = new Uint8Array(UOP_IDS);
  /** 1 for each form of an instruction that took the place of another one of its family, at {@linkcode opcodePair}; of a form that stayed: it was tried in vain. */
  readonly transitions: Uint8Array = new Uint8Array(OPCODE_IDS * OPCODE_IDS);
  /** How projections of traces ended, by reason and, for instructions without expansion, by opcode. */
  readonly ends: Map<EndReason, number> = new Map();
  /** Why the optimizer declined. */
  readonly declined: Map<DeclineReason, number> = new Map();
  /** By opcode: projections that it ended. */
  readonly unsupported: Float64Array = new Float64Array(OPCODE_IDS);
  /** Grows by one whenever something of the above is met for the first time: what a hunt that is guided watches. */
  fresh = 0;
  /** What was met of the arrays above, in the order in which it was first: the array and the index in it. */
  readonly met: (readonly [marks: Float64Array | Uint8Array, index: number])[] = [];
  /** The uop that left a trace last, in this run. */
  #lastExit = NO_UOP;

  /** Tier 1 dispatches an instruction. */
  opcode(opcode: number): void {
    this.#count(this.opcodes.executed, opcode);
  }

  /** A specialized form of tier 1 missed. */
  missed(opcode: number): void {
    this.#count(this.opcodes.deopted, opcode);
  }

  /** An instruction that stood in one form is dispatched again, in the form that it has now. */
  again(before: number, now: number): void {
    // What instrumentation puts in is another matter.
    if (DEOPT_OF[before] === DEOPT_OF[now]) this.#mark(this.transitions, opcodePair(before, now));
  }

  /** An exception came up at an instruction of tier 1. */
  raised(opcode: number): void {
    this.#count(this.opcodes.errored, opcode);
  }

  /** Tier 2 runs a uop after another, or after {@linkcode NO_UOP}. */
  uop(previous: number, uop: number): void {
    this.#count(this.uops.executed, uop);
    this.#mark(this.pairs, uopPair(previous, uop));
  }

  /** The executor that runs a uop was invalidated by it. */
  invalidated(uop: number): void {
    this.#mark(this.invalidations, uop);
  }

  /** A trace is left early by the uop at an index of it. */
  left(kind: "deopt" | "error", uops: ArrayLike<number>, index: number): void {
    const uop = uops[index] as number;
    const previous = index === 0 ? NO_UOP : uops[index - 1] as number;
    this.#count(kind === "deopt" ? this.uops.deopted : this.uops.errored, uop);
    this.#mark(kind === "deopt" ? this.deoptSites : this.errorSites, uopPair(previous, uop));
    this.#mark(this.chains, uopPair(this.#lastExit, uop));
    this.#lastExit = uop;
  }

  /** A run is over: takes over what its optimizer has counted since it was made. */
  optimizer(statistics: OptimizerStatistics): void {
    this.#lastExit = NO_UOP;
    this.#takeOver(this.ends, statistics.ends);
    this.#takeOver(this.declined, statistics.declined);
    statistics.unsupported_opcode.forEach((times, opcode) => {
      if (times > 0 && this.unsupported[opcode] === 0) this.#first(this.unsupported, opcode);
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
    if (before === 0) this.#first(counts, index);
    counts[index] = before + 1;
  }

  #mark(marks: Uint8Array, at: number): void {
    if (marks[at] !== 0) return;
    marks[at] = 1;
    this.#first(marks, at);
  }

  #first(marks: Float64Array | Uint8Array, index: number): void {
    this.met.push([marks, index]);
    this.fresh++;
  }
}

/** Index of a pair of uops in the arrays of pairs. */
export function uopPair(previous: number, uop: number): number {
  return (previous << UOP_BITS) | uop;
}

/** Index of a pair of forms of an instruction in the array of transitions. */
export function opcodePair(before: number, now: number): number {
  return (before << 8) | now;
}
