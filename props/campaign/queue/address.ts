/**
 * Where a queue is. A password never stands on a command line, which everybody on a machine can read, nor in anything that is
 * printed: it comes through the environment or from a file.
 *
 * @module
 */

import { TierproofError } from "../../../src/isa/errors.ts";
import { usageError } from "../../cli/options.ts";
import { pathError, readUserText, userPath } from "../../cli/user_files.ts";

/** Where a queue is. */
export type QueueAddress =
  | {
    readonly kind: "postgres";
    /** With its password, where it has one: never to be printed. */
    readonly url: string;
    /** The same for people. */
    readonly shown: string;
  }
  /** In the campaign's folder, for this process alone. */
  | { readonly kind: "pglite" };

/** What says that the queue is embedded. */
export const EMBEDDED = "pglite";

/** What `--queue` takes, for help texts. */
export const QUEUE_FORMS = "postgres://USER@HOST/DB|env:NAME|file:PATH";

const NO_PASSWORD =
  "a password on a command line can be read by everybody on the machine; put the URL into a variable of the " +
  "environment and say --queue env:NAME, or into a file that only you can read and say --queue file:PATH";

/** The address that `--queue` names. Nothing that this throws holds a password. */
export async function queueAddress(where: string): Promise<QueueAddress> {
  if (where === EMBEDDED) return { kind: "pglite" };
  if (where.startsWith("env:")) {
    const name = where.slice("env:".length);
    const url = Deno.env.get(name);
    if (url === undefined || url === "") throw usageError(`--queue ${where}: the environment has no ${name}`);
    return postgres(url.trim(), `the variable ${name}`);
  }
  if (where.startsWith("file:")) {
    const path = userPath(where.slice("file:".length));
    const url = (await readUserText(path, "the URL of a database")).trim();
    const address = postgres(url, path);
    if (new URL(url).password !== "") refuseOpenFile(path);
    return address;
  }
  const address = postgres(where, "--queue");
  if (new URL(where).password !== "" || new URL(where).searchParams.has("password")) {
    throw usageError(`--queue ${address.shown}: ${NO_PASSWORD}`);
  }
  return address;
}

/** `--queue` as it may be printed: without what may be secret. */
export function shownQueue(where: string): string {
  return where === EMBEDDED || /^(env|file):/.test(where) ? where : postgres(where, "--queue").shown;
}

function postgres(url: string, from: string): Extract<QueueAddress, { readonly kind: "postgres" }> {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    throw usageError(`${from}: expected ${QUEUE_FORMS}, or pglite`);
  }
  if (parsed.protocol !== "postgres:" && parsed.protocol !== "postgresql:") {
    throw usageError(`${from}: expected ${QUEUE_FORMS}, found a URL that begins with ${parsed.protocol}`);
  }
  parsed.password = "";
  // Whatever else stands there may be secret, too.
  parsed.search = "";
  return { kind: "postgres", url, shown: parsed.href };
}

/** As PostgreSQL's own programs refuse such a file. */
function refuseOpenFile(path: string): void {
  let mode: number | null;
  try {
    mode = Deno.statSync(path).mode;
  } catch (error) {
    throw pathError(path, error);
  }
  if (Deno.build.os === "windows" || mode === null || (mode & 0o077) === 0) return;
  throw new TierproofError("file", `${path}: holds a password and can be read by others; chmod 600 it`);
}

/** A text without the password of an address, for messages of others. */
export function withoutPassword(text: string, address: QueueAddress): string {
  if (address.kind !== "postgres") return text;
  const { password } = new URL(address.url);
  let clean = text.replaceAll(address.url, address.shown);
  for (const secret of [password, decoded(password)]) if (secret !== "") clean = clean.replaceAll(secret, "***");
  return clean;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
