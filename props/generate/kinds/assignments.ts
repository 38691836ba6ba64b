/**
 * Assignments, deletions, and expressions whose value nobody wants.
 *
 * @module
 */

import { ZERO } from "../draft/expression.ts";
import { BINARY_OPERATORS } from "../draft/vocabulary.ts";
import { cut, mapped, MAX_ITEMS, wrap } from "../fix/bounds.ts";
import { constantOf } from "../lower/conditions.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import type { StatementKind } from "./kind.ts";

export const ASSIGN: StatementKind<"assign"> = {
  fix(x, s, place) {
    const e = x.at(s.e, place);
    const t = x.target(s.t, place);
    if (t === null) return { k: "expr", e };
    return e === s.e && t === s.t ? s : { k: "assign", t, e };
  },
  lower(l, s) {
    l.expr(s.e);
    l.store(s.t);
  },
  print: { line: (p, s) => `${p.target(s.t)} = ${p.expr(s.e)}` },
};

export const AUGMENT: StatementKind<"augment"> = {
  fix(x, s, place) {
    const e = x.at(s.e, place);
    const t = x.target(s.t, place);
    if (t === null) return { k: "expr", e };
    const op = wrap(s.op, BINARY_OPERATORS.length);
    return e === s.e && t === s.t && op === s.op ? s : { k: "augment", t, op, e };
  },
  lower(l, s) {
    l.augment(s.t, s.op, s.e);
  },
  print: { line: (p, s) => `${p.target(s.t)} ${BINARY_OPERATORS[s.op]}= ${p.expr(s.e)}` },
  *instead(s) {
    yield [{ k: "assign", t: s.t, e: s.e }];
  },
};

export const UNPACK: StatementKind<"unpack"> = {
  fix(x, s, place) {
    const e = x.at(s.e, place);
    const ts = mapped(cut(s.ts, MAX_ITEMS), (t) => x.target(t, place) ?? undefined);
    if (ts.length === 0) return { k: "expr", e };
    const star = s.star === undefined ? undefined : wrap(s.star, ts.length);
    if (e === s.e && ts === s.ts && star === s.star) return s;
    return star === undefined ? { k: "unpack", ts, e } : { k: "unpack", ts, e, star };
  },
  lower(l, s) {
    const { builder } = l;
    l.expr(s.e);
    if (s.star === undefined) builder.emit(OP.UNPACK_SEQUENCE, s.ts.length);
    else builder.emit(OP.UNPACK_EX, s.star + ((s.ts.length - s.star - 1) << 8));
    for (const t of s.ts) l.store(t);
  },
  print: {
    line(p, s) {
      const targets = s.ts.map((t, i) => (i === s.star ? "*" : "") + p.target(t)).join(", ");
      return `${targets}${s.ts.length === 1 ? "," : ""} = ${p.expr(s.e)}`;
    },
  },
  *instead(s) {
    for (const t of s.ts) yield [{ k: "assign", t, e: ZERO }];
  },
};

export const DEL: StatementKind<"del"> = {
  fix(x, s, place) {
    const t = x.target(s.t, place);
    return t === null ? undefined : t === s.t ? s : { k: "del", t };
  },
  lower(l, s) {
    l.del(s.t);
  },
  print: { line: (p, s) => `del ${p.target(s.t)}` },
};

export const EXPR: StatementKind<"expr"> = {
  fix(x, s, place) {
    const e = x.at(s.e, place);
    return e === s.e ? s : { ...s, e };
  },
  lower(l, s) {
    if (constantOf(s.e) !== null) return l.builder.emit(OP.NOP);
    l.expr(s.e);
    l.builder.artificial(OP.POP_TOP);
  },
  // A text by itself might be taken for the docstring.
  print: { line: (p, s) => constantOf(s.e)?.t === "str" ? "pass" : p.expr(s.e) },
  *instead() {
    yield [{ k: "pass" }];
  },
};
