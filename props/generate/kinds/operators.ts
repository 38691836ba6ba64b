/**
 * Operators: arithmetic, comparison, logic, choice.
 *
 * @module
 */

import { BINARY_OPERATORS, COMPARISONS } from "../draft/vocabulary.ts";
import { wrap } from "../fix/bounds.ts";
import { constantOf, jumpIf } from "../lower/conditions.ts";
import { COMPARE_ARGS } from "../lower/constants.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import { JUMP } from "../../python/compile/pseudo_ops.ts";
import { lowerIterated } from "./displays.ts";
import type { ExpressionKind } from "./kind.ts";

export const BINARY: ExpressionKind<"binary"> = {
  fix(x, e, left, rounds) {
    const l = x.expr(e.l, left, rounds);
    const r = x.expr(e.r, left, rounds);
    const op = wrap(e.op, BINARY_OPERATORS.length);
    return l === e.l && r === e.r && op === e.op ? e : { k: "binary", op, l, r };
  },
  lower(l, e) {
    const value = constantOf(e);
    if (value !== null) return l.loadConst(value);
    l.expr(e.l);
    l.expr(e.r);
    l.builder.emit(OP.BINARY_OP, e.op);
  },
  print(p, e) {
    return `(${p.expr(e.l)} ${BINARY_OPERATORS[e.op]} ${p.expr(e.r)})`;
  },
};

export const COMPARE: ExpressionKind<"compare"> = {
  fix(x, e, left, rounds) {
    const l = x.expr(e.l, left, rounds);
    const r = x.expr(e.r, left, rounds);
    const op = wrap(e.op, COMPARISONS.length);
    return l === e.l && r === e.r && op === e.op ? e : { k: "compare", op, l, r };
  },
  lower(l, e) {
    l.expr(e.l);
    l.expr(e.r);
    l.builder.emit(OP.COMPARE_OP, COMPARE_ARGS[e.op] as number);
  },
  print(p, e) {
    return `(${p.expr(e.l)} ${COMPARISONS[e.op]} ${p.expr(e.r)})`;
  },
};

export const IS: ExpressionKind<"is"> = {
  fix(x, e, left, rounds) {
    const l = x.expr(e.l, left, rounds);
    const r = x.expr(e.r, left, rounds);
    return l === e.l && r === e.r ? e : { ...e, l, r };
  },
  lower(l, e) {
    l.expr(e.l);
    l.expr(e.r);
    l.builder.emit(OP.IS_OP, e.not ? 1 : 0);
  },
  print(p, e) {
    return `(${p.expr(e.l)} ${e.not ? "is not" : "is"} ${p.expr(e.r)})`;
  },
};

export const IN: ExpressionKind<"in"> = {
  fix(x, e, left, rounds) {
    const l = x.expr(e.l, left, rounds);
    const r = x.expr(e.r, left, rounds);
    return l === e.l && r === e.r ? e : { ...e, l, r };
  },
  lower(l, e) {
    l.expr(e.l);
    lowerIterated(l, e.r);
    l.builder.emit(OP.CONTAINS_OP, e.not ? 1 : 0);
  },
  print(p, e) {
    return `(${p.expr(e.l)} ${e.not ? "not in" : "in"} ${p.expr(e.r)})`;
  },
};

export const UNARY: ExpressionKind<"unary"> = {
  fix(x, e, left, rounds) {
    const inner = x.expr(e.e, left, rounds);
    return inner === e.e ? e : { ...e, e: inner };
  },
  lower(l, e) {
    const { builder } = l;
    const value = constantOf(e);
    if (value !== null) return l.loadConst(value);
    // `not` before `is` and `in` is part of the comparison.
    if (e.op === "not" && (e.e.k === "is" || e.e.k === "in")) return l.expr({ ...e.e, not: !e.e.not });
    l.expr(e.e);
    if (e.op !== "not") return builder.emit(e.op === "-" ? OP.UNARY_NEGATIVE : OP.UNARY_INVERT);
    builder.emit(OP.TO_BOOL);
    builder.emit(OP.UNARY_NOT);
  },
  print(p, e) {
    return `(${e.op === "not" ? "not " : e.op}${p.expr(e.e)})`;
  },
};

export const LOGIC: ExpressionKind<"logic"> = {
  fix(x, e, left, rounds) {
    const l = x.expr(e.l, left, rounds);
    const r = x.expr(e.r, left, rounds);
    return l === e.l && r === e.r ? e : { ...e, l, r };
  },
  lower(l, e) {
    const { builder } = l;
    const end = builder.newLabel();
    l.expr(e.l);
    builder.emit(OP.COPY, 1);
    builder.emit(OP.TO_BOOL);
    builder.emit(e.op === "and" ? OP.POP_JUMP_IF_FALSE : OP.POP_JUMP_IF_TRUE, end);
    builder.emit(OP.POP_TOP);
    l.expr(e.r);
    builder.use(end);
  },
  print(p, e) {
    return `(${p.expr(e.l)} ${e.op} ${p.expr(e.r)})`;
  },
};

/** `a if c else b`. */
export const CHOOSE: ExpressionKind<"choose"> = {
  fix(x, e, left, rounds) {
    const c = x.expr(e.c, left, rounds);
    const a = x.expr(e.a, left, rounds);
    const b = x.expr(e.b, left, rounds);
    return c === e.c && a === e.a && b === e.b ? e : { k: "choose", c, a, b };
  },
  lower(l, e) {
    const { builder } = l;
    const other = builder.newLabel();
    const end = builder.newLabel();
    jumpIf(l, e.c, other, false);
    l.expr(e.a);
    builder.artificial(JUMP, end);
    builder.use(other);
    l.expr(e.b);
    builder.use(end);
  },
  print(p, e) {
    return `(${p.expr(e.a)} if ${p.expr(e.c)} else ${p.expr(e.b)})`;
  },
};
