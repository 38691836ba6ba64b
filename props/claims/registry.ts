/**
 * All claims, in the order in which they are listed.
 *
 * @module
 */

import { assumptionSources } from "./assumption_sources.ts";
import { assumptions } from "./assumptions.ts";
import { backedgeCounters } from "./backedge_counters.ts";
import { analysis } from "./analysis.ts";
import { bloomFilter } from "./bloom_filter.ts";
import { bytecode } from "./bytecode.ts";
import { canary } from "./canary.ts";
import type { Claim } from "./claim.ts";
import { compaction } from "./compaction.ts";
import { counting } from "./counting.ts";
import { determinism } from "./determinism.ts";
import { drivers } from "./drivers.ts";
import { boundaries, exits } from "./exits.ts";
import { equivalence } from "./equivalence.ts";
import { edgeValues } from "./edge_values.ts";
import { executorIndex } from "./executor_index.ts";
import { executorList } from "./executor_list.ts";
import { executorCommands } from "./executor_commands.ts";
import { executorReferences } from "./executor_references.ts";
import { finalizers } from "./finalizers.ts";
import { fuel } from "./fuel.ts";
import { hotSites } from "./hot_sites.ts";
import { beliefSources, hotSources, slipSources } from "./hot_sources.ts";
import { invalidation } from "./invalidation.ts";
import { passContext } from "./pass_context.ts";
import { recordings } from "./recordings.ts";
import { runningExecutors } from "./running_executors.ts";
import { recursionLimit } from "./recursion_limit.ts";
import { scenarios } from "./scenarios.ts";
import { steadyLoops } from "./steady_loops.ts";
import { traces } from "./traces.ts";
import { translation } from "./translation.ts";
import { uopRows } from "./uop_rows.ts";
import { validity } from "./validity.ts";
import { withoutPasses } from "./without_passes.ts";

/** One file each; a new claim needs a file and a line here. */
export const CLAIMS: readonly Claim[] = [
  equivalence,
  exits,
  boundaries,
  traces,
  determinism,
  bloomFilter,
  executorList,
  executorIndex,
  executorCommands,
  executorReferences,
  invalidation,
  runningExecutors,
  assumptions,
  fuel,
  backedgeCounters,
  scenarios,
  hotSites,
  hotSources,
  edgeValues,
  steadyLoops,
  validity,
  drivers,
  recordings,
  translation,
  analysis,
  compaction,
  withoutPasses,
  passContext,
  counting,
  recursionLimit,
  bytecode,
  finalizers,
  uopRows,
  slipSources,
  beliefSources,
  assumptionSources,
  canary,
];
