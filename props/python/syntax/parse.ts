/**
 * Python source to its abstract syntax. A parser of its own and not a library's: `@lezer/python`, the one that runs everywhere,
 * is made for editors; it reads `not a and b` as `not (a and b)`, forgets the `/` of parameter lists, and takes a bare `yield`,
 * parenthesized items of `with` and adjacent strings in patterns for errors.
 *
 * @module
 */

import { Cursor } from "./cursor.ts";
import { starExpressions } from "./expressions.ts";
import type { Expr, Module } from "./nodes.ts";
import { statements } from "./statements.ts";
import { Lines, normalSource, tokenize } from "./tokens.ts";

/** Parses a module; bad source is a `TierproofError` of code `source` that names line and column. */
export function parseModule(text: string): Module {
  const source = normalSource(text);
  const lines = new Lines(source);
  return { body: statements(new Cursor(source, lines, tokenize(source, lines))) };
}

/** Parses an expression that stands by itself. */
export function parseExpression(text: string): Expr {
  const source = normalSource(text);
  const lines = new Lines(source);
  const cursor = new Cursor(source, lines, tokenize(source, lines, 0, source.length));
  const e = starExpressions(cursor);
  if (cursor.peek().kind !== "end") throw cursor.unexpected("the end of the expression");
  return e;
}
