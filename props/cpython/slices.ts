/**
 * How many checks each claim has in a round of a hunt that goes on.
 *
 * @module
 */

import type { Slice } from "../core/rounds.ts";

/** Sizes give equivalence about half of the time, and the rest what fits its cost and what it sees. */
export const SLICES: readonly Slice[] = [
  { claim: "equivalence", checks: 256 },
  { claim: "invalidation", checks: 96 },
  { claim: "exits", checks: 32 },
  { claim: "boundaries", checks: 4 },
  { claim: "traces", checks: 32 },
  { claim: "executor-commands", checks: 2 },
  { claim: "executor-list", checks: 8 },
  { claim: "executor-index", checks: 1 },
  { claim: "executor-references", checks: 16 },
  { claim: "running-executors", checks: 8 },
  { claim: "assumptions", checks: 16 },
  { claim: "determinism", checks: 8 },
  { claim: "fuel", checks: 8 },
  { claim: "counting", checks: 8 },
  { claim: "without-passes", checks: 8 },
  { claim: "pass-context", checks: 8 },
  { claim: "recursion-limit", checks: 4 },
  { claim: "backedge-counters", checks: 8 },
  { claim: "bytecode", checks: 8 },
  { claim: "scenarios", checks: 8 },
  { claim: "hot-sites", checks: 8 },
  { claim: "hot-sources", checks: 16 },
  { claim: "slip-sources", checks: 4 },
  { claim: "belief-sources", checks: 4 },
  { claim: "edge-values", checks: 8 },
  { claim: "steady-loops", checks: 4 },
  { claim: "translation", checks: 16 },
  { claim: "analysis", checks: 16 },
  { claim: "compaction", checks: 8 },
  { claim: "bloom-filter", checks: 8 },
  { claim: "uop-rows", checks: 4 },
  { claim: "drivers", checks: 8 },
  { claim: "validity", checks: 1, every: 2 },
  { claim: "recordings", checks: 1, every: 2 },
  { claim: "finalizers", checks: 1, every: 16 },
];
