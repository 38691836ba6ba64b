/**
 * A worker of a campaign, in a process of its own: from the bundle where it is told that there may be one, else from the sources.
 * Its argument is the name of its V8 flags, by which what was compiled under them is found.
 *
 * @module
 */

import { CAMPAIGN_WORKER, WHOLE_BUNDLE } from "../bundle/bundles.ts";
import { bundledExports } from "../bundle/run_bundled.ts";
import type { serveJobs } from "./serve_jobs.ts";

const [flags] = Deno.args;
const { exports, keepCode } = await bundledExports(
  flags === undefined ? undefined : WHOLE_BUNDLE,
  CAMPAIGN_WORKER,
  flags,
);
await (exports[CAMPAIGN_WORKER.run] as typeof serveJobs)(keepCode);
