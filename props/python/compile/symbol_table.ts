/**
 * Goes through a module and collects its names, scope by scope; the pin's `symtable_visit_*`.
 *
 * @module
 */

import { assertNever } from "../../../src/isa/errors.ts";
import type { Comprehension, Expr, ExprOf, Keyword, Module, Pattern, Stmt, StmtOf } from "../syntax/nodes.ts";
import { sourceError } from "../syntax/source_error.ts";
import {
  analyzeScopes,
  DEF_ANNOT,
  DEF_GLOBAL,
  DEF_IMPORT,
  DEF_LOCAL,
  DEF_NONLOCAL,
  mangle,
  type Scope,
  Symbols,
} from "./symbols.ts";

/** Scopes by the node that they belong to; the module's by itself. */
export function symbolTable(module: Module): { readonly top: Scope; readonly scopes: ReadonlyMap<object, Scope> } {
  const s = new Symbols();
  block(s, module.body);
  analyzeScopes(s.top);
  return { top: s.top, scopes: s.scopes };
}

function block(s: Symbols, body: readonly Stmt[]): void {
  for (const each of body) statement(s, each);
}

function exprs(s: Symbols, list: readonly (Expr | null)[]): void {
  for (const each of list) if (each !== null) expr(s, each);
}

function maybe(s: Symbols, e: Expr | null): void {
  if (e !== null) expr(s, e);
}

function keywords(s: Symbols, list: readonly Keyword[]): void {
  for (const { value } of list) expr(s, value);
}

function statement(s: Symbols, stmt: Stmt): void {
  switch (stmt.k) {
    case "FunctionDef":
      return functionDef(s, stmt);
    case "ClassDef": {
      s.add(stmt.name, DEF_LOCAL, stmt.loc);
      exprs(s, stmt.decorators);
      exprs(s, stmt.bases);
      keywords(s, stmt.keywords);
      return s.within(stmt, "class", stmt.name, () => {
        const outer = s.owner;
        s.owner = stmt.name;
        block(s, stmt.body);
        s.owner = outer;
      });
    }
    case "Return":
      return maybe(s, stmt.value);
    case "Delete":
      for (const each of stmt.targets) target(s, each);
      return;
    case "Assign":
      for (const each of stmt.targets) target(s, each);
      return expr(s, stmt.value);
    case "AugAssign":
      target(s, stmt.target);
      return expr(s, stmt.value);
    case "AnnAssign":
      return annotated(s, stmt);
    case "For":
      target(s, stmt.target);
      expr(s, stmt.iter);
      block(s, stmt.body);
      return block(s, stmt.orelse);
    case "While":
    case "If":
      expr(s, stmt.test);
      block(s, stmt.body);
      return block(s, stmt.orelse);
    case "With":
      for (const { context, vars } of stmt.items) {
        expr(s, context);
        if (vars !== null) target(s, vars);
      }
      return block(s, stmt.body);
    case "Match":
      expr(s, stmt.subject);
      for (const each of stmt.cases) {
        pattern(s, each.pattern);
        maybe(s, each.guard);
        block(s, each.body);
      }
      return;
    case "Raise":
      maybe(s, stmt.exc);
      return maybe(s, stmt.cause);
    case "Try":
      block(s, stmt.body);
      for (const { type, name, body, loc } of stmt.handlers) {
        maybe(s, type);
        if (name !== null) s.add(name, DEF_LOCAL, loc);
        block(s, body);
      }
      block(s, stmt.orelse);
      return block(s, stmt.final);
    case "Assert":
      expr(s, stmt.test);
      return maybe(s, stmt.msg);
    case "Import":
    case "ImportFrom":
      for (const { name, asname, loc } of stmt.names) {
        const stored = asname ?? name;
        if (stored !== "*") s.add(stored.split(".", 1)[0] as string, DEF_IMPORT, loc);
        else if (s.current !== s.top) throw sourceError(loc, "import * only allowed at module level");
      }
      return;
    case "Global":
      return s.declare(stmt.names, "global", stmt.loc);
    case "Nonlocal":
      return s.declare(stmt.names, "nonlocal", stmt.loc);
    case "Expr":
      return expr(s, stmt.value);
    case "Pass":
    case "Break":
    case "Continue":
      return;
    default:
      return assertNever(stmt);
  }
}

function functionDef(s: Symbols, stmt: StmtOf<"FunctionDef">): void {
  const { args, name, loc } = stmt;
  s.add(name, DEF_LOCAL, loc);
  exprs(s, args.defaults);
  exprs(s, args.kwDefaults);
  exprs(s, stmt.decorators);
  for (const each of [...args.posonly, ...args.args]) maybe(s, each.annotation);
  maybe(s, args.vararg?.annotation ?? null);
  maybe(s, args.kwarg?.annotation ?? null);
  for (const each of args.kwonly) maybe(s, each.annotation);
  maybe(s, stmt.returns);
  s.within(stmt, "function", name, (scope) => {
    scope.isCoroutine = stmt.isAsync;
    s.parameters(args);
    block(s, stmt.body);
  });
}

function annotated(s: Symbols, stmt: StmtOf<"AnnAssign">): void {
  const { target: to, annotation, value, simple, loc } = stmt;
  if (to.k === "Name") {
    const flags = s.current.flags(mangle(s.owner, to.id));
    if ((flags & (DEF_GLOBAL | DEF_NONLOCAL)) !== 0 && s.current !== s.top && simple) {
      throw sourceError(
        loc,
        `annotated name '${to.id}' can't be ${(flags & DEF_GLOBAL) !== 0 ? "global" : "nonlocal"}`,
      );
    }
    if (simple) s.add(to.id, DEF_ANNOT | DEF_LOCAL, to.loc);
    else if (value !== null) s.add(to.id, DEF_LOCAL, to.loc);
  } else target(s, to);
  expr(s, annotation);
  maybe(s, value);
}

