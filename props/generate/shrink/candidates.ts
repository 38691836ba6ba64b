/**
 * All that one step of shrinking may do to a Draft, in the order in which it is tried.
 *
 * @module
 */

import type { Draft, DraftLimits, FunctionDraft } from "../draft/draft.ts";
import { copiesReplaced } from "./copies.ts";
import { withFunction } from "./edit.ts";
import { arguments_, parameters, simplerClasses, tidying, wholeFunctions } from "./functions.ts";
import { inlined } from "./inline.ts";
import { countedLoops } from "./loops.ts";
import { smallerInts } from "./literals.ts";
import { pairs } from "./pairs.ts";
import { blockCandidates, rawCandidates } from "./statements.ts";

/** Limits as at the pin: all of them, then one by one. */
function* usualLimits(draft: Draft): Generator<Draft> {
  const { limits, ...rest } = draft;
  if (limits === undefined) return;
  yield rest;
  for (const key of Object.keys(limits) as (keyof DraftLimits)[]) {
    if (limits[key] !== null) yield { ...draft, limits: { ...limits, [key]: null } };
  }
}

/** All Drafts that one step leads to, the boldest first; neither fixed up nor weighed yet. */
export function* candidates(draft: Draft): Generator<Draft> {
  if (draft.calls > 1) {
    yield { ...draft, calls: 1 };
    yield { ...draft, calls: draft.calls - 1 };
  }
  yield* usualLimits(draft);
  yield* wholeFunctions(draft);
  yield* simplerClasses(draft);
  for (let f = 0; f < draft.functions.length; f++) {
    const fn = draft.functions[f] as FunctionDraft;
    for (const body of blockCandidates(fn.body)) yield withFunction(draft, f, { ...fn, body });
    if (fn.recursive !== null) yield withFunction(draft, f, { ...fn, recursive: null });
  }
  yield* inlined(draft);
  for (let f = 0; f < draft.functions.length; f++) yield* copiesReplaced(draft, f);
  for (let f = 0; f < draft.functions.length; f++) yield* countedLoops(draft, f);
  yield* tidying(draft);
  yield* parameters(draft);
  yield* arguments_(draft);
  for (const warm of smallerInts(draft.warm)) if (warm > 0) yield { ...draft, warm };
  // As they leave what a compiler would write.
  for (let f = 0; f < draft.functions.length; f++) {
    const fn = draft.functions[f] as FunctionDraft;
    for (const body of rawCandidates(fn.body)) yield withFunction(draft, f, { ...fn, body });
  }
  // Last, as they are many.
  yield* pairs(draft);
}
