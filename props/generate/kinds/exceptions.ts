/**
 * `try` with its clauses, and raising.
 *
 * @module
 */

import type { Block, Handler, Stmt, StmtOf } from "../draft/statement.ts";
import { EXCEPTIONS } from "../draft/vocabulary.ts";
import { cut, inside, mapped, MAX_STATEMENT_DEPTH, type Place, wrap } from "../fix/bounds.ts";
import type { Fixing } from "../fix/fixing.ts";
import { cleanUpHandler, finalBody } from "../lower/frames.ts";
import type { Lowering } from "../lower/lowering.ts";
import { NO_LOCATION } from "../../python/syntax/nodes.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import { JUMP, POP_BLOCK, SETUP_CLEANUP, SETUP_FINALLY } from "../../python/compile/pseudo_ops.ts";
import { lowerExceptStar } from "./exception_groups.ts";
import type { StatementKind } from "./kind.ts";

const MAX_CLAUSES = 4;

export const TRY: StatementKind<"try"> = {
  fix: fixTry,
  lower(l, s) {
    if (s.final.length > 0) lowerFinally(l, s);
    else lowerClauses(l, s);
  },
  print: {
    lines(p, s, indent) {
      p.line(indent, "try:");
      p.block(s.body, indent + 1);
      for (const { type, name, body } of s.handlers) {
        const what = type === null ? "" : ` ${EXCEPTIONS[type]}`;
        const as = name === null ? "" : ` as ${p.local(name)}`;
        p.line(indent, `except${s.star === true ? "*" : ""}${what}${as}:`);
        p.block(body, indent + 1);
      }
      if (s.handlers.length > 0) p.orelse(s.orelse, indent);
      if (s.final.length > 0) {
        p.line(indent, "finally:");
        p.block(s.final, indent + 1);
      }
    },
  },
  *instead(s) {
    if (s.final.length > 0) yield [...s.body, ...s.final];
  },
  *simpler(s) {
    if (s.final.length > 0 && s.handlers.length > 0) {
      yield { ...s, final: [] };
      yield { ...s, handlers: [], orelse: [] };
    }
  },
  // Without clean-up it is shorter but stranger, which its instructions outweigh.
  weight: ({ raw }) => raw ? 2000 : 0,
};

function fixTry(x: Fixing, s: StmtOf<"try">, place: Place): Stmt | undefined {
  if (place.depth >= MAX_STATEMENT_DEPTH) return undefined;
  const inner = inside(place);
  const body = x.block(s.body, inner);
  const star = s.star === true && s.handlers.length > 0 && s.handlers.every(({ type }) => type !== null);
  const clause: Place = star ? { ...inner, loop: false, kept: true } : inner;
  const handlers = mapped(cut(s.handlers, MAX_CLAUSES), (handler) => fixHandler(x, handler, clause));
  const orelse = handlers.length > 0 ? x.block(s.orelse, inner) : [];
  const final = x.block(s.final, inner);
  if (handlers.length === 0 && final.length === 0) {
    // Nothing guards the body any more.
    return body.length === 0
      ? undefined
      : { k: "if", c: { k: "const", v: { t: "bool", v: true } }, then: body, orelse: [] };
  }
  const sameElse = orelse === s.orelse || (orelse.length === 0 && s.orelse.length === 0);
  const raw = s.raw && !star;
  if (
    body === s.body && handlers === s.handlers && sameElse && final === s.final && raw === s.raw &&
    star === (s.star ?? false)
  ) return s;
  return star
    ? { k: "try", body, handlers, orelse, final, raw, star }
    : { k: "try", body, handlers, orelse, final, raw };
}

function fixHandler(x: Fixing, handler: Handler, place: Place): Handler {
  const type = handler.type === null ? null : wrap(handler.type, EXCEPTIONS.length);
  // Only a clause with a type can bind a name.
  const name = handler.name === null || type === null ? null : x.assignable(handler.name);
  const body = x.block(handler.body, place);
  return type === handler.type && name === handler.name && body === handler.body ? handler : { type, name, body };
}

/** Pushes the block of a `try` body; the line of the `try` stays visible as a NOP, but for a raw one. */
function enterTry(l: Lowering, s: StmtOf<"try">, handler: number): void {
  const { builder } = l;
  if (s.raw) builder.artificial(SETUP_FINALLY, handler);
  else builder.emit(SETUP_FINALLY, handler);
}

/** `compiler_try_finally` */
function lowerFinally(l: Lowering, s: StmtOf<"try">): void {
  const { builder } = l;
  const handler = builder.newLabel();
  const cleanup = builder.newLabel();
  const exit = builder.newLabel();
  const line = l.newFinalLine();
  enterTry(l, s, handler);
  if (s.handlers.length === 0) builder.noteHandler(handler);
  builder.use(builder.newLabel());
  l.frames.push({ k: "final", body: s.final, line });
  if (s.handlers.length > 0) lowerClauses(l, s);
  else l.suite(s.body);
  builder.artificial(POP_BLOCK);
  l.frames.pop();
  finalBody(l, s.final, line);
  builder.artificial(JUMP, exit);
  builder.use(handler);
  if (!s.raw) builder.artificial(SETUP_CLEANUP, cleanup);
  builder.artificial(OP.PUSH_EXC_INFO);
  l.frames.push({ k: "finalEnd", guarded: !s.raw });
  finalBody(l, s.final, line);
  l.frames.pop();
  builder.artificial(OP.RERAISE, 0);
  if (!s.raw) cleanUpHandler(l, cleanup);
  builder.use(exit);
}

