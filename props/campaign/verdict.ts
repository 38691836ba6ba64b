/**
 * Verdicts of claims as failures of a campaign.
 *
 * @module
 */

import type { Verdict } from "../claims/claim.ts";
import type { Failure, Tally } from "./types.ts";

/** The failure that a verdict stands for, or null; a check that was given up is counted. */
export function failureOf(verdict: Verdict, tally: Tally): Failure | null {
  if (verdict.kind === "agree") return null;
  if (verdict.kind === "poisoned") {
    tally.poisoned++;
    return null;
  }
  return {
    kind: "disagree",
    where: verdict.where,
    sort: sortOf(verdict.where),
    left: { name: "expected", text: verdict.left },
    right: { name: "found", text: verdict.right },
  };
}

/** A place without its numbers: `call 2 (value)` and `call 3 (value)` are the same sort. */
export function sortOf(where: string): string {
  return where.replaceAll(/[0-9]+/g, "").replaceAll(/\s+/g, " ").trim();
}
