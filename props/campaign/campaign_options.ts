/**
 * What a campaign is run with, what it tells while it runs, and how it ends.
 *
 * @module
 */

import type { Plug, PlugSource } from "../core/plug.ts";
import type { CampaignFacts, CampaignFinding, RunEnd, StatisticsRow } from "./campaign_store.ts";
import type { NewFinding } from "./campaign_rows.ts";
import type { Workers, WorkerSetup } from "./jobs.ts";
import type { WatchLimits } from "./worker_process.ts";

/** What a campaign does, and when it ends. */
export interface CampaignOptions {
  readonly dir: string;
  readonly plug: Plug;
  readonly source: PlugSource;
  /** What it is, if it does not exist yet. */
  readonly facts: CampaignFacts;
  readonly jobs: number;
  /** Checks of the whole campaign, runs before this one included; it ends with the slice that reaches them. */
  readonly checks: number;
  /** Milliseconds of this run. */
  readonly timeMs: number;
  /** Milliseconds without anything new. */
  readonly plateauMs: number;
  readonly limits: WatchLimits;
  /** The options of the command line, as reports show them. */
  readonly asked?: string;
  /** Whoever runs the jobs; default: processes of this machine. */
  readonly workers?: (setup: WorkerSetup) => Workers | Promise<Workers>;
  /** Where the playground is that findings link to. */
  readonly playground?: string | undefined;
  /** Ends the run early. */
  readonly signal?: AbortSignal;
  readonly listener: CampaignListener;
}

/** Whoever is told how a campaign goes. */
export interface CampaignListener {
  /** It begins, or goes on. */
  readonly onStart?: (
    begun: { readonly facts: CampaignFacts; readonly before: StatisticsRow; readonly run: number },
  ) => void;
  /** About five times a second. */
  readonly onProgress?: (progress: CampaignProgress) => void;
  /** A failure looks new, and is investigated. */
  readonly onFailure?: (claim: string, index: number) => void;
  readonly onFinding?: (finding: NewFinding, isKnown: boolean) => void;
  /** A finding was run again, and fails no more, or does again. */
  readonly onChange?: (finding: CampaignFinding, fails: boolean) => void;
}

/** How far a campaign is. */
export interface CampaignProgress extends StatisticsRow {
  /** Of this run. */
  readonly runSeconds: number;
  readonly runChecks: number;
  /** Since something new was met; null before. */
  readonly sinceNew: number;
  /** What goes on. */
  readonly phase: "replay" | "slices" | "judging";
}

/** How a run ended. */
export interface CampaignResult {
  readonly ended: RunEnd;
  readonly facts: CampaignFacts;
  readonly last: CampaignProgress;
  readonly findings: readonly CampaignFinding[];
  /** Failing checks that wait for the next run. */
  readonly waiting: number;
}
