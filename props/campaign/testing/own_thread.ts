/**
 * Workers that are none: jobs run in the thread of the coordinator. For tests that are about something else.
 *
 * @module
 */

import type { Plug } from "../../core/plug.ts";
import type { AnswerOf, Job, Workers, WorkerSetup } from "../jobs.ts";
import { ClosedError } from "../local_workers.ts";
import { runJob, type Workshop } from "../run_job.ts";

/** Bytes that they say they hold while they work: more than any process has. */
export const OWN_BYTES = 2 ** 45;

/** Runs jobs on a plug, each after a pause in which others have their turn. */
export class OwnThread implements Workers {
  readonly jobs: number;
  readonly #shop: Workshop;
  #closed = false;

  constructor(plug: Plug, setup: WorkerSetup, jobs: number) {
    this.jobs = jobs;
    this.#shop = { plug, mended: new Set(setup.mended), setup };
  }

  async run<J extends Job>(job: J): Promise<AnswerOf<J>> {
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (this.#closed) throw new ClosedError();
    return runJob(this.#shop, job, { casualties: [], careful: false, beat: () => {} }) as AnswerOf<J>;
  }

  memory(): number {
    return this.#closed ? 0 : OWN_BYTES;
  }

  underWay(): number {
    return 0;
  }

  close(): Promise<void> {
    this.#closed = true;
    return Promise.resolve();
  }
}
