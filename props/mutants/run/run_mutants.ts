/**
 * Runs mutants, each in fresh subprocesses on a mutated copy of the sources.
 *
 * @module
 */

import { InvariantError } from "../../../src/isa/errors.ts";
import type { Mutant } from "../mutant.ts";
import { digestOf, digestText, mutatedFiles, PROJECT, readSources, ScratchCopy, type Sources } from "./copy.ts";
import { AnswersFolder } from "./answers_folder.ts";
import { decidesAnswers } from "./kept_answers.ts";
import type { AttackJob } from "./protocol.ts";
import { StateFile } from "./state.ts";
import { attackCopy, type AttackReport } from "./subprocess.ts";
import type { AttackOptions, MutantResult, RunOptions } from "./types.ts";

/** The sources themselves. */
const UNCHANGED: Mutant = {
  id: "unchanged",
  component: "none",
  title: "the sources as they are",
  origin: "harmless",
  difficulty: "easy",
  real: false,
  source: null,
  claims: [],
  edits: [],
  without: null,
};

/** Checks that the unchanged sources survive at least before a detection counts. */
const BASELINE_CHECKS = 400;
/** More than they can take. */
const BASELINE_MS = 600_000;

/** Milliseconds of a harmless or machine-made mutant: the former take all that they get, the latter are many. */
const BRIEF_MS = 10_000;

function isBrief({ origin }: Mutant, { everySeed }: RunOptions): boolean {
  return (origin === "harmless" || origin === "generated") && !everySeed;
}

function budgetOf(mutant: Mutant, options: RunOptions): number {
  return isBrief(mutant, options) ? Math.min(options.budgetMs, BRIEF_MS) : options.budgetMs;
}

/** A mutant, and how it is attacked. */
export interface Attack {
  readonly mutant: Mutant;
  readonly attack: AttackOptions;
}

function jobFor({ mutant, attack }: Attack, options: RunOptions): AttackJob {
  return {
    seeds: isBrief(mutant, options) ? options.seeds.slice(0, 1) : options.seeds,
    budgetMs: budgetOf(mutant, options),
    maxChecks: null,
    without: mutant.without,
    everySeed: options.everySeed,
    shrink: mutant.origin === "generated" ? "none" : options.shrink,
    options: attack,
    answers: null,
  };
}

/** What is kept of the reference as it is in some sources. */
async function answersOf(sources: Sources): Promise<AnswersFolder> {
  return AnswersFolder.open(await digestOf(new Map([...sources].filter(([path]) => decidesAnswers(path)))));
}

/** The same job with the answers at a path, where they are those of the reference that it attacks with. */
function withAnswers(job: AttackJob, { edits }: Mutant, path: string, keep: boolean): AttackJob {
  const others = (job.options.strategy ?? "ours") !== "ours" || edits.some(({ file }) => decidesAnswers(file));
  return others ? job : { ...job, answers: { path, keep } };
}

/** Everything that decides a result, as one key. */
function keyOf(digest: string, mutant: Mutant, job: AttackJob): Promise<string> {
  return digestText(new TextEncoder().encode(JSON.stringify([digest, mutant.id, mutant.edits, job])));
}

/** Attacks each mutant as `options.attack` says and gives the results in their order; of a run that was aborted, those that were complete. */
export async function runMutants(mutants: readonly Mutant[], options: RunOptions): Promise<readonly MutantResult[]> {
  const attack = options.attack ?? {};
  const results = await runAttacks(mutants.map((mutant) => ({ mutant, attack })), options);
  return results.filter((result) => result !== undefined);
}

/**
 * Makes each attack and gives its result at the same place; undefined where the run was aborted before. Throws a
 * {@linkcode TierproofError} before anything runs when an edit does not fit, an {@linkcode InvariantError} when a detection is
 * one of the unchanged sources, too.
 */
