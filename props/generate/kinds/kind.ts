/**
 * What a kind of node has to say for itself in each step. A kind is declared in one file of its theme and listed in the table
 * of its sort (`kinds.ts`), where the compiler demands a line for every kind and every step in it.
 *
 * @module
 */

import type { Expr, ExprKind, ExprOf, IterableKind, IterableOf, TargetKind } from "../draft/expression.ts";
import type { Block, Pattern, PatternKind, PatternOf, Stmt, StmtKind, StmtOf } from "../draft/statement.ts";
import type { FixedExpression, FixedIterable, FixedPattern, FixedStatement, FixedTarget } from "../fix/fixing.ts";
import type {
  LoweredExpression,
  LoweredIterable,
  LoweredPattern,
  LoweredStatement,
  LoweredTarget,
} from "../lower/lowering.ts";
import type {
  PrintedExpression,
  PrintedIterable,
  PrintedPattern,
  PrintedStatement,
  PrintedTarget,
} from "../print/printing.ts";

/** A kind of expression. */
export interface ExpressionKind<K extends ExprKind>
  extends FixedExpression<K>, LoweredExpression<K>, PrintedExpression<K> {
  /** What it weighs besides being an expression; left out: nothing. */
  readonly weight?: (e: ExprOf<K>) => number;
  /** What shrinking tries besides 0, its operands, and simpler ones in their places. */
  readonly simpler?: (e: ExprOf<K>) => Generator<Expr>;
}

/** A kind of statement. */
export interface StatementKind<K extends StmtKind> extends FixedStatement<K>, LoweredStatement<K>, PrintedStatement<K> {
  /** What it weighs besides being a statement; left out: nothing. */
  readonly weight?: (s: StmtOf<K>) => number;
  /** What shrinking puts in its place besides its blocks and what it computes. */
  readonly instead?: (s: StmtOf<K>) => Generator<Block>;
  /** What shrinking tries besides itself with simpler parts. */
  readonly simpler?: (s: StmtOf<K>) => Generator<Stmt>;
}

/** A kind of target. */
export interface AssignedKind<K extends TargetKind> extends FixedTarget<K>, LoweredTarget<K>, PrintedTarget<K> {}

/** A kind of what loops go over. */
export interface IteratedKind<K extends IterableKind> extends FixedIterable<K>, LoweredIterable<K>, PrintedIterable<K> {
  /** What shrinking tries besides fewer rounds and simpler parts. */
  readonly simpler?: (over: IterableOf<K>) => Generator<IterableOf<K>>;
}

/** A kind of pattern. */
export interface MatchedKind<K extends PatternKind> extends FixedPattern<K>, LoweredPattern<K>, PrintedPattern<K> {
  /** What shrinking tries besides anything at all, its items, and itself with simpler ones. */
  readonly simpler?: (p: PatternOf<K>) => Generator<Pattern>;
}
