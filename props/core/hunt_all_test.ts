import { assert, assertEquals } from "@std/assert";
import { batchSize } from "./batch_size.ts";
import { huntAll, type HuntAllOptions, type HuntAllResult } from "./hunt_all.ts";
import { Rounds, type Slice } from "./rounds.ts";
import { TOY_DEFECTS, TOY_SOURCE } from "./testing/toy.ts";

function toy(claims: readonly string[], changes: Partial<HuntAllOptions> = {}): HuntAllOptions {
  return {
    plug: TOY_SOURCE,
    claims,
    seed: 1,
    mended: new Set(),
    checks: 2000,
    timeMs: 60_000,
    budget: { candidates: 300, work: 1_000_000 },
    jobs: 1,
    ...changes,
  };
}

function found({ findings }: HuntAllResult): string[] {
  return findings.map(({ finding, duplicates }) => `${finding.signature} x${duplicates}`);
}

Deno.test("each claim and each sort of crash counts for itself, and what does not repeat is flaky", async () => {
  const toys = ["toy", "toy-crash", "toy-flaky"];
  const result = await huntAll(toy(toys));
  assertEquals(result.findings.map(({ claims }) => claims), [["toy"], ["toy-crash"], ["toy-flaky"]]);
  const [plain, crash, flaky] = result.findings.map(({ finding }) => finding);
  assertEquals(plain?.signature, "multiples");
  assertEquals([crash?.failure.kind, flaky?.flaky], ["crash", true]);
  assertEquals(result.tally.checks, 2000);
  assertEquals(
    [...result.tallies].reduce((sum, [, { checks }]) => sum + checks, 0),
    2000,
  );
});

Deno.test("a failure that one repair mends is not shrunk a second time", async () => {
  const shrunk: number[] = [];
  const result = await huntAll(toy(["toy"], { onFailure: (_claim, index) => shrunk.push(index) }));
  assertEquals(shrunk.length, 1);
  const [first] = result.findings;
  assert(first !== undefined && first.duplicates > 5);
  assertEquals(first.finding.index, shrunk[0]);
});

Deno.test("a hunt that finds nothing says so, and one can be stopped", async () => {
  const none = await huntAll(toy(["toy"], { mended: new Set(TOY_DEFECTS) }));
  assertEquals([none.ended, found(none)], ["checks", []]);
  const abort = new AbortController();
  const stopped = await huntAll(
    toy(["toy"], { checks: Infinity, signal: abort.signal, onFinding: () => abort.abort() }),
  );
  assertEquals([stopped.ended, stopped.findings.length], ["interrupted", 1]);
  assertEquals((await huntAll(toy(["toy"], { checks: Infinity, timeMs: 20 }))).ended, "time");
});

Deno.test("rounds give every claim its slice, in one order, up to the number of checks", () => {
  const slices: readonly Slice[] = [{ claim: "equivalence", checks: 256 }, { claim: "validity", checks: 1, every: 2 }];
  const rounds = new Rounds(["validity", "equivalence", "brand-new"], 600, slices);
  const ranges: [claim: string, from: number, to: number][] = [];
  for (let batch = rounds.next(); batch !== null; batch = rounds.next()) {
    const { claim, from, to } = batch;
    assert(to - from <= batchSize(from), "no batch is larger than those of any hunt");
    const last = ranges.at(-1);
    if (last?.[0] === claim && last[2] === from) last[2] = to;
    else ranges.push([claim, from, to]);
  }
  assertEquals(ranges, [
    ["equivalence", 0, 256],
    ["validity", 0, 1],
    ["brand-new", 0, 2],
    ["equivalence", 256, 512],
    ["brand-new", 2, 4],
    ["equivalence", 512, 595],
  ]);
  assertEquals(rounds.next(), null);
});
