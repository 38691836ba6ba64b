/**
 * Comprehensions. Their variable is a local of the function: what it held before lies on the stack meanwhile.
 *
 * @module
 */

import { type Expr, type ExprOf, ZERO } from "../draft/expression.ts";
import { MAX_ROUNDS } from "../fix/bounds.ts";
import type { Fixing } from "../fix/fixing.ts";
import { jumpIf } from "../lower/conditions.ts";
import type { Lowering } from "../lower/lowering.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import { JUMP, POP_BLOCK, SETUP_FINALLY, STORE_FAST_MAYBE_NULL } from "../../python/compile/pseudo_ops.ts";
import type { FunctionDraft } from "../draft/draft.ts";
import { functionUses } from "../draft/uses.ts";
import { type Visitor, walkExpr } from "../draft/walk.ts";
import { ROUND } from "../shrink/scale.ts";
import type { ExpressionKind } from "./kind.ts";

export const COMP: ExpressionKind<"comp"> = {
  fix: fixComprehension,
  lower(l, e) {
    lowerComprehension(l, e);
  },
  print(p, e) {
    const head = e.what === "dict" ? `${p.expr(e.key)}: ${p.expr(e.e)}` : p.expr(e.e);
    const test = e.c === null ? "" : ` if ${p.expr(e.c)}`;
    const text = `${head} for ${p.local(e.v)} in ${p.iterable(e.over)}${test}`;
    return e.what === "list" ? `[${text}]` : `{${text}}`;
  },
  weight: ({ over }) => ROUND * over.count,
};

function fixComprehension(x: Fixing, e: ExprOf<"comp">, left: number, rounds: number): Expr {
  const v = x.assignable(e.v);
  if (v === null) return ZERO;
  const over = x.iterable(e.over.k === "async" ? { k: "tuple", count: e.over.count } : e.over, left, rounds);
  const outer = x.inComprehension;
  x.inComprehension = true;
  const inside = Math.min(MAX_ROUNDS, rounds * Math.max(1, over.count));
  const c = e.c === null ? null : x.expr(e.c, left, inside);
  const key = e.what === "dict" ? x.expr(e.key, left, inside) : ZERO;
  const value = x.expr(e.e, left, inside);
  x.inComprehension = outer;
  const sameKey = key === e.key || (e.what !== "dict" && e.key.k === "const");
  if (v === e.v && over === e.over && c === e.c && sameKey && value === e.e) return e;
  return { k: "comp", what: e.what, v, over, c, key, e: value };
}

/** In place, with its variable as a fast local whose value from before lies on the stack meanwhile. */
function lowerComprehension(l: Lowering, comp: ExprOf<"comp">): void {
  const { what, v, over, c, key, e } = comp;
  const { builder } = l;
  const bit = 1 << v;
  const outer = l.plain;
  const captured = (l.captured & bit) !== 0;
  const isCell = captured && capturesInside(l, comp);
  l.iterable(over);
  builder.emit(OP.GET_ITER);
  builder.emit(OP.LOAD_FAST_AND_CLEAR, l.slot(v));
  if (isCell) builder.emit(OP.MAKE_CELL, l.cellOf[v] as number);
  l.plain = isCell ? outer & ~bit : captured ? outer | bit : outer;
  const failed = builder.newLabel();
  const done = builder.newLabel();
  const start = builder.newLabel();
  const next = builder.newLabel();
  const end = builder.newLabel();
  builder.emit(OP.SWAP, 2);
  builder.emit(SETUP_FINALLY, failed);
  builder.emit(what === "list" ? OP.BUILD_LIST : what === "set" ? OP.BUILD_SET : OP.BUILD_MAP, 0);
  builder.emit(OP.SWAP, 2);
  builder.use(start);
  builder.emit(OP.FOR_ITER, end);
  l.storeLocal(v);
  if (c !== null) jumpIf(l, c, next, false);
  if (what === "dict") l.expr(key);
  l.expr(e);
  builder.emit(what === "list" ? OP.LIST_APPEND : what === "set" ? OP.SET_ADD : OP.MAP_ADD, 2);
  builder.use(next);
  builder.emit(JUMP, start);
  builder.use(end);
  builder.artificial(OP.END_FOR);
  l.plain = outer;
  builder.artificial(POP_BLOCK);
  builder.artificial(JUMP, done);
  builder.use(failed);
  builder.artificial(OP.SWAP, 2);
  builder.artificial(OP.POP_TOP);
  builder.emit(OP.SWAP, 2);
  builder.emit(STORE_FAST_MAYBE_NULL, l.slot(v));
  builder.artificial(OP.RERAISE, 0);
  builder.use(done);
  builder.emit(OP.SWAP, 2);
  builder.emit(STORE_FAST_MAYBE_NULL, l.slot(v));
}

/** Whether a function made in a comprehension uses its variable. */
function capturesInside({ draft }: Lowering, { c, key, e, what, v }: ExprOf<"comp">): boolean {
  let found = false;
  const visitor: Visitor = {
    expr(inner) {
      if (inner.k !== "make") return;
      const { free } = functionUses(draft.functions[inner.f] as FunctionDraft);
      if (((free >> v) & 1) === 1) found = true;
    },
  };
  for (const part of [c, what === "dict" ? key : null, e]) if (part !== null) walkExpr(part, visitor);
  return found;
}
