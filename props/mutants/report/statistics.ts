/**
 * Statistics of runs: rates with their uncertainty, medians and percentiles.
 *
 * @module
 */

/** A rate with the interval that holds the true one in 19 of 20 experiments. */
export interface Rate {
  readonly of: number;
  readonly hits: number;
  /** `hits / of`; 0 when there was nothing. */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** Standard deviations of a 95 % interval. */
const Z = 1.959_963_984_540_054;

/** A rate with Wilson's score interval, which stays within 0 and 1 and is right for small numbers, too. */
export function wilson(hits: number, of: number): Rate {
  if (of === 0) return { of, hits, rate: 0, low: 0, high: 1 };
  const rate = hits / of;
  const square = Z * Z / of;
  const middle = rate + square / 2;
  const spread = Z * Math.sqrt(rate * (1 - rate) / of + square / (4 * of));
  const low = hits === 0 ? 0 : (middle - spread) / (1 + square);
  const high = hits === of ? 1 : (middle + spread) / (1 + square);
  return { of, hits, rate, low, high };
}

/** The value that this share of the values does not exceed (nearest rank); null when there are none. */
export function percentile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number;
}

/** The middle value; of an even number of values the mean of the two in the middle; null when there are none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const high = sorted[half] as number;
  return sorted.length % 2 === 1 ? high : ((sorted[half - 1] as number) + high) / 2;
}
