/**
 * A finding as the object that the commands print with `--json`.
 *
 * @module
 */

import type { Finding } from "../campaign/finding.ts";

/** What programs that read the output want to know of a finding. */
export function findingReport(finding: Finding) {
  const { claim, signature, cause, units, events, token, flaky, index, failure, healedBy } = finding;
  return {
    claim,
    signature,
    rootCause: cause,
    units,
    events,
    repair: healedBy[0] ?? null,
    token,
    flaky,
    check: index,
    where: failure.where,
    left: failure.left,
    right: failure.right,
  };
}
