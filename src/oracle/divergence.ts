/**
 * A divergence: the first boundary at which two engines part, with both states, the uops that ran since they last agreed, and
 * the pass that is to blame.
 *
 * @module
 */

import type { Boundary, BoundaryOrigin } from "../isa/boundary.ts";
import type { TraceCrash } from "../isa/errors.ts";
import type { PassBlame } from "./blame_pass.ts";
import type { Parting, StateDifference } from "./compare_boundaries.ts";
import type { TraceUop } from "./verify_trace.ts";

/** Where two engines part. */
export interface Divergence {
  /** Names of the engine that is right and of the one to blame, as people know them. */
  readonly left: string;
  /** Name of the engine to blame. */
  readonly right: string;
  /** How the two states differ. */
  readonly difference: StateDifference;
  /** State of the engine that is right; null when it never comes to the place. */
  readonly expected: Boundary | null;
  /** State of the engine to blame. */
  readonly found: Boundary;
  /** Where that engine was. */
  readonly origin: BoundaryOrigin;
  /** The last boundary where both agreed; null when there was none. */
  readonly agreed: Boundary | null;
  /** Index of the first of the uops that ran since then, and they; empty in tier 1. */
  readonly firstUop: number;
  /** Uops that ran since both agreed. */
  readonly ran: readonly TraceUop[];
  /** Null where passes cannot be turned off: in tier 1, and with an optimizer of one's own. */
  readonly blame: PassBlame | null;
}

/** A trace that broke down, as the divergence needs it. */
export interface CrashedTrace {
  /** Which uop broke down, with what. */
  readonly crash: TraceCrash;
  /** Which executor, in the order in which they were made. */
  readonly executor: number;
  /** The state it left. */
  readonly state: Boundary;
}

/**
 * The divergence of a run that agreed with the one that is right until a trace of it broke down: the place is the uop, the state
 * the one it left.
 */
export function divergenceAtCrash(
  { boundaries, origins }: RecordedStates,
  { crash, executor, state }: CrashedTrace,
  names: { readonly left: string; readonly right: string },
  blame: PassBlame | null,
): Divergence {
  const { uop, uopIndex, thrown, trace } = crash;
  const before = origins.at(-1);
  const goesOn = before !== undefined && before.executor === executor && executor >= 0 && before.uop < uopIndex;
  const firstUop = goesOn ? before.uop + 1 : 0;
  return {
    ...names,
    difference: { what: "crash", where: `crash in ${uop}, uop ${uopIndex}`, left: "goes on", right: thrown },
    expected: null,
    found: state,
    origin: { kind: "trace", executor, uop: uopIndex },
    agreed: boundaries.at(-1) ?? null,
    firstUop,
    ran: trace.slice(firstUop, uopIndex + 1),
    blame,
  };
}

/** A recorded run as the divergence needs it. */
export interface RecordedStates {
  /** States of the run, in order. */
  readonly boundaries: readonly Boundary[];
  /** Where each was taken. */
  readonly origins: readonly BoundaryOrigin[];
  /** Traces of the executors, in the order in which they were made. */
  readonly traces: readonly (readonly TraceUop[])[];
}

/** The divergence at a parting of a recorded run from one that is right. */
export function divergenceAt(
  { boundaries, origins, traces }: RecordedStates,
  parting: Parting,
  names: { readonly left: string; readonly right: string },
  blame: PassBlame | null,
): Divergence {
  const { index, difference, expected, found } = parting;
  const origin = origins[index] as BoundaryOrigin;
  const before = origins[index - 1];
  const trace = traces[origin.executor] ?? [];
  // In another executor, or once around the loop, nothing before counts.
  const goesOn = before !== undefined && before.executor === origin.executor && before.uop < origin.uop;
  const firstUop = goesOn ? before.uop + 1 : 0;
  return {
    ...names,
    difference,
    expected,
    found,
    origin,
    agreed: boundaries[index - 1] ?? null,
    firstUop,
    ran: origin.executor < 0 ? [] : trace.slice(firstUop, origin.uop + 1),
    blame,
  };
}
