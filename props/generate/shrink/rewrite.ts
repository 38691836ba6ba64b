/**
 * Rewriting: the same change everywhere in a block, by the tables of shapes. What stays the same is shared, not copied.
 *
 * @module
 */

import type { Block, Callee, Case, Expr, Handler, IslandOp, Iterable, Pattern, Stmt, Target } from "../draft/draft.ts";
import {
  EXPR_PARTS,
  ITERABLE_PARTS,
  LOCAL_FIELDS,
  type LoopEntry,
  type Part,
  partOf,
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
  const out = mapLocals(mapParts(e, EXPR_PARTS.get(e.k), rewriter), rewriter);
  return rewriter.expr?.(out) ?? out;
}

function mapStatement(s: Stmt, rewriter: Rewriter): Stmt {
  const out = mapLocals(mapParts(s, STMT_PARTS.get(s.k), rewriter), rewriter);
  return rewriter.stmt?.(out) ?? out;
}

/** A node with the locals renumbered that it names by itself. */
function mapLocals<Node extends Stmt | Expr>(node: Node, rewriter: Rewriter): Node {
  if (rewriter.local === undefined) return node;
  let out = node;
  for (const field of LOCAL_FIELDS[node.k] ?? []) {
    const i = partOf(node, field) as number | null;
    if (i !== null) out = withPart(out, field, rewriter.local(i));
  }
  return out;
}

function mapTarget(t: Target, rewriter: Rewriter): Target {
  const out = mapParts(t, TARGET_PARTS.get(t.k), rewriter);
  return rewriter.target?.(out) ?? out;
}

function mapIsland(op: IslandOp, rewriter: Rewriter): IslandOp {
  switch (op.k) {
    case "push":
      return { k: "push", e: mapExpr(op.e, rewriter) };
    case "skip":
      return { ...op, body: op.body.map((each) => mapIsland(each, rewriter)) };
    case "store":
      return rewriter.local === undefined ? op : { k: "store", i: rewriter.local(op.i) };
    case "event": {
      const s = mapStatement(op.s, rewriter);
      return s.k === "event" ? { k: "event", s } : { k: "nop" };
    }
    default:
      return op;
  }
}

function mapHandler(handler: Handler, rewriter: Rewriter): Handler {
  const body = mapBlock(handler.body, rewriter);
  const name = handler.name === null ? null : rewriter.local?.(handler.name) ?? handler.name;
  return body === handler.body && name === handler.name ? handler : { ...handler, name, body };
}

function mapCase(each: Case, rewriter: Rewriter): Case {
  const p = mapPattern(each.p, rewriter);
  const guard = each.guard === null ? null : mapExpr(each.guard, rewriter);
  const body = mapBlock(each.body, rewriter);
  return p === each.p && guard === each.guard && body === each.body ? each : { p, guard, body };
}

function mapPattern(p: Pattern, rewriter: Rewriter): Pattern {
  const change = (inner: Pattern): Pattern => mapPattern(inner, rewriter);
  let out = p;
  if (p.k === "any") {
    if (p.v !== null && rewriter.local !== undefined) out = { k: "any", v: rewriter.local(p.v) };
  } else if (p.k === "sequence") {
    const items = mapList(p.items, change);
    if (items !== p.items) out = { ...p, items };
  } else if (p.k === "mapping") {
    const value = change(p.value);
    if (value !== p.value) out = { ...p, value };
  } else if (p.k === "class" || (p.k === "builtin" && p.p !== null)) {
    const inner = change(p.p as Pattern);
    if (inner !== p.p) out = { ...p, p: inner };
  }
  return rewriter.pattern?.(out) ?? out;
}

function mapEntry(entry: LoopEntry, rewriter: Rewriter): LoopEntry {
  return { ...entry, c: mapExpr(entry.c, rewriter) };
}

function mapList<T>(items: readonly T[], change: (item: T) => T): readonly T[] {
  const out = items.map(change);
  return out.every((item, i) => item === items[i]) ? items : out;
}

function mapParts<Node extends object>(node: Node, parts: readonly Part[] | undefined, rewriter: Rewriter): Node {
  let out = node;
  for (const part of parts ?? []) {
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
      return mapParts(value as Iterable, ITERABLE_PARTS.get((value as Iterable).k), rewriter);
    case "block":
      return mapBlock(value as Block, rewriter);
    case "statement":
      return mapStatement(value as Stmt, rewriter);
    case "handlers":
      return mapList(value as readonly Handler[], (each) => mapHandler(each, rewriter));
    case "cases":
      return mapList(value as readonly Case[], (each) => mapCase(each, rewriter));
    case "island":
      return mapList(value as readonly IslandOp[], (op) => mapIsland(op, rewriter));
    case "twists":
      return value;
    case "entry":
      return mapEntry(value as LoopEntry, rewriter);
  }
}
