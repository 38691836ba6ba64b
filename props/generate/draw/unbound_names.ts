/**
 * Names that are unbound when they are read.
 *
 * @module
 */

import { type Expr, type Stmt, ZERO } from "../draft/draft.ts";
import { index } from "./atoms.ts";
import type { Drawing, Loop } from "./drawing.ts";
import { newGlobal } from "./globals.ts";
import { innerFunction } from "./inner_functions.ts";
import { localOf, newLocal } from "./locals.ts";
import { ADD, assign, binary, callLocal, caught, except, exception, int, run, variable } from "./nodes.ts";
import { inTrigger } from "./rounds.ts";
import { augment, filler } from "./variables.ts";

/** A read that may fail, what unbinds the name late in a round, and what binds it again. */
interface UnboundRead {
  readonly read: Expr;
  readonly unbind: Stmt | null;
  readonly rebind: Stmt | null;
}

/** A global that is never bound. */
function missingGlobal(d: Drawing): UnboundRead | null {
  const g = newGlobal(d, null);
  return g === null ? null : { read: { k: "global", i: g }, unbind: null, rebind: null };
}

/** A local that is unbound in the trigger round; `byClosure`, by an inner function if there may be one. */
function unboundLocal(d: Drawing, loop: Loop, byClosure: boolean): UnboundRead {
  const { choices } = d;
  const v = newLocal(d, "risky", int(choices.int(0, 3)));
  const rebind = assign(v, int(choices.int(0, 3)));
  const closure = byClosure ? innerFunction(d, "delete", v) : -1;
  const unbind: Stmt = closure >= 0 ? run(callLocal(closure)) : { k: "del", t: variable(v) };
  return { read: variable(v), unbind: inTrigger(loop, unbind), rebind };
}

/**
 * A name that is unbound late in one round and read in the next one, first in a `try`, last in it, or right behind it.
 * Unbinding comes after the read, so that the reading round starts in the trace.
 */
export function unboundName(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  const { early, late, loops } = d.rounds;
  const loop = loops.at(-1);
  if (loop === undefined || d.here.recursive) return augment(d, out);
  const kind = choices.below(4);
  const name = kind === 0 ? missingGlobal(d) : unboundLocal(d, loop, kind === 3);
  if (name === null) return augment(d, out);
  const { read, unbind, rebind } = name;
  const use = choices.bool() ? run(read) : assign(localOf(d, "int"), binary(read, ADD, index(d)));
  const mended: Stmt[] = [];
  if (rebind !== null) mended.push(rebind);
  if (mended.length === 0 || choices.bool()) augment(d, mended);
  const type = choices.bool() ? null : exception(choices.bool() ? "NameError" : "Exception");
  const clauses = [except(type, ...mended)];
  const body: Stmt[] = [];
  // A global that is never bound can only be read where that is caught, or the loop would not get hot.
  const position = kind === 0 ? choices.below(2) : choices.below(4);
  if (position !== 0) augment(d, body);
  if (position <= 1) body.push(use);
  if (position === 0 && choices.chance(1, 3)) augment(d, body);
  const final = choices.chance(1, 12) ? filler(d) : [];
  early.push({ k: "try", body, handlers: clauses, orelse: [], final, raw: choices.chance(d.profile.twists, 64) });
  if (position >= 2) early.push(choices.chance(d.profile.uncaught + 6, 16) ? use : caught([use], clauses));
  if (unbind !== null) late.push(unbind);
}

/** Unbinds a local and binds it again, with something between that may look at it. */
export function unbind(d: Drawing, out: Stmt[]): void {
  const v = newLocal(d, "risky", ZERO);
  out.push({ k: "del", t: variable(v) });
  if (d.choices.bool()) out.push(caught([run(variable(v))], [except(exception("UnboundLocalError"))]));
  out.push(assign(v, index(d)));
}
