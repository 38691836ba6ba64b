/**
 * Shorter islands.
 *
 * @module
 */

import type { IslandOp } from "../draft/draft.ts";
import { replaced, without } from "./edit.ts";
import { expressionCandidates } from "./expressions.ts";
import { statementCandidates } from "./statements.ts";

/** Steps with some dropped, or one of them simpler. */
export function* islandCandidates(ops: readonly IslandOp[]): Generator<readonly IslandOp[]> {
  for (let size = ops.length; size > 0; size >>= 1) {
    for (let at = 0; at + size <= ops.length; at += size) yield without(ops, at, size);
  }
  for (let i = 0; i < ops.length; i++) {
    const step = ops[i] as IslandOp;
    if (step.k === "push") { for (const e of expressionCandidates(step.e)) yield replaced(ops, i, { k: "push", e }); }
    if (step.k === "skip") {
      for (const body of islandCandidates(step.body)) yield replaced(ops, i, { ...step, body });
    }
    if (step.k === "event") {
      for (const s of statementCandidates(step.s)) if (s.k === "event") yield replaced(ops, i, { k: "event", s });
    }
  }
}
