/**
 * `deno task bench --jobs N`: what several hunts at once make of a machine, each in a process of its own or as workers of one, against
 * one hunt alone. The clock of a machine may vary by half from one half minute to the next, so no way is measured after another one:
 * all of them go on side by side, a second each by turns, and whoever has no turn stands still.
 *
 * @module
 */

import { TierproofError } from "../../src/isa/errors.ts";
import { flagsOf } from "../bundle/build_bundle.ts";
import type { Paint } from "../report/paint.ts";
import { count } from "../report/text.ts";
import { median, quantile } from "./measure.ts";
import { spentSeconds } from "./processes.ts";

/** Root of this checkout. */
const HERE = new URL("../../", import.meta.url);
/** Milliseconds that a way goes on before the next one has its turn: long against what filling the caches again costs. */
const TURN_MS = 1000;

/** What one round of a way to hunt gave. */
export interface HuntTurn {
  readonly checksPerSecond: number;
  /** Processor seconds of all its processes. */
  readonly spent: number;
  readonly checks: number;
}

/** Rounds of each way, in the order in which they were taken. */
export type ScalingTurns = Readonly<Record<"alone" | "processes" | "workers", readonly HuntTurn[]>>;

/** Where systems cannot make a process stand still, nothing is measured. */
export const CAN_STAND_STILL: boolean = Deno.build.os !== "windows";

/** A hunt that goes on until it is told to end. */
export interface SteadyHunt {
  /** A signal to a hunt that has ended by itself goes nowhere. */
  send(signal: Deno.Signal): void;
  /** Ends it as Ctrl-C does; gives the checks that it made. Throws where it ended in another way. */
  end(): Promise<number>;
}

/** A hunt of the repaired target, in which nothing is found. */
class HuntProcess implements SteadyHunt {
  readonly #child: Deno.ChildProcess;

  constructor(flags: readonly string[], options: readonly string[]) {
    this.#child = new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "-A", ...flags, new URL("props/cli/hunt.ts", HERE).href, "--target", "repaired", "--time", "24h"],
        ...[...options, "--quiet", "--json"],
      ],
      cwd: HERE,
      // A bundle is used where there is one; none is made beside a measurement.
      env: { CI: "1" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  }

  send(signal: Deno.Signal): void {
    try {
      this.#child.kill(signal);
    } catch {
      // Nothing to signal.
    }
  }

  async end(): Promise<number> {
    this.send("SIGINT");
    const { code, signal, stdout, stderr } = await this.#child.output();
    const last = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).trim().split("\n").at(-1) ?? "";
    if (code === 130 && signal === null) return JSON.parse(last(stdout)).checks;
    const how = signal === null ? `with exit code ${code}: ${last(stderr)}` : "before it had begun; give it more time";
    throw new TierproofError("option", `a hunt that is measured ended ${how}`);
  }
}

/** Hunts that have their turns together. */
class Way {
  readonly #start: () => readonly SteadyHunt[];
  #hunts: readonly SteadyHunt[] | null = null;
  #went = 0;

  constructor(start: () => readonly SteadyHunt[]) {
    this.#start = start;
  }

  /** One turn, of all its hunts; the first one starts them. */
  async turn(ms: number, signal: AbortSignal): Promise<void> {
    const began = performance.now();
    this.#go();
    await pause(ms, signal);
    this.send("SIGSTOP");
    this.#went += performance.now() - began;
  }

  /** The last turn: until all of its hunts have said what they did. */
  async lastTurn(): Promise<HuntTurn> {
    // What processes took is known once they were waited for, and nobody waits for others meanwhile.
    const before = spentSeconds();
    const began = performance.now();
    const ends = await Promise.all(
      this.#go().map(async (hunt) => {
        const checks = await hunt.end();
        return { checks, seconds: (this.#went + performance.now() - began) / 1000 };
      }),
    );
    return {
      checksPerSecond: ends.reduce((sum, { checks, seconds }) => sum + checks / seconds, 0),
      spent: spentSeconds() - before,
      checks: ends.reduce((sum, { checks }) => sum + checks, 0),
    };
  }

