/**
 * Lowering of `except*` clauses. While they run, a list of what they raise and what is left of the exception lie on the
 * exception handled.
 *
 * @module
 */

import type { Handler, StmtOf } from "../draft/statement.ts";
import { EXCEPTIONS } from "../draft/vocabulary.ts";
import { cleanUpHandler } from "../lower/frames.ts";
import type { Lowering } from "../lower/lowering.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import { JUMP, POP_BLOCK, SETUP_CLEANUP } from "../../python/compile/pseudo_ops.ts";
import { guardedBody, unbindNowhere } from "./exceptions.ts";

/** Oparg of CALL_INTRINSIC_2. */
const PREP_RERAISE_STAR = 1;

/** A `try` whose clauses are all `except*`. */
export function lowerExceptStar(l: Lowering, s: StmtOf<"try">): void {
  const { builder } = l;
  const handler = builder.newLabel();
  const orelse = builder.newLabel();
  const cleanup = builder.newLabel();
  const done = builder.newLabel();
  const reraise = builder.newLabel();
  const end = builder.newLabel();
  guardedBody(l, s, handler);
  builder.artificial(JUMP, orelse);
  builder.use(handler);
  builder.artificial(SETUP_CLEANUP, cleanup);
  builder.artificial(OP.PUSH_EXC_INFO);
  s.handlers.forEach((clause, i) => {
    builder.nextLine();
    if (i === 0) {
      builder.emit(OP.BUILD_LIST, 0);
      builder.emit(OP.COPY, 2);
    }
    lowerClause(l, clause);
  });
  builder.artificial(OP.LIST_APPEND, 1);
  builder.artificial(JUMP, done);
  builder.use(done);
  builder.artificial(OP.CALL_INTRINSIC_2, PREP_RERAISE_STAR);
  builder.artificial(OP.COPY, 1);
  builder.artificial(OP.POP_JUMP_IF_NOT_NONE, reraise);
  builder.artificial(OP.POP_TOP);
  builder.artificial(POP_BLOCK);
  builder.artificial(OP.POP_EXCEPT);
  builder.artificial(JUMP, end);
  builder.use(reraise);
  builder.artificial(POP_BLOCK);
  builder.artificial(OP.SWAP, 2);
  builder.artificial(OP.POP_EXCEPT);
  builder.artificial(OP.RERAISE, 0);
  cleanUpHandler(l, cleanup);
  builder.use(orelse);
  l.block(s.orelse);
  builder.use(end);
}

/** One clause; what is not matched lies on top after it. */
function lowerClause(l: Lowering, clause: Handler): void {
  const { builder } = l;
  const { loc } = builder;
  const next = builder.newLabel();
  const withError = builder.newLabel();
  const noMatch = builder.newLabel();
  const failed = builder.newLabel();
  l.loadGlobal(EXCEPTIONS[clause.type ?? 0] as string, false);
  builder.emit(OP.CHECK_EG_MATCH);
  builder.emit(OP.COPY, 1);
  builder.emit(OP.POP_JUMP_IF_NONE, noMatch);
  if (clause.name === null) builder.emit(OP.POP_TOP);
  else l.storeLocal(clause.name);
  builder.emit(SETUP_CLEANUP, failed);
  builder.use(builder.newLabel());
  l.suite(clause.body);
  builder.artificial(POP_BLOCK);
  if (clause.name !== null) unbindNowhere(l, clause.name);
  builder.artificial(JUMP, next);
  builder.use(failed);
  if (clause.name !== null) unbindNowhere(l, clause.name);
  builder.artificial(OP.LIST_APPEND, 3);
  builder.artificial(OP.POP_TOP);
  builder.artificial(JUMP, withError);
  builder.use(next);
  builder.artificial(OP.NOP);
  builder.artificial(JUMP, withError);
  builder.use(noMatch);
  builder.graph.emit(OP.POP_TOP, 0, loc);
  builder.use(withError);
}
