/**
 * A campaign: known failures first, then new programs, slice by slice, until a limit. All that it gave is stored as it comes; a
 * campaign that was killed goes on where it was.
 *
 * @module
 */

import { resolve } from "node:path";
import { TierproofError } from "../../src/isa/errors.ts";
import type { Guide } from "../core/guide.ts";
import { ownSpecifier } from "../report/finding_folder.ts";
import type { CampaignOptions, CampaignProgress, CampaignResult } from "./campaign_options.ts";
import type { CampaignFacts, RunEnd, StatisticsRow } from "./campaign_store.ts";
import { CampaignWriter } from "./campaign_writer.ts";
import { mendCorpusFiles, writeCorpusFiles } from "./corpus_files.ts";
import { mendFolders } from "./finding_folders.ts";
import { FINDINGS } from "./schema.ts";
import type { Workers } from "./jobs.ts";
import { Judge } from "./judge.ts";
import { makeKnown, readKnown } from "./known.ts";
import { ClosedError, LocalWorkers } from "./local_workers.ts";
import { lockFolder } from "./lock.ts";
import { CampaignPlan, type PlanOptions } from "./plan.ts";
import { Replays } from "./replays.ts";
import type { CampaignSlice } from "./slice.ts";

/** Milliseconds between two rows of statistics in the first minutes, and later. */
const ROW_MS = 5000;
const LATE_ROW_MS = 30_000;
/** Seconds of a campaign after which rows come late. */
const LATE = 600;
/** Milliseconds between two pulses. */
const PULSE_MS = 200;
/** Milliseconds that slices under way have when the time is over. */
const GRACE_MS = 3000;
/** Milliseconds that failures have to be judged when the time is over; the rest waits for the next run. */
const JUDGE_MS = 30_000;
/** Failing checks that wait to be judged, until slices wait for them. */
const MOST_WAITING = 5000;

/** Runs a campaign in a folder that this process has for itself. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const { dir } = options;
  const lock = lockFolder(dir);
  try {
    const writer = new CampaignWriter(dir);
    try {
      const facts = agree(writer.store.facts(), options.facts, writer);
      makeKnown(dir);
      mendFolders(writer.store);
      mendCorpusFiles(writer.store, options.plug);
      // What is wrong with the list is told before the work.
      readKnown(dir);
      const workers = await workersOf(options, facts);
      return await new Run(options, facts, writer, workers).run();
    } finally {
      writer.close();
    }
  } finally {
    lock.release();
  }
}

/** What the campaign is: as it is stored, else as it is wanted, which is stored then. */
function agree(stored: CampaignFacts | null, wanted: CampaignFacts, writer: CampaignWriter): CampaignFacts {
  if (stored === null) {
    writer.begin(wanted);
    return wanted;
  }
  for (const name of ["attacked", "variant", "mended", "claims", "seed", "guided"] as const) {
    const [is, asked] = [JSON.stringify(stored[name]), JSON.stringify(wanted[name])];
    if (is === asked) continue;
    throw new TierproofError(
      "option",
      `${writer.store.dir}: this campaign has ${name} ${is}, not ${asked}; leave the option out to go on with it, ` +
        "name another folder, or begin anew with --fresh",
    );
  }
  return stored;
}

/** Whoever runs the jobs. */
async function workersOf(
  { dir, source, jobs, limits, workers, playground }: CampaignOptions,
  facts: CampaignFacts,
): Promise<Workers> {
  const own = ownSpecifier(resolve(dir, FINDINGS));
  const specifier = own.startsWith(".") ? `../${own}` : own;
  const setup = { source, mended: facts.mended, specifier, ...(playground === undefined ? {} : { playground }) };
  return await workers?.(setup) ?? new LocalWorkers({ jobs, setup, limits });
}

/** What a run is on, for people who read its numbers. */
function machineText(): string {
  const { os, arch } = Deno.build;
  return `${os} ${arch}, ${navigator.hardwareConcurrency} cores, Deno ${Deno.version.deno}`;
}

/** The plan from where it is done; from its beginning where it was another one. */
function planFrom(writer: CampaignWriter, options: PlanOptions): CampaignPlan {
  const plan = new CampaignPlan(options);
  const done = writer.done(options.generator);
  let last: CampaignSlice | null = null;
  for (let number = 0; number < done; number++) {
    const slice = plan.next();
    if (slice === null) break;
    last = slice;
  }
  if (last === null || writer.isPlanned(last)) return plan;
  writer.beginAgain(options.generator);
  return new CampaignPlan(options);
}

