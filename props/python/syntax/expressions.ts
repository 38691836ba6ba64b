/**
 * Expressions, level by level as in the pin's `Grammar/python.gram`. A node begins and ends with its tokens, parentheses around
 * its parts included; parentheses around an expression alone are no part of it.
 *
 * @module
 */

import { floatText, type Literal } from "../../../src/isa/program.ts";
import { BINARY_OPERATORS } from "../../generate/draft/vocabulary.ts";
import { intLiteral } from "../literals.ts";
import { genericArguments } from "./arguments.ts";
import { braces, comprehensionClauses, isComprehension, listDisplay, parenthesized } from "./displays.ts";
import type { Cursor } from "./cursor.ts";
import type { CompareOperator, Expr, Keyword, UnaryOperator } from "./nodes.ts";
import { sourceError } from "./source_error.ts";
import { stringsExpression } from "./strings.ts";
import type { Token } from "./tokens.ts";

/** Binary operators by how strongly they bind, weakest first. */
const LEVELS: readonly (readonly string[])[] = [["|"], ["^"], ["&"], ["<<", ">>"], ["+", "-"], [
  "*",
  "/",
  "//",
  "%",
  "@",
]];

const operatorIndex = (text: string): number => (BINARY_OPERATORS as readonly string[]).indexOf(text);

/** A constant. */
export function constant(value: Literal, loc: Expr["loc"]): Expr {
  return { k: "Constant", value, loc };
}

/** Expressions with commas between them, perhaps with stars: a tuple, or the only one. */
export function starExpressions(c: Cursor): Expr {
  return tupleOf(c, starExpression);
}

/** The same, where `name := e` may stand, too. */
export function starNamedExpressions(c: Cursor): Expr {
  return tupleOf(c, starNamedExpression);
}

/** `a, b,` of a rule, or what the rule alone gives. */
export function tupleOf(c: Cursor, rule: (c: Cursor) => Expr): Expr {
  const first = c.peek();
  const only = rule(c);
  if (!c.is(",")) return only;
  const elts = [only];
  while (c.take(",")) {
    if (!startsExpression(c)) break;
    elts.push(rule(c));
  }
  return { k: "Tuple", elts, loc: c.since(first) };
}

/** Whether an expression, perhaps with a star, may begin here. */
export function startsExpression(c: Cursor): boolean {
  const token = c.peek();
  switch (token.kind) {
    case "name":
      return c.isName() || ["not", "lambda", "await", "None", "True", "False", "yield"].includes(token.text);
    case "number":
    case "string":
      return true;
    case "op":
      return ["(", "[", "{", "-", "+", "~", "...", "*"].includes(token.text);
    default:
      return false;
  }
}

/** `*e`, or an expression. */
export function starExpression(c: Cursor): Expr {
  if (!c.is("*")) return expression(c);
  const first = c.next();
  const value = binary(c, 0);
  return { k: "Starred", value, loc: c.since(first) };
}

/** `*e`, `name := e`, or an expression. */
export function starNamedExpression(c: Cursor): Expr {
  return c.is("*") ? starExpression(c) : namedExpression(c);
}

/** `name := e`, or an expression. */
export function namedExpression(c: Cursor): Expr {
  const first = c.peek();
  if (!c.isName() || !c.is(":=", 1)) return expression(c);
  const target: Expr = { k: "Name", id: c.name(), loc: first.loc };
  c.next();
  const value = expression(c);
  return { k: "NamedExpr", target, value, loc: c.since(first) };
}

/** An expression without stars, commas and `:=`. */
export function expression(c: Cursor): Expr {
  const first = c.peek();
  if (c.is("lambda")) return lambda(c);
  const body = disjunction(c);
  if (!c.take("if")) return body;
  const test = disjunction(c);
  c.expect("else");
  const orelse = expression(c);
  return { k: "IfExp", test, body, orelse, loc: c.since(first) };
}

function lambda(c: Cursor): Expr {
  const first = c.expect("lambda");
  const args = genericArguments(c, ":", false);
  c.expect(":");
  const body = expression(c);
  return { k: "Lambda", args, body, loc: c.since(first) };
}

