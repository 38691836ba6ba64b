/**
 * Fewer and smaller twists.
 *
 * @module
 */

import type { Draft, FunctionDraft } from "../draft.ts";
import { replaced, withFunction, without } from "./edit.ts";

/** Function `f` without its twists: all, then one. */
export function* fewerTwists(draft: Draft, f: number): Generator<Draft> {
  const fn = draft.functions[f] as FunctionDraft;
  if (fn.twists.length === 0) return;
  yield withFunction(draft, f, { ...fn, twists: [] });
  for (let t = 0; t < fn.twists.length; t++) yield withFunction(draft, f, { ...fn, twists: without(fn.twists, t) });
}

/** Function `f` with one of its twists smaller. */
export function* smallerTwists(draft: Draft, f: number): Generator<Draft> {
  const fn = draft.functions[f] as FunctionDraft;
  for (let t = 0; t < fn.twists.length; t++) {
    const twist = fn.twists[t];
    if (twist === undefined) continue;
    if (twist.k !== "range") {
      if (twist.n > 1) yield withFunction(draft, f, { ...fn, twists: replaced(fn.twists, t, { ...twist, n: 1 }) });
      continue;
    }
    for (const by of [1, -1, Math.trunc(twist.by / 2), twist.by - Math.sign(twist.by)]) {
      if (Math.abs(by) < Math.abs(twist.by)) {
        yield withFunction(draft, f, { ...fn, twists: replaced(fn.twists, t, { ...twist, by }) });
      }
    }
    if (twist.which > 0) {
      yield withFunction(draft, f, { ...fn, twists: replaced(fn.twists, t, { ...twist, which: 0 }) });
    }
  }
}
