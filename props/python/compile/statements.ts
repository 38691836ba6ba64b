/**
 * Statements but those with handlers and patterns, which have files of their own; `compiler_visit_stmt`.
 *
 * @module
 */

import { assertNever } from "../../../src/isa/errors.ts";
import type { Literal } from "../../../src/isa/program.ts";
import { type Alias, type Expr, type Loc, NO_LOCATION, type Stmt, type StmtOf } from "../syntax/nodes.ts";
import { sourceError } from "../syntax/source_error.ts";
import { attribute } from "./calls.ts";
import { type Compiler, NONE } from "./compiler.ts";
import { cleanDocstring, docstringOf } from "./docstrings.ts";
import { tryStatement } from "./exceptions.ts";
import { del, expr, IN_PLACE, isTwoElementSlice, jumpIf, slice, store } from "./expressions.ts";
import { delegate } from "./waiting.ts";
import { classDef, functionDef } from "./functions.ts";
import { match } from "./matching.ts";
import { INTRINSIC, OP } from "./opcode_facts.ts";
import { JUMP, POP_BLOCK, SETUP_FINALLY } from "./pseudo_ops.ts";
import { mangle } from "./symbols.ts";
import { unwind, unwindAll } from "./unwinding.ts";
import { withStatement } from "./with.ts";

/** Statements in order. */
export function statements(c: Compiler, body: readonly Stmt[]): void {
  for (const each of body) statement(c, each);
}

/** The body of a module or class; `compiler_body`. */
export function classBody(c: Compiler, given: Loc, body: readonly Stmt[]): void {
  const loc = c.unit.type === "module" ? body[0]?.loc ?? given : given;
  if (hasAnnotation(body)) c.emit(OP.SETUP_ANNOTATIONS, 0, loc);
  const docstring = docstringOf(body);
  if (docstring !== null) {
    c.loadConst({ t: "str", v: cleanDocstring(docstring) }, (body[0] as StmtOf<"Expr">).value.loc);
    c.name("__doc__", "store", NO_LOCATION);
  }
  statements(c, docstring === null ? body : body.slice(1));
}

/** `find_ann` */
function hasAnnotation(body: readonly Stmt[]): boolean {
  return body.some((s) => {
    switch (s.k) {
      case "AnnAssign":
        return true;
      case "For":
      case "While":
      case "If":
        return hasAnnotation(s.body) || hasAnnotation(s.orelse);
      case "With":
        return hasAnnotation(s.body);
      case "Try":
        return s.handlers.some((each) => hasAnnotation(each.body)) || hasAnnotation(s.body) ||
          hasAnnotation(s.final) || hasAnnotation(s.orelse);
      case "Match":
        return s.cases.some((each) => hasAnnotation(each.body));
      default:
        return false;
    }
  });
}

function statement(c: Compiler, s: Stmt): void {
  const { loc } = s;
  switch (s.k) {
    case "FunctionDef":
      return functionDef(c, s);
    case "ClassDef":
      return classDef(c, s);
    case "Return":
      return returnStatement(c, s);
    case "Delete":
      for (const each of s.targets) del(c, each);
      return;
    case "Assign":
      expr(c, s.value);
      s.targets.forEach((target, i) => {
        if (i < s.targets.length - 1) c.emit(OP.COPY, 1, loc);
        store(c, target);
      });
      return;
    case "AugAssign":
      return augAssign(c, s);
    case "AnnAssign":
      return annAssign(c, s);
    case "For":
      return s.isAsync ? asyncFor(c, s) : forStatement(c, s);
    case "While":
      return whileStatement(c, s);
    case "If":
      return ifStatement(c, s);
    case "With":
      return withStatement(c, s, 0);
    case "Match":
      return match(c, s);
    case "Raise": {
      if (s.exc !== null) expr(c, s.exc);
      if (s.cause !== null) expr(c, s.cause);
      return c.emit(OP.RAISE_VARARGS, s.exc === null ? 0 : s.cause === null ? 1 : 2, loc);
    }
    case "Try":
      return tryStatement(c, s);
    case "Assert":
      return assertStatement(c, s);
    case "Import":
      return importStatement(c, s);
    case "ImportFrom":
      return importFrom(c, s);
    case "Global":
    case "Nonlocal":
      return;
    case "Expr":
      if (s.value.k === "Constant") return c.emit(OP.NOP, 0, loc);
      expr(c, s.value);
      return c.emit(OP.POP_TOP, 0, NO_LOCATION);
    case "Pass":
      return c.emit(OP.NOP, 0, loc);
    case "Break":
      return leaveLoop(c, loc, "break");
    case "Continue":
      return leaveLoop(c, loc, "continue");
    default:
      return assertNever(s);
  }
}

