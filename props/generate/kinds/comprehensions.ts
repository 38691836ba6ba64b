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
import { JUMP, OP, STORE_FAST_MAYBE_NULL } from "../../python/compile/opcode_facts.ts";
import { ROUND } from "../shrink/scale.ts";
import type { ExpressionKind } from "./kind.ts";

export const COMP: ExpressionKind<"comp"> = {
  fix: fixComprehension,
  lower(l, e) {
    lowerComprehension(l, e);
    // The variable's value from before goes back under the result.
    l.builder.emit(OP.SWAP, 2);
    restoreVariable(l, e.v);
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

/** Leaves the variable's value from before and the result on top of it. */
export function lowerComprehension(l: Lowering, { what, v, over, c, key, e }: ExprOf<"comp">): void {
  const { builder } = l;
  l.iterable(over);
  builder.emit(OP.GET_ITER);
  const outer = builder.scope;
  const failed = builder.newLabel();
  saveVariable(l, v);
  builder.emit(OP.SWAP, 2);
  const { depth } = builder;
  builder.scope = builder.newScope(failed, depth, false, false);
  builder.emit(what === "list" ? OP.BUILD_LIST : what === "set" ? OP.BUILD_SET : OP.BUILD_MAP, 0);
  builder.emit(OP.SWAP, 2);
  const start = builder.newLabel();
  const next = builder.newLabel();
  const end = builder.newLabel();
  builder.place(start);
  builder.jump(OP.FOR_ITER, end);
  l.storeLocal(v);
  if (c !== null) jumpIf(l, c, next, false);
  if (what === "dict") l.expr(key);
  l.expr(e);
  builder.emit(what === "list" ? OP.LIST_APPEND : what === "set" ? OP.SET_ADD : OP.MAP_ADD, 2);
  builder.place(next);
  builder.jump(JUMP, start);
  builder.place(end, depth + 2);
  builder.emit(OP.END_FOR);
  builder.scope = outer;
  const was = builder.enterHandler();
  builder.place(failed, depth + 1);
  builder.emit(OP.SWAP, 2);
  builder.emit(OP.POP_TOP);
  builder.emit(OP.SWAP, 2);
  restoreVariable(l, v);
  builder.emit(OP.RERAISE, 0);
  builder.leaveHandler(was);
  builder.depth = depth;
}

/** Pushes a variable's value, or nothing as nothing, and unbinds it. One that is a cell stays bound: None stands for it. */
function saveVariable(l: Lowering, v: number): void {
  if (l.isCell(v)) l.loadNone();
  else l.builder.emit(OP.LOAD_FAST_AND_CLEAR, l.slotOf[v] as number);
}

/** Gives a variable the value on top back. */
export function restoreVariable(l: Lowering, v: number): void {
  if (l.isCell(v)) l.builder.emit(OP.POP_TOP);
  else l.builder.emit(STORE_FAST_MAYBE_NULL, l.slotOf[v] as number);
}
