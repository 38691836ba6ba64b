/**
 * How many checks go in a batch.
 *
 * @module
 */

/** Checks in the first batch of a claim: what fails at once is not to wait for a large one. */
const SMALLEST = 4;

/**
 * Checks in the largest batch. All programs of one are alive together: in twice as large ones the collector copies twice as much, and
 * moves to the old generation what dies soon after.
 */
const LARGEST = 64;

/** Checks in the next batch of a claim that has done so many: twice as many as in the one before, up to the largest. */
export function batchSize(done: number): number {
  return Math.min(LARGEST, done + SMALLEST);
}
