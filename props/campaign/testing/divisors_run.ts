/**
 * Runs a campaign on `divisors.ts` in the folder that it is given, without processes of workers: to be killed by tests.
 *
 * @module
 */

import { runCampaign } from "../campaign.ts";
import { divisorsOptions } from "./divisors_options.ts";

await runCampaign({
  ...divisorsOptions(Deno.args[0] as string),
  checks: Number(Deno.args[1]),
  jobs: 2,
});
