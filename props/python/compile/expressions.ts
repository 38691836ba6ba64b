/**
 * Expressions: each leaves its value on top; `compiler_visit_expr1`.
 *
 * @module
 */

import { assertNever } from "../../../src/isa/errors.ts";
import {
  COMPARE_OPERATORS,
  type CompareOperator,
  type Expr,
  type ExprOf,
  type Loc,
  NO_LOCATION,
} from "../syntax/nodes.ts";
import { sourceError } from "../syntax/source_error.ts";
import { attribute, call, superAttribute } from "./calls.ts";
import { comprehension } from "./comprehensions.ts";
import { type Compiler, NONE } from "./compiler.ts";
import { dict, sequence, setDisplay } from "./displays.ts";
import { lambda } from "./functions.ts";
import { INTRINSIC, OP } from "./opcode_facts.ts";
import { JUMP } from "./pseudo_ops.ts";
import { addYield, awaitTop, delegate } from "./waiting.ts";

/** By how much the oparg of BINARY_OP is higher in its in-place form. */
export const IN_PLACE = 13;
/** Opargs of COMPARE_OP. */
const COMPARE_ARGS = [2, 42, 72, 103, 132, 172];
/** Most values that lie on the stack before they are collected, `STACK_USE_GUIDELINE`. */
export const STACK_USE_GUIDELINE = 30;

/** Values one after the other. */
export function exprs(c: Compiler, list: readonly Expr[]): void {
  for (const each of list) expr(c, each);
}

/** The value of an expression on top. */
export function expr(c: Compiler, e: Expr): void {
  const { loc } = e;
  switch (e.k) {
    case "Constant":
      return c.loadConst(e.value, loc);
    case "Name":
      return c.name(e.id, "load", loc);
    case "NamedExpr":
      expr(c, e.value);
      c.emit(OP.COPY, 1, loc);
      return store(c, e.target);
    case "BoolOp":
      return boolOp(c, e);
    case "BinOp":
      expr(c, e.left);
      expr(c, e.right);
      return c.emit(OP.BINARY_OP, e.op, loc);
    case "UnaryOp":
      return unaryOp(c, e);
    case "Lambda":
      return lambda(c, e);
    case "IfExp":
      return ifExp(c, e);
    case "Dict":
      return dict(c, e);
    case "Set":
      return setDisplay(c, e);
    case "List":
    case "Tuple":
      return sequence(c, e);
    case "Comprehension":
      return comprehension(c, e);
    case "Yield":
      if (!c.unit.scope.isFunction()) throw sourceError(loc, "'yield' outside function");
      if (e.value === null) c.loadConst(NONE, loc);
      else expr(c, e.value);
      return addYield(c, loc);
    case "YieldFrom":
      if (!c.unit.scope.isFunction()) throw sourceError(loc, "'yield' outside function");
      if (c.unit.type === "async function") throw sourceError(loc, "'yield from' inside async function");
      expr(c, e.value);
      c.emit(OP.GET_YIELD_FROM_ITER, 0, loc);
      c.loadConst(NONE, loc);
      return delegate(c, loc, false);
    case "Await":
      if (!c.unit.scope.isFunction()) throw sourceError(loc, "'await' outside function");
      if (c.unit.type !== "async function" && c.unit.type !== "comprehension") {
        throw sourceError(loc, "'await' outside async function");
      }
      expr(c, e.value);
      return awaitTop(c, loc, 0);
    case "Compare":
      return compare(c, e);
    case "Call":
      return call(c, e);
    case "JoinedStr":
      return joinedStr(c, e);
    case "FormattedValue":
      return formattedValue(c, e);
    case "Attribute":
      return loadAttribute(c, e);
    case "Subscript":
      return subscript(c, e, "load");
    case "Starred":
      throw sourceError(loc, "can't use starred expression here");
    case "Slice":
      return c.emit(OP.BUILD_SLICE, slice(c, e), loc);
    default:
      return assertNever(e);
  }
}

/** Takes the value on top. */
export function store(c: Compiler, e: Expr): void {
  switch (e.k) {
    case "Name":
      return c.name(e.id, "store", e.loc);
    case "Attribute": {
      expr(c, e.value);
      return c.emitName(OP.STORE_ATTR, c.unit.names, e.attr, attribute(e.loc, e));
    }
    case "Subscript":
      return subscript(c, e, "store");
    case "List":
    case "Tuple":
      return unpack(c, e);
    default:
      throw sourceError(e.loc, "starred assignment target must be in a list or tuple");
  }
}

/** Deletes what a target names. */
export function del(c: Compiler, e: Expr): void {
  switch (e.k) {
    case "Name":
      return c.name(e.id, "delete", e.loc);
    case "Attribute":
      expr(c, e.value);
      return c.emitName(OP.DELETE_ATTR, c.unit.names, e.attr, attribute(e.loc, e));
    case "Subscript":
      return subscript(c, e, "delete");
    case "List":
    case "Tuple":
      for (const each of e.elts) del(c, each);
      return;
    default:
      throw sourceError(e.loc, "cannot delete this");
  }
}

