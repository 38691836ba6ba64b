/**
 * Branches, and the ways out of loops and functions.
 *
 * @module
 */

import type { Block, Stmt } from "../draft/draft.ts";
import { intExpression } from "./atoms.ts";
import { condition } from "./conditions.ts";
import type { Drawing } from "./drawing.ts";
import { compare, EQ, give, int, when } from "./nodes.ts";
import { augment } from "./variables.ts";

/** A block of one or two statements. */
export function block(d: Drawing): Block {
  const out: Stmt[] = [];
  if (++d.here.nesting > 4) d.program.needsFixup = true;
  const length = d.choices.length(1, 2);
  for (let s = 0; s < length; s++) {
    if (d.budget > 0) d.statement(out);
  }
  d.here.nesting--;
  if (out.length === 0) augment(d, out);
  return out;
}

export function ifStatement(d: Drawing, out: Stmt[]): void {
  const c = condition(d);
  const then = block(d);
  const orelse = d.choices.chance(2, 5) ? block(d) : [];
  out.push({ k: "if", c, then, orelse });
}

/** Leaves the loop, its round, or the function. */
export function leave(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  const { loops } = d.rounds;
  const loop = loops.at(-1);
  // In a callee the loop is the caller's: only a return can leave.
  if (loop === undefined || (d.here.index !== 0 && loops.length < 2)) {
    out.push(when(condition(d), give(intExpression(d, 1))));
    return;
  }
  const isBreak = choices.chance(1, 3);
  const c = isBreak ? compare(loop.index, EQ, int(loop.trigger + 1)) : condition(d);
  out.push(when(c, { k: isBreak ? "break" : "continue" }));
}
