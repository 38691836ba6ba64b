/**
 * Files and folders that a user names: where they are, reading with exact refusals, writing that is tried before the work and
 * never takes the place of something else.
 *
 * What the user named wrongly (no such file, no right to it) is a {@linkcode TierproofError} of code `file`; what the machine
 * cannot do (a full disk) is an {@linkcode EnvironmentError}.
 *
 * @module
 */

import { dirname, isAbsolute, normalize, resolve } from "node:path";
import { isBadInput, TierproofError } from "../../src/isa/errors.ts";
import { EnvironmentError, isEnvironmental } from "./environment.ts";

/** Largest file that is read: more than any program, finding or set of recordings needs. */
const MAX_BYTES = 256 * 1024 * 1024;

/** The project's root, where its tasks run. */
const PROJECT = new URL("../../", import.meta.url);

/**
 * The folder where the user stands. A task runs in the project's root; Deno keeps the folder where it was called in `INIT_CWD`.
 * Elsewhere that name may be left over from somebody else's task.
 */
function standingIn(): string {
  const cwd = Deno.cwd();
  const called = Deno.env.get("INIT_CWD");
  if (called === undefined || !isAbsolute(called) || PROJECT.protocol !== "file:") return cwd;
  return cwd === normalize(decodeURIComponent(PROJECT.pathname)).replace(/\/$/, "") ? called : cwd;
}

/** The path of what a user calls `name`: relative names begin where the user stands. */
export function userPath(name: string): string {
  // Deno reads what is no UTF-8 as this character: another file would be made or read than the one that was named.
  if (name.includes("\ufffd")) {
    throw new TierproofError("option", `${name}: expected a path in UTF-8, found other bytes in it`);
  }
  return resolve(standingIn(), name);
}

const REASONS: readonly (readonly [kind: abstract new (...args: never[]) => Error, why: string])[] = [
  [Deno.errors.NotFound, "no such file"],
  [Deno.errors.PermissionDenied, "permission denied"],
  [Deno.errors.IsADirectory, "it is a folder"],
  [Deno.errors.NotADirectory, "a part of this path is no folder"],
  [Deno.errors.AlreadyExists, "exists already"],
  [Deno.errors.FilesystemLoop, "a loop of symbolic links"],
  [Deno.errors.NotCapable, "commands neither read nor write the system's own folders"],
];

/** Refusal of a path for what the system said: bad input, or the environment. */
export function pathError(path: string, error: unknown, expected = ""): Error {
  if (isBadInput(error) || error instanceof EnvironmentError) return error;
  const known = REASONS.find(([kind]) => error instanceof kind)?.[1];
  const why = known ?? (error instanceof Error ? error.message.replace(/ \(os error \d+\).*$/s, "") : "unusable");
  if (isEnvironmental(error)) return new EnvironmentError(`${path}: ${why}`);
  return new TierproofError("file", `${path}: ${why}${expected === "" ? "" : `; expected ${expected}`}`);
}

/** Bytes of a file. `expected` says what the command would have taken. */
export async function readUserBytes(path: string, expected = ""): Promise<Uint8Array<ArrayBuffer>> {
  try {
    using file = await Deno.open(path);
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let size = 0;
    // A pipe does not say how long it is.
    for (;;) {
      const chunk = new Uint8Array(1 << 16);
      const read = await file.read(chunk);
      if (read === null) break;
      size += read;
      if (size > MAX_BYTES) throw new TierproofError("file", `${path}: longer than ${MAX_BYTES >> 20} MiB`);
      chunks.push(chunk.subarray(0, read));
    }
    return new Uint8Array(await new Blob(chunks).arrayBuffer());
  } catch (error) {
    throw pathError(path, error, expected);
  }
}

/** Text of a file in UTF-8, without a byte order mark. */
export async function readUserText(path: string, expected = ""): Promise<string> {
  const bytes = await readUserBytes(path, expected);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    throw new TierproofError("file", `${path}: compressed by gzip; unpack it first`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new TierproofError("file", `${path}: no text in UTF-8${expected === "" ? "" : `; expected ${expected}`}`);
  }
}

/** A file that a command will write at its end. */
export interface UserFile {
  readonly path: string;
  /** What the first kilobyte of a file of this command matches: such a file is replaced, any other one stays. */
  readonly mark: RegExp;
}

function existing(path: string): Deno.FileInfo | null {
  try {
    return Deno.statSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw pathError(path, error);
  }
}

/** Whether there is something of this name, be it a link that leads nowhere. */
export function isTaken(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw pathError(path, error);
  }
}

/** Writes a file that is there whole or not at all, whenever this process ends; one that is there is left alone. */
export function writeWhole(path: string, text: () => string): void {
  try {
    if (isTaken(path)) return;
    Deno.mkdirSync(dirname(path), { recursive: true });
    putWhole(path, text());
  } catch (error) {
    throw pathError(path, error);
  }
}

/** Puts a text in the place of a file at once: what was there stays where the disk has no room. */
function putWhole(path: string, text: string): void {
  const part = `${path}.part`;
  try {
    Deno.writeTextFileSync(part, text);
    Deno.renameSync(part, path);
  } catch (error) {
    if (isTaken(part)) Deno.removeSync(part);
    throw error;
  }
}

/** Whether a file can be taken away and another one put there: no link, terminal or pipe, and in a folder that may be written to. */
function isReplaceable(path: string): boolean {
  try {
    // The folder of a new one was tried.
    if (!isTaken(path)) return true;
    if (!Deno.lstatSync(path).isFile) return false;
    tryUserFolder(folderOf(path));
    return true;
  } catch {
    return false;
  }
}

function firstKilobyte(path: string): string {
  using file = Deno.openSync(path);
  const bytes = new Uint8Array(1024);
  return new TextDecoder().decode(bytes.subarray(0, file.readSync(bytes) ?? 0));
}

/** Refuses a file that could not be written later, or that holds something else. Leaves nothing behind. */
export function tryUserFile({ path, mark }: UserFile): void {
  const info = existing(path);
  if (info === null) return tryUserFolder(folderOf(path), path);
  try {
    if (info.isDirectory) throw new Deno.errors.IsADirectory();
    // Terminals, pipes and /dev/null take anything.
    if (info.isFile && info.size > 0 && !mark.test(firstKilobyte(path))) {
      throw new TierproofError("file", `${path}: holds something else, and is not overwritten`);
    }
    Deno.openSync(path, { write: true }).close();
  } catch (error) {
    throw pathError(path, error);
  }
}

/** Writes the file, whole or not at all where it can be replaced; refuses what {@linkcode tryUserFile} refuses. */
export function writeUserFile(file: UserFile, text: string): void {
  tryUserFile(file);
  try {
    Deno.mkdirSync(folderOf(file.path), { recursive: true });
    if (isReplaceable(file.path)) putWhole(file.path, text);
    else Deno.writeTextFileSync(file.path, text);
  } catch (error) {
    throw pathError(file.path, error);
  }
}

function folderOf(path: string): string {
  return resolve(path, "..");
}

/** Refuses a folder that could not be made or written to. Leaves nothing behind. `named` is what the user called it. */
export function tryUserFolder(path: string, named = path): void {
  let folder = path;
  let info = existing(folder);
  for (; info === null; info = existing(folder)) folder = folderOf(folder);
  if (!info.isDirectory) throw new TierproofError("file", `${folder}: it is no folder`);
  try {
    Deno.removeSync(Deno.makeTempDirSync({ dir: folder, prefix: ".tierproof-" }));
  } catch (error) {
    throw pathError(named, error);
  }
}