function loadAttribute(c: Compiler, e: ExprOf<"Attribute">): void {
  if (superAttribute(c, e)) return;
  expr(c, e.value);
  c.emitName(OP.LOAD_ATTR, c.unit.names, e.attr, attribute(e.loc, e), 1);
}

/** `assignment_helper` */
function unpack(c: Compiler, { elts, loc }: ExprOf<"List" | "Tuple">): void {
  const star = elts.findIndex(({ k }) => k === "Starred");
  if (star < 0) c.emit(OP.UNPACK_SEQUENCE, elts.length, loc);
  else {
    if (elts.some(({ k }, i) => i > star && k === "Starred")) {
      throw sourceError(loc, "multiple starred expressions in assignment");
    }
    if (star >= 256) throw sourceError(loc, "too many expressions in star-unpacking assignment");
    c.emit(OP.UNPACK_EX, star + ((elts.length - star - 1) << 8), loc);
  }
  for (const each of elts) store(c, each.k === "Starred" ? each.value : each);
}

function unaryOp(c: Compiler, { op, operand, loc }: ExprOf<"UnaryOp">): void {
  expr(c, operand);
  switch (op) {
    case "+":
      return c.emit(OP.CALL_INTRINSIC_1, INTRINSIC.UNARY_POSITIVE, loc);
    case "not":
      c.emit(OP.TO_BOOL, 0, loc);
      return c.emit(OP.UNARY_NOT, 0, loc);
    case "-":
      return c.emit(OP.UNARY_NEGATIVE, 0, loc);
    case "~":
      return c.emit(OP.UNARY_INVERT, 0, loc);
    default:
      return assertNever(op);
  }
}

function boolOp(c: Compiler, { op, values, loc }: ExprOf<"BoolOp">): void {
  const end = c.newLabel();
  const jump = op === "and" ? OP.POP_JUMP_IF_FALSE : OP.POP_JUMP_IF_TRUE;
  values.forEach((value, i) => {
    expr(c, value);
    if (i === values.length - 1) return;
    c.emit(OP.COPY, 1, loc);
    c.emit(OP.TO_BOOL, 0, loc);
    c.jump(jump, end, loc);
    c.emit(OP.POP_TOP, 0, loc);
  });
  c.use(end);
}

function ifExp(c: Compiler, { test, body, orelse, loc }: ExprOf<"IfExp">): void {
  const end = c.newLabel();
  const next = c.newLabel();
  jumpIf(c, loc, test, next, false);
  expr(c, body);
  c.jump(JUMP, end, NO_LOCATION);
  c.use(next);
  expr(c, orelse);
  c.use(end);
}

/** `compiler_addcompare` */
export function addCompare(c: Compiler, op: CompareOperator, loc: Loc): void {
  switch (op) {
    case "is":
      return c.emit(OP.IS_OP, 0, loc);
    case "is not":
      return c.emit(OP.IS_OP, 1, loc);
    case "in":
      return c.emit(OP.CONTAINS_OP, 0, loc);
    case "not in":
      return c.emit(OP.CONTAINS_OP, 1, loc);
    default:
      return c.emit(OP.COMPARE_OP, COMPARE_ARGS[COMPARE_OPERATORS.indexOf(op)] as number, loc);
  }
}

function compare(c: Compiler, { left, ops, comparators, loc }: ExprOf<"Compare">): void {
  expr(c, left);
  const n = ops.length - 1;
  if (n === 0) {
    expr(c, comparators[0] as Expr);
    return addCompare(c, ops[0] as CompareOperator, loc);
  }
  const cleanup = c.newLabel();
  for (let i = 0; i < n; i++) {
    expr(c, comparators[i] as Expr);
    c.emit(OP.SWAP, 2, loc);
    c.emit(OP.COPY, 2, loc);
    addCompare(c, ops[i] as CompareOperator, loc);
    c.emit(OP.COPY, 1, loc);
    c.emit(OP.TO_BOOL, 0, loc);
    c.jump(OP.POP_JUMP_IF_FALSE, cleanup, loc);
    c.emit(OP.POP_TOP, 0, loc);
  }
  expr(c, comparators[n] as Expr);
  addCompare(c, ops[n] as CompareOperator, loc);
  const end = c.newLabel();
  c.jump(JUMP, end, NO_LOCATION);
  c.use(cleanup);
  c.emit(OP.SWAP, 2, loc);
  c.emit(OP.POP_TOP, 0, loc);
  c.use(end);
}

