/**
 * Rates of whole checks, as a hunt runs them, and where their time goes.
 *
 * @module
 */

import type { Engine, Limits, Outcome, Repairs } from "../../src/isa/engine.ts";
import { InvariantError } from "../../src/isa/errors.ts";
import type { Program } from "../../src/isa/program.ts";
import { compareOutcomes } from "../../src/oracle/compare.ts";
import { runBatch } from "../core/batch.ts";
import type { Plug } from "../core/plug.ts";
import { CPYTHON_LANGUAGE } from "../cpython/language.ts";
import { Vm } from "../cpython/vm.ts";
import { DEFAULT_CLAIM } from "../cpython/plug.ts";
import { noneMended } from "../core/target.ts";
import { programSize } from "../cpython/program_size.ts";
import { breathe } from "../cli/interrupt.ts";
import { addTally, newTally, type Tally } from "../core/tally.ts";
import { PrngChoices } from "../core/choices.ts";
import { median } from "./measure.ts";

/** What is measured of checks. */
export interface CheckRates {
  readonly checksPerSecond: number;
  /** Programs generated and lowered in a second, without running them. */
  readonly generatorPerSecond: number;
  /** Instructions and uops that an engine executes in a second, by engine. */
  readonly unitsPerSecond: Readonly<Record<string, number>>;
  /** Instructions and uops that the median check executes, by engine. */
  readonly unitsPerCheck: Readonly<Record<string, number>>;
  /** Microseconds of the average check, by part. */
  readonly microseconds: Readonly<Record<string, number>>;
  /** Instructions of the median program's code objects. */
  readonly medianProgramUnits: number;
  /** Share of programs that entered tier 2, `0` to `1`. */
  readonly tier2Share: number;
  readonly discarded: number;
}

/** Programs in one round of the breakdown. */
const ROUND = 512;
/** Checks that are run in one go, as a hunt does. */
const CHECKS = 64;
/** Milliseconds between two looks at whether the command was asked to end. */
const SLICE_MS = 500;

/** Full checks per second over fresh indexes of the seed; the repaired target, so that none fails. */
export async function fullCheckRate(
  plug: Plug,
  seed: number,
  ms: number,
  repairs: Repairs,
  signal: AbortSignal,
): Promise<{ readonly rate: number; readonly tally: Tally }> {
  let index = 0;
  const batch = (): Tally => {
    const { failedAt, tally } = runBatch(
      plug,
      { claim: DEFAULT_CLAIM, seed, from: index, to: index + CHECKS },
      repairs,
    );
    // A failing check ends its batch; what follows it is measured all the same.
    index = failedAt === -1 ? index + CHECKS : failedAt + 1;
    return tally;
  };
  const warm = performance.now() + ms / 3;
  while (performance.now() < warm) {
    batch();
    await breathe(signal);
  }
  const tally = newTally();
  let elapsed = 0;
  while (elapsed < ms) {
    await breathe(signal);
    const start = performance.now();
    const end = start + Math.min(SLICE_MS, ms - elapsed);
    do addTally(tally, batch()); while (performance.now() < end);
    elapsed += performance.now() - start;
  }
  return { rate: (tally.checks * 1000) / elapsed, tally };
}

interface EngineTimes {
  ms: number;
  units: number;
  readonly perCheck: number[];
}

/** Generates, lowers, runs and compares programs part by part, so that each part's time shows. */
export function breakdown(
  seed: number,
  ms: number,
): Omit<CheckRates, "checksPerSecond" | "tier2Share" | "discarded"> {
  const language = CPYTHON_LANGUAGE;
  const { engines } = new Vm(noneMended());
  const choices = new PrngChoices(seed);
  const parts = { generate: 0, lower: 0, compare: 0 };
  const times = new Map<string, EngineTimes>(engines.map((engine) => [engine.name, { ms: 0, units: 0, perCheck: [] }]));
  const sizes: number[] = [];
  let programs = 0;
  let agreed = 0;
  const round = (first: number, counts: boolean): void => {
    const start = performance.now();
    const drafts: ReturnType<typeof language.generate>[] = [];
    for (let i = 0; i < ROUND; i++) {
      choices.reseed(seed, first + i);
      drafts.push(language.generate(choices));
    }
    const generated = performance.now();
    const lowered = drafts.map((draft) => language.lower(draft));
    const loweredAt = performance.now();
    const outcomes = engines.map((engine) => runAll(engine, lowered));
    const ran = performance.now();
    const right = outcomes[0]?.outcomes ?? [];
    for (const { outcomes: others } of outcomes.slice(1)) {
      for (let i = 0; i < ROUND; i++) {
        if (compareOutcomes(right[i] as Outcome, others[i] as Outcome).kind === "agree") agreed++;
      }
    }
    const compared = performance.now();
    if (!counts) return;
    programs += ROUND;
    parts.generate += generated - start;
    parts.lower += loweredAt - generated;
    parts.compare += compared - ran;
    for (const { engine, ms: spent, outcomes: all } of outcomes) {
      const into = times.get(engine.name) as EngineTimes;
      into.ms += spent;
      for (const { statistics } of all) {
        into.units += statistics.instructions + statistics.uops;
        into.perCheck.push(statistics.instructions + statistics.uops);
      }
    }
    for (const { program } of lowered) sizes.push(programSize(program).units);
  };
  let first = 0;
  const warm = performance.now() + ms / 3;
  for (; performance.now() < warm; first += ROUND) round(first, false);
  const end = performance.now() + ms;
  for (; performance.now() < end || programs === 0; first += ROUND) round(first, true);
  if (agreed === 0) throw new InvariantError("expected engines that agree on some programs, found none");
  const each = [...times];
  return {
    generatorPerSecond: (programs * 1000) / (parts.generate + parts.lower),
    unitsPerSecond: Object.fromEntries(each.map(([name, { ms: spent, units }]) => [name, (units * 1000) / spent])),
    unitsPerCheck: Object.fromEntries(each.map(([name, { perCheck }]) => [name, median(perCheck)])),
    microseconds: Object.fromEntries(
      [
        ["generate", parts.generate] as const,
        ["lower", parts.lower] as const,
        ...each.map(([name, { ms: spent }]) => [name, spent] as const),
        ["compare", parts.compare] as const,
      ].map(([name, spent]) => [name, (spent * 1000) / programs]),
    ),
    medianProgramUnits: median(sizes),
  };
}

function runAll(engine: Engine, lowered: readonly { readonly program: Program; readonly limits: Limits }[]) {
  const start = performance.now();
  const outcomes = lowered.map(({ program, limits }) => engine.run(program, limits));
  return { engine, ms: performance.now() - start, outcomes };
}
