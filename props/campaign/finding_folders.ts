/**
 * The folders of a campaign's findings. The database is what counts: a folder that is missing is written again, so that nothing is
 * lost by a process that was killed between the two.
 *
 * @module
 */

import { isTaken, pathError } from "../cli/user_files.ts";
import type { CampaignStore } from "./campaign_store.ts";
import { FINDINGS } from "./schema.ts";

/** Beginning of the names of folders that are being filled. */
const PART = ".part-";

/** Writes the folder of a finding, all of it or nothing; leaves one that is there alone. */
export function writeFolder(dir: string, name: string, files: ReadonlyMap<string, string>): void {
  const folder = `${dir}/${FINDINGS}`;
  const path = `${folder}/${name}`;
  try {
    Deno.mkdirSync(folder, { recursive: true });
    if (isTaken(path)) return;
    const part = Deno.makeTempDirSync({ dir: folder, prefix: PART });
    try {
      for (const [file, text] of files) Deno.writeTextFileSync(`${part}/${file}`, text);
      // As folders of others are, not as temporary ones.
      Deno.chmodSync(part, 0o755);
      Deno.renameSync(part, path);
    } catch (error) {
      Deno.removeSync(part, { recursive: true });
      throw error;
    }
  } catch (error) {
    throw pathError(path, error);
  }
}

/** Writes the folders that are missing, and takes away what a killed process left half written. */
export function mendFolders(store: CampaignStore): void {
  const folder = `${store.dir}/${FINDINGS}`;
  if (isTaken(folder)) {
    for (const { name } of Deno.readDirSync(folder)) {
      if (name.startsWith(PART)) Deno.removeSync(`${folder}/${name}`, { recursive: true });
    }
  }
  for (const { id, folder: name } of store.findings()) {
    if (!isTaken(`${folder}/${name}`)) writeFolder(store.dir, name, store.texts(id).files);
  }
}
