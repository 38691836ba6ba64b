/**
 * One worker as the coordinator sees it: a process that gets one job at a time, and is killed when it hangs or eats too much
 * memory.
 *
 * @module
 */

import { assertNever, TierproofError } from "../../src/isa/errors.ts";
import { EnvironmentError } from "../cli/environment.ts";
import { isLinked } from "../cli/playground_option.ts";
import { PIN_HOST } from "../cpython/pin_host.ts";
import { markedIn, type Vitals, vitalsIn } from "./vitals.ts";
import type { AnswerOf, Job, WorkerSetup } from "./jobs.ts";
import type { Casualty, CasualtyKind } from "./slice.ts";
import type { WorkerOrder, WorkerWord } from "./serve_jobs.ts";

/** When a worker is killed. */
export interface WatchLimits {
  /** Milliseconds of processor time without a word. */
  readonly hangMs: number;
  /** Bytes in memory. */
  readonly memoryBytes: number;
}

/** How a job ended. */
export type JobEnd =
  | { readonly kind: "answer"; readonly answer: AnswerOf<Job> }
  /** The worker is gone; `beat` is the check that it had come to. */
  | { readonly kind: "lost"; readonly why: CasualtyKind; readonly what: string; readonly beat: number | null };

/** Milliseconds between two looks at a worker. */
const LOOK_MS = 100;
/** A worker that waits for something would never use the processor: after so many times the silence it hangs, too. */
const PATIENCE = 8;
/** Shrinking is silent: it may take so many times as long as a check. */
const SHRINKING = 6;
/** Milliseconds until a worker has loaded what it attacks. */
const SETUP_MS = 60_000;
const MEBIBYTE = 1024 * 1024;
/** Characters of what a process said last that are kept. */
const LAST_WORDS = 2000;

/** What a worker may: what the task may that starts it. */
const PERMISSIONS = ["--allow-import", "--allow-read", "--allow-write", "--allow-run", "--allow-env"];

/**
 * As the task `hunt` has them: deep recursion of programs, a heap that grows slowly, no object that is old when it is made, little
 * inlining, little room for new objects; but V8 compiles as soon as it likes to, which pays in the long run. No
 * `--min-semi-space-size`: each thread would have that much room for new objects, and that of a guardian, which makes a kilobyte of them a
 * tenth of a second, takes half an hour to fill it.
 */
const V8_FLAGS = [
  "--heap-growing-percent=20",
  "--no-allocation-site-pretenuring",
  "--stack-size=3000",
  "--max-inlined-bytecode-size-cumulative=200",
  "--max-old-space-size=8192",
  "--max-semi-space-size=4",
];
/** With a worker for each core, threads that collect new objects together only wait for one another. */
const CROWDED_FLAGS = ["--no-parallel-scavenge"];

/**
 * What glibc's allocator is told, others heed it not: one heap for all threads, and what compilers need beyond what that has free, in
 * pieces of 32 KiB, as mappings of their own, which are given back. With a heap for each thread these mappings take a second of
 * processor time until a worker is warm; so they do not.
 */
const ALLOCATOR = { MALLOC_ARENA_MAX: "1", MALLOC_MMAP_THRESHOLD_: "32768" };

/** Whether the pin with nothing of a user's own is attacked: its workers may start from the bundle. */
function isOwn({ source: { host, module }, playground }: WorkerSetup): boolean {
  return host === PIN_HOST && module === null && !isLinked(playground);
}

interface Pending {
  readonly resolve: (end: JobEnd) => void;
  readonly reject: (error: Error) => void;
}

/** A worker process. */
export class WorkerProcess {
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #limits: WatchLimits;
  #pending: Pending | null = null;
  #beat: number | null = null;
  /** First check of the slice that it is at. */
  #from: number | null = null;
  /** What its guardian said last. */
  #vitals: Vitals = { memory: 0, cpu: 0 };
  #killedFor: { readonly why: CasualtyKind; readonly what: string } | null = null;
  #lastWords = "";
  #gone = false;
  readonly #ended: Promise<void>;
  /** Silence is counted from here. */
  #heard = 0;
  #heardCpu = 0;
  #silenceMs = SETUP_MS;

  readonly #ready: Promise<JobEnd>;

  /** Starts one and hands it what it has to know; `isCrowded`: there are as many of them as cores. */
  constructor(setup: WorkerSetup, limits: WatchLimits, isCrowded = false) {
    this.#limits = limits;
    const flags = `--v8-flags=${[...V8_FLAGS, ...(isCrowded ? CROWDED_FLAGS : [])].join()}`;
    const worker = new URL("./worker.ts", import.meta.url).href;
    const bundled = isOwn(setup) ? [isCrowded ? "crowded" : "worker"] : [];
    this.#child = new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--no-prompt", ...PERMISSIONS, flags, worker, ...bundled],
      env: { NO_COLOR: "1", ...ALLOCATOR },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#input = this.#child.stdin.getWriter();
    this.#ended = this.#serve();
    this.#ready = this.#order({ kind: "setup", setup }, SETUP_MS);
    // Told to whoever wants the first job done.
    this.#ready.catch(() => {});
  }

  /** Whether it takes jobs no more. */
  get gone(): boolean {
    return this.#gone;
  }

  /** How it was when its guardian spoke last; one that is gone holds nothing. */
  get vitals(): Vitals {
    return this.#gone ? { ...this.#vitals, memory: 0 } : this.#vitals;
  }

