import { assert, assertEquals } from "@std/assert";
import { newTally } from "../core/tally.ts";
import { isSpent, LocalWorkers } from "./local_workers.ts";
import { loadPlug } from "./testing/divisors.ts";

const SEED = 3;

// What checks do to workers: casualties_test.ts.
for (const jobs of new Set([1, navigator.hardwareConcurrency])) {
  Deno.test(`a worker of ${jobs} gives what the same slice gives in this thread`, async () => {
    const source = { host: new URL("./testing/divisors.ts", import.meta.url).href, module: null };
    const setup = { source, mended: [], specifier: "mod.ts" };
    const workers = new LocalWorkers({ jobs, setup, limits: { hangMs: 10_000, memoryBytes: 2 ** 31 } });
    try {
      const slice = { number: 0, claim: "first", seed: SEED, generator: 1, from: 0, to: 600 };
      const { failures, tally } = await workers.run({ kind: "slice", slice, guide: { parents: [] } });
      const subject = loadPlug().subject("first");
      const failing = Array.from({ length: 600 }, (_, index) => index).filter((index) =>
        subject.check(subject.generate(SEED, index), new Set(), newTally()) !== null
      );
      assertEquals([failures.map(({ index }) => index), tally.checks], [failing, 600]);
      assert(failing.length > 0);
      assertEquals(workers.underWay(), 0, "nothing is under way");
    } finally {
      await workers.close();
    }
  });
}

Deno.test("a slice in which every check costs its worker ends at the third", async () => {
  const source = { host: new URL("./testing/divisors.ts", import.meta.url).href, module: null };
  const setup = { source, mended: [], specifier: "mod.ts" };
  const workers = new LocalWorkers({ jobs: 1, setup, limits: { hangMs: 10_000, memoryBytes: 2 ** 31 } });
  try {
    const slice = { number: 0, claim: "dies-often", seed: SEED, generator: 1, from: 0, to: 12 };
    const { casualties, tally } = await workers.run({ kind: "slice", slice, guide: { parents: [] } });
    assertEquals([casualties.map(({ index }) => index), tally.checks], [[0, 1, 2], 0]);
  } finally {
    await workers.close();
  }
});

Deno.test("a worker makes room for a fresh one when it is nearly full, or large after long work", () => {
  const MEBIBYTE = 2 ** 20;
  const spent = (mebibytes: number, cpu: number): boolean =>
    isSpent({ memory: mebibytes * MEBIBYTE, cpu }, 1000 * MEBIBYTE);
  assertEquals([spent(590, 10), spent(610, 10)], [false, true]);
  assertEquals([spent(250, 590), spent(250, 610), spent(230, 610)], [false, true, false]);
});
