/**
 * Nodes with one simpler part, whatever the kind of node: expressions, statements, targets and what loops go over, by the
 * tables of shapes. What only one kind of node allows is in `expressions.ts` and `statements.ts`.
 *
 * @module
 */

import type {
  Block,
  Callee,
  Case,
  Expr,
  Handler,
  IslandOp,
  Iterable,
  Pattern,
  Stmt,
  Target,
  Twist,
} from "../draft/draft.ts";
import { type LoopEntry, type Part, partOf, TARGET_PARTS, withPart } from "../draft/shape.ts";
import { replaced, without } from "./edit.ts";
import { expressionCandidates } from "./expressions.ts";
import { islandCandidates } from "./islands.ts";
import { iterableCandidates } from "./loops.ts";
import { blockCandidates, statementCandidates } from "./statements.ts";
import { twistCandidates } from "./twists.ts";

/** A node with one part simpler, part after part. */
export function* partCandidates<Node extends object>(node: Node, parts: readonly Part[] | undefined): Generator<Node> {
  for (const part of parts ?? []) {
    for (const value of valueCandidates(part, partOf(node, part.field))) yield withPart(node, part.field, value);
  }
}

/** Lists of nodes with one dropped, then with one simpler. */
function* listCandidates<T>(items: readonly T[], simpler: (item: T) => Generator<T>): Generator<readonly T[]> {
  for (let i = 0; i < items.length; i++) yield without(items, i);
  for (let i = 0; i < items.length; i++) {
    for (const item of simpler(items[i] as T)) yield replaced(items, i, item);
  }
}

function* valueCandidates({ sort }: Part, value: unknown): Generator<unknown> {
  if (value === null) return;
  switch (sort) {
    case "maybeExpr":
      yield null;
      return yield* expressionCandidates(value as Expr);
    case "expr":
      return yield* expressionCandidates(value as Expr);
    case "exprs":
      return yield* listCandidates(value as readonly Expr[], expressionCandidates);
    case "callee":
      // Takes nothing, or anything.
      if ((value as Callee).k !== "builtin") yield { k: "builtin", name: "bool" } satisfies Callee;
      return;
    case "target":
      return yield* targetCandidates(value as Target);
    case "targets":
      return yield* listCandidates(value as readonly Target[], targetCandidates);
    case "iterable":
      return yield* iterableCandidates(value as Iterable);
    case "block":
      return yield* blockCandidates(value as Block);
    case "statement":
      return yield* statementCandidates(value as Stmt);
    case "handlers":
      return yield* listCandidates(value as readonly Handler[], handlerCandidates);
    case "cases":
      return yield* listCandidates(value as readonly Case[], caseCandidates);
    case "island":
      return yield* islandCandidates(value as readonly IslandOp[]);
    case "twists":
      return yield* listCandidates(value as readonly Twist[], twistCandidates);
    case "entry": {
      const entry = value as LoopEntry;
      yield null;
      for (const c of expressionCandidates(entry.c)) yield { ...entry, c };
    }
  }
}

function* targetCandidates(t: Target): Generator<Target> {
  if (t.k === "local") return;
  for (let i = 0; i < 3; i++) yield { k: "local", i };
  yield* partCandidates(t, TARGET_PARTS.get(t.k));
}

function* handlerCandidates(handler: Handler): Generator<Handler> {
  if (handler.type !== null) yield { ...handler, type: null, name: null };
  if (handler.name !== null) yield { ...handler, name: null };
  for (const body of blockCandidates(handler.body)) yield { ...handler, body };
}

function* caseCandidates(each: Case): Generator<Case> {
  if (each.guard !== null) {
    yield { ...each, guard: null };
    for (const guard of expressionCandidates(each.guard)) yield { ...each, guard };
  }
  for (const p of patternCandidates(each.p)) yield { ...each, p };
  for (const body of blockCandidates(each.body)) yield { ...each, body };
}

/** Simpler patterns: anything at all, what it is made of, then itself with a simpler part. */
function* patternCandidates(p: Pattern): Generator<Pattern> {
  if (p.k !== "any" || p.v !== null) yield { k: "any", v: null };
  switch (p.k) {
    case "sequence":
      if (p.star !== null) yield { ...p, star: null };
      for (const items of listCandidates(p.items, patternCandidates)) yield { ...p, items };
      return;
    case "mapping":
      yield p.value;
      for (const value of patternCandidates(p.value)) yield { ...p, value };
      return;
    case "class":
      yield p.p;
      for (const inner of patternCandidates(p.p)) yield { ...p, p: inner };
      return;
    case "builtin":
      if (p.p !== null) yield { ...p, p: null };
      return;
    case "or":
      for (const v of p.items) yield { k: "literal", v };
  }
}
