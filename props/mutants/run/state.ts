/**
 * Results so far in a file of JSON lines, so that a run that was broken off goes on where it was.
 *
 * @module
 */

import { dirname } from "node:path";
import { pathError, tryUserFile } from "../../cli/user_files.ts";
import { scratchFolder } from "./copy.ts";
import type { MutantResult, SeedResult } from "./types.ts";

/** A line of the file: a result under the key of everything that decided it, or the end of a run. */
type StateLine =
  | {
    readonly key: string;
    readonly id: string;
    readonly seeds: readonly SeedResult[];
    readonly startSeconds: number | null;
    readonly totalSeconds: number;
  }
  | { readonly complete: true };

/** The line that ends a run. */
const COMPLETE = `${JSON.stringify({ complete: true })}\n`;
/** How a file of ours begins. */
const MARK = /^\{"(?:key|complete)":/;

/** What nobody went on from for so many days nobody will; the sources have changed since. */
const STALE_DAYS = 7;
const DAY_MS = 24 * 3600 * 1000;
/** Names of the files that nobody named. */
const OWN_NAME = /^state-[0-9a-f]{12}\.jsonl$/;

/** Removes the files of runs that were broken off long ago. A run that goes on writes to its own with every result. */
async function sweep(folder: string): Promise<void> {
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (!isFile || !OWN_NAME.test(name)) continue;
    const path = `${folder}/${name}`;
    // Another run may sweep as well, and files of somebody else stay where they are.
    const age = await Deno.stat(path).then(({ mtime }) => Date.now() - (mtime?.getTime() ?? Date.now()), () => 0);
    if (age > STALE_DAYS * DAY_MS) await Deno.remove(path).catch(() => {});
  }
}

/** What is stored of a result. */
export type StoredResult = Omit<MutantResult, "mutant">;

/** Results of a run that did not come to its end, by key. A file of a complete run is empty to the next one. */
export class StateFile {
  readonly path: string;
  readonly #stored = new Map<string, StoredResult>();

  private constructor(path: string) {
    this.path = path;
  }

  /**
   * Reads the file; one that is missing is empty, a line that is cut off does not count. Throws a `TierproofError` for a file of
   * something else and for one that cannot be written.
   */
  static async open(path: string): Promise<StateFile> {
    const state = new StateFile(path);
    tryUserFile({ path, mark: MARK });
    const text = await Deno.readTextFile(path).catch((error) => {
      if (error instanceof Deno.errors.NotFound) return "";
      throw pathError(path, error);
    });
    for (const line of text.split("\n")) {
      let value: StateLine;
      try {
        value = JSON.parse(line) as StateLine;
      } catch {
        continue;
      }
      if (typeof value !== "object" || value === null) continue;
      if ("complete" in value) state.#stored.clear();
      else if (typeof value.key === "string" && Array.isArray(value.seeds)) state.#stored.set(value.key, value);
    }
    // What is not of an unfinished run goes.
    const kept = [...state.#stored].map(([key, stored]) => JSON.stringify({ ...stored, key }) + "\n").join("");
    try {
      await Deno.mkdir(dirname(path), { recursive: true });
      await Deno.writeTextFile(path, kept);
      if (dirname(path) === scratchFolder()) await sweep(dirname(path));
    } catch (error) {
      throw pathError(path, error);
    }
    return state;
  }

  /** The result under a key, if there is one. */
  get(key: string): StoredResult | undefined {
    return this.#stored.get(key);
  }

  /** Stores a result at once. */
  async put(key: string, { mutant, seeds, startSeconds, totalSeconds }: MutantResult): Promise<void> {
    const line: StateLine = { key, id: mutant.id, seeds, startSeconds, totalSeconds };
    await Deno.writeTextFile(this.path, `${JSON.stringify(line)}\n`, { append: true });
  }

  /** The run has ended in whatever way. A file that nobody named goes where it holds nothing to go on from. */
  async leave(): Promise<void> {
    if (dirname(this.path) !== scratchFolder()) return;
    const size = await Deno.stat(this.path).then(({ size }) => size, () => null);
    if (size === 0) await Deno.remove(this.path).catch(() => {});
  }

  /** The run is complete: the next one begins anew. A file that nobody named goes. */
  async complete(): Promise<void> {
    if (dirname(this.path) === scratchFolder()) return await Deno.remove(this.path);
    await Deno.writeTextFile(this.path, COMPLETE, { append: true });
  }
}