/** Jumps if an expression is true, or if it is false; `compiler_jump_if`. */
export function jumpIf(c: Compiler, loc: Loc, e: Expr, next: number, when: boolean): void {
  switch (e.k) {
    case "UnaryOp":
      if (e.op === "not") return jumpIf(c, loc, e.operand, next, !when);
      break;
    case "BoolOp": {
      const stops = e.op === "or";
      const other = stops === when ? next : c.newLabel();
      e.values.forEach((value, i) => {
        if (i < e.values.length - 1) jumpIf(c, loc, value, other, stops);
        else jumpIf(c, loc, value, next, when);
      });
      if (other !== next) c.use(other);
      return;
    }
    case "IfExp": {
      const end = c.newLabel();
      const other = c.newLabel();
      jumpIf(c, loc, e.test, other, false);
      jumpIf(c, loc, e.body, next, when);
      c.jump(JUMP, end, NO_LOCATION);
      c.use(other);
      jumpIf(c, loc, e.orelse, next, when);
      return c.use(end);
    }
    case "Compare":
      if (e.ops.length > 1) return jumpIfChain(c, e, next, when);
      break;
  }
  expr(c, e);
  c.emit(OP.TO_BOOL, 0, e.loc);
  c.jump(when ? OP.POP_JUMP_IF_TRUE : OP.POP_JUMP_IF_FALSE, next, e.loc);
}

function jumpIfChain(c: Compiler, e: ExprOf<"Compare">, next: number, when: boolean): void {
  const { left, ops, comparators, loc } = e;
  const n = ops.length - 1;
  const cleanup = c.newLabel();
  expr(c, left);
  for (let i = 0; i < n; i++) {
    expr(c, comparators[i] as Expr);
    c.emit(OP.SWAP, 2, loc);
    c.emit(OP.COPY, 2, loc);
    addCompare(c, ops[i] as CompareOperator, loc);
    c.emit(OP.TO_BOOL, 0, loc);
    c.jump(OP.POP_JUMP_IF_FALSE, cleanup, loc);
  }
  expr(c, comparators[n] as Expr);
  addCompare(c, ops[n] as CompareOperator, loc);
  c.emit(OP.TO_BOOL, 0, loc);
  c.jump(when ? OP.POP_JUMP_IF_TRUE : OP.POP_JUMP_IF_FALSE, next, loc);
  const end = c.newLabel();
  c.jump(JUMP, end, NO_LOCATION);
  c.use(cleanup);
  c.emit(OP.POP_TOP, 0, loc);
  if (!when) c.jump(JUMP, next, NO_LOCATION);
  c.use(end);
}

function joinedStr(c: Compiler, { values, loc }: ExprOf<"JoinedStr">): void {
  if (values.length > STACK_USE_GUIDELINE) {
    c.loadConst({ t: "str", v: "" }, loc);
    c.emitName(OP.LOAD_ATTR, c.unit.names, "join", loc, 1, 1);
    c.emit(OP.BUILD_LIST, 0, loc);
    for (const value of values) {
      expr(c, value);
      c.emit(OP.LIST_APPEND, 1, loc);
    }
    return c.emit(OP.CALL, 1, loc);
  }
  exprs(c, values);
  if (values.length !== 1) c.emit(OP.BUILD_STRING, values.length, loc);
}

function formattedValue(c: Compiler, { value, conversion, spec, loc }: ExprOf<"FormattedValue">): void {
  expr(c, value);
  if (conversion !== 0) c.emit(OP.CONVERT_VALUE, conversion, loc);
  if (spec === null) return c.emit(OP.FORMAT_SIMPLE, 0, loc);
  expr(c, spec);
  c.emit(OP.FORMAT_WITH_SPEC, 0, loc);
}

/** Whether a subscript is `a:b`. */
export function isTwoElementSlice(e: Expr): e is ExprOf<"Slice"> {
  return e.k === "Slice" && e.step === null;
}

/** `compiler_slice`: two or three values; how many. */
export function slice(c: Compiler, { lower, upper, step, loc }: ExprOf<"Slice">): number {
  if (lower === null) c.loadConst(NONE, loc);
  else expr(c, lower);
  if (upper === null) c.loadConst(NONE, loc);
  else expr(c, upper);
  if (step === null) return 2;
  expr(c, step);
  return 3;
}

function subscript(
  c: Compiler,
  { value, slice: index, loc }: ExprOf<"Subscript">,
  use: "load" | "store" | "delete",
): void {
  expr(c, value);
  if (use !== "delete" && isTwoElementSlice(index)) {
    slice(c, index);
    return c.emit(use === "load" ? OP.BINARY_SLICE : OP.STORE_SLICE, 0, loc);
  }
  expr(c, index);
  c.emit(use === "load" ? OP.BINARY_SUBSCR : use === "store" ? OP.STORE_SUBSCR : OP.DELETE_SUBSCR, 0, loc);
}
