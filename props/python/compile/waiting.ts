/**
 * Generators and coroutines that wait.
 *
 * @module
 */

import { type Loc, NO_LOCATION } from "../syntax/nodes.ts";
import { type Compiler, NONE } from "./compiler.ts";
import { INTRINSIC, OP } from "./opcode_facts.ts";
import { JUMP_NO_INTERRUPT, POP_BLOCK, SETUP_FINALLY } from "./pseudo_ops.ts";

/** Opargs of RESUME behind a yield, by what yields. */
const RESUME_AFTER_YIELD = 1;
const RESUME_AFTER_YIELD_FROM = 2;
const RESUME_AFTER_AWAIT = 3;

/** `addop_yield` */
export function addYield(c: Compiler, loc: Loc): void {
  const { isGenerator, isCoroutine } = c.unit.scope;
  if (isGenerator && isCoroutine) c.emit(OP.CALL_INTRINSIC_1, INTRINSIC.ASYNC_GEN_WRAP, loc);
  c.emit(OP.YIELD_VALUE, 0, loc);
  c.emit(OP.RESUME, RESUME_AFTER_YIELD, loc);
}

/** Waits for what is on top, which becomes its result; `how` is the oparg of GET_AWAITABLE. */
export function awaitTop(c: Compiler, loc: Loc, how: number): void {
  c.emit(OP.GET_AWAITABLE, how, loc);
  c.loadConst(NONE, loc);
  delegate(c, loc, true);
}

/** `compiler_add_yield_from`: passes on what the iterator below the top yields, until it gives its result. */
export function delegate(c: Compiler, loc: Loc, isAwait: boolean): void {
  const send = c.newLabel();
  const fail = c.newLabel();
  const exit = c.newLabel();
  c.use(send);
  c.jump(OP.SEND, exit, loc);
  c.jump(SETUP_FINALLY, fail, loc);
  c.emit(OP.YIELD_VALUE, 1, loc);
  c.emit(POP_BLOCK, 0, NO_LOCATION);
  c.emit(OP.RESUME, isAwait ? RESUME_AFTER_AWAIT : RESUME_AFTER_YIELD_FROM, loc);
  c.jump(JUMP_NO_INTERRUPT, send, loc);
  c.use(fail);
  c.emit(OP.CLEANUP_THROW, 0, loc);
  c.use(exit);
  c.emit(OP.END_SEND, 0, loc);
}
