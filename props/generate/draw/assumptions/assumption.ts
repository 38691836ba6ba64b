/**
 * What rows of the table of assumptions are made of: a use that relies on something, and changes that break it and put it
 * right again. What a change touches lies in globals, so that it can be made from any function.
 *
 * @module
 */

import type { ClassAttribute, FunctionForm, MemberDraft, MemberName, WRAPPERS } from "../../draft/classes.ts";
import { type AttributeName, BUILTIN_BASES, MAX_CLASSES } from "../../draft/classes.ts";
import { type Block, type Expr, MAX_FUNCTIONS, NONE, type Stmt, type Target } from "../../draft/draft.ts";
import { InvariantError } from "../../../../src/isa/errors.ts";
import type { ClassFacts, Drawing } from "../drawing.ts";
import { newGlobal } from "../globals.ts";
import { newLocal } from "../locals.ts";
import { bareFunction, member, newFunction } from "../members.ts";
import { assignTo, caught, except, exception, int, type Variable, variable } from "../nodes.ts";

/** Where a use stands. */
export interface Spot {
  /** The round of the loop, as far as it is known there. */
  readonly round: Expr;
  /** Whether it stands in another function than the entry, whose locals it cannot read. */
  readonly far: boolean;
}

/** One way to break what is assumed, and to put it right again. */
export interface Change {
  readonly breaks: Block;
  /** Null: it stays broken. */
  readonly mends: Block | null;
}

/** What a program relies on. */
export interface Assumed {
  /** Statements that rely on it and show what they got. */
  readonly use: (spot: Spot) => Block;
  readonly change: Change;
}

/** A row: draws what is needed at the start, a use and a change; null where there is no room for them. */
export type Assumption = (d: Drawing) => Assumed | null;

/** A global, to be read or assigned to. */
export type GlobalVariable = Expr & Target & { readonly k: "global" };

/** A global that the module binds to None; null where there are too many. */
export function anyGlobal(d: Drawing): GlobalVariable | null {
  const i = newGlobal(d, NONE.v);
  return i === null ? null : { k: "global", i };
}

/** A global that nothing binds at first. */
export function unboundGlobal(d: Drawing): GlobalVariable | null {
  const i = newGlobal(d, null);
  return i === null ? null : { k: "global", i };
}

/** A value that the entry makes at its start and that all functions reach. */
export interface Subject {
  readonly global: GlobalVariable;
  readonly local: Variable;
}

/** Makes a subject; statements in `after` then change it, before the loop. */
export function subject(d: Drawing, made: Expr): Subject | null {
  const global = anyGlobal(d);
  if (global === null) return null;
  const local = variable(newLocal(d, "closure", made));
  d.locals.prologue.push(assignTo(global, local));
  return { global, local };
}

/** Reads a subject from one of the two places where it can be read. */
export function read(d: Drawing, { global, local }: Subject, { far }: Spot): Expr {
  return far || d.choices.bool() ? global : local;
}

// Showing.

/** Shows a value. */
export function show(e: Expr): Stmt {
  return { k: "emit", e };
}

/** Shows a value, or that there is none. */
export function showSafely(e: Expr): Stmt {
  return safely(show(e));
}

/** Statements of which nothing leaves; that one failed is shown. */
export function safely(...body: Block): Stmt {
  return caught(body, [except(exception("Exception"), show(int(-1)))]);
}

/** One way to break it that cannot be undone. */
export function forGood(...breaks: Block): Change {
  return { breaks, mends: null };
}

/** One way to break it, and the way back. */
export function toAndFro(breaks: Block, mends: Block): Change {
  return { breaks, mends };
}

// Values.

/** A function as a value. */
export function functionValue(f: number): Expr {
  return { k: "ref", what: "function", i: f };
}

/** A new plain function, as a value; a number stands for one where there is no room. */
export function functionOf(d: Drawing, params: number, body: Block): Expr {
  const f = newFunction(d, params, body);
  return f < 0 ? int(0) : functionValue(f);
}

/** Numbers functions that will call those that are drawn next: callees have higher numbers than callers. */
export function reserve(d: Drawing, count: number): boolean {
  const { functions, reserved } = d.program;
  if (functions.length + count > MAX_FUNCTIONS - 4) return false;
  for (let i = 0; i < count; i++) reserved.push(functions.push(EMPTY) - 1);
  return true;
}

const EMPTY = bareFunction(0, [], null, 0);

/** Draws the next of the functions that were reserved. */
export function reservedFunction(
  d: Drawing,
  params: number,
  body: Block,
  form: FunctionForm | null = null,
  locals = params,
): number {
  const f = d.program.reserved.shift();
  if (f === undefined) throw new InvariantError("a place draws more functions than it says");
  d.program.functions[f] = bareFunction(params, body, form, locals);
  return f;
}

/** A class of one function, which was reserved; -1 where there is no room. */
export function reservedClass(d: Drawing, name: MemberName, params: number, body: Block): number {
  if (d.program.classes.length >= MAX_CLASSES) return -1;
  const f = reservedFunction(d, params, body);
  const members = [{ name, f, wrap: 0 }];
  d.program.classes.push({ base: null, builtin: null, meta: null, slots: null, attributes: [], members });
  return d.program.classFacts.push(FACTS) - 1;
}

/** What a class is made of. */
export interface ClassParts {
  readonly base?: number;
  /** A further base behind `base`. */
  readonly second?: number;
  readonly builtin?: (typeof BUILTIN_BASES)[number];
  readonly slots?: readonly AttributeName[];
  readonly attributes?: readonly ClassAttribute[];
  readonly members?: readonly (readonly [MemberName, number, Block, (typeof WRAPPERS)[number]?])[];
  readonly meta?: number;
}

const FACTS: ClassFacts = { protocol: "method", fields: ["x"], shared: null, init: -1, slots: false, hasMethod: false };

/** A new class; -1 where there is no room. */
export function newClassOf(d: Drawing, parts: ClassParts): number {
  const { program } = d;
  const { members = [], base, second, builtin, slots, attributes = [], meta } = parts;
  if (program.classes.length >= MAX_CLASSES || program.functions.length + members.length > MAX_FUNCTIONS - 3) return -1;
  const held: MemberDraft[] = [];
  for (const [name, params, body, wrapper] of members) member(d, held, name, params, body, wrapper ?? null);
  program.classes.push({
    base: base ?? null,
    builtin: builtin === undefined ? null : BUILTIN_BASES.indexOf(builtin),
    meta: meta ?? null,
    slots: slots ?? null,
    attributes,
    members: held,
    ...(second === undefined ? {} : { second }),
  });
  return program.classFacts.push(FACTS) - 1;
}

/** A new instance of a class that takes no arguments. */
export function instanceOf(c: number, ...args: readonly Expr[]): Expr {
  return { k: "call", f: { k: "class", c }, args };
}
