/**
 * Functions, lambdas and classes.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import {
  type Arguments,
  type Expr,
  type ExprOf,
  type Keyword,
  type Loc,
  NO_LOCATION,
  type StmtOf,
} from "../syntax/nodes.ts";
import { callWith } from "./calls.ts";
import { type Compiler, NONE } from "./compiler.ts";
import { cleanDocstring, docstringOf } from "./docstrings.ts";
import { expr, exprs } from "./expressions.ts";
import { INTRINSIC, OP } from "./opcode_facts.ts";
import { LOAD_CLOSURE, SETUP_CLEANUP } from "./pseudo_ops.ts";
import { classBody, statements } from "./statements.ts";
import { CELL, mangle } from "./symbols.ts";

/** Opargs of SET_FUNCTION_ATTRIBUTE. */
const DEFAULTS = 1;
const KWDEFAULTS = 2;
const ANNOTATIONS = 4;
const CLOSURE = 8;

/** `def` and `async def`; `compiler_function`. */
export function functionDef(c: Compiler, s: StmtOf<"FunctionDef">): void {
  const { args, body, decorators, loc } = s;
  exprs(c, decorators);
  const firstLine = decorators[0]?.loc.line ?? loc.line;
  let flags = defaultArguments(c, loc, args);
  if (annotations(c, loc, args, s.returns)) flags |= ANNOTATIONS;
  c.enter(s.name, s.isAsync ? "async function" : "function", s, firstLine);
  const docstring = docstringOf(body);
  c.unit.consts.add(docstring === null ? NONE : { t: "str", v: cleanDocstring(docstring) });
  setArguments(c, args);
  statements(c, docstring === null ? body : body.slice(1));
  const { isCoroutine, isGenerator } = c.unit.scope;
  if (isCoroutine || isGenerator) stopIterationHandler(c);
  const code = c.exit(true);
  makeClosure(c, loc, code, flags);
  applyDecorators(c, decorators);
  c.name(s.name, "store", loc);
}

function applyDecorators(c: Compiler, decorators: readonly Expr[]): void {
  for (let i = decorators.length - 1; i >= 0; i--) c.emit(OP.CALL, 0, (decorators[i] as Expr).loc);
}

function setArguments({ unit }: Compiler, { args, posonly, kwonly }: Arguments): void {
  unit.argcount = args.length;
  unit.posonlyargcount = posonly.length;
  unit.kwonlyargcount = kwonly.length;
}

/** `compiler_default_arguments` */
function defaultArguments(c: Compiler, loc: Loc, { defaults, kwonly, kwDefaults }: Arguments): number {
  let flags = 0;
  if (defaults.length > 0) {
    exprs(c, defaults);
    c.emit(OP.BUILD_TUPLE, defaults.length, loc);
    flags |= DEFAULTS;
  }
  const keys: Literal[] = [];
  kwonly.forEach(({ name }, i) => {
    const value = kwDefaults[i] ?? null;
    if (value === null) return;
    keys.push({ t: "str", v: mangle(c.unit.owner, name) });
    expr(c, value);
  });
  if (keys.length > 0) {
    c.loadConst({ t: "tuple", v: keys }, loc);
    c.emit(OP.BUILD_CONST_KEY_MAP, keys.length, loc);
    flags |= KWDEFAULTS;
  }
  return flags;
}

/** `compiler_visit_annotations`; whether there are any. */
function annotations(c: Compiler, loc: Loc, args: Arguments, returns: Expr | null): boolean {
  let count = 0;
  const add = (name: string, annotation: Expr | null): void => {
    if (annotation === null) return;
    c.loadConst({ t: "str", v: mangle(c.unit.owner, name) }, loc);
    if (annotation.k === "Starred") {
      expr(c, annotation.value);
      c.emit(OP.UNPACK_SEQUENCE, 1, loc);
    } else expr(c, annotation);
    count += 2;
  };
  for (const each of args.args) add(each.name, each.annotation);
  for (const each of args.posonly) add(each.name, each.annotation);
  if (args.vararg !== null) add(args.vararg.name, args.vararg.annotation);
  for (const each of args.kwonly) add(each.name, each.annotation);
  if (args.kwarg !== null) add(args.kwarg.name, args.kwarg.annotation);
  add("return", returns);
  if (count > 0) c.emit(OP.BUILD_TUPLE, count, loc);
  return count > 0;
}

