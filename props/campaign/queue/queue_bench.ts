/**
 * `deno task queue-bench`: what the queue itself costs, and whether more workers do more: slices that only wait stand for slices
 * that are worked on, as those of one machine would share its cores.
 *
 * @module
 */

import { TierproofError } from "../../../src/isa/errors.ts";
import { EXIT, HELP_OPTION, integerOption, JSON_OPTION, runCommand } from "../../cli/options.ts";
import { newTally } from "../../core/tally.ts";
import type { AnswerOf, Job, SliceJob, Workers } from "../jobs.ts";
import { queueAddress } from "./address.ts";
import { openBoss, type Queue } from "./boss.ts";
import { queueNames } from "./letters.ts";
import { QueueWorkers } from "./queue_workers.ts";
import { serveQueue } from "./serve.ts";
import { startPostgres } from "./testing/postgres.ts";

/** Milliseconds that a slice takes: the usual ones take one to two seconds, so the queue is seen the better. */
const SLICE_MS = 250;
/** Slices in the queue, for each worker. */
const AHEAD = 4;

const OPTIONS = {
  slices: { kind: "value", value: "N", help: "slices for each worker (default: 40)" },
  ...JSON_OPTION,
  ...HELP_OPTION,
} as const;

/** Workers that wait, and answer nothing. */
function waiting(ms: number): Workers {
  return {
    jobs: 1,
    async run<J extends Job>(job: J): Promise<AnswerOf<J>> {
      if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
      const { number } = (job as unknown as SliceJob).slice;
      const answer = { number, tally: newTally(), failures: [], casualties: [], features: [], seconds: ms / 1000 };
      return answer as unknown as AnswerOf<J>;
    },
    memory: () => 0,
    underWay: () => 0,
    close: () => Promise.resolve(),
  };
}

/** What so many workers did. */
interface Row {
  readonly workers: number;
  readonly sliceMs: number;
  readonly slicesPerSecond: number;
}

async function measure(open: () => Promise<Queue>, workers: number, sliceMs: number, slices: number): Promise<Row> {
  const names = queueNames(`bench-${workers}-${sliceMs}`);
  const queues = await Promise.all(Array.from({ length: workers + 1 }, open));
  const [own, ...others] = queues as [Queue, ...Queue[]];
  const jobs = workers * AHEAD;
  const trouble = (text: string): void => console.error(text);
  const behind = await QueueWorkers.open({ queue: own, names, jobs, own: () => waiting(0), onTrouble: trouble });
  behind.for({ source: { host: "", module: null }, mended: [], specifier: "" });
  const end = new AbortController();
  const serving = others.map((queue) =>
    serveQueue({
      queue,
      names,
      jobs: 1,
      workersFor: () => waiting(sliceMs),
      signal: end.signal,
      graceMs: 0,
      onDone: () => {},
      onTrouble: trouble,
    })
  );
  let number = 0;
  const ask = async (until: number): Promise<void> => {
    while (number < until) {
      const slice = { number: number++, claim: "none", seed: 1, generator: 1, from: 0, to: 100 };
      await behind.run({ kind: "slice", slice, guide: { parents: [] } });
    }
  };
  const askAll = (until: number) => Promise.all(Array.from({ length: jobs }, () => ask(until)));
  await askAll(workers * 4);
  const start = performance.now();
  await askAll(number + workers * slices);
  const seconds = (performance.now() - start) / 1000;
  end.abort();
  await Promise.all(serving);
  await behind.close();
  await Promise.all(others.map((queue) => queue.close()));
  return { workers, sliceMs, slicesPerSecond: workers * slices / seconds };
}

if (import.meta.main) {
  await runCommand({
    name: "queue-bench",
    summary: "Measure what a queue on PostgreSQL costs, and how slices a second grow with the number of workers.",
    positionals: "",
    minPositionals: 0,
    maxPositionals: 0,
    options: OPTIONS,
    examples: ["queue-bench", "queue-bench --slices 200 --json"],
  }, async ({ options }) => {
    const slices = integerOption(options, "slices", 40, 1, 100_000);
    const postgres = await startPostgres();
    if (postgres === null) {
      throw new TierproofError("option", "no PostgreSQL is installed here (apt-get install postgresql)");
    }
    try {
      Deno.env.set("TIERPROOF_QUEUE_BENCH", postgres.url);
      const address = await queueAddress("env:TIERPROOF_QUEUE_BENCH");
      const open = () => openBoss(address, "", (text) => console.error(text));
      const say = options.json ? console.error : console.log;
      const rows: Row[] = [];
      for (const sliceMs of [0, SLICE_MS]) {
        for (const workers of [1, 2, 4]) {
          const row = await measure(open, workers, sliceMs, sliceMs === 0 ? slices * 5 : slices);
          const first = rows.find((each) => each.sliceMs === sliceMs) ?? row;
          rows.push(row);
          const times = (row.slicesPerSecond / first.slicesPerSecond).toFixed(2);
          say(
            `slices of ${sliceMs} ms, ${workers} workers: ${
              row.slicesPerSecond.toFixed(1)
            } a second, ${times} times one`,
          );
        }
      }
      if (options.json) console.log(JSON.stringify(rows));
      return EXIT.ok;
    } finally {
      await postgres.stop();
    }
  });
}