  send(signal: Deno.Signal): void {
    for (const hunt of this.#hunts ?? []) hunt.send(signal);
  }

  /** Starts them, or lets them go on. */
  #go(): readonly SteadyHunt[] {
    if (this.#hunts === null) this.#hunts = this.#start();
    else this.send("SIGCONT");
    return this.#hunts;
  }
}

/** Waits; throws at once where `signal` ends it. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal.addEventListener("abort", stop, { once: true });
  });
}

/** What is measured. */
export interface ScalingOptions {
  /** Hunts at once, and workers of one. */
  readonly jobs: number;
  /** Milliseconds that each way goes in a round. */
  readonly timeMs: number;
  readonly rounds: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Told each round that has ended, the first one is 1. */
  readonly onRound: (round: number) => void;
  /** Milliseconds of a turn. */
  readonly turnMs?: number;
  /** Starts a hunt with these options; by default a process of its own. */
  readonly start?: (options: readonly string[]) => SteadyHunt;
}

/** Measures rounds; those that had ended when `signal` ended it. */
export async function benchScaling(options: ScalingOptions): Promise<ScalingTurns> {
  const { jobs, timeMs, rounds, seed, signal, onRound, turnMs = TURN_MS } = options;
  const flags = flagsOf("hunt", await Deno.readTextFile(new URL("deno.json", HERE)));
  const start = options.start ?? ((options) => new HuntProcess(flags, options));
  const turns = { alone: [] as HuntTurn[], processes: [] as HuntTurn[], workers: [] as HuntTurn[] };
  for (let round = 0; round < rounds && !signal.aborted; round++) {
    const seeds = Array.from({ length: jobs }, (_, job) => ["--seed", `${seed + round * jobs + job}`]);
    const first = seeds[0] as string[];
    const alone = new Way(() => [start(first)]);
    const processes = new Way(() => seeds.map(start));
    const workers = new Way(() => [start([...first, "--jobs", `${jobs}`])]);
    const all = [alone, processes, workers];
    try {
      for (let ms = 0; ms < timeMs; ms += turnMs) {
        for (const way of all) await way.turn(Math.min(turnMs, timeMs - ms), signal);
      }
      const gave = [await alone.lastTurn(), await processes.lastTurn(), await workers.lastTurn()] as const;
      signal.throwIfAborted();
      turns.alone.push(gave[0]);
      turns.processes.push(gave[1]);
      turns.workers.push(gave[2]);
    } catch (error) {
      // Ctrl-C reaches the hunts as well: one that ends by it in the middle of a round is no news.
      if (!signal.aborted) throw error;
      break;
    } finally {
      // What stands still heeds no other signal.
      for (const way of all) way.send("SIGKILL");
    }
    onRound(round + 1);
  }
  return turns;
}

/** A way to hunt, over all turns. */
export interface ScalingRow {
  readonly name: string;
  /** Median. */
  readonly checksPerSecond: number;
  /** Microseconds of processor time for a check; median. */
  readonly spentPerCheck: number;
  /** How many times the checks of one hunt alone, in the same round: quartiles, the median in the middle. */
  readonly times: readonly [low: number, median: number, high: number];
}

/** The ways side by side; none before all had a turn. */
export function scalingRows(turns: ScalingTurns, jobs: number): ScalingRow[] {
  if (turns.alone.length === 0) return [];
  const names = { alone: "one hunt alone", processes: `${jobs} hunts at once`, workers: `one hunt, --jobs ${jobs}` };
  return (Object.keys(names) as (keyof ScalingTurns)[]).map((way) => {
    const ratios = turns[way].map(({ checksPerSecond }, round) =>
      checksPerSecond / (turns.alone[round]?.checksPerSecond ?? NaN)
    );
    return {
      name: names[way],
      checksPerSecond: median(turns[way].map((turn) => turn.checksPerSecond)),
      spentPerCheck: median(turns[way].map(({ spent, checks }) => (spent * 1e6) / checks)),
      times: [quantile(ratios, 0.25), median(ratios), quantile(ratios, 0.75)],
    };
  });
}

/** A table for people. */
export function scalingLines(rows: readonly ScalingRow[], paint: Paint): string[] {
  if (rows.length === 0) return [];
  return [
    paint(
      "bold",
      `${"".padEnd(22)}${"checks/s".padStart(10)}${"processor us a check".padStart(24)}   times   quartiles`,
    ),
    ...rows.map(({ name, checksPerSecond, spentPerCheck, times: [low, middle, high] }) =>
      `${name.padEnd(22)}${count(checksPerSecond).padStart(10)}${count(spentPerCheck).padStart(24)}` +
      `${middle.toFixed(2).padStart(8)}   ${low.toFixed(2)} to ${high.toFixed(2)}`
    ),
  ];
}
