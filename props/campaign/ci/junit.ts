/**
 * A campaign as a report of tests in the format of JUnit: a test for each claim, one for each root cause.
 *
 * @module
 */

// deno-lint-ignore no-import-prefix -- in full, as in props/deps.ts; no code of the library imports this file
import junit from "npm:junit-report-builder@5.1.2";
import type { CampaignView, FindingView } from "../report/view.ts";
import { headline, plainText } from "./words.ts";

/** Its types are those of CommonJS, which has the builder under a name; the module that is loaded gives it itself. */
const reports = junit as unknown as typeof junit.default;

/** What a test that fails says. */
function story({ where, replay, explanation, known }: FindingView): string {
  const link = known === null || known.link === "" ? "" : `known: ${known.link}`;
  return plainText([where, `again: ${replay}`, link, explanation].filter((line) => line !== "").join("\n\n"));
}

/** The report as XML. A root cause that is known or fixed does not fail; a claim fails with each that is neither. */
export function junitReport({ name, facts, totals, findings }: CampaignView): string {
  const builder = reports.newBuilder().name(plainText(`tierproof ${name}`));
  const claims = builder.testSuite().name("claims");
  for (const claim of facts.claims) {
    const test = claims.testCase().className(facts.attacked).name(claim);
    const sums = totals.find((row) => row.claim === claim);
    if (sums === undefined) test.skipped();
    else test.time(Number(sums.seconds.toFixed(3)));
    const failing = findings.filter(({ state, known, claims }) =>
      state === "open" && known === null && claims.includes(claim)
    );
    if (failing.length > 0) {
      test.failure(plainText(failing.map(({ signature }) => signature).join(", ")), "claim").stacktrace(
        failing.map(headline).join("\n"),
      );
    }
  }
  const causes = builder.testSuite().name("root causes");
  for (const finding of findings) {
    const test = causes.testCase().className(finding.claim).name(plainText(finding.signature));
    if (finding.state === "fixed") test.standardOutput("does not fail any more");
    else if (finding.known !== null) test.skipped().standardOutput(story(finding));
    else test.failure(headline(finding), finding.kind).stacktrace(story(finding));
  }
  return builder.build();
}
