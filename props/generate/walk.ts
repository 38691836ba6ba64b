/**
 * Walks over Drafts: what they use, how large they are.
 *
 * @module
 */

import type { Block, Draft, Expr, FunctionDraft, IslandOp, Iterable, Stmt, Target } from "./draft.ts";

/** What a walk calls; all of it is optional. */
export interface Visitor {
  expr?(e: Expr): void;
  stmt?(s: Stmt): void;
  target?(t: Target): void;
}

/** Visits an expression and what it consists of, outermost first. */
export function walkExpr(e: Expr, visitor: Visitor): void {
  visitor.expr?.(e);
  switch (e.k) {
    case "binary":
    case "compare":
    case "is":
    case "in":
    case "logic":
      walkExpr(e.l, visitor);
      walkExpr(e.r, visitor);
      return;
    case "unary":
      return walkExpr(e.e, visitor);
    case "choose":
      walkExpr(e.c, visitor);
      walkExpr(e.a, visitor);
      walkExpr(e.b, visitor);
      return;
    case "subscript":
      walkExpr(e.o, visitor);
      walkExpr(e.i, visitor);
      return;
    case "slice":
      walkExpr(e.o, visitor);
      walkExpr(e.a, visitor);
      walkExpr(e.b, visitor);
      return;
    case "build":
      for (const item of e.items) walkExpr(item, visitor);
      return;
    case "method":
      walkExpr(e.o, visitor);
      for (const item of e.args) walkExpr(item, visitor);
      return;
    case "call":
      for (const item of e.args) walkExpr(item, visitor);
  }
}

function walkTarget(t: Target, visitor: Visitor): void {
  visitor.target?.(t);
  if (t.k !== "item") return;
  walkExpr(t.o, visitor);
  walkExpr(t.i, visitor);
}

function walkIterable(over: Iterable, visitor: Visitor): void {
  if (over.k === "expr") walkExpr(over.e, visitor);
}

function walkIsland(ops: readonly IslandOp[], visitor: Visitor): void {
  for (const op of ops) {
    if (op.k === "push") walkExpr(op.e, visitor);
    else if (op.k === "skip") walkIsland(op.body, visitor);
  }
}

/** Visits the statements of a block, outermost first, in order. */
export function walkBlock(block: Block, visitor: Visitor): void {
  for (const s of block) walkStmt(s, visitor);
}

function walkStmt(s: Stmt, visitor: Visitor): void {
  visitor.stmt?.(s);
  switch (s.k) {
    case "assign":
    case "augment":
      walkExpr(s.e, visitor);
      return walkTarget(s.t, visitor);
    case "unpack":
      walkExpr(s.e, visitor);
      for (const t of s.ts) walkTarget(t, visitor);
      return;
    case "expr":
    case "return":
    case "emit":
      return walkExpr(s.e, visitor);
    case "del":
      return walkTarget(s.t, visitor);
    case "if":
      walkExpr(s.c, visitor);
      walkBlock(s.then, visitor);
      return walkBlock(s.orelse, visitor);
    case "for":
      walkIterable(s.over, visitor);
      walkBlock(s.body, visitor);
      return walkBlock(s.orelse, visitor);
    case "while":
      if (s.c !== null) walkExpr(s.c, visitor);
      if (s.entry !== null) walkExpr(s.entry.c, visitor);
      walkBlock(s.body, visitor);
      return walkBlock(s.orelse, visitor);
    case "try":
      walkBlock(s.body, visitor);
      for (const handler of s.handlers) walkBlock(handler.body, visitor);
      walkBlock(s.orelse, visitor);
      return walkBlock(s.final, visitor);
    case "raise":
      if (s.arg !== null) walkExpr(s.arg, visitor);
      return;
    case "assert":
      walkExpr(s.c, visitor);
      if (s.message !== null) walkExpr(s.message, visitor);
      return;
    case "island":
      return walkIsland(s.ops, visitor);
    case "twisted":
      return walkStmt(s.s, visitor);
  }
}

/** Visits a function's body and what it returns when its recursion ends. */
export function walkFunction(f: FunctionDraft, visitor: Visitor): void {
  if (f.recursive !== null) walkExpr(f.recursive, visitor);
  walkBlock(f.body, visitor);
}

/** What lowering has to know of a function before it starts. */
export interface FunctionUses {
  /** Number of `while` counters. */
  readonly counters: number;
  /** Locals of the parent that this function uses, as a bit mask. */
  readonly free: number;
  /** Top-level functions named, as a bit mask. */
  readonly functions: number;
  /** Inner functions made, as a bit mask. */
  readonly made: number;
}

const usesOf = new WeakMap<FunctionDraft, FunctionUses>();

/** Counters, free variables and functions that a function uses; remembered, as Drafts share functions. */
export function functionUses(f: FunctionDraft): FunctionUses {
  const known = usesOf.get(f);
  if (known !== undefined) return known;
  let counters = 0;
  let free = 0;
  let functions = 0;
  let made = 0;
  walkFunction(f, {
    expr(e) {
      if (e.k === "free") free |= 1 << e.i;
      else if (e.k === "counter") counters = Math.max(counters, e.i + 1);
      else if (e.k === "call" && e.f.k === "function") functions |= 1 << e.f.f;
    },
    target(t) {
      if (t.k === "free") free |= 1 << t.i;
    },
    stmt(s) {
      if (s.k === "while") counters = Math.max(counters, s.counter + 1);
      else if (s.k === "reversion") functions |= 1 << s.f;
      else if (s.k === "event" && s.host === "host_invalidate") functions |= 1 << s.f;
      else if (s.k === "def") made |= 1 << s.f;
    },
  });
  const uses = { counters, free, functions, made };
  usesOf.set(f, uses);
  return uses;
}

/** Functions that can run or be named, as a bit mask: the entry and all that it reaches. */
export function reachableFunctions(draft: Draft): number {
  let reached = 0;
  let work = 1;
  while (work !== 0) {
    const f = 31 - Math.clz32(work);
    work &= ~(1 << f);
    reached |= 1 << f;
    const fn = draft.functions[f];
    if (fn === undefined) continue;
    const uses = functionUses(fn);
    work |= (uses.functions | uses.made) & ~reached;
  }
  return reached;
}

/** Locals of a function that the inner functions it makes use, as a bit mask: its cells. */
export function capturedLocals(draft: Draft, f: number): number {
  let captured = 0;
  for (let { made } = functionUses(draft.functions[f] as FunctionDraft); made !== 0; made &= made - 1) {
    captured |= functionUses(draft.functions[31 - Math.clz32(made & -made)] as FunctionDraft).free;
  }
  return captured;
}