/** `compiler_return` */
function returnStatement(c: Compiler, { value, loc: at }: StmtOf<"Return">): void {
  const { scope } = c.unit;
  if (!scope.isFunction()) throw sourceError(at, "'return' outside function");
  if (value !== null && scope.isCoroutine && scope.isGenerator) {
    throw sourceError(at, "'return' with value in async generator");
  }
  let loc = at;
  const isComputed = value !== null && value.k !== "Constant";
  if (isComputed) expr(c, value);
  else if (value !== null) {
    ({ loc } = value);
    c.emit(OP.NOP, 0, loc);
  }
  if (value === null || value.loc.line !== at.line) {
    loc = at;
    c.emit(OP.NOP, 0, loc);
  }
  loc = unwindAll(c, loc, isComputed);
  if (value === null) c.loadConst(NONE, loc);
  else if (value.k === "Constant") c.loadConst(value.value, loc);
  c.emit(OP.RETURN_VALUE, 0, loc);
}

/** `compiler_break` and `compiler_continue` */
function leaveLoop(c: Compiler, at: Loc, word: "break" | "continue"): void {
  c.emit(OP.NOP, 0, at);
  const { blocks } = c.unit;
  const index = blocks.findLastIndex(({ k }) => k === "while" || k === "for");
  const loop = blocks[index];
  if (loop === undefined || (loop.k !== "while" && loop.k !== "for")) {
    if (blocks.some(({ k }) => k === "group handler")) unwindAll(c, at, false);
    throw sourceError(at, word === "break" ? "'break' outside loop" : "'continue' not properly in loop");
  }
  let loc = unwindAll(c, at, false, index);
  if (word === "break") loc = unwind(c, loc, loop, false);
  c.jump(JUMP, word === "break" ? loop.exit : loop.start, loc);
}

/** `compiler_augassign` */
function augAssign(c: Compiler, { target, op, value, loc: whole }: StmtOf<"AugAssign">): void {
  const { loc } = target;
  switch (target.k) {
    case "Attribute": {
      expr(c, target.value);
      c.emit(OP.COPY, 1, loc);
      const at = attribute(loc, target);
      c.emitName(OP.LOAD_ATTR, c.unit.names, target.attr, at, 1);
      expr(c, value);
      c.emit(OP.BINARY_OP, op + IN_PLACE, whole);
      c.emit(OP.SWAP, 2, at);
      return c.emitName(OP.STORE_ATTR, c.unit.names, target.attr, at);
    }
    case "Subscript": {
      expr(c, target.value);
      const isSlice = isTwoElementSlice(target.slice);
      if (isTwoElementSlice(target.slice)) slice(c, target.slice);
      else expr(c, target.slice);
      for (let i = isSlice ? 3 : 2; i > 0; i--) c.emit(OP.COPY, isSlice ? 3 : 2, loc);
      c.emit(isSlice ? OP.BINARY_SLICE : OP.BINARY_SUBSCR, 0, loc);
      expr(c, value);
      c.emit(OP.BINARY_OP, op + IN_PLACE, whole);
      for (let i = isSlice ? 4 : 3; i > 1; i--) c.emit(OP.SWAP, i, loc);
      return c.emit(isSlice ? OP.STORE_SLICE : OP.STORE_SUBSCR, 0, loc);
    }
    case "Name":
      c.name(target.id, "load", loc);
      expr(c, value);
      c.emit(OP.BINARY_OP, op + IN_PLACE, whole);
      return c.name(target.id, "store", loc);
    default:
      throw sourceError(loc, "illegal target of augmented assignment");
  }
}

/** `compiler_annassign` */
function annAssign(c: Compiler, { target, annotation, value, simple, loc }: StmtOf<"AnnAssign">): void {
  const { type, owner, names } = c.unit;
  const isStored = type === "module" || type === "class";
  if (value !== null) {
    expr(c, value);
    store(c, target);
  }
  const check = (e: Expr): void => {
    expr(c, e);
    c.emit(OP.POP_TOP, 0, e.loc);
  };
  if (target.k === "Name") {
    if (simple && isStored) {
      expr(c, annotation);
      c.emitName(OP.LOAD_NAME, names, "__annotations__", loc);
      c.loadConst({ t: "str", v: mangle(owner, target.id) }, loc);
      c.emit(OP.STORE_SUBSCR, 0, loc);
    }
  } else if (value === null) {
    if (target.k === "Attribute") check(target.value);
    else if (target.k === "Subscript") {
      check(target.value);
      checkSubscript(target.slice, check);
    }
  }
  if (!simple && isStored) check(annotation);
}

/** `check_ann_subscr` */
function checkSubscript(e: Expr, check: (e: Expr) => void): void {
  if (e.k === "Slice") { for (const each of [e.lower, e.upper, e.step]) each !== null && check(each); }
  else if (e.k === "Tuple") { for (const each of e.elts) checkSubscript(each, check); }
  else check(e);
}

