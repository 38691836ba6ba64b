/**
 * What generators and coroutines wait for.
 *
 * @module
 */

import type { Expr, ExprOf } from "../draft/expression.ts";
import { formOf } from "../draft/draft.ts";
import type { Fixing } from "../fix/fixing.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import { AWAIT_EXPRESSION, awaitTop, delegate, RESUME_AFTER_YIELD, RESUME_AFTER_YIELD_FROM } from "../lower/waiting.ts";
import type { ExpressionKind } from "./kind.ts";

/** Oparg of CALL_INTRINSIC_1. */
const ASYNC_GEN_WRAP = 4;

export const YIELD: ExpressionKind<"yield"> = {
  fix: fixWaiting,
  lower(l, e) {
    const { builder } = l;
    l.expr(e.e);
    if (formOf(l.fn).kind === "async generator") builder.emit(OP.CALL_INTRINSIC_1, ASYNC_GEN_WRAP);
    builder.emit(OP.YIELD_VALUE, 0);
    builder.emit(OP.RESUME, RESUME_AFTER_YIELD);
  },
  print(p, e) {
    return `(yield ${p.expr(e.e)})`;
  },
};

export const YIELD_FROM: ExpressionKind<"yieldFrom"> = {
  fix: fixWaiting,
  lower(l, e) {
    l.expr(e.e);
    l.builder.emit(OP.GET_YIELD_FROM_ITER);
    delegate(l, RESUME_AFTER_YIELD_FROM);
  },
  print(p, e) {
    return `(yield from ${p.expr(e.e)})`;
  },
};

export const AWAIT: ExpressionKind<"await"> = {
  fix: fixWaiting,
  lower(l, e) {
    l.expr(e.e);
    awaitTop(l, AWAIT_EXPRESSION);
  },
  print(p, e) {
    return `(await ${p.expr(e.e)})`;
  },
};

/** Where nothing may wait, the expression alone stands. */
function fixWaiting(x: Fixing, e: ExprOf<"yield" | "yieldFrom" | "await">, left: number, rounds: number): Expr {
  const inner = x.expr(e.e, left, rounds);
  const { kind } = formOf(x.fn);
  const allowed = e.k === "await"
    ? x.isAsync()
    : kind === "generator" || (e.k === "yield" && kind === "async generator");
  if (!allowed || x.inComprehension) return inner;
  return inner === e.e ? e : { k: e.k, e: inner };
}
