/**
 * A worker of a hunt, in a thread of its own.
 *
 * @module
 */

import { importPlug } from "./plug.ts";
import { serveWorker, type WorkerScope } from "./serve_worker.ts";
import { refuseExit } from "./stay.ts";

refuseExit();
serveWorker(self as unknown as WorkerScope, importPlug);
