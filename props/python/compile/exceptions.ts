/**
 * `try` with `except`, `except*` and `finally`.
 *
 * @module
 */

import { type ExceptHandler, NO_LOCATION, type StmtOf } from "../syntax/nodes.ts";
import type { Compiler } from "./compiler.ts";
import { expr } from "./expressions.ts";
import { OP } from "./opcode_facts.ts";
import { JUMP, POP_BLOCK, SETUP_CLEANUP, SETUP_FINALLY } from "./pseudo_ops.ts";
import { statements } from "./statements.ts";
import { unbind } from "./unwinding.ts";

type Try = StmtOf<"Try">;

/** Oparg of CALL_INTRINSIC_2. */
const PREP_RERAISE_STAR = 1;

/** `compiler_try` and `compiler_try_star` */
export function tryStatement(c: Compiler, s: Try): void {
  if (s.final.length > 0) tryFinally(c, s);
  else clauses(c, s);
}

function clauses(c: Compiler, s: Try): void {
  if (s.isStar) tryExceptStar(c, s);
  else tryExcept(c, s);
}

/** `compiler_pop_except_and_reraise` */
export function popExceptAndReraise(c: Compiler): void {
  c.emit(OP.COPY, 3, NO_LOCATION);
  c.emit(OP.POP_EXCEPT, 0, NO_LOCATION);
  c.emit(OP.RERAISE, 1, NO_LOCATION);
}

/** `compiler_try_finally` */
function tryFinally(c: Compiler, s: Try): void {
  const { body, final, handlers, loc } = s;
  const inside = c.newLabel();
  const end = c.newLabel();
  const exit = c.newLabel();
  const cleanup = c.newLabel();
  c.jump(SETUP_FINALLY, end, loc);
  c.use(inside);
  c.push({ k: "finally try", final }, loc);
  if (handlers.length > 0) clauses(c, s);
  else statements(c, body);
  c.emit(POP_BLOCK, 0, NO_LOCATION);
  c.pop();
  statements(c, final);
  c.jump(JUMP, exit, NO_LOCATION);
  c.use(end);
  c.jump(SETUP_CLEANUP, cleanup, NO_LOCATION);
  c.emit(OP.PUSH_EXC_INFO, 0, NO_LOCATION);
  c.push({ k: "finally end" }, NO_LOCATION);
  statements(c, final);
  c.pop();
  c.emit(OP.RERAISE, 0, NO_LOCATION);
  c.use(cleanup);
  popExceptAndReraise(c);
  c.use(exit);
}

/** The body of a `try`, with its handlers at `except`. */
function guarded(c: Compiler, { body, loc }: Try, except: number): void {
  const inside = c.newLabel();
  c.jump(SETUP_FINALLY, except, loc);
  c.use(inside);
  c.push({ k: "try except" }, loc);
  statements(c, body);
  c.pop();
  c.emit(POP_BLOCK, 0, NO_LOCATION);
}

/** `compiler_try_except` */
function tryExcept(c: Compiler, s: Try): void {
  const except = c.newLabel();
  const end = c.newLabel();
  const cleanup = c.newLabel();
  guarded(c, s, except);
  statements(c, s.orelse);
  c.jump(JUMP, end, NO_LOCATION);
  c.use(except);
  c.jump(SETUP_CLEANUP, cleanup, NO_LOCATION);
  c.emit(OP.PUSH_EXC_INFO, 0, NO_LOCATION);
  c.push({ k: "handler" }, s.loc);
  for (const handler of s.handlers) clause(c, handler, end);
  c.pop();
  c.emit(OP.RERAISE, 0, NO_LOCATION);
  c.use(cleanup);
  popExceptAndReraise(c);
  c.use(end);
}

function clause(c: Compiler, { type, name, body, loc }: ExceptHandler, end: number): void {
  const next = c.newLabel();
  if (type !== null) {
    expr(c, type);
    c.emit(OP.CHECK_EXC_MATCH, 0, loc);
    c.jump(OP.POP_JUMP_IF_FALSE, next, loc);
  }
  const inside = c.newLabel();
  if (name === null) {
    c.emit(OP.POP_TOP, 0, loc);
    c.use(inside);
    c.push({ k: "handler cleanup", name }, loc);
    statements(c, body);
    c.pop();
    c.emit(POP_BLOCK, 0, NO_LOCATION);
    c.emit(OP.POP_EXCEPT, 0, NO_LOCATION);
    c.jump(JUMP, end, NO_LOCATION);
  } else {
    const cleanup = c.newLabel();
    c.name(name, "store", loc);
    c.jump(SETUP_CLEANUP, cleanup, loc);
    c.use(inside);
    c.push({ k: "handler cleanup", name }, loc);
    statements(c, body);
    c.pop();
    c.emit(POP_BLOCK, 0, NO_LOCATION);
    c.emit(POP_BLOCK, 0, NO_LOCATION);
    c.emit(OP.POP_EXCEPT, 0, NO_LOCATION);
    unbind(c, name, NO_LOCATION);
    c.jump(JUMP, end, NO_LOCATION);
    c.use(cleanup);
    unbind(c, name, NO_LOCATION);
    c.emit(OP.RERAISE, 1, NO_LOCATION);
  }
  c.use(next);
}

