/**
 * Jobs: what a coordinator asks of workers, and what they answer; plain data, as lines of JSON or in a queue. A job says all that
 * its answer depends on, so that it may be run by anybody, and twice.
 *
 * @module
 */

import type { BatchFailure } from "../core/batch.ts";
import type { Guide, Origins } from "../core/guide.ts";
import type { PlugSource } from "../core/plug.ts";
import type { RootCause } from "../core/root_cause.ts";
import type { CampaignSlice, Casualty, SliceResult } from "./slice.ts";

/** What a worker has to know before its first job. */
export interface WorkerSetup {
  /** Where it finds the plug. */
  readonly source: PlugSource;
  /** Ids of the defects that are mended. */
  readonly mended: readonly string[];
  /** What the tests of findings import. */
  readonly specifier: string;
  /** Where the playground is that findings link to; without it, what the worker's own environment says. */
  readonly playground?: string;
}

/** Runs the checks of a slice. */
export interface SliceJob {
  readonly kind: "slice";
  readonly slice: CampaignSlice;
  /** What its programs are made of, as far as they are not drawn. */
  readonly guide: Guide;
}

/** Repeats, attributes, shrinks and explains a failing check. */
export interface InvestigateJob {
  readonly kind: "investigate";
  readonly claim: string;
  readonly seed: number;
  readonly failed: Pick<BatchFailure, "index" | "failure">;
  /** Where its program comes from; null for one that is drawn. */
  readonly origins: Origins | null;
  /** Known defects that it may fail behind. */
  readonly known: readonly string[];
  /** Whether it is to be made smaller; not where a candidate cost a worker. */
  readonly shrink: boolean;
}

/** Describes a check that cost its worker, without running it. */
export interface CasualtyJob {
  readonly kind: "casualty";
  readonly claim: string;
  readonly seed: number;
  readonly casualty: Casualty;
  /** Where its program comes from; null for one that is drawn. */
  readonly origins: Origins | null;
}

/** Runs a finding again. */
export interface ReplayJob {
  readonly kind: "replay";
  /** The finding as its file holds it. */
  readonly document: unknown;
}

/** Checks a program of the corpus again. */
export interface RecheckJob {
  readonly kind: "recheck";
  readonly claim: string;
  readonly seed: number;
  /** Of the check that brought it. */
  readonly index: number;
  readonly draft: unknown;
}

/** What workers are asked for. */
export type Job = SliceJob | InvestigateJob | CasualtyJob | ReplayJob | RecheckJob;

/** A finding as it is stored: texts instead of what only the plug understands. */
export interface DescribedFinding {
  readonly cause: RootCause;
  readonly ours: boolean;
  /** Whether it did not repeat. */
  readonly flaky: boolean;
  readonly units: number;
  readonly events: number;
  readonly token: string;
  /** Name of its folder. */
  readonly folder: string;
  /** As its file holds it. */
  readonly document: unknown;
  /** What commands say of it with `--json`. */
  readonly report: Readonly<Record<string, unknown>>;
  /** The texts of its folder, by name. */
  readonly files: Readonly<Record<string, string>>;
}

/** What is answered. */
export interface Answers {
  readonly slice: SliceResult;
  readonly investigate: DescribedFinding;
  readonly casualty: DescribedFinding;
  /** Whether it still fails. */
  readonly replay: { readonly fails: boolean };
  /** How it fails, if it does. */
  readonly recheck: { readonly failed: BatchFailure | Casualty | null };
}

/** The answer of a job. */
export type AnswerOf<J extends Job> = Answers[J["kind"]];

/** Whoever runs jobs: processes of this machine, or a queue to others. */
export interface Workers {
  /** Slices that run at the same time. */
  readonly jobs: number;
  /** Runs a job. What a check does to a worker ends in an answer; it rejects only where the campaign cannot go on. */
  run<J extends Job>(job: J): Promise<AnswerOf<J>>;
  /** Bytes that all workers hold. */
  memory(): number;
  /** Checks that were made of slices that are under way, as far as anybody has heard. */
  underWay(): number;
  /** Ends them at once; jobs under way come to nothing. */
  close(): Promise<void>;
}
