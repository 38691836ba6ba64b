/**
 * Scratch copies of the sources, one a worker, kept between runs so that what was compiled once need not be again.
 *
 * @module
 */

import { InvariantError, TierproofError } from "../../../src/isa/errors.ts";
import { pathError } from "../../cli/user_files.ts";
import type { Edit, Mutant } from "../mutant.ts";

/** Root of this project, with a slash at its end. */
export const PROJECT: URL = new URL("../../../", import.meta.url);

/** What attacks need of a project; tests and their data stay behind. */
const COPIED = ["deno.json", "deno.lock", "mod.ts", "src/", "reference/", "props/"];
const LEFT_BEHIND = /_test\.ts$|\/testdata\/|\/testing\/|^props\/(?:bench|tools)\//;

/** Texts of a project, by path from its root. */
export type Sources = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** Reads all that a copy holds. */
export async function readSources(root: URL): Promise<Sources> {
  const paths: string[] = [];
  const walk = async (path: string): Promise<void> => {
    for await (const entry of Deno.readDir(new URL(path, root))) {
      if (entry.isDirectory) await walk(`${path}${entry.name}/`);
      else if (!LEFT_BEHIND.test(`${path}${entry.name}`)) paths.push(`${path}${entry.name}`);
    }
  };
  for (const path of COPIED) {
    if (path.endsWith("/")) await walk(path);
    else paths.push(path);
  }
  const sources = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const path of paths.sort()) sources.set(path, await Deno.readFile(new URL(path, root)));
  return sources;
}

/** A short text that is the same for the same sources only. */
export async function digestOf(sources: Sources): Promise<string> {
  const parts = [...sources].flatMap(([path, bytes]) => [new TextEncoder().encode(`${path} ${bytes.length} `), bytes]);
  return await digestText(new Uint8Array(await new Blob(parts).arrayBuffer()));
}

/** A short hexadecimal digest. */
export async function digestText(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest.subarray(0, 12), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** How often a text occurs in another. */
function occurrences(text: string, find: string): number {
  return find === "" ? 0 : text.split(find).length - 1;
}

/** A text after edits, each of which looks at the text as it was. Throws a {@linkcode TierproofError} for one that does not fit. */
export function applyEdits(text: string, edits: readonly Edit[], id: string): string {
  const places = edits.map(({ file, find, replace }) => {
    const found = occurrences(text, find);
    if (found !== 1) {
      const quoted = JSON.stringify(find.length > 100 ? `${find.slice(0, 100)}…` : find);
      throw new TierproofError("file", `${id}: expected ${quoted} exactly once in ${file}, found ${found} times`);
    }
    const from = text.indexOf(find);
    return { file, from, to: from + find.length, replace };
  });
  places.sort((a, b) => a.from - b.from);
  let result = "";
  let at = 0;
  for (const { file, from, to, replace } of places) {
    if (from < at) throw new TierproofError("file", `${id}: expected edits that do not overlap in ${file}`);
    result += text.slice(at, from) + replace;
    at = to;
  }
  return result + text.slice(at);
}

/** The files that a mutant changes, as they read then. Throws a {@linkcode TierproofError} for an edit that does not fit. */
export function mutatedFiles(mutant: Mutant, sources: Sources): Map<string, string> {
  const files = new Map<string, string>();
  for (const file of new Set(mutant.edits.map((edit) => edit.file))) {
    const bytes = sources.get(file);
    if (bytes === undefined) {
      throw new TierproofError("file", `${mutant.id}: there is no file ${JSON.stringify(file)} in the sources`);
    }
    const edits = mutant.edits.filter((edit) => edit.file === file);
    files.set(file, applyEdits(new TextDecoder().decode(bytes), edits, mutant.id));
  }
  return files;
}

/** Folder for copies, for results so far, and for what the reference answered. */
export function scratchFolder(): string {
  const base = Deno.env.get("TMPDIR") ?? Deno.env.get("TEMP") ?? "/tmp";
  return `${base.replace(/[\\/]$/, "")}/tierproof-mutants`;
}

/** Where a run keeps its results when no file is named: another one for every other run. */
export async function stateFileFor(run: unknown): Promise<string> {
  const digest = await digestText(new TextEncoder().encode(JSON.stringify(run)));
  return `${scratchFolder()}/state-${digest.slice(0, 12)}.jsonl`;
}

/** One copy, locked while it is in use. */
export class ScratchCopy {
  readonly folder: string;
  readonly #lock: Deno.FsFile;
  readonly #sources: Sources;
  /** Paths that hold something else than the sources say. */
  #changed: string[] = [];

  private constructor(folder: string, lock: Deno.FsFile, sources: Sources) {
    this.folder = folder;
    this.#lock = lock;
    this.#sources = sources;
  }

  /** Brings the first copy that nobody uses up to date; makes one where all are in use. Throws where nothing can be written. */
  static async open(sources: Sources): Promise<ScratchCopy> {
    const base = scratchFolder();
    try {
      return await ScratchCopy.#openIn(base, sources);
    } catch (error) {
      throw pathError(base, error);
    }
  }

  static async #openIn(base: string, sources: Sources): Promise<ScratchCopy> {
    await Deno.mkdir(base, { recursive: true });
    for (let number = 0; number < 1000; number++) {
      const lock = await Deno.open(`${base}/copy-${number}.lock`, { create: true, write: true });
      if (!await lock.tryLock(true)) {
        lock.close();
        continue;
      }
      const copy = new ScratchCopy(`${base}/copy-${number}`, lock, sources);
      await copy.#update();
      return copy;
    }
    throw new InvariantError("scratch copies: expected one that is free, found 1000 in use");
  }

  /** Makes the folder equal to the sources; what is equal already is not written. */
  async #update(): Promise<void> {
    await Deno.mkdir(this.folder, { recursive: true });
    const prune = async (path: string): Promise<void> => {
      for await (const entry of Deno.readDir(`${this.folder}/${path}`)) {
        const inner = `${path}${entry.name}`;
        if (entry.isDirectory) await prune(`${inner}/`);
        else if (!this.#sources.has(inner)) await Deno.remove(`${this.folder}/${inner}`);
      }
    };
    await prune("");
    for (const [path, bytes] of this.#sources) {
      const target = `${this.folder}/${path}`;
      const present = await Deno.readFile(target).catch(() => null);
      if (present !== null && equal(present, bytes)) continue;
      await Deno.mkdir(target.slice(0, target.lastIndexOf("/")), { recursive: true });
      await Deno.writeFile(target, bytes);
    }
  }

  /** Makes this copy that of a mutant. */
  async apply(mutant: Mutant): Promise<void> {
    await this.restore();
    const files = mutatedFiles(mutant, this.#sources);
    this.#changed = [...files.keys()];
    for (const [path, text] of files) await Deno.writeTextFile(`${this.folder}/${path}`, text);
  }

  /** Makes this copy that of the sources again. */
  async restore(): Promise<void> {
    for (const path of this.#changed) {
      await Deno.writeFile(`${this.folder}/${path}`, this.#sources.get(path) as Uint8Array<ArrayBuffer>);
    }
    this.#changed = [];
  }

  /** Restores it and lets others have it. */
  async close(): Promise<void> {
    await this.restore();
    await this.#lock.unlock();
    this.#lock.close();
  }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
