/**
 * One attack in a process of its own, watched: killed when it is silent for too long, and followed by another one for the seeds
 * that are left.
 *
 * @module
 */

import { assertNever } from "../../../src/isa/errors.ts";
import { cpuSeconds } from "./cpu_seconds.ts";
import type { AttackJob, AttackMessage, ShrunkMessage } from "./protocol.ts";
import type { SeedResult } from "./types.ts";

/** Silence after which a process hangs: checks take milliseconds, and it speaks four times a second. */
const SILENCE_MS = 5000;
/** Silence while it shrinks, which it does without a word; and before its first check, when it may have to compile. */
const LONG_SILENCE_MS = 30_000;

/** How attacks are compiled: they are short, so optimizing compilers would take more than they give. */
const ATTACK_FLAGS = [
  "--max-old-space-size=2048",
  // What a hunt has: programs that recurse to their limit are given up without it.
  "--stack-size=3000",
  // Memory that is touched for the first time takes longer than to collect what is dead in a small one.
  "--max-semi-space-size=4",
  // All functions of a module at once: what is compiled is kept for the next attack, but for the module that is another one then.
  "--no-lazy",
  "--max-inlined-bytecode-size-cumulative=200",
  // Most code runs a few times, all of it slow until what it meets is noted.
  "--no-lazy-feedback-allocation",
  "--invocation-count-for-maglev=6000",
  "--invocation-count-for-turbofan=200000",
];

/** How often an attack that was killed from outside begins again. */
const RETRIES = 2;
/** A process that waits for something would never use the processor: after so many times the silence it hangs, too. */
const PATIENCE = 20;

/** What the seeds of a job showed. */
export interface AttackReport {
  readonly seeds: readonly SeedResult[];
  readonly startSeconds: number | null;
}

/** How one process ended, with what it found out. */
interface ProcessReport {
  readonly seeds: SeedResult[];
  readonly startSeconds: number | null;
  /** `killed`: by a signal that nobody here sent, as when memory or somebody's patience runs out. */
  readonly ended: "done" | "hang" | "died" | "interrupted" | "killed";
}

/** How a process is watched. */
export interface Watch {
  readonly signal?: AbortSignal | undefined;
  readonly silenceMs?: number | undefined;
}

/** Attacks the copy in a folder, in as many processes as it takes. Stops early when the signal aborts. */
export async function attackCopy(folder: string, job: AttackJob, watch: Watch = {}): Promise<AttackReport> {
  const seeds: SeedResult[] = [];
  let startSeconds: number | null = null;
  let left = job.seeds;
  let retries = RETRIES;
  for (;;) {
    const report = await runProcess(folder, { ...job, seeds: left }, watch);
    if (report.ended === "killed" && retries-- > 0) {
      // Nobody can blame the mutant for that; what it had shown by then stays.
      seeds.push(...report.seeds.slice(0, -1));
      left = job.seeds.filter((seed) => !seeds.some((result) => result.seed === seed));
      continue;
    }
    seeds.push(...report.seeds);
    startSeconds ??= report.startSeconds;
    if (report.ended === "interrupted" || watch.signal?.aborted) break;
    left = job.seeds.filter((seed) => !seeds.some((result) => result.seed === seed));
    if (left.length === 0 || report.ended === "done") break;
    if (report.startSeconds === null) {
      // It cannot even begin: that is the same for every seed.
      for (const seed of left) seeds.push({ ...(seeds.at(-1) as SeedResult), seed });
      break;
    }
  }
  return { seeds, startSeconds };
}

