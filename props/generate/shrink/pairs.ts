/**
 * Two deletions at once, for what no single one can reach.
 *
 * @module
 */

import type { Draft, FunctionDraft } from "../draft/draft.ts";
import { withFunction } from "./edit.ts";
import { deletions } from "./statements.ts";

/** Most deletions that are paired: what is larger has had no chance to get small yet, or never will. */
const MAX_DELETIONS = 40;

/** Drafts with two statements gone, or replaced by their parts. */
export function* pairs(draft: Draft): Generator<Draft> {
  const first = singles(draft);
  if (first.length > MAX_DELETIONS) return;
  for (let i = 0; i < first.length; i++) {
    // Deletions of what lies before have been the first of another pair.
    const second = singles(first[i] as Draft);
    for (let j = i; j < second.length; j++) yield second[j] as Draft;
  }
}

function singles(draft: Draft): Draft[] {
  return draft.functions.flatMap((fn: FunctionDraft, f) =>
    [...deletions(fn.body)].map((body) => withFunction(draft, f, { ...fn, body }))
  );
}
