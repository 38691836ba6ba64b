/**
 * Short names for nodes of a Draft that are drawn again and again.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import type { AttributeName } from "../draft/classes.ts";
import {
  BINARY_OPERATORS,
  type Block,
  type BuiltinName,
  BUILTINS,
  COMPARISONS,
  type Constant,
  type ExceptionIndex,
  EXCEPTIONS,
  type Expr,
  type Handler,
  intConst,
  type Iterable,
  type MethodName,
  type Stmt,
  type Target,
} from "../draft/draft.ts";

const op = (symbol: (typeof BINARY_OPERATORS)[number]): number => BINARY_OPERATORS.indexOf(symbol);
const cmp = (symbol: (typeof COMPARISONS)[number]): number => COMPARISONS.indexOf(symbol);

export const ADD = op("+");
export const SUB = op("-");
export const MUL = op("*");
export const MOD = op("%");
export const AND = op("&");
export const OR = op("|");
export const XOR = op("^");
export const DIV = op("//");
export const TRUE_DIV = op("/");
export const POWER = op("**");
export const SHIFT_LEFT = op("<<");
export const SHIFT_RIGHT = op(">>");
export const EQ = cmp("==");
export const NE = cmp("!=");
export const LT = cmp("<");
export const GE = cmp(">=");
export const GT = cmp(">");

/** Index of an exception type. */
export function exception(name: (typeof EXCEPTIONS)[number]): ExceptionIndex {
  return EXCEPTIONS.indexOf(name);
}

// Literals.

export const HALF: Literal = { t: "float", v: 0.5 };
export const TRUE: Literal = { t: "bool", v: true };

export function wholeLiteral(v: number): Literal {
  return { t: "int", v };
}

export function textLiteral(v: string): Literal {
  return { t: "str", v };
}

export function tupleLiteral(...items: readonly number[]): Literal {
  return { t: "tuple", v: items.map(wholeLiteral) };
}

// Expressions.

const INTS: readonly Constant[] = Array.from({ length: 64 }, (_, i) => intConst(i - 8));
const LOCALS: readonly Variable[] = Array.from({ length: 32 }, (_, i) => ({ k: "local", i }));

/** A constant int; small ones are shared. */
export function int(v: number): Constant {
  return INTS[v + 8] ?? intConst(v);
}

export function float(v: number): Constant {
  return { k: "const", v: { t: "float", v } };
}

export function str(v: string): Constant {
  return { k: "const", v: { t: "str", v } };
}

export function constant(v: Literal): Constant {
  return { k: "const", v };
}

/** A local, to be read or assigned to. */
export type Variable = Expr & Target & { readonly k: "local" };

/** A local; the nodes are shared. */
export function variable(i: number): Variable {
  return LOCALS[i] as Variable;
}

export function binary(l: Expr, at: number, r: Expr): Expr {
  return { k: "binary", op: at, l, r };
}

export function compare(l: Expr, at: number, r: Expr): Expr {
  return { k: "compare", op: at, l, r };
}

export function subscript(o: Expr, i: Expr): Expr {
  return { k: "subscript", o, i };
}

export function attribute(o: Expr, name: AttributeName): Expr & Target {
  return { k: "attr", o, name };
}

/** A display of items. */
export function build(what: "tuple" | "list" | "dict" | "set", ...items: readonly Expr[]): Expr {
  return { k: "build", what, items };
}

/** A call of a builtin. */
export function call(name: BuiltinName, ...args: readonly Expr[]): Expr {
  return { k: "call", f: { k: "builtin", name }, args };
}

/** A call of a top-level function. */
export function callTop(f: number, ...args: readonly Expr[]): Expr {
  return { k: "call", f: { k: "function", f }, args };
}

/** A call of what a local holds. */
export function callLocal(i: number, ...args: readonly Expr[]): Expr {
  return { k: "call", f: { k: "local", i }, args };
}

export function callMethod(o: Expr, name: MethodName, ...args: readonly Expr[]): Expr {
  return { k: "method", o, name, args };
}

/** A new exception. */
export function newException(name: (typeof EXCEPTIONS)[number], ...args: readonly Expr[]): Expr {
  return { k: "call", f: { k: "exception", i: exception(name) }, args };
}

/** A builtin as a value. */
export function builtin(name: BuiltinName): Expr {
  return { k: "ref", what: "builtin", i: BUILTINS.indexOf(name) };
}

/** A class of the Draft as a value. */
export function classValue(c: number): Expr {
  return { k: "ref", what: "class", i: c };
}

/** An exception type as a value. */
export const VALUE_ERROR: Expr = { k: "ref", what: "exception", i: exception("ValueError") };

// Statements.

export function assign(i: number, e: Expr): Stmt {
  return { k: "assign", t: variable(i), e };
}

export function assignTo(t: Target, e: Expr): Stmt {
  return { k: "assign", t, e };
}

/** `t += e`. */
export function add(t: Target, e: Expr): Stmt {
  return { k: "augment", t, op: ADD, e };
}

/** An expression whose value is dropped. */
export function run(e: Expr): Stmt {
  return { k: "expr", e };
}

export function give(e: Expr): Stmt {
  return { k: "return", e };
}

/** `if c: then`. */
export function when(c: Expr, ...then: Block): Stmt {
  return { k: "if", c, then, orelse: [] };
}

/** Counts the rounds in which a test holds. */
export function count(test: Expr, result: Target): Stmt {
  return when(test, add(result, int(1)));
}

/** A `try` with nothing but a body and handlers. */
export function caught(body: Block, handlers: readonly Handler[]): Stmt {
  return { k: "try", body, handlers, orelse: [], final: [], raw: false };
}

/** `except type: body`; null for a clause that catches everything. */
export function except(type: ExceptionIndex | null, ...body: Block): Handler {
  return { type, name: null, body };
}

/** `for v in over: body`. */
export function forEach(v: number, over: Iterable, ...body: Block): Stmt {
  return { k: "for", v, over, body, orelse: [], tight: false };
}

/** What a `for` over any expression goes over. */
export function items(e: Expr, count: number): Iterable {
  return { k: "expr", e, count };
}

/** `with e as v: body`. */
export function withBlock(e: Expr, v: number | null, ...body: Block): Stmt {
  return { k: "with", e, v, body, isAsync: false };
}
