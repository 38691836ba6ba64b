/**
 * Known failures run again, before anything new: does each still fail?
 *
 * @module
 */

import type { CampaignFinding } from "./campaign_store.ts";
import type { CampaignWriter } from "./campaign_writer.ts";
import type { Workers } from "./jobs.ts";

/** Of the time of a run, replays take no more than this share. */
export const REPLAY_SHARE = 0.1;
/** Milliseconds of a run without an end, for this purpose. */
const ENDLESS_MS = 600_000;

/** What is replayed with. */
export interface ReplayOptions {
  readonly writer: CampaignWriter;
  readonly workers: Workers;
  readonly run: number;
  readonly generator: number;
  readonly seed: number;
  /** Milliseconds of the run. */
  readonly budgetMs: number;
  /** Told of each whose state has changed. */
  readonly onChange: (finding: CampaignFinding, fails: boolean) => void;
}

/** The replays of a run. */
export class Replays {
  readonly #options: ReplayOptions;
  readonly #queue: CampaignFinding[];
  /** Milliseconds that replays took. */
  #spent = 0;

  constructor(options: ReplayOptions) {
    this.#options = options;
    this.#queue = options.writer.store.findings();
  }

  /** Replays the next finding; false where there is none, or it is not its turn yet. `runMs` is how long the run goes on. */
  async next(runMs: number): Promise<boolean> {
    const { writer, workers, run, budgetMs, onChange } = this.#options;
    const budget = Math.max(Math.min(budgetMs, ENDLESS_MS), runMs) * REPLAY_SHARE * workers.jobs;
    const finding = this.#spent < budget ? this.#queue.shift() : undefined;
    if (finding === undefined) return false;
    const start = performance.now();
    const fails = await this.#fails(finding);
    this.#spent += performance.now() - start;
    writer.replayed(finding.id, run, fails);
    if (fails !== (finding.state === "open")) onChange(finding, fails);
    return true;
  }

  async #fails({ id, kind, claim, index, generator }: CampaignFinding): Promise<boolean> {
    const { writer, workers, seed } = this.#options;
    if (kind === "claim") {
      const { document } = writer.store.texts(id);
      return (await workers.run({ kind: "replay", document })).fails;
    }
    // What cost a worker is a check of the plan, unless the generator makes another one of it by now.
    if (generator !== this.#options.generator) return true;
    const slice = { number: 0, claim, seed, generator, from: index, to: index + 1 };
    return (await workers.run({ kind: "slice", slice })).casualties.length > 0;
  }
}
