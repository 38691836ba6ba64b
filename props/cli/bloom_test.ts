import { assert, assertEquals } from "@std/assert";
import { PrngChoices } from "../core/choices.ts";
import { exactRate, HASHES, MAX_ADDRESSES, measure, POPULATIONS, roughRate } from "./bloom_rates.ts";
import { plotSvg } from "./line_plot.ts";

const NEVER = new AbortController().signal;

Deno.test("exact theory equals plain simulation of independent draws, and lies below the approximation", () => {
  const choices = new PrngChoices(7);
  for (const n of [15, 25]) {
    let hits = 0;
    const rounds = 60_000;
    for (let round = 0; round < rounds; round++) {
      const set = new Uint8Array(256);
      for (let i = 0; i < 6 * n; i++) set[choices.below(256)] = 1;
      let all = 1;
      for (let i = 0; i < 6; i++) all &= set[choices.below(256)] as number;
      hits += all;
    }
    const rate = exactRate(n);
    assert(Math.abs(hits / rounds - rate) < 6 * Math.sqrt(rate / rounds), `${hits / rounds}, theory ${rate}`);
    assert(rate < roughRate(n));
  }
  // One address: the mean of (b/256)^6 is near that for six different bits.
  assert(Math.abs(exactRate(1) / roughRate(1) - 0.95) < 0.06);
});

Deno.test("each hash stays near theory on each kind of addresses, and equal seeds measure the same", async () => {
  const { lines } = await measure(1, 300, NEVER);
  assertEquals(lines.length, HASHES.length * POPULATIONS.length);
  for (const { hash, population, rates } of lines) {
    const share = (rates[MAX_ADDRESSES - 1] as number) / exactRate(MAX_ADDRESSES);
    assert(share > 0.7 && share < 1.3, `${hash}, ${population}: ${share} of theory`);
  }
  assertEquals(await measure(1, 20, NEVER), await measure(1, 20, NEVER));
});

Deno.test("a measurement that is ended early tells of the filters so far", async () => {
  const asked = AbortSignal.abort();
  const { lines, filters } = await measure(1, 5000, asked);
  assertEquals([lines, filters], [(await measure(1, 1000, NEVER)).lines, 1000]);
});

Deno.test("a plot is one SVG document with a path and a label for every line, and text is escaped", () => {
  const line = { label: "a < b", color: "#000", dash: "", points: [[1, 0.5], [2, 0], [3, 0.01]] as const };
  const svg = plotSvg({ title: "t & u", xLabel: "x", yLabel: "y", xTicks: [1, 3], yFrom: -3, yTo: 0, lines: [line] });
  assert(svg.startsWith("<svg ") && svg.endsWith("</svg>\n"));
  assert(svg.includes("a &lt; b") && svg.includes("t &amp; u"));
  assertEquals(svg.match(/stroke-width="1.8"/g)?.length, 2);
  assert(!/NaN|Infinity/.test(svg));
});
