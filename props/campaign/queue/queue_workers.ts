/**
 * Workers anywhere, as a campaign sees them: jobs go into a queue, answers come back out of another one.
 *
 * Every job may run more than once: its worker may die after it has answered, or be taken for dead. An answer that nobody waits
 * for is dropped. What costs one worker after another ends among the dead letters, which this process runs by itself, where a
 * watchdog finds the check that is to blame.
 *
 * @module
 */

import { InvariantError } from "../../../src/isa/errors.ts";
import { EnvironmentError } from "../../cli/environment.ts";
import type { AnswerOf, Job, Workers, WorkerSetup } from "../jobs.ts";
import { ClosedError } from "../local_workers.ts";
import type { Queue, TakenJob } from "./boss.ts";
import {
  type AnswerLetter,
  checkedAnswer,
  type JobLetter,
  openAnswer,
  openJob,
  type QueueNames,
  sealed,
} from "./letters.ts";
import { persistently } from "./persist.ts";
import { keyOf } from "./version.ts";

/** Milliseconds between two looks for answers while some are waited for. */
const LOOK_MS = 50;
/** Answers that are taken at once. */
const MOST_ANSWERS = 64;
/** Looks for answers between two looks for dead letters. */
const DEAD_EVERY = 20;
/** Times that a job is given to another worker. */
const RETRIES = 4;

/** What is needed to ask workers. */
export interface QueueWorkersOptions {
  readonly queue: Queue;
  readonly names: QueueNames;
  /** Slices in the queue at the same time. */
  readonly jobs: number;
  /** Makes workers of this machine, for what no other came to an end with. */
  readonly own: (setup: WorkerSetup) => Workers;
  /** Told of what does not work for a moment. */
  readonly onTrouble: (text: string) => void;
}

interface Waiting {
  readonly job: Job;
  readonly resolve: (answer: AnswerOf<Job>) => void;
  readonly reject: (error: Error) => void;
}

/** Workers behind a queue. */
export class QueueWorkers implements Workers {
  readonly jobs: number;
  readonly #options: QueueWorkersOptions;
  /** By the key of the job: equal jobs share one answer. */
  readonly #waiting = new Map<string, Waiting[]>();
  /** Answers that a coordinator before this one did not come to take. */
  readonly #left = new Map<string, AnswerOf<Job>>();
  #own: Workers | null = null;
  #setup: WorkerSetup | null = null;
  #ended: Error | null = null;
  #isClosed = false;
  #looking: Promise<void> = Promise.resolve();

  private constructor(options: QueueWorkersOptions) {
    this.#options = options;
    this.jobs = options.jobs;
  }

  /** Begins: what an earlier coordinator has left in the queue is forgotten, answers to it are kept. */
  static async open(options: QueueWorkersOptions): Promise<QueueWorkers> {
    const { queue, names: { jobs, dead, answers } } = options;
    await queue.make(jobs, { retries: RETRIES, deadLetter: dead });
    await queue.make(answers, null);
    await queue.forget(jobs);
    await queue.forget(dead);
    const workers = new QueueWorkers(options);
    for (let taken = await queue.take(answers, MOST_ANSWERS); taken.length > 0;) {
      for (const { key, answer } of lettersIn(taken)) workers.#left.set(key, answer);
      await queue.finish(answers, taken);
      taken = await queue.take(answers, MOST_ANSWERS);
    }
    workers.#looking = workers.#look();
    return workers;
  }

  /** Takes jobs of a campaign from now on. */
  for(setup: WorkerSetup): this {
    this.#setup = setup;
    return this;
  }

  /** The campaign cannot go on: all that is waited for fails. */
  end(error: Error): void {
    this.#ended ??= error;
    for (const list of this.#waiting.values()) for (const { reject } of list) reject(this.#ended);
    this.#waiting.clear();
  }

  async run<J extends Job>(job: J): Promise<AnswerOf<J>> {
    const { queue, names: { version, jobs } } = this.#options;
    if (this.#setup === null) throw new InvariantError("a job of a campaign that did not say what it attacks");
    const { mended, specifier } = this.#setup;
    const key = await keyOf({ mended, specifier, job });
    if (this.#ended !== null) throw this.#ended;
    const left = this.#left.get(key);
    if (left !== undefined) {
      this.#left.delete(key);
      return checkedAnswer(job, left);
    }
    const { promise, resolve, reject } = Promise.withResolvers<AnswerOf<Job>>();
    const others = this.#waiting.get(key);
    if (others !== undefined) others.push({ job, resolve, reject });
    else {
      this.#waiting.set(key, [{ job, resolve, reject }]);
      const letter: JobLetter = { version, key, mended, specifier, job };
      // What is known to fail is looked at before new programs are.
      this.#persist(() => queue.send(jobs, sealed(letter), job.kind === "slice" ? 0 : 1)).catch(reject);
    }
    // An answer is of the kind of its job, as it was checked.
    return await promise as AnswerOf<J>;
  }

  /** Those of other machines are not counted. */
  memory(): number {
    return this.#own?.memory() ?? 0;
  }

  /** Nobody hears how far others are. */
  underWay(): number {
    return 0;
  }

  async close(): Promise<void> {
    const { queue, names: { jobs } } = this.#options;
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.end(new ClosedError());
    await this.#looking;
    await this.#own?.close();
    // Nobody is to work for a campaign that has ended.
    await queue.forget(jobs).catch(() => {});
    await queue.close();
  }

  #persist<T>(run: () => Promise<T>): Promise<T> {
    return persistently(run, () => this.#ended !== null, this.#options.onTrouble);
  }

  /** Takes answers until the end. */
  async #look(): Promise<void> {
    const { queue, names: { answers } } = this.#options;
    try {
      for (let turn = 1; this.#ended === null; turn++) {
        const taken = await this.#persist(() => queue.take(answers, MOST_ANSWERS));
        for (const { key, answer } of lettersIn(taken)) this.#answer(key, answer);
        await this.#persist(() => queue.finish(answers, taken));
        if (turn % DEAD_EVERY === 0) await this.#takeDead();
        if (taken.length < MOST_ANSWERS) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
    } catch (error) {
      this.end(error instanceof Error ? error : new EnvironmentError(String(error)));
    }
  }

  #answer(key: string, answer: AnswerOf<Job>): void {
    const list = this.#waiting.get(key) ?? [];
    this.#waiting.delete(key);
    for (const { job, resolve, reject } of list) {
      try {
        resolve(checkedAnswer(job, answer));
      } catch (error) {
        reject(error as Error);
      }
    }
  }

  /** What no other worker came to an end with is run here. */
  async #takeDead(): Promise<void> {
    const { queue, names: { dead, version }, own, onTrouble } = this.#options;
    const taken = await this.#persist(() => queue.take(dead, MOST_ANSWERS));
    for (const { data } of taken) {
      const letter = openJob(data, version);
      if (letter === null || !this.#waiting.has(letter.key)) continue;
      onTrouble(`a job of kind ${letter.job.kind} was given up by ${RETRIES + 1} workers; it runs here now`);
      this.#own ??= own(this.#setup as WorkerSetup);
      this.#own.run(letter.job).then(
        (answer) => this.#answer(letter.key, answer),
        (error) => {
          for (const { reject } of this.#waiting.get(letter.key) ?? []) reject(error);
          this.#waiting.delete(letter.key);
        },
      );
    }
    await this.#persist(() => queue.finish(dead, taken));
  }
}

function lettersIn(taken: readonly TakenJob[]): AnswerLetter[] {
  return taken.flatMap(({ data }) => openAnswer(data) ?? []);
}
