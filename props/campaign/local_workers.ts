/**
 * Workers of this machine: a process for each slice that may run at the same time, and one for what is looked at in the background.
 *
 * @module
 */

import { InvariantError } from "../../src/isa/errors.ts";
import type { AnswerOf, Job, SliceJob, Workers, WorkerSetup } from "./jobs.ts";
import type { Casualty, SliceResult } from "./slice.ts";
import type { Vitals } from "./vitals.ts";
import { type JobEnd, type WatchLimits, WorkerProcess } from "./worker_process.ts";

/** Times that a worker is lost before the first check of a slice, until the campaign gives up. */
const MOST_LOSSES = 3;
/**
 * Checks of a slice that cost their worker, until the rest of it is left out: where every check does, a slice of hundreds would
 * take hours before anything of it is stored.
 */
const MOST_CASUALTIES = 3;
/** A worker that holds this part of what it may is followed by a fresh one, between two jobs. */
const FULL = 0.6;
/** So is one that holds so many bytes after long work: memory in pieces that nobody gives back any more. */
const LARGE = 240 * 1024 * 1024;
/** Seconds of processor time that are long: about a hundred times what a fresh one takes until its code is compiled. */
const LONG = 600;

/** Whether a worker that may hold so many bytes is followed by a fresh one, once it has nothing to do. */
export function isSpent({ memory, cpu }: Vitals, memoryBytes: number): boolean {
  return memory > FULL * memoryBytes || (memory > LARGE && cpu > LONG);
}

/** What workers do, and when they are killed. */
export interface LocalOptions {
  readonly jobs: number;
  readonly setup: WorkerSetup;
  readonly limits: WatchLimits;
}

/** A worker that is there once it is needed, and again once it is lost. */
class Seat {
  readonly #options: LocalOptions;
  #worker: WorkerProcess | null = null;
  #closed = false;

  constructor(options: LocalOptions) {
    this.#options = options;
  }

  get memory(): number {
    return this.#worker?.vitals.memory ?? 0;
  }

  /** Checks of the slice that it is at. */
  get underWay(): number {
    return this.#worker?.underWay ?? 0;
  }

  async run(job: Job, casualties: readonly Casualty[] = [], careful = false): Promise<JobEnd> {
    if (this.#closed) throw new ClosedError();
    const { setup, limits, jobs } = this.#options;
    if (this.#worker === null || this.#worker.gone) {
      this.#worker = new WorkerProcess(setup, limits, jobs >= navigator.hardwareConcurrency);
    }
    const worker = this.#worker;
    try {
      const end = await worker.run(job, casualties, careful);
      if (this.#closed) throw new ClosedError();
      if (end.kind === "answer" && isSpent(worker.vitals, limits.memoryBytes)) await worker.kill();
      return end;
    } catch (error) {
      throw this.#closed ? new ClosedError() : error;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker?.kill();
  }
}

/** The campaign ends while a job is under way. */
export class ClosedError extends Error {
  override readonly name = "ClosedError";
}

/** Processes. */
export class LocalWorkers implements Workers {
  readonly jobs: number;
  readonly #idle: Seat[];
  readonly #seats: readonly Seat[];
  /** Of investigations: they go on beside the slices. */
  readonly #background: Seat;
  readonly #waiting: ((seat: Seat) => void)[] = [];
  #closed = false;

  constructor(options: LocalOptions) {
    this.jobs = options.jobs;
    this.#background = new Seat(options);
    const seats = Array.from({ length: options.jobs }, () => new Seat(options));
    this.#seats = [...seats, this.#background];
    this.#idle = seats;
  }

  async run<J extends Job>(job: J): Promise<AnswerOf<J>> {
    // An answer is of the kind of its job.
    const answer = await this.#run(job) as AnswerOf<J>;
    if (this.#closed) throw new ClosedError();
    return answer;
  }

  memory(): number {
    return this.#seats.reduce((sum, seat) => sum + seat.memory, 0);
  }

  underWay(): number {
    return this.#seats.reduce((sum, seat) => sum + seat.underWay, 0);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#seats.map((seat) => seat.close()));
  }

  async #run(job: Job): Promise<AnswerOf<Job>> {
    switch (job.kind) {
      case "slice":
        return await this.#withSeat((seat) => this.#runSlice(seat, job));
      case "investigate": {
        const end = await this.#background.run(job);
        if (end.kind === "answer") return end.answer;
        if (job.shrink) return await this.#run({ ...job, shrink: false });
        const { claim, seed, failed: { index }, origins } = job;
        const casualty = { kind: end.why, index, what: end.what };
        return await this.#run({ kind: "casualty", claim, seed, casualty, origins });
      }
      case "casualty": {
        const end = await this.#background.run(job);
        if (end.kind === "answer") return end.answer;
        throw new InvariantError(
          `check ${job.casualty.index} of ${job.claim}: not even its program can be made: ${end.what}`,
        );
      }
      case "replay": {
        const end = await this.#withSeat((seat) => seat.run(job));
        // What costs a worker fails still.
        return end.kind === "answer" ? end.answer : { fails: true };
      }
      case "recheck": {
        const end = await this.#withSeat((seat) => seat.run(job));
        return end.kind === "answer" ? end.answer : { failed: { kind: end.why, index: job.index, what: end.what } };
      }
    }
  }

  /** Runs a slice; a check that costs its worker is found, skipped and told. */
  async #runSlice(seat: Seat, job: SliceJob): Promise<SliceResult> {
    const { claim, number } = job.slice;
    const casualties: Casualty[] = [];
    let careful = false;
    let losses = 0;
    let slice = job.slice;
    for (;;) {
      const end = await seat.run({ ...job, slice }, casualties, careful);
      if (end.kind === "answer") return end.answer as SliceResult;
      if (this.#closed) throw new ClosedError();
      if (careful && end.beat !== null) {
        casualties.push({ kind: end.why, index: end.beat, what: end.what });
        if (casualties.length === MOST_CASUALTIES) slice = { ...slice, to: end.beat };
        // Behind it the slice may go on as usual.
        careful = false;
      } else if (careful && ++losses > MOST_LOSSES) {
        throw new InvariantError(`slice ${number} of ${claim} loses its worker before its first check: ${end.what}`);
      } else {
        // Once more, one check at a time: what is to blame is found, or nothing is.
        careful = true;
      }
    }
  }

  async #withSeat<T>(run: (seat: Seat) => Promise<T>): Promise<T> {
    const seat = this.#idle.pop() ?? await new Promise<Seat>((resolve) => this.#waiting.push(resolve));
    try {
      return await run(seat);
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#idle.push(seat);
      else next(seat);
    }
  }
}
