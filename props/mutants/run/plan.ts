/**
 * The order in which claims attack: rounds of slices, counted in checks, so that equal seeds end in equal detections.
 *
 * @module
 */

import type { AttackOptions } from "./types.ts";

/** Checks of one claim in one round. */
export interface Slice {
  readonly claim: string;
  readonly checks: number;
}

/**
 * Claims with their checks in the first round. What is cheap and sees much comes first; recordings are unpacked at their first check,
 * which takes longer than most faults live. The sizes give each claim a share of the
 * time that fits what it finds, about half of it for equivalence.
 */
const FIRST_ROUND: readonly Slice[] = [
  { claim: "translation", checks: 60 },
  { claim: "analysis", checks: 80 },
  { claim: "compaction", checks: 50 },
  { claim: "bloom-filter", checks: 20 },
  { claim: "uop-rows", checks: 12 },
  { claim: "equivalence", checks: 40 },
  { claim: "executor-commands", checks: 6 },
  { claim: "executor-list", checks: 6 },
  { claim: "executor-index", checks: 2 },
  { claim: "scenarios", checks: 36 },
  { claim: "hot-sites", checks: 48 },
  { claim: "edge-values", checks: 60 },
  { claim: "traces", checks: 20 },
  { claim: "hot-sources", checks: 80 },
  { claim: "steady-loops", checks: 24 },
  { claim: "recordings", checks: 24 },
  { claim: "invalidation", checks: 24 },
  { claim: "executor-references", checks: 16 },
  { claim: "running-executors", checks: 12 },
  { claim: "backedge-counters", checks: 16 },
  { claim: "bytecode", checks: 16 },
  { claim: "counting", checks: 12 },
  { claim: "without-passes", checks: 12 },
  { claim: "pass-context", checks: 20 },
  { claim: "recursion-limit", checks: 8 },
  { claim: "fuel", checks: 6 },
  { claim: "determinism", checks: 6 },
  { claim: "finalizers", checks: 20 },
  { claim: "drivers", checks: 4 },
  { claim: "validity", checks: 1 },
];

/** Checks of a claim that has no line above: new claims attack from the day on which they are registered. */
const UNPLANNED = 8;

/** Each round has half as many checks again as the one before, up to this factor. */
const LARGEST_FACTOR = 24;

/** The claims that attack, in their order, with the checks of the first round. `known` are all claims that are meant to hold. */
export function plannedClaims(known: readonly string[], options: AttackOptions = {}): readonly Slice[] {
  const wanted = (name: string): boolean =>
    (options.claims === undefined || options.claims.includes(name)) && !(options.withoutClaims ?? []).includes(name);
  const planned = FIRST_ROUND.filter(({ claim }) => known.includes(claim));
  const others = known.filter((name) => !FIRST_ROUND.some(({ claim }) => claim === name));
  return [...planned, ...others.map((claim) => ({ claim, checks: UNPLANNED }))].filter(({ claim }) => wanted(claim));
}

/** Checks of a slice in a round; rounds count from 0. */
export function sliceChecks(slice: Slice, round: number): number {
  return Math.round(slice.checks * Math.min(1.5 ** round, LARGEST_FACTOR));
}
