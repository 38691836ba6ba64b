/**
 * Events: calls of host functions that are no part of the program's meaning, and functions rebound midway.
 *
 * @module
 */

import { type Block, MAX_FUNCTIONS, type Stmt } from "../draft/draft.ts";
import { index, intExpression } from "./atoms.ts";
import type { Drawing } from "./drawing.ts";
import { newFunction } from "./members.ts";
import { ADD, binary, callTop, compare, EQ, give, int, MUL, SUB, variable, when } from "./nodes.ts";
import { inTrigger } from "./rounds.ts";
import { augment, keep } from "./variables.ts";

export function emit(d: Drawing, out: Stmt[]): void {
  out.push({ k: "emit", e: intExpression(d, 1) });
}

export function event(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  const what = choices.below(6);
  const called = d.program.signatures.findIndex((each) => each.called);
  const f = called >= 0 && choices.bool() ? called + 1 : 0;
  const host = what < 3 ? "host_invalidate" : what < 5 ? "host_invalidate_all" : "host_set_optimizer";
  const s: Stmt = { k: "event", host, f, n: choices.below(3) };
  const loop = d.rounds.loops.at(-1);
  // In every round it also happens while the trace runs; behind a condition it happens in tier 1.
  out.push(loop === undefined || choices.chance(what < 3 ? 2 : 1, 4) ? s : inTrigger(loop, s));
}

/** Monitoring is turned on in the trigger round, and perhaps off again. */
export function monitoring(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  const loop = d.rounds.loops.at(-1);
  const called = d.program.signatures.findIndex((each) => each.called);
  const f = called >= 0 && choices.chance(2, 3) ? called + 1 : 0;
  if (choices.chance(1, 3)) return linesOfCallee(d, out);
  const host = choices.chance(1, 3) ? "host_monitor_all" : "host_monitor";
  const on: Stmt = { k: "event", host, f, n: 1 };
  if (loop === undefined || choices.chance(1, 6)) {
    out.push(on);
    return;
  }
  out.push(inTrigger(loop, on));
  if (choices.bool()) out.push(when(compare(loop.index, EQ, int(loop.trigger + 2)), { k: "event", host, f, n: 0 }));
  augment(d, out);
}

/** The lines of a function that the loop calls are logged, as a rule before the loop is hot. */
function linesOfCallee(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  if (d.here.recursive || d.program.functions.length > MAX_FUNCTIONS - 3) return augment(d, out);
  const by = int(choices.int(2, 4));
  const f = newFunction(d, 1, [give(binary(variable(0), choices.bool() ? MUL : ADD, by))]);
  const on: Stmt = { k: "event", host: "host_lines", f, n: 0 };
  const loop = d.rounds.loops.at(-1);
  if (loop !== undefined && choices.chance(1, 4)) out.push(inTrigger(loop, on));
  else d.locals.prologue.push(on);
  keep(d, out, callTop(f, index(d)));
}

/** A function gets other code, other defaults, another name or version in the trigger round. */
export function rebinding(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  const loop = d.rounds.loops.at(-1);
  if (loop === undefined || d.here.recursive || d.program.functions.length > MAX_FUNCTIONS - 3) return augment(d, out);
  const body = (by: number): Block => [give(binary(variable(0), choices.bool() ? MUL : ADD, int(by)))];
  const f = newFunction(d, 1, body(choices.int(2, 4)));
  const other = choices.bool() ? body(choices.int(5, 9)) : [give(binary(variable(0), SUB, int(1)))];
  const g = newFunction(d, 1, other);
  const what = choices.below(5);
  const called = callTop(f, index(d));
  const uses: Stmt[] = [];
  keep(d, uses, called);
  const changes: readonly Stmt[] = [
    { k: "rebind", f, what: "code", g },
    { k: "rebind", f, what: "code", g },
    { k: "rebind", f, what: "name", g },
    { k: "rebind", f, what: "defaults", g: 3 },
    { k: "reversion", f },
  ];
  const change = inTrigger(loop, changes[what] as Stmt);
  // Functions that are only named are made, too.
  if (what >= 3) d.program.functions.pop();
  const late = choices.bool();
  if (!late) out.push(change);
  out.push(...uses);
  if (late) d.rounds.late.push(change);
}
