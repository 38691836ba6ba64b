/**
 * Waiting: generators and coroutines that pass on what others yield, and the handler around the whole of them.
 *
 * @module
 */

import { NO_LOCATION } from "../../python/syntax/nodes.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import { JUMP_NO_INTERRUPT, POP_BLOCK, SETUP_CLEANUP, SETUP_FINALLY } from "../../python/compile/pseudo_ops.ts";
import type { Lowering } from "./lowering.ts";

/** Oparg of CALL_INTRINSIC_1. */
const STOPITERATION_ERROR = 3;

/** Opargs of RESUME behind a yield, by what yields. */
export const RESUME_AFTER_YIELD = 1;
export const RESUME_AFTER_YIELD_FROM = 2;
export const RESUME_AFTER_AWAIT = 3;

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
  const send = builder.newLabel();
  const fail = builder.newLabel();
  const exit = builder.newLabel();
  builder.use(send);
  builder.emit(OP.SEND, exit);
  builder.emit(SETUP_FINALLY, fail);
  builder.emit(OP.YIELD_VALUE, 1);
  builder.artificial(POP_BLOCK);
  builder.emit(OP.RESUME, resume);
  builder.emit(JUMP_NO_INTERRUPT, send);
  builder.use(fail);
  builder.emit(OP.CLEANUP_THROW);
  builder.use(exit);
  builder.emit(OP.END_SEND);
}

/** The end of a generator or coroutine, and the handler around the whole of it: StopIteration may not leave it as such. */
export function stopIterationHandler(l: Lowering): void {
  const { builder } = l;
  const handler = builder.newLabel();
  builder.graph.insertFirst(SETUP_CLEANUP, handler, NO_LOCATION);
  builder.artificial(OP.LOAD_CONST, builder.consts.add({ t: "None" }));
  builder.artificial(OP.RETURN_VALUE);
  builder.use(handler);
  builder.artificial(OP.CALL_INTRINSIC_1, STOPITERATION_ERROR);
  builder.artificial(OP.RERAISE, 1);
}
