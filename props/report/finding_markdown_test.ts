import { assert, assertEquals } from "@std/assert";
import { parseFinding, replayStored } from "../core/finding_file.ts";
import type { Finding } from "../core/finding.ts";
import { pinPlug } from "../cpython/plug.ts";
import { findingMarkdown as markdownOf } from "./finding_markdown.ts";

const PIN = pinPlug();
const findingMarkdown = (finding: Finding): string => markdownOf(finding, PIN);

function regression(name: string): Finding {
  const url = new URL(`../regressions/findings/${name}.json`, import.meta.url);
  return {
    ...replayStored(parseFinding(Deno.readTextFileSync(url), name, PIN), PIN),
    token: "tp2.some.token",
  } as Finding;
}

Deno.test("a report says what fails where, why, and how to see it again", () => {
  const text = findingMarkdown(regression("handler-lookup-trace-escapes"));
  assertEquals(
    text.split("\n")[0],
    "## equivalence fails on the pinned target: call 1 (kind) (handler-lookup/trace-escapes)",
  );
  for (const part of ["| claim | equivalence |", "### Root cause", "### Program: ", "### Trace: f, ", "### Replay"]) {
    assert(text.includes(part), part);
  }
  assert(text.includes("`handler-lookup`") || text.includes("**handler-lookup**"));
  assert(text.includes("deno task replay tp2.some.token"));
  assert(text.includes("backedgeThreshold "), "the limits of the run");
  assert(text.endsWith("\n") && !text.includes("\x1b"));
});

Deno.test("a report of a claim that is not about programs shows its input", () => {
  const text = findingMarkdown({
    ...regression("invalid-executor"),
    input: { kind: "choices", hex: "01000000" },
    text: "1 choices: 1",
  });
  assert(text.includes("### Input") && !text.includes("### Program"));
});

Deno.test("texts of programs cannot break the report", () => {
  const finding = regression("handler-lookup-trace-escapes");
  const left = { name: "reference", text: "a | b ``` c\n# d" };
  const text = findingMarkdown({ ...finding, failure: { ...finding.failure, left, place: { what: "<b> _x_ *y*" } } });
  assert(text.includes("````"), "a fence longer than the one inside");
  assert(text.includes("a \\| b"));
  assert(!text.includes("\n# d"));
  assert(text.includes("\\<b\\> \\_x\\_ \\*y\\*"));
});
