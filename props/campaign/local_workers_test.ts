import { assert, assertEquals, assertMatch } from "@std/assert";
import { newTally } from "../core/tally.ts";
import type { Numbers } from "../core/testing/toy.ts";
import type { SliceJob } from "./jobs.ts";
import { LocalWorkers } from "./local_workers.ts";
import { loadPlug } from "./testing/divisors.ts";

const SEED = 3;
const plug = loadPlug();
/** What `divisors.ts` calls costly. */
const COSTLY = 9973;
const MEBIBYTE = 1024 * 1024;

/** Indexes of checks that have a costly number. */
const costly: readonly number[] = Array.from({ length: 20_000 }, (_, index) => index).filter((index) => {
  const { program } = plug.subject("hangs").generate(SEED, index) as { readonly program: Numbers };
  return program.some((number) => number % COSTLY === 0);
});

function slice(claim: string, from: number, to: number): SliceJob {
  return { kind: "slice", slice: { number: 0, claim, seed: SEED, generator: 1, from, to }, guide: { parents: [] } };
}

async function withWorkers(run: (workers: LocalWorkers) => Promise<void>, hangMs = 10_000): Promise<void> {
  const source = { host: new URL("./testing/divisors.ts", import.meta.url).href, module: null };
  const setup = { source, mended: [], specifier: "mod.ts" };
  const workers = new LocalWorkers({ jobs: 1, setup, limits: { hangMs, memoryBytes: 300 * MEBIBYTE } });
  try {
    await run(workers);
  } finally {
    await workers.close();
  }
}

Deno.test("a check that hangs is found and skipped, the rest of its slice is run", async () => {
  await withWorkers(async (workers) => {
    const at = costly[0] as number;
    const { tally, casualties, failures } = await workers.run(slice("hangs", at - 20, at + 20));
    assertEquals(casualties.map(({ kind, index }) => [kind, index]), [["hang", at]]);
    assertEquals([tally.checks, failures.length], [39, 0]);
  }, 400);
});

Deno.test("a check that eats memory, and one that ends its process, are found and told", async () => {
  await withWorkers(async (workers) => {
    const at = costly[1] as number;
    const [eats, dies] = [
      await workers.run(slice("eats", at - 3, at + 3)),
      await workers.run(slice("dies", at - 3, at + 3)),
    ];
    assertEquals(eats.casualties.map(({ kind, index }) => [kind, index]), [["memory", at]]);
    assertEquals(dies.casualties.map(({ kind, index }) => [kind, index]), [["death", at]]);
    assertMatch(dies.casualties[0]?.what ?? "", /SIGKILL/);
    const [casualty] = dies.casualties;
    assert(casualty !== undefined);
    // Its program is described without being run.
    const { cause, files } = await workers.run({
      kind: "casualty",
      claim: "dies",
      seed: SEED,
      casualty,
      origins: null,
    });
    assertEquals(cause, { key: "dies:death", defects: [], form: "" });
    assert(JSON.parse(files["program.json"] ?? "[]").some((number: number) => number % COSTLY === 0));
  });
});

Deno.test("a worker gives what the same slice gives in this thread", async () => {
  await withWorkers(async (workers) => {
    const { failures, tally } = await workers.run(slice("first", 0, 600));
    const subject = plug.subject("first");
    const failing = Array.from({ length: 600 }, (_, index) => index).filter((index) =>
      subject.check(subject.generate(SEED, index), new Set(), newTally()) !== null
    );
    assertEquals([failures.map(({ index }) => index), tally.checks], [failing, 600]);
    assert(failing.length > 0);
  });
});
