/**
 * What is left to find, estimated from what was met seldom: as many sorts are still unseen as the sorts seen once and twice let
 * expect. Nothing of it says what a generator cannot make at all.
 *
 * @module
 */

/** How often sorts were met. */
export interface Frequencies {
  /** Sorts that were met. */
  readonly seen: number;
  /** Of these, those that were met once, and twice. */
  readonly once: number;
  readonly twice: number;
}

/** Frequencies of numbers of meetings. */
export function frequenciesOf(meetings: Iterable<number>): Frequencies {
  let seen = 0;
  let once = 0;
  let twice = 0;
  for (const number of meetings) {
    seen++;
    if (number === 1) once++;
    if (number === 2) twice++;
  }
  return { seen, once, twice };
}

/**
 * The chance that the next draw brings a sort that was never met (Good and Turing): the share of draws that were the only ones of
 * their sort. Where there were none, at most three in all draws, with a certainty of 95 %.
 */
export function chanceOfNew(
  { once }: Frequencies,
  draws: number,
): { readonly chance: number; readonly atMost: boolean } {
  if (draws === 0) return { chance: 1, atMost: true };
  return once > 0 ? { chance: once / draws, atMost: false } : { chance: Math.min(1, 3 / draws), atMost: true };
}

/** How many sorts that were never met the next sample brings, where a sample has many: those of one sample alone, per sample. */
export function expectedNew({ once }: Frequencies, samples: number): number {
  return samples === 0 ? Infinity : once / samples;
}

/** How many sorts there are, those never met included (Chao's lower bound, corrected for small numbers). */
export function richness({ seen, once, twice }: Frequencies): number {
  return seen + (once * (once - 1)) / (2 * (twice + 1));
}
