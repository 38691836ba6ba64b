/**
 * What is known run again, before anything new: does each known failure still fail, and do the programs of the corpus still pass?
 *
 * @module
 */

import { looksLikeToken } from "../core/token.ts";
import type { CampaignFinding } from "./campaign_store.ts";
import type { CampaignWriter } from "./campaign_writer.ts";
import type { CorpusProgram } from "./corpus_writer.ts";
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
  readonly #findings: CampaignFinding[];
  readonly #corpus: CorpusProgram[];
  /** Milliseconds that replays took. */
  #spent = 0;

  constructor(options: ReplayOptions) {
    this.#options = options;
    const { writer, generator, run } = options;
    this.#findings = writer.store.findings();
    this.#corpus = writer.corpus.toCheckAgain(generator, run);
  }

  /** Runs the next one again; false where there is none, or it is not its turn yet. `runMs` is how long the run goes on. */
  async next(runMs: number): Promise<boolean> {
    const { workers, budgetMs } = this.#options;
    const budget = Math.max(Math.min(budgetMs, ENDLESS_MS), runMs) * REPLAY_SHARE * workers.jobs;
    if (this.#spent >= budget) return false;
    const start = performance.now();
    const finding = this.#findings.shift();
    if (finding !== undefined) await this.#replay(finding);
    else {
      const program = this.#corpus.shift();
      if (program === undefined) return false;
      await this.#recheck(program);
    }
    this.#spent += performance.now() - start;
    return true;
  }

  async #replay(finding: CampaignFinding): Promise<void> {
    const { writer, run, onChange } = this.#options;
    const fails = await this.#fails(finding);
    writer.replayed(finding.id, run, fails);
    if (fails !== (finding.state === "open")) onChange(finding, fails);
  }

  async #recheck(program: CorpusProgram): Promise<void> {
    const { writer, workers, run, seed, generator } = this.#options;
    const { claim, index, draft } = program;
    const { failed } = await workers.run({ kind: "recheck", claim, seed, index, draft });
    writer.corpus.checkedAgain(program, generator, run, failed);
  }

  async #fails({ id, kind, claim, index, generator, token }: CampaignFinding): Promise<boolean> {
    const { writer, workers, seed } = this.#options;
    if (kind === "claim" || !looksLikeToken(token)) {
      const { document } = writer.store.texts(id);
      return (await workers.run({ kind: "replay", document })).fails;
    }
    // What cost a worker is a check of the plan, unless the generator makes another one of it by now.
    if (generator !== this.#options.generator) return true;
    const slice = { number: 0, claim, seed, generator, from: index, to: index + 1 };
    return (await workers.run({ kind: "slice", slice, guide: { parents: [] } })).casualties.length > 0;
  }
}
