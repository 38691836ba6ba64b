import { assert, assertEquals } from "@std/assert";
import { reportOf } from "../../tools/junit.ts";
import { sampleView } from "../report/testing/sample_view.ts";
import type { CampaignView } from "../report/view.ts";
import { junitReport } from "./junit.ts";
import { sarifReport } from "./sarif.ts";
import { sarifComplaints } from "./testing/sarif_schema.ts";
import { summaryReport } from "./summary.ts";
import { headline, plainText } from "./words.ts";

const VIEW = sampleView();
/** All that fails is known. */
const KNOWN: CampaignView = {
  ...VIEW,
  findings: VIEW.findings.map((finding) => ({
    ...finding,
    known: { signature: finding.signature, link: "tracker 17" },
  })),
};
/** Texts that break what holds them, if they are let. */
const ODD: CampaignView = {
  ...VIEW,
  findings: VIEW.findings.slice(0, 1).map((finding) => ({
    ...finding,
    explanation: "]]> \x1b[31m \ud800 ``` ```` </testcase>",
    left: { name: "a", text: "\x00|`*" },
  })),
};

interface Sarif {
  readonly runs: readonly {
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly suppressions?: readonly { readonly justification: string }[];
      readonly baselineState?: string;
      readonly locations: readonly {
        readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
      }[];
    }[];
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  }[];
}

Deno.test("JUnit: a root cause that nobody knows fails, with every claim that it breaks; what is known or fixed does not", () => {
  assertEquals(reportOf(junitReport(VIEW)), { passed: 2, failed: 4 });
  const known = junitReport(KNOWN);
  assert(!known.includes("<failure"), known);
  assert(known.includes("tracker 17") && known.includes("does not fail any more"));
  // What is skipped is counted as failed there: the claim that was not checked, and two that are known.
  assertEquals(reportOf(known), { passed: 3, failed: 3 });
});

Deno.test("SARIF: logs are right by the schema of the standard, whatever was found", () => {
  const empty: CampaignView = { ...VIEW, findings: [] };
  for (const view of [VIEW, KNOWN, ODD, empty]) {
    assertEquals(sarifComplaints(JSON.parse(sarifReport(view, { folder: "out/my campaign" }))), []);
  }
  // The schema does see something.
  const log = JSON.parse(sarifReport(VIEW, { folder: "" }));
  log.runs[0].results[0].level = "dreadful";
  delete log.runs[0].results[1].message;
  log.runs[0].results[2].locations[0].physicalLocation.artifactLocation.uri = "not a URI";
  assertEquals(sarifComplaints(log), [
    ".runs[0].results[0].level should be equal to one of the allowed values",
    ".runs[0].results[1] should have required property 'message'",
    '.runs[0].results[2].locations[0].physicalLocation.artifactLocation.uri should match format "uri-reference"',
  ]);
});

Deno.test("SARIF: a rule and a result for each root cause, known ones suppressed, places as URIs", () => {
  const log = JSON.parse(sarifReport(KNOWN, { folder: "out/my campaign" })) as Sarif;
  const [run] = log.runs;
  assert(run !== undefined && log.runs.length === 1);
  const { results, tool: { driver: { rules } } } = run;
  assertEquals(results.map(({ ruleId, ruleIndex }) => rules[ruleIndex]?.id === ruleId), [true, true, true]);
  assertEquals(results.map(({ suppressions }) => suppressions?.[0]?.justification), Array(3).fill("tracker 17"));
  assertEquals(results.map(({ baselineState }) => baselineState), [undefined, "absent", undefined]);
  const { uri } = results[0]?.locations[0]?.physicalLocation.artifactLocation ?? { uri: "" };
  assertEquals(uri, "out/my%20campaign/findings/sample-1/explanation.txt");
  const fresh = JSON.parse(sarifReport(VIEW, { folder: "" })) as Sarif;
  assertEquals(fresh.runs[0]?.results.map((result) => "suppressions" in result), [false, false, false]);
});

Deno.test("the summary says first whether there is anything to look at, and how to see it again", () => {
  const text = summaryReport(VIEW);
  assert(/^## Tierproof campaign sample\n\n\*\*2 root causes to look at\.\*\* 300,000 checks/.test(text), text);
  assert(text.includes(`\n${VIEW.findings[0]?.replay}\n`) && /ran in a trace: 3 of \d+; never/.test(text), text);
  assert(summaryReport(KNOWN).includes("Nothing new: what fails is known."));
  assert(summaryReport({ ...VIEW, findings: [] }).includes("Nothing found."));
});

Deno.test("no text of a program breaks out of what holds it", () => {
  assertEquals(plainText("a\x1bb\ud800c\td\n"), "a\ufffdb\ufffdc\td\n");
  const xml = junitReport(ODD);
  // deno-lint-ignore no-control-regex -- exactly these XML cannot hold
  assert(!/[\x00-\x08\x0b\x0c\x0e-\x1f]/.test(xml));
  const outside = xml.replaceAll(/<!\[CDATA\[[\s\S]*?\]\]>/g, "");
  assertEquals(outside.match(/<\/testcase>/g)?.length, 3, "the end that the text holds is no end");
  assert(!outside.includes("]]>"), outside);
  JSON.parse(sarifReport(ODD, { folder: "" }));
  const summary = summaryReport(ODD);
  assertEquals(summary.match(/^`{5,}/gm)?.length, 4, "its fence is longer than those inside");
  assert(summary.includes("\\|\\`\\*"), summary);
  const [odd] = ODD.findings;
  assert(odd !== undefined && !headline(odd).includes("\n"));
});
