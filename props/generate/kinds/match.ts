/**
 * `match`.
 *
 * @module
 */

import type { Case, Stmt, StmtOf } from "../draft/statement.ts";
import { cut, inside, mapped, MAX_STATEMENT_DEPTH, type Place } from "../fix/bounds.ts";
import type { Fixing } from "../fix/fixing.ts";
import { jumpIf } from "../lower/conditions.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import { JUMP } from "../../python/compile/pseudo_ops.ts";
import type { StatementKind } from "./kind.ts";

const MAX_CASES = 8;
const MAX_PATTERN_DEPTH = 3;

export const MATCH: StatementKind<"match"> = {
  fix: fixMatch,
  lower(l, s) {
    const { builder, matching } = l;
    const { cases } = s;
    const last = cases.at(-1) as Case;
    const hasDefault = last.p.k === "any" && last.p.v === null && cases.length > 1;
    const tested = hasDefault ? cases.length - 1 : cases.length;
    const end = builder.newLabel();
    l.expr(s.e);
    for (let i = 0; i < tested; i++) {
      const { p, guard, body } = cases[i] as Case;
      const isLast = i === tested - 1;
      builder.nextLine();
      const { loc } = builder;
      if (!isLast) builder.emit(OP.COPY, 1);
      matching.begin();
      matching.pattern(p);
      matching.bind();
      const guardFailure = guard === null ? -1 : matching.failure(0);
      if (guard !== null) jumpIf(l, guard, guardFailure, false);
      if (!isLast) builder.emit(OP.POP_TOP);
      // A `match` in the body matches with the same helper.
      const state = matching.suspend();
      l.suite(body);
      matching.resume(state);
      builder.artificial(JUMP, end);
      const after = builder.loc;
      builder.loc = loc;
      matching.end();
      builder.loc = after;
    }
    if (hasDefault) {
      builder.nextLine();
      builder.emit(OP.NOP);
      if (last.guard !== null) jumpIf(l, last.guard, end, false);
      l.suite(last.body);
    }
    builder.use(end);
  },
  print: {
    lines(p, s, indent) {
      p.line(indent, `match ${p.expr(s.e)}:`);
      for (const { p: pattern, guard, body } of s.cases) {
        p.line(indent + 1, `case ${p.pattern(pattern)}${guard === null ? "" : ` if ${p.expr(guard)}`}:`);
        p.block(body, indent + 2);
      }
    },
  },
  *instead(s) {
    yield [{ k: "expr", e: s.e }];
  },
};

function fixMatch(x: Fixing, s: StmtOf<"match">, place: Place): Stmt | undefined {
  if (place.depth >= MAX_STATEMENT_DEPTH) return undefined;
  const e = x.at(s.e, place);
  const inner = inside(place);
  // Nothing may follow a case that takes everything.
  const open = s.cases.findIndex(({ p, guard }) => p.k === "any" && guard === null);
  const cases = mapped(cut(s.cases, open < 0 ? MAX_CASES : Math.min(MAX_CASES, open + 1)), (each) => {
    x.bound = 0;
    const p = x.pattern(each.p, MAX_PATTERN_DEPTH);
    const guard = each.guard === null ? null : x.at(each.guard, place);
    const body = x.block(each.body, inner);
    return p === each.p && guard === each.guard && body === each.body ? each : { p, guard, body };
  });
  if (cases.length === 0) return { k: "expr", e };
  // A pattern may take everything only now that its parts are fixed.
  const first = cases.findIndex(({ p, guard }) => p.k === "any" && guard === null);
  const kept: readonly Case[] = first < 0 ? cases : cut(cases, first + 1);
  return e === s.e && kept === s.cases ? s : { k: "match", e, cases: kept };
}
