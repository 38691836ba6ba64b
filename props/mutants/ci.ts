/**
 * The mutants of the gate: a few of every component, quickly found.
 *
 * @module
 */

import type { Mutant } from "./mutant.ts";

/** Milliseconds of a seed; those of the gate take a fraction of it. */
export const CI_BUDGET_MS = 10_000;

/** Of every component this many. */
const PER_COMPONENT = 3;

/** The first easy or medium ones of every component, by edits; in the order of the list. */
export function ciMutants(all: readonly Mutant[]): Mutant[] {
  const taken = new Map<string, number>();
  return all.filter(({ origin, component, difficulty }) => {
    const before = taken.get(component) ?? 0;
    if (origin !== "listed" || difficulty === "hard" || before >= PER_COMPONENT) return false;
    taken.set(component, before + 1);
    return true;
  });
}