/** `or` of `and` of `not` of comparisons. */
export function disjunction(c: Cursor): Expr {
  return boolean(c, "or", (inner) => boolean(inner, "and", inversion));
}

function boolean(c: Cursor, op: "and" | "or", rule: (c: Cursor) => Expr): Expr {
  const first = c.peek();
  const only = rule(c);
  if (!c.is(op)) return only;
  const values = [only];
  while (c.take(op)) values.push(rule(c));
  return { k: "BoolOp", op, values, loc: c.since(first) };
}

function inversion(c: Cursor): Expr {
  if (!c.is("not")) return comparison(c);
  const first = c.next();
  const operand = inversion(c);
  return { k: "UnaryOp", op: "not", operand, loc: c.since(first) };
}

function compareOperator(c: Cursor): CompareOperator | null {
  const token = c.peek();
  if (token.kind === "op") {
    switch (token.text) {
      case "<":
      case "<=":
      case "==":
      case "!=":
      case ">":
      case ">=":
        c.next();
        return token.text;
    }
    return null;
  }
  if (c.take("in")) return "in";
  if (c.is("not") && c.is("in", 1)) {
    c.next();
    c.next();
    return "not in";
  }
  if (c.take("is")) return c.take("not") ? "is not" : "is";
  return null;
}

function comparison(c: Cursor): Expr {
  const first = c.peek();
  const left = binary(c, 0);
  const ops: CompareOperator[] = [];
  const comparators: Expr[] = [];
  for (let op = compareOperator(c); op !== null; op = compareOperator(c)) {
    ops.push(op);
    comparators.push(binary(c, 0));
  }
  return ops.length === 0 ? left : { k: "Compare", left, ops, comparators, loc: c.since(first) };
}

/** Binary operators of a level and those that bind more strongly. */
export function binary(c: Cursor, level: number): Expr {
  const operators = LEVELS[level];
  if (operators === undefined) return factor(c);
  const first = c.peek();
  let left = binary(c, level + 1);
  while (c.peek().kind === "op" && operators.includes(c.peek().text)) {
    const op = operatorIndex(c.next().text);
    const right = binary(c, level + 1);
    left = { k: "BinOp", left, op, right, loc: c.since(first) };
  }
  return left;
}

function factor(c: Cursor): Expr {
  if (!c.is("-") && !c.is("+") && !c.is("~")) return power(c);
  const first = c.next();
  const operand = factor(c);
  return { k: "UnaryOp", op: first.text as UnaryOperator, operand, loc: c.since(first) };
}

function power(c: Cursor): Expr {
  const first = c.peek();
  const left = awaited(c);
  if (!c.take("**")) return left;
  const right = factor(c);
  return { k: "BinOp", left, op: operatorIndex("**"), right, loc: c.since(first) };
}

function awaited(c: Cursor): Expr {
  if (!c.is("await")) return primary(c);
  const first = c.next();
  const value = primary(c);
  return { k: "Await", value, loc: c.since(first) };
}

function primary(c: Cursor): Expr {
  const first = c.peek();
  let value = atom(c);
  for (;;) {
    if (c.take(".")) value = { k: "Attribute", value, attr: c.name(), loc: c.since(first) };
    else if (c.is("(")) {
      const { args, keywords } = callArguments(c);
      value = { k: "Call", func: value, args, keywords, loc: c.since(first) };
    } else if (c.take("[")) {
      const slice = slices(c);
      c.expect("]");
      value = { k: "Subscript", value, slice, loc: c.since(first) };
    } else return value;
  }
}

function slices(c: Cursor): Expr {
  const first = c.peek();
  const only = sliceOrStar(c);
  if (!c.is(",")) {
    if (only.k !== "Starred") return only;
    return { k: "Tuple", elts: [only], loc: c.since(first) };
  }
  const elts = [only];
  while (c.take(",")) {
    if (c.is("]")) break;
    elts.push(sliceOrStar(c));
  }
  return { k: "Tuple", elts, loc: c.since(first) };
}