/** What is assigned to or deleted. */
function target(s: Symbols, e: Expr): void {
  switch (e.k) {
    case "Name":
      return s.add(e.id, DEF_LOCAL, e.loc);
    case "List":
    case "Tuple":
      for (const each of e.elts) target(s, each);
      return;
    case "Starred":
      return target(s, e.value);
    default:
      return expr(s, e);
  }
}

function expr(s: Symbols, e: Expr): void {
  switch (e.k) {
    case "Constant":
      return;
    case "Name":
      return s.use(e.id, e.loc);
    case "NamedExpr": {
      if (s.current.iterDepth > 0) {
        throw sourceError(e.loc, "assignment expression cannot be used in a comprehension iterable expression");
      }
      if (s.current.isComprehension) s.extendNamed(e.target as ExprOf<"Name">);
      expr(s, e.value);
      return target(s, e.target);
    }
    case "Attribute":
    case "Starred":
      return expr(s, e.value);
    case "Subscript":
      expr(s, e.value);
      return expr(s, e.slice);
    case "Slice":
      maybe(s, e.lower);
      maybe(s, e.upper);
      return maybe(s, e.step);
    case "List":
    case "Tuple":
    case "Set":
      return exprs(s, e.elts);
    case "Dict":
      exprs(s, e.keys);
      return exprs(s, e.values);
    case "BoolOp":
    case "JoinedStr":
      return exprs(s, e.values);
    case "BinOp":
      expr(s, e.left);
      return expr(s, e.right);
    case "UnaryOp":
      return expr(s, e.operand);
    case "Compare":
      expr(s, e.left);
      return exprs(s, e.comparators);
    case "Call":
      expr(s, e.func);
      exprs(s, e.args);
      return keywords(s, e.keywords);
    case "IfExp":
      expr(s, e.test);
      expr(s, e.body);
      return expr(s, e.orelse);
    case "Lambda":
      exprs(s, e.args.defaults);
      exprs(s, e.args.kwDefaults);
      return s.within(e, "function", "lambda", () => {
        s.parameters(e.args);
        expr(s, e.body);
      });
    case "Comprehension":
      return comprehension(s, e);
    case "Yield":
      maybe(s, e.value);
      return yields(s, e);
    case "YieldFrom":
      expr(s, e.value);
      return yields(s, e);
    case "Await":
      expr(s, e.value);
      s.current.isCoroutine = true;
      return;
    case "FormattedValue":
      expr(s, e.value);
      return maybe(s, e.spec);
    default:
      return assertNever(e);
  }
}

function yields(s: Symbols, e: Expr): void {
  s.current.isGenerator = true;
  if (s.current.isComprehension) throw sourceError(e.loc, "'yield' inside a comprehension");
}

/** `symtable_handle_comprehension` */
function comprehension(s: Symbols, e: ExprOf<"Comprehension">): void {
  const [outermost, ...rest] = e.generators as [Comprehension, ...Comprehension[]];
  s.current.iterDepth++;
  expr(s, outermost.iter);
  s.current.iterDepth--;
  const isGenerator = e.what === "generator";
  let isAsync = false;
  s.within(e, "function", e.what === "generator" ? "genexpr" : `${e.what}comp`, (scope) => {
    scope.isComprehension = true;
    if (outermost.isAsync) scope.isCoroutine = true;
    s.parameters({
      posonly: [],
      args: [{ name: ".0", annotation: null, loc: e.loc }],
      vararg: null,
      kwonly: [],
      kwDefaults: [],
      kwarg: null,
      defaults: [],
    });
    scope.inTarget = true;
    target(s, outermost.target);
    scope.inTarget = false;
    exprs(s, outermost.ifs);
    for (const each of rest) {
      scope.inTarget = true;
      target(s, each.target);
      scope.inTarget = false;
      scope.iterDepth++;
      expr(s, each.iter);
      scope.iterDepth--;
      exprs(s, each.ifs);
      if (each.isAsync) scope.isCoroutine = true;
    }
    maybe(s, e.value);
    expr(s, e.elt);
    scope.isGenerator = isGenerator;
    isAsync = scope.isCoroutine && !isGenerator;
  });
  if (isAsync) s.current.isCoroutine = true;
}

function pattern(s: Symbols, p: Pattern): void {
  switch (p.k) {
    case "MatchValue":
      return expr(s, p.value);
    case "MatchSingleton":
      return;
    case "MatchSequence":
    case "MatchOr":
      for (const each of p.patterns) pattern(s, each);
      return;
    case "MatchStar":
      if (p.name !== null) s.add(p.name, DEF_LOCAL, p.loc);
      return;
    case "MatchMapping":
      exprs(s, p.keys);
      for (const each of p.patterns) pattern(s, each);
      if (p.rest !== null) s.add(p.rest, DEF_LOCAL, p.loc);
      return;
    case "MatchClass":
      expr(s, p.cls);
      for (const each of p.patterns) pattern(s, each);
      for (const each of p.kwdPatterns) pattern(s, each);
      return;
    case "MatchAs":
      if (p.pattern !== null) pattern(s, p.pattern);
      if (p.name !== null) s.add(p.name, DEF_LOCAL, p.loc);
      return;
    default:
      return assertNever(p);
  }
}
