/**
 * Patterns of `case`.
 *
 * @module
 */

import type { Cursor } from "./cursor.ts";
import { binary, constant } from "./expressions.ts";
import type { Expr, Pattern } from "./nodes.ts";
import { sourceError } from "./source_error.ts";
import { patternStrings } from "./strings.ts";

/** Patterns with commas between them (a sequence), or the only one. */
export function patterns(c: Cursor): Pattern {
  const first = c.peek();
  const only = starOrAs(c);
  if (!c.is(",")) {
    if (only.k === "MatchStar") throw sourceError(only.loc, "a starred pattern stands in a sequence");
    return only;
  }
  const items = [only];
  while (c.take(",")) {
    if (c.is(":") || c.is("if")) break;
    items.push(starOrAs(c));
  }
  return { k: "MatchSequence", patterns: items, loc: c.since(first) };
}

function starOrAs(c: Cursor): Pattern {
  if (!c.is("*")) return asPattern(c);
  const first = c.next();
  const name = c.name();
  return { k: "MatchStar", name: name === "_" ? null : name, loc: c.since(first) };
}

function asPattern(c: Cursor): Pattern {
  const first = c.peek();
  const pattern = orPattern(c);
  if (!c.take("as")) return pattern;
  const name = c.name();
  if (name === "_") throw sourceError(c.lastLoc(), "cannot use '_' as a target");
  return { k: "MatchAs", pattern, name, loc: c.since(first) };
}

function orPattern(c: Cursor): Pattern {
  const first = c.peek();
  const only = closed(c);
  if (!c.is("|")) return only;
  const items = [only];
  while (c.take("|")) items.push(closed(c));
  return { k: "MatchOr", patterns: items, loc: c.since(first) };
}

function closed(c: Cursor): Pattern {
  const token = c.peek();
  if (token.kind === "string") {
    const { value, loc } = patternStrings(c);
    return { k: "MatchValue", value: constant(value, loc), loc };
  }
  if (token.kind === "number" || c.is("-")) {
    const value = signedNumber(c);
    return { k: "MatchValue", value, loc: c.since(token) };
  }
  for (const [text, value] of SINGLETONS) {
    if (c.take(text)) return { k: "MatchSingleton", value, loc: token.loc };
  }
  if (c.take("(")) return group(c, ")");
  if (c.take("[")) return group(c, "]");
  if (c.is("{")) return mapping(c);
  if (!c.isName()) throw c.unexpected("a pattern");
  return nameOrClass(c);
}

const SINGLETONS = [
  ["None", { t: "None" }],
  ["True", { t: "bool", v: true }],
  ["False", { t: "bool", v: false }],
] as const;

/** `1`, `-1`, `1 + 2j`: a literal number, its sign and its imaginary part. */
function signedNumber(c: Cursor): Expr {
  const value = binary(c, 4);
  const isNumber = (e: Expr): boolean => e.k === "Constant" && ["int", "float", "complex"].includes(e.value.t);
  const isSigned = (e: Expr): boolean => isNumber(e) || (e.k === "UnaryOp" && e.op === "-" && isNumber(e.operand));
  if (isSigned(value) || (value.k === "BinOp" && isSigned(value.left) && isNumber(value.right))) return value;
  throw sourceError(value.loc, "patterns may only match literals and attribute lookups");
}

/** Behind `(` or `[`: a pattern in parentheses, or a sequence. */
function group(c: Cursor, close: string): Pattern {
  const open = c.tokens[c.at - 1] as Parameters<Cursor["since"]>[0];
  const items: Pattern[] = [];
  let commas = false;
  while (!c.is(close)) {
    items.push(starOrAs(c));
    if (!c.take(",")) break;
    commas = true;
  }
  c.expect(close);
  const [only] = items;
  if (close === ")" && !commas && only !== undefined && only.k !== "MatchStar") return only;
  return { k: "MatchSequence", patterns: items, loc: c.since(open) };
}

function mapping(c: Cursor): Pattern {
  const open = c.expect("{");
  const keys: Expr[] = [];
  const values: Pattern[] = [];
  let rest: string | null = null;
  while (!c.is("}")) {
    if (c.take("**")) {
      rest = c.name();
      c.take(",");
      break;
    }
    keys.push(mappingKey(c));
    c.expect(":");
    values.push(asPattern(c));
    if (!c.take(",")) break;
  }
  c.expect("}");
  return { k: "MatchMapping", keys, patterns: values, rest, loc: c.since(open) };
}

function mappingKey(c: Cursor): Expr {
  const token = c.peek();
  if (token.kind === "string") {
    const { value, loc } = patternStrings(c);
    return constant(value, loc);
  }
  if (token.kind === "number" || c.is("-")) return signedNumber(c);
  for (const [text, value] of SINGLETONS) if (c.take(text)) return constant(value, token.loc);
  const { value, dotted } = dottedName(c);
  if (!dotted) throw sourceError(value.loc, "mapping pattern keys may only match literals and attribute lookups");
  return value;
}

function dottedName(c: Cursor): { value: Expr; dotted: boolean } {
  const first = c.peek();
  let value: Expr = { k: "Name", id: c.name(), loc: first.loc };
  let dotted = false;
  while (c.take(".")) {
    value = { k: "Attribute", value, attr: c.name(), loc: c.since(first) };
    dotted = true;
  }
  return { value, dotted };
}

function nameOrClass(c: Cursor): Pattern {
  const first = c.peek();
  const { value, dotted } = dottedName(c);
  if (!c.take("(")) {
    if (dotted) return { k: "MatchValue", value, loc: c.since(first) };
    const name = (value as Expr & { k: "Name" }).id;
    return { k: "MatchAs", pattern: null, name: name === "_" ? null : name, loc: first.loc };
  }
  const items: Pattern[] = [];
  const kwdAttrs: string[] = [];
  const kwdPatterns: Pattern[] = [];
  while (!c.is(")")) {
    if (c.isName() && c.is("=", 1)) {
      const attr = c.name();
      if (kwdAttrs.includes(attr)) throw sourceError(c.lastLoc(), `attribute name repeated in class pattern: ${attr}`);
      kwdAttrs.push(attr);
      c.next();
      kwdPatterns.push(asPattern(c));
    } else {
      if (kwdAttrs.length > 0) throw sourceError(c.peek().loc, "positional patterns follow keyword patterns");
      items.push(asPattern(c));
    }
    if (!c.take(",")) break;
  }
  c.expect(")");
  return { k: "MatchClass", cls: value, patterns: items, kwdAttrs, kwdPatterns, loc: c.since(first) };
}
