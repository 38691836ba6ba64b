/**
 * Runs a campaign on `divisors.ts` in the folder that it is given, without processes of workers: to be killed by tests.
 *
 * @module
 */

import { runCampaign } from "../campaign.ts";
import { divisorsOptions, guidedOptions } from "./divisors_options.ts";

const [dir = "", checks, guided] = Deno.args;
await runCampaign({
  ...(guided === "guided" ? guidedOptions(dir) : divisorsOptions(dir)),
  checks: Number(checks),
  jobs: 2,
});
