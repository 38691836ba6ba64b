/**
 * Verdicts of claims as failures of a campaign.
 *
 * @module
 */

import type { Verdict } from "../claims/claim.ts";
import type { Failure, Tally } from "./subject.ts";

/**
 * The failure that a verdict stands for, or null; a check that was given up is counted. A place that begins with the name
 * of an engine names the side that is blamed.
 */
export function failureOf(verdict: Verdict, tally: Tally, expected = "expected"): Failure | null {
  if (verdict.kind === "agree") return null;
  if (verdict.kind === "poisoned") {
    tally.poisoned++;
    return null;
  }
  const blamed = /^([\w-]+): (.+)$/.exec(verdict.where);
  return {
    kind: "disagree",
    where: blamed?.[2] ?? verdict.where,
    sort: sortOf(verdict.where),
    left: { name: expected, text: verdict.left },
    right: { name: blamed?.[1] ?? "found", text: verdict.right },
  };
}

/** A place without its numbers: `tier2: call 2 (value)` and `tier2: call 3 (value)` are the same sort. */
function sortOf(where: string): string {
  return where.replaceAll(/\b[0-9]+\b/g, "").replaceAll(/\s+/g, " ").trim();
}
