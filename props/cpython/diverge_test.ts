import { assert, assertEquals } from "@std/assert";
import { UOPS } from "../../src/isa/uops.ts";
import { agreedText, divergencePlace, stateTable } from "./divergence_text.ts";
import { diverge } from "./diverge.ts";
import type { Finding } from "../core/finding.ts";
import { parseFinding, replayStored, stringifyFinding } from "../core/finding_file.ts";
import type { VmParting } from "./parting.ts";
import { pinPlug } from "./plug.ts";
import { repairsFor } from "./repairs.ts";
import type { ProgramCase } from "./vm.ts";

const PIN = pinPlug();

function regression(name: string): Finding {
  const url = new URL(`../regressions/findings/${name}.json`, import.meta.url);
  return replayStored(parseFinding(Deno.readTextFileSync(url), name, PIN), PIN) as Finding;
}

/** The divergence of a finding, and its program with its limits. */
function parted(name: string) {
  const finding = regression(name);
  assert(finding.divergence !== null && finding.input.kind === "program");
  const { program, limits } = finding.input.program as ProgramCase;
  return { finding, divergence: finding.divergence as VmParting, program, limits };
}

Deno.test("a handler that is missed shows at the error exit: same frame, locals and exception, another handler", () => {
  const { divergence, program } = parted("handler-lookup-trace-escapes");
  assertEquals([divergence.difference.what, divergence.origin.kind], ["handler", "error"]);
  assertEquals(divergence.found.handler, -1);
  assert((divergence.expected?.handler ?? -1) >= 0);
  assertEquals(divergence.found.frames, divergence.expected?.frames);
  assertEquals([divergence.left, divergence.right], ["tier1, handler-lookup repaired", "tier2"]);
  assertEquals(divergence.blame, { pass: null, rewrite: null, rewrites: 0 }, "no pass is to blame");
  const lines = stateTable(divergence, program);
  const marked = lines.filter((line) => line.startsWith("!="));
  assertEquals(marked.length, 1);
  assert(/handler +at unit \d+ +none$/.test(marked[0] ?? ""), lines.join("\n"));
  assert(divergencePlace(divergence).includes("where a trace is left by an error: handler"));
});

Deno.test("a defect of tier 1 itself shows against a repaired tier 1, without uops", () => {
  const { divergence } = parted("handler-lookup-caller-escapes");
  assertEquals([divergence.difference.what, divergence.origin.kind, divergence.right], ["handler", "tier1", "tier1"]);
  assertEquals([divergence.ran.length, divergence.blame], [0, null]);
  assert(agreedText(divergence).includes("in tier 1"));
});

Deno.test("a program on which engines agree has no divergence", () => {
  const { program, limits } = parted("handler-lookup-trace-escapes");
  const repairs = repairsFor("pinned", ["handler-lookup"]);
  assertEquals(diverge(program, limits, { repairs, expected: repairs, tier: 2 }), null);
});

Deno.test("what ran since both agreed ends with the uop that failed", () => {
  const { divergence } = parted("handler-lookup-trace-catches");
  const { ran, firstUop, origin } = divergence;
  assertEquals(firstUop + ran.length - 1, origin.uop);
  assert(ran.length > 0 && ran.at(-1)?.uop !== UOPS._SET_IP.id);
});

Deno.test("a divergence is kept in the file of its finding", () => {
  const { finding, divergence } = parted("extended-arg-ip");
  const document = JSON.parse(stringifyFinding(finding, PIN)) as { divergence: { difference: unknown } };
  assertEquals(document.divergence.difference, divergence.difference);
  assertEquals(finding.cause.defects, ["extended-arg-ip"]);
  assert(finding.mended.length === 0);
});
