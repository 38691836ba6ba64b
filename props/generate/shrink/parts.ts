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
import { assertNever } from "../../../src/isa/errors.ts";
import {
  CASE_PARTS,
  ENTRY_PARTS,
  HANDLER_PARTS,
  type LoopEntry,
  type Part,
  partOf,
  PATTERN_PARTS,
  STMT_PARTS,
  TARGET_PARTS,
  withPart,
} from "../draft/shape.ts";
import { KINDS } from "../kinds/kinds.ts";
import { replaced, without } from "./edit.ts";
import { expressionCandidates } from "./expressions.ts";
import { islandCandidates } from "./islands.ts";
import { iterableCandidates } from "./loops.ts";
import { blockCandidates, statementCandidates } from "./statements.ts";
import { twistCandidates } from "./twists.ts";

/**
 * Parts in the order in which shrinking tries them, for statements: as they are evaluated, but first what a statement can do
 * without, or do more simply, without what is evaluated before it.
 */
export const STMT_PARTS_TRIED: typeof STMT_PARTS = {
  ...STMT_PARTS,
  assign: withFirst(STMT_PARTS.assign, "t"),
  augment: withFirst(STMT_PARTS.augment, "t"),
  unpack: withFirst(STMT_PARTS.unpack, "ts"),
  assert: withFirst(STMT_PARTS.assert, "message"),
  while: withFirst(STMT_PARTS.while, "entry"),
};

const CASE_PARTS_TRIED = withFirst(CASE_PARTS, "guard");

function withFirst(parts: readonly Part[], first: string): readonly Part[] {
  return [...parts.filter(({ field }) => field === first), ...parts.filter(({ field }) => field !== first)];
}

/** A node with one part simpler, part after part. */
export function* partCandidates<Node extends object>(node: Node, parts: readonly Part[]): Generator<Node> {
  for (const part of parts) {
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
    case "dictKey":
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
    case "event":
      return yield* statementCandidates(value as Stmt);
    case "handlers":
      return yield* listCandidates(value as readonly Handler[], handlerCandidates);
    case "cases":
      return yield* listCandidates(value as readonly Case[], caseCandidates);
    case "pattern":
      return yield* patternCandidates(value as Pattern);
    case "maybePattern":
      return yield null;
    case "patterns":
      return yield* listCandidates(value as readonly Pattern[], patternCandidates);
    case "island":
      return yield* islandCandidates(value as readonly IslandOp[]);
    case "twists":
      return yield* listCandidates(value as readonly Twist[], twistCandidates);
    case "entry":
      yield null;
      return yield* partCandidates(value as LoopEntry, ENTRY_PARTS);
    default:
      assertNever(sort);
  }
}

function* targetCandidates(t: Target): Generator<Target> {
  if (t.k === "local") return;
  for (let i = 0; i < 3; i++) yield { k: "local", i };
  yield* partCandidates(t, TARGET_PARTS[t.k]);
}

function* handlerCandidates(handler: Handler): Generator<Handler> {
  if (handler.type !== null) yield { ...handler, type: null, name: null };
  if (handler.name !== null) yield { ...handler, name: null };
  yield* partCandidates(handler, HANDLER_PARTS);
}

function caseCandidates(each: Case): Generator<Case> {
  return partCandidates(each, CASE_PARTS_TRIED);
}

/** Simpler patterns: anything at all, what it is made of, then itself with a simpler part. */
function* patternCandidates(p: Pattern): Generator<Pattern> {
  if (p.k !== "any" || p.v !== null) yield { k: "any", v: null };
  const parts = PATTERN_PARTS[p.k];
  for (const { field, sort } of parts) if (sort === "pattern") yield partOf(p, field) as Pattern;
  const { simpler } = KINDS.patterns[p.k];
  if (simpler !== undefined) yield* simpler(p as never);
  yield* partCandidates(p, parts);
}
