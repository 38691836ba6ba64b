/**
 * What a worker of a campaign does: it reads jobs from standard input and answers on standard output, a marked line of JSON each.
 *
 * @module
 */

import { importAttacked } from "../cli/import_plug.ts";
import { linked } from "../cli/playground_option.ts";
import { rejectedText, thrownText } from "../core/batch_plan.ts";
import { CoreError } from "../core/errors.ts";
import { checksText } from "../core/planned_batch.ts";
import { refuseExit } from "../core/stay.ts";
import type { AnswerOf, Job, WorkerSetup } from "./jobs.ts";
import { runJob, type Workshop } from "./run_job.ts";
import type { Casualty } from "./slice.ts";
import { markedLine } from "./vitals.ts";

/** A line that a worker reads. */
export type WorkerOrder =
  | { readonly kind: "setup"; readonly setup: WorkerSetup }
  | {
    readonly kind: "job";
    readonly job: Job;
    /** For a slice: checks to leave out, and whether to go one at a time. */
    readonly casualties: readonly Casualty[];
    readonly careful: boolean;
  };

/** A line that a worker writes. */
export type WorkerWord =
  | { readonly kind: "ready" }
  /** It is about to run this check, and those after it. */
  | { readonly kind: "beat"; readonly index: number }
  | { readonly kind: "answer"; readonly answer: AnswerOf<Job> }
  /** It threw. */
  | { readonly kind: "error"; readonly name: string; readonly message: string; readonly code: string | null };

function say(word: WorkerWord): void {
  let bytes = markedLine(word);
  while (bytes.length > 0) bytes = bytes.subarray(Deno.stdout.writeSync(bytes));
}

/** What jobs left behind went wrong, since the last look: promises that were rejected, timers that threw. */
const left: string[] = [];
/** The job that is under way, or was last, for people. */
let at = "loading it";

/**
 * What a job left behind has its turn before anybody hears that it went well. Throws where that went wrong; what goes wrong later
 * is told with the next job.
 */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  const [message] = left.splice(0);
  if (message !== undefined) throw new CoreError("plug", message);
}

async function obey(shop: Workshop | null, order: WorkerOrder, worked: () => void): Promise<Workshop> {
  if (order.kind === "setup") {
    const { setup } = order;
    const { plug } = await linked({ plug: await importAttacked(setup.source) }, setup.playground);
    const begun = { plug, mended: new Set(setup.mended), setup };
    say({ kind: "ready" });
    return begun;
  }
  if (shop === null) throw new Error("a job came before the setup");
  const { job, casualties, careful } = order;
  await settle();
  at = job.kind === "slice" ? checksText(job.slice.seed, job.slice) : job.kind;
  const beat = (index: number): void => say({ kind: "beat", index });
  const answer = runJob(shop, job, { casualties, careful, beat });
  worked();
  await settle();
  say({ kind: "answer", answer });
  return shop;
}

/**
 * Serves until standard input ends: with its coordinator a worker ends, too. `onWorked` is called once, when the first job
 * is done: once it is answered the worker may be killed at any time.
 */
export async function serveJobs(onWorked: () => void): Promise<void> {
  // Ctrl-C and the end of the terminal reach the whole group of processes: the coordinator says when a worker ends.
  if (Deno.build.os !== "windows") {
    for (const signal of ["SIGINT", "SIGHUP"] as const) Deno.addSignalListener(signal, () => {});
  }
  const allowExit = refuseExit();
  // What a user's module prints is to be told from what a worker says.
  console.log = console.info = console.debug = console.error;
  addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    left.push(rejectedText(at, event.reason));
  });
  // Without it, what a timer throws would end an idle worker, and nobody would hear of it.
  addEventListener("error", (event) => {
    event.preventDefault();
    left.push(thrownText(at, event.error));
  });
  new Worker(new URL("./guardian.ts", import.meta.url), { type: "module", name: "guardian" });
  let shop: Workshop | null = null;
  let worked = (): void => {
    worked = () => {};
    onWorked();
  };
  let rest = "";
  for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() as string;
    for (const line of lines) {
      try {
        shop = await obey(shop, JSON.parse(line) as WorkerOrder, worked);
      } catch (error) {
        const { name, message, code } = error as { readonly name?: string; readonly message?: string; code?: unknown };
        say({
          kind: "error",
          name: name ?? "Error",
          message: message ?? String(error),
          code: typeof code === "string" ? code : null,
        });
      }
    }
  }
  allowExit();
  Deno.exit(0);
}
