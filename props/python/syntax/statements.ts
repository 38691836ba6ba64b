/**
 * Statements and modules.
 *
 * @module
 */

import { BINARY_OPERATORS } from "../../generate/draft/vocabulary.ts";
import { genericArguments } from "./arguments.ts";
import type { Cursor } from "./cursor.ts";
import {
  callArguments,
  expression,
  namedExpression,
  starExpression,
  starExpressions,
  starNamedExpressions,
  startsExpression,
  yieldExpression,
} from "./expressions.ts";
import { importFrom, importNames } from "./imports.ts";
import { checkTarget, targets } from "./targets.ts";
import type { ExceptHandler, Expr, MatchCase, Stmt, WithItem } from "./nodes.ts";
import { patterns } from "./patterns.ts";
import { sourceError } from "./source_error.ts";

/** Statements up to the end of the source. */
export function statements(c: Cursor): Stmt[] {
  const body: Stmt[] = [];
  while (c.peek().kind !== "end") body.push(...statement(c));
  return body;
}

function statement(c: Cursor): Stmt[] {
  const token = c.peek();
  if (token.kind === "indent") throw c.unexpected("a statement at the indentation of the block");
  if (c.is("@")) return [decorated(c)];
  switch (token.kind === "name" ? token.text : "") {
    case "def":
      return [functionDef(c, [])];
    case "class":
      return [classDef(c, [])];
    case "if":
      return [ifStatement(c)];
    case "while":
      return [whileStatement(c)];
    case "for":
      return [forStatement(c)];
    case "try":
      return [tryStatement(c)];
    case "with":
      return [withStatement(c)];
    case "async":
      if (c.is("def", 1)) return [functionDef(c, [])];
      if (c.is("for", 1)) return [forStatement(c)];
      if (c.is("with", 1)) return [withStatement(c)];
      break;
    case "match":
      if (isMatch(c)) return [matchStatement(c)];
      break;
    case "type":
      if (c.isName(1)) throw sourceError(token.loc, "`type` statements are not supported, write an assignment");
  }
  return simpleStatements(c);
}

function simpleStatements(c: Cursor): Stmt[] {
  const line: Stmt[] = [];
  do {
    if (c.peek().kind === "newline") break;
    line.push(simpleStatement(c));
  } while (c.take(";"));
  if (c.peek().kind !== "newline") throw c.unexpected("the end of the statement");
  c.next();
  return line;
}

function simpleStatement(c: Cursor): Stmt {
  const first = c.peek();
  switch (first.kind === "name" ? first.text : "") {
    case "pass":
      c.next();
      return { k: "Pass", loc: first.loc };
    case "break":
      c.next();
      return { k: "Break", loc: first.loc };
    case "continue":
      c.next();
      return { k: "Continue", loc: first.loc };
    case "return": {
      c.next();
      const value = startsExpression(c) ? starExpressions(c) : null;
      return { k: "Return", value, loc: c.since(first) };
    }
    case "raise": {
      c.next();
      const exc = startsExpression(c) ? expression(c) : null;
      const cause = exc !== null && c.take("from") ? expression(c) : null;
      return { k: "Raise", exc, cause, loc: c.since(first) };
    }
    case "global":
    case "nonlocal": {
      c.next();
      const names = [c.name()];
      while (c.take(",")) names.push(c.name());
      return { k: first.text === "global" ? "Global" : "Nonlocal", names, loc: c.since(first) };
    }
    case "del": {
      c.next();
      const list = starExpressions(c);
      const parenthesized = c.tokens[c.tokens.indexOf(first) + 1]?.text === "(";
      const items = list.k === "Tuple" && !parenthesized ? list.elts : [list];
      for (const each of items) checkTarget(each, "delete");
      return { k: "Delete", targets: items, loc: c.since(first) };
    }
    case "assert": {
      c.next();
      const test = expression(c);
      const msg = c.take(",") ? expression(c) : null;
      return { k: "Assert", test, msg, loc: c.since(first) };
    }
    case "import":
      return importNames(c);
    case "from":
      return importFrom(c);
  }
  return expressionStatement(c);
}

