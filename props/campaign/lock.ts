/**
 * One process at a time works on a campaign's folder. The system gives the lock back when a process ends, however it does.
 *
 * @module
 */

import { TierproofError } from "../../src/isa/errors.ts";
import { pathError } from "../cli/user_files.ts";

/** Name of the file that is locked; it holds the number of the process. */
const LOCK = "campaign.lock";

/** A folder that this process works on. */
export interface FolderLock {
  /** Others may have it. */
  release(): void;
}

/** Takes the folder. Throws a {@linkcode TierproofError} that names the process that has it. */
export function lockFolder(dir: string): FolderLock {
  const path = `${dir}/${LOCK}`;
  let file: Deno.FsFile;
  try {
    file = Deno.openSync(path, { create: true, read: true, write: true });
  } catch (error) {
    throw pathError(path, error, "a folder that can be written");
  }
  if (!file.tryLockSync(true)) {
    file.close();
    throw new TierproofError(
      "file",
      `${dir}: process ${holder(path)} works on this campaign; end it first, or name another folder`,
    );
  }
  file.truncateSync();
  file.writeSync(new TextEncoder().encode(`${Deno.pid}\n`));
  return { release: () => file.close() };
}

function holder(path: string): string {
  try {
    return Deno.readTextFileSync(path).trim() || "that just began";
  } catch {
    return "unknown";
  }
}
