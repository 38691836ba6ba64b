/**
 * The hunt for one finding: checks in order of their index, alone or with workers, up to the first failure or a limit. The
 * seed and the index of a check decide all of it, so any number of workers ends in the same finding.
 *
 * @module
 */

import type { Repairs } from "../../src/isa/engine.ts";
import { BATCH, type BatchFailure } from "./batch.ts";
import { type Finding, investigate } from "./finding.ts";
import { type BatchPlan, type PlannedBatch, runBatches } from "./run_batches.ts";
import type { ShrinkBudget } from "./shrink.ts";
import { SubjectCache } from "./subject_cache.ts";
import { addTally, newTally, type SubjectSpec, type Tally } from "./subject.ts";

/** What a campaign does and when it ends. */
export interface CampaignOptions {
  /** URL of the {@linkcode SubjectModule} that makes the subject. */
  readonly module: string;
  readonly spec: SubjectSpec;
  /** Version of the generator, for replay tokens. */
  readonly generator: number;
  /** `0` to `2**53 - 1`. */
  readonly seed: number;
  readonly repairs: Repairs;
  /** Checks at most. */
  readonly checks: number;
  /** Milliseconds at most, shrinking not counted. */
  readonly timeMs: number;
  /** Workers; 1 runs in this thread. */
  readonly jobs: number;
  readonly budget?: ShrinkBudget;
  readonly signal?: AbortSignal;
  /** Called about five times a second and at the end. */
  readonly onProgress?: (progress: Progress) => void;
  /** Called when a check failed, before it is shrunk. */
  readonly onFailure?: (index: number) => void;
}

/** How far a campaign is. */
export interface Progress {
  readonly tally: Tally;
  readonly seconds: number;
}

/** How a campaign ended. */
export interface CampaignResult {
  readonly ended: "found" | "checks" | "time" | "interrupted";
  /** Counts of the checks up to the failing one; the same for any number of workers when it ended by `checks` or `found`. */
  readonly tally: Tally;
  /** Time of the checks, shrinking not counted. */
  readonly seconds: number;
  readonly finding: Finding | null;
}

/** Batches of one claim, one after the other, up to a number of checks. */
class ClaimPlan implements BatchPlan {
  readonly #claim: string;
  readonly #checks: number;
  #next = 0;

  constructor(claim: string, checks: number) {
    this.#claim = claim;
    this.#checks = checks;
  }

  next(): PlannedBatch | null {
    const from = this.#next;
    if (from >= this.#checks) return null;
    this.#next = Math.min(from + BATCH, this.#checks);
    return { claim: this.#claim, from, to: this.#next };
  }
}

/** Runs a campaign. */
export async function campaign(options: CampaignOptions): Promise<CampaignResult> {
  const { generator, seed, repairs, budget, jobs, signal, timeMs } = options;
  const start = performance.now();
  const secondsNow = () => (performance.now() - start) / 1000;
  const subjects = await SubjectCache.load(options.module);
  const tally = newTally();
  const failures: BatchFailure[] = [];
  const finished = await runBatches({
    plan: new ClaimPlan(options.spec.claim, options.checks),
    subjects,
    seed,
    repairs,
    whole: false,
    jobs,
    isOver: () => signal?.aborted === true || secondsNow() * 1000 >= timeMs,
    take: (_batch, result) => {
      addTally(tally, result.tally);
      failures.push(...result.failures);
      return failures.length > 0;
    },
    onPulse: () => options.onProgress?.({ tally, seconds: secondsNow() }),
  });
  const seconds = secondsNow();
  options.onProgress?.({ tally, seconds });
  const [first] = failures;
  if (first === undefined) {
    return { ended: finished ? "checks" : signal?.aborted ? "interrupted" : "time", tally, seconds, finding: null };
  }
  const { index, failure } = first;
  options.onFailure?.(index);
  const subject = subjects.get(options.spec.claim);
  const finding = investigate({
    subject,
    generator,
    seed,
    index,
    repairs,
    failure,
    ...(budget === undefined ? {} : { budget }),
  });
  return { ended: "found", tally, seconds, finding };
}
