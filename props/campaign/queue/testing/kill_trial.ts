/**
 * Kills coordinators and workers of a campaign at many instants, and sees whether it ends like one that nobody touched.
 *
 * @module
 */

import { CampaignStore } from "../../campaign_store.ts";
import { endOf, essence, startCampaign } from "../../testing/campaign_process.ts";

/** What is tried. */
export interface KillTrial {
  /** An empty folder. */
  readonly dir: string;
  /** What `--queue` is given; null for a campaign with processes of its own as workers. */
  readonly queue: string | null;
  /** Workers of their own; none where the queue is embedded. */
  readonly workers: number;
  /** How often something is killed. */
  readonly instants: number;
  /** Of the whole campaign. */
  readonly checks: number;
  /** What is attacked. */
  readonly module: string;
  readonly claims: string;
  /** Milliseconds between two kills: from here to twice as many, other ones each time. */
  readonly pauseMs: number;
  /** Ends the trial early, which then throws. */
  readonly signal: AbortSignal;
  readonly onKill?: (text: string) => void;
}

/** How it ended. */
export interface KillResult {
  /** Coordinators and workers that were killed while they ran, and how many of those coordinators had stored slices. */
  readonly coordinators: number;
  readonly atWork: number;
  readonly workers: number;
  /** What must be equal. */
  readonly untouched: unknown;
  readonly killed: unknown;
  /** What the last coordinator said. */
  readonly said: string;
}

/** Milliseconds that a coordinator goes on that has begun to work, at most; it is given up after so many without work. */
const WORK_MS = 60;
const PATIENCE_MS = 120_000;

const WORKER = new URL("../cli.ts", import.meta.url).href;

function startWorker(queue: string, module: string): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", WORKER, "--queue", queue, "--module", module, "--jobs", "1", "--quiet"],
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Slices that a campaign has stored; 0 before there is one. */
function slicesOf(dir: string): number {
  try {
    const store = CampaignStore.open(dir);
    try {
      return store.counter("slices");
    } finally {
      store.close();
    }
  } catch {
    // It is being made, or is busy.
    return 0;
  }
}

/** Kills a process with no word; false for one that has ended already. */
async function killed(child: Deno.ChildProcess): Promise<boolean> {
  try {
    child.kill("SIGKILL");
  } catch {
    // It has just ended.
  }
  return (await child.status).signal === "SIGKILL";
}

/** Runs a campaign twice, and kills what works on the second one. */
export async function tryKilling(trial: KillTrial): Promise<KillResult> {
  const { dir, queue, instants, checks, module, claims, pauseMs, signal, onKill } = trial;
  const common = ["--module", module, "--claims", claims, "--seed", "3", "--checks", String(checks), "--quiet"];
  const first = startCampaign(`${dir}/untouched`, ...common);
  const stop = (child: () => Deno.ChildProcess) => signal.addEventListener("abort", () => void killed(child()));
  stop(() => first);
  const alone = await endOf(first);
  signal.throwIfAborted();
  if (alone.code !== 1) throw new Error(`expected findings, found exit code ${alone.code}: ${alone.err}`);
  const where = queue === null ? ["--jobs", "2"] : ["--queue", queue];
  const coordinate = () => startCampaign(`${dir}/killed`, ...common, ...where);
  const counts = { coordinators: 0, atWork: 0, workers: 0 };
  let before = 0;
  const workers = queue === null ? [] : Array.from({ length: trial.workers }, () => startWorker(queue, module));
  let coordinator = coordinate();
  let isOver = false;
  const watch = (child: Deno.ChildProcess): void => {
    child.status.then(({ signal }) => isOver ||= signal === null);
  };
  watch(coordinator);
  stop(() => coordinator);
  try {
    for (let i = 0; i < instants && !isOver; i++) {
      signal.throwIfAborted();
      // Other places each time, and no chance in it.
      const turn = i * 0.618034 % 1;
      await pause(pauseMs + turn * pauseMs);
      const victim = i % (workers.length + 1);
      if (victim === workers.length) {
        // Every other one has begun to work, however busy the machine is; the rest may be starting.
        if (counts.coordinators % 2 === 0) {
          const until = performance.now() + PATIENCE_MS;
          while (slicesOf(`${dir}/killed`) <= before && !isOver && !signal.aborted && performance.now() < until) {
            await pause(10);
          }
          await pause(turn * WORK_MS);
        }
        if (await killed(coordinator)) counts.coordinators++;
        const stored = slicesOf(`${dir}/killed`);
        if (stored > before) counts.atWork++;
        before = stored;
        if (isOver) break;
        onKill?.(`${i + 1}: the coordinator`);
        await Promise.all([coordinator.stdout.cancel(), coordinator.stderr.cancel()]);
        coordinator = coordinate();
        watch(coordinator);
      } else {
        if (await killed(workers[victim] as Deno.ChildProcess)) counts.workers++;
        onKill?.(`${i + 1}: worker ${victim + 1}`);
        workers[victim] = startWorker(queue as string, module);
      }
    }
    const { code, err } = await endOf(coordinator);
    signal.throwIfAborted();
    if (code !== 1) throw new Error(`expected findings, found exit code ${code}: ${err}`);
    return { ...counts, untouched: essence(`${dir}/untouched`), killed: essence(`${dir}/killed`), said: err };
  } finally {
    await Promise.all([coordinator, ...workers].map(killed));
  }
}
