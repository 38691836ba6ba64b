/**
 * The yardstick: fast-check alone, making arrays of 60 tagged instruction records. No program that is checked can be
 * made faster than its input is drawn, so other harnesses stay below this rate.
 *
 * @module
 */

import { breathe } from "../cli/interrupt.ts";
import { fc } from "../deps.ts";
import { median } from "./measure.ts";

/** Instructions in one array. */
const LENGTH = 60;

/** Arrays of 60 records of seven kinds, each kind with its own tag and operand. */
function instructionArrays(): fc.Arbitrary<readonly { readonly kind: string }[]> {
  const byte = fc.nat({ max: 255 });
  const instruction = fc.oneof(
    byte.map((index) => ({ kind: "load", index })),
    byte.map((index) => ({ kind: "store", index })),
    byte.map((value) => ({ kind: "const", value })),
    byte.map((operator) => ({ kind: "binary", operator })),
    byte.map((operator) => ({ kind: "compare", operator })),
    byte.map((target) => ({ kind: "jump", target })),
    byte.map((count) => ({ kind: "call", count })),
  );
  return fc.array(instruction, { minLength: LENGTH, maxLength: LENGTH, size: "max" });
}

/** Arrays per second, drawn by a property that always holds, as a user of fast-check would run it. */
export async function fastCheckOnlyRate(ms: number, signal: AbortSignal): Promise<number> {
  const property = fc.property(instructionArrays(), (array) => array.length === LENGTH);
  const RUNS = 2000;
  fc.assert(property, { numRuns: RUNS, seed: 1 });
  const rates: number[] = [];
  const end = performance.now() + ms;
  for (let seed = 2; rates.length < 3 || performance.now() < end; seed++) {
    await breathe(signal);
    const start = performance.now();
    fc.assert(property, { numRuns: RUNS, seed });
    rates.push((RUNS * 1000) / (performance.now() - start));
  }
  return median(rates);
}
