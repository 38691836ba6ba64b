/**
 * The counter in the inline cache of JUMP_BACKWARD: 12 bits of count above 4 bits of back-off, 16 bits in all, read as a
 * signed number. Pure arithmetic; the virtual machine keeps the counter in the code.
 *
 * @module
 */

/** Low bits of the counter that hold the back-off exponent (`OPTIMIZER_BITS_IN_COUNTER`). */
export const OPTIMIZER_BITS_IN_COUNTER = 4;
/** First back-off exponent (`MINIMUM_TIER2_BACKOFF`). */
export const MINIMUM_TIER2_BACKOFF = 4;
/** Last back-off exponent: one more and the counter would wrap into hot values. */
export const MAXIMUM_TIER2_BACKOFF = 15 - OPTIMIZER_BITS_IN_COUNTER;
/** What one jump adds. */
export const BACKEDGE_INCREMENT = 1 << OPTIMIZER_BITS_IN_COUNTER;

/** The counter after one more jump; wraps. */
export function countBackedge(counter: number): number {
  return (counter + BACKEDGE_INCREMENT) & 0xffff;
}

/** Whether a counter that was just raised exceeds the threshold, both read as signed 16 bits. */
export function isHot(counter: number, threshold: number): boolean {
  return (counter << 16 >> 16) > (threshold << 16 >> 16);
}

/** The counter after an executor was installed: the back-off is kept. */
export function counterAfterSuccess(counter: number): number {
  return counter & (BACKEDGE_INCREMENT - 1);
}

/** The counter after an attempt without executor: twice the wait, up to 2048 jumps and a few. */
export function counterAfterDecline(counter: number): number {
  const before = counter & (BACKEDGE_INCREMENT - 1);
  const backoff = before < MINIMUM_TIER2_BACKOFF
    ? MINIMUM_TIER2_BACKOFF
    : before < MAXIMUM_TIER2_BACKOFF
    ? before + 1
    : MAXIMUM_TIER2_BACKOFF;
  return ((-(BACKEDGE_INCREMENT << backoff)) & 0xffff) | backoff;
}