async function runProcess(
  folder: string,
  job: AttackJob,
  { signal, silenceMs = SILENCE_MS }: Watch,
): Promise<ProcessReport> {
  const seeds: SeedResult[] = [];
  let startSeconds: number | null = null;
  let alive: Extract<AttackMessage, { kind: "alive" }> | null = null;
  let shrinking = false;
  let done = false;
  let killedFor: "hang" | "interrupted" | null = null;
  let killedBy: Deno.Signal | null = null;
  const spawned = performance.now();
  let seedStart = spawned;
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--allow-all",
      "--no-check",
      ...(job.answers === null ? [] : ["--import-map=props/mutants/run/kept_answers.json"]),
      `--v8-flags=${ATTACK_FLAGS.join(",")}`,
      "props/mutants/run/attack.ts",
      JSON.stringify(job),
    ],
    cwd: folder,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const kill = (why: "hang" | "interrupted"): void => {
    killedFor ??= why;
    try {
      child.kill("SIGKILL");
    } catch {
      // It has ended by itself.
    }
  };
  // On a busy machine silence says little: it counts once the process has had the processor for that long.
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let seedCpu: number | null = null;
  let lastCpu: number | null = null;
  const watchFor = (ms: number): void => {
    clearTimeout(watchdog);
    const before = cpuSeconds(child.pid);
    const patience = performance.now() + PATIENCE * ms;
    const look = (): void => {
      lastCpu = cpuSeconds(child.pid);
      const had = before === null || lastCpu === null ? ms : 1000 * (lastCpu - before);
      if (had < 0.8 * ms && performance.now() < patience) watchdog = setTimeout(look, ms - had);
      else kill("hang");
    };
    watchdog = setTimeout(look, ms);
  };
  watchFor(LONG_SILENCE_MS);
  const interrupt = (): void => kill("interrupted");
  signal?.addEventListener("abort", interrupt);
  if (signal?.aborted) interrupt();
  const stderr = new Response(child.stderr).text();

  const beginSeed = (): void => {
    seedStart = performance.now();
    seedCpu = cpuSeconds(child.pid);
  };
  const take = (message: AttackMessage): void => {
    switch (message.kind) {
      case "ready":
        beginSeed();
        startSeconds = (seedStart - spawned) / 1000;
        break;
      case "alive":
        if (alive !== null && alive.seed !== message.seed) beginSeed();
        alive = message;
        shrinking = false;
        break;
      case "seed": {
        const { kind: _kind, shrinks, ...result } = message;
        seeds.push({ ...result, shrunk: null });
        shrinking = shrinks;
        break;
      }
      case "shrunk":
        addShrunk(seeds, message);
        shrinking = false;
        break;
      case "done":
        done = true;
        break;
      default:
        assertNever(message);
    }
    watchFor(shrinking ? LONG_SILENCE_MS : silenceMs);
  };

  try {
    let rest = "";
    for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() as string;
      for (const line of lines) take(JSON.parse(line) as AttackMessage);
    }
    ({ signal: killedBy } = await child.status);
  } finally {
    clearTimeout(watchdog);
    signal?.removeEventListener("abort", interrupt);
  }
  const complaint = await stderr;
  const why = killedFor as "hang" | "interrupted" | null;
  if (done) return { seeds, startSeconds, ended: "done" };
  if (why === "interrupted") return { seeds, startSeconds, ended: "interrupted" };
  const ending = why ?? "died";
  // A process that goes away while it shrinks has shown what it had to show.
  if (!shrinking) {
    const at = alive as Extract<AttackMessage, { kind: "alive" }> | null;
    const seed = job.seeds.find((each) => !seeds.some((result) => result.seed === each));
    if (seed !== undefined) {
      const begun = at !== null && at.seed === seed;
      seeds.push({
        seed,
        ending,
        claim: begun ? at.claim : null,
        where: ending === "hang" ? `silent for ${silenceMs / 1000} s` : firstLine(complaint),
        checks: begun ? at.checks : 0,
        seconds: Math.min(
          (performance.now() - (startSeconds === null ? spawned : seedStart)) / 1000,
          seedCpu === null || lastCpu === null ? Infinity : lastCpu - seedCpu,
        ),
        shrunk: null,
      });
    }
  }
  const outside = why === null && (killedBy === "SIGKILL" || killedBy === "SIGTERM" || killedBy === "SIGINT" ||
    killedBy === "SIGHUP");
  return { seeds, startSeconds, ended: outside && !shrinking ? "killed" : ending };
}

function addShrunk(seeds: SeedResult[], { seed, size, seconds, token }: ShrunkMessage): void {
  const at = seeds.findIndex((result) => result.seed === seed);
  const result = seeds[at];
  if (result !== undefined && size !== null) seeds[at] = { ...result, shrunk: { size, seconds, token } };
}

/** What a process said last about its death, in a line. */
function firstLine(complaint: string): string {
  const lines = complaint.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  return (lines.find((line) => /error|fatal|exception|panick/i.test(line)) ?? lines[0] ?? "no word").slice(0, 200);
}
