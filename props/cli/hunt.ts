/**
 * `deno task hunt`. Starts the command from its bundle where there is one that is up to date, else from the sources.
 *
 * @module
 */

import { runBundled } from "../bundle/run_bundled.ts";
import { HUNT_BUNDLE } from "../bundle/bundles.ts";

if (import.meta.main) await runBundled(HUNT_BUNDLE);