/** `compiler_make_closure`: code object number `code` as a function. */
export function makeClosure(c: Compiler, loc: Loc, code: number, flags: number): void {
  const freevars = c.codes[code]?.freevars ?? [];
  for (const name of freevars) {
    const names = c.refType(name) === CELL ? c.unit.cellvars : c.unit.freevars;
    c.emit(LOAD_CLOSURE, names.get(name) as number, loc);
  }
  if (freevars.length > 0) c.emit(OP.BUILD_TUPLE, freevars.length, loc);
  c.loadConst({ t: "code", v: code }, loc);
  c.emit(OP.MAKE_FUNCTION, 0, loc);
  if (freevars.length > 0) c.emit(OP.SET_FUNCTION_ATTRIBUTE, CLOSURE, loc);
  for (const flag of [ANNOTATIONS, KWDEFAULTS, DEFAULTS]) {
    if ((flags & flag) !== 0) c.emit(OP.SET_FUNCTION_ATTRIBUTE, flag, loc);
  }
}

/** `wrap_in_stopiteration_handler`: the end of a generator or coroutine, and the handler around the whole of it. */
export function stopIterationHandler(c: Compiler): void {
  const handler = c.newLabel();
  c.unit.graph.insertFirst(SETUP_CLEANUP, handler, NO_LOCATION);
  c.loadConst(NONE, NO_LOCATION);
  c.emit(OP.RETURN_VALUE, 0, NO_LOCATION);
  c.use(handler);
  c.emit(OP.CALL_INTRINSIC_1, INTRINSIC.STOPITERATION_ERROR, NO_LOCATION);
  c.emit(OP.RERAISE, 1, NO_LOCATION);
}

/** `compiler_lambda` */
export function lambda(c: Compiler, e: ExprOf<"Lambda">): void {
  const { args, body, loc } = e;
  const flags = defaultArguments(c, loc, args);
  c.enter("<lambda>", "lambda", e, loc.line);
  c.unit.consts.add(NONE);
  setArguments(c, args);
  expr(c, body);
  const { isGenerator } = c.unit.scope;
  if (!isGenerator) c.emit(OP.RETURN_VALUE, 0, { line: loc.line, endLine: loc.line, col: 0, endCol: 0 });
  makeClosure(c, loc, c.exit(!isGenerator), flags);
}

/** `compiler_class` */
export function classDef(c: Compiler, s: StmtOf<"ClassDef">): void {
  const { name, decorators, loc, bases, keywords, body } = s;
  exprs(c, decorators);
  const firstLine = decorators[0]?.loc.line ?? loc.line;
  c.enter(name, "class", s, firstLine);
  c.unit.owner = name;
  const first: Loc = { line: firstLine, endLine: firstLine, col: 0, endCol: 0 };
  c.name("__name__", "load", first);
  c.name("__module__", "store", first);
  c.loadConst({ t: "str", v: c.unit.qualname }, first);
  c.name("__qualname__", "store", first);
  classBody(c, first, body);
  if (c.unit.scope.needsClassClosure) {
    c.emit(LOAD_CLOSURE, c.unit.cellvars.get("__class__") as number, NO_LOCATION);
    c.emit(OP.COPY, 1, NO_LOCATION);
    c.name("__classcell__", "store", NO_LOCATION);
  } else c.loadConst(NONE, NO_LOCATION);
  c.emit(OP.RETURN_VALUE, 0, NO_LOCATION);
  const code = c.exit(true);
  c.emit(OP.LOAD_BUILD_CLASS, 0, loc);
  c.emit(OP.PUSH_NULL, 0, loc);
  makeClosure(c, loc, code, 0);
  c.loadConst({ t: "str", v: name }, loc);
  callWith(c, loc, 2, bases, keywords as Keyword[]);
  applyDecorators(c, decorators);
  c.name(name, "store", loc);
}
