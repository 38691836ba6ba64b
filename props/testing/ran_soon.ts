/**
 * Runs that must end soon, whatever a program tempts an engine to do.
 *
 * @module
 */

import process from "node:process";
import { assert } from "@std/assert";
import type { Engine, Limits, Outcome } from "../../src/isa/engine.ts";
import type { Program } from "../../src/isa/program.ts";

/** No small program may take longer, in processor time: what is stuck takes minutes, or for ever. */
const MOST_MS = 1000;
/** Processor time varies with what else runs: the quickest of so many runs counts. */
const TRIES = 4;

/** What a run gives; one that takes too long fails the test, which is told `what` ran. */
export function ranSoon(engine: Engine, program: Program, limits: Limits, what: string): Outcome {
  let took = Infinity;
  let outcome: Outcome | undefined;
  for (let tried = 0; tried < TRIES && took >= MOST_MS; tried++) {
    const start = process.cpuUsage();
    outcome = engine.run(program, limits);
    const { user, system } = process.cpuUsage(start);
    took = Math.min(took, (user + system) / 1000);
  }
  assert(took < MOST_MS, `${engine.name}: ${what}: ${Math.round(took)} ms`);
  return outcome as Outcome;
}