function lowerClauses(l: Lowering, s: StmtOf<"try">): void {
  if (s.star === true) lowerExceptStar(l, s);
  else lowerExcept(l, s);
}

/** The body of a `try` with clauses, whose handler is at `handler`. */
export function guardedBody(l: Lowering, s: StmtOf<"try">, handler: number): void {
  const { builder } = l;
  enterTry(l, s, handler);
  builder.noteHandler(handler);
  builder.use(builder.newLabel());
  l.frames.push({ k: "try" });
  l.suite(s.body);
  l.frames.pop();
  builder.artificial(POP_BLOCK);
}

/** `compiler_try_except` */
function lowerExcept(l: Lowering, s: StmtOf<"try">): void {
  const { builder } = l;
  const handler = builder.newLabel();
  const cleanup = builder.newLabel();
  const end = builder.newLabel();
  guardedBody(l, s, handler);
  l.block(s.orelse);
  builder.artificial(JUMP, end);
  builder.use(handler);
  if (s.raw && s.handlers[0]?.type === null) {
    lowerRawHandler(l, s.handlers[0].body, end);
    return builder.use(end);
  }
  if (!s.raw) builder.artificial(SETUP_CLEANUP, cleanup);
  builder.artificial(OP.PUSH_EXC_INFO);
  for (const clause of s.handlers) {
    lowerClause(l, clause, end, s.raw);
    if (clause.type === null) break;
  }
  builder.artificial(OP.RERAISE, 0);
  if (!s.raw) cleanUpHandler(l, cleanup);
  builder.use(end);
}

function lowerClause(l: Lowering, clause: Handler, end: number, raw: boolean): void {
  const { builder } = l;
  const next = builder.newLabel();
  builder.nextLine();
  if (clause.type !== null) {
    l.loadGlobal(EXCEPTIONS[clause.type] as string, false);
    builder.emit(OP.CHECK_EXC_MATCH);
    builder.emit(OP.POP_JUMP_IF_FALSE, next);
  }
  if (clause.name === null || raw) {
    builder.emit(OP.POP_TOP);
    builder.use(builder.newLabel());
    l.frames.push({ k: "handler", name: -1, guarded: !raw });
    l.suite(clause.body);
    l.frames.pop();
    if (!raw) builder.artificial(POP_BLOCK);
    builder.artificial(OP.POP_EXCEPT);
    builder.artificial(JUMP, end);
  } else {
    const unbind = builder.newLabel();
    l.storeLocal(clause.name);
    builder.emit(SETUP_CLEANUP, unbind);
    builder.use(builder.newLabel());
    l.frames.push({ k: "handler", name: clause.name, guarded: true });
    l.suite(clause.body);
    l.frames.pop();
    builder.artificial(POP_BLOCK);
    builder.artificial(POP_BLOCK);
    builder.artificial(OP.POP_EXCEPT);
    unbindNowhere(l, clause.name);
    builder.artificial(JUMP, end);
    builder.use(unbind);
    unbindNowhere(l, clause.name);
    builder.artificial(OP.RERAISE, 1);
  }
  builder.use(next);
}

/** Unbinds the name of a clause, on no line. */
export function unbindNowhere(l: Lowering, name: number): void {
  const { builder } = l;
  const { loc } = builder;
  builder.loc = NO_LOCATION;
  l.unbindLocal(name);
  builder.loc = loc;
}

/** A handler that drops the exception at once. */
function lowerRawHandler(l: Lowering, body: Block, end: number): void {
  l.builder.emit(OP.POP_TOP);
  l.block(body);
  l.builder.artificial(JUMP, end);
}

/** Raises a new exception, or the one handled again. */
export const RAISE: StatementKind<"raise"> = {
  fix(x, s, place) {
    const arg = s.arg === null ? null : x.at(s.arg, place);
    const type = s.type === null ? null : wrap(s.type, EXCEPTIONS.length);
    return arg === s.arg && type === s.type ? s : { k: "raise", type, arg };
  },
  lower(l, s) {
    const { builder } = l;
    if (s.type === null) return builder.emit(OP.RAISE_VARARGS, 0);
    l.loadGlobal(EXCEPTIONS[s.type] as string, s.arg !== null);
    if (s.arg !== null) {
      l.expr(s.arg);
      builder.emit(OP.CALL, 1);
    }
    builder.emit(OP.RAISE_VARARGS, 1);
  },
  print: {
    line(p, s) {
      return s.type === null ? "raise" : `raise ${EXCEPTIONS[s.type]}${s.arg === null ? "" : `(${p.expr(s.arg)})`}`;
    },
  },
};

/** Raises a value, perhaps with a cause. */
export const THROW: StatementKind<"throw"> = {
  fix(x, s, place) {
    const e = x.at(s.e, place);
    const cause = s.cause === null ? null : x.at(s.cause, place);
    return e === s.e && cause === s.cause ? s : { k: "throw", e, cause };
  },
  lower(l, s) {
    l.expr(s.e);
    if (s.cause !== null) l.expr(s.cause);
    l.builder.emit(OP.RAISE_VARARGS, s.cause === null ? 1 : 2);
  },
  print: { line: (p, s) => `raise ${p.expr(s.e)}${s.cause === null ? "" : ` from ${p.expr(s.cause)}`}` },
};
