/**
 * Batches as plans name them.
 *
 * @module
 */

/** A batch of a plan. */
export interface PlannedBatch {
  readonly claim: string;
  readonly from: number;
  readonly to: number;
}

/** Which checks, for people. */
export function checksText(seed: number, { claim, from, to }: PlannedBatch): string {
  return `claim ${claim}, seed ${seed}: checks ${from} to ${to - 1}`;
}

/** Batches one after the other. */
export interface Batches {
  /** The next batch; null at the end. */
  next(): PlannedBatch | null;
}
