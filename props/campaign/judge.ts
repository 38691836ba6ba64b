/**
 * Judges failing checks in the order of the plan, beside the slices: what is known is counted, what looks new is investigated by a
 * worker. Equal seeds give equal findings therefore, whoever finishes first and however often the campaign was killed.
 *
 * @module
 */

import type { BatchFailure } from "../core/batch.ts";
import { Causes } from "../core/causes.ts";
import type { RootCause } from "../core/root_cause.ts";
import type { Judged, NewFinding, PendingFailure } from "./campaign_rows.ts";
import type { CampaignWriter } from "./campaign_writer.ts";
import { writeFolder } from "./finding_folders.ts";
import type { DescribedFinding, Workers } from "./jobs.ts";
import type { Casualty } from "./slice.ts";

/** Failures that are read at once. */
const AT_ONCE = 500;

/** What is judged with. */
export interface JudgeOptions {
  readonly writer: CampaignWriter;
  readonly workers: Workers;
  readonly seed: number;
  readonly run: number;
  /** How long the campaign has been running. */
  readonly seconds: () => number;
  /** Told of a failure that is about to be investigated. */
  readonly onFailure: (claim: string, index: number) => void;
  /** Told of a finding that is new and stored. */
  readonly onFinding: (finding: NewFinding) => void;
}

/** The judge of a run. */
export class Judge {
  readonly #options: JudgeOptions;
  readonly #causes: Causes;
  #draining: Promise<void> | null = null;
  /** Judges no more: what waits is for the next run. */
  stopped = false;
  /** Failures that an earlier run left behind: what was attacked may be mended by now. */
  readonly #left: ReadonlySet<string>;

  constructor(options: JudgeOptions) {
    this.#options = options;
    const { found, aliases } = options.writer.causes();
    this.#causes = new Causes(found, aliases);
    this.#left = new Set(options.writer.waitingKeys());
  }

  /** Judges all that waits for its turn; asked while it does so, it gives the same promise. */
  drain(): Promise<void> {
    return this.#draining ??= this.#drain().finally(() => this.#draining = null);
  }

  async #drain(): Promise<void> {
    const { writer } = this.#options;
    for (;;) {
      const pending = this.stopped ? [] : writer.pending(AT_ONCE);
      if (pending.length === 0) return;
      await this.#judge(pending);
    }
  }

  async #judge(list: readonly PendingFailure[]): Promise<void> {
    const { writer } = this.#options;
    let done: { pending: PendingFailure; judged: Judged }[] = [];
    const store = (): void => {
      if (done.length > 0) writer.judged(done);
      done = [];
    };
    for (const pending of list) {
      const cause = causeOf(pending);
      const judgement = this.#causes.judge(pending.claim, cause);
      if (judgement.kind !== "investigate") {
        const known = judgement.kind === "again" ? judgement.known : null;
        done.push({ pending, judged: { known, alias: null, finding: null } });
        continue;
      }
      store();
      if (this.stopped) return;
      await this.#investigate(pending, cause, judgement.known);
    }
    store();
  }

  async #investigate(pending: PendingFailure, cause: RootCause, known: readonly string[]): Promise<void> {
    const { writer, onFailure, onFinding } = this.#options;
    const { claim, index } = pending;
    onFailure(claim, index);
    const described = await this.#describe(pending, known);
    if (described.flaky && this.#left.has(keyOf(pending))) {
      return writer.judged([{ pending, judged: { known: null, alias: null, finding: null } }]);
    }
    const settled = this.#causes.settle(claim, cause, described.cause);
    const alias = settled.alias ? { signature: cause.key, finding: described.cause.key } : null;
    const finding = settled.known === null ? this.#newFinding(pending, described) : null;
    writer.judged([{ pending, judged: { known: settled.known, alias, finding } }]);
    if (finding === null) return;
    writeFolder(writer.store.dir, finding.folder, finding.files);
    onFinding(finding);
  }

  #describe({ kind, claim, failure, parents }: PendingFailure, known: readonly string[]): Promise<DescribedFinding> {
    const { writer, workers, seed } = this.#options;
    const origins = writer.corpus.origins(parents);
    return kind === "claim"
      ? workers.run({ kind: "investigate", claim, seed, failed: failure as BatchFailure, origins, known, shrink: true })
      : workers.run({ kind: "casualty", claim, seed, casualty: failure as Casualty, origins });
  }

  #newFinding(pending: PendingFailure, described: DescribedFinding): NewFinding {
    const { kind, claim, generator, index } = pending;
    const { writer, run, seconds } = this.#options;
    return {
      ...described,
      files: new Map(Object.entries(described.files)),
      signature: described.cause.key,
      kind,
      claim,
      generator,
      index,
      run,
      found: Date.now(),
      seconds: seconds(),
      checks: writer.checksBefore(pending),
    };
  }
}

function keyOf({ number, index }: PendingFailure): string {
  return `${number} ${index}`;
}

/** The root cause of an input as it is; of a check that cost its worker only the claim and the way are known. */
function causeOf({ kind, claim, failure }: PendingFailure): RootCause {
  const { cause } = failure as BatchFailure;
  return kind === "claim" && cause !== null ? cause : { key: `${claim}:${kind}`, defects: [], form: "" };
}
