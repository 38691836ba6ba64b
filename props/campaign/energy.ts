/**
 * Which programs of the corpus are parents, and how often: those with rare features more often, those that were parents often
 * before less. All of it is counted when a round of slices ends, and holds for the round after the next one, so that it does not
 * depend on which worker ends first.
 *
 * @module
 */

import { PrngChoices, weights } from "../core/choices.ts";

/** Slices of a round. Those of two rounds run at the same time at most. */
export const ROUND_SLICES = 32;
/** Parents that a slice is offered. */
const PARENTS = 32;
/** What a program whose features everybody has weighs, by which others are multiplied. */
const SCALE = 1000;
/** Apart from the choices of checks. */
const APART = 2 ** 51;

/** What a program weighs that may be a parent. */
export type Weight = readonly [id: number, weight: number];

/** Number of the round of a slice. */
export function roundOf(number: number): number {
  return Math.floor(number / ROUND_SLICES);
}

/** How many slices must be done, in a row from the first, before those of a round can be run. */
export function slicesBefore(round: number): number {
  return Math.max(0, round - 1) * ROUND_SLICES;
}

/** The weight of a program: `met` says in how many slices each of its features was met, `drawn` in how many it was a parent. */
export function weightOf(met: readonly number[], drawn: number): number {
  const rarity = met.reduce((sum, slices) => sum + 1 / slices, 0);
  return Math.max(1, Math.round(SCALE * rarity / Math.sqrt(1 + drawn)));
}

/** Ids of the parents of a slice, by weight. */
export function chosenParents(list: readonly Weight[], seed: number, number: number): number[] {
  if (list.length <= PARENTS) return list.map(([id]) => id);
  const choices = new PrngChoices(seed, APART + number);
  const table = weights(...list.map(([, weight]) => weight));
  const chosen = new Set<number>();
  // One that is drawn twice leaves its place to nobody.
  for (let i = 0; i < PARENTS; i++) chosen.add((list[choices.weighted(table)] as Weight)[0]);
  return [...chosen];
}
