/**
 * When a hunt has its bundle made in the background: at the second time that it ran from the same sources. Who edits between two hunts
 * would only wait for a bundle that is stale at once.
 *
 * @module
 */

import { BUNDLE_FOLDER } from "./bundles.ts";
import { SETTLED_MS } from "./build_bundle.ts";

/** Folders of sources. */
const FOLDERS = ["src/", "reference/", "props/"];

/** Whether `deno bundle` has what it needs: it loads its bundler once, and a hunt is not to go and fetch something unasked. */
export async function hasBundler(): Promise<boolean> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"], stderr: "null" }).output();
  const { denoDir } = JSON.parse(new TextDecoder().decode(stdout)) as { readonly denoDir: string };
  try {
    return [...Deno.readDirSync(`${denoDir}/dl`)].some(({ name }) => name.startsWith("esbuild-"));
  } catch {
    return false;
  }
}

/** When a file of the sources was written last, in milliseconds. */
async function lastWritten(root: URL): Promise<number> {
  let last = 0;
  const walk = async (folder: URL): Promise<void> => {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      if (isDirectory) await walk(new URL(`${name}/`, folder));
      else if (name.endsWith(".ts")) {
        last = Math.max(last, (await Deno.stat(new URL(name, folder))).mtime?.getTime() ?? Infinity);
      }
    }
  };
  for (const folder of FOLDERS) await walk(new URL(folder, root));
  return last;
}

/** Whether an earlier hunt saw the sources as they are; remembers this one. */
export async function isSettled(root: URL): Promise<boolean> {
  const folder = new URL(`${BUNDLE_FOLDER}/`, root);
  await Deno.mkdir(folder, { recursive: true });
  const seen = new URL("seen", folder);
  const before = await Deno.stat(seen).then(({ mtime }) => mtime?.getTime() ?? 0, () => 0);
  await Deno.writeTextFile(seen, "");
  return await lastWritten(root) + SETTLED_MS < before;
}
