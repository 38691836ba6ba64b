/**
 * The order in which claims attack: rounds of slices, counted in checks, so that equal seeds end in equal detections.
 *
 * @module
 */

import type { AttackOptions } from "./types.ts";

/** Checks of one claim in the first round; parts of one add up over rounds. */
export interface Slice {
  readonly claim: string;
  readonly checks: number;
  /** How many times as many checks each round has as the one before; {@linkcode GROWTH} if left out. */
  readonly growth?: number;
  /** How many times as many checks a round has at most; {@linkcode LARGEST_FACTOR} if left out. */
  readonly most?: number;
}

/** Growth of what models and tables show: they show it soon. */
const SOON = 1.1;

/**
 * Growth of sites, which are many: each has one turn in the first round (124, and 18 of what tools are told), where they show three
 * times as much a check as later on; theirs is most of the time until each change had one.
 */
const MANY = { growth: 1.5, most: 3.5 };

/** Growth of what waits for the second round, as its first check takes longer than most faults live, and has its share from then on. */
const LATE = { growth: 6, most: 14 };

/**
 * Claims with their checks in the first round. Those come first whose first checks are cheap, as they need no programs; where they see a
 * fault at all, a few of them do. Programs follow, those first that show most in a millisecond, in short slices, as what is easy to see
 * shows at once; most of the time is theirs, as most can go wrong there. Last comes what sees little that others do not, or is slow to
 * begin: recordings are unpacked at their first check, which takes longer than most faults live. With less than half a check a claim
 * waits for a later round.
 */
const FIRST_ROUND: readonly Slice[] = [
  { claim: "compaction", checks: 10, growth: SOON },
  { claim: "translation", checks: 42, growth: SOON },
  { claim: "bloom-filter", checks: 4, growth: SOON },
  { claim: "executor-commands", checks: 4, growth: SOON },
  { claim: "analysis", checks: 60, growth: SOON },
  { claim: "backedge-counters", checks: 8, growth: SOON },
  { claim: "equivalence", checks: 10 },
  { claim: "hot-sites", checks: 36 },
  { claim: "scenarios", checks: 28 },
  { claim: "executor-index", checks: 8, growth: SOON },
  { claim: "hot-sources", checks: 144, ...MANY },
  { claim: "steady-loops", checks: 12 },
  { claim: "executor-list", checks: 2, growth: SOON },
  { claim: "executor-references", checks: 16, growth: SOON },
  { claim: "pass-context", checks: 8, growth: SOON },
  { claim: "without-passes", checks: 1 },
  { claim: "exits", checks: 1 },
  { claim: "bytecode", checks: 1 },
  { claim: "slip-sources", checks: 24, growth: 2, most: 8 },
  { claim: "invalidation", checks: 3 },
  { claim: "edge-values", checks: 20 },
  { claim: "recursion-limit", checks: 6 },
  { claim: "fuel", checks: 0.4 },
  { claim: "boundaries", checks: 0.7 },
  { claim: "traces", checks: 3 },
  { claim: "uop-rows", checks: 0.45, growth: SOON },
  { claim: "finalizers", checks: 2 },
  { claim: "recordings", checks: 0.45, ...LATE },
  { claim: "drivers", checks: 0.12 },
  { claim: "counting", checks: 0.5 },
  { claim: "assumptions", checks: 0.4 },
  { claim: "determinism", checks: 0.4 },
  { claim: "running-executors", checks: 0.5 },
  { claim: "validity", checks: 0.25 },
  { claim: "belief-sources", checks: 4, growth: 2, most: 8 },
];

/** Checks of a claim that has no line above: new claims attack from the day on which they are registered. */
const UNPLANNED = 4;

/** Each round has so many times the checks of the one before, up to {@linkcode LARGEST_FACTOR}. */
const GROWTH = 1.5;

/** Checks of a claim in one round are at most so many times those in the first, unless its slice says otherwise. */
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
export function sliceChecks({ checks, growth = GROWTH, most = LARGEST_FACTOR }: Slice, round: number): number {
  return Math.round(checks * Math.min(growth ** round, most));
}
