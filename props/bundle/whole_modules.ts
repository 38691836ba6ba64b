/**
 * What is in the bundle of all claims. Only the bundler reads this module: Deno would read all sources for it.
 *
 * @module
 */

import type { BundledModules } from "./bundles.ts";

/** Each runs when it is first asked for, as do those that it imports. */
export const MODULES: BundledModules = {
  "props/cli/hunt_command.ts": () => import("../cli/hunt_command.ts"),
  "props/cli/hunt_plug.ts": () => import("../cli/hunt_plug.ts"),
  "props/campaign/serve_jobs.ts": () => import("../campaign/serve_jobs.ts"),
};
