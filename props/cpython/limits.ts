/**
 * Limits of the runs of a hunt.
 *
 * @module
 */

import { type Draft, PIN_WARM } from "../generate/draft/draft.ts";
import { DEFAULT_LIMITS, type Limits } from "../../src/isa/engine.ts";

/** Small enough that a runaway program costs no more than twenty ordinary ones; no generated one needs half of it. */
export const HUNT_LIMITS: Limits = { ...DEFAULT_LIMITS, fuel: 4_000, maxSize: 20_000 };

/** Counters of jumps back go up by this. */
const COUNTER_STEP = 16;

/** The `warm` of Drafts whose loops get hot under some limits. */
export function warmOf(limits: Limits): number {
  return Math.min(PIN_WARM, Math.max(1, Math.ceil(limits.backedgeThreshold / COUNTER_STEP)));
}

const byWarm: (Limits | undefined)[] = [];

/** Limits of runs in which a loop's executor is made at the jump back after `warm` of them; one object for each number. */
export function huntLimits(warm: number): Limits {
  return byWarm[warm] ??= { ...HUNT_LIMITS, backedgeThreshold: warm * COUNTER_STEP };
}

/** Limits of the runs of a Draft's program. */
export function draftLimits({ warm, limits }: Pick<Draft, "warm" | "limits">): Limits {
  const usual = huntLimits(warm);
  if (limits === undefined) return usual;
  return {
    ...usual,
    maxTraceLength: limits.traceLength ?? usual.maxTraceLength,
    traceStackSize: limits.traceStack ?? usual.traceStackSize,
    maxExecutors: limits.executors ?? usual.maxExecutors,
    firstFunctionVersion: limits.functionVersion ?? usual.firstFunctionVersion,
  };
}
