/**
 * Functions made by the entry: closures over its variables, made once or anew in every round.
 *
 * @module
 */

import { type FunctionForm, PLAIN_FORM } from "../draft/classes.ts";
import { type Block, type Expr, type FunctionDraft, MAX_FUNCTIONS, type Stmt, type Target } from "../draft/draft.ts";
import { index } from "./atoms.ts";
import type { Drawing } from "./drawing.ts";
import { localOf, newLocal } from "./locals.ts";
import { newFunction } from "./members.ts";
import {
  ADD,
  assign,
  assignTo,
  binary,
  callLocal,
  callTop,
  give,
  int,
  MOD,
  MUL,
  variable,
  wholeLiteral,
} from "./nodes.ts";
import { augment } from "./variables.ts";

/** A function that the entry makes: it takes its parameters from local 0 on. */
function newInner(d: Drawing, params: number, body: Block, form: FunctionForm | null = null): number {
  const fn: FunctionDraft = { parent: 0, params, defaults: [], locals: params, recursive: null, body };
  return d.program.functions.push(form === null ? fn : { ...fn, form }) - 1;
}

/** Makes an inner function of the entry that uses local `v`; gives the local that it is bound to, or -1. */
export function innerFunction(d: Drawing, what: "delete" | "count" | "read", v: number): number {
  if (d.here.index !== 0 || d.program.functions.length >= 8) return -1;
  const free: Expr & Target = { k: "free", i: v };
  let body: Block;
  if (what === "delete") body = [{ k: "del", t: free }];
  else if (what === "count") {
    const sum = binary(binary(free, ADD, variable(0)), MOD, int(d.choices.int(5, 77)));
    body = [assignTo(free, sum), give(free)];
  } else body = [give(binary(free, ADD, variable(0)))];
  const f = newInner(d, what === "delete" ? 0 : 1, body);
  const bound = newLocal(d, "closure", null);
  d.locals.prologue.push({ k: "def", f, v: bound });
  return bound;
}

export function closure(d: Drawing, out: Stmt[]): void {
  const count = d.choices.bool();
  const v = localOf(d, "int");
  const bound = innerFunction(d, count ? "count" : "read", v);
  if (bound < 0) return augment(d, out);
  const called = callLocal(bound, index(d));
  out.push(assign(localOf(d, "int"), called));
}

/** A function made anew in every round, with a cell, and called. */
export function freshFunction(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  if (d.here.index !== 0 || d.program.functions.length > MAX_FUNCTIONS - 2) return augment(d, out);
  const cell = choices.bool() ? localOf(d, "int") : -1;
  const sum = binary(variable(0), ADD, cell < 0 ? int(2) : { k: "free", i: cell });
  const lambda = choices.bool();
  const f = d.program.functions.push({
    parent: 0,
    params: 1,
    defaults: choices.chance(1, 4) ? [wholeLiteral(1)] : [],
    locals: 1,
    recursive: null,
    body: [give(sum)],
    form: { ...PLAIN_FORM, lambda },
  }) - 1;
  const v = newLocal(d, "closure", null);
  out.push(lambda ? assign(v, { k: "make", f }) : { k: "def", f, v });
  out.push(assign(localOf(d, "int"), callLocal(v, index(d))));
}

/** A lambda of two parameters, to take the place of a method; -1 where there may be none. */
export function newLambda(d: Drawing, e: () => Expr): number {
  if (d.program.functions.length >= MAX_FUNCTIONS || d.here.index !== 0) return -1;
  return newInner(d, 2, [give(e())], { ...PLAIN_FORM, lambda: true });
}

/** A function that lost its version, called before an inner function takes one over in each round. */
export function versionCollision(d: Drawing, out: Stmt[]): void {
  const { choices } = d;
  if (d.here.recursive || d.here.index !== 0 || d.program.functions.length > MAX_FUNCTIONS - 3) return augment(d, out);
  const f = newFunction(d, 1, [give(binary(variable(0), MUL, int(choices.int(3, 9))))]);
  const other = newInner(d, 1, [give(binary(variable(0), ADD, int(choices.int(1, 9))))]);
  d.locals.prologue.push({ k: "reversion", f });
  const v = newLocal(d, "closure", null);
  out.push(assign(localOf(d, "int"), callTop(f, index(d))));
  out.push({ k: "def", f: other, v });
  if (choices.chance(1, 3)) out.push(assign(localOf(d, "int"), callLocal(v, index(d))));
  d.program.versionsCollide = true;
}
