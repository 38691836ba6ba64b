/**
 * Loops, and leaving them.
 *
 * @module
 */

import { type Expr, intConst } from "../draft/expression.ts";
import { MAX_COUNTERS, type Stmt, type StmtKind, type StmtOf } from "../draft/draft.ts";
import { clamp, inside, insideLoop, MAX_EXPRESSION_DEPTH, MAX_ROUNDS, MAX_STATEMENT_DEPTH } from "../fix/bounds.ts";
import { loopCount } from "../fix/fixing.ts";
import { jumpIf } from "../lower/conditions.ts";
import { IN_PLACE } from "../lower/constants.ts";
import { leaveLoop } from "../lower/frames.ts";
import type { Lowering } from "../lower/lowering.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import { JUMP, POP_BLOCK, SETUP_FINALLY } from "../../python/compile/pseudo_ops.ts";
import { delegate, RESUME_AFTER_AWAIT } from "../lower/waiting.ts";
import { smallerInts } from "../shrink/literals.ts";
import { ROUND } from "../shrink/scale.ts";
import type { StatementKind } from "./kind.ts";

/** `for` and `async for`. */
export const FOR: StatementKind<"for"> = {
  fix(x, s, place) {
    if (place.depth >= MAX_STATEMENT_DEPTH) return undefined;
    const v = x.assignable(s.v);
    if (v === null) return undefined;
    const over = x.iterable(s.over, MAX_EXPRESSION_DEPTH, place.rounds);
    const rounds = Math.min(MAX_ROUNDS, place.rounds * Math.max(1, over.count));
    const body = x.block(s.body, insideLoop(place, rounds));
    const orelse = x.block(s.orelse, inside(place));
    if (v === s.v && over === s.over && body === s.body && orelse === s.orelse) return s;
    return { k: "for", v, over, body, orelse, tight: s.tight };
  },
  lower(l, s) {
    if (s.over.k === "async") lowerAsyncFor(l, s);
    else lowerFor(l, s);
  },
  print: {
    lines(p, s, indent) {
      const word = s.over.k === "async" ? "async for" : "for";
      const head = `${word} ${p.local(s.v)} in ${p.iterable(s.over)}:`;
      const parts = s.tight ? s.body.map((each) => p.simple(each)) : [null];
      if (parts.length > 0 && parts.every((part) => part !== null)) {
        p.line(indent, `${head} ${parts.join("; ")}`);
      } else {
        p.line(indent, head);
        p.block(s.body, indent + 1);
      }
      p.orelse(s.orelse, indent);
    },
  },
  *simpler(s) {
    if (s.tight) yield { ...s, tight: false };
  },
  weight({ over, tight }) {
    const rounds = ROUND * over.count + (tight ? 100 : 0) + (over.k === "tuple" ? 0 : 50);
    return over.k === "range" ? rounds + (over.start === 0 ? 0 : 5) + (over.step === 1 ? 0 : 5) : rounds;
  },
};

/** `compiler_for` */
function lowerFor(l: Lowering, s: StmtOf<"for">): void {
  const { builder } = l;
  const start = builder.newLabel();
  const cleanup = builder.newLabel();
  const exit = builder.newLabel();
  l.iterable(s.over);
  builder.emit(OP.GET_ITER);
  builder.use(start);
  builder.emit(OP.FOR_ITER, cleanup);
  builder.use(builder.newLabel());
  l.storeLocal(s.v);
  lowerBody(l, s, start, exit);
  builder.artificial(JUMP, start);
  builder.use(cleanup);
  builder.artificial(OP.END_FOR);
  l.block(s.orelse);
  builder.use(exit);
}

/** `compiler_async_for` */
function lowerAsyncFor(l: Lowering, s: StmtOf<"for">): void {
  const { builder } = l;
  const { loc } = builder;
  const start = builder.newLabel();
  const exhausted = builder.newLabel();
  const exit = builder.newLabel();
  l.iterable(s.over);
  builder.emit(OP.GET_AITER);
  builder.use(start);
  builder.emit(SETUP_FINALLY, exhausted);
  builder.emit(OP.GET_ANEXT);
  delegate(l, RESUME_AFTER_AWAIT);
  builder.emit(POP_BLOCK);
  l.storeLocal(s.v);
  lowerBody(l, s, start, exit);
  builder.artificial(JUMP, start);
  builder.use(exhausted);
  builder.graph.emit(OP.END_ASYNC_FOR, 0, loc);
  l.block(s.orelse);
  builder.use(exit);
}

