/**
 * Conditions: expressions whose truth decides where control goes.
 *
 * @module
 */

import type { Expr } from "../draft/expression.ts";
import { COMPARE_ARGS, TO_BOOL_BIT } from "./constants.ts";
import type { Lowering } from "./lowering.ts";
import { OP } from "../../python/compile/opcode_facts.ts";

/** Jumps to `label` when the condition is `when`, else goes on. */
export function jumpIf(l: Lowering, c: Expr, label: number, when: boolean): void {
  const { builder } = l;
  if (c.k === "unary" && c.op === "not") return jumpIf(l, c.e, label, !when);
  if (c.k === "logic") {
    // `and` fails at the first false one, `or` holds at the first true one.
    const short = c.op === "or";
    if (short === when) {
      jumpIf(l, c.l, label, when);
      return jumpIf(l, c.r, label, when);
    }
    const through = builder.newLabel();
    jumpIf(l, c.l, through, !when);
    jumpIf(l, c.r, label, when);
    return builder.place(through);
  }
  if (c.k === "is" && c.r.k === "const" && c.r.v.t === "None") {
    l.expr(c.l);
    return builder.jump(c.not !== when ? OP.POP_JUMP_IF_NONE : OP.POP_JUMP_IF_NOT_NONE, label);
  }
  if (c.k === "compare") {
    l.expr(c.l);
    l.expr(c.r);
    builder.emit(OP.COMPARE_OP, (COMPARE_ARGS[c.op] as number) + TO_BOOL_BIT);
  } else {
    l.expr(c);
    if (!isBool(c)) builder.emit(OP.TO_BOOL);
  }
  builder.jump(when ? OP.POP_JUMP_IF_TRUE : OP.POP_JUMP_IF_FALSE, label);
}

/** Whether an expression always gives a bool by the instruction that makes it. */
export function isBool(e: Expr): boolean {
  return e.k === "is" || e.k === "in" || (e.k === "unary" && e.op === "not");
}
