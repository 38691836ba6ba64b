/**
 * The duties of every arbitrary, as one test: same seed same value, always valid, shrinks smaller and stays valid, shrinks
 * without context, survives JSON.
 *
 * @module
 */

import { fc } from "../deps.ts";

/** What the kit has to know of an arbitrary. */
export interface KitOptions<T> {
  /** Throws when a value is not valid. */
  readonly validate: (value: T) => void;
  /** Size of a value; every shrink is strictly smaller. */
  readonly weigh: (value: T) => number;
  readonly seed: number;
  readonly values: number;
}

/** The first duty that an arbitrary breaks, or null. */
export function brokenDuty<T>(arbitrary: fc.Arbitrary<T>, options: KitOptions<T>): string | null {
  const { validate, weigh, seed, values } = options;
  const sampled = fc.sample(arbitrary, { seed, numRuns: values });
  const again = fc.sample(arbitrary, { seed, numRuns: values });
  for (let i = 0; i < values; i++) {
    const value = sampled[i] as T;
    const text = JSON.stringify(value);
    if (text !== JSON.stringify(again[i])) return `value ${i}: the same seed gave another value`;
    validate(value);
    validate(JSON.parse(text) as T);
    if (!arbitrary.canShrinkWithoutContext(value)) return `value ${i} cannot shrink without context`;
    const weight = weigh(value);
    let shrunk = 0;
    for (const candidate of arbitrary.shrink(value, undefined)) {
      validate(candidate.value);
      if (weigh(candidate.value) >= weight) return `value ${i}: shrink ${shrunk} is not smaller`;
      if (!arbitrary.canShrinkWithoutContext(candidate.value)) return `value ${i}: shrink ${shrunk} cannot shrink on`;
      if (++shrunk >= 25) break;
    }
    if (shrunk === 0) return `value ${i} does not shrink`;
  }
  return null;
}
