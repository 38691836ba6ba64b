/**
 * Walks over Drafts, by the tables of shapes.
 *
 * @module
 */

import type { FunctionDraft } from "./draft.ts";
import type { Expr, Iterable, Target } from "./expression.ts";
import type { Block, Case, Handler, IslandOp, Pattern, Stmt } from "./statement.ts";
import {
  CASE_PARTS,
  ENTRY_PARTS,
  EXPR_PARTS,
  HANDLER_PARTS,
  ISLAND_PARTS,
  ITERABLE_PARTS,
  type LoopEntry,
  mapKinds,
  type Part,
  partOf,
  type PartSort,
  PATTERN_PARTS,
  STMT_PARTS,
  TARGET_PARTS,
} from "./shape.ts";

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
  // Half of all expressions, and nothing in them.
  const { k } = e;
  if (k !== "local" && k !== "const") walkParts(e, EXPRS[k], visitor);
}

/** Visits the statements of a block, outermost first, in order. */
export function walkBlock(block: Block, visitor: Visitor): void {
  for (const s of block) walkStmt(s, visitor);
}

/** Visits a function's body and what it returns when its recursion ends. */
export function walkFunction(f: FunctionDraft, visitor: Visitor): void {
  if (f.recursive !== null) walkExpr(f.recursive, visitor);
  walkBlock(f.body, visitor);
}

function walkStmt(s: Stmt, visitor: Visitor): void {
  visitor.stmt?.(s);
  walkParts(s, STMTS[s.k], visitor);
}

function walkTarget(t: Target, visitor: Visitor): void {
  visitor.target?.(t);
  const { k } = t;
  if (k !== "local") walkParts(t, TARGETS[k], visitor);
}

function walkPattern(p: Pattern, visitor: Visitor): void {
  visitor.pattern?.(p);
  walkParts(p, PATTERNS[p.k], visitor);
}

type Walk = (part: never, visitor: Visitor, node: object) => void;

/** How each sort of part is walked; null: it holds no nodes. */
const WALKS: { readonly [S in PartSort]: Walk | null } = {
  expr: walkExpr,
  dictKey(e: Expr, visitor, node) {
    if (partOf(node, "what") === "dict") walkExpr(e, visitor);
  },
  maybeExpr(e: Expr | null, visitor) {
    if (e !== null) walkExpr(e, visitor);
  },
  exprs(list: readonly Expr[], visitor) {
    for (let i = 0; i < list.length; i++) walkExpr(list[i] as Expr, visitor);
  },
  callee: null,
  target: walkTarget,
  targets(list: readonly Target[], visitor) {
    for (const t of list) walkTarget(t, visitor);
  },
  iterable(over: Iterable, visitor) {
    walkParts(over, ITERABLES[over.k], visitor);
  },
  block: walkBlock,
  statement: walkStmt,
  event: walkStmt,
  handlers(list: readonly Handler[], visitor) {
    for (const handler of list) walkParts(handler, HANDLER, visitor);
  },
  cases(list: readonly Case[], visitor) {
    for (const each of list) walkParts(each, CASE, visitor);
  },
  pattern: walkPattern,
  maybePattern(p: Pattern | null, visitor) {
    if (p !== null) walkPattern(p, visitor);
  },
  patterns(list: readonly Pattern[], visitor) {
    for (const p of list) walkPattern(p, visitor);
  },
  island(ops: readonly IslandOp[], visitor) {
    for (const op of ops) walkParts(op, ISLANDS[op.k], visitor);
  },
  entry(entry: LoopEntry | null, visitor) {
    if (entry !== null) walkParts(entry, ENTRY, visitor);
  },
  twists: null,
};

/** One part of a kind of node, with how it is walked. */
interface WalkedPart {
  readonly field: string;
  readonly walk: Walk;
}

function walked(parts: readonly Part[]): readonly WalkedPart[] {
  return parts.flatMap(({ field, sort }) => {
    const walk = WALKS[sort];
    return walk === null ? [] : [{ field, walk }];
  });
}

const EXPRS = mapKinds(EXPR_PARTS, walked);
const STMTS = mapKinds(STMT_PARTS, walked);
const TARGETS = mapKinds(TARGET_PARTS, walked);
const ITERABLES = mapKinds(ITERABLE_PARTS, walked);
const PATTERNS = mapKinds(PATTERN_PARTS, walked);
const ISLANDS = mapKinds(ISLAND_PARTS, walked);
const HANDLER = walked(HANDLER_PARTS);
const CASE = walked(CASE_PARTS);
const ENTRY = walked(ENTRY_PARTS);

function walkParts(node: object, parts: readonly WalkedPart[], visitor: Visitor): void {
  for (let i = 0; i < parts.length; i++) {
    const { field, walk } = parts[i] as WalkedPart;
    walk(partOf(node, field) as never, visitor, node);
  }
}
