/**
 * Calls, methods, and attributes of `super()`.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import { type Expr, type ExprOf, type Keyword, type Loc, NO_LOCATION } from "../syntax/nodes.ts";
import type { Compiler } from "./compiler.ts";
import { LIST, starUnpack } from "./displays.ts";
import { expr, exprs, STACK_USE_GUIDELINE } from "./expressions.ts";
import { OP } from "./opcode_facts.ts";
import { DEF_IMPORT, FREE, GLOBAL_IMPLICIT } from "./symbols.ts";

/** A call. */
export function call(c: Compiler, e: ExprOf<"Call">): void {
  if (method(c, e)) return;
  expr(c, e.func);
  c.emit(OP.PUSH_NULL, 0, e.func.loc);
  callWith(c, e.loc, 0, e.args, e.keywords);
}

/** Location of an attribute: on the line of its name; `update_start_location_to_match_attr`. */
export function attribute(loc: Loc, e: ExprOf<"Attribute">): Loc {
  const { endLine, endCol } = e.loc;
  if (loc.line === endLine) return loc;
  const { length } = e.attr;
  if (length > endCol) return { line: endLine, endLine: Math.max(endLine, loc.endLine), col: -1, endCol: -1 };
  const col = endCol - length;
  const end = Math.max(endLine, loc.endLine);
  return { line: endLine, endLine: end, col, endCol: end === endLine ? Math.max(col, loc.endCol) : loc.endCol };
}

/** `maybe_optimize_method_call` */
function method(c: Compiler, e: ExprOf<"Call">): boolean {
  const { func, args, keywords } = e;
  if (func.k !== "Attribute") return false;
  const { value } = func;
  if (value.k === "Name" && (c.top.flags(value.id) & DEF_IMPORT) !== 0) return false;
  if (args.length + keywords.length + (keywords.length > 0 ? 1 : 0) >= STACK_USE_GUIDELINE) return false;
  if (args.some(({ k }) => k === "Starred") || keywords.some(({ arg }) => arg === null)) return false;
  const loc = attribute(func.loc, func);
  if (isSuperCall(c, func)) {
    superArguments(c, func.value as ExprOf<"Call">);
    const explicit = (func.value as ExprOf<"Call">).args.length > 0;
    c.emitName(OP.LOAD_SUPER_ATTR, c.unit.names, func.attr, func.loc, 2, explicit ? 3 : 1);
    c.emit(OP.NOP, 0, loc);
  } else {
    expr(c, value);
    c.emitName(OP.LOAD_ATTR, c.unit.names, func.attr, loc, 1, 1);
  }
  exprs(c, args);
  if (keywords.length === 0) c.emit(OP.CALL, args.length, attribute(e.loc, func));
  else {
    for (const each of keywords) expr(c, each.value);
    c.loadConst(keywordNames(keywords), loc);
    c.emit(OP.CALL_KW, args.length + keywords.length, attribute(e.loc, func));
  }
  return true;
}

function keywordNames(keywords: readonly Keyword[]): Literal {
  return { t: "tuple", v: keywords.map(({ arg }): Literal => ({ t: "str", v: arg as string })) };
}

/** `compiler_call_helper`: the arguments and the call, behind `pushed` arguments. */
export function callWith(
  c: Compiler,
  loc: Loc,
  pushed: number,
  args: readonly Expr[],
  keywords: readonly Keyword[],
): void {
  const isPlain = args.length + keywords.length * 2 <= STACK_USE_GUIDELINE && !args.some(({ k }) => k === "Starred") &&
    !keywords.some(({ arg }) => arg === null);
  if (isPlain) {
    exprs(c, args);
    if (keywords.length === 0) return c.emit(OP.CALL, pushed + args.length, loc);
    for (const each of keywords) expr(c, each.value);
    c.loadConst(keywordNames(keywords), loc);
    return c.emit(OP.CALL_KW, pushed + args.length + keywords.length, loc);
  }
  const [only] = args;
  if (pushed === 0 && args.length === 1 && only?.k === "Starred") expr(c, only.value);
  else starUnpack(c, loc, args, pushed, LIST, true);
  if (keywords.length > 0) keywordDict(c, loc, keywords);
  c.emit(OP.CALL_FUNCTION_EX, keywords.length > 0 ? 1 : 0, loc);
}

function keywordDict(c: Compiler, loc: Loc, keywords: readonly Keyword[]): void {
  let exists = false;
  let seen = 0;
  const flush = (end: number): void => {
    keywordPart(c, loc, keywords.slice(end - seen, end));
    if (exists) c.emit(OP.DICT_MERGE, 1, loc);
    exists = true;
    seen = 0;
  };
  keywords.forEach((keyword, i) => {
    if (keyword.arg !== null) {
      seen++;
      return;
    }
    if (seen > 0) flush(i);
    if (!exists) c.emit(OP.BUILD_MAP, 0, loc);
    exists = true;
    expr(c, keyword.value);
    c.emit(OP.DICT_MERGE, 1, loc);
  });
  if (seen > 0) flush(keywords.length);
}

/** `compiler_subkwargs` */
function keywordPart(c: Compiler, loc: Loc, keywords: readonly Keyword[]): void {
  const n = keywords.length;
  const isBig = n * 2 > STACK_USE_GUIDELINE;
  if (n > 1 && !isBig) {
    for (const each of keywords) expr(c, each.value);
    c.loadConst(keywordNames(keywords), loc);
    return c.emit(OP.BUILD_CONST_KEY_MAP, n, loc);
  }
  if (isBig) c.emit(OP.BUILD_MAP, 0, NO_LOCATION);
  for (const { arg, value } of keywords) {
    c.loadConst({ t: "str", v: arg as string }, loc);
    expr(c, value);
    if (isBig) c.emit(OP.MAP_ADD, 1, NO_LOCATION);
  }
  if (!isBig) c.emit(OP.BUILD_MAP, n, loc);
}

/** `can_optimize_super_call` */
function isSuperCall(c: Compiler, { value, attr }: ExprOf<"Attribute">): boolean {
  if (value.k !== "Call" || value.func.k !== "Name" || value.func.id !== "super") return false;
  if (attr === "__class__" || value.keywords.length > 0) return false;
  if (c.unit.scope.scopeOf("super") !== GLOBAL_IMPLICIT || c.top.scopeOf("super") !== 0) return false;
  if (value.args.length === 2) return !value.args.some(({ k }) => k === "Starred");
  if (value.args.length > 0 || c.unit.argcount + c.unit.posonlyargcount === 0) return false;
  return c.refType("__class__") === FREE;
}

/** `load_args_for_super` */
function superArguments(c: Compiler, { func, args, loc }: ExprOf<"Call">): void {
  c.name("super", "load", func.loc);
  if (args.length === 2) return exprs(c, args);
  c.name("__class__", "load", loc);
  const [first] = c.unit.varnames.keys();
  c.name(first as string, "load", loc);
}

/** An attribute of `super()`; false where it is none. */
export function superAttribute(c: Compiler, e: ExprOf<"Attribute">): boolean {
  if (!isSuperCall(c, e)) return false;
  const value = e.value as ExprOf<"Call">;
  superArguments(c, value);
  c.emitName(OP.LOAD_SUPER_ATTR, c.unit.names, e.attr, e.loc, 2, value.args.length > 0 ? 2 : 0);
  c.emit(OP.NOP, 0, attribute(e.loc, e));
  return true;
}
