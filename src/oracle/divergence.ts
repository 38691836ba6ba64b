/**
 * A divergence: the first boundary at which two engines part, with both states, the uops that ran since they last agreed, and
 * the pass that is to blame.
 *
 * @module
 */

import type { Boundary, BoundaryOrigin } from "../isa/boundary.ts";
import type { PassBlame } from "./blame_pass.ts";
import type { Parting, StateDifference } from "./compare_boundaries.ts";
import type { TraceUop } from "./verify_trace.ts";

/** Where two engines part. */
export interface Divergence {
  /** Names of the engine that is right and of the one to blame, as people know them. */
  readonly left: string;
  readonly right: string;
  readonly difference: StateDifference;
  /** State of the engine that is right; null when it never comes to the place. */
  readonly expected: Boundary | null;
  readonly found: Boundary;
  readonly origin: BoundaryOrigin;
  /** The last boundary where both agreed; null when there was none. */
  readonly agreed: Boundary | null;
  /** Index of the first of the uops that ran since then, and they; empty in tier 1. */
  readonly firstUop: number;
  readonly ran: readonly TraceUop[];
  /** Null where passes cannot be turned off: in tier 1, and with an optimizer of one's own. */
  readonly blame: PassBlame | null;
}

/** A recorded run as the divergence needs it. */
export interface RecordedStates {
  readonly boundaries: readonly Boundary[];
  readonly origins: readonly BoundaryOrigin[];
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