/** What stands right of `=`. */
function assigned(c: Cursor): Expr {
  return c.is("yield") ? yieldExpression(c) : starExpressions(c);
}

function expressionStatement(c: Cursor): Stmt {
  const first = c.peek();
  const value = assigned(c);
  if (c.take(":")) {
    if (value.k !== "Name" && value.k !== "Attribute" && value.k !== "Subscript") {
      throw sourceError(value.loc, "only single targets (a name, an attribute, a subscript) can be annotated");
    }
    const annotation = expression(c);
    const given = c.take("=") ? assigned(c) : null;
    const simple = value.k === "Name" && first.text !== "(";
    return { k: "AnnAssign", target: value, annotation, value: given, simple, loc: c.since(first) };
  }
  const token = c.peek();
  if (token.kind === "op" && token.text.length > 1 && token.text.endsWith("=")) {
    const op = (BINARY_OPERATORS as readonly string[]).indexOf(token.text.slice(0, -1));
    if (op >= 0) {
      if (value.k !== "Name" && value.k !== "Attribute" && value.k !== "Subscript") {
        throw sourceError(
          value.loc,
          "not possible as a target of augmented assignment, expected a name, an attribute or a subscript",
        );
      }
      c.next();
      const right = assigned(c);
      return { k: "AugAssign", target: value, op, value: right, loc: c.since(first) };
    }
  }
  if (!c.is("=")) return { k: "Expr", value, loc: c.since(first) };
  const list = [value];
  while (c.take("=")) list.push(assigned(c));
  const right = list.pop() as Expr;
  for (const each of list) {
    if (each.k === "Starred") throw sourceError(each.loc, "starred assignment target must be in a list or tuple");
    checkTarget(each, "assign to");
  }
  return { k: "Assign", targets: list, value: right, loc: c.since(first) };
}

function block(c: Cursor): Stmt[] {
  c.expect(":");
  if (c.peek().kind !== "newline") return simpleStatements(c);
  c.next();
  if (c.peek().kind !== "indent") throw c.unexpected("an indented block");
  c.next();
  const body: Stmt[] = [];
  while (c.peek().kind !== "dedent") {
    if (c.peek().kind === "end") break;
    body.push(...statement(c));
  }
  c.next();
  return body;
}

function decorated(c: Cursor): Stmt {
  const decorators: Expr[] = [];
  while (c.take("@")) {
    decorators.push(namedExpression(c));
    if (c.peek().kind !== "newline") throw c.unexpected("the end of the line");
    c.next();
  }
  if (c.is("class")) return classDef(c, decorators);
  if (c.is("def") || (c.is("async") && c.is("def", 1))) return functionDef(c, decorators);
  throw c.unexpected("a function or class");
}

function refuseTypeParameters(c: Cursor): void {
  if (c.is("[")) throw sourceError(c.peek().loc, "type parameters are not supported, leave them out");
}

function functionDef(c: Cursor, decorators: Expr[]): Stmt {
  const first = c.peek();
  const isAsync = c.take("async");
  c.expect("def");
  const name = c.name();
  refuseTypeParameters(c);
  c.expect("(");
  const args = genericArguments(c, ")", true);
  c.expect(")");
  const returns = c.take("->") ? expression(c) : null;
  const body = block(c);
  return { k: "FunctionDef", name, args, body, decorators, returns, isAsync, loc: c.since(first) };
}

function classDef(c: Cursor, decorators: Expr[]): Stmt {
  const first = c.expect("class");
  const name = c.name();
  refuseTypeParameters(c);
  const { args, keywords } = c.is("(") ? callArguments(c) : { args: [], keywords: [] };
  const body = block(c);
  return { k: "ClassDef", name, bases: args, keywords, body, decorators, loc: c.since(first) };
}

function ifStatement(c: Cursor): Stmt {
  const first = c.next();
  const test = namedExpression(c);
  const body = block(c);
  const orelse = c.is("elif") ? [ifStatement(c)] : elseBlock(c);
  return { k: "If", test, body, orelse, loc: c.since(first) };
}

