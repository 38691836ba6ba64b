/**
 * Folding of constants before anything is compiled; the pin's `Python/ast_opt.c`. Nodes are rewritten in place.
 *
 * @module
 */

import { assertNever } from "../../../src/isa/errors.ts";
import type { Literal } from "../../../src/isa/program.ts";
import type { Arguments, Comprehension, Expr, ExprOf, Keyword, Module, Pattern, Stmt } from "../syntax/nodes.ts";
import { isTrue } from "./const_table.ts";
import { docstringOf } from "./docstrings.ts";
import { foldBinary, foldUnary, itemOf } from "./fold_values.ts";
import { frozenset } from "../literals.ts";
import { formatOf } from "./percent_format.ts";

/** Folds a module. */
export function foldModule({ body }: Module): void {
  foldBody(body);
}

/** Folds an expression that stands by itself. */
export function foldExpression(e: Expr): Expr {
  return fold(e);
}

/** `astfold_body`: what becomes a text by folding is no docstring. */
function foldBody(body: readonly Stmt[]): void {
  const had = docstringOf(body) !== null;
  block(body);
  const [first] = body;
  if (!had && docstringOf(body) !== null && first?.k === "Expr") {
    first.value = { k: "JoinedStr", values: [first.value], loc: first.loc };
  }
}

function block(body: readonly Stmt[]): void {
  for (const each of body) statement(each);
}

function all(list: Expr[]): void {
  for (let i = 0; i < list.length; i++) list[i] = fold(list[i] as Expr);
}

function allOrNull(list: (Expr | null)[]): void {
  for (let i = 0; i < list.length; i++) list[i] = maybe(list[i] as Expr | null);
}

function maybe<E extends Expr | null>(e: E): Expr | E {
  return e === null ? e : fold(e);
}

function keywords(list: readonly Keyword[]): void {
  for (const each of list) each.value = fold(each.value);
}

function args(a: Arguments): void {
  for (const each of [...a.posonly, ...a.args, ...a.kwonly]) each.annotation = maybe(each.annotation);
  if (a.vararg !== null) a.vararg.annotation = maybe(a.vararg.annotation);
  if (a.kwarg !== null) a.kwarg.annotation = maybe(a.kwarg.annotation);
  allOrNull(a.kwDefaults);
  all(a.defaults);
}

function statement(s: Stmt): void {
  switch (s.k) {
    case "FunctionDef":
      args(s.args);
      foldBody(s.body);
      all(s.decorators);
      s.returns = maybe(s.returns);
      return;
    case "ClassDef":
      all(s.bases);
      keywords(s.keywords);
      foldBody(s.body);
      return all(s.decorators);
    case "Return":
      s.value = maybe(s.value);
      return;
    case "Delete":
      for (const each of s.targets) target(each);
      return;
    case "Assign":
      for (const each of s.targets) target(each);
      s.value = fold(s.value);
      return;
    case "AugAssign":
      target(s.target);
      s.value = fold(s.value);
      return;
    case "AnnAssign":
      target(s.target);
      s.annotation = fold(s.annotation);
      s.value = maybe(s.value);
      return;
    case "For":
      target(s.target);
      s.iter = foldIter(fold(s.iter), !s.isAsync);
      block(s.body);
      return block(s.orelse);
    case "While":
    case "If":
      s.test = fold(s.test);
      block(s.body);
      return block(s.orelse);
    case "With":
      for (const item of s.items) {
        item.context = fold(item.context);
        if (item.vars !== null) target(item.vars);
      }
      return block(s.body);
    case "Match":
      s.subject = fold(s.subject);
      for (const each of s.cases) {
        pattern(each.pattern);
        each.guard = maybe(each.guard);
        block(each.body);
      }
      return;
    case "Raise":
      s.exc = maybe(s.exc);
      s.cause = maybe(s.cause);
      return;
    case "Try":
      block(s.body);
      for (const each of s.handlers) {
        each.type = maybe(each.type);
        block(each.body);
      }
      block(s.orelse);
      return block(s.final);
    case "Assert":
      s.test = fold(s.test);
      s.msg = maybe(s.msg);
      return;
    case "Expr":
      s.value = fold(s.value);
      return;
    case "Import":
    case "ImportFrom":
    case "Global":
    case "Nonlocal":
    case "Pass":
    case "Break":
    case "Continue":
      return;
    default:
      return assertNever(s);
  }
}

/** What is in a target; the target itself is no value. */
function target(e: Expr): void {
  switch (e.k) {
    case "Attribute":
      e.value = fold(e.value);
      return;
    case "Subscript":
      e.value = fold(e.value);
      e.slice = fold(e.slice);
      return;
    case "List":
    case "Tuple":
      for (const each of e.elts) target(each);
      return;
    case "Starred":
      return target(e.value);
  }
}

