import { assert, assertEquals } from "@std/assert";
import { a12, clusterMean, holm, mannWhitney, restrictedMean, ruleOfThree } from "./statistics.ts";

// Hollander and Wolfe (1973), page 69: permeability of membranes; W = 35, one-sided p = 0.1272.
const TERM = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
const EARLY = [1.15, 0.88, 0.90, 0.74, 1.21];

// `datasets::airquality` (Chambers and others, 1983): ozone in New York, May and August 1973, days without a value left out. R's manual
// page of wilcox.test compares them: W = 127.5, p = 0.0001208, with ties.
const MAY = [
  [41, 36, 12, 18, 28, 23, 19, 8, 7, 16, 11, 14, 18],
  [14, 34, 6, 30, 11, 1, 11, 4, 32, 23, 45, 115, 37],
].flat();
const AUGUST = [
  [39, 9, 16, 78, 35, 66, 122, 89, 110, 44, 28, 65, 22],
  [59, 23, 31, 44, 21, 9, 45, 168, 73, 76, 118, 84, 85],
].flat();

function assertNear(found: number, expected: number, within: number): void {
  assert(Math.abs(found - expected) <= within, `expected ${expected}, found ${found}`);
}

Deno.test("mannWhitney() gives the p of a published example, exactly", () => {
  assertNear(mannWhitney(TERM, EARLY), 2 * 0.1272, 1e-3);
  assertNear(mannWhitney(EARLY, TERM), 2 * 0.1272, 1e-3);
  // The manual page of scipy.stats.mannwhitneyu: U = 17, p = 0.1111.
  assertNear(mannWhitney([19, 22, 16, 29, 24], [20, 11, 17, 12]), 1 / 9, 1e-12);
  // All of one sample below all of the other: 2 of the 20 choose 10 orders.
  const low = Array.from({ length: 10 }, (_, i) => i);
  assertNear(mannWhitney(low, low.map((each) => each + 100)), 2 / 184_756, 1e-9);
});

Deno.test("mannWhitney() corrects for equal values, and says nothing where all are equal", () => {
  assertNear(mannWhitney(MAY, AUGUST), 0.0001208, 5e-8);
  // U = 1 of 16, ties 6 + 24 + 6: z = (8 - 1 - 0.5) / sqrt(16 / 12 * (9 - 36 / 56)) = 1.947.
  assertNear(mannWhitney([1, 1, 2, 2], [2, 3, 3, 4]), 0.0515, 1e-3);
  assertEquals(mannWhitney([5, 5, 5], [5, 5, 5]), 1);
  assertEquals(mannWhitney([], [1]), 1);
});

Deno.test("a12() is U over the number of pairs", () => {
  assertEquals(a12(TERM, EARLY), 35 / 50);
  assertNear(a12(MAY, AUGUST), 127.5 / 26 ** 2, 1e-12);
  // The manual page of effsize::cliff.delta has delta = 2 A12 - 1 = -0.25.
  assertEquals(a12([10, 10, 20, 20, 20, 30, 30, 30, 40, 50], [10, 20, 30, 40, 40, 50]), (1 - 0.25) / 2);
  assertEquals(a12([1, 1], [1, 1]), 0.5);
  assertEquals(a12([1], [2]), 0);
});

Deno.test("holm() gives the adjusted p values of a published example", () => {
  const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
  [0.03, 0.06, 0.06, 0.02].forEach((each, i) => assertNear(adjusted[i] as number, each, 1e-12));
  assertEquals(holm([]), []);
});

Deno.test("restrictedMean() counts what found nothing with the whole budget", () => {
  assertEquals(restrictedMean([1, 3, null, 12], 10), (1 + 3 + 10 + 10) / 4);
});

Deno.test("clusterMean() is the same each time, and holds the mean", () => {
  const values = [0.1, 0.2, 5, 0.4, 2];
  const { mean, low, high } = clusterMean(values);
  assertNear(mean, 1.54, 1e-12);
  assertEquals(low < mean && mean < high, true);
  assertEquals(clusterMean(values), { mean, low, high });
  assertEquals(ruleOfThree(3000), 0.001);
});
