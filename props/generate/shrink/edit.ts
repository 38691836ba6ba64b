/**
 * Small edits of what never changes: copies with one thing different.
 *
 * @module
 */

import type { Draft, FunctionDraft } from "../draft/draft.ts";

/** A Draft with another function `f`. */
export function withFunction(draft: Draft, f: number, fn: FunctionDraft): Draft {
  return { ...draft, functions: replaced(draft.functions, f, fn) };
}

/** All items but `count` from `at` on. */
export function without<T>(items: readonly T[], at: number, count = 1): readonly T[] {
  return [...items.slice(0, at), ...items.slice(at + count)];
}

/** All items, one of them another. */
export function replaced<T>(items: readonly T[], at: number, item: T): readonly T[] {
  return items.map((each, i) => (i === at ? item : each));
}
