/**
 * What is entered and not yet left: loops, handlers, contexts; and what leaving it takes.
 *
 * @module
 */

import { assertNever } from "../../../src/isa/errors.ts";
import type { Loc } from "../../python/syntax/nodes.ts";
import { NO_LOCATION } from "../../python/syntax/nodes.ts";
import { OP } from "../../python/compile/opcode_facts.ts";
import { JUMP, POP_BLOCK } from "../../python/compile/pseudo_ops.ts";
import type { Block } from "../draft/statement.ts";
import type { Lowering } from "./lowering.ts";
import { AWAIT_EXIT, awaitTop } from "./waiting.ts";

/** A statement around, which control has to unwind when it leaves early; `struct fblockinfo`. */
export type Frame =
  | { readonly k: "for" | "while"; readonly start: number; readonly exit: number }
  | { readonly k: "try" | "value" }
  | { readonly k: "finalEnd"; readonly guarded: boolean }
  | { readonly k: "final"; readonly body: Block; readonly line: number }
  /** `name` is the local that the clause binds, -1 for none; `guarded`: it has a clean-up handler. */
  | { readonly k: "handler"; readonly name: number; readonly guarded: boolean }
  | { readonly k: "with"; readonly loc: Loc; readonly isAsync: boolean };

/** Leaves a frame; `keep`: the value on top stays there. Instructions that follow stand where `builder.loc` says. */
function leaveFrame(l: Lowering, frame: Frame, keep: boolean): void {
  const { builder } = l;
  switch (frame.k) {
    case "while":
      return;
    case "for":
    case "value":
      if (keep) builder.emit(OP.SWAP, 2);
      return builder.emit(OP.POP_TOP);
    case "try":
      return builder.emit(POP_BLOCK);
    case "final":
      builder.emit(POP_BLOCK);
      if (keep) l.frames.push({ k: "value" });
      finalBody(l, frame.body, frame.line);
      if (keep) l.frames.pop();
      builder.loc = NO_LOCATION;
      return;
    case "finalEnd":
      if (keep) builder.emit(OP.SWAP, 2);
      builder.emit(OP.POP_TOP);
      if (keep) builder.emit(OP.SWAP, 2);
      if (frame.guarded) builder.emit(POP_BLOCK);
      return builder.emit(OP.POP_EXCEPT);
    case "with":
      builder.loc = frame.loc;
      builder.emit(POP_BLOCK);
      if (keep) builder.emit(OP.SWAP, 2);
      callExit(l, frame.isAsync);
      builder.loc = NO_LOCATION;
      return;
    case "handler":
      if (frame.name >= 0) builder.emit(POP_BLOCK);
      if (keep) builder.emit(OP.SWAP, 2);
      if (frame.guarded) builder.emit(POP_BLOCK);
      builder.emit(OP.POP_EXCEPT);
      if (frame.name >= 0) l.unbindLocal(frame.name);
      return;
    default:
      return assertNever(frame);
  }
}

/** A `finally` body: each copy of it stands on the same lines. */
export function finalBody(l: Lowering, body: Block, line: number): void {
  const { builder } = l;
  const { loc } = builder;
  builder.setLine(line);
  l.suite(body);
  builder.loc = loc;
}

/** Leaves all frames from the innermost down to number `until`, which is not left. */
function leaveFrames(l: Lowering, keep: boolean, until: number): void {
  const { frames } = l;
  for (let i = frames.length - 1; i > until; i--) {
    // What a `finally` body jumps out of is what encloses its statement.
    l.frames = frames.slice(0, i);
    leaveFrame(l, frames[i] as Frame, keep);
  }
  l.frames = frames;
}

/** Leaves all frames, as `return` does. */
export function leaveFunction(l: Lowering, keep: boolean): void {
  leaveFrames(l, keep, -1);
}

/** `break` and `continue`. */
export function leaveLoop(l: Lowering, isBreak: boolean): void {
  const { builder, frames } = l;
  const { loc } = builder;
  builder.emit(OP.NOP);
  const at = frames.findLastIndex(({ k }) => k === "for" || k === "while");
  const loop = frames[at] as Frame & { readonly k: "for" | "while" };
  leaveFrames(l, false, at);
  if (isBreak) leaveFrame(l, loop, false);
  builder.emit(JUMP, isBreak ? loop.exit : loop.start);
  builder.loc = loc;
}

/** Calls the `__exit__` below the top with three Nones and drops what it gives. */
export function callExit(l: Lowering, isAsync: boolean): void {
  const { builder } = l;
  for (let i = 0; i < 3; i++) l.loadNone();
  builder.emit(OP.CALL, 2);
  if (isAsync) awaitTop(l, AWAIT_EXIT);
  builder.emit(OP.POP_TOP);
}

/** The handler of what goes wrong in a handler. */
export function cleanUpHandler(l: Lowering, label: number): void {
  const { builder } = l;
  builder.use(label);
  builder.artificial(OP.COPY, 3);
  builder.artificial(OP.POP_EXCEPT);
  builder.artificial(OP.RERAISE, 1);
}
