/**
 * A finding as the object that the commands print with `--json`.
 *
 * @module
 */

import { placeText } from "../core/failure.ts";
import type { Finding } from "../core/finding.ts";
import type { Plug } from "../core/plug.ts";
import { replayCommand } from "./replay_command.ts";

/** What programs that read the output want to know of a finding. */
export function findingReport(finding: Finding, plug: Plug) {
  const { attacked, claim, signature, cause, units, events, token, flaky, index, failure, healedBy, madeBy } = finding;
  const { before, after } = plug.explain(finding);
  const divergence = [...before, ...after].find(({ data }) => data !== undefined)?.data ?? null;
  return {
    attacked,
    claim,
    signature,
    rootCause: cause,
    units,
    events,
    repair: healedBy[0] ?? null,
    token,
    replay: replayCommand(finding, plug),
    link: plug.link?.(finding) ?? null,
    flaky,
    check: index,
    engine: failure.engine,
    place: failure.place,
    where: placeText(failure.place),
    left: failure.left,
    right: failure.right,
    divergence,
    madeBy: madeBy ?? null,
  };
}
