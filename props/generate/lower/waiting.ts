/**
 * Waiting: generators and coroutines that pass on what others yield, and the handler around the whole of them.
 *
 * @module
 */

import type { Lowering } from "./lowering.ts";
import { JUMP, OP } from "../../python/compile/opcode_facts.ts";

/** Oparg of CALL_INTRINSIC_1. */
const STOPITERATION_ERROR = 3;

/** Opargs of RESUME behind a yield, by what yields; another bit when only the generator's own handler is around. */
export const RESUME_AFTER_YIELD = 1;
export const RESUME_AFTER_YIELD_FROM = 2;
export const RESUME_AFTER_AWAIT = 3;
export const RESUME_DEPTH_ONE = 4;

/** Opargs of GET_AWAITABLE, by what waits. */
export const AWAIT_EXPRESSION = 0;
export const AWAIT_ENTER = 1;
export const AWAIT_EXIT = 2;

/** Waits for what is on top, which becomes its result. */
export function awaitTop(l: Lowering, how: number): void {
  l.builder.emit(OP.GET_AWAITABLE, how);
  delegate(l, RESUME_AFTER_AWAIT);
}

/** Passes on what the iterator on top yields, until it gives its result. */
export function delegate(l: Lowering, resume: number): void {
  const { builder } = l;
  l.loadNone();
  const { depth, scope } = builder;
  const send = builder.newLabel();
  const failed = builder.newLabel();
  const exit = builder.newLabel();
  builder.place(send);
  builder.jump(OP.SEND, exit);
  builder.scope = builder.newScope(failed, depth, false, false);
  builder.emit(OP.YIELD_VALUE, 1);
  builder.scope = scope;
  builder.emit(OP.RESUME, resume);
  builder.jump(OP.JUMP_BACKWARD_NO_INTERRUPT, send);
  const was = builder.enterHandler();
  builder.place(failed, depth + 1);
  builder.emit(OP.CLEANUP_THROW);
  // The block that the assembler adds for the jump has no handler.
  builder.scope = 0;
  builder.jump(JUMP, exit);
  builder.scope = scope;
  builder.leaveHandler(was);
  builder.place(exit, depth);
  builder.emit(OP.END_SEND);
}

/** The handler around the whole of a generator or coroutine: StopIteration may not leave it as such. */
export function stopIterationHandler(l: Lowering, label: number): void {
  const { builder } = l;
  const was = builder.enterHandler();
  builder.scope = 0;
  builder.place(label, 2);
  builder.emit(OP.CALL_INTRINSIC_1, STOPITERATION_ERROR);
  builder.emit(OP.RERAISE, 1);
  builder.leaveHandler(was);
}
