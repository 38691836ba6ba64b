/**
 * Slices: what a campaign's work is cut into. A slice says all that its result depends on, so that running it twice is harmless
 * and whoever runs it may die.
 *
 * @module
 */

import type { BatchFailure } from "../core/batch.ts";
import type { Feature } from "../core/target.ts";
import type { Tally } from "../core/tally.ts";

/** The checks `from` to `to - 1` of a claim; plain data. */
export interface CampaignSlice {
  /** Its place in the plan, from 0. */
  readonly number: number;
  readonly claim: string;
  /** Of the campaign. */
  readonly seed: number;
  /** Version of the generator: equal seeds give other programs under another one. */
  readonly generator: number;
  /** Index of the first check. */
  readonly from: number;
  /** Index of the check after the last one. */
  readonly to: number;
}

/** How a check ended that cost its worker: it never did, it ate too much memory, or the process died of it. */
export type CasualtyKind = "hang" | "memory" | "death";

/** A check that cost its worker. */
export interface Casualty {
  readonly kind: CasualtyKind;
  /** Of the check. */
  readonly index: number;
  /** What was seen: seconds, MiB, the exit code; for people. */
  readonly what: string;
}

/** What a slice gave; plain data. */
export interface SliceResult {
  /** Number of the slice. */
  readonly number: number;
  /** Counts of its checks; those of {@linkcode casualties} are left out. */
  readonly tally: Tally;
  /** In the order of their indexes, each with its root cause as it is before shrinking. */
  readonly failures: readonly BatchFailure[];
  /** Checks that were skipped, as each of them cost a worker. */
  readonly casualties: readonly Casualty[];
  /** What its programs covered, each feature with the first check of the slice that did; empty where nobody looks. */
  readonly features: readonly MetFeature[];
  /** Seconds that the worker took. */
  readonly seconds: number;
}

/** A feature with the check of the slice that was the first to show it. */
export interface MetFeature extends Feature {
  readonly index: number;
}
