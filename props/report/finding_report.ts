/**
 * A finding as the object that the commands print with `--json`.
 *
 * @module
 */

import type { Finding } from "../core/finding.ts";
import { blameText, divergencePlace } from "./divergence_text.ts";
import { uopText } from "./uop_text.ts";

/** What programs that read the output want to know of a finding. */
export function findingReport(finding: Finding) {
  const { claim, signature, cause, units, events, token, flaky, index, failure, healedBy, divergence } = finding;
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
    divergence: divergence === null ? null : {
      place: divergencePlace(divergence),
      left: divergence.difference.left,
      right: divergence.difference.right,
      ran: divergence.ran.map(uopText),
      pass: divergence.blame?.pass ?? null,
      blame: blameText(divergence.blame),
    },
  };
}