function elseBlock(c: Cursor): Stmt[] {
  return c.take("else") ? block(c) : [];
}

function whileStatement(c: Cursor): Stmt {
  const first = c.next();
  const test = namedExpression(c);
  const body = block(c);
  const orelse = elseBlock(c);
  return { k: "While", test, body, orelse, loc: c.since(first) };
}

function forStatement(c: Cursor): Stmt {
  const first = c.peek();
  const isAsync = c.take("async");
  c.expect("for");
  const target = targets(c);
  c.expect("in");
  const iter = starExpressions(c);
  const body = block(c);
  const orelse = elseBlock(c);
  return { k: "For", target, iter, body, orelse, isAsync, loc: c.since(first) };
}

function tryStatement(c: Cursor): Stmt {
  const first = c.next();
  const body = block(c);
  const handlers: ExceptHandler[] = [];
  let isStar = false;
  while (c.is("except")) {
    const start = c.next();
    const starred = c.take("*");
    if (handlers.length > 0 && starred !== isStar) {
      throw sourceError(start.loc, "cannot have both 'except' and 'except*' on the same 'try'");
    }
    isStar = starred;
    const type = c.is(":") ? null : expression(c);
    if (type === null && isStar) throw c.unexpected("one or more exception types");
    const name = type !== null && c.take("as") ? c.name() : null;
    const clause = block(c);
    handlers.push({ type, name, body: clause, loc: c.since(start) });
  }
  const bare = handlers.findIndex(({ type }) => type === null);
  if (bare >= 0 && bare < handlers.length - 1) {
    throw sourceError((handlers[bare] as ExceptHandler).loc, "default 'except:' must be last");
  }
  const orelse = handlers.length > 0 ? elseBlock(c) : [];
  const final = c.take("finally") ? block(c) : [];
  if (handlers.length === 0 && final.length === 0) throw c.unexpected("'except' or 'finally' block");
  return { k: "Try", body, handlers, orelse, final, isStar, loc: c.since(first) };
}

function withStatement(c: Cursor): Stmt {
  const first = c.peek();
  const isAsync = c.take("async");
  c.expect("with");
  const items = (c.is("(") ? c.attempt(() => parenthesizedItems(c)) : null) ?? withItems(c, ":");
  const body = block(c);
  return { k: "With", items, body, isAsync, loc: c.since(first) };
}

function parenthesizedItems(c: Cursor): WithItem[] {
  c.expect("(");
  const items = withItems(c, ")");
  c.expect(")");
  if (!c.is(":")) throw c.unexpected("':'");
  return items;
}

function withItems(c: Cursor, close: string): WithItem[] {
  const items: WithItem[] = [];
  do {
    if (c.is(close)) break;
    const context = expression(c);
    let vars: Expr | null = null;
    if (c.take("as")) {
      vars = starExpression(c);
      checkTarget(vars, "assign to");
    }
    items.push({ context, vars });
  } while (c.take(","));
  if (items.length === 0) throw c.unexpected("an expression");
  return items;
}

/** `match` begins a statement where its line ends with a colon and a `case` follows; elsewhere it is a name. */
function isMatch(c: Cursor): boolean {
  let i = c.at + 1;
  while (i < c.tokens.length && c.tokens[i]?.kind !== "newline") i++;
  return c.tokens[i - 1]?.text === ":" && c.tokens[i + 1]?.kind === "indent" && c.tokens[i + 2]?.text === "case";
}

function matchStatement(c: Cursor): Stmt {
  const first = c.next();
  const subject = starNamedExpressions(c);
  c.expect(":");
  c.next();
  c.next();
  const cases: MatchCase[] = [];
  while (c.take("case")) {
    const pattern = patterns(c);
    const guard = c.take("if") ? namedExpression(c) : null;
    const body = block(c);
    cases.push({ pattern, guard, body });
  }
  if (c.peek().kind !== "dedent") throw c.unexpected("'case'");
  c.next();
  return { k: "Match", subject, cases, loc: c.since(first) };
}
