/**
 * Makes a campaign ask workers behind a queue.
 *
 * @module
 */

import type { Plug, PlugSource } from "../../core/plug.ts";
import type { Workers, WorkerSetup } from "../jobs.ts";
import { LocalWorkers } from "../local_workers.ts";
import type { WatchLimits } from "../worker_process.ts";
import { queueAddress } from "./address.ts";
import { lead, type Leadership, openBoss, type Queue } from "./boss.ts";
import { type QueueNames, queueNames } from "./letters.ts";
import { QueueWorkers } from "./queue_workers.ts";
import { serveQueue } from "./serve.ts";
import { ownVersion } from "./version.ts";

/** A campaign that wants workers behind a queue. */
export interface QueueCampaign {
  /** What `--queue` says. */
  readonly where: string;
  /** Of the campaign. */
  readonly dir: string;
  readonly plug: Plug;
  readonly source: PlugSource;
  /** Slices in the queue at the same time; with an embedded database, processes of this machine. */
  readonly jobs: number;
  readonly limits: WatchLimits;
  readonly signal: AbortSignal;
  /** Told of what does not work for a moment, and of what is waited for. */
  readonly onTrouble: (text: string) => void;
}

/** The queue of a campaign that leads. */
export interface CampaignQueue {
  /** The workers behind it. */
  readonly workers: (setup: WorkerSetup) => Workers;
  /** Lets others lead. */
  close(): Promise<void>;
}

/** Opens the queue once no other coordinator leads; null where it was asked to end before that. */
export async function openCampaignQueue(campaign: QueueCampaign): Promise<CampaignQueue | null> {
  const { where, dir, plug, source, jobs, limits, signal, onTrouble } = campaign;
  const address = await queueAddress(where);
  const names = queueNames(await ownVersion(plug, source));
  let leader: Leadership | null = null;
  if (address.kind === "postgres") {
    const wait = () => onTrouble(`another coordinator leads on ${address.shown}; waiting until it ends`);
    leader = await lead(address, names.version, signal, wait);
    if (leader === null) return null;
  }
  try {
    const queue = await openBoss(address, dir, onTrouble);
    const own = (setup: WorkerSetup): Workers => new LocalWorkers({ jobs: 1, setup, limits });
    const behind = await QueueWorkers.open({ queue, names, jobs, own, onTrouble });
    leader?.lost.then((error) => behind.end(error));
    // Nobody else sees an embedded database: processes of this one serve it.
    const here = address.kind === "pglite" ? new ServedHere(campaign, queue, names) : null;
    const close = async (): Promise<void> => {
      await here?.end();
      await behind.close();
      await leader?.release();
    };
    return {
      workers: (setup) => {
        here?.begin(setup, (error) => behind.end(error));
        const workers = behind.for(setup);
        const run: Workers["run"] = (job) => workers.run(job);
        return {
          jobs,
          run,
          memory: () => workers.memory() + (here?.memory() ?? 0),
          underWay: () => here?.underWay() ?? 0,
          close,
        };
      },
      close,
    };
  } catch (error) {
    await leader?.release();
    throw error;
  }
}

/** Serves a queue in the process of its campaign. */
class ServedHere {
  readonly #campaign: QueueCampaign;
  readonly #queue: Queue;
  readonly #names: QueueNames;
  readonly #abort = new AbortController();
  #workers: Workers | null = null;
  #serving: Promise<void> = Promise.resolve();

  constructor(campaign: QueueCampaign, queue: Queue, names: QueueNames) {
    this.#campaign = campaign;
    this.#queue = queue;
    this.#names = names;
  }

  begin(setup: WorkerSetup, onError: (error: Error) => void): void {
    const { jobs, limits, onTrouble } = this.#campaign;
    this.#serving = serveQueue({
      queue: this.#queue,
      names: this.#names,
      jobs,
      workersFor: () => this.#workers = new LocalWorkers({ jobs, setup, limits }),
      signal: this.#abort.signal,
      graceMs: 0,
      onDone: () => {},
      onTrouble,
    });
    this.#serving.catch(onError);
  }

  memory(): number {
    return this.#workers?.memory() ?? 0;
  }

  underWay(): number {
    return this.#workers?.underWay() ?? 0;
  }

  async end(): Promise<void> {
    this.#abort.abort();
    await this.#serving.catch(() => {});
  }
}
