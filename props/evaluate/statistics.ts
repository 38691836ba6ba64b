/**
 * Statistics for comparing random tests, as the field asks for them: restricted means, rank tests, effect sizes, corrections.
 *
 * @module
 */

import { PrngChoices } from "../core/choices.ts";

/** A mean with the interval that holds the true one in 19 of 20 experiments. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Restricted mean time to detection: as every trial is watched until it ends or the budget is over, the area under the survival
 * curve up to the budget is the mean of the times, cut off there. A trial that found nothing counts with the whole budget.
 */
export function restrictedMean(times: readonly (number | null)[], budget: number): number {
  return meanOf(times.map((time) => Math.min(time ?? budget, budget)));
}

/** Resamples of a bootstrap. */
const RESAMPLES = 2000;

/** The mean of one number a cluster; clusters are resampled, so that trials of one cluster do not count as independent. */
export function clusterMean(clusters: readonly number[]): Interval {
  if (clusters.length === 0) return { mean: 0, low: 0, high: 0 };
  const choices = new PrngChoices(1);
  const means = Array.from(
    { length: RESAMPLES },
    () => meanOf(clusters.map(() => clusters[choices.below(clusters.length)] as number)),
  ).sort((a, b) => a - b);
  const at = (share: number): number => means[Math.floor(share * (RESAMPLES - 1))] as number;
  return { mean: meanOf(clusters), low: at(0.025), high: at(0.975) };
}

/** Pairs in which a left value is larger, equal ones half: Mann and Whitney's U of the left sample. */
function pairsLarger(left: readonly number[], right: readonly number[]): number {
  let larger = 0;
  for (const a of left) for (const b of right) larger += a > b ? 1 : a === b ? 0.5 : 0;
  return larger;
}

/** Vargha and Delaney's A12: the chance that a left value is larger than a right one, equal ones half. 0.5 is no effect. */
export function a12(left: readonly number[], right: readonly number[]): number {
  return pairsLarger(left, right) / (left.length * right.length);
}

/** Upper tail of the standard normal distribution; error below 1.2e-7 (a rational Chebyshev fit of erfc). */
function normalTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const powers = [
    -1.26551223,
    1.00002368,
    0.37409196,
    0.09678418,
    -0.18628806,
    0.27886807,
    -1.13520398,
    1.48851587,
    -0.82215223,
    0.17087277,
  ];
  const exponent = powers.reduceRight((sum, each) => sum * t + each, 0);
  const erfc = t * Math.exp(-x * x + exponent);
  return z >= 0 ? erfc / 2 : 1 - erfc / 2;
}

/** Ways to get each U from samples of these sizes, when no two values are equal. */
function exactCounts(m: number, n: number): readonly number[] {
  // ways[j][u]: choices of j of the values so far for the left sample, with that many larger pairs.
  const most = m * n;
  const ways = Array.from({ length: m + 1 }, () => new Float64Array(most + 1));
  (ways[0] as Float64Array)[0] = 1;
  for (let rank = 0; rank < m + n; rank++) {
    for (let j = Math.min(m, rank + 1); j >= 1; j--) {
      const below = rank - (j - 1);
      if (below > n) continue;
      const to = ways[j] as Float64Array;
      const from = ways[j - 1] as Float64Array;
      for (let u = most; u >= below; u--) to[u] = (to[u] as number) + (from[u - below] as number);
    }
  }
  return [...(ways[m] as Float64Array)];
}

/** Values up to which the test is exact. */
const MOST_EXACT = 20;

/**
 * Mann and Whitney's test that two samples come from one distribution; the two-sided p. Exact for small samples without equal
 * values, else normal with the correction for ties and for continuity.
 */
export function mannWhitney(left: readonly number[], right: readonly number[]): number {
  const [m, n] = [left.length, right.length];
  if (m === 0 || n === 0) return 1;
  const u = pairsLarger(left, right);
  const all = [...left, ...right];
  const groups = new Map<number, number>();
  for (const value of all) groups.set(value, (groups.get(value) ?? 0) + 1);
  if (groups.size === all.length && Math.max(m, n) <= MOST_EXACT) {
    const counts = exactCounts(m, n);
    const total = counts.reduce((sum, each) => sum + each, 0);
    const tail = counts.slice(0, Math.min(u, m * n - u) + 1).reduce((sum, each) => sum + each, 0);
    return Math.min(1, 2 * tail / total);
  }
  const size = m + n;
  let ties = 0;
  for (const count of groups.values()) ties += count ** 3 - count;
  const variance = (m * n / 12) * (size + 1 - ties / (size * (size - 1)));
  if (variance === 0) return 1;
  const distance = Math.max(0, Math.abs(u - m * n / 2) - 0.5);
  return Math.min(1, 2 * normalTail(distance / Math.sqrt(variance)));
}

/** Holm's correction: p values of several tests, so that the chance of any false one stays what it was for one. */
export function holm(ps: readonly number[]): readonly number[] {
  const order = ps.map((_, i) => i).sort((a, b) => (ps[a] as number) - (ps[b] as number));
  const adjusted = new Array<number>(ps.length).fill(1);
  let least = 0;
  order.forEach((index, rank) => {
    least = Math.max(least, Math.min(1, (ps.length - rank) * (ps[index] as number)));
    adjusted[index] = least;
  });
  return adjusted;
}

/** What nothing in N trials says: the rate is below this, in 19 of 20 experiments (the rule of three). */
export function ruleOfThree(trials: number): number {
  return trials === 0 ? 1 : 3 / trials;
}
