/**
 * `known.json`: root causes that somebody has reported or lives with. They are counted, but not reported.
 *
 * @module
 */

import { TierproofError } from "../../src/isa/errors.ts";
import { pathError, writeWhole } from "../cli/user_files.ts";

/** Name of the file in a campaign's folder. */
export const KNOWN_FILE = "known.json";

/** A root cause that is known. */
export interface KnownEntry {
  /** As findings have it; the name of a defect stands for all of its forms. */
  readonly signature: string;
  /** Where it is told, e.g. in a bug tracker. */
  readonly link: string;
}

/** The list of a campaign. */
export class KnownList {
  readonly entries: readonly KnownEntry[];

  constructor(entries: readonly KnownEntry[]) {
    this.entries = entries;
  }

  /** The entry that a signature falls under; null for none. */
  of(signature: string): KnownEntry | null {
    return this.entries.find((entry) => signature === entry.signature || signature.startsWith(`${entry.signature}/`)) ??
      null;
  }
}

/** Reads the list of a folder; empty where there is none. Throws a {@linkcode TierproofError} that says what is wrong with it. */
export function readKnown(dir: string): KnownList {
  const path = `${dir}/${KNOWN_FILE}`;
  let text: string;
  try {
    text = Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return new KnownList([]);
    throw pathError(path, error);
  }
  const refuse = (problem: string) => new TierproofError("file", `${path}: ${problem}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refuse(`expected JSON: ${(error as Error).message.replaceAll(/\s+/g, " ")}`);
  }
  const list = (value as { readonly known?: unknown } | null)?.known;
  if (!Array.isArray(list)) throw refuse('expected {"known": [{"signature": "...", "link": "..."}]}');
  return new KnownList(list.map((entry: unknown, i) => {
    const { signature, link = "" } = (entry ?? {}) as { readonly signature?: unknown; readonly link?: unknown };
    if (typeof signature !== "string" || signature === "") throw refuse(`known[${i}]: expected a signature`);
    if (typeof link !== "string") throw refuse(`known[${i}].link: expected text`);
    return { signature, link };
  }));
}

/** Makes an empty list where there is none, for whoever wants to fill it. */
export function makeKnown(dir: string): void {
  writeWhole(`${dir}/${KNOWN_FILE}`, () => `{ "known": [] }\n`);
}
