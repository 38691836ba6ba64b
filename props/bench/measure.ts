/**
 * Rates: how often something runs in a second, with a warm-up, as the median of several rounds.
 *
 * @module
 */

/** Rounds that a measurement is split into. */
const ROUNDS = 5;

/** Times per second that `body` runs, measured for about `ms` milliseconds after a warm-up of half of that. */
export function ratePerSecond(ms: number, body: (round: number) => void): number {
  run(ms / 2, body, 0);
  let round = 1_000_000_000;
  const rates: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const { times, elapsed } = run(ms / ROUNDS, body, round);
    round += times;
    rates.push((times * 1000) / elapsed);
  }
  return median(rates);
}

/** Runs `body` for a while; the clock is read after ever more calls, so that it does not count. */
function run(ms: number, body: (round: number) => void, first: number): { times: number; elapsed: number } {
  const start = performance.now();
  let times = 0;
  let stride = 1;
  for (;;) {
    for (let i = 0; i < stride; i++) body(first + times++);
    const elapsed = performance.now() - start;
    if (elapsed >= ms) return { times, elapsed };
    if (elapsed < ms / 50) stride *= 2;
  }
}

/** The middle of a list; the mean of the two middle ones where there are two; NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? NaN) + high) / 2;
}

/** The value that so many of the others are below; between two, what lies between them. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? NaN;
  return low + ((sorted[Math.ceil(at)] ?? NaN) - low) * (at - Math.floor(at));
}
