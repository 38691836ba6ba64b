/**
 * Simpler expressions.
 *
 * @module
 */

import { type Expr, intConst, type Iterable, local, ZERO } from "../draft/draft.ts";
import { EXPR_PARTS, type Part, partOf } from "../draft/shape.ts";
import { KINDS } from "../kinds/kinds.ts";
import { literalCandidates, smallerInts } from "./literals.ts";
import { partCandidates } from "./parts.ts";

type IterableExpr = Iterable & { readonly k: "expr" };

/** Simpler expressions: 0, what it is made of, then itself with a simpler part. */
export function* expressionCandidates(e: Expr): Generator<Expr> {
  if (e.k === "const") {
    if (e.v.t === "int") { for (const v of smallerInts(e.v.v)) yield intConst(v); }
    else if (e.v.t !== "None") { for (const v of literalCandidates(e.v)) yield { k: "const", v }; }
    return;
  }
  yield ZERO;
  // What changes from round to round without being computed: usually the variable of a loop.
  const most = e.k === "local" ? e.i : e.k === "counter" ? 0 : 3;
  for (let i = 0; i < Math.min(most, 3); i++) yield local(i);
  const parts = EXPR_PARTS[e.k];
  yield* operands(e, parts);
  const { simpler } = KINDS.expressions[e.k];
  if (simpler !== undefined) yield* simpler(e as never);
  yield* partCandidates(e, parts);
}

/** The expressions that a node is made of. */
export function* operands(node: object, parts: readonly Part[]): Generator<Expr> {
  for (const { field, sort } of parts) {
    const value = partOf(node, field);
    if (sort === "expr" || sort === "dictKey" || (sort === "maybeExpr" && value !== null)) yield value as Expr;
    else if (sort === "exprs") yield* value as readonly Expr[];
    else if (sort === "iterable" && (value as Iterable).k === "expr") yield (value as IterableExpr).e;
  }
}