export async function runAttacks(
  attacks: readonly Attack[],
  asked: Omit<RunOptions, "attack">,
): Promise<readonly (MutantResult | undefined)[]> {
  // A worker that fails stops the others.
  const stop = new AbortController();
  const signal = asked.signal === undefined ? stop.signal : AbortSignal.any([asked.signal, stop.signal]);
  const options = { ...asked, signal };
  const started = performance.now();
  const sources = await readSources(options.root ?? PROJECT);
  for (const { mutant } of attacks) mutatedFiles(mutant, sources);
  const digest = await digestOf(sources);
  const state = typeof options.state === "string" ? await StateFile.open(options.state) : null;
  const results: (MutantResult | undefined)[] = attacks.map(() => undefined);
  const keys = await Promise.all(attacks.map((attack) => keyOf(digest, attack.mutant, jobFor(attack, options))));
  const waiting: number[] = [];
  attacks.forEach(({ mutant }, at) => {
    const stored = state?.get(keys[at] as string);
    if (stored === undefined) {
      waiting.push(at);
      return;
    }
    const { seeds, startSeconds, totalSeconds } = stored;
    const result = { mutant, seeds, startSeconds, totalSeconds };
    results[at] = result;
    options.onResult?.(result);
  });

  const running = new Set<string>();
  const fresh: MutantResult[] = [];
  const report = (): void => {
    const seconds = (performance.now() - started) / 1000;
    const open = waiting.map((at) => (attacks[at] as Attack).mutant);
    options.onProgress?.({
      done: results.filter((result) => result !== undefined).length,
      total: attacks.length,
      running: [...running],
      seconds,
      remainingSeconds: remaining(open, running.size, fresh, options),
    });
  };

  const answers = await answersOf(sources);
  const kept = (job: AttackJob, mutant: Mutant, keep: boolean): AttackJob =>
    options.keptAnswers === false ? job : withAnswers(job, mutant, answers.path, keep);
  const baseline = new Baseline(sources, options, (job) => kept(job, UNCHANGED, true));
  const work = async (copy: ScratchCopy): Promise<void> => {
    try {
      for (let at = waiting.shift(); at !== undefined && !signal.aborted; at = waiting.shift()) {
        const each = attacks[at] as Attack;
        const { mutant } = each;
        running.add(mutant.id);
        report();
        const start = performance.now();
        await copy.apply(mutant);
        const job = kept(jobFor(each, options), mutant, false);
        const attacked = await attackCopy(copy.folder, job, options);
        running.delete(mutant.id);
        if (signal.aborted) break;
        await baseline.check(copy, each.attack, attacked);
        if (signal.aborted) break;
        const result = { mutant, ...attacked, totalSeconds: (performance.now() - start) / 1000 };
        results[at] = result;
        fresh.push(result);
        await state?.put(keys[at] as string, result);
        options.onResult?.(result);
        report();
      }
    } catch (error) {
      stop.abort();
      throw error;
    } finally {
      await copy.close();
    }
  };

  try {
    const copies: ScratchCopy[] = [];
    while (copies.length < Math.min(options.jobs, waiting.length)) copies.push(await ScratchCopy.open(sources));
    await Promise.all(copies.map(work));
  } finally {
    answers.close();
    await state?.leave();
  }
  if (!signal.aborted && options.keepState !== true) await state?.complete();
  return results;
}

/**
 * The unchanged sources, which must survive every check that a detection took: a claim that flags them would find every mutant.
 * Equal seeds make equal checks, so each is made once, when it is first needed; what the reference answers is kept for all attacks.
 */
class Baseline {
  readonly #sources: Sources;
  readonly #options: RunOptions;
  readonly #kept: (job: AttackJob) => AttackJob;
  /** Checks that the unchanged sources survived, by attack and seed. */
  readonly #survived = new Map<string, number>();

  /** `kept` has a job of the unchanged sources keep what the reference answers. */
  constructor(sources: Sources, options: RunOptions, kept: (job: AttackJob) => AttackJob) {
    this.#sources = sources;
    this.#options = options;
    this.#kept = kept;
  }

  /**
   * Throws an {@linkcode InvariantError} when a detection of the report says nothing. All seeds that need it share a process, as most of
   * what a few checks take is its start.
   */
  async check(copy: ScratchCopy, attack: AttackOptions, { seeds }: AttackReport): Promise<void> {
    const keyFor = (seed: number): string => JSON.stringify([seed, attack]);
    const open = seeds.filter(({ seed, checks, ending }) =>
      ending !== "survived" && checks > (this.#survived.get(keyFor(seed)) ?? -1)
    );
    if (open.length === 0) return;
    const maxChecks = Math.max(2 * Math.max(...open.map(({ checks }) => checks)), BASELINE_CHECKS);
    await copy.restore();
    const job = {
      ...jobFor({ mutant: UNCHANGED, attack }, this.#options),
      seeds: open.map(({ seed }) => seed),
      budgetMs: BASELINE_MS,
      maxChecks,
      everySeed: true,
    };
    const { seeds: results } = await attackCopy(copy.folder, this.#kept(job), this.#options);
    if (this.#options.signal?.aborted) return;
    for (const { seed, checks } of open) {
      const result = results.find((each) => each.seed === seed);
      if (result?.ending === "survived") {
        this.#survived.set(keyFor(seed), maxChecks);
      } else if (result === undefined || result.checks <= checks) {
        throw new InvariantError(
          `the unchanged sources (${this.#sources.size} files): expected no claim to fail, found ${result?.ending} of ` +
            `${result?.claim ?? "the attack"}: ${result?.where} (seed ${seed}, check ${result?.checks})`,
        );
      } else {
        this.#survived.set(keyFor(seed), result.checks - 1);
      }
    }
  }
}

/** Seconds that the rest may take: what is harmless takes its whole budget, the others as long as those so far. */
function remaining(
  open: readonly Mutant[],
  running: number,
  fresh: readonly MutantResult[],
  options: RunOptions,
): number | null {
  if (fresh.length === 0) return null;
  const busy = fresh.filter(({ mutant }) => mutant.origin !== "harmless");
  const mean = busy.reduce((sum, { totalSeconds }) => sum + totalSeconds, 0) / Math.max(1, busy.length);
  const harmless = open.filter(({ origin }) => origin === "harmless");
  const idle = harmless.reduce((sum, mutant) => sum + budgetOf(mutant, options) / 1000, 0);
  const seconds = idle + (open.length - harmless.length + running / 2) * mean;
  return seconds / options.jobs;
}