/** Kinds of statements that other statements may stand in a line with. */
const ONE_LINE: ReadonlySet<StmtKind> = new Set([
  "assign",
  "augment",
  "unpack",
  "expr",
  "del",
  "raise",
  "assert",
  "return",
  "break",
  "continue",
  "pass",
  "emit",
  "event",
  "reversion",
  "import",
  "throw",
  "rebind",
]);

/** Whether a statement is no compound one. */
function isOneLine(s: Stmt): boolean {
  return s.k === "twisted" ? isOneLine(s.s) : ONE_LINE.has(s.k);
}

function lowerBody(l: Lowering, s: StmtOf<"for">, start: number, exit: number): void {
  l.frames.push({ k: "for", start, exit });
  if (s.tight && s.body.length > 0 && s.body.every(isOneLine)) l.tightBlock(s.body);
  else l.suite(s.body);
  l.frames.pop();
}

export const WHILE: StatementKind<"while"> = {
  fix(x, s, place) {
    if (place.depth >= MAX_STATEMENT_DEPTH) return undefined;
    const counter = x.counters;
    if (counter >= MAX_COUNTERS) return undefined;
    const count = loopCount(s.count, place.rounds);
    const entryCondition = s.entry === null ? null : x.at(s.entry.c, place);
    x.counters++;
    const c = s.c === null ? null : x.at(s.c, place);
    const rounds = Math.min(MAX_ROUNDS, place.rounds * Math.max(1, count));
    const body = x.block(s.body, insideLoop(place, rounds));
    const orelse = x.block(s.orelse, inside(place));
    let { entry } = s;
    if (entry !== null && entryCondition !== null) {
      const at = clamp(entry.at, 0, body.length);
      if (at !== entry.at || entryCondition !== entry.c) entry = { c: entryCondition, at };
    }
    if (
      counter === s.counter && count === s.count && c === s.c && body === s.body && orelse === s.orelse &&
      entry === s.entry
    ) return s;
    return { k: "while", counter, count, c, body, orelse, entry };
  },
  lower(l, s) {
    const { builder } = l;
    const counter = l.fn.locals + s.counter;
    l.loadInt(0);
    l.storeLocal(counter);
    builder.nextLine();
    const { loc } = builder;
    const start = builder.newLabel();
    const body = builder.newLabel();
    const anchor = builder.newLabel();
    const exit = builder.newLabel();
    const middle = builder.newLabel();
    const condition: Expr = { k: "compare", op: 0, l: { k: "counter", i: s.counter }, r: intConst(s.count) };
    const test: Expr = s.c === null ? condition : { k: "logic", op: "and", l: condition, r: s.c };
    if (s.entry !== null) jumpIf(l, s.entry.c, middle, true);
    builder.use(start);
    l.frames.push({ k: "while", start, exit });
    jumpIf(l, test, anchor, false);
    builder.use(body);
    builder.nextLine();
    l.loadLocal(counter);
    l.loadInt(1);
    builder.emit(OP.BINARY_OP, IN_PLACE);
    l.storeLocal(counter);
    if (s.entry === null) l.block(s.body);
    else {
      l.block(s.body.slice(0, s.entry.at));
      builder.use(middle);
      l.block(s.body.slice(s.entry.at));
    }
    const last = builder.loc;
    builder.loc = loc;
    jumpIf(l, test, body, true);
    builder.loc = last;
    l.frames.pop();
    builder.use(anchor);
    l.block(s.orelse);
    builder.use(exit);
  },
  print: {
    lines(p, s, indent) {
      const counter = p.local(p.fn.locals + s.counter);
      p.line(indent, `${counter} = 0`);
      const more = s.c === null ? "" : ` and ${p.expr(s.c)}`;
      p.line(indent, `while ${counter} < ${s.count}${more}:`);
      p.line(indent + 1, `${counter} += 1`);
      if (s.body.length > 0) p.block(s.body, indent + 1);
      p.orelse(s.orelse, indent);
    },
  },
  *simpler(s) {
    for (const count of smallerInts(s.count)) yield { ...s, count };
  },
  weight: ({ count, entry }) => 500 + ROUND * count + (entry === null ? 0 : 1000),
};

export const BREAK: StatementKind<"break"> = {
  fix: (_x, s, place) => place.loop ? s : undefined,
  lower(l) {
    leaveLoop(l, true);
  },
  print: { line: () => "break" },
};

export const CONTINUE: StatementKind<"continue"> = {
  fix: (_x, s, place) => place.loop ? s : undefined,
  lower(l) {
    leaveLoop(l, false);
  },
  print: { line: () => "continue" },
};
