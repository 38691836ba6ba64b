/**
 * Opening the database of a campaign, and telling what can be wrong with one.
 *
 * @module
 */

import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { TierproofError } from "../../src/isa/errors.ts";
import { EnvironmentError } from "../cli/environment.ts";
import { isTaken, pathError } from "../cli/user_files.ts";
import { commandText } from "../report/command_text.ts";
import { DATABASE, FINDINGS, MIGRATIONS, SCHEMA_VERSION } from "./schema.ts";

/** Milliseconds that a reader and a writer wait for one another. */
const BUSY_MS = 10_000;

/** What SQLite says; not every error of Deno's carries its number. */
const SAID: readonly (readonly [text: RegExp, error: (path: string, text: string) => Error])[] = [
  [
    /disk is full/,
    (path) =>
      new EnvironmentError(`${path}: the disk is full; what was stored is whole, free some space and run it again`),
  ],
  [
    /disk I\/O error/,
    (path, text) =>
      new EnvironmentError(`${path}: ${text}; what was stored is whole, run it again once the disk takes writes`),
  ],
  [/readonly|permission denied/, (path) => refusal(path, "cannot be written; the folder or the file is read-only")],
  [/unable to open/, (path) => refusal(path, "cannot be opened; the folder may be read-only")],
  [/malformed|not a database/, (path, text) => damaged(path, text)],
  [
    /is locked/,
    (path) => new EnvironmentError(`${path}: another process holds it for longer than ${BUSY_MS / 1000} seconds`),
  ],
];

function refusal(path: string, problem: string): TierproofError {
  return new TierproofError("file", `${path}: ${problem}`);
}

/** The path of the database in a campaign's folder. */
export function databasePath(dir: string): string {
  return `${dir}/${DATABASE}`;
}

/** What SQLite said, as an error that says what to do; anything else comes back as it is. */
function databaseError(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || (error as { readonly code?: unknown }).code !== "ERR_SQLITE_ERROR") return error;
  const { message } = error;
  return SAID.find(([text]) => text.test(message))?.[1](path, message) ?? error;
}

function damaged(path: string, why: string): TierproofError {
  const rest = "the folders of its findings are whole; --fresh puts all of it aside and begins anew";
  return refusal(path, `damaged (${why}); ${rest}`);
}

/** Runs something on a database; see {@linkcode databaseError}. */
export function guarded<T>(path: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw databaseError(path, error);
  }
}

/** Runs something in one transaction: all of it is stored, or nothing. */
export function transaction<T>(database: DatabaseSync, run: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = run();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    // A full disk may have rolled back already.
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw pathError(path, error);
  }
}

/** Whether a folder holds a campaign. */
export function hasCampaign(dir: string): boolean {
  return exists(databasePath(dir));
}

/** Whether there are bytes in a file. */
function hasBytes(path: string): boolean {
  return exists(path) && Deno.statSync(path).size > 0;
}

/** Refuses a database that was cut to nothing: SQLite takes it for a new one, and findings of one campaign would stand among those of another. */
function refuseEmptied(dir: string, path: string): void {
  if (!exists(path) || hasBytes(path) || hasBytes(`${path}-wal`)) return;
  const folder = `${dir}/${FINDINGS}`;
  if (isTaken(folder) && !Deno.readDirSync(folder)[Symbol.iterator]().next().done) {
    throw damaged(path, "it is empty, but findings were made");
  }
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);
}

/** Refuses a database of a newer release, and one that is damaged. */
function inspect(database: DatabaseSync, path: string): number {
  const version = versionOf(database);
  if (version > SCHEMA_VERSION) {
    throw refusal(path, `written by a newer release, version ${version}; this one reads up to ${SCHEMA_VERSION}`);
  }
  const verdict = Object.values(database.prepare("PRAGMA quick_check(1)").get() ?? {})[0];
  if (verdict !== "ok") throw damaged(path, String(verdict).replaceAll(/\s+/g, " "));
  return version;
}

/** Makes tables of a version those of this release. */
function migrate(database: DatabaseSync, version: number): void {
  for (const step of MIGRATIONS.slice(version)) database.exec(step);
  database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
}

/** Opens the database for writing, makes it where there is none, and brings an older one up to date. */
export function openDatabase(dir: string): DatabaseSync {
  const path = databasePath(dir);
  refuseEmptied(dir, path);
  return guarded(path, () => {
    const database = new DatabaseSync(path, { timeout: BUSY_MS });
    try {
      // Every commit survives the death of the process; the last ones may not survive that of the machine, but stay whole.
      database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
      const version = inspect(database, path);
      if (version < SCHEMA_VERSION) transaction(database, () => migrate(database, version));
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/** A URL of the database as one that nothing changes: readers of others have to write down that they read. */
function atRest(path: string): URL {
  const url = pathToFileURL(path);
  url.searchParams.set("immutable", "1");
  return url;
}

/** Opens the database of a campaign for reading, beside a process that may be writing. One of an older release is read as a copy. */
export function readDatabase(dir: string): DatabaseSync {
  const path = databasePath(dir);
  if (!exists(path)) {
    throw refusal(dir, `holds no campaign; ${commandText(["campaign", dir])} begins one`);
  }
  refuseEmptied(dir, path);
  return guarded(path, () => {
    try {
      return openReadOnly(path, path);
    } catch (error) {
      // A folder that takes no writes has no writer either, if all that was written is in the database itself.
      if (!isUnopened(error) || hasBytes(`${path}-wal`)) throw error;
      return openReadOnly(path, atRest(path));
    }
  });
}

function isUnopened(error: unknown): boolean {
  return error instanceof Error && /unable to open|readonly/.test(error.message);
}

function openReadOnly(path: string, location: string | URL): DatabaseSync {
  const database = new DatabaseSync(location, { timeout: BUSY_MS, readOnly: true });
  let isHandedOn = false;
  try {
    const version = inspect(database, path);
    isHandedOn = version === SCHEMA_VERSION;
    return isHandedOn ? database : upToDateCopy(database, version);
  } finally {
    if (!isHandedOn) database.close();
  }
}

/** A database of an older release as this one would have it, in memory: who only reads changes nothing. */
function upToDateCopy(older: DatabaseSync, version: number): DatabaseSync {
  const copy = new DatabaseSync(":memory:");
  try {
    // Its writer may be at work: all rows are those of one instant.
    older.exec("BEGIN");
    transaction(copy, () => {
      const tables = older.prepare(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
      ).all();
      for (const { name, sql } of tables) {
        copy.exec(String(sql));
        copyRows(older, copy, String(name));
      }
      migrate(copy, version);
    });
    return copy;
  } catch (error) {
    copy.close();
    throw error;
  }
}

/** Row by row, as databases are attached to others only where everything is allowed. */
function copyRows(from: DatabaseSync, to: DatabaseSync, table: string): void {
  const rows = from.prepare(`SELECT * FROM "${table}"`);
  rows.setReadBigInts(true);
  const columns = rows.columns().length;
  const insert = to.prepare(`INSERT INTO "${table}" VALUES (${Array(columns).fill("?").join()})`);
  for (const row of rows.iterate()) insert.run(...Object.values(row));
}
