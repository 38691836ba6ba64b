/**
 * `if`, `assert` and `pass`.
 *
 * @module
 */

import { inside, MAX_STATEMENT_DEPTH } from "../fix/bounds.ts";
import { jumpIf } from "../lower/conditions.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import { JUMP } from "../../python/compile/pseudo_ops.ts";
import type { StatementKind } from "./kind.ts";

export const IF: StatementKind<"if"> = {
  fix(x, s, place) {
    if (place.depth >= MAX_STATEMENT_DEPTH) return undefined;
    const inner = inside(place);
    const c = x.at(s.c, place);
    const then = x.block(s.then, inner);
    const orelse = x.block(s.orelse, inner);
    return c === s.c && then === s.then && orelse === s.orelse ? s : { k: "if", c, then, orelse };
  },
  lower(l, s) {
    const { builder } = l;
    const end = builder.newLabel();
    const other = s.orelse.length > 0 ? builder.newLabel() : end;
    jumpIf(l, s.c, other, false);
    l.suite(s.then);
    if (s.orelse.length > 0) {
      builder.artificial(JUMP, end);
      builder.use(other);
      // The line of the `else`.
      builder.nextLine();
      l.block(s.orelse);
    }
    builder.use(end);
  },
  print: {
    lines(p, s, indent) {
      p.line(indent, `if ${p.expr(s.c)}:`);
      p.block(s.then, indent + 1);
      p.orelse(s.orelse, indent);
    },
  },
};

export const ASSERT: StatementKind<"assert"> = {
  fix(x, s, place) {
    const c = x.at(s.c, place);
    const message = s.message === null ? null : x.at(s.message, place);
    return c === s.c && message === s.message ? s : { k: "assert", c, message };
  },
  lower(l, s) {
    const { builder } = l;
    const end = builder.newLabel();
    jumpIf(l, s.c, end, true);
    builder.emit(OP.LOAD_ASSERTION_ERROR);
    if (s.message !== null) {
      l.expr(s.message);
      builder.emit(OP.CALL, 0);
    }
    builder.emit(OP.RAISE_VARARGS, 1);
    builder.use(end);
  },
  print: { line: (p, s) => `assert ${p.expr(s.c)}${s.message === null ? "" : `, ${p.expr(s.message)}`}` },
};

export const PASS: StatementKind<"pass"> = {
  fix: (_x, s) => s,
  lower(l) {
    l.builder.emit(OP.NOP);
  },
  print: { line: () => "pass" },
};
