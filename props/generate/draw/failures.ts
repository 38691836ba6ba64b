/**
 * Failures in the trigger round, and the `try` statements that catch them.
 *
 * @module
 */

import type { Handler, Stmt } from "../draft/draft.ts";
import { block } from "./branches.ts";
import type { Drawing } from "./drawing.ts";
import { newLocal } from "./locals.ts";
import { caught, compare, except, exception, int, NE, run } from "./nodes.ts";
import { inTrigger, mayFail, trap } from "./rounds.ts";
import { augment, filler } from "./variables.ts";

/** Clauses that catch what the body of a `try` raises on purpose, usually. */
export function handlers(d: Drawing): readonly Handler[] {
  const { choices } = d;
  const clauses: Handler[] = [];
  const body = filler(d);
  if (choices.chance(1, 8)) clauses.push(except(exception(choices.bool() ? "KeyError" : "IndexError")));
  const name = choices.chance(1, 10) ? newLocal(d, "risky", null) : null;
  clauses.push({ type: name !== null || choices.chance(2, 3) ? exception("Exception") : null, name, body });
  return clauses;
}

/** A statement that may fail; in a `try` of its own unless the exception may leave. */
export function guarded(d: Drawing, out: Stmt[], s: Stmt, leaves: boolean): void {
  out.push(leaves ? s : caught([s], handlers(d)));
}

export function tryStatement(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  const loop = d.rounds.loops.at(-1);
  const body: Stmt[] = [];
  const where = choices.below(4);
  const fails = loop === undefined || choices.chance(1, 4) ? null : run(trap(d, loop));
  if (fails !== null && where <= 1) body.push(fails);
  for (const s of block(d)) body.push(s);
  if (fails !== null && where === 2) body.push(fails);
  const shape = choices.below(8);
  const final = shape < 2 ? filler(d) : [];
  const bare = shape === 0 && loop !== undefined && mayFail(d, loop, 8);
  const clauses = bare ? [] : handlers(d);
  const orelse = clauses.length > 0 && shape === 2 ? filler(d) : [];
  out.push({ k: "try", body, handlers: clauses, orelse, final, raw: choices.chance(d.profile.twists, 64) });
  if (fails !== null && where === 3 && loop !== undefined && mayFail(d, loop, 8)) out.push(fails);
}

/** Raises in the trigger round; uncaught now and then, otherwise in a `try`. */
export function failure(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  const loop = d.rounds.loops.at(-1);
  if (loop === undefined) return augment(d, out);
  const type = exception(choices.bool() ? "ValueError" : "RuntimeError");
  const leaves = mayFail(d, loop, 16);
  const s: Stmt = choices.chance(1, 3)
    ? { k: "assert", c: compare(loop.index, NE, int(loop.trigger)), message: choices.bool() ? int(7) : null }
    : inTrigger(loop, { k: "raise", type, arg: choices.bool() ? loop.index : null });
  guarded(d, out, s, leaves);
}
