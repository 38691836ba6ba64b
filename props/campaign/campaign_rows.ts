/**
 * What is handed to the writer of a campaign, or waits for its turn there.
 *
 * @module
 */

import type { BatchFailure } from "../core/batch.ts";
import type { KnownCause } from "../core/causes.ts";
import type { CampaignFinding, CampaignRun, FindingKind, FindingTexts } from "./campaign_store.ts";
import type { Casualty } from "./slice.ts";

/** A failing check that waits to be judged. */
export interface PendingFailure {
  readonly generator: number;
  /** Of its slice. */
  readonly number: number;
  readonly index: number;
  readonly claim: string;
  readonly kind: FindingKind;
  /** For the kind `claim`; else a {@linkcode Casualty}. */
  readonly failure: BatchFailure | Casualty;
  /** Programs of the corpus that its program was made of, or the one that it is; none for one that was drawn. */
  readonly parents: readonly number[];
}

/** A finding that is new; the rest of its row is the writer's. */
export type NewFinding =
  & Omit<CampaignFinding, "id" | "state" | "duplicates" | "claims" | "replayed" | "replay">
  & FindingTexts;

/** A run that begins. */
export type NewRun =
  & Pick<CampaignRun, "started" | "pid" | "jobs" | "generator">
  & Partial<Pick<CampaignRun, "machine" | "asked">>;

/** What a judged failure changes. */
export interface Judged {
  /** A root cause whose counts have changed; null for a failure with several known reasons, or with none any more. */
  readonly known: KnownCause | null;
  /** A key that stands for a finding's from now on. */
  readonly alias: { readonly signature: string; readonly finding: string } | null;
  readonly finding: NewFinding | null;
}
