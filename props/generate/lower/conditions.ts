/**
 * Conditions as jumps, and expressions that are constants.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import { foldBinary, foldUnary, itemOf } from "../../python/compile/fold_values.ts";
import { isTrue } from "../../python/compile/const_table.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import { JUMP } from "../../python/compile/pseudo_ops.ts";
import type { Expr } from "../draft/expression.ts";
import type { Lowering } from "./lowering.ts";

/** Jumps if an expression is true, or if it is false; `compiler_jump_if`. */
export function jumpIf(l: Lowering, e: Expr, label: number, when: boolean): void {
  const { builder } = l;
  if (constantOf(e) === null) {
    switch (e.k) {
      case "unary":
        if (e.op !== "not" || isInvertible(e.e)) break;
        return jumpIf(l, e.e, label, !when);
      case "logic": {
        const stops = e.op === "or";
        const other = stops === when ? label : builder.newLabel();
        jumpIf(l, e.l, other, stops);
        jumpIf(l, e.r, label, when);
        if (other !== label) builder.use(other);
        return;
      }
      case "choose": {
        const end = builder.newLabel();
        const other = builder.newLabel();
        jumpIf(l, e.c, other, false);
        jumpIf(l, e.a, label, when);
        builder.artificial(JUMP, end);
        builder.use(other);
        jumpIf(l, e.b, label, when);
        return builder.use(end);
      }
    }
  }
  l.expr(e);
  builder.emit(OP.TO_BOOL);
  builder.emit(when ? OP.POP_JUMP_IF_TRUE : OP.POP_JUMP_IF_FALSE, label);
}

/** Whether `not` before it is part of the comparison. */
function isInvertible(e: Expr): boolean {
  return e.k === "is" || e.k === "in";
}

/** The constant that the compiler makes of an expression, or null. */
export function constantOf(e: Expr): Literal | null {
  switch (e.k) {
    case "const":
      return e.v;
    case "binary": {
      const left = constantOf(e.l);
      if (left === null) return null;
      const right = constantOf(e.r);
      return right === null ? null : foldBinary(e.op, left, right);
    }
    case "unary": {
      const value = constantOf(e.e);
      if (value === null) return null;
      return e.op === "not" ? { t: "bool", v: !isTrue(value) } : foldUnary(e.op, value);
    }
    case "subscript": {
      const value = constantOf(e.o);
      if (value === null) return null;
      const index = constantOf(e.i);
      return index === null ? null : itemOf(value, index);
    }
    case "build":
      return e.what === "tuple" ? tupleOf(e.items) : null;
    case "display":
      return e.what === "tuple" && e.stars === 0 ? tupleOf(e.args) : null;
    default:
      return null;
  }
}

function tupleOf(items: readonly Expr[]): Literal | null {
  const v: Literal[] = [];
  for (const item of items) {
    const value = constantOf(item);
    if (value === null) return null;
    v.push(value);
  }
  return { t: "tuple", v };
}

/** All items as constants, or null. */
export function constantsOf(items: readonly Expr[]): readonly Literal[] | null {
  const tuple = tupleOf(items);
  return tuple?.t === "tuple" ? tuple.v : null;
}
