/**
 * `deno task bench --against DIR`: this checkout and another one by turns, in the same sitting. What a machine does meanwhile
 * slows both alike, so ratios of neighbours say more than times.
 *
 * @module
 */

import { fileURLToPath, pathToFileURL } from "node:url";
import { TierproofError } from "../../src/isa/errors.ts";
import { flagsOf } from "../bundle/build_bundle.ts";
import { PrngChoices } from "../core/choices.ts";
import { CPYTHON_LANGUAGE } from "../cpython/language.ts";
import { count } from "../report/text.ts";
import { median, quantile } from "./measure.ts";
import type { ProbeReport } from "./probe.ts";
import { deno, spentSeconds } from "./processes.ts";

/** Checks of a hunt that finds nothing. */
const CHECKS = 4000;
/** Programs that the engines of both checkouts run. */
const PROGRAMS = 4096;
/** Root of this checkout. */
const HERE = new URL("../../", import.meta.url);

/** What starts a probe of a checkout, under V8's flags that its hunts run under, and the stack that programs may need. */
async function probeOf(folder: URL): Promise<string[]> {
  const own = flagsOf("hunt", await Deno.readTextFile(new URL("deno.json", folder)));
  const flags = ["--v8-flags=--stack-size=3000", ...own.map((flag) => flag.replace("--v8-flags=", ""))].join(",");
  return ["run", "-A", "--no-check", flags, fileURLToPath(new URL("./probe.ts", import.meta.url)), folder.href];
}

/** Figures of one turn of a checkout: less is better. */
type Figures = Readonly<Record<string, number>>;

/** What is measured of a checkout, in the order in which it is printed. */
const UNITS: Readonly<Record<string, string>> = {
  "start": "s",
  "first finding": "s",
  "hunt": "us a check",
  "hunt, 2 jobs": "us a check",
  "checks, same programs": "us a program",
  "both tiers, same programs": "us a program",
  "reference, same programs": "us a program",
  "phase generate": "us",
  "phase lower": "us",
  "phase reference": "us",
  "phase tier1": "us",
  "phase tier2": "us",
  "phase compare": "us",
};

/** One turn of a checkout; `round` decides the seeds. */
async function turn(
  folder: URL,
  programs: string,
  round: number,
  benchMs: number,
  signal: AbortSignal,
): Promise<Figures> {
  const task = ["task", "--quiet", "--cwd", fileURLToPath(folder)];
  const seconds = async (args: readonly string[]): Promise<number> => {
    const before = spentSeconds();
    await deno([...task, ...args], signal);
    return spentSeconds() - before;
  };
  const seed = `${round + 1}`;
  const quiet = ["hunt", "--target", "repaired", "--checks", `${CHECKS}`, "--seed", seed, "--quiet"];
  const start = await seconds(["hunt", "--help"]);
  const found = await seconds(["hunt", "--seed", seed, "--quiet"]);
  const alone = await seconds(quiet);
  const two = await seconds([...quiet, "--jobs", "2"]);
  const probe = await probeOf(folder);
  const checks: number = JSON.parse(await deno([...probe, programs, "check"], signal));
  const same: ProbeReport = JSON.parse(await deno([...probe, programs], signal));
  const bench = await deno([...task, "bench", "--json", "--seed", seed, "--time", `${benchMs}ms`], signal);
  const { microseconds }: { readonly microseconds: Figures } = JSON.parse(bench.trim().split("\n").at(-1) ?? "");
  const phases = Object.entries(microseconds).map(([name, value]) => [`phase ${name}`, value] as const);
  return {
    "start": start,
    "first finding": found,
    "hunt": (alone * 1e6) / CHECKS,
    "hunt, 2 jobs": (two * 1e6) / CHECKS,
    "checks, same programs": checks,
    "both tiers, same programs": same.tiers,
    "reference, same programs": same.reference,
    ...Object.fromEntries(phases),
  };
}

/** A figure of both checkouts. */
export interface Compared {
  readonly name: string;
  readonly unit: string;
  /** Medians. */
  readonly here: number;
  readonly there: number;
  /** How many times as fast this checkout is: quartiles of the ratios of neighbours, the median in the middle. */
  readonly times: readonly [low: number, median: number, high: number];
}

/** Figures of turns, side by side; those that only one checkout has are left out. */
export function compareTurns(here: readonly Figures[], there: readonly Figures[]): Compared[] {
  return Object.entries(UNITS).flatMap(([name, unit]) => {
    const ours = here.map((figures) => figures[name] ?? NaN);
    const theirs = there.map((figures) => figures[name] ?? NaN);
    const ratios = theirs.map((value, i) => value / (ours[i] as number));
    if (ratios.some(Number.isNaN)) return [];
    const times = [quantile(ratios, 0.25), median(ratios), quantile(ratios, 0.75)] as const;
    return [{ name, unit, here: median(ours), there: median(theirs), times }];
  });
}

/**
 * Measures both checkouts, `rounds` times each, or as often as both were when `signal` ended it. `benchMs` is what the phases take of
 * a turn.
 */
export async function benchAgainst(
  against: string,
  rounds: number,
  benchMs: number,
  signal: AbortSignal,
  onRound: (round: number) => void,
): Promise<Compared[]> {
  const there = pathToFileURL(`${against}/`);
  for (const file of ["mod.ts", "deno.json"]) {
    const present = await Deno.stat(new URL(file, there)).then((stat) => stat.isFile, () => false);
    if (!present) {
      throw new TierproofError("option", `--against ${against}: expected a checkout, found no ${file} there`);
    }
  }
  const turns = { here: [] as Figures[], there: [] as Figures[] };
  const programs = await Deno.makeTempFile({ suffix: ".json" });
  try {
    const choices = new PrngChoices(1);
    const cases = Array.from({ length: PROGRAMS }, (_, index) => {
      choices.reseed(1, index);
      return CPYTHON_LANGUAGE.codec.encode(CPYTHON_LANGUAGE.lower(CPYTHON_LANGUAGE.generate(choices)));
    });
    await Deno.writeTextFile(programs, JSON.stringify(cases));
    await Deno.writeTextFile(programs, await deno([...await probeOf(there), programs, "readable"], signal));
    for (let round = 0; round < rounds; round++) {
      const order = round % 2 === 0 ? ["here", "there"] as const : ["there", "here"] as const;
      for (const side of order) {
        turns[side].push(await turn(side === "here" ? HERE : there, programs, round, benchMs, signal));
      }
      onRound(round + 1);
    }
  } catch (error) {
    if (error !== signal.reason) throw error;
  } finally {
    await Deno.remove(programs);
  }
  const whole = Math.min(turns.here.length, turns.there.length);
  return compareTurns(turns.here.slice(0, whole), turns.there.slice(0, whole));
}

/** A table for people. */
export function comparedLines(rows: readonly Compared[]): string[] {
  const figure = (value: number, unit: string): string => unit === "s" ? value.toFixed(2) : count(value);
  return [
    `${"".padEnd(28)}${"here".padStart(10)}${"there".padStart(10)}  ${"".padEnd(14)}times as fast   quartiles`,
    ...rows.map(({ name, unit, here, there, times: [low, middle, high] }) =>
      `${name.padEnd(28)}${figure(here, unit).padStart(10)}${figure(there, unit).padStart(10)}  ${unit.padEnd(14)}` +
      `${middle.toFixed(2).padStart(13)}   ${low.toFixed(2)} to ${high.toFixed(2)}`
    ),
  ];
}
