/**
 * Rewriting: the same change everywhere in a block, by the tables of shapes. What stays the same is shared, not copied.
 *
 * @module
 */

import { assertNever } from "../../../src/isa/errors.ts";
import type { Block, Callee, Case, Expr, Handler, IslandOp, Iterable, Pattern, Stmt, Target } from "../draft/draft.ts";
import {
  BOUND_LOCAL,
  CASE_PARTS,
  ENTRY_PARTS,
  EXPR_PARTS,
  HANDLER_PARTS,
  ISLAND_PARTS,
  ITERABLE_PARTS,
  type LoopEntry,
  type Part,
  partOf,
  PATTERN_PARTS,
  STMT_PARTS,
  TARGET_PARTS,
  withPart,
} from "../draft/shape.ts";

/** What to put in place of a node whose parts are rewritten already; all of it is optional. */
export interface Rewriter {
  expr?(e: Expr): Expr;
  callee?(f: Callee): Callee;
  target?(t: Target): Target;
  stmt?(s: Stmt): Stmt;
  block?(block: Block): Block;
  /** Number of a local that a statement, a handler or an island names by itself. */
  local?(i: number): number;
  pattern?(p: Pattern): Pattern;
}

/** Rewrites every expression, target and statement of a block, innermost first. */
export function mapBlock(block: Block, rewriter: Rewriter): Block {
  const out = mapList(block, (s) => mapStatement(s, rewriter));
  return rewriter.block?.(out) ?? out;
}

/** Rewrites an expression, innermost first. */
export function mapExpr(e: Expr, rewriter: Rewriter): Expr {
  const out = mapLocals(mapParts(e, EXPR_PARTS[e.k], rewriter), rewriter);
  return rewriter.expr?.(out) ?? out;
}

function mapStatement(s: Stmt, rewriter: Rewriter): Stmt {
  const out = mapLocals(mapParts(s, STMT_PARTS[s.k], rewriter), rewriter);
  return rewriter.stmt?.(out) ?? out;
}

/** A node with the locals renumbered that it names by itself. */
function mapLocals<Node extends Stmt | Expr>(node: Node, rewriter: Rewriter): Node {
  const field = BOUND_LOCAL[node.k];
  if (rewriter.local === undefined || field === undefined) return node;
  const i = partOf(node, field) as number | null;
  return i === null ? node : withPart(node, field, rewriter.local(i));
}

function mapTarget(t: Target, rewriter: Rewriter): Target {
  const out = mapParts(t, TARGET_PARTS[t.k], rewriter);
  return rewriter.target?.(out) ?? out;
}

function mapIsland(op: IslandOp, rewriter: Rewriter): IslandOp {
  if (op.k === "store") return rewriter.local === undefined ? op : { k: "store", i: rewriter.local(op.i) };
  const out = mapParts(op, ISLAND_PARTS[op.k], rewriter);
  // A call of a host function may have become something else.
  return out.k === "event" && out.s.k !== "event" ? { k: "nop" } : out;
}

function mapHandler(handler: Handler, rewriter: Rewriter): Handler {
  const out = mapParts(handler, HANDLER_PARTS, rewriter);
  if (out.name === null || rewriter.local === undefined) return out;
  const name = rewriter.local(out.name);
  return name === out.name ? out : { ...out, name };
}

function mapPattern(p: Pattern, rewriter: Rewriter): Pattern {
  const out: Pattern = p.k === "any" && p.v !== null && rewriter.local !== undefined
    ? { k: "any", v: rewriter.local(p.v) }
    : mapParts(p, PATTERN_PARTS[p.k], rewriter);
  return rewriter.pattern?.(out) ?? out;
}

function mapList<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  const out = items.map(change);
  return out.every((item, i) => item === items[i]) ? items : out;
}

function mapParts<Node extends object>(node: Node, parts: readonly Part[], rewriter: Rewriter): Node {
  let out = node;
  for (const part of parts) {
    const value = partOf(node, part.field);
    const changed = mapPart(part, value, rewriter);
    if (changed !== value) out = withPart(out, part.field, changed);
  }
  return out;
}

function mapPart({ sort }: Part, value: unknown, rewriter: Rewriter): unknown {
  if (value === null) return null;
  switch (sort) {
    case "expr":
    case "dictKey":
    case "maybeExpr":
      return mapExpr(value as Expr, rewriter);
    case "exprs":
      return mapList(value as readonly Expr[], (e) => mapExpr(e, rewriter));
    case "callee":
      return rewriter.callee?.(value as Callee) ?? value;
    case "target":
      return mapTarget(value as Target, rewriter);
    case "targets":
      return mapList(value as readonly Target[], (t) => mapTarget(t, rewriter));
    case "iterable":
      return mapParts(value as Iterable, ITERABLE_PARTS[(value as Iterable).k], rewriter);
    case "block":
      return mapBlock(value as Block, rewriter);
    case "statement":
    case "event":
      return mapStatement(value as Stmt, rewriter);
    case "handlers":
      return mapList(value as readonly Handler[], (each) => mapHandler(each, rewriter));
    case "cases":
      return mapList(value as readonly Case[], (each) => mapParts(each, CASE_PARTS, rewriter));
    case "pattern":
    case "maybePattern":
      return mapPattern(value as Pattern, rewriter);
    case "patterns":
      return mapList(value as readonly Pattern[], (p) => mapPattern(p, rewriter));
    case "island":
      return mapList(value as readonly IslandOp[], (op) => mapIsland(op, rewriter));
    case "twists":
      return value;
    case "entry":
      return mapParts(value as LoopEntry, ENTRY_PARTS, rewriter);
    default:
      return assertNever(sort);
  }
}
