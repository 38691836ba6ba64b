/**
 * Makes a campaign ask workers behind a queue.
 *
 * @module
 */

import type { Plug } from "../../core/plug.ts";
import type { Workers, WorkerSetup } from "../jobs.ts";
import { ClosedError, LocalWorkers } from "../local_workers.ts";
import type { WatchLimits } from "../worker_process.ts";
import { queueAddress } from "./address.ts";
import { lead, type Leadership, openBoss } from "./boss.ts";
import { queueNames } from "./letters.ts";
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
  readonly setup: WorkerSetup;
  /** Slices in the queue at the same time; with an embedded database, processes of this machine. */
  readonly jobs: number;
  readonly limits: WatchLimits;
  readonly signal?: AbortSignal | undefined;
  /** Told of what does not work for a moment, and of what is waited for. */
  readonly onTrouble: (text: string) => void;
}

/** Opens the queue, once no other coordinator leads. Throws a {@linkcode ClosedError} where it was asked to end first. */
export async function queueWorkers(campaign: QueueCampaign): Promise<Workers> {
  const { where, dir, plug, setup, jobs, limits, signal, onTrouble } = campaign;
  const address = await queueAddress(where);
  const names = queueNames(await ownVersion(plug, setup.source));
  let leader: Leadership | null = null;
  if (address.kind === "postgres") {
    const wait = () => onTrouble(`another coordinator leads on ${address.shown}; waiting until it ends`);
    leader = await lead(address, names.version, signal, wait);
    if (leader === null) throw new ClosedError();
  }
  try {
    const queue = await openBoss(address, dir, onTrouble);
    const own = (): Workers => new LocalWorkers({ jobs: 1, setup, limits });
    const workers = await QueueWorkers.open({ queue, names, setup, jobs, own, onTrouble });
    leader?.lost.then((error) => workers.end(error));
    if (address.kind === "postgres") return closingAfter(workers, () => leader?.release());
    // Nobody else sees an embedded database: its workers are processes of this one.
    const end = new AbortController();
    const serving = serveQueue({
      queue,
      names,
      jobs,
      workersFor: () => new LocalWorkers({ jobs, setup, limits }),
      signal: end.signal,
      onDone: () => {},
      onTrouble,
    });
    serving.catch((error) => workers.end(error));
    return closingBefore(workers, async () => {
      end.abort();
      await serving.catch(() => {});
    });
  } catch (error) {
    await leader?.release();
    throw error;
  }
}

function closingAfter(workers: Workers, after: () => Promise<void> | undefined): Workers {
  return {
    jobs: workers.jobs,
    run: (job) => workers.run(job),
    memory: () => workers.memory(),
    async close() {
      await workers.close();
      await after();
    },
  };
}

function closingBefore(workers: Workers, before: () => Promise<void>): Workers {
  return { ...closingAfter(workers, () => undefined), close: () => before().then(() => workers.close()) };
}
