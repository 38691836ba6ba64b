/**
 * Results so far in a file of JSON lines, so that a run that was broken off goes on where it was.
 *
 * @module
 */

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

/** What is stored of a result. */
export type StoredResult = Omit<MutantResult, "mutant">;

/** Results of a run that did not come to its end, by key. A file of a complete run is empty to the next one. */
export class StateFile {
  readonly path: string;
  readonly #stored = new Map<string, StoredResult>();

  private constructor(path: string) {
    this.path = path;
  }

  /** Reads the file; one that is missing is empty, a line that is cut off does not count. */
  static async open(path: string): Promise<StateFile> {
    const state = new StateFile(path);
    const text = await Deno.readTextFile(path).catch(() => "");
    for (const line of text.split("\n")) {
      let value: StateLine;
      try {
        value = JSON.parse(line) as StateLine;
      } catch {
        continue;
      }
      if ("complete" in value) state.#stored.clear();
      else state.#stored.set(value.key, value);
    }
    await Deno.mkdir(path.slice(0, Math.max(path.lastIndexOf("/"), 0)) || ".", { recursive: true });
    // What is not of an unfinished run goes.
    const kept = [...state.#stored].map(([key, stored]) => JSON.stringify({ ...stored, key }) + "\n").join("");
    await Deno.writeTextFile(path, kept);
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

  /** The run is complete: the next one begins anew. */
  async complete(): Promise<void> {
    await Deno.writeTextFile(this.path, `${JSON.stringify({ complete: true })}\n`, { append: true });
  }
}
