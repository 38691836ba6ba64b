/**
 * Opening a bundle: it is used only where every source it was made of is as it was.
 *
 * @module
 */

import path from "node:path";
import process from "node:process";
import url from "node:url";
import util from "node:util";
import vm from "node:vm";
import {
  type Bundle,
  BUNDLE_FOLDER,
  type BundledModules,
  type BundleIndex,
  type Exports,
  stampOf,
  versions,
} from "./bundles.ts";
import { mapTraces } from "./map_traces.ts";

type CodeBytes = NonNullable<vm.ScriptOptions["cachedData"]> & Uint8Array<ArrayBuffer>;

/** A bundle as it is read from its files. */
interface Read {
  readonly script: string;
  readonly code: Uint8Array<ArrayBuffer> | undefined;
  readonly file: string;
}

/**
 * Modules of Deno that the usual bundle asks for. Imported here, as the first question to {@linkcode process.getBuiltinModule} loads much
 * that nobody needs.
 */
const BUILTINS: Readonly<Record<string, unknown>> = {
  "node:path": path,
  "node:process": process,
  "node:url": url,
  "node:util": util,
};

/** Whether a bundle was made by this very version of Deno of what the sources are now. */
function isFresh({ versions: made, sources }: BundleIndex, root: string): boolean {
  return made === versions() && sources.every(([path, stamp]) => stampOf(Deno.statSync(root + path)) === stamp);
}

/** Reads a file from where it stands until the bytes are full; null where it has less. */
function readNext(file: Deno.FsFile, bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null {
  for (let at = 0; at < bytes.length;) {
    const read = file.readSync(bytes.subarray(at));
    if (read === null) return null;
    at += read;
  }
  return bytes;
}

/** Reads the files of a bundle, with its code or without; null where there is none that is fresh and whole. */
function readBundle(name: string, root: URL, withCode: boolean): Read | null {
  try {
    const top = url.fileURLToPath(root);
    const folder = `${top}${BUNDLE_FOLDER}/`;
    const index: BundleIndex = JSON.parse(Deno.readTextFileSync(`${folder}${name}.json`));
    if (!isFresh(index, top)) return null;
    const { file, scriptBytes, codeBytes } = index;
    using opened = Deno.openSync(folder + file);
    if (opened.statSync().size !== scriptBytes + codeBytes) return null;
    // The room of the script serves the code, too: memory that is touched for the first time costs more than what is read into it.
    const room = new ArrayBuffer(withCode ? Math.max(scriptBytes, codeBytes) : scriptBytes);
    const bytes = readNext(opened, new Uint8Array(room, 0, scriptBytes));
    if (bytes === null) return null;
    const script = new TextDecoder().decode(bytes);
    const code = withCode ? readNext(opened, new Uint8Array(room, 0, codeBytes)) : undefined;
    return code === null ? null : { script, code, file };
  } catch {
    // No bundle, a source that is gone, no right to read: the sources say what there is to say.
    return null;
  }
}

/** Compiles the text of a bundle; `code` is what an earlier compilation left. */
export function compileBundle(script: string, filename: string, code?: Uint8Array<ArrayBuffer>): vm.Script {
  // Any bytes will do, whatever the types say.
  return new vm.Script(script, { filename, ...(code === undefined ? {} : { cachedData: code as CodeBytes }) });
}

/** Name by which stack traces know a script of a bundle. */
function scriptName(file: string): string {
  return `tierproof-${file}`;
}

/** Runs a compiled bundle and gives its modules. */
export function modulesOf(script: vm.Script, root: URL): BundledModules {
  const module = { exports: {} };
  const body = script.runInThisContext() as (
    module: { readonly exports: Exports },
    require: (name: string) => unknown,
    root: string,
  ) => void;
  body(module, (name) => BUILTINS[name] ?? process.getBuiltinModule(name), root.href);
  return (module.exports as Exports)["MODULES"] as BundledModules;
}

/** A bundle in use. */
export interface OpenBundle {
  readonly modules: BundledModules;
  /** Keeps what is compiled by now for the next process with the same V8 flags, where nothing is kept yet. Never throws. */
  keepCode(): void;
}

/** Writes a file and waits until it is on the disk. */
export function writeThrough(path: string | URL, bytes: Uint8Array): void {
  using file = Deno.openSync(path, { write: true, create: true, truncate: true });
  for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
  file.syncSync();
}

/** Writes what is compiled of a script. In its place at once, and on the disk before. */
function writeCode(path: string, script: vm.Script): void {
  const making = `${path}.${crypto.randomUUID().slice(0, 8)}`;
  try {
    writeThrough(making, script.createCachedData());
    Deno.renameSync(making, path);
  } catch {
    // Without a right or room to write the next process compiles as this one did. What is left goes with the bundle.
  }
}

/** What was kept under the name of some V8 flags; undefined where nothing was. */
function readCode(path: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Deno.readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Opens a bundle; null where there is none to use. `flags` names V8 flags other than those that it was compiled with. */
export function openBundle({ name }: Bundle, root: URL, flags?: string): OpenBundle | null {
  if (root.protocol !== "file:" || root.host !== "") return null;
  const read = readBundle(name, root, flags === undefined);
  if (read === null) return null;
  const { script, file } = read;
  const kept = `${url.fileURLToPath(root)}${BUNDLE_FOLDER}/${file}.${flags}`;
  const code = flags === undefined ? read.code : readCode(kept);
  mapTraces(scriptName(file), new URL(`${BUNDLE_FOLDER}/${file}.map`, root), root);
  const compiled = compileBundle(script, scriptName(file), code);
  return {
    modules: modulesOf(compiled, root),
    keepCode(): void {
      if (flags !== undefined && (code === undefined || compiled.cachedDataRejected === true)) {
        writeCode(kept, compiled);
      }
    },
  };
}
