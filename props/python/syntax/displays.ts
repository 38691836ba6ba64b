/**
 * What stands in brackets: tuples, lists, sets, dicts, and comprehensions of them.
 *
 * @module
 */

import type { Cursor } from "./cursor.ts";
import { binary, disjunction, expression, starNamedExpression, yieldExpression } from "./expressions.ts";
import type { Comprehension, Expr } from "./nodes.ts";
import { sourceError } from "./source_error.ts";
import { targets } from "./targets.ts";
import type { Token } from "./tokens.ts";

/** Whether a `for` begins here. */
export function isComprehension(c: Cursor): boolean {
  return c.is("for") || (c.is("async") && c.is("for", 1));
}

/** `(...)`: a tuple, a generator expression, or an expression in parentheses. */
export function parenthesized(c: Cursor): Expr {
  const open = c.expect("(");
  if (c.take(")")) return { k: "Tuple", elts: [], loc: c.since(open) };
  if (c.is("yield")) {
    const value = yieldExpression(c);
    c.expect(")");
    return value;
  }
  const only = starNamedExpression(c);
  if (isComprehension(c)) {
    const generators = comprehensionClauses(c);
    c.expect(")");
    return { k: "Comprehension", what: "generator", elt: only, value: null, generators, loc: c.since(open) };
  }
  if (c.take(")")) {
    if (only.k === "Starred") throw sourceError(only.loc, "cannot use starred expression here");
    return only;
  }
  const elts = [only, ...restOf(c, ")")];
  c.expect(")");
  return { k: "Tuple", elts, loc: c.since(open) };
}

function restOf(c: Cursor, close: string): Expr[] {
  const elts: Expr[] = [];
  while (c.take(",")) {
    if (c.is(close)) break;
    elts.push(starNamedExpression(c));
  }
  return elts;
}

/** `[...]` */
export function listDisplay(c: Cursor): Expr {
  const open = c.expect("[");
  if (c.take("]")) return { k: "List", elts: [], loc: c.since(open) };
  const only = starNamedExpression(c);
  if (isComprehension(c)) {
    const generators = comprehensionClauses(c);
    c.expect("]");
    return { k: "Comprehension", what: "list", elt: only, value: null, generators, loc: c.since(open) };
  }
  const elts = [only, ...restOf(c, "]")];
  c.expect("]");
  return { k: "List", elts, loc: c.since(open) };
}

/** `{...}`: a dict or a set. */
export function braces(c: Cursor): Expr {
  const open = c.expect("{");
  if (c.take("}")) return { k: "Dict", keys: [], values: [], loc: c.since(open) };
  if (c.is("**")) return dictDisplay(c, open, [], []);
  const only = starNamedExpression(c);
  if (c.take(":")) {
    const value = expression(c);
    if (isComprehension(c)) {
      const generators = comprehensionClauses(c);
      c.expect("}");
      return { k: "Comprehension", what: "dict", elt: only, value, generators, loc: c.since(open) };
    }
    c.take(",");
    return dictDisplay(c, open, [only], [value]);
  }
  if (isComprehension(c)) {
    const generators = comprehensionClauses(c);
    c.expect("}");
    return { k: "Comprehension", what: "set", elt: only, value: null, generators, loc: c.since(open) };
  }
  const elts = [only, ...restOf(c, "}")];
  c.expect("}");
  return { k: "Set", elts, loc: c.since(open) };
}

function dictDisplay(c: Cursor, open: Token, keys: (Expr | null)[], values: Expr[]): Expr {
  while (!c.is("}")) {
    if (c.take("**")) {
      keys.push(null);
      values.push(binary(c, 0));
    } else {
      keys.push(expression(c));
      c.expect(":");
      values.push(expression(c));
    }
    if (!c.take(",")) break;
  }
  c.expect("}");
  return { k: "Dict", keys, values, loc: c.since(open) };
}

/** The `for` and `if` of a comprehension. */
export function comprehensionClauses(c: Cursor): Comprehension[] {
  const generators: Comprehension[] = [];
  while (isComprehension(c)) {
    const isAsync = c.take("async");
    c.expect("for");
    const target = targets(c);
    c.expect("in");
    const iter = disjunction(c);
    const ifs: Expr[] = [];
    while (c.take("if")) ifs.push(disjunction(c));
    generators.push({ target, iter, ifs, isAsync });
  }
  return generators;
}
