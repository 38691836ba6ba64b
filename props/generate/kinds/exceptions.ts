/**
 * `try` with its clauses, and raising.
 *
 * @module
 */

import type { Block, Handler, Stmt, StmtOf } from "../draft/statement.ts";
import { EXCEPTIONS } from "../draft/vocabulary.ts";
import { cut, inside, mapped, MAX_STATEMENT_DEPTH, type Place, wrap } from "../fix/bounds.ts";
import type { Fixing } from "../fix/fixing.ts";
import { cleanUpHandler } from "../lower/frames.ts";
import type { Lowering } from "../lower/lowering.ts";
import { JUMP, OP } from "../../python/compile/opcode_facts.ts";
import { lowerExceptStar } from "./exception_groups.ts";
import type { StatementKind } from "./kind.ts";

const MAX_CLAUSES = 4;

export const TRY: StatementKind<"try"> = {
  fix: fixTry,
  lower(l, s) {
    // The line of the `try` itself stays visible as a NOP.
    if (!s.raw) l.builder.emit(OP.NOP);
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

function lowerFinally(l: Lowering, s: StmtOf<"try">): void {
  const { builder } = l;
  const outer = builder.scope;
  const { depth } = builder;
  const handler = builder.newLabel();
  const cleanup = builder.newLabel();
  const exit = builder.newLabel();
  builder.scope = builder.newScope(handler, depth, false, s.handlers.length === 0);
  l.frames.push({ k: "final", outer, body: s.final });
  if (s.handlers.length > 0) lowerClauses(l, s);
  else l.block(s.body);
  l.frames.pop();
  builder.scope = outer;
  l.block(s.final);
  builder.jump(JUMP, exit);
  const was = builder.enterHandler();
  builder.place(handler, depth + 1);
  if (!s.raw) builder.scope = builder.newScope(cleanup, depth + 1, true, false);
  builder.emit(OP.PUSH_EXC_INFO);
  l.frames.push({ k: "finalEnd", outer });
  l.block(s.final);
  l.frames.pop();
  builder.emit(OP.RERAISE, 0);
  builder.scope = outer;
  cleanUpHandler(l, cleanup, depth);
  builder.leaveHandler(was);
  builder.place(exit, depth);
}

function lowerClauses(l: Lowering, s: StmtOf<"try">): void {
  if (s.star === true) lowerExceptStar(l, s);
  else lowerExcept(l, s);
}

function lowerExcept(l: Lowering, s: StmtOf<"try">): void {
  const { builder } = l;
  const outer = builder.scope;
  const { depth } = builder;
  const handler = builder.newLabel();
  const cleanup = builder.newLabel();
  const end = builder.newLabel();
  builder.scope = builder.newScope(handler, depth, false, true);
  l.frames.push({ k: "try", outer });
  l.block(s.body);
  l.frames.pop();
  builder.scope = outer;
  l.block(s.orelse);
  builder.jump(JUMP, end);
  const was = builder.enterHandler();
  builder.place(handler, depth + 1);
  if (s.raw && s.handlers[0]?.type === null) {
    lowerRawHandler(l, s.handlers[0].body, end);
    builder.leaveHandler(was);
    return builder.place(end, depth);
  }
  const inner = s.raw ? outer : builder.newScope(cleanup, depth + 1, true, false);
  builder.scope = inner;
  builder.emit(OP.PUSH_EXC_INFO);
  for (const clause of s.handlers) {
    const next = builder.newLabel();
    builder.line++;
    if (clause.type !== null) {
      l.loadGlobal(EXCEPTIONS[clause.type] as string, false);
      builder.emit(OP.CHECK_EXC_MATCH);
      builder.jump(OP.POP_JUMP_IF_FALSE, next);
    }
    if (clause.name === null || s.raw) {
      builder.emit(OP.POP_TOP);
      l.frames.push({ k: "handler", outer, name: -1 });
      l.block(clause.body);
      l.frames.pop();
      builder.scope = outer;
      builder.emit(OP.POP_EXCEPT);
      builder.jump(JUMP, end);
    } else {
      const unbind = builder.newLabel();
      l.storeLocal(clause.name);
      builder.scope = builder.newScope(unbind, depth + 1, true, false);
      l.frames.push({ k: "handler", outer, name: clause.name });
      l.block(clause.body);
      l.frames.pop();
      builder.scope = outer;
      builder.emit(OP.POP_EXCEPT);
      l.unbindLocal(clause.name);
      builder.jump(JUMP, end);
      builder.scope = inner;
      builder.place(unbind, depth + 3);
      l.unbindLocal(clause.name);
      builder.emit(OP.RERAISE, 1);
    }
    builder.scope = inner;
    builder.place(next, depth + 2);
    if (clause.type === null) break;
  }
  // Dead, and dropped, where the last clause catches everything.
  if (s.handlers.at(-1)?.type !== null) builder.emit(OP.RERAISE, 0);
  builder.scope = outer;
  if (!s.raw) cleanUpHandler(l, cleanup, depth);
  builder.leaveHandler(was);
  builder.place(end, depth);
}

/** A handler that drops the exception without ever handling it: it stays nobody's context. */
function lowerRawHandler(l: Lowering, body: Block, end: number): void {
  l.builder.emit(OP.POP_TOP);
  l.block(body);
  l.builder.jump(JUMP, end);
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
