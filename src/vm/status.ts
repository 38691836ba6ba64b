/**
 * What a uop body or an instruction handler answers: small integers, so that the loops that run them test and branch without
 * allocating. Python exceptions are no status: they are thrown.
 *
 * @module
 */

/** The body is done; go on with the next uop or instruction. */
export const NEXT = 0;
/** A guard failed; nothing has changed but what the uop documents. Tier 1 runs the base form, tier 2 leaves the trace. */
export const DEOPT = 1;
/** Tier 1 only: go on at `machine.next` in the same frame. */
export const JUMP = 2;
/** Tier 1 only: the current frame is another one; go on there at `machine.next`. */
export const FRAME = 3;
/** Tier 1 only: dispatch the same unit again with the same oparg, as it was rewritten. */
export const AGAIN = 4;
/** Tier 1 only: the frame that this run loop was started for gave `machine.result`. */
export const LEAVE = 5;
/** Tier 2 only: the trace is left by its _EXIT_TRACE. */
export const EXIT = 6;
/** Tier 2 only: the next uop is the first one. */
export const TOP = 7;

/** One of the above. */
export type Status = number;
