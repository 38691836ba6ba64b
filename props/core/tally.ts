/**
 * Counts of a hunt, summed over checks; plain data, so that workers can send them.
 *
 * @module
 */

/** Numbers by what is counted. */
export type Counts = Record<string, number>;

/** The counts. */
export interface Tally {
  /** Checks that were run. */
  checks: number;
  /** Runs given up without blame: fuel, size, depth. */
  poisoned: number;
  /** Inputs thrown away before a check: always 0, as every input is valid by construction. */
  discarded: number;
  /** Instructions executed by all engines that count them: what shrinking is bounded by. */
  work: number;
  /** Programs that were looked at for what is true of them. */
  sampled: number;
  /** What the target counts of its runs. */
  readonly counts: Counts;
  /** Of the sampled programs, those of which something is true. */
  readonly shares: Counts;
  /** Why runs were given up. */
  readonly reasons: Counts;
}

/** A tally of nothing. */
export function newTally(): Tally {
  return { checks: 0, poisoned: 0, discarded: 0, work: 0, sampled: 0, counts: {}, shares: {}, reasons: {} };
}

/** Counts one more, or so many, of something. */
export function countIn(counts: Counts, what: string, number = 1): void {
  counts[what] = (counts[what] ?? 0) + number;
}

/** Adds the second tally to the first. */
export function addTally(sum: Tally, part: Tally): void {
  sum.checks += part.checks;
  sum.poisoned += part.poisoned;
  sum.discarded += part.discarded;
  sum.work += part.work;
  sum.sampled += part.sampled;
  for (const what of Object.keys(part.counts)) countIn(sum.counts, what, part.counts[what]);
  for (const what of Object.keys(part.shares)) countIn(sum.shares, what, part.shares[what]);
  for (const what of Object.keys(part.reasons)) countIn(sum.reasons, what, part.reasons[what]);
}
