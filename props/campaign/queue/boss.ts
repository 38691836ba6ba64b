/**
 * The queue itself: pg-boss on PostgreSQL. The one file that names that library, and the driver under it.
 *
 * @module
 */

// deno-lint-ignore no-import-prefix -- in full, as in props/deps.ts; no code of the library imports this file
import { fromPglite, PgBoss } from "npm:pg-boss@12.38.0";
// deno-lint-ignore no-import-prefix -- as above; pg-boss uses this very version
import pg from "npm:pg@8.23.1";
import { EnvironmentError } from "../../cli/environment.ts";
import { type QueueAddress, withoutPassword } from "./address.ts";

/** A job that a worker has taken. */
export interface TakenJob {
  readonly id: string;
  /** How often it was taken before. */
  readonly retryCount: number;
  readonly data: unknown;
}

/** How jobs of a queue are treated. */
export interface QueueRules {
  /** Times that a job is given to somebody else when its worker is gone or throws. */
  readonly retries: number;
  /** Where it goes after that. */
  readonly deadLetter: string;
}

/** A queue of jobs in a database. */
export interface Queue {
  /** Makes a queue where there is none. */
  make(name: string, rules: QueueRules | null): Promise<void>;
  send(name: string, data: object, priority: number): Promise<void>;
  /** Takes jobs; whoever does not {@linkcode touch} them now and then loses them. */
  take(name: string, most: number): Promise<TakenJob[]>;
  /** Says that a job is still worked on. */
  touch(name: string, job: TakenJob): Promise<void>;
  /** Jobs are done; nothing is left of them. */
  finish(name: string, jobs: readonly TakenJob[]): Promise<void>;
  /** Gives a job back: somebody else gets it, or it goes to the dead letters. */
  giveBack(name: string, job: TakenJob, why: string): Promise<void>;
  /** Forgets the jobs that nobody has taken. */
  forget(name: string): Promise<void>;
  /** Leaves the database. */
  close(): Promise<void>;
}

/** Tables of their own in a database that may have others. */
const SCHEMA = "tierproof";
/** Seconds after which a worker that says nothing is taken for dead: the least that pg-boss allows. */
export const HEARTBEAT_SECONDS = 10;
/** Seconds between two looks for dead workers. */
const LOOK_SECONDS = 2;
/** Seconds that a job may take at most; a hanging check is ended long before by the watchdog of its worker. */
const LONGEST_SECONDS = 23 * 3600;
/** Milliseconds until a database is taken to be out of reach. */
const CONNECT_MS = 10_000;
const KEEP_DEAD_SECONDS = 7 * 86_400;

/** A refusal that names the database without its password. */
function unreachable(address: QueueAddress, error: unknown): EnvironmentError {
  // What fails at several addresses of a host at once has no words of its own.
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const why = first instanceof Error ? first.message : String(first);
  const where = address.kind === "postgres" ? address.shown : "the embedded database";
  return new EnvironmentError(`${where}: ${withoutPassword(why, address).replaceAll(/\s+/g, " ")}`);
}

/** Opens the queues of a database. `folder` is where an embedded one lives. */
export async function openBoss(
  address: QueueAddress,
  folder: string,
  onTrouble: (text: string) => void,
): Promise<Queue> {
  const common = {
    schema: SCHEMA,
    schedule: false,
    superviseIntervalSeconds: LOOK_SECONDS,
    monitorIntervalSeconds: LOOK_SECONDS,
    monitorVacuum: false,
    reindex: false,
    openTelemetry: { enabled: false },
  };
  let boss: PgBoss;
  let isOpen = true;
  let end = async (): Promise<void> => {};
  try {
    if (address.kind === "pglite") {
      const { openPglite } = await import("./pglite.ts");
      const lite = await openPglite(`${folder}/queue`);
      end = () => lite.close();
      boss = new PgBoss({ ...common, db: fromPglite(lite), backend: "pglite" });
    } else {
      boss = new PgBoss({
        ...common,
        connectionString: address.url,
        application_name: "tierproof",
        max: 4,
        connectionTimeoutMillis: CONNECT_MS,
      });
    }
    // What it does by itself, looking for dead workers, may fail for a moment.
    boss.on("error", (error) => isOpen && onTrouble(unreachable(address, error).message));
    await boss.start();
  } catch (error) {
    await end();
    throw unreachable(address, error);
  }
  return queueOf(boss, address, async () => {
    isOpen = false;
    await boss.stop({ graceful: false, close: true }).catch(() => {});
    await end();
  });
}

