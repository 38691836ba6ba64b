/**
 * Blocks with clean-up.
 *
 * @module
 */

import type { MemberDraft } from "../draft/classes.ts";
import { type Expr, MAX_FUNCTIONS, NONE, type Stmt, ZERO } from "../draft/draft.ts";
import { addClass, construct } from "./classes.ts";
import type { Drawing, Loop } from "./drawing.ts";
import { newLocal } from "./locals.ts";
import { FIRST, newFunction, ofKind } from "./members.ts";
import {
  AND,
  binary,
  caught,
  compare,
  EQ,
  except,
  exception,
  give,
  GT,
  int,
  LT,
  VALUE_ERROR,
  variable,
  when,
  withBlock,
} from "./nodes.ts";
import { inTrigger, mayFail } from "./rounds.ts";
import { augment } from "./variables.ts";

/** A class whose instances can stand in a `with`, or -1. */
export function contextClass(d: Drawing, isAsync: boolean): number {
  const { choices, program } = d;
  const protocol = isAsync ? "async context" : "context";
  const found = program.classFacts.findIndex((each) => each.protocol === protocol);
  if (found >= 0) return found;
  if (program.classes.length >= 3 || program.functions.length > MAX_FUNCTIONS - 3) return -1;
  const form = isAsync ? ofKind("coroutine") : null;
  const enter = newFunction(d, 1, [give(int(choices.int(0, 5)))], form);
  // Swallows nothing, only ValueError, or what it is given.
  const swallowed = choices.below(3);
  const test: Expr = swallowed === 0
    ? ZERO
    : swallowed === 1
    ? { k: "is", not: false, l: FIRST, r: VALUE_ERROR }
    : int(1);
  const exit = newFunction(d, 4, [give(test)], form);
  const members: MemberDraft[] = [
    { name: isAsync ? "__aenter__" : "__enter__", f: enter, wrap: 0 },
    { name: isAsync ? "__aexit__" : "__exit__", f: exit, wrap: 0 },
  ];
  return addClass(d, members, { protocol, fields: ["x"], shared: null, init: -1, slots: false, hasMethod: false });
}

/** A block with clean-up, left in all the ways that there are. */
export function context(d: Drawing, out: Stmt[]): void {
  const { choices, here } = d;
  const c = here.recursive ? -1 : contextClass(d, false);
  if (c < 0) return augment(d, out);
  const v = choices.bool() ? newLocal(d, "any", NONE) : null;
  const body: Stmt[] = [];
  const loop = d.rounds.loops.at(-1);
  const made = construct(d, c, ZERO);
  const manager = choices.chance(3, 4) ? variable(newLocal(d, "closure", made)) : made;
  const first = choices.bool();
  const leave = loop === undefined ? null : d.pick(WAYS_OUT)(d, loop);
  if (leave !== null && first) body.push(leave);
  if (choices.chance(1, 4) && here.nesting < 3) {
    // Each block may bring a `try` along.
    d.program.needsFixup = true;
    here.nesting++;
    context(d, body);
    here.nesting--;
  } else augment(d, body);
  if (leave !== null && !first) body.push(leave);
  const s = withBlock(manager, v, ...body);
  const raises = leave?.k === "if" && leave.then[0]?.k === "raise";
  if (loop !== undefined && raises && !mayFail(d, loop, 12)) out.push(caught([s], [except(exception("Exception"))]));
  else out.push(s);
}

/** How the block is left early, or null. */
type WayOut = (d: Drawing, loop: Loop) => Stmt | null;

const WAYS_OUT: readonly WayOut[] = [
  raising,
  raising,
  (d, loop) =>
    d.here.index === 0 ? when(compare(binary(loop.index, AND, int(3)), EQ, int(1)), { k: "continue" }) : null,
  (d, loop) => when(compare(loop.index, GT, int(loop.trigger)), give(d.choices.bool() ? loop.index : NONE)),
  (_, loop) => when(compare(loop.index, LT, int(2)), { k: "pass" }),
  () => null,
];

function raising({ choices }: Drawing, loop: Loop): Stmt {
  const type = exception(choices.chance(2, 3) ? "ValueError" : "KeyError");
  return inTrigger(loop, { k: "raise", type, arg: choices.bool() ? loop.index : null });
}
