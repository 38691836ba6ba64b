/**
 * A worker of a hunt with our own engines, in a thread of its own: from the bundle where there is one that is up to date, else from the
 * sources.
 *
 * @module
 */

import { bundledExports } from "../bundle/run_bundled.ts";
import { HUNT_WORKER, USUAL_BUNDLE, WHOLE_BUNDLE } from "../bundle/bundles.ts";
import type { WorkerScope } from "../core/serve_worker.ts";
import type { serveHuntWorker } from "./hunt_plug.ts";

const scope = self as unknown as WorkerScope;
// What comes before the modules are there would be lost: nobody would be listening.
const early: Parameters<NonNullable<WorkerScope["onmessage"]>>[0][] = [];
scope.onmessage = (event) => {
  early.push(event);
};
const bundle = import.meta.url.endsWith("?usual") ? USUAL_BUNDLE : WHOLE_BUNDLE;
const { exports } = await bundledExports(bundle, HUNT_WORKER);
(exports[HUNT_WORKER.run] as typeof serveHuntWorker)(scope);
for (const event of early) scope.onmessage?.(event);
