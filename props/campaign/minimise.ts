/**
 * `campaign DIR --minimise`: the fewest programs of a corpus that have all of its features, or nearly: always the one next that
 * has most of what is missing.
 *
 * @module
 */

import { inputOf } from "../core/guide.ts";
import type { Plug } from "../core/plug.ts";
import { count } from "../report/text.ts";
import type { CampaignFacts } from "./campaign_store.ts";
import { CampaignWriter } from "./campaign_writer.ts";
import { mendCorpusFiles } from "./corpus_files.ts";
import { lockFolder } from "./lock.ts";

/** Milliseconds without a word. */
const QUIET_MS = 2000;

/** What came of it. */
export interface Minimised {
  /** Programs. */
  readonly before: number;
  readonly after: number;
  /** That all of them have together. */
  readonly features: number;
}

/** Indexes of lists that together have all names of all lists; those that come first where several would do. */
export function smallestCover(lists: readonly ReadonlySet<string>[]): number[] {
  const missing = new Set(lists.flatMap((names) => [...names]));
  const chosen: number[] = [];
  while (missing.size > 0) {
    let best = -1;
    let most = 0;
    lists.forEach((names, i) => {
      let brings = 0;
      for (const name of names) if (missing.has(name)) brings++;
      if (brings > most) [best, most] = [i, brings];
    });
    chosen.push(best);
    for (const name of lists[best] as ReadonlySet<string>) missing.delete(name);
  }
  return chosen.sort((a, b) => a - b);
}

/** Runs each program of the corpus, and takes out those that are not needed; null where it was asked to end before. */
export async function minimiseCorpus(
  dir: string,
  plug: Plug,
  { mended, claims }: CampaignFacts,
  { quiet, signal }: { readonly quiet: boolean; readonly signal: AbortSignal },
): Promise<Minimised | null> {
  const lock = lockFolder(dir);
  try {
    const writer = new CampaignWriter(dir);
    try {
      const programs = writer.corpus.toCheckAgain(plug.language.version, Infinity);
      let told = performance.now();
      const lists: Set<string>[] = [];
      for (const [i, { claim, draft, index }] of programs.entries()) {
        const subject = plug.subject(claims.includes(claim) ? claim : claims[0] as string);
        const probe = subject.probe?.(new Set(mended));
        const input = inputOf(subject, [draft], 0, index);
        lists.push(
          new Set(input === null ? [] : (probe?.run(input) ?? []).map(({ sort, name }) => `${sort} ${name}`)),
        );
        if (performance.now() - told > QUIET_MS && !quiet) {
          console.error(`${count(i + 1)} of ${count(programs.length)} programs are looked at`);
          told = performance.now();
        }
        await new Promise((resolve) => setTimeout(resolve, 0));
        if (signal.aborted) return null;
      }
      const kept = new Set(smallestCover(lists));
      writer.corpus.retire(programs.filter((_, i) => !kept.has(i)).map(({ id }) => id));
      mendCorpusFiles(writer.store, plug);
      const features = new Set(lists.flatMap((names) => [...names])).size;
      return { before: programs.length, after: kept.size, features };
    } finally {
      writer.close();
    }
  } finally {
    lock.release();
  }
}
