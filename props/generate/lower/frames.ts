/**
 * Leaving blocks: what `return`, `break` and `continue` have to undo of the blocks around them.
 *
 * @module
 */

import { assertNever } from "../../../src/isa/errors.ts";
import type { Block } from "../draft/statement.ts";
import type { Lowering } from "./lowering.ts";
import { JUMP, OP } from "../../python/compile/opcode_facts.ts";
import { AWAIT_EXIT, awaitTop } from "./waiting.ts";

/** What a statement has to leave when control jumps out of it; `outer` is the handler scope around it. */
export type Frame =
  /** A loop whose iterator lies on the stack. */
  | { readonly k: "for"; readonly start: number; readonly end: number; readonly outer: number }
  | { readonly k: "while"; readonly start: number; readonly end: number; readonly outer: number }
  | { readonly k: "try"; readonly outer: number }
  | { readonly k: "final"; readonly outer: number; readonly body: Block }
  /** `name` is the local that the clause binds, -1 for none. */
  | { readonly k: "handler"; readonly outer: number; readonly name: number }
  | { readonly k: "finalEnd"; readonly outer: number }
  | { readonly k: "with"; readonly outer: number; readonly isAsync: boolean };

/** Leaves all blocks; with `keep` the value on top stays. */
export function leaveFunction(l: Lowering, keep: boolean): void {
  const { frames } = l;
  for (let i = frames.length - 1; i >= 0; i--) {
    // What a `finally` body jumps out of is what encloses its statement.
    l.frames = frames.slice(0, i);
    leaveFrame(l, frames[i] as Frame, keep, true);
  }
  l.frames = frames;
}

/** Leaves the blocks of the innermost loop and jumps to its end or start; what follows is as if nothing had been left. */
export function leaveLoop(l: Lowering, isBreak: boolean): void {
  const { builder, frames } = l;
  const { scope, depth } = builder;
  for (let i = frames.length - 1; i >= 0; i--) {
    const frame = frames[i] as Frame;
    l.frames = frames.slice(0, i);
    if (frame.k === "for" || frame.k === "while") {
      if (isBreak) leaveFrame(l, frame, false, true);
      builder.jump(JUMP, isBreak ? frame.end : frame.start);
      break;
    }
    leaveFrame(l, frame, false, false);
  }
  l.frames = frames;
  builder.scope = scope;
  builder.depth = depth;
}

function leaveFrame(l: Lowering, frame: Frame, keep: boolean, leavingLoop: boolean): void {
  const { builder } = l;
  switch (frame.k) {
    case "for":
      if (leavingLoop) {
        if (keep) builder.emit(OP.SWAP, 2);
        builder.emit(OP.POP_TOP);
      }
      return;
    case "while":
      return;
    case "with":
      builder.scope = frame.outer;
      if (keep) builder.emit(OP.SWAP, 2);
      return callExit(l, frame.isAsync);
    case "try":
      builder.scope = frame.outer;
      return;
    case "final":
      builder.scope = frame.outer;
      return l.block(frame.body);
    case "finalEnd":
      if (keep) builder.emit(OP.SWAP, 2);
      builder.emit(OP.POP_TOP);
      if (keep) builder.emit(OP.SWAP, 2);
      builder.scope = frame.outer;
      return builder.emit(OP.POP_EXCEPT);
    case "handler":
      if (keep) builder.emit(OP.SWAP, 2);
      builder.scope = frame.outer;
      builder.emit(OP.POP_EXCEPT);
      if (frame.name >= 0) l.unbindLocal(frame.name);
      return;
    default:
      assertNever(frame);
  }
}

/** Calls the exit function on top for a block that ends without an exception. */
export function callExit(l: Lowering, isAsync: boolean): void {
  const { builder } = l;
  for (let i = 0; i < 3; i++) l.loadNone();
  builder.emit(OP.CALL, 2);
  if (isAsync) awaitTop(l, AWAIT_EXIT);
  builder.emit(OP.POP_TOP);
}

/** Where a handler fails: pops the exception handled, then raises again what was raised in the handler. */
export function cleanUpHandler(l: Lowering, label: number, depth: number): void {
  const { builder } = l;
  builder.place(label, depth + 3);
  builder.emit(OP.COPY, 3);
  builder.emit(OP.POP_EXCEPT);
  builder.emit(OP.RERAISE, 1);
}
