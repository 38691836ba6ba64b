/**
 * The counter in the first inline-cache unit of every adaptive instruction: 12 bits of value above 4 bits of back-off exponent.
 *
 * @module
 */

/** What one deferred run or one miss takes off; below it the value is 0 and the specializer is asked. */
export const ADAPTIVE_DECREMENT = 16;
/** After a success: value 52, exponent 0 (`adaptive_counter_cooldown`). */
export const ADAPTIVE_COOLDOWN = 52 << 4;
/** Largest exponent (`MAX_BACKOFF_VALUE`). */
export const MAX_BACKOFF_VALUE = 12;

/** The counter after the specializer gave up (`adaptive_counter_backoff`). */
export function counterAfterFailure(counter: number): number {
  const exponent = Math.min((counter & 15) + 1, MAX_BACKOFF_VALUE);
  return ((1 << exponent) - 1) << 4 | exponent;
}
