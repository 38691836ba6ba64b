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
 * Claims with their checks in the first round. Those come first whose first checks are cheap, as they need no programs; where they see a
 * fault at all, a few of them do. Programs follow, those with the most to get wrong first, and last what is slow to begin:
 * recordings are unpacked at their first check, which takes longer than most faults live.
 */
const FIRST_ROUND: readonly Slice[] = [
  { claim: "compaction", checks: 8 },
  { claim: "translation", checks: 60 },
  { claim: "analysis", checks: 60 },
  { claim: "bloom-filter", checks: 3 },
  { claim: "backedge-counters", checks: 16 },
  { claim: "executor-commands", checks: 6 },
  { claim: "executor-list", checks: 3 },
  { claim: "executor-index", checks: 4 },
  { claim: "fuel", checks: 3 },
  { claim: "without-passes", checks: 3 },
  { claim: "pass-context", checks: 10 },
  { claim: "steady-loops", checks: 32 },
  { claim: "hot-sites", checks: 40 },
  { claim: "scenarios", checks: 36 },
  { claim: "equivalence", checks: 24 },
  { claim: "edge-values", checks: 32 },
  { claim: "exits", checks: 2 },
  { claim: "executor-references", checks: 4 },
  { claim: "traces", checks: 6 },
  { claim: "recursion-limit", checks: 6 },
  { claim: "hot-sources", checks: 56 },
  { claim: "finalizers", checks: 14 },
  { claim: "invalidation", checks: 4 },
  { claim: "boundaries", checks: 2 },
  { claim: "uop-rows", checks: 4 },
  { claim: "bytecode", checks: 2 },
  { claim: "recordings", checks: 3 },
  { claim: "running-executors", checks: 3 },
  { claim: "assumptions", checks: 2 },
  { claim: "counting", checks: 3 },
  { claim: "determinism", checks: 2 },
  { claim: "drivers", checks: 2 },
  { claim: "validity", checks: 1 },
];

/** Checks of a claim that has no line above: new claims attack from the day on which they are registered. */
const UNPLANNED = 4;

/** Each round has so many times the checks of the one before, up to {@linkcode LARGEST_FACTOR}. */
const GROWTH = 1.4;

/** Checks of a claim in one round are at most so many times those in the first. */
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
  return Math.round(slice.checks * Math.min(GROWTH ** round, LARGEST_FACTOR));
}
