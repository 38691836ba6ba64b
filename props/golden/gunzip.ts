/**
 * Unpacks recordings at once. Claims are functions that answer at once, and what browsers have answers later: so the runtime is asked
 * for its `zlib` when it is needed, and not named among the imports of a library that browsers load, too.
 *
 * @module
 */

import { TierproofError } from "../../src/isa/errors.ts";

/** The part of `node:zlib` that is used. */
interface Zlib {
  gunzipSync(packed: Uint8Array): Uint8Array;
  gzipSync(bytes: Uint8Array, options: { readonly level: number }): Uint8Array;
}

/** The part of the global `process` of Deno and Node that is used. */
interface BuiltinModules {
  getBuiltinModule?(name: string): Zlib | undefined;
}

/** Throws where there is none, as in a browser. */
function zlib(): Zlib {
  const { process } = globalThis as { readonly process?: BuiltinModules };
  const module = process?.getBuiltinModule?.("node:zlib");
  if (module === undefined) throw new TierproofError("file", "recordings are read in Deno or Node, not in a browser");
  return module;
}

/** What a gzip file holds. Throws where there is no `zlib`, as in a browser, and for what is no gzip file. */
export function gunzipSync(packed: Uint8Array): Uint8Array {
  return zlib().gunzipSync(packed);
}

/** Packs bytes, quickly rather than well. */
export function gzipSync(bytes: Uint8Array): Uint8Array {
  return zlib().gzipSync(bytes, { level: 1 });
}
