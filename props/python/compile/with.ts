/**
 * `with` and `async with`.
 *
 * @module
 */

import { NO_LOCATION, type StmtOf, type WithItem } from "../syntax/nodes.ts";
import { sourceError } from "../syntax/source_error.ts";
import type { Compiler } from "./compiler.ts";
import { popExceptAndReraise } from "./exceptions.ts";
import { expr, store } from "./expressions.ts";
import { awaitTop } from "./waiting.ts";
import { OP } from "./opcode_facts.ts";
import { JUMP, POP_BLOCK, SETUP_CLEANUP, SETUP_WITH } from "./pseudo_ops.ts";
import { statements } from "./statements.ts";
import { callExit } from "./unwinding.ts";

/** Opargs of GET_AWAITABLE. */
const AWAIT_ENTER = 1;
const AWAIT_EXIT = 2;

/** Item number `at` and those behind it; `compiler_with` and `compiler_async_with`. */
export function withStatement(c: Compiler, s: StmtOf<"With">, at: number): void {
  const { loc, isAsync } = s;
  const { context, vars } = s.items[at] as WithItem;
  if (isAsync && c.unit.type !== "async function") throw sourceError(loc, "'async with' outside async function");
  const block = c.newLabel();
  const final = c.newLabel();
  const exit = c.newLabel();
  const cleanup = c.newLabel();
  expr(c, context);
  if (isAsync) {
    c.emit(OP.BEFORE_ASYNC_WITH, 0, loc);
    awaitTop(c, loc, AWAIT_ENTER);
  } else c.emit(OP.BEFORE_WITH, 0, loc);
  c.jump(SETUP_WITH, final, loc);
  c.use(block);
  c.push({ k: "with", loc, isAsync }, loc);
  if (vars === null) c.emit(OP.POP_TOP, 0, loc);
  else store(c, vars);
  if (at + 1 < s.items.length) withStatement(c, s, at + 1);
  else statements(c, s.body);
  c.pop();
  c.emit(POP_BLOCK, 0, isAsync ? loc : NO_LOCATION);
  callExit(c, loc);
  if (isAsync) awaitTop(c, loc, AWAIT_EXIT);
  c.emit(OP.POP_TOP, 0, loc);
  c.jump(JUMP, exit, loc);
  c.use(final);
  c.jump(SETUP_CLEANUP, cleanup, loc);
  c.emit(OP.PUSH_EXC_INFO, 0, loc);
  c.emit(OP.WITH_EXCEPT_START, 0, loc);
  if (isAsync) awaitTop(c, loc, AWAIT_EXIT);
  finish(c, cleanup);
  c.use(exit);
}

/** `compiler_with_except_finish` */
function finish(c: Compiler, cleanup: number): void {
  const suppress = c.newLabel();
  const exit = c.newLabel();
  c.emit(OP.TO_BOOL, 0, NO_LOCATION);
  c.jump(OP.POP_JUMP_IF_TRUE, suppress, NO_LOCATION);
  c.emit(OP.RERAISE, 2, NO_LOCATION);
  c.use(suppress);
  c.emit(OP.POP_TOP, 0, NO_LOCATION);
  c.emit(POP_BLOCK, 0, NO_LOCATION);
  c.emit(OP.POP_EXCEPT, 0, NO_LOCATION);
  c.emit(OP.POP_TOP, 0, NO_LOCATION);
  c.emit(OP.POP_TOP, 0, NO_LOCATION);
  c.jump(JUMP, exit, NO_LOCATION);
  c.use(cleanup);
  popExceptAndReraise(c);
  c.use(exit);
}
