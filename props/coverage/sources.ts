/**
 * Where the programs come from: recordings, a hunt, and a few written by hand.
 *
 * @module
 */

import { assemble } from "../../src/isa/assembler.ts";
import { validateProgram } from "../../src/isa/validate.ts";
import { draftLimits, HUNT_LIMITS } from "../cpython/limits.ts";
import { PrngChoices } from "../core/choices.ts";
import { generateDraft } from "../generate/generate.ts";
import { lower } from "../generate/lower/lower.ts";
import { type GoldenRecord, loadRecords, RECORDINGS } from "../golden/load.ts";
import { limitsFor } from "../golden/runs.ts";
import type { CoverageRig } from "./rig.ts";

/** Programs between two looks at the clock and at the signal. */
const BATCH = 16;

/** Programs of this folder that do what neither compilers nor the generator write. */
const PROGRAMS = ["handler_code", "module_code", "monitored"] as const;

/** How far a source has come, for people. */
export type Told = (source: string, done: number) => void;

/** Lets signals and timers in. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** Runs the programs of this folder; gives their number. */
export async function runPrograms(rig: CoverageRig): Promise<number> {
  for (const name of PROGRAMS) {
    const program = assemble(await Deno.readTextFile(new URL(`./programs/${name}.tpasm`, import.meta.url)));
    validateProgram(program);
    rig.run(program, HUNT_LIMITS);
  }
  return PROGRAMS.length;
}

/** All recordings that come with the project. */
export async function allRecords(): Promise<readonly GoldenRecord[]> {
  return (await Promise.all(RECORDINGS.map((file) => loadRecords(file)))).flat();
}

/** Runs recorded programs until all are done or the signal ends it; gives their number. */
export async function runRecords(
  rig: CoverageRig,
  records: readonly GoldenRecord[],
  signal: AbortSignal,
  told: Told,
): Promise<number> {
  let done = 0;
  for (const record of records) {
    if (done % BATCH === 0) {
      await pause();
      if (signal.aborted) break;
      told("recordings", done);
    }
    rig.run(record.program, limitsFor(record));
    done++;
  }
  return done;
}

/** Bounds of a hunt: checks, or milliseconds; the other one infinite. */
export interface HuntBounds {
  readonly seed: number;
  readonly checks: number;
  readonly timeMs: number;
}

/** Runs the programs that a hunt with this seed draws; gives their number. Only `timeMs` makes it depend on the clock. */
export async function runHunt(
  rig: CoverageRig,
  { seed, checks, timeMs }: HuntBounds,
  signal: AbortSignal,
  told: Told,
): Promise<number> {
  const choices = new PrngChoices(seed);
  const end = performance.now() + timeMs;
  for (let index = 0; index < checks; index++) {
    if (index % BATCH === 0) {
      await pause();
      if (signal.aborted || performance.now() >= end) return index;
      told("hunt", index);
    }
    choices.reseed(seed, index);
    const draft = generateDraft(choices);
    rig.run(lower(draft), draftLimits(draft));
  }
  return checks;
}
