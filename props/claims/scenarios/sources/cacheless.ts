/**
 * Code without its inline caches, which are zero in all that a compiler gives: a third of its units need not be kept.
 *
 * @module
 */

import { CACHE_UNITS_OF } from "../../../../src/isa/opcodes.ts";

/** Caches of the instruction that begins with a unit. */
function cachesOf(unit: number): number {
  return CACHE_UNITS_OF[unit & 0xff] as number;
}

/** The units without caches. */
export function withoutCaches(units: readonly number[]): number[] {
  const kept: number[] = [];
  for (let at = 0; at < units.length; at += 1 + cachesOf(units[at] as number)) kept.push(units[at] as number);
  return kept;
}

/** What {@linkcode withoutCaches} was given. */
export function withCaches(kept: readonly number[]): number[] {
  const units: number[] = [];
  for (const unit of kept) {
    units.push(unit);
    for (let cache = cachesOf(unit); cache > 0; cache--) units.push(0);
  }
  return units;
}
