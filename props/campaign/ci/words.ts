/**
 * What all formats for CI say of a finding.
 *
 * @module
 */

import type { FindingView } from "../report/view.ts";

/** Text as XML and JSON take it everywhere: no control characters, no half characters. */
export function plainText(text: string): string {
  // deno-lint-ignore no-control-regex -- these are what XML cannot hold
  return text.toWellFormed().replaceAll(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/g, "\ufffd");
}

/** One line: what failed, and how. */
export function headline({ claim, signature, kind, left, right }: FindingView): string {
  if (kind !== "claim") return plainText(`${claim}: a check ends in a ${kind} (${signature})`);
  const sides = left.name === "" ? "" : `: ${left.name} ${left.text}, ${right.name} ${right.text}`;
  return plainText(`${claim} fails (${signature})${sides}`).replaceAll(/\s+/g, " ").slice(0, 400);
}
