/**
 * Walks over Drafts: what they use, how large they are.
 *
 * @module
 */

import type { Block, Draft, Expr, FunctionDraft, IslandOp, Iterable, Pattern, Stmt, Target } from "./draft.ts";
import type { ClassDraft } from "./classes.ts";

/** What a walk calls; all of it is optional. */
export interface Visitor {
  expr?(e: Expr): void;
  stmt?(s: Stmt): void;
  target?(t: Target): void;
  pattern?(p: Pattern): void;
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
    case "super":
    case "display":
    case "fstring":
      for (const item of e.args) walkExpr(item, visitor);
      return;
    case "invoke":
      for (const item of e.args) walkExpr(item, visitor);
      if (e.star !== null) walkExpr(e.star, visitor);
      if (e.starstar !== null) walkExpr(e.starstar, visitor);
      return;
    case "attr":
      return walkExpr(e.o, visitor);
    case "yield":
    case "yieldFrom":
    case "await":
      return walkExpr(e.e, visitor);
    case "comp":
      walkIterable(e.over, visitor);
      if (e.c !== null) walkExpr(e.c, visitor);
      if (e.what === "dict") walkExpr(e.key, visitor);
      walkExpr(e.e, visitor);
  }
}

function walkTarget(t: Target, visitor: Visitor): void {
  visitor.target?.(t);
  switch (t.k) {
    case "item":
      walkExpr(t.o, visitor);
      return walkExpr(t.i, visitor);
    case "attr":
      return walkExpr(t.o, visitor);
    case "slice":
      walkExpr(t.o, visitor);
      walkExpr(t.a, visitor);
      walkExpr(t.b, visitor);
  }
}

function walkIterable(over: Iterable, visitor: Visitor): void {
  if (over.k === "expr" || over.k === "async") walkExpr(over.e, visitor);
}

function walkPattern(p: Pattern, visitor: Visitor): void {
  visitor.pattern?.(p);
  switch (p.k) {
    case "sequence":
      for (const item of p.items) walkPattern(item, visitor);
      return;
    case "mapping":
      return walkPattern(p.value, visitor);
    case "class":
      return walkPattern(p.p, visitor);
    case "builtin":
      if (p.p !== null) walkPattern(p.p, visitor);
  }
}

function walkIsland(ops: readonly IslandOp[], visitor: Visitor): void {
  for (const op of ops) {
    if (op.k === "push") walkExpr(op.e, visitor);
    else if (op.k === "skip") walkIsland(op.body, visitor);
    else if (op.k === "event") visitor.stmt?.(op.s);
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
    case "with":
      walkExpr(s.e, visitor);
      return walkBlock(s.body, visitor);
    case "match":
      walkExpr(s.e, visitor);
      for (const { p, guard, body } of s.cases) {
        walkPattern(p, visitor);
        if (guard !== null) walkExpr(guard, visitor);
        walkBlock(body, visitor);
      }
      return;
    case "throw":
      walkExpr(s.e, visitor);
      if (s.cause !== null) walkExpr(s.cause, visitor);
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
  /** Classes named, as a bit mask. */
  readonly classes: number;
  /** Whether `super()` occurs, which needs the class that the function was written in. */
  readonly usesSuper: boolean;
}

const usesOf = new WeakMap<FunctionDraft, FunctionUses>();

/** Counters, free variables, functions and classes that a function uses; remembered, as Drafts share functions. */
export function functionUses(f: FunctionDraft): FunctionUses {
  const known = usesOf.get(f);
  if (known !== undefined) return known;
  uses.counters =
    uses.free =
    uses.functions =
    uses.made =
    uses.classes =
      0;
  uses.usesSuper = false;
  walkFunction(f, usesVisitor);
  const found = { ...uses };
  usesOf.set(f, found);
  return found;
}

/** What the walk at hand has found; one for all, as walks do not nest. */
const uses = { counters: 0, free: 0, functions: 0, made: 0, classes: 0, usesSuper: false };

const usesVisitor: Visitor = {
  expr(e) {
    switch (e.k) {
      case "free":
        uses.free |= 1 << e.i;
        return;
      case "counter":
        uses.counters = Math.max(uses.counters, e.i + 1);
        return;
      case "call":
      case "invoke":
        if (e.f.k === "function") uses.functions |= 1 << e.f.f;
        else if (e.f.k === "class") uses.classes |= 1 << e.f.c;
        return;
      case "ref":
        if (e.what === "function") uses.functions |= 1 << e.i;
        else if (e.what === "class") uses.classes |= 1 << e.i;
        return;
      case "make":
        uses.made |= 1 << e.f;
        return;
      case "super":
        uses.usesSuper = true;
    }
  },
  target(t) {
    if (t.k === "free") uses.free |= 1 << t.i;
  },
  stmt(s) {
    switch (s.k) {
      case "while":
        uses.counters = Math.max(uses.counters, s.counter + 1);
        return;
      case "reversion":
        uses.functions |= 1 << s.f;
        return;
      case "rebind":
        uses.functions |= (1 << s.f) | (1 << s.g);
        return;
      case "event":
        if (s.host === "host_invalidate" || s.host === "host_monitor") uses.functions |= 1 << s.f;
        return;
      case "def":
        uses.made |= 1 << s.f;
    }
  },
  pattern(p) {
    if (p.k === "class") uses.classes |= 1 << p.c;
  },
};

/** Functions and classes as bit masks. */
export interface Reach {
  readonly functions: number;
  readonly classes: number;
}

/** Functions and classes that can run or be named: the entry and all that it reaches. */
export function reach(draft: Draft): Reach {
  const classDrafts = draft.classes;
  let functions = 0;
  let classes = 0;
  let work = 1;
  let classWork = 0;
  while ((work | classWork) !== 0) {
    if (work !== 0) {
      const f = 31 - Math.clz32(work);
      work &= ~(1 << f);
      functions |= 1 << f;
      const fn = draft.functions[f];
      if (fn === undefined) continue;
      const used = functionUses(fn);
      work |= (used.functions | used.made) & ~functions;
      classWork |= used.classes & ~classes;
      continue;
    }
    const c = 31 - Math.clz32(classWork);
    classWork &= ~(1 << c);
    classes |= 1 << c;
    const one = classDrafts?.[c];
    if (one === undefined) continue;
    if (one.base !== null) classWork |= (1 << one.base) & ~classes;
    if (one.meta !== null) classWork |= (1 << one.meta) & ~classes;
    for (const { f } of one.members) work |= (1 << f) & ~functions;
  }
  return { functions, classes };
}

/** Functions that can run or be named, as a bit mask. */
export function reachableFunctions(draft: Draft): number {
  return reach(draft).functions;
}

/** The class that holds each function of a Draft, -1 for none; the same array every time where there are no classes. */
export function owners(draft: Draft): Int8Array {
  const { classes } = draft;
  if (classes === undefined || classes.length === 0) return NO_OWNERS;
  const found = new Int8Array(draft.functions.length).fill(-1);
  classes.forEach(({ members }: ClassDraft, c) => {
    for (const { f } of members) if (found[f] === -1) found[f] = c;
  });
  return found;
}

const NO_OWNERS = new Int8Array(32).fill(-1);

/** Locals of a function that the inner functions it makes use, as a bit mask: its cells. */
export function capturedLocals(draft: Draft, f: number): number {
  let captured = 0;
  for (let { made } = functionUses(draft.functions[f] as FunctionDraft); made !== 0; made &= made - 1) {
    captured |= functionUses(draft.functions[31 - Math.clz32(made & -made)] as FunctionDraft).free;
  }
  return captured;
}