/** `compiler_try_star_except` */
function tryExceptStar(c: Compiler, s: Try): void {
  const except = c.newLabel();
  const orelse = c.newLabel();
  const end = c.newLabel();
  const cleanup = c.newLabel();
  const done = c.newLabel();
  const reraise = c.newLabel();
  guarded(c, s, except);
  c.jump(JUMP, orelse, NO_LOCATION);
  c.use(except);
  c.jump(SETUP_CLEANUP, cleanup, NO_LOCATION);
  c.emit(OP.PUSH_EXC_INFO, 0, NO_LOCATION);
  c.push({ k: "group handler" }, s.loc);
  s.handlers.forEach((handler, i) => {
    if (i === 0) {
      c.emit(OP.BUILD_LIST, 0, handler.loc);
      c.emit(OP.COPY, 2, handler.loc);
    }
    groupClause(c, handler);
  });
  c.emit(OP.LIST_APPEND, 1, NO_LOCATION);
  c.jump(JUMP, done, NO_LOCATION);
  c.pop();
  c.use(done);
  c.emit(OP.CALL_INTRINSIC_2, PREP_RERAISE_STAR, NO_LOCATION);
  c.emit(OP.COPY, 1, NO_LOCATION);
  c.jump(OP.POP_JUMP_IF_NOT_NONE, reraise, NO_LOCATION);
  c.emit(OP.POP_TOP, 0, NO_LOCATION);
  c.emit(POP_BLOCK, 0, NO_LOCATION);
  c.emit(OP.POP_EXCEPT, 0, NO_LOCATION);
  c.jump(JUMP, end, NO_LOCATION);
  c.use(reraise);
  c.emit(POP_BLOCK, 0, NO_LOCATION);
  c.emit(OP.SWAP, 2, NO_LOCATION);
  c.emit(OP.POP_EXCEPT, 0, NO_LOCATION);
  c.emit(OP.RERAISE, 0, NO_LOCATION);
  c.use(cleanup);
  popExceptAndReraise(c);
  c.use(orelse);
  statements(c, s.orelse);
  c.use(end);
}

/** One clause of `except*`; what is not matched lies on top after it. */
function groupClause(c: Compiler, { type, name, body, loc }: ExceptHandler): void {
  const next = c.newLabel();
  const withError = c.newLabel();
  const noMatch = c.newLabel();
  const cleanup = c.newLabel();
  const inside = c.newLabel();
  if (type !== null) expr(c, type);
  c.emit(OP.CHECK_EG_MATCH, 0, loc);
  c.emit(OP.COPY, 1, loc);
  c.jump(OP.POP_JUMP_IF_NONE, noMatch, loc);
  if (name === null) c.emit(OP.POP_TOP, 0, loc);
  else c.name(name, "store", loc);
  c.jump(SETUP_CLEANUP, cleanup, loc);
  c.use(inside);
  c.push({ k: "handler cleanup", name }, loc);
  statements(c, body);
  c.pop();
  c.emit(POP_BLOCK, 0, NO_LOCATION);
  if (name !== null) unbind(c, name, NO_LOCATION);
  c.jump(JUMP, next, NO_LOCATION);
  c.use(cleanup);
  if (name !== null) unbind(c, name, NO_LOCATION);
  c.emit(OP.LIST_APPEND, 3, NO_LOCATION);
  c.emit(OP.POP_TOP, 0, NO_LOCATION);
  c.jump(JUMP, withError, NO_LOCATION);
  c.use(next);
  c.emit(OP.NOP, 0, NO_LOCATION);
  c.jump(JUMP, withError, NO_LOCATION);
  c.use(noMatch);
  c.emit(OP.POP_TOP, 0, loc);
  c.use(withError);
}
