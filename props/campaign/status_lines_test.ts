import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { CampaignProgress } from "./campaign_options.ts";
import { frequenciesOf } from "./estimate.ts";
import { fitted, type Standing, standingLine, standingScreen } from "./status_lines.ts";

const progress: CampaignProgress = {
  time: 0,
  run: 2,
  seconds: 7260,
  runSeconds: 60,
  runChecks: 120_000,
  checks: 1_000_000,
  replayed: 14,
  wasted: 25_000,
  poisoned: 400,
  findings: 3,
  features: 900,
  corpus: 0,
  jobs: 2,
  memory: 300 * 1024 * 1024,
  underWay: 0,
  sinceNew: 42,
  phase: "slices",
};

function standing(counts: readonly number[], features: readonly number[] = [1, 1, 2, 8]): Standing {
  return {
    progress,
    causes: counts.map((checks, i) => ({ signature: `cause-${i}`, checks, note: i === 0 ? "known: here" : "" })),
    causeFrequencies: frequenciesOf(counts),
    featureFrequencies: frequenciesOf(features),
    slices: 400,
  };
}

Deno.test("a line says how fast it goes, what was found, and the share that was in vain", () => {
  assertEquals(
    standingLine(progress),
    "60.0 s · 1,000,000 checks · 2,000/s · findings 3 · features 900 · wasted 2.5 % · memory 300 MiB",
  );
});

Deno.test("the screen lists root causes by their checks, with what is known of them, and what is left", () => {
  const lines = standingScreen(standing([1, 500, 1]));
  const at = lines.findIndex((line) => line.startsWith("3 root causes"));
  assertEquals(lines.slice(at + 1), [
    "  cause-1  500 checks",
    "  cause-0  1 check · known: here",
    "  cause-2  1 check",
  ]);
  const text = lines.join("\n");
  assertStringIncludes(text, "a new root cause with a chance of 1 in 500,000; there are 4 or more, 3 were met");
  assertStringIncludes(text, "the next slice brings one in 200 of the features that were never met");
});

Deno.test("where no root cause was met once, the chance of another one is told as a bound", () => {
  assertStringIncludes(standingScreen(standing([9, 500])).join("\n"), "with a chance of at most 1 in 333,333");
  const many = standingScreen(standing(Array.from({ length: 30 }, (_, i) => i + 2)));
  assert(many.at(-1)?.includes("18 more"));
});

Deno.test("a terminal that is narrow or low shows whole sentences, and no more than it has room for", () => {
  const lines = standingScreen(standing([1, 500, 1]));
  const narrow = fitted(lines, { columns: 40, rows: 50 });
  assert(narrow.every((line) => line.length < 40), narrow.join("\n"));
  const words = (text: readonly string[]): string => text.join(" ").split(/\s+/).join(" ");
  assertEquals(words(narrow), words(lines));
  assertEquals(fitted(lines, { columns: 40, rows: 6 }), narrow.slice(0, 5));
  assertEquals(fitted(["  a cause with a long name"], { columns: 12, rows: 5 }).length, 1);
});