/** One run of a campaign. */
class Run {
  readonly #options: CampaignOptions;
  readonly #facts: CampaignFacts;
  readonly #writer: CampaignWriter;
  readonly #workers: Workers;
  readonly #judge: Judge;
  readonly #replays: Replays;
  readonly #plan: CampaignPlan;
  readonly #id: number;
  readonly #generator: number;
  /** Of the campaign, when this run began. */
  readonly #secondsBefore: number;
  readonly #checksBefore: number;
  readonly #start = performance.now();
  readonly #doneBeyond: Set<number>;
  #newAt = performance.now();
  #limit: RunEnd | null = null;
  #features = 0;
  #rowAt = 0;
  #phase: CampaignProgress["phase"] = "replay";
  #failed: Error | null = null;
  /** Bytes that workers held when they were ended. */
  #lastMemory: number | null = null;
  /** A worker came to no end: slices that wait for its slice need not wait any more. */
  #broken = false;
  /** Slices that wait for others. */
  readonly #waiting: (() => void)[] = [];

  constructor(options: CampaignOptions, facts: CampaignFacts, writer: CampaignWriter, workers: Workers) {
    const { dir, plug, jobs, listener } = options;
    this.#options = options;
    this.#facts = facts;
    this.#writer = writer;
    this.#generator = plug.language.version;
    this.#secondsBefore = writer.store.counter("seconds");
    this.#checksBefore = writer.store.counter("checks");
    writer.dropOlder(this.#generator);
    if (facts.guided) writer.corpus.guide(plug, facts.seed);
    const { target: { defects }, claims } = plug;
    writer.explain("claim", claims.map(({ name, what }) => [name, what]));
    writer.explain("defect", defects.map(({ id, what }) => [id, what]));
    this.#id = writer.startRun({
      started: Date.now(),
      pid: Deno.pid,
      jobs,
      generator: this.#generator,
      machine: machineText(),
      asked: options.asked ?? "",
    });
    this.#workers = workers;
    const known = readKnown(dir);
    const seconds = () => this.#secondsBefore + this.#runSeconds();
    this.#judge = new Judge({
      writer,
      workers: this.#workers,
      seed: facts.seed,
      run: this.#id,
      seconds,
      onFailure: (claim, index) => listener.onFailure?.(claim, index),
      onFinding: (finding) => {
        this.#newAt = performance.now();
        listener.onFinding?.(finding, known.of(finding.signature) !== null);
      },
    });
    this.#replays = new Replays({
      writer,
      workers: this.#workers,
      run: this.#id,
      generator: this.#generator,
      seed: facts.seed,
      budgetMs: options.timeMs,
      onChange: (finding, fails) => listener.onChange?.(finding, fails),
    });
    this.#plan = planFrom(writer, {
      claims: facts.claims,
      slices: plug.slices,
      seed: facts.seed,
      generator: this.#generator,
      checks: options.checks,
    });
    this.#doneBeyond = new Set(writer.doneBeyond(this.#generator));
  }

  async run(): Promise<CampaignResult> {
    const { listener, signal } = this.#options;
    listener.onStart?.({ facts: this.#facts, before: this.#row(), run: this.#id });
    const pulse = setInterval(() => this.#pulse(), PULSE_MS);
    const interrupt = (): void => {
      this.#stopJudging();
    };
    signal?.addEventListener("abort", interrupt);
    if (signal?.aborted) interrupt();
    let ended: RunEnd = "failed";
    try {
      ended = await this.#work();
    } finally {
      clearInterval(pulse);
      signal?.removeEventListener("abort", interrupt);
      this.#judge.stopped = true;
      await this.#endWorkers();
      await this.#judge.drain().catch(() => {});
      this.#writer.statistics(this.#row(), this.#runSeconds());
      this.#writer.endRun(this.#id, Date.now(), ended);
    }
    const last = this.#progress();
    const findings = this.#writer.store.findings();
    return { ended, facts: this.#facts, last, findings, waiting: this.#writer.waiting() };
  }

  /** Works until a limit, and judges what is left. */
  async #work(): Promise<RunEnd> {
    const { signal } = this.#options;
    try {
      const loops = Array.from({ length: this.#workers.jobs }, () => this.#loop());
      await this.#untilOver(Promise.all(loops));
      if (this.#failed !== null) throw this.#failed;
      if (signal?.aborted) return "interrupted";
      this.#phase = "judging";
      const late = this.#over() === null ? null : setTimeout(() => this.#stopJudging(), JUDGE_MS);
      await this.#judge.drain().finally(() => late !== null && clearTimeout(late));
    } catch (error) {
      if (!(error instanceof ClosedError)) throw error;
      if (this.#failed !== null) throw this.#failed;
    }
    return signal?.aborted ? "interrupted" : this.#over() ?? "checks";
  }

  #stopJudging(): void {
    this.#judge.stopped = true;
    this.#endWorkers();
  }

  /** What is told of the end is the memory that there was until then. */
  #endWorkers(): Promise<void> {
    this.#lastMemory ??= this.#workers.memory();
    return this.#workers.close();
  }

  /** Slices that run when the time is over have a moment to end; what does not is done again. */
  async #untilOver(work: Promise<unknown>): Promise<void> {
    const { timeMs, plateauMs } = this.#options;
    if (timeMs === Infinity && plateauMs === Infinity) {
      await work;
      return;
    }
    let watch: ReturnType<typeof setInterval> | undefined;
    const late = new Promise<void>((resolve) => {
      let overSince = Infinity;
      watch = setInterval(() => {
        if (this.#over() === null) return;
        overSince = Math.min(overSince, performance.now());
        if (performance.now() - overSince > GRACE_MS) resolve();
      }, PULSE_MS);
    });
    await Promise.race([work, late]).finally(() => clearInterval(watch));
  }

  /** One after the other: a finding to replay, else a slice. */
  async #loop(): Promise<void> {
    try {
      while (this.#over() === null && this.#failed === null && !this.#options.signal?.aborted) {
        if (await this.#replays.next(this.#runSeconds() * 1000)) continue;
        this.#phase = "slices";
        const slice = this.#nextSlice();
        const guide = slice === null ? null : await this.#guideOf(slice);
        if (slice === null || guide === null) return;
        const result = await this.#workers.run({ kind: "slice", slice, guide });
        this.#writer.finishSlice(slice, result, this.#id, this.#secondsBefore + this.#runSeconds());
        this.#wake();
        writeCorpusFiles(this.#writer.store, this.#options.plug, this.#writer.corpus.takeNew());
        const drained = this.#judge.drain();
        if (this.#writer.waiting() > MOST_WAITING) await drained;
        else drained.catch((error) => this.#fail(error));
      }
    } catch (error) {
      this.#broken = true;
      this.#wake();
      this.#fail(error);
    }
  }

  /** What a slice is guided by, once the slices that it follows from are done; null where they will not be in this run. */
  async #guideOf(slice: CampaignSlice): Promise<Guide | null> {
    for (;;) {
      const guide = this.#writer.corpus.guideOf(slice, this.#writer.done(this.#generator));
      if (guide !== null) return guide;
      if (this.#broken || this.#over() !== null) return null;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** Something ends the run that is no limit. */
  #fail(error: unknown): void {
    if (error instanceof ClosedError) return;
    this.#failed ??= error instanceof Error ? error : new Error(String(error));
    this.#stopJudging();
  }

  #nextSlice(): CampaignSlice | null {
    for (;;) {
      const slice = this.#plan.next();
      if (slice === null || !this.#doneBeyond.has(slice.number)) return slice;
    }
  }

  /** The limit that was met first; what is met or judged after that takes nothing back. */
  #over(): RunEnd | null {
    return this.#limit ??= this.#metLimit();
  }

  #metLimit(): RunEnd | null {
    const { timeMs, plateauMs } = this.#options;
    const now = performance.now();
    if (now - this.#start >= timeMs) return "time";
    return now - this.#newAt >= plateauMs ? "plateau" : null;
  }

  #runSeconds(): number {
    return (performance.now() - this.#start) / 1000;
  }

  #pulse(): void {
    const now = performance.now();
    try {
      if (now >= this.#rowAt) {
        const row = this.#row();
        if (row.features > this.#features) this.#newAt = now;
        this.#features = row.features;
        this.#writer.statistics(row, this.#runSeconds());
        this.#rowAt = now + (row.seconds < LATE ? ROW_MS : LATE_ROW_MS);
      }
      this.#options.listener.onProgress?.(this.#progress());
    } catch (error) {
      this.#fail(error);
    }
  }

  #row(): StatisticsRow {
    return {
      ...this.#writer.sums(),
      time: Date.now(),
      run: this.#id,
      seconds: this.#secondsBefore + this.#runSeconds(),
      jobs: this.#options.jobs,
      memory: (this.#lastMemory ?? this.#workers.memory()) + Deno.memoryUsage().rss,
      underWay: this.#workers.underWay(),
    };
  }

  #progress(): CampaignProgress {
    const row = this.#row();
    return {
      ...row,
      runSeconds: this.#runSeconds(),
      runChecks: row.checks - this.#checksBefore,
      sinceNew: (performance.now() - this.#newAt) / 1000,
      phase: this.#phase,
    };
  }
}
