/**
 * The corpus for people: a file of JSON for each of its programs, with what it was the first to reach. The database is what counts: a
 * file that is missing is written again.
 *
 * @module
 */

import { inputOf } from "../core/guide.ts";
import type { Plug } from "../core/plug.ts";
import { prettyJson } from "../core/pretty_json.ts";
import { isTaken, writeWhole } from "../cli/user_files.ts";
import type { CampaignStore, CorpusEntry } from "./campaign_store.ts";

/** Name of the folder of these files. */
export const CORPUS = "corpus";
const FORMAT = "tierproof-corpus";
const VERSION = 1;
/** Digits of a name: so many that names stand in order. */
const DIGITS = 6;

function fileName(id: number): string {
  return `${String(id).padStart(DIGITS, "0")}.json`;
}

/** Text of the file of a program. */
function fileText({ id, claim, generator, index, draft, reached }: CorpusEntry, plug: Plug): string {
  const subject = plug.subject(claim);
  const input = inputOf(subject, [draft], 0, index);
  const stored = input === null ? null : subject.codec.encode(input);
  return prettyJson({
    format: FORMAT,
    version: VERSION,
    id,
    claim,
    check: index,
    generator,
    reached,
    source: input === null ? null : subject.explain(input).source?.split("\n") ?? null,
    program: stored?.kind === "program" ? plug.language.codec.encode(stored.program) : null,
    draft,
  });
}

/** Writes the files of programs, each all of it or not at all; one that is there is left alone. */
export function writeCorpusFiles(store: CampaignStore, plug: Plug, ids: readonly number[]): void {
  const folder = `${store.dir}/${CORPUS}`;
  for (const id of ids) {
    writeWhole(`${folder}/${fileName(id)}`, () => fileText(store.corpusEntry(id), plug));
  }
}

/** Writes files that are missing, and takes away those of programs that are no parents any more and what is half written. */
export function mendCorpusFiles(store: CampaignStore, plug: Plug): void {
  const folder = `${store.dir}/${CORPUS}`;
  const ids = store.corpusIds();
  if (ids.length === 0 && !isTaken(folder)) return;
  const wanted = new Set(ids.map(fileName));
  if (isTaken(folder)) {
    for (const { name } of Deno.readDirSync(folder)) {
      // What people put there is theirs.
      if (/^\d{6,}\.json(\.part)?$/.test(name) && !wanted.has(name)) Deno.removeSync(`${folder}/${name}`);
    }
  }
  writeCorpusFiles(store, plug, ids);
}