function queueOf(boss: PgBoss, address: QueueAddress, close: () => Promise<void>): Queue {
  const tried = async <T>(run: () => Promise<T>): Promise<T> => {
    try {
      return await run();
    } catch (error) {
      throw unreachable(address, error);
    }
  };
  const attempt = ({ id, retryCount }: TakenJob) => ({ id, retryCount });
  return {
    make: (name, rules) =>
      tried(async () => {
        if (rules === null) {
          await boss.createQueue(name, { retryLimit: 0, expireInSeconds: LONGEST_SECONDS });
          return;
        }
        await boss.createQueue(rules.deadLetter, { retentionSeconds: KEEP_DEAD_SECONDS });
        await boss.createQueue(name, {
          retryLimit: rules.retries,
          deadLetter: rules.deadLetter,
          heartbeatSeconds: HEARTBEAT_SECONDS,
          expireInSeconds: LONGEST_SECONDS,
        });
      }),
    send: (name, data, priority) =>
      tried(async () => {
        await boss.send(name, data, { priority });
      }),
    take: (name, most) =>
      tried(async () => {
        const jobs = await boss.fetch<unknown>(name, { batchSize: most });
        return jobs.map(({ id, retryCount, data }) => ({ id, retryCount, data }));
      }),
    touch: (name, job) =>
      tried(async () => {
        await boss.touch(name, attempt(job));
      }),
    finish: (name, jobs) =>
      tried(async () => {
        if (jobs.length > 0) await boss.deleteJob(name, jobs.map(attempt));
      }),
    giveBack: (name, job, why) =>
      tried(async () => {
        await boss.fail(name, attempt(job), { why });
      }),
    forget: (name) =>
      tried(async () => {
        await boss.deleteQueuedJobs(name);
      }),
    close,
  };
}

/** Somebody who leads, until it ends or its connection does. */
export interface Leadership {
  /** Settles once the connection is lost. */
  readonly lost: Promise<EnvironmentError>;
  /** Lets another one lead. */
  release(): Promise<void>;
}

/** Milliseconds between two tries to lead. */
const LEAD_MS = 500;

/**
 * Waits until nobody else leads under a name; the database frees it when the one who leads is gone, however that ends. `onWait`
 * is told once, if another one leads. Null where it was asked to end first.
 */
export async function lead(
  address: Extract<QueueAddress, { readonly kind: "postgres" }>,
  name: string,
  signal: AbortSignal | undefined,
  onWait: () => void,
): Promise<Leadership | null> {
  const client = new pg.Client({
    connectionString: address.url,
    application_name: "tierproof leader",
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
  });
  const lost = Promise.withResolvers<EnvironmentError>();
  client.on("error", (error: Error) => lost.resolve(unreachable(address, error)));
  client.on("end", () => lost.resolve(unreachable(address, "the connection ended")));
  try {
    await client.connect();
    for (let waited = false;; waited = true) {
      if (signal?.aborted) {
        await client.end();
        return null;
      }
      const { rows } = await client.query("SELECT pg_try_advisory_lock(hashtext('tierproof'), hashtext($1)) AS leads", [
        name,
      ]);
      if (rows[0]?.leads === true) break;
      if (!waited) onWait();
      await new Promise((resolve) => setTimeout(resolve, LEAD_MS));
    }
  } catch (error) {
    await client.end().catch(() => {});
    throw unreachable(address, error);
  }
  return { lost: lost.promise, release: () => client.end().catch(() => {}) };
}
