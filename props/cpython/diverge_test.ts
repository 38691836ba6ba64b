import { assert, assertEquals } from "@std/assert";
import { NO_REPAIRS } from "../../src/isa/repairs.ts";
import { UOPS } from "../../src/isa/uops.ts";
import { divergenceLines, divergencePlace } from "../report/divergence_text.ts";
import { diverge } from "./diverge.ts";
import type { Finding } from "../core/finding.ts";
import { parseFinding, replayStored, stringifyFinding } from "../core/finding_file.ts";
import { repairsFor, type StoredInput } from "../core/subject.ts";

function regression(name: string): Finding {
  const url = new URL(`../regressions/findings/${name}.json`, import.meta.url);
  return replayStored(parseFinding(Deno.readTextFileSync(url), name)) as Finding;
}

Deno.test("a handler that is missed shows at the error exit: same frame, locals and exception, another handler", () => {
  const { divergence, stored } = regression("handler-lookup-trace-escapes");
  assert(divergence !== null && stored !== null);
  assertEquals([divergence.difference.what, divergence.origin.kind], ["handler", "error"]);
  assertEquals(divergence.found.handler, -1);
  assert((divergence.expected?.handler ?? -1) >= 0);
  assertEquals(divergence.found.frames, divergence.expected?.frames);
  assertEquals([divergence.left, divergence.right], ["tier1 with handler-lookup", "tier2"]);
  assertEquals(divergence.blame, { pass: null, rewrite: null, rewrites: 0 }, "no pass is to blame");
  const lines = divergenceLines(divergence, stored.program);
  const marked = lines.filter((line) => line.startsWith("!="));
  assertEquals(marked.length, 1);
  assert(/handler +at unit \d+ +none$/.test(marked[0] ?? ""), lines.join("\n"));
  assert(divergencePlace(divergence).includes("where a trace is left by an error: handler"));
});

Deno.test("a defect of tier 1 itself shows against a repaired tier 1, without uops", () => {
  const { divergence, stored } = regression("handler-lookup-caller-escapes");
  assert(divergence !== null && stored !== null);
  assertEquals([divergence.difference.what, divergence.origin.kind, divergence.right], ["handler", "tier1", "tier1"]);
  assertEquals([divergence.ran.length, divergence.blame], [0, null]);
  assert(divergenceLines(divergence, stored.program).some((line) => line.includes("in tier 1")));
});

Deno.test("a program on which engines agree has no divergence", () => {
  const { stored } = regression("handler-lookup-trace-escapes");
  const { program, limits } = stored as StoredInput;
  const repairs = repairsFor("pinned", ["handler-lookup"]);
  assertEquals(diverge(program, limits, { repairs, expected: repairs, tier: 2 }), null);
});

Deno.test("what ran since both agreed ends with the uop that failed", () => {
  const { divergence } = regression("handler-lookup-trace-catches");
  assert(divergence !== null);
  const { ran, firstUop, origin } = divergence;
  assertEquals(firstUop + ran.length - 1, origin.uop);
  assert(ran.length > 0 && ran.at(-1)?.uop !== UOPS._SET_IP.id);
});

Deno.test("a divergence is kept in the file of its finding", () => {
  const finding = regression("extended-arg-ip");
  const document = JSON.parse(stringifyFinding(finding)) as { divergence: { difference: unknown } };
  assertEquals(document.divergence.difference, finding.divergence?.difference);
  assertEquals(finding.cause.repairs, ["extended-arg-ip"]);
  assert(finding.repairs.length === NO_REPAIRS.size);
});
