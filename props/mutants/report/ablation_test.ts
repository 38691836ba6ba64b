import { assertEquals } from "@std/assert";
import { comparedMutants, strategyRow } from "../strategies/compare.ts";
import { thinned, trials } from "./ablation.ts";
import { sampleMutant, sampleResult, sampleSeed } from "./sample_report.ts";

const RESULTS = [
  sampleResult(sampleMutant("a", "listed"), [
    sampleSeed(1, "disagree", 0.1, 10),
    sampleSeed(2, "disagree", 0.1, 9, "traces"),
  ]),
  sampleResult(sampleMutant("b", "listed"), [sampleSeed(1, "disagree", 0.1, 10, "bloom-filter")]),
  sampleResult(sampleMutant("c", "listed"), [sampleSeed(1, "survived", 0.1, 10)]),
  sampleResult(sampleMutant("d", "harmless"), [sampleSeed(1, "disagree", 0.1, 10)]),
];

Deno.test("trials() turns each claim off for what it saw, and each policy for what programs showed", () => {
  const all = trials(RESULTS, 10).map(({ kind, name, results }) => ({
    what: `${kind} ${name}`,
    ids: results.map(({ mutant }) => mutant.id).join(),
  }));
  assertEquals(all.slice(0, 4), [
    { what: "claim bloom-filter", ids: "b" },
    { what: "claim equivalence", ids: "a" },
    { what: "claim traces", ids: "a" },
    { what: "policy swarm", ids: "a" },
  ]);
});

Deno.test("thinned() takes evenly and never more than asked for", () => {
  assertEquals(thinned([1, 2, 3, 4, 5, 6], 3), [1, 3, 5]);
  assertEquals(thinned([1, 2], 3), [1, 2]);
  assertEquals(thinned([], 3), []);
});

Deno.test("comparedMutants() takes what a claim about programs may see", () => {
  const all = [
    { ...sampleMutant("a", "listed"), claims: ["bloom-filter"] },
    { ...sampleMutant("b", "listed"), claims: ["recordings", "equivalence"] },
    { ...sampleMutant("c", "harmless"), claims: ["equivalence"] },
    { ...sampleMutant("d", "own"), claims: ["traces"] },
  ];
  assertEquals(comparedMutants(all, 10).map(({ id }) => id), ["b", "d"]);
});

Deno.test("strategyRow() counts attacks, and names the mutants that no seed found", () => {
  const row = strategyRow({ name: "ours", what: "the generator" }, RESULTS.slice(0, 3));
  assertEquals([row.found.hits, row.found.of, row.lost], [3, 4, ["c"]]);
  assertEquals([row.medianSeconds, row.medianChecks], [0.1, 10]);
});
