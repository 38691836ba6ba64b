/**
 * What V8 is told where code runs for a moment only.
 *
 * @module
 */

/** Compiling such code well costs more than it gives, an eighth of all processor time in the tests. Hunts have these flags, too. */
export const FEW_COMPILED: readonly string[] = [
  "--max-inlined-bytecode-size-cumulative=200",
  "--invocation-count-for-maglev=5000",
  "--invocation-count-for-turbofan=200000",
];
