/**
 * A worker of the usual hunt, in a thread of its own: from the bundle where there is one that is up to date, else from the sources.
 *
 * @module
 */

import { bundledExports } from "../bundle/run_bundled.ts";
import { HUNT_BUNDLE } from "../bundle/bundles.ts";
import type { WorkerScope } from "../core/serve_worker.ts";
import type { serveHuntWorker } from "./hunt_command.ts";

const { exports } = await bundledExports(HUNT_BUNDLE);
(exports["serveHuntWorker"] as typeof serveHuntWorker)(self as unknown as WorkerScope);
