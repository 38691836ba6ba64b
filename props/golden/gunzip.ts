/**
 * Unpacks recordings at once. Claims are functions that answer at once, and what browsers have answers later: so the runtime is asked
 * for its `zlib` when it is needed, and not named among the imports of a library that browsers load, too.
 *
 * @module
 */

import { TierproofError } from "../../src/isa/errors.ts";

/** Bytes as `zlib` gives them: an own kind that knows its text. */
interface Unpacked extends Uint8Array {
  toString(encoding?: "latin1"): string;
}

/** The part of `node:zlib` that is used. */
interface Zlib {
  gunzipSync(packed: Uint8Array): Unpacked;
  gzipSync(bytes: Uint8Array, options: { readonly level: number }): Uint8Array;
}

/** The part of the global `process` of Deno and Node that is used. */
interface BuiltinModules {
  getBuiltinModule?(name: string): Zlib | undefined;
}

let imported: Zlib | null = null;
let portable: ((packed: Uint8Array) => Uint8Array) | null = null;

/** Gives what unpacks where no runtime has a `zlib`. */
export function unpackElsewhereWith(gunzip: (packed: Uint8Array) => Uint8Array): void {
  portable = gunzip;
}

/** Imports `zlib` beforehand, which takes half of the time that asking for it takes; where there is none, nothing happens. */
export async function importZlib(): Promise<void> {
  // In a variable, so that what bundles for browsers does not look for it.
  const name: string = "node:zlib";
  imported ??= await import(name).catch(() => null) as Zlib | null;
}

/** The runtime's own; null in a browser. */
function zlib(): Zlib | null {
  if (imported !== null) return imported;
  const { process } = globalThis as { readonly process?: BuiltinModules };
  return process?.getBuiltinModule?.("node:zlib") ?? null;
}

function missing(): TierproofError {
  return new TierproofError("file", "what is packed is read in Deno or Node, or where portable_gunzip.ts is imported");
}

/** What a gzip file holds. Throws where nothing unpacks, and for what is no gzip file. */
export function gunzipSync(packed: Uint8Array): Uint8Array {
  const gunzip = zlib()?.gunzipSync ?? portable;
  if (gunzip === null) throw missing();
  return gunzip(packed);
}

/** The text of a gzip file that holds nothing but ASCII; a decoder of UTF-8 takes longer than unpacking. Throws as {@linkcode gunzipSync}. */
export function gunzipAscii(packed: Uint8Array): string {
  return zlib()?.gunzipSync(packed).toString("latin1") ?? new TextDecoder("latin1").decode(gunzipSync(packed));
}

/** Packs bytes, quickly rather than well. Throws in a browser, where nobody needs it. */
export function gzipSync(bytes: Uint8Array): Uint8Array {
  const module = zlib();
  if (module === null) throw missing();
  return module.gzipSync(bytes, { level: 1 });
}
