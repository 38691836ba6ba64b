/**
 * Comprehensions: in place, with their variables as fast locals of the code object around, and generator expressions as code
 * objects of their own.
 *
 * @module
 */

import { type Comprehension, type Expr, type ExprOf, type Loc, NO_LOCATION } from "../syntax/nodes.ts";
import { sourceError } from "../syntax/source_error.ts";
import { type Compiler, NONE } from "./compiler.ts";
import { expr, jumpIf, store } from "./expressions.ts";
import { addYield, awaitTop, delegate } from "./waiting.ts";
import { makeClosure, stopIterationHandler } from "./functions.ts";
import { OP } from "./opcode_facts.ts";
import { JUMP, POP_BLOCK, SETUP_FINALLY, STORE_FAST_MAYBE_NULL } from "./pseudo_ops.ts";
import { CELL, DEF_LOCAL, DEF_NONLOCAL, FREE, type Scope } from "./symbols.ts";
import { addName } from "./unit.ts";

type Node = ExprOf<"Comprehension">;

const BUILD = { list: OP.BUILD_LIST, set: OP.BUILD_SET, dict: OP.BUILD_MAP };
const ADD = { list: OP.LIST_APPEND, set: OP.SET_ADD, dict: OP.MAP_ADD };

/** `compiler_comprehension` */
export function comprehension(c: Compiler, e: Node): void {
  const scope = c.scopes.get(e) as Scope;
  const isAsync = scope.isCoroutine;
  const { type } = c.unit;
  const { loc, what } = e;
  const outermost = e.generators[0] as Comprehension;
  if (isAsync && what !== "generator" && type !== "async function" && type !== "comprehension") {
    throw sourceError(loc, "asynchronous comprehension outside of an asynchronous function");
  }
  if (scope.isInlined && what !== "generator") {
    iterable(c, loc, outermost);
    const restore = isolate(c, loc, scope);
    c.emit(BUILD[what], 0, loc);
    c.emit(OP.SWAP, 2, loc);
    generator(c, e, 0, 0, true);
    return restore();
  }
  const name = what === "generator" ? "<genexpr>" : `<${what}comp>`;
  c.enter(name, "comprehension", e, loc.line);
  if (what !== "generator") c.emit(BUILD[what], 0, loc);
  generator(c, e, 0, 0, false);
  if (what === "generator") stopIterationHandler(c);
  else c.emit(OP.RETURN_VALUE, 0, loc);
  const code = c.exit(true);
  makeClosure(c, loc, code, 0);
  iterable(c, loc, outermost);
  c.emit(OP.CALL, 0, loc);
  if (isAsync && what !== "generator") awaitTop(c, loc, 0);
}

function iterable(c: Compiler, loc: Loc, { iter, isAsync }: Comprehension): void {
  expr(c, iter);
  c.emit(isAsync ? OP.GET_AITER : OP.GET_ITER, 0, loc);
}

/** `push_inlined_comprehension_state`; what is given back restores all of it. */
function isolate(c: Compiler, loc: Loc, entry: Scope): () => void {
  const { unit } = c;
  const { scope } = unit;
  const inClass = scope.type === "class" && unit.inlinedComprehensions === 0;
  unit.inlinedComprehensions++;
  const pushed: string[] = [];
  const hidden: string[] = [];
  const outer: [string, number | undefined][] = [];
  for (const [name, flags] of entry.symbols) {
    if (((flags & DEF_LOCAL) === 0 || (flags & DEF_NONLOCAL) !== 0) && !inClass) continue;
    if (!scope.isFunction() && unit.fastHidden.get(name) !== true) {
      unit.fastHidden.set(name, true);
      hidden.push(name);
    }
    const inside = entry.scopeOf(name);
    const outside = scope.scopeOf(name);
    if (inside !== outside && !(inside === CELL && outside === FREE)) {
      outer.push([name, scope.symbols.get(name)]);
      scope.symbols.set(name, flags);
    }
    c.emitName(OP.LOAD_FAST_AND_CLEAR, unit.varnames, name, loc);
    if (inside === CELL) c.emit(OP.MAKE_CELL, addName(outside === FREE ? unit.freevars : unit.cellvars, name), loc);
    pushed.push(name);
  }
  const cleanup = c.newLabel();
  const end = c.newLabel();
  if (pushed.length > 0) {
    c.emit(OP.SWAP, pushed.length + 1, loc);
    c.jump(SETUP_FINALLY, cleanup, loc);
  }
  const restoreLocals = (): void => {
    c.emit(OP.SWAP, pushed.length + 1, loc);
    for (let i = pushed.length - 1; i >= 0; i--) {
      c.emitName(STORE_FAST_MAYBE_NULL, unit.varnames, pushed[i] as string, loc);
    }
  };
  return () => {
    unit.inlinedComprehensions--;
    // FAITHFUL: what was not known outside before stays known, as a name of no scope.
    for (const [name, flags] of outer) scope.symbols.set(name, flags ?? 0);
    if (pushed.length > 0) {
      c.emit(POP_BLOCK, 0, NO_LOCATION);
      c.jump(JUMP, end, NO_LOCATION);
      c.use(cleanup);
      c.emit(OP.SWAP, 2, NO_LOCATION);
      c.emit(OP.POP_TOP, 0, NO_LOCATION);
      restoreLocals();
      c.emit(OP.RERAISE, 0, NO_LOCATION);
      c.use(end);
      restoreLocals();
    }
    for (const name of hidden) unit.fastHidden.set(name, false);
  };
}

