/**
 * A campaign in SARIF, for viewers of code and their lists of alerts: a rule for each root cause, a result where it fails.
 *
 * @module
 */

import {
  SarifBuilder,
  SarifResultBuilder,
  SarifRuleBuilder,
  SarifRunBuilder,
  // deno-lint-ignore no-import-prefix -- in full, as in props/deps.ts; no code of the library imports this file
} from "npm:node-sarif-builder@5.0.0";
import type { CampaignView, FindingView } from "../report/view.ts";
import { headline, plainText } from "./words.ts";

/** Where a viewer is sent. */
export interface SarifPlaces {
  /** The campaign's folder as the viewer knows it, from the root of the repository; empty for that root. */
  readonly folder: string;
}

/** Characters of a path that a URI must escape; the slashes stay. */
function uriOf(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

function resultOf(finding: FindingView, { folder }: SarifPlaces): SarifResultBuilder {
  const { signature, where, replay, known, folder: own, state } = finding;
  const path = [folder, "findings", own, "explanation.txt"].filter((part) => part !== "").join("/");
  const place = where === "" ? signature : where;
  const builder = new SarifResultBuilder({
    ruleId: plainText(signature),
    level: "error",
    message: { text: plainText(`${headline(finding)}\nWhere they part: ${place}\nTo see it again: ${replay}`) },
    locations: [{
      physicalLocation: { artifactLocation: { uri: uriOf(path) }, region: { startLine: 1 } },
      logicalLocations: [{ fullyQualifiedName: plainText(place) }],
    }],
    // Equal for the same root cause in another run: viewers keep one alert.
    partialFingerprints: { "rootCause/v1": plainText(signature) },
    ...(state === "fixed" ? { baselineState: "absent" } : {}),
    ...(known === null ? {} : {
      suppressions: [{ kind: "external", justification: plainText(known.link === "" ? "known" : known.link) }],
    }),
  });
  return builder;
}

/** The log as JSON. */
export function sarifReport({ facts, findings }: CampaignView, places: SarifPlaces): string {
  const run = new SarifRunBuilder().initSimple({ toolDriverName: "tierproof", toolDriverVersion: "0.1.0" });
  for (const { signature, claim, healedBy } of findings) {
    const what = healedBy === "" ? `the claim ${claim} fails on ${facts.attacked}` : healedBy;
    run.addRule(
      new SarifRuleBuilder({
        id: plainText(signature),
        shortDescription: { text: plainText(what) },
        defaultConfiguration: { level: "error" },
      }),
    );
  }
  for (const finding of findings) run.addResult(resultOf(finding, places));
  const log = new SarifBuilder();
  log.addRun(run);
  return log.buildSarifJsonString({ indent: true });
}
