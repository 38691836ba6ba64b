import { assert, assertEquals } from "@std/assert";
import { plain } from "../../report/paint.ts";
import { SAMPLE_RESULTS, sampleReport } from "./sample_report.ts";
import { makeReport } from "./report.ts";
import { median, percentile, wilson } from "./statistics.ts";
import { groupTable, markdownTable, reportText, strategyTable, tableText } from "./text.ts";

Deno.test("wilson() gives the intervals of the textbook", () => {
  const { low, high } = wilson(81, 263);
  assertEquals([low.toFixed(4), high.toFixed(4)], ["0.2553", "0.3662"]);
  const all = wilson(10, 10);
  assertEquals(all.low.toFixed(4), "0.7225");
  assertEquals([all.high, wilson(0, 10).low, wilson(0, 0).rate], [1, 0, 0]);
});

Deno.test("median() and percentile() take the middle and the nearest rank", () => {
  assertEquals([median([3, 1, 2]), median([4, 1, 2, 3]), median([])], [2, 2.5, null]);
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
  assertEquals([percentile(hundred, 0.95), percentile([7], 0.95), percentile([], 0.5)], [95, 7, null]);
});

Deno.test("makeReport() counts a mutant as found when every seed found it, and attacks by the time they took", () => {
  const { listed, components, difficulties } = sampleReport();
  assertEquals([listed.found.hits, listed.found.of], [2, 3]);
  assertEquals(listed.buckets, [1, 1, 1, 1, 0, 1]);
  assertEquals([listed.medianSeconds, listed.medianChecks], [2.75, 55]);
  assertEquals(components.map(({ name, found }) => `${name} ${found.hits}/${found.of}`), [
    "translate 1/1",
    "bloom 1/2",
  ]);
  assertEquals(difficulties.map(({ name }) => name), ["easy", "hard"]);
});

Deno.test("makeReport() leaves equivalent ones out of the rate and flags harmless ones", () => {
  const { generated, harmless, generatedParts } = sampleReport();
  assertEquals([generated?.found.hits, generated?.found.of, generated?.equivalent], [1, 2, ["g"]]);
  assertEquals(generatedParts.map(({ name, found }) => `${name} ${found.hits}/${found.of}`), [
    "src/vm 1/1",
    "src/isa 0/1",
  ]);
  assertEquals(harmless, { total: 2, flagged: ["e"] });
});

Deno.test("makeReport() puts what went wrong first", () => {
  assertEquals(sampleReport().mutants.map(({ id }) => id), ["e", "b", "h", "g", "c", "a", "f", "d"]);
});

Deno.test("makeReport() names what saw each mutant", () => {
  const { mutants, byClaim } = sampleReport();
  assertEquals(mutants.find(({ id }) => id === "c")?.claims, ["traces (hang)"]);
  assertEquals(byClaim[0], { name: "equivalence", detections: 3, mutants: 2 });
});

Deno.test("makeReport() of nothing has no rates", () => {
  const report = makeReport({ results: [], notPlanted: [], seeds: 1, budgetMs: 1000, argued: {} });
  assertEquals([report.listed.found.of, report.generated, report.curves.length], [0, null, 0]);
  assertEquals(reportText(report, plain), "");
});

Deno.test("reportText() begins with survivors and ends with the rates", () => {
  const lines = reportText(sampleReport(), plain).split("\n");
  assertEquals(lines.slice(0, 3), [
    "flagged though harmless: e: <e> & more",
    "survived: b: <b> & more (1 of 2 seeds found it)",
    "survived: h: <h> & more (0 of 1 seeds found it)",
  ]);
  const rate = "found 2 of 3, 66.7 % (20.8 to 93.9 %) with 2 seeds, at most 60 s each";
  assert(lines.includes(rate), lines.join("\n"));
  assert(lines.includes("machine-made: killed 1 of 2, 50.0 % (9.5 to 90.5 %), 1 more argued equivalent"));
});

Deno.test("tableText() lines columns up, markdownTable() writes rows", () => {
  const table = { head: ["name", "n"], rows: [["a", "1"], ["long", "100"]] };
  assertEquals(tableText(table, plain), "name    n\na       1\nlong  100");
  assertEquals(markdownTable(table), "| name | n |\n| --- | ---: |\n| a | 1 |\n| long | 100 |");
  const { head, rows } = groupTable("x", sampleReport().components);
  assertEquals(rows.map((row) => row.length), [head.length, head.length]);
  assertEquals(strategyTable(sampleReport().strategies).rows[0]?.slice(1, 3), ["29/30", "96.7 %"]);
});

Deno.test("a report survives JSON", () => {
  assertEquals(JSON.parse(JSON.stringify(sampleReport())), sampleReport());
  assertEquals(sampleReport().mutants.length, SAMPLE_RESULTS.length);
});
