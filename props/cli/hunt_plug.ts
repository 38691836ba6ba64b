/**
 * What a hunt attacks, as its workers get it.
 *
 * @module
 */

import type { HuntOptions } from "../core/hunt.ts";
import { isLoaded, type Plug, type PlugSource } from "../core/plug.ts";
import { serveWorker, type WorkerScope } from "../core/serve_worker.ts";
import { usualSource } from "../cpython/usual_host.ts";
import { importAttacked } from "./import_plug.ts";

/** Whether nothing of a user's own is loaded for it: what that imports are sources, of which a bundle would be a second copy. */
function isOurOwn(source: PlugSource): boolean {
  return isLoaded(source) && (source.module === null || source.module.endsWith(".py"));
}

/** A plug that is shared with workers; a module of a user's own is loaded anew for each hunt. Workers may start from the bundle. */
export function sharedPlug(
  { plug, source }: { readonly plug: Plug; readonly source: PlugSource },
): Pick<HuntOptions, "plug" | "worker"> {
  const query = source.host === usualSource().host ? "?usual" : "";
  return {
    plug: source.module === null ? { plug, source } : source,
    ...(isOurOwn(source) ? { worker: new URL(`./hunt_worker.ts${query}`, import.meta.url).href } : {}),
  };
}

/** What a worker of a hunt with our own engines does. The usual host came with this module. */
export function serveHuntWorker(scope: WorkerScope): void {
  serveWorker(scope, importAttacked);
}
