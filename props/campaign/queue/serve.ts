/**
 * What `deno task worker` does: takes jobs of its own version out of a queue, runs them in processes of this machine, answers.
 *
 * @module
 */

import type { Job, Workers } from "../jobs.ts";
import { HEARTBEAT_SECONDS, type Queue, type TakenJob } from "./boss.ts";
import { type JobLetter, openJob, type QueueNames, sealed } from "./letters.ts";
import { persistently } from "./persist.ts";

/** Milliseconds between two looks for a job where there was none. */
const IDLE_MS = 200;

/** What is served. */
export interface ServeOptions {
  readonly queue: Queue;
  readonly names: QueueNames;
  /** Jobs at the same time. */
  readonly jobs: number;
  /** Processes for jobs with these defects mended, whose tests import this. */
  readonly workersFor: (mended: readonly string[], specifier: string) => Workers;
  readonly signal: AbortSignal;
  /** Milliseconds that jobs under way have once the end was asked for. */
  readonly graceMs: number;
  readonly onDone: (job: Job, seconds: number) => void;
  readonly onTrouble: (text: string) => void;
}

/** Serves until it is asked to end; jobs that are under way then have a moment, and go back after it. */
export async function serveQueue(options: ServeOptions): Promise<void> {
  const { queue, names, jobs, signal } = options;
  const bench = new Bench(options);
  await queue.make(names.jobs, { retries: 4, deadLetter: names.dead });
  await queue.make(names.answers, null);
  let late: ReturnType<typeof setTimeout> | undefined;
  const stop = (): void => {
    late = setTimeout(() => bench.close(), options.graceMs);
  };
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop);
  try {
    await Promise.all(Array.from({ length: jobs }, () => takeJobs(options, bench)));
  } finally {
    clearTimeout(late);
    signal.removeEventListener("abort", stop);
    await bench.close();
  }
}

/** The processes of this worker: all for the defects of the last job, as campaigns come one after the other. */
class Bench {
  readonly #make: ServeOptions["workersFor"];
  #key = "";
  #workers: Workers | null = null;

  constructor({ workersFor }: ServeOptions) {
    this.#make = workersFor;
  }

  workers({ mended, specifier }: JobLetter): Workers {
    const key = JSON.stringify([mended, specifier]);
    if (this.#workers === null || key !== this.#key) {
      this.#workers?.close();
      this.#workers = this.#make(mended, specifier);
      this.#key = key;
    }
    return this.#workers;
  }

  async close(): Promise<void> {
    await this.#workers?.close();
  }
}

async function takeJobs(options: ServeOptions, bench: Bench): Promise<void> {
  const { queue, names, signal, onTrouble } = options;
  const isOver = (): boolean => signal.aborted;
  while (!isOver()) {
    let taken: TakenJob | undefined;
    try {
      [taken] = await persistently(() => queue.take(names.jobs, 1), isOver, onTrouble);
    } catch (error) {
      if (isOver()) return;
      throw error;
    }
    if (taken === undefined) await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    else await runTaken(options, bench, taken);
  }
}

/** Runs a job, and says meanwhile that it is worked on. */
async function runTaken(options: ServeOptions, bench: Bench, taken: TakenJob): Promise<void> {
  const { queue, names: { jobs, answers, version }, onDone, onTrouble } = options;
  const letter = openJob(taken.data, version);
  if (letter === null) {
    onTrouble("a job of another version, or none at all, was not run");
    await queue.giveBack(jobs, taken, "not a job of this version");
    return;
  }
  const beat = setInterval(() => {
    queue.touch(jobs, taken).catch((error) => onTrouble(String(error.message)));
  }, HEARTBEAT_SECONDS * 1000 / 4);
  const start = performance.now();
  try {
    const answer = await bench.workers(letter).run(letter.job);
    // The answer first: who dies in between has answered, and somebody answers once more.
    await persistently(() => queue.send(answers, sealed({ key: letter.key, answer }), 0), () => false, onTrouble);
    await queue.finish(jobs, [taken]).catch((error) => onTrouble(String(error.message)));
    onDone(letter.job, (performance.now() - start) / 1000);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (!options.signal.aborted) onTrouble(`a job was given back: ${why}`);
    await queue.giveBack(jobs, taken, why).catch(() => {});
  } finally {
    clearInterval(beat);
  }
}