/** `compiler_for` */
function forStatement(c: Compiler, { target, iter, body, orelse, loc }: StmtOf<"For">): void {
  const start = c.newLabel();
  const inside = c.newLabel();
  const cleanup = c.newLabel();
  const end = c.newLabel();
  c.push({ k: "for", start, exit: end }, loc);
  expr(c, iter);
  c.emit(OP.GET_ITER, 0, loc);
  c.use(start);
  c.jump(OP.FOR_ITER, cleanup, loc);
  c.use(inside);
  store(c, target);
  statements(c, body);
  c.jump(JUMP, start, NO_LOCATION);
  c.use(cleanup);
  c.emit(OP.END_FOR, 0, NO_LOCATION);
  c.pop();
  statements(c, orelse);
  c.use(end);
}

/** `compiler_async_for` */
function asyncFor(c: Compiler, { target, iter, body, orelse, loc }: StmtOf<"For">): void {
  if (c.unit.type !== "async function") throw sourceError(loc, "'async for' outside async function");
  const start = c.newLabel();
  const except = c.newLabel();
  const end = c.newLabel();
  expr(c, iter);
  c.emit(OP.GET_AITER, 0, loc);
  c.use(start);
  c.push({ k: "for", start, exit: end }, loc);
  c.jump(SETUP_FINALLY, except, loc);
  c.emit(OP.GET_ANEXT, 0, loc);
  c.loadConst(NONE, loc);
  delegate(c, loc, true);
  c.emit(POP_BLOCK, 0, loc);
  store(c, target);
  statements(c, body);
  c.jump(JUMP, start, NO_LOCATION);
  c.pop();
  c.use(except);
  c.emit(OP.END_ASYNC_FOR, 0, iter.loc);
  statements(c, orelse);
  c.use(end);
}

/** `compiler_while` */
function whileStatement(c: Compiler, { test, body, orelse, loc }: StmtOf<"While">): void {
  const loop = c.newLabel();
  const inside = c.newLabel();
  const end = c.newLabel();
  const anchor = c.newLabel();
  c.use(loop);
  c.push({ k: "while", start: loop, exit: end }, loc);
  jumpIf(c, loc, test, anchor, false);
  c.use(inside);
  statements(c, body);
  jumpIf(c, loc, test, inside, true);
  c.pop();
  c.use(anchor);
  statements(c, orelse);
  c.use(end);
}

/** `compiler_if` */
function ifStatement(c: Compiler, { test, body, orelse, loc }: StmtOf<"If">): void {
  const end = c.newLabel();
  const next = orelse.length > 0 ? c.newLabel() : end;
  jumpIf(c, loc, test, next, false);
  statements(c, body);
  if (orelse.length > 0) {
    c.jump(JUMP, end, NO_LOCATION);
    c.use(next);
    statements(c, orelse);
  }
  c.use(end);
}

/** `compiler_assert` */
function assertStatement(c: Compiler, { test, msg, loc }: StmtOf<"Assert">): void {
  const end = c.newLabel();
  jumpIf(c, loc, test, end, true);
  c.emit(OP.LOAD_ASSERTION_ERROR, 0, loc);
  if (msg !== null) {
    expr(c, msg);
    c.emit(OP.CALL, 0, loc);
  }
  c.emit(OP.RAISE_VARARGS, 1, test.loc);
  c.use(end);
}

/** `compiler_import` */
function importStatement(c: Compiler, { names, loc }: StmtOf<"Import">): void {
  for (const alias of names) {
    c.loadConst({ t: "int", v: 0 }, loc);
    c.loadConst(NONE, loc);
    c.emitName(OP.IMPORT_NAME, c.unit.names, alias.name, loc);
    if (alias.asname === null) c.name(alias.name.split(".", 1)[0] as string, "store", loc);
    else importAs(c, alias, alias.asname, loc);
  }
}

/** `compiler_import_as` */
function importAs(c: Compiler, { name }: Alias, asname: string, loc: Loc): void {
  const parts = name.split(".").slice(1);
  parts.forEach((part, i) => {
    c.emitName(OP.IMPORT_FROM, c.unit.names, part, loc);
    if (i === parts.length - 1) return;
    c.emit(OP.SWAP, 2, loc);
    c.emit(OP.POP_TOP, 0, loc);
  });
  c.name(asname, "store", loc);
  if (parts.length > 0) c.emit(OP.POP_TOP, 0, loc);
}

/** `compiler_from_import` */
function importFrom(c: Compiler, { module, names, level, loc }: StmtOf<"ImportFrom">): void {
  c.loadConst({ t: "int", v: level }, loc);
  c.loadConst({ t: "tuple", v: names.map(({ name }): Literal => ({ t: "str", v: name })) }, loc);
  if (module === "__future__") throw sourceError(loc, "`from __future__` is not supported, leave it out");
  c.emitName(OP.IMPORT_NAME, c.unit.names, module ?? "", loc);
  for (const { name, asname } of names) {
    if (name === "*") {
      c.emit(OP.CALL_INTRINSIC_1, INTRINSIC.IMPORT_STAR, loc);
      return c.emit(OP.POP_TOP, 0, NO_LOCATION);
    }
    c.emitName(OP.IMPORT_FROM, c.unit.names, name, loc);
    c.name(asname ?? name, "store", loc);
  }
  c.emit(OP.POP_TOP, 0, loc);
}
