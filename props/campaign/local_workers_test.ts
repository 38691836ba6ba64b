import { assert, assertEquals } from "@std/assert";
import { newTally } from "../core/tally.ts";
import { LocalWorkers } from "./local_workers.ts";
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
