/**
 * Displays of tuples, lists, sets and dicts.
 *
 * @module
 */

import { frozenset } from "../literals.ts";
import type { Expr, ExprOf, Loc } from "../syntax/nodes.ts";
import type { Compiler } from "./compiler.ts";
import { expr, STACK_USE_GUIDELINE } from "./expressions.ts";
import { INTRINSIC, OP } from "./opcode_facts.ts";

/** A tuple or a list. */
export function sequence(c: Compiler, e: ExprOf<"List" | "Tuple">): void {
  starUnpack(c, e.loc, e.elts, 0, LIST, e.k === "Tuple");
}

/** A set. */
export function setDisplay(c: Compiler, { elts, loc }: ExprOf<"Set">): void {
  starUnpack(c, loc, elts, 0, SET, false);
}

/** Instructions that build a container and add to it. */
interface Collecting {
  readonly build: number;
  readonly add: number;
  readonly extend: number;
}

/** How lists are collected, and what becomes a tuple. */
export const LIST: Collecting = { build: OP.BUILD_LIST, add: OP.LIST_APPEND, extend: OP.LIST_EXTEND };
const SET: Collecting = { build: OP.BUILD_SET, add: OP.SET_ADD, extend: OP.SET_UPDATE };

/** `starunpack_helper`: items behind `pushed` ones that lie on the stack. */
export function starUnpack(
  c: Compiler,
  loc: Loc,
  elts: readonly Expr[],
  pushed: number,
  { build, add, extend }: Collecting,
  isTuple: boolean,
): void {
  const n = elts.length;
  if (n > 2 && elts.every(({ k }) => k === "Constant")) {
    const v = elts.map((each) => (each as ExprOf<"Constant">).value);
    if (isTuple && pushed === 0) return c.loadConst({ t: "tuple", v }, loc);
    c.emit(build, pushed, loc);
    c.loadConst(add === OP.SET_ADD ? frozenset(v) : { t: "tuple", v }, loc);
    c.emit(extend, 1, loc);
    if (isTuple) c.emit(OP.CALL_INTRINSIC_1, INTRINSIC.LIST_TO_TUPLE, loc);
    return;
  }
  const isBig = n + pushed > STACK_USE_GUIDELINE;
  if (!isBig && !elts.some(({ k }) => k === "Starred")) {
    for (const each of elts) expr(c, each);
    return c.emit(isTuple ? OP.BUILD_TUPLE : build, n + pushed, loc);
  }
  let isBuilt = isBig;
  if (isBig) c.emit(build, pushed, loc);
  elts.forEach((each, i) => {
    if (each.k === "Starred") {
      if (!isBuilt) c.emit(build, i + pushed, loc);
      isBuilt = true;
      expr(c, each.value);
      c.emit(extend, 1, loc);
    } else {
      expr(c, each);
      if (isBuilt) c.emit(add, 1, loc);
    }
  });
  if (isTuple) c.emit(OP.CALL_INTRINSIC_1, INTRINSIC.LIST_TO_TUPLE, loc);
}

/** A dict. */
export function dict(c: Compiler, e: ExprOf<"Dict">): void {
  const { keys, values, loc } = e;
  let exists = false;
  let elements = 0;
  const flush = (end: number): void => {
    part(c, e, end - elements, end);
    if (exists) c.emit(OP.DICT_UPDATE, 1, loc);
    exists = true;
    elements = 0;
  };
  for (let i = 0; i < values.length; i++) {
    if (keys[i] === null) {
      if (elements > 0) flush(i);
      if (!exists) c.emit(OP.BUILD_MAP, 0, loc);
      exists = true;
      expr(c, values[i] as Expr);
      c.emit(OP.DICT_UPDATE, 1, loc);
    } else if (elements * 2 > STACK_USE_GUIDELINE) {
      elements++;
      flush(i + 1);
    } else elements++;
  }
  if (elements > 0) flush(values.length);
  if (!exists) c.emit(OP.BUILD_MAP, 0, loc);
}

/** `compiler_subdict` */
function part(c: Compiler, { keys, values, loc }: ExprOf<"Dict">, begin: number, end: number): void {
  const n = end - begin;
  const isBig = n * 2 > STACK_USE_GUIDELINE;
  const some = keys.slice(begin, end) as Expr[];
  if (n > 1 && !isBig && some.every(({ k }) => k === "Constant")) {
    for (let i = begin; i < end; i++) expr(c, values[i] as Expr);
    c.loadConst({ t: "tuple", v: some.map((key) => (key as ExprOf<"Constant">).value) }, loc);
    return c.emit(OP.BUILD_CONST_KEY_MAP, n, loc);
  }
  if (isBig) c.emit(OP.BUILD_MAP, 0, loc);
  for (let i = begin; i < end; i++) {
    expr(c, keys[i] as Expr);
    expr(c, values[i] as Expr);
    if (isBig) c.emit(OP.MAP_ADD, 1, loc);
  }
  if (!isBig) c.emit(OP.BUILD_MAP, n, loc);
}
