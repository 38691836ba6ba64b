/**
 * `deno task hunt`. Starts the command from its bundle where there is one that is up to date, else from the sources.
 *
 * @module
 */

import { runBundled } from "../bundle/run_bundled.ts";
import { HUNT_COMMAND } from "../bundle/bundles.ts";
import type { runHunt } from "./hunt_command.ts";

if (import.meta.main) await runBundled<typeof runHunt>(HUNT_COMMAND);
