/**
 * Each claim by its name, loaded when it is asked for: what attacks with one claim after the other need not wait for those that never
 * get their turn.
 *
 * @module
 */

import { importZlib } from "../golden/gunzip.ts";
import type { Claim } from "./claim.ts";

/** Loads a claim that unpacks what it draws from, with what unpacks it. */
async function unpacking(load: () => Promise<Claim>): Promise<Claim> {
  await importZlib();
  return await load();
}

/** In the order of `CLAIMS`; a new claim needs a line in both. */
export const CLAIM_LOADERS: Readonly<Record<string, () => Promise<Claim>>> = {
  equivalence: async () => (await import("./equivalence.ts")).equivalence,
  exits: async () => (await import("./exits.ts")).exits,
  boundaries: async () => (await import("./exits.ts")).boundaries,
  traces: async () => (await import("./traces.ts")).traces,
  determinism: async () => (await import("./determinism.ts")).determinism,
  "bloom-filter": async () => (await import("./bloom_filter.ts")).bloomFilter,
  "executor-list": async () => (await import("./executor_list.ts")).executorList,
  "executor-index": async () => (await import("./executor_index.ts")).executorIndex,
  "executor-commands": async () => (await import("./executor_commands.ts")).executorCommands,
  "executor-references": async () => (await import("./executor_references.ts")).executorReferences,
  invalidation: async () => (await import("./invalidation.ts")).invalidation,
  "running-executors": async () => (await import("./running_executors.ts")).runningExecutors,
  assumptions: async () => (await import("./assumptions.ts")).assumptions,
  fuel: async () => (await import("./fuel.ts")).fuel,
  "backedge-counters": async () => (await import("./backedge_counters.ts")).backedgeCounters,
  scenarios: async () => (await import("./scenarios.ts")).scenarios,
  "hot-sites": async () => (await import("./hot_sites.ts")).hotSites,
  "hot-sources": () => unpacking(async () => (await import("./hot_sources.ts")).hotSources),
  "edge-values": () => unpacking(async () => (await import("./edge_values.ts")).edgeValues),
  "steady-loops": () => unpacking(async () => (await import("./steady_loops.ts")).steadyLoops),
  validity: async () => (await import("./validity.ts")).validity,
  drivers: async () => (await import("./drivers.ts")).drivers,
  recordings: () => unpacking(async () => (await import("./recordings.ts")).recordings),
  translation: async () => (await import("./translation.ts")).translation,
  analysis: async () => (await import("./analysis.ts")).analysis,
  compaction: async () => (await import("./compaction.ts")).compaction,
  "without-passes": async () => (await import("./without_passes.ts")).withoutPasses,
  "pass-context": async () => (await import("./pass_context.ts")).passContext,
  counting: async () => (await import("./counting.ts")).counting,
  "recursion-limit": async () => (await import("./recursion_limit.ts")).recursionLimit,
  bytecode: async () => (await import("./bytecode.ts")).bytecode,
  finalizers: () => unpacking(async () => (await import("./finalizers.ts")).finalizers),
  "uop-rows": async () => (await import("./uop_rows.ts")).uopRows,
  "slip-sources": () => unpacking(async () => (await import("./hot_sources.ts")).slipSources),
  "belief-sources": () => unpacking(async () => (await import("./hot_sources.ts")).beliefSources),
  "assumption-sources": () => unpacking(async () => (await import("./assumption_sources.ts")).assumptionSources),
  canary: async () => (await import("./canary.ts")).canary,
};

/**
 * Claims whose programs are shrunk as Python, without the parser and the compiler that this takes; and without what unpacks their sites,
 * which nobody needs whose programs are known.
 */
const DRAWN_LOADERS: Readonly<Record<string, () => Promise<Claim>>> = {
  "hot-sources": async () => (await import("./drawn_sources.ts")).drawnHotSources,
  "slip-sources": async () => (await import("./drawn_sources.ts")).drawnSlipSources,
  "belief-sources": async () => (await import("./drawn_sources.ts")).drawnBeliefSources,
};

/** Loads a claim of {@linkcode CLAIM_LOADERS} that is to find, and not to shrink what it finds. */
export function loadDrawn(name: string): Promise<Claim> {
  return ((DRAWN_LOADERS[name] ?? CLAIM_LOADERS[name]) as () => Promise<Claim>)();
}

/** Claims that say nothing about the pin, or do not hold of it. */
const NOT_ABOUT_THE_PIN: ReadonlySet<string> = new Set(["canary", "assumption-sources"]);

/** Names of the claims that are meant to hold of the pin. */
export const HOLDING_CLAIMS: readonly string[] = Object.keys(CLAIM_LOADERS).filter((name) =>
  !NOT_ABOUT_THE_PIN.has(name)
);
