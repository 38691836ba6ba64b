/**
 * What the programs of a campaign on the pin make the engines do: the first ones of its plan, run once more on engines that count.
 *
 * @module
 */

import type { OpcodeName } from "../../../src/isa/opcodes.ts";
import type { Tier2UopName } from "../../../src/isa/uops.ts";
import { CPYTHON } from "../../cpython/plug.ts";
import { type CoverageReport, reportCoverage } from "../../coverage/report.ts";
import { CoverageRig } from "../../coverage/rig.ts";
import { runHunt } from "../../coverage/sources.ts";
import { GENERATOR_VERSION } from "../../generate/generate.ts";
import type { Reachable } from "./catalog.ts";
import type { CampaignView } from "./view.ts";

/** Programs that are run again when nobody says how many: about two seconds. */
export const SAMPLED_PROGRAMS = 2000;

/** What so many programs did. */
export interface SampledCoverage {
  readonly programs: number;
  readonly report: CoverageReport;
}

/** Whether the programs of a campaign are those that the pin's generator draws from its seed. */
function drawsForPin({ facts: { attacked, language, options }, runs }: CampaignView): boolean {
  const { from, python } = options;
  const isPin = attacked === CPYTHON && language === CPYTHON && from === undefined && python === undefined;
  return isPin && runs.some(({ generator }) => generator === GENERATOR_VERSION);
}

/**
 * Runs the first programs of a campaign again, as many as one of its claims has had; null where there is nothing to count, or the
 * campaign has counted itself.
 */
export async function sampleCoverage(view: CampaignView, most: number): Promise<SampledCoverage | null> {
  const drawn = Math.max(0, ...view.totals.map(({ tally }) => tally.checks));
  const checks = Math.min(most, drawn);
  if (checks === 0 || view.features.length > 0 || !drawsForPin(view)) return null;
  const rig = new CoverageRig();
  const programs = await runHunt(
    rig,
    { seed: view.facts.seed, checks, timeMs: Infinity },
    new AbortController().signal,
    () => {},
  );
  return { programs, report: reportCoverage(rig) };
}

/** What was and was not reached, in words. */
export function reachableOf({ report: { shares } }: SampledCoverage): Reachable[] {
  const groups = {
    base: "instructions",
    specialized: "specialized instructions",
    instrumented: "monitored instructions",
  };
  return shares.map(({ group, engine, what, reached, possible, never, impossible }) => ({
    what: group === "uop" ? UOPS_THAT[what] : `${groups[group]} that ran on ${engine}`,
    reached,
    possible,
    never,
    impossible: Object.entries(impossible).filter(([, why]) => !why.startsWith("its row has no")).map((
      [name, why],
    ) => ({
      name,
      why,
    })),
  }));
}

const UOPS_THAT = {
  executed: "micro-ops that ran in a trace",
  deopted: "micro-ops that left a trace by their guard",
  errored: "micro-ops that left a trace by an error",
} as const;

/** One thing that ran, and how often it did what. */
export interface PlaceCounts {
  readonly place: OpcodeName | Tier2UopName;
  /** By what happened; null where it cannot. */
  readonly times: Readonly<Record<string, number | null>>;
}

/** Rows of the table and of the heat map of micro-ops. */
export function uopPlaces({ report: { uops } }: SampledCoverage): PlaceCounts[] {
  return uops.map(({ name, executed, deopted, errored }) => ({
    place: name,
    times: { ran: executed, "left by its guard": deopted, "left by an error": errored },
  }));
}

/** Rows of the table and of the heat map of instructions. */
export function opcodePlaces({ report: { opcodes } }: SampledCoverage): PlaceCounts[] {
  return opcodes.map(({ name, times }) => ({ place: name, times }));
}
