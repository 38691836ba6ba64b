import { assert, assertEquals } from "@std/assert";
import { CampaignPlan } from "./plan.ts";
import type { CampaignSlice } from "./slice.ts";

const OPTIONS = {
  claims: ["often", "seldom", "unplanned"],
  slices: [{ claim: "often", checks: 32 }, { claim: "seldom", checks: 1, every: 4 }],
  seed: 5,
  generator: 7,
  checks: 20_000,
};

function all(checks = OPTIONS.checks): CampaignSlice[] {
  const plan = new CampaignPlan({ ...OPTIONS, checks });
  const slices: CampaignSlice[] = [];
  for (let slice = plan.next(); slice !== null; slice = plan.next()) slices.push(slice);
  return slices;
}

Deno.test("a plan gives each claim its checks in a row, without a gap, in slices that are numbered", () => {
  const slices = all();
  assertEquals(slices.map(({ number }) => number), slices.map((_, i) => i));
  for (const claim of OPTIONS.claims) {
    let next = 0;
    for (const { from, to } of slices.filter((slice) => slice.claim === claim)) {
      assertEquals(from, next);
      assert(to > from);
      next = to;
    }
    assert(next > 0, claim);
  }
});

Deno.test("slices are small at first and grow up to a limit", () => {
  const sizes = all().filter(({ claim }) => claim === "often").map(({ from, to }) => to - from);
  assertEquals([sizes[0], Math.max(...sizes)], [32, 512]);
});

Deno.test("a claim with many checks has several slices in a row, so that none takes long", () => {
  const plan = new CampaignPlan({
    ...OPTIONS,
    slices: [{ claim: "often", checks: 100 }, { claim: "seldom", checks: 1 }],
  });
  const slices: CampaignSlice[] = [];
  for (let slice = plan.next(); slice !== null; slice = plan.next()) slices.push(slice);
  const last = slices.findLastIndex(({ claim }) => claim === "seldom");
  const turn = slices.slice(last - 4, last);
  assertEquals(turn.map(({ claim, from, to }) => [claim, to - from]), [
    ["often", 512],
    ["often", 512],
    ["often", 512],
    ["often", 64],
  ]);
});

Deno.test("a plan of fewer checks is the beginning of one of more: a campaign can go on", () => {
  const short = all(3000);
  assertEquals(short, all().slice(0, short.length));
  assert(short.reduce((sum, { from, to }) => sum + to - from, 0) >= 3000);
});

Deno.test("a claim that has its turn every few rounds has it then", () => {
  const slices = all();
  const often = slices.filter(({ claim }) => claim === "often").length;
  const seldom = slices.filter(({ claim }) => claim === "seldom").length;
  assertEquals(seldom, Math.ceil(often / 4));
});