  /** Checks that it has made of its slice. */
  get underWay(): number {
    return this.#pending === null || this.#beat === null || this.#from === null
      ? 0
      : Math.max(0, this.#beat - this.#from);
  }

  /** Runs a job; `casualties` and `careful` are about slices. Throws what its plug cannot be loaded for. */
  async run(job: Job, casualties: readonly Casualty[] = [], careful = false): Promise<JobEnd> {
    const ready = await this.#ready;
    if (ready.kind === "lost") throw new EnvironmentError(`a worker did not start: ${ready.what}`);
    const { hangMs } = this.#limits;
    // Only slices say how far they are.
    return await this.#order(
      { kind: "job", job, casualties, careful },
      job.kind === "slice" ? hangMs : hangMs * SHRINKING,
    );
  }

  /** Ends it at once. */
  async kill(): Promise<void> {
    this.#kill(null);
    await this.#ended;
  }

  #order(order: WorkerOrder, silenceMs: number): Promise<JobEnd> {
    return new Promise((resolve, reject) => {
      if (this.#gone) return resolve(this.#lost());
      this.#pending = { resolve, reject };
      this.#beat = null;
      this.#from = order.kind === "job" && order.job.kind === "slice" ? order.job.slice.from : null;
      this.#silenceMs = silenceMs;
      this.#hear();
      // A process that is gone takes no order; that it ended is told in its own way.
      this.#input.write(new TextEncoder().encode(`${JSON.stringify(order)}\n`)).catch(() => {});
    });
  }

  #hear(): void {
    this.#heard = performance.now();
    this.#heardCpu = this.#vitals.cpu;
  }

  #kill(why: { readonly why: CasualtyKind; readonly what: string } | null): void {
    this.#killedFor ??= why;
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }

  #look(): void {
    const { memoryBytes } = this.#limits;
    if (this.#pending === null) return;
    if (this.#vitals.memory > memoryBytes) {
      const what = `more than ${Math.round(memoryBytes / MEBIBYTE)} MiB of memory`;
      return this.#kill({ why: "memory", what });
    }
    const silence = performance.now() - this.#heard;
    if (silence < this.#silenceMs) return;
    const had = 1000 * (this.#vitals.cpu - this.#heardCpu);
    // On a busy machine silence says little.
    if (had < 0.8 * this.#silenceMs && silence < PATIENCE * this.#silenceMs) return;
    this.#kill({ why: "hang", what: `no end after ${this.#silenceMs / 1000} s` });
  }

  #take(word: WorkerWord): void {
    this.#hear();
    if (word.kind === "beat") {
      this.#beat = word.index;
      return;
    }
    const pending = this.#pending;
    this.#pending = null;
    switch (word.kind) {
      case "ready":
        return pending?.resolve({ kind: "answer", answer: { fails: false } });
      case "answer":
        return pending?.resolve({ kind: "answer", answer: word.answer });
      case "error":
        return pending?.reject(errorOf(word));
      default:
        return assertNever(word);
    }
  }

  async #serve(): Promise<void> {
    const looks = setInterval(() => this.#look(), LOOK_MS);
    const complaints = this.#listen();
    try {
      let rest = "";
      for await (const text of this.#child.stdout.pipeThrough(new TextDecoderStream())) {
        const lines = (rest + text).split("\n");
        rest = lines.pop() as string;
        for (const line of lines) {
          const json = markedIn(line);
          if (json !== null) this.#take(JSON.parse(json) as WorkerWord);
        }
      }
    } catch {
      // What is marked and no JSON comes of a process that is broken.
      this.#kill({ why: "death", what: "it wrote something else than an answer" });
    }
    const [{ code, signal }] = await Promise.all([this.#child.status, complaints]);
    clearInterval(looks);
    this.#gone = true;
    this.#input.close().catch(() => {});
    const said = this.#lastWords.split("\n").find((line) => /fatal|error|panick|out of memory/i.test(line)) ?? "";
    const isFull = /out of memory|heap limit/i.test(this.#lastWords);
    this.#killedFor ??= isFull ? { why: "memory", what: "the heap of the process was full" } : {
      why: "death",
      what: `the process ended with ${signal ?? `exit code ${code}`}${said === "" ? "" : `: ${said.trim()}`}`,
    };
    this.#pending?.resolve(this.#lost());
    this.#pending = null;
  }

  #lost(): JobEnd {
    const { why, what } = this.#killedFor ?? { why: "death", what: "the process has ended" };
    return { kind: "lost", why, what, beat: this.#beat };
  }

  /** Takes what its guardian says, and keeps the end of what else it writes on standard error. */
  async #listen(): Promise<void> {
    let rest = "";
    for await (const text of this.#child.stderr.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() as string;
      for (const line of lines) {
        const vitals = vitalsIn(line);
        if (vitals === null) this.#lastWords = `${this.#lastWords}${line}\n`.slice(-LAST_WORDS);
        else {
          this.#vitals = vitals;
          this.#look();
        }
      }
    }
  }
}

/** An error that a worker threw, as one of ours where it was. */
function errorOf({ name, message, code }: Extract<WorkerWord, { kind: "error" }>): Error {
  if (name === "TierproofError") return new TierproofError((code ?? "file") as TierproofError["code"], message);
  const error = new Error(message);
  error.name = name;
  return error;
}