function generator(c: Compiler, e: Node, index: number, depth: number, onStack: boolean): void {
  const { isAsync } = e.generators[index] as Comprehension;
  if (isAsync) asyncGenerator(c, e, index, depth, onStack);
  else syncGenerator(c, e, index, depth, onStack);
}

/** The iterator of the outermost `for` is handed in. */
function argument(c: Compiler, loc: Loc): void {
  c.unit.argcount = 1;
  c.emit(OP.LOAD_FAST, 0, loc);
}

/** `for x in [e]` assigns once, without a loop; its expression, or null. */
function onlyItem(iter: Expr): Expr | null {
  if (iter.k !== "List" && iter.k !== "Tuple") return null;
  const [only] = iter.elts;
  return iter.elts.length === 1 && only !== undefined && only.k !== "Starred" ? only : null;
}

/** `compiler_sync_comprehension_generator` */
function syncGenerator(c: Compiler, e: Node, index: number, given: number, onStack: boolean): void {
  const { loc } = e;
  const { target, iter, ifs } = e.generators[index] as Comprehension;
  const start = c.newLabel();
  const cleanup = c.newLabel();
  const anchor = c.newLabel();
  let depth = given;
  let loops = true;
  if (!onStack) {
    const only = onlyItem(iter);
    if (index === 0) argument(c, loc);
    else if (only !== null) {
      expr(c, only);
      loops = false;
    } else {
      expr(c, iter);
      c.emit(OP.GET_ITER, 0, loc);
    }
  }
  if (loops) {
    depth++;
    c.use(start);
    c.jump(OP.FOR_ITER, anchor, loc);
  }
  store(c, target);
  for (const each of ifs) jumpIf(c, loc, each, cleanup, false);
  const end = inner(c, e, index + 1, depth);
  c.use(cleanup);
  if (!loops) return;
  c.jump(JUMP, start, end);
  c.use(anchor);
  c.emit(OP.END_FOR, 0, NO_LOCATION);
}

/** The `for` within, or the value; gives where the value stands. */
function inner(c: Compiler, e: Node, index: number, depth: number): Loc {
  if (index < e.generators.length) {
    generator(c, e, index, depth, false);
    return e.elt.loc;
  }
  expr(c, e.elt);
  let { loc } = e.elt;
  if (e.what === "generator") {
    addYield(c, loc);
    c.emit(OP.POP_TOP, 0, loc);
    return loc;
  }
  if (e.value !== null) {
    expr(c, e.value);
    loc = { line: loc.line, endLine: e.value.loc.endLine, col: loc.col, endCol: e.value.loc.endCol };
  }
  c.emit(ADD[e.what], depth + 1, loc);
  return loc;
}

/** `compiler_async_comprehension_generator` */
function asyncGenerator(c: Compiler, e: Node, index: number, depth: number, onStack: boolean): void {
  const { loc } = e;
  const { target, iter, ifs } = e.generators[index] as Comprehension;
  const start = c.newLabel();
  const except = c.newLabel();
  const cleanup = c.newLabel();
  if (!onStack) {
    if (index === 0) argument(c, loc);
    else {
      expr(c, iter);
      c.emit(OP.GET_AITER, 0, loc);
    }
  }
  c.use(start);
  c.push({ k: "async comprehension" }, loc);
  c.jump(SETUP_FINALLY, except, loc);
  c.emit(OP.GET_ANEXT, 0, loc);
  c.loadConst(NONE, loc);
  delegate(c, loc, true);
  c.emit(POP_BLOCK, 0, loc);
  store(c, target);
  for (const each of ifs) jumpIf(c, loc, each, cleanup, false);
  const end = inner(c, e, index + 1, depth + 1);
  c.use(cleanup);
  c.jump(JUMP, start, end);
  c.pop();
  c.use(except);
  c.emit(OP.END_ASYNC_FOR, 0, loc);
}
