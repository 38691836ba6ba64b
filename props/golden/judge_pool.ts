/**
 * Runs records in child processes under a time limit each, so that a record that runs away is a named failure and not a hang.
 *
 * @module
 */

import { FEW_COMPILED } from "../cli/v8_flags.ts";
import type { JudgeMessage, JudgeRequest } from "./judge_process.ts";
import { linesOf } from "./lines.ts";
import type { GoldenEngine, GoldenSink } from "./report.ts";

/** Deep recursions of native code need more of the host's stack than it gives by itself; records are short, and each is another program. */
const FLAGS = `--v8-flags=${["--stack-size=3000", ...FEW_COMPILED].join(",")}`;

/** A record by its place in a file. */
export interface JudgeTask {
  /** URL of the file. */
  readonly file: string;
  /** Line in the file, from 0. */
  readonly index: number;
  readonly id: string;
  readonly category: string | null;
}

/** How a pool of processes works. */
export interface JudgeOptions {
  readonly engines: readonly GoldenEngine[];
  /** Milliseconds that a record may take on one engine. */
  readonly limitMs: number;
  /** Processes at a time. */
  readonly processes: number;
  readonly onProgress?: (done: number, id: string) => void;
  /** Ends the work: records that are not judged by then count nowhere. */
  readonly signal?: AbortSignal;
}

/** A message that judges something. */
type Judgement = Exclude<JudgeMessage, { readonly kind: "begin" | "done" }>;

/** The engine that ran when a process ended, and whether it was killed for its time. */
interface Ended {
  readonly engine: GoldenEngine;
  readonly killed: boolean;
}

/** A child process with its ends of the pipes. */
interface Running {
  readonly child: Deno.ChildProcess;
  readonly input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly lines: AsyncGenerator<string, void>;
}

/** One child process, started when it is needed and again after it was killed. */
class Judge {
  #running: Running | null = null;

  #start(): Running {
    if (this.#running === null) {
      const path = new URL("./judge_process.ts", import.meta.url).href;
      const child = new Deno.Command(Deno.execPath(), {
        args: ["run", "--allow-read", "--no-check", FLAGS, path],
        stdin: "piped",
        stdout: "piped",
        stderr: "inherit",
      }).spawn();
      this.#running = { child, input: child.stdin.getWriter(), lines: linesOf(child.stdout) };
    }
    return this.#running;
  }

  /** Hands one request over and passes on what is said; the engine that ran when it ended, or null when all is done. */
  async ask(request: JudgeRequest, limitMs: number, take: (message: Judgement) => void): Promise<Ended | null> {
    const { child, input, lines } = this.#start();
    let killed = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const watch = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        killed = true;
        child.kill("SIGKILL");
      }, limitMs);
    };
    watch();
    let running = request.engines[0] as GoldenEngine;
    // A process that has ended tells so by the end of its lines.
    input.write(new TextEncoder().encode(`${JSON.stringify(request)}\n`)).catch(() => undefined);
    try {
      for (;;) {
        const { done, value } = await lines.next();
        if (done) {
          this.#running = null;
          await child.status;
          return { engine: running, killed };
        }
        const message = JSON.parse(value) as JudgeMessage;
        if (message.kind === "done") return null;
        if (message.kind === "begin") {
          running = message.engine;
          watch();
        } else take(message);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the process in the midst of what it does. */
  kill(): void {
    try {
      this.#running?.child.kill("SIGKILL");
    } catch {
      // The same signal ended it first.
    }
  }

  /** Ends the process and waits for it. */
  async close(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    if (running === null) return;
    await running.input.close().catch(() => undefined);
    await running.lines.return();
    await running.child.status;
  }
}

/** All judgements of one record; an engine that ran away or broke its process is a difference, and the rest goes on. */
async function judgeTask(judge: Judge, task: JudgeTask, options: JudgeOptions): Promise<Judgement[]> {
  const judgements: Judgement[] = [];
  let engines = options.engines;
  let calls = true;
  while (engines.length > 0) {
    const request = { file: task.file, index: task.index, engines, calls };
    const ended = await judge.ask(request, options.limitMs, (message) => judgements.push(message));
    if (ended === null || options.signal?.aborted === true) break;
    const ours = ended.killed ? `still running after ${options.limitMs / 1000} s` : "the process of the engine ended";
    const mismatch = { what: "end of the run", recorded: "finished", ours };
    judgements.push({ kind: "record", engine: ended.engine, verdict: { kind: "different", mismatch } });
    engines = engines.slice(engines.indexOf(ended.engine) + 1);
    calls = false;
  }
  return judgements;
}

/** Judges all tasks and hands what they give to `sink`, in the order of the tasks. */
export async function judgeTasks(tasks: readonly JudgeTask[], sink: GoldenSink, options: JudgeOptions): Promise<void> {
  const judged: (Judgement[] | undefined)[] = tasks.map(() => undefined);
  let next = 0;
  let handed = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    const judge = new Judge();
    const kill = (): void => judge.kill();
    options.signal?.addEventListener("abort", kill);
    try {
      while (next < tasks.length) {
        const at = next++;
        const task = tasks[at] as JudgeTask;
        options.onProgress?.(done, task.id);
        const judgements = await judgeTask(judge, task, options);
        if (options.signal?.aborted === true) break;
        judged[at] = judgements;
        done++;
        for (; judged[handed] !== undefined; handed++) {
          hand(tasks[handed] as JudgeTask, judged[handed] as Judgement[], sink);
        }
      }
    } finally {
      options.signal?.removeEventListener("abort", kill);
      await judge.close();
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(options.processes, tasks.length)) }, work));
  options.onProgress?.(tasks.length, "");
}

function hand(task: JudgeTask, judgements: readonly Judgement[], sink: GoldenSink): void {
  for (const judgement of judgements) {
    if (judgement.kind === "record") sink.countRecord(judgement.engine, task.id, task.category, judgement.verdict);
    else sink.count(judgement.check, task.id, judgement.mismatch);
  }
}
