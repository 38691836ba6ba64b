/**
 * `--fresh`: what a campaign's folder holds goes into a folder of its own in it, so that nothing is lost.
 *
 * @module
 */

import { DatabaseSync } from "node:sqlite";
import { isTaken, pathError } from "../cli/user_files.ts";
import { CORPUS } from "./corpus_files.ts";
import { lockFolder } from "./lock.ts";
import { databasePath, hasCampaign } from "./database.ts";
import { DATABASE, FINDINGS } from "./schema.ts";

/** Campaigns that are put aside in one folder. */
const MOST = 10_000;

/** Puts a campaign aside; does nothing where there is none. */
export function putAside(dir: string): void {
  const lock = lockFolder(dir);
  try {
    writeLog(dir);
    const parts = [DATABASE, `${DATABASE}-wal`, `${DATABASE}-shm`, FINDINGS, CORPUS].filter((name) =>
      isTaken(`${dir}/${name}`)
    );
    if (parts.length === 0) return;
    const aside = freeName(dir);
    Deno.mkdirSync(aside);
    // The database last: as long as it is there, a campaign that is opened writes folders of findings that are missing.
    for (const name of parts.reverse()) Deno.renameSync(`${dir}/${name}`, `${aside}/${name}`);
  } catch (error) {
    throw pathError(dir, error);
  } finally {
    lock.release();
  }
}

/**
 * What waits in the log goes into the database: the two are not put aside at one instant, and a process that is killed between them
 * would tear them apart. A database that cannot be opened is put aside as it is.
 */
function writeLog(dir: string): void {
  if (!hasCampaign(dir)) return;
  try {
    using database = new DatabaseSync(databasePath(dir));
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch {
    // Damaged, or the disk is full.
  }
}

function freeName(dir: string): string {
  for (let n = 1; n <= MOST; n++) if (!isTaken(`${dir}/before-${n}`)) return `${dir}/before-${n}`;
  throw new Error(`${MOST} campaigns were put aside here`);
}
