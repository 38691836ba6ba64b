/**
 * Where answers are kept between runs: those of the sources that were attacked last, and no others, as each takes some megabytes.
 *
 * @module
 */

import { pathError } from "../../cli/user_files.ts";
import { scratchFolder } from "./copy.ts";

/** Sources whose answers stay besides those of a run: two checkouts that are attacked by turns each keep theirs. */
const OTHERS_KEPT = 1;

/** The answers of some sources, which stay while it is open. */
export class AnswersFolder {
  /** The path of a file without its number; see `kept_answers.ts`. */
  readonly path: string;
  readonly #lock: Deno.FsFile;

  private constructor(path: string, lock: Deno.FsFile) {
    this.path = path;
    this.#lock = lock;
  }

  /** The answers of the sources with a digest. What is of other sources, and in use by no run, goes. Throws where nothing can be written. */
  static async open(digest: string, folder: string = `${scratchFolder()}/answers`): Promise<AnswersFolder> {
    const path = `${folder}/${digest}`;
    try {
      await Deno.mkdir(folder, { recursive: true });
      const lock = await inUse(`${path}.lock`);
      for (const old of await oldOnes(folder, digest)) await removeUnused(folder, old);
      return new AnswersFolder(path, lock);
    } catch (error) {
      throw pathError(folder, error);
    }
  }

  /** Nobody needs them any longer, for now. */
  close(): void {
    this.#lock.close();
  }
}

/** A lock that is shared by all runs of the same sources; it is as old as the last of them. */
async function inUse(path: string): Promise<Deno.FsFile> {
  for (;;) {
    const lock = await Deno.open(path, { create: true, write: true });
    await lock.lock(false);
    try {
      await Deno.utime(path, new Date(), new Date());
      return lock;
    } catch (error) {
      // Whoever removed what was old took the lock with it.
      lock.close();
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}

/** The digest that the name of a file begins with. */
function digestIn(name: string): string {
  return name.split(/[-.]/, 1)[0] as string;
}

/** Digests of which nothing is to stay: all but the latest. */
async function oldOnes(folder: string, own: string): Promise<string[]> {
  const last = new Map<string, number>();
  for await (const { name } of Deno.readDir(folder)) {
    const digest = digestIn(name);
    const time = (await Deno.stat(`${folder}/${name}`).catch(() => null))?.mtime?.getTime() ?? 0;
    if (digest !== own) last.set(digest, Math.max(time, last.get(digest) ?? 0));
  }
  return [...last].sort(([, a], [, b]) => b - a).slice(OTHERS_KEPT).map(([digest]) => digest);
}

async function removeUnused(folder: string, digest: string): Promise<void> {
  using lock = await Deno.open(`${folder}/${digest}.lock`, { create: true, write: true });
  if (!await lock.tryLock(true)) return;
  const names: string[] = [];
  for await (const { name } of Deno.readDir(folder)) if (digestIn(name) === digest) names.push(name);
  // Another run may remove the same.
  for (const name of names) await Deno.remove(`${folder}/${name}`).catch(() => {});
}
