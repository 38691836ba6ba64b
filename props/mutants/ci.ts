/**
 * The mutants of the gate: a few of every component, quickly found.
 *
 * @module
 */

import type { Mutant } from "./mutant.ts";

/** Milliseconds of a seed; those of the gate take a fraction of it. */
export const CI_BUDGET_MS = 60_000;

/** Of every component this many, whose time is that of starting processes. */
const PER_COMPONENT = 2;

/** Subprocesses at a time, as nobody measures time there. */
export const CI_JOBS = 2;

/** The first easy ones of every component, in the order of the list. */
export function ciMutants(all: readonly Mutant[]): Mutant[] {
  const taken = new Map<string, number>();
  return all.filter(({ origin, component, difficulty }) => {
    const before = taken.get(component) ?? 0;
    if (origin !== "listed" || difficulty !== "easy" || before >= PER_COMPONENT) return false;
    taken.set(component, before + 1);
    return true;
  });
}
