import { assert, assertEquals } from "@std/assert";
import type { CoveredFeature } from "../campaign_store.ts";
import { catalogOf } from "./catalog.ts";
import { bySort, exitsMap, heatMapOf, heatOf, placeOf } from "./coverage.ts";
import { rates, thinned, unitFor } from "./timeline.ts";
import { campaignPage } from "./page.ts";
import { reachableOf, sampleCoverage, type SampledCoverage, uopPlaces } from "./sampled_coverage.ts";
import { sampleStatistics, sampleView } from "./testing/sample_view.ts";

function feature(sort: string, name: string, slices = 1): CoveredFeature {
  return { sort, name, slices, claim: "c", generator: 1, index: 0, checks: 0, seconds: 0 };
}

Deno.test("a heat map has a row for what comes first in a name and a column for the rest", () => {
  assertEquals(placeOf({ name: "a b c" }), { row: "a", column: "b c" });
  assertEquals(placeOf({ name: "a" }), { row: "a", column: "" });
  const [pairs] = bySort([feature("pair", "b a", 3), feature("pair", "a c", 40), feature("alone", "x")]).slice(1);
  const map = heatMapOf(pairs as never);
  assertEquals([map?.rows, map?.columns, map?.left], [["a", "b"], ["a", "c"], 0]);
  assertEquals(map?.cells, [{ row: "b", column: "a", heat: 0 }, { row: "a", column: "c", heat: 1 }]);
  assertEquals(heatMapOf({ sort: "alone", features: [feature("alone", "x")] }), null);
});

Deno.test("a large heat map keeps what was met most often and says how much it left out", () => {
  const features = Array.from({ length: 500 }, (_, i) => feature("pair", `r${i} c`, i + 1));
  const map = heatMapOf({ sort: "pair", features });
  assertEquals([map?.rows.length, map?.left], [160, 340]);
  assert(map?.rows.includes("r499") && !map.rows.includes("r0"));
});

Deno.test("steps of the scale are tenfold", () => {
  assertEquals([1, 9, 10, 99, 100, 9999, 10_000, 1e9].map(heatOf), [0, 0, 1, 1, 2, 3, 4, 4]);
});

Deno.test("places are counted where something happened, both of a pair", () => {
  const sorts = bySort([feature("pair", "a b", 20), feature("deopt", "b 7"), feature("deopt", "b 8", 5)]);
  const map = exitsMap(sorts.map((each) => ({ ...each, pairs: each.sort === "pair" })));
  assertEquals(map?.rows, ["a", "b"]);
  assertEquals(map?.cells, [
    { row: "a", column: "pair", heat: 1 },
    { row: "b", column: "deopt", heat: 0 },
    { row: "b", column: "pair", heat: 1 },
  ]);
});

Deno.test("the catalog of the pin tells what was not reached, with reasons where it cannot be", () => {
  const features = [feature("pair", "LOAD_FAST _GUARD_BOTH_INT"), feature("deopt", "_GUARD_BOTH_INT 3")];
  const [ran, left] = catalogOf("cpython")?.reachable(features) ?? [];
  assert(ran !== undefined && left !== undefined);
  assertEquals(ran.reached, 2);
  assert(ran.never.includes("_BINARY_OP_ADD_INT") && !ran.never.includes("LOAD_FAST"));
  assert(ran.impossible.some(({ name }) => name === "_INSERT") && !ran.never.includes("_INSERT"));
  assertEquals(left.reached, 1);
  assert(left.never.includes("_GUARD_BOTH_FLOAT") && !left.never.includes("LOAD_FAST"));
  assert(catalogOf("cpython")?.origin("_GUARD_BOTH_INT").includes("BINARY_OP_ADD_INT"));
  const twice = catalogOf("cpython")?.origin("LOAD_FAST") ?? [];
  assertEquals(new Set(twice).size, twice.length, "an instruction that has a micro-op twice");
  assertEquals(catalogOf("cpython")?.reachable([]), [], "what nobody counts is not unreached");
  const [opcodes] = catalogOf("cpython")?.reachable([feature("opcode", "RESUME")]) ?? [];
  assert(opcodes !== undefined);
  assertEquals(opcodes.reached, 1);
  assert(opcodes.never.includes("LOAD_FAST") && !opcodes.never.includes("RESUME"));
  assertEquals(catalogOf("somebody's"), null);
});

Deno.test("the first programs of a campaign on the pin are run again to count what they cover", async () => {
  const view = { ...sampleView(), features: [] };
  assertEquals(await sampleCoverage(view, 0), null);
  assertEquals(await sampleCoverage(sampleView(), 50), null, "a campaign that has counted");
  const other = { ...view, facts: { ...view.facts, attacked: "mine" } };
  assertEquals(await sampleCoverage(other, 50), null, "another machine");
  const sample = await sampleCoverage(view, 50);
  assertEquals(sample?.programs, 50);
  const [ran] = reachableOf(sample as SampledCoverage).filter(({ what }) => what === "micro-ops that ran in a trace");
  assert(ran !== undefined && ran.reached > 40 && ran.never.length === ran.possible - ran.reached);
  const uops = uopPlaces(sample as SampledCoverage).filter(({ times }) => (times["ran"] ?? 0) > 0);
  assertEquals(uops.length, ran.reached);
  const html = await campaignPage({ ...view, sample });
  assert(html.includes("The first 50 programs of the plan"));
  assert(html.includes(`Micro-ops that ran in a trace: ${ran.reached} of ${ran.possible}`));
});

Deno.test("lines over time keep their last point, and name a unit of which there are a few", () => {
  const rows = sampleStatistics(1000);
  const few = thinned(rows, 240);
  assertEquals([few.length, few.at(-1)], [201, rows.at(-1)]);
  assertEquals(thinned(rows.slice(0, 5), 240).length, 5);
  assertEquals([thinned([], 240), thinned(rows.slice(0, 1), 240)], [[], rows.slice(0, 1)]);
  // Rows that come seldom later are as far apart from the beginning on.
  const seldom = rows.filter(({ seconds }) => seconds <= 100 || seconds % 50 === 0);
  const seconds = thinned(seldom, 240).map((row) => row.seconds);
  assertEquals(seconds.slice(0, 4), [0, 50, 100, 150]);
  assertEquals([2, 200, 20_000, 1e6].map((seconds) => unitFor(seconds).name), ["seconds", "minutes", "hours", "days"]);
  assertEquals(rates(rows.slice(0, 3)), [{ x: 10, y: 4010 }, { x: 20, y: 4010 }]);
  const [first] = rows;
  assertEquals(rates([first as never, first as never]), [], "no time, no speed");
  // Checks count when they are made: a slice that ends is no burst, and one that goes on no pause.
  const made = [[0, 0], [0, 500], [1000, 0], [1000, 500]].map(([checks, underWay], i) => ({
    ...first,
    seconds: 10 * i,
    replayed: 0,
    checks,
    underWay,
  }));
  assertEquals(rates(made as never).map(({ y }) => y), [50, 50, 50]);
  // Where nobody heard of slices under way, the time until one ends is theirs.
  const ended = made.map((row) => ({ ...row, underWay: 0 }));
  assertEquals(rates(ended as never), [{ x: 20, y: 50 }, { x: 30, y: 0 }]);
});
