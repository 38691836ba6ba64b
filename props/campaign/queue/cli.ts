/**
 * `deno task worker`: takes slices of campaigns out of a queue and runs them.
 *
 * @module
 */

import { interruptible } from "../../cli/interrupt.ts";
import {
  durationOption,
  EXIT,
  HELP_OPTION,
  integerOption,
  JSON_OPTION,
  type OptionValues,
  runCommand,
  usageError,
} from "../../cli/options.ts";
import { attackedPlug, PYTHON_OPTIONS, SOURCE_OPTIONS, TARGET_OPTIONS } from "../../cli/target_options.ts";
import { count, counted, duration } from "../../report/text.ts";
import type { Job } from "../jobs.ts";
import { LocalWorkers } from "../local_workers.ts";
import { WATCH_OPTIONS, watchLimits } from "../watch_options.ts";
import { QUEUE_FORMS, queueAddress } from "./address.ts";
import { openBoss } from "./boss.ts";
import { queueNames } from "./letters.ts";
import { serveQueue } from "./serve.ts";
import { ownVersion } from "./version.ts";

/** Where the queue is when nobody says it. */
const DEFAULT_QUEUE = "env:TIERPROOF_QUEUE";
const MAX_JOBS = 64;
/** Milliseconds that slices under way have when it ends. */
const GRACE_MS = 10_000;
/** Milliseconds between two lines that say how it goes. */
const LINE_MS = 10_000;

const WORKER_OPTIONS = {
  queue: { kind: "value", value: QUEUE_FORMS, help: `where the queue is (default: ${DEFAULT_QUEUE})` },
  module: TARGET_OPTIONS.module,
  ...SOURCE_OPTIONS,
  ...PYTHON_OPTIONS,
  jobs: { kind: "value", value: "N", help: "worker processes (default: one for each core)" },
  time: { kind: "value", value: "8h", help: "end after a time (default: no end)" },
  ...WATCH_OPTIONS,
  quiet: { kind: "flag", help: "no progress" },
  ...JSON_OPTION,
  ...HELP_OPTION,
} as const;

const WORKER_SPEC = {
  name: "worker",
  summary:
    "Run slices of the campaigns that `deno task campaign --queue` plans; as many workers as you like, anywhere.\n" +
    "Only jobs of its own version, with the same --module, --from or --python, are taken.",
  positionals: "",
  minPositionals: 0,
  maxPositionals: 0,
  options: WORKER_OPTIONS,
  examples: ["worker --queue env:TIERPROOF_QUEUE --jobs 4", "worker --queue file:queue.url --module my_pass.ts"],
} as const;

/** What a worker has done. */
class Done {
  jobs = 0;
  slices = 0;
  checks = 0;
  seconds = 0;
  readonly #start = performance.now();

  add(job: Job, seconds: number): void {
    this.jobs++;
    this.seconds += seconds;
    if (job.kind !== "slice") return;
    this.slices++;
    this.checks += job.slice.to - job.slice.from;
  }

  get report() {
    const { jobs, slices, checks, seconds } = this;
    return { jobs, slices, checks, seconds: (performance.now() - this.#start) / 1000, worked: seconds };
  }

  get text(): string {
    const { jobs, slices, checks, seconds } = this.report;
    return `${duration(seconds)} · ${counted(slices, "slice")} · ${counted(checks, "check")} · ${
      count(jobs - slices)
    } other jobs`;
  }
}

async function work(options: OptionValues<typeof WORKER_OPTIONS>): Promise<number> {
  const jobs = integerOption(options, "jobs", Math.min(MAX_JOBS, navigator.hardwareConcurrency), 1, MAX_JOBS);
  const limits = watchLimits(options);
  const timeMs = durationOption(options, "time", Infinity);
  const address = await queueAddress(options.queue ?? DEFAULT_QUEUE);
  if (address.kind === "pglite") {
    throw usageError(
      "--queue pglite: an embedded database is seen by its campaign alone, which has workers of its own",
    );
  }
  const { plug, source, close } = await attackedPlug(options);
  const say = (text: string): void => {
    if (!options.quiet) console.error(text);
  };
  const interrupt = interruptible();
  const end = new AbortController();
  const done = new Done();
  const timer = timeMs === Infinity ? undefined : setTimeout(() => end.abort(), timeMs);
  const lines = setInterval(() => say(done.text), LINE_MS);
  try {
    const names = queueNames(await ownVersion(plug, source));
    const queue = await openBoss(address, "", say);
    try {
      say(`worker: ${address.shown}, version ${names.version}, ${jobs} ${jobs === 1 ? "process" : "processes"}`);
      await serveQueue({
        queue,
        names,
        jobs,
        workersFor: (mended, specifier) => new LocalWorkers({ jobs, setup: { source, mended, specifier }, limits }),
        signal: AbortSignal.any([interrupt.signal, end.signal]),
        graceMs: GRACE_MS,
        onDone: (job, seconds) => done.add(job, seconds),
        onTrouble: say,
      });
    } finally {
      await queue.close();
    }
  } finally {
    clearInterval(lines);
    clearTimeout(timer);
    interrupt.release();
    await close();
  }
  if (options.json) console.log(JSON.stringify(done.report));
  else console.log(done.text);
  return interrupt.signal.aborted ? EXIT.interrupted : EXIT.ok;
}

if (import.meta.main) await runCommand(WORKER_SPEC, ({ options }) => work(options));
