/**
 * The files of a project that are mutated.
 *
 * @module
 */

import { matchesGlob } from "node:path";
import type { SourceText } from "./sites.ts";

/** Folders without sources of the project's own. */
const NO_SOURCES: ReadonlySet<string> = new Set(["node_modules", "vendor", "coverage"]);

/** What is mutated when nothing is named: all sources but tests. */
export const DEFAULT_GLOBS: readonly string[] = [
  "**/*.ts",
  "!**/*_test.ts",
  "!**/*.test.ts",
  "!**/*.d.ts",
  "!**/testdata/**",
];

/** Whether a path is meant by a list of globs; those that begin with `!` take paths out again. */
export function isMeant(path: string, globs: readonly string[]): boolean {
  let meant = false;
  for (const glob of globs) {
    if (glob.startsWith("!")) meant &&= !matchesGlob(path, glob.slice(1));
    else meant ||= matchesGlob(path, glob);
  }
  return meant;
}

/** Source files under `root` that the globs mean, by path. */
export async function sourceTexts(root: string, globs: readonly string[]): Promise<SourceText[]> {
  const found: SourceText[] = [];
  const walk = async (folder: string): Promise<void> => {
    for await (const entry of Deno.readDir(folder === "" ? root : `${root}/${folder}`)) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory) {
        if (!entry.name.startsWith(".") && !NO_SOURCES.has(entry.name)) await walk(path);
      } else if (/\.[cm]?tsx?$|\.[cm]?jsx?$/.test(path) && isMeant(path, globs)) {
        found.push({ file: path, text: await Deno.readTextFile(`${root}/${path}`) });
      }
    }
  };
  await walk("");
  return found.sort((a, b) => (a.file < b.file ? -1 : 1));
}
