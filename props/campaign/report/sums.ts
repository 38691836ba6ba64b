/**
 * Sums over a campaign.
 *
 * @module
 */

import { addTally, newTally, type Tally } from "../../core/tally.ts";
import type { CampaignView } from "./view.ts";

/** What is counted of a campaign, all claims together. */
export function wholeTally({ totals }: Pick<CampaignView, "totals">): Tally {
  const sum = newTally();
  for (const { tally } of totals) addTally(sum, tally);
  return sum;
}

/** Seconds that a campaign has been running. */
export function secondsOf({ runs }: Pick<CampaignView, "runs">): number {
  return runs.reduce((sum, { seconds }) => sum + seconds, 0);
}
