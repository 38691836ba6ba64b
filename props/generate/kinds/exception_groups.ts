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
import { JUMP, OP } from "../../python/compile/opcode_facts.ts";

/** Oparg of CALL_INTRINSIC_2. */
const PREP_RERAISE_STAR = 1;

/** A `try` whose clauses are all `except*`. */
export function lowerExceptStar(l: Lowering, s: StmtOf<"try">): void {
  const { builder } = l;
  const outer = builder.scope;
  const { depth } = builder;
  const handler = builder.newLabel();
  const cleanup = builder.newLabel();
  const reraise = builder.newLabel();
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
  builder.scope = builder.newScope(cleanup, depth + 1, true, false);
  builder.emit(OP.PUSH_EXC_INFO);
  builder.emit(OP.BUILD_LIST, 0);
  builder.emit(OP.COPY, 2);
  for (const clause of s.handlers) lowerClause(l, clause, depth);
  builder.emit(OP.LIST_APPEND, 1);
  builder.emit(OP.CALL_INTRINSIC_2, PREP_RERAISE_STAR);
  builder.emit(OP.COPY, 1);
  builder.jump(OP.POP_JUMP_IF_NOT_NONE, reraise);
  builder.emit(OP.POP_TOP);
  builder.scope = outer;
  builder.emit(OP.POP_EXCEPT);
  builder.jump(JUMP, end);
  builder.place(reraise, depth + 2);
  builder.emit(OP.SWAP, 2);
  builder.emit(OP.POP_EXCEPT);
  builder.emit(OP.RERAISE, 0);
  cleanUpHandler(l, cleanup, depth);
  builder.leaveHandler(was);
  builder.place(end, depth);
}

function lowerClause(l: Lowering, clause: Handler, depth: number): void {
  const { builder } = l;
  const inner = builder.scope;
  const noMatch = builder.newLabel();
  const failed = builder.newLabel();
  const next = builder.newLabel();
  builder.line++;
  l.loadGlobal(EXCEPTIONS[clause.type ?? 0] as string, false);
  builder.emit(OP.CHECK_EG_MATCH);
  builder.emit(OP.COPY, 1);
  builder.jump(OP.POP_JUMP_IF_NONE, noMatch);
  if (clause.name === null) builder.emit(OP.POP_TOP);
  else l.storeLocal(clause.name);
  builder.scope = builder.newScope(failed, depth + 4, true, false);
  l.block(clause.body);
  builder.scope = inner;
  if (clause.name !== null) l.unbindLocal(clause.name);
  builder.jump(JUMP, next);
  builder.place(failed, depth + 6);
  if (clause.name !== null) l.unbindLocal(clause.name);
  builder.emit(OP.LIST_APPEND, 3);
  builder.emit(OP.POP_TOP);
  builder.jump(JUMP, next);
  builder.place(noMatch, depth + 5);
  builder.emit(OP.POP_TOP);
  builder.place(next, depth + 4);
}
