/**
 * A copy of a project in a folder of its own, in which one file at a time is changed.
 *
 * @module
 */

/** Folders that are not copied: history, and what tools leave behind. */
const LEFT_OUT: ReadonlySet<string> = new Set([".git", "coverage"]);

/** Folders that the copy shares with the original: large, and nothing in them is mutated. */
const SHARED: ReadonlySet<string> = new Set(["node_modules", "vendor"]);

/** A copy of a project. */
export class ScratchCopy {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Copies the project at `root` into a new temporary folder. */
  static async of(root: string): Promise<ScratchCopy> {
    const copy = new ScratchCopy(await Deno.makeTempDir({ prefix: "mutate-" }));
    await copyFolder(root, copy.folder);
    return copy;
  }

  /** Writes one file of the copy. */
  async write(file: string, text: string): Promise<void> {
    await Deno.writeTextFile(`${this.folder}/${file}`, text);
  }

  /** Removes the copy. */
  async remove(): Promise<void> {
    await Deno.remove(this.folder, { recursive: true });
  }
}

async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const entry of Deno.readDir(from)) {
    const source = `${from}/${entry.name}`;
    const target = `${to}/${entry.name}`;
    if (entry.isDirectory && SHARED.has(entry.name)) await Deno.symlink(await Deno.realPath(source), target);
    else if (entry.isDirectory && LEFT_OUT.has(entry.name)) continue;
    else if (entry.isDirectory) await copyFolder(source, target);
    else if (entry.isSymlink) await Deno.symlink(await Deno.readLink(source), target);
    else await Deno.copyFile(source, target);
  }
}
