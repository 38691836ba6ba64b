/**
 * Runs a campaign on `divisors.ts` in the folder that it is given, without processes of workers: to be killed by tests.
 *
 * @module
 */

import { runCampaign } from "../campaign.ts";
import { divisorsOptions } from "./divisors_options.ts";

const options = divisorsOptions(Deno.args[0] as string);
await runCampaign({
  ...options,
  facts: {
    ...options.facts,
    ...(Deno.args[2] === undefined ? {} : { claims: Deno.args[2].split(","), guided: Deno.args[3] === "guided" }),
  },
  checks: Number(Deno.args[1]),
  jobs: 2,
});