function sliceOrStar(c: Cursor): Expr {
  if (c.is("*")) return starExpression(c);
  const first = c.peek();
  const lower = c.is(":") ? null : namedExpression(c);
  if (!c.take(":")) return lower as Expr;
  const ends = (): boolean => c.is(":") || c.is("]") || c.is(",");
  const upper = ends() ? null : expression(c);
  let step: Expr | null = null;
  if (c.take(":") && !ends()) step = expression(c);
  return { k: "Slice", lower, upper, step, loc: c.since(first) };
}

/** `(...)` of a call or a class: positional arguments, perhaps with stars, and keywords. */
export function callArguments(c: Cursor): { args: Expr[]; keywords: Keyword[] } {
  const args: Expr[] = [];
  const keywords: Keyword[] = [];
  const open = c.expect("(");
  while (!c.is(")")) {
    const first = c.peek();
    if (c.take("**")) {
      const value = expression(c);
      keywords.push({ arg: null, value, loc: c.since(first) });
    } else if (c.isName() && c.is("=", 1)) {
      const arg = c.name();
      c.next();
      const value = expression(c);
      if (keywords.some((each) => each.arg === arg)) throw sourceError(first.loc, `keyword argument repeated: ${arg}`);
      keywords.push({ arg, value, loc: c.since(first) });
    } else {
      let value = c.is("*") ? starOfCall(c) : namedExpression(c);
      if (isComprehension(c)) {
        const generators = comprehensionClauses(c);
        const alone = args.length === 0 && keywords.length === 0 && c.is(")");
        if (!alone) throw sourceError(first.loc, "a generator expression among other arguments needs parentheses");
        c.next();
        value = { k: "Comprehension", what: "generator", elt: value, value: null, generators, loc: c.since(open) };
        return { args: [value], keywords };
      }
      if (keywords.some(({ arg }) => arg === null) && value.k !== "Starred") {
        throw sourceError(first.loc, "positional argument follows keyword argument unpacking");
      }
      if (keywords.length > 0 && value.k !== "Starred") {
        throw sourceError(first.loc, "positional argument follows keyword argument");
      }
      args.push(value);
    }
    if (!c.take(",")) break;
  }
  c.expect(")");
  return { args, keywords };
}

function starOfCall(c: Cursor): Expr {
  const first = c.next();
  const value = expression(c);
  return { k: "Starred", value, loc: c.since(first) };
}

function atom(c: Cursor): Expr {
  const token = c.peek();
  switch (token.kind) {
    case "name":
      return nameOrConstant(c, token);
    case "number":
      c.next();
      return constant(numberLiteral(token), token.loc);
    case "string":
      return stringsExpression(c);
    case "op":
      if (token.text === "(") return parenthesized(c);
      if (token.text === "[") return listDisplay(c);
      if (token.text === "{") return braces(c);
      if (token.text === "...") {
        c.next();
        return constant({ t: "Ellipsis" }, token.loc);
      }
  }
  throw c.unexpected("an expression");
}

function nameOrConstant(c: Cursor, token: Token): Expr {
  switch (token.text) {
    case "None":
      c.next();
      return constant({ t: "None" }, token.loc);
    case "True":
    case "False":
      c.next();
      return constant({ t: "bool", v: token.text === "True" }, token.loc);
  }
  if (!c.isName()) throw c.unexpected("an expression");
  return { k: "Name", id: c.name().normalize("NFKC"), loc: token.loc };
}

/** A literal number. */
function numberLiteral({ text }: Token): Literal {
  const digits = text.replaceAll("_", "");
  if (/[jJ]$/.test(digits)) return { t: "complex", re: 0, im: floatText(Number(digits.slice(0, -1))) };
  if (/^0[xXoObB]/.test(digits) || /^\d+$/.test(digits)) return intLiteral(BigInt(digits));
  return { t: "float", v: floatText(Number(digits)) };
}

/** `yield`, `yield e` or `yield from e`. */
export function yieldExpression(c: Cursor): Expr {
  const first = c.expect("yield");
  if (c.take("from")) {
    const value = expression(c);
    return { k: "YieldFrom", value, loc: c.since(first) };
  }
  const value = startsExpression(c) ? starExpressions(c) : null;
  return { k: "Yield", value, loc: c.since(first) };
}
