/**
 * Variables that only stand for something simple, replaced by it.
 *
 * @module
 */

import type { Draft, Expr, FunctionDraft, Stmt } from "../draft/draft.ts";
import { walkFunction } from "../draft/walk.ts";
import { withFunction } from "./edit.ts";
import { mapBlock } from "./rewrite.ts";

type Assignment = Stmt & { readonly k: "assign" };

/** Function `f` without an assignment of a variable or constant to a local, which what was assigned replaces everywhere. */
export function* copiesReplaced(draft: Draft, f: number): Generator<Draft> {
  const fn = draft.functions[f] as FunctionDraft;
  const copies: Assignment[] = [];
  walkFunction(fn, { stmt: (s) => s.k === "assign" && isCopy(s) ? void copies.push(s) : undefined });
  for (const copy of copies) {
    if (copy.t.k !== "local") continue;
    const { i } = copy.t;
    const expr = (e: Expr): Expr => e.k === "local" && e.i === i ? copy.e : e;
    const less = mapBlock(fn.body, { block: (block) => block.filter((s) => s !== copy) });
    yield withFunction(draft, f, { ...fn, body: mapBlock(less, { expr }) });
  }
}

function isCopy({ t, e }: Assignment): boolean {
  if (t.k !== "local") return false;
  return e.k === "const" || e.k === "global" || e.k === "free" || (e.k === "local" && e.i !== t.i);
}
