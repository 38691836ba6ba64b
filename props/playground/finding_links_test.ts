import { assert, assertEquals, assertThrows } from "@std/assert";
import { parseFinding, replayStored } from "../core/finding_file.ts";
import type { Finding } from "../core/finding.ts";
import { pinPlug } from "../cpython/plug.ts";
import { readFragment } from "./permalink.ts";
import { analyse } from "./worker/analyse.ts";
import { findingMarkdown } from "../report/finding_markdown.ts";
import { findingText } from "../report/finding_text.ts";
import { plain } from "../report/paint.ts";
import { documentLinks, type PlaygroundPlace, withLinks } from "../cli/playground_link.ts";
import { summaryReport } from "../campaign/ci/summary.ts";
import { foundPart } from "../campaign/report/findings_part.ts";
import { sampleView } from "../campaign/report/testing/sample_view.ts";
import { stringifyFinding } from "../core/finding_file.ts";

const PIN = pinPlug();
const ATTACKED = { plug: PIN, source: { host: "", module: null }, close: () => Promise.resolve() };

function at(named: string): PlaygroundPlace {
  return { named, by: "--playground" };
}

function regression(name: string): Finding {
  const url = new URL(`../regressions/findings/${name}.json`, import.meta.url);
  return replayStored(parseFinding(Deno.readTextFileSync(url), name, PIN), PIN) as Finding;
}

Deno.test("the link of a finding opens a program in the playground that fails in the same way", async () => {
  for (const name of ["handler-lookup-trace-escapes", "lost-line", "version-collision", "invalid-executor"]) {
    const finding = regression(name);
    const { plug } = withLinks(ATTACKED, at("https://example.org/play/#old"));
    const text = findingText(finding, plug, plain);
    const url = /OPEN IN THE PLAYGROUND\n {2}(\S+)/.exec(text)?.[1] ?? text;
    assert(url.startsWith("https://example.org/play/#tp1."), url);
    assert(findingMarkdown(finding, plug).includes(`[Open in the playground](${url})`));
    const { verdict } = analyse(await readFragment(new URL(url).hash), null);
    assert(verdict.kind === "fails", name);
    assertEquals([verdict.failure.claim, verdict.failure.healedBy], [finding.claim, finding.healedBy]);
    assertEquals(verdict.failure.right, finding.failure.right);
  }
});

Deno.test("a campaign's page and its summary link to what the link of the finding shows", async () => {
  const finding = regression("version-collision");
  const host = at("https://example.org/play/");
  const playground = documentLinks(host)(JSON.parse(stringifyFinding(finding, PIN)));
  assert(playground !== null && playground === withLinks(ATTACKED, host).plug.link?.(finding));
  const view = sampleView();
  const [first] = view.findings;
  assert(first !== undefined);
  const page = (playground: string | null): string => foundPart({ ...view, findings: [{ ...first, playground }] }, "");
  assert(page(playground).includes(`<a href="${playground}">Open in the playground</a>`));
  assert(!page(null).includes("playground"));
  const summary = summaryReport({ ...view, findings: [{ ...first, playground }] });
  assert(summary.includes(`[Open in the playground](${playground})`));
  const mended = documentLinks(host)(
    JSON.parse(stringifyFinding({ ...finding, mended: ["lost-line"] }, PIN)),
  ) as string;
  // A check that cost its process, and what is no finding of the pin.
  for (const document of [{}, null, { language: "divisors" }]) assertEquals(documentLinks(host)(document), null);
  assertEquals((await readFragment(new URL(mended).hash)).mended, ["lost-line"]);
});

Deno.test("findings that the page cannot show have no link, and no finding has one where nobody hosts it", () => {
  const finding = regression("invalid-executor");
  assert(!findingText(finding, PIN, plain).includes("PLAYGROUND"));
  const { plug } = withLinks(ATTACKED, at("https://example.org/"));
  assertEquals(plug.link?.({ ...finding, input: { kind: "choices", hex: "00" } }), null);
  assertEquals(plug.link?.({ ...finding, attacked: "own" }), null);
});

Deno.test("a playground is named by a URL or its file, anything else is refused", () => {
  const base = (named: string): string =>
    withLinks(ATTACKED, at(named)).plug.link?.(regression("lost-line"))?.replace(/#.*/, "") ?? "";
  assert(base("site/index.html").startsWith("file:///"), base("site/index.html"));
  assertEquals(base("file:///a/index.html"), "file:///a/index.html");
  for (const bad of ["example.org", "ftp://example.org/", "x y"]) {
    assertThrows(() => withLinks(ATTACKED, at(bad)), Error, "expected the URL of a playground");
  }
});