function fold(e: Expr): Expr {
  switch (e.k) {
    case "Constant":
      return e;
    case "Name":
      return e.id === "__debug__" ? constant(e, { t: "bool", v: true }) : e;
    case "NamedExpr":
    case "Attribute":
    case "Starred":
    case "YieldFrom":
    case "Await":
      e.value = fold(e.value);
      return e;
    case "Subscript": {
      e.value = fold(e.value);
      e.slice = fold(e.slice);
      if (e.value.k !== "Constant" || e.slice.k !== "Constant") return e;
      const item = itemOf(e.value.value, e.slice.value);
      return item === null ? e : constant(e, item);
    }
    case "Slice":
      e.lower = maybe(e.lower);
      e.upper = maybe(e.upper);
      e.step = maybe(e.step);
      return e;
    case "List":
    case "Set":
      all(e.elts);
      return e;
    case "Tuple":
      all(e.elts);
      return e.elts.every(({ k }) => k === "Constant") ? constant(e, tuple(e.elts)) : e;
    case "Dict":
      allOrNull(e.keys);
      all(e.values);
      return e;
    case "BoolOp":
    case "JoinedStr":
      all(e.values);
      return e;
    case "BinOp":
      e.left = fold(e.left);
      e.right = fold(e.right);
      return binary(e);
    case "UnaryOp":
      e.operand = fold(e.operand);
      return unary(e);
    case "Compare":
      e.left = fold(e.left);
      all(e.comparators);
      return compare(e);
    case "Call":
      e.func = fold(e.func);
      all(e.args);
      keywords(e.keywords);
      return e;
    case "IfExp":
      e.test = fold(e.test);
      e.body = fold(e.body);
      e.orelse = fold(e.orelse);
      return e;
    case "Lambda":
      args(e.args);
      e.body = fold(e.body);
      return e;
    case "Comprehension":
      e.elt = fold(e.elt);
      e.value = maybe(e.value);
      for (const each of e.generators) clause(each);
      return e;
    case "Yield":
      e.value = maybe(e.value);
      return e;
    case "FormattedValue":
      e.value = fold(e.value);
      e.spec = maybe(e.spec);
      return e;
  }
}

function clause(each: Comprehension): void {
  target(each.target);
  each.iter = foldIter(fold(each.iter), true);
  all(each.ifs);
}

function constant({ loc }: Expr, value: Literal): Expr {
  return { k: "Constant", value, loc };
}

function tuple(elts: readonly Expr[]): Literal {
  return { t: "tuple", v: elts.map((each) => (each as ExprOf<"Constant">).value) };
}

/** `fold_iter`: a list that is only gone over, or looked into, is a tuple, a set a frozenset. */
function foldIter(e: Expr, is: boolean): Expr {
  if (!is) return e;
  if (e.k === "List" && !e.elts.some(({ k }) => k === "Starred")) {
    return e.elts.every(({ k }) => k === "Constant")
      ? constant(e, tuple(e.elts))
      : { k: "Tuple", elts: e.elts, loc: e.loc };
  }
  if (e.k === "Set" && e.elts.every(({ k }) => k === "Constant")) {
    const items = tuple(e.elts);
    return items.t === "tuple" ? constant(e, frozenset(items.v)) : e;
  }
  return e;
}

function compare(e: ExprOf<"Compare">): Expr {
  const last = e.ops.length - 1;
  const op = e.ops[last];
  if (op === "in" || op === "not in") e.comparators[last] = foldIter(e.comparators[last] as Expr, true);
  return e;
}

const INVERTED = { is: "is not", "is not": "is", in: "not in", "not in": "in" } as const;

function unary(e: ExprOf<"UnaryOp">): Expr {
  const { op, operand } = e;
  if (operand.k === "Compare" && op === "not" && operand.ops.length === 1) {
    const [only] = operand.ops;
    if (only === "is" || only === "is not" || only === "in" || only === "not in") {
      operand.ops[0] = INVERTED[only];
      return operand;
    }
  }
  if (operand.k !== "Constant") return e;
  const value = op === "not" ? { t: "bool", v: !isTrue(operand.value) } as const : foldUnary(op, operand.value);
  return value === null ? e : constant(e, value);
}

function binary(e: ExprOf<"BinOp">): Expr {
  const { left, op, right } = e;
  if (left.k !== "Constant") return e;
  if (op === MODULO && right.k === "Tuple" && left.value.t === "str") {
    return formatOf(e, left.value.v, right.elts) ?? e;
  }
  if (right.k !== "Constant") return e;
  const value = foldBinary(op, left.value, right.value);
  return value === null ? e : constant(e, value);
}

/** Oparg of BINARY_OP. */
const MODULO = 6;

function pattern(p: Pattern): void {
  switch (p.k) {
    case "MatchValue":
      p.value = fold(p.value);
      return;
    case "MatchSequence":
    case "MatchOr":
      for (const each of p.patterns) pattern(each);
      return;
    case "MatchMapping":
      all(p.keys);
      for (const each of p.patterns) pattern(each);
      return;
    case "MatchClass":
      p.cls = fold(p.cls);
      for (const each of p.patterns) pattern(each);
      for (const each of p.kwdPatterns) pattern(each);
      return;
    case "MatchAs":
      if (p.pattern !== null) pattern(p.pattern);
      return;
  }
}
