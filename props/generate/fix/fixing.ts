/**
 * What fixing knows while it goes through a Draft, and the rules that many kinds of nodes share.
 *
 * @module
 */

import type { ClassDraft } from "../draft/classes.ts";
import { type Draft, formOf, type FunctionDraft } from "../draft/draft.ts";
import {
  type Expr,
  type ExprKind,
  type ExprOf,
  type Iterable,
  type IterableKind,
  type IterableOf,
  type Target,
  type TargetKind,
  type TargetOf,
  ZERO,
} from "../draft/expression.ts";
import type { Block, Pattern, PatternKind, PatternOf, Stmt, StmtKind, StmtOf } from "../draft/statement.ts";
import {
  clamp,
  cut,
  MAX_BLOCK,
  MAX_EXPRESSION_DEPTH,
  MAX_ITEMS,
  MAX_LOOP_COUNT,
  MAX_ROUNDS,
  type Place,
  wrap,
} from "./bounds.ts";

/** How a kind of expression is fixed; a valid one comes back as it is, as do valid nodes of other sorts. */
export interface FixedExpression<K extends ExprKind> {
  /** Whether it stands at any depth; others become 0 where they lie too deep. */
  readonly atom?: true;
  /** `left` says how many levels there may still be below, `rounds` how often control comes here. */
  readonly fix: (x: Fixing, e: ExprOf<K>, left: number, rounds: number) => Expr;
}

/** How a kind of statement is fixed; undefined: nothing is left of it. */
export interface FixedStatement<K extends StmtKind> {
  readonly fix: (x: Fixing, s: StmtOf<K>, place: Place) => Stmt | undefined;
}

/** How a kind of target is fixed; null: there is nothing to assign to. */
export interface FixedTarget<K extends TargetKind> {
  readonly fix: (x: Fixing, t: TargetOf<K>, place: Place) => Target | null;
}

/** How a kind of what loops go over is fixed; `count` is what is left of its rounds. */
export interface FixedIterable<K extends IterableKind> {
  readonly fix: (x: Fixing, over: IterableOf<K>, count: number, depth: number, rounds: number) => Iterable;
}

/** How a kind of pattern is fixed; `depth` says how many levels there may still be. */
export interface FixedPattern<K extends PatternKind> {
  readonly fix: (x: Fixing, p: PatternOf<K>, depth: number) => Pattern;
}

/** How all kinds of nodes are fixed. */
export interface FixingKinds {
  readonly expressions: { readonly [K in ExprKind]: FixedExpression<K> };
  readonly statements: { readonly [K in StmtKind]: FixedStatement<K> };
  readonly targets: { readonly [K in TargetKind]: FixedTarget<K> };
  readonly iterables: { readonly [K in IterableKind]: FixedIterable<K> };
  readonly patterns: { readonly [K in PatternKind]: FixedPattern<K> };
}

/** One Draft, and one of its functions at a time. */
export class Fixing {
  readonly draft: Draft;
  readonly functions: FunctionDraft[] = [];
  globals = 0;
  classes: readonly ClassDraft[] = [];
  /** Class that holds each function, -1 for none. */
  ownerOf!: readonly number[];
  /** Rounds of callers, by function: how often each is entered. */
  readonly entered: number[] = [];

  /** The function at hand, and its number. */
  fn!: FunctionDraft;
  f = 0;
  /** Counters of its loops so far. */
  counters = 0;
  /** Its calls so far that recurse. */
  recursiveCalls = 0;
  /** Rounds at its start. */
  startRounds = 1;
  /** Whether a comprehension is around the expression at hand: nothing may wait there. */
  inComprehension = false;
  /** Locals that the pattern at hand binds already, as a bit mask. */
  bound = 0;

  readonly #kinds: FixingKinds;

  constructor(draft: Draft, kinds: FixingKinds) {
    this.draft = draft;
    this.#kinds = kinds;
  }

  // Nodes.

  /** `depth` says how many levels there may still be. */
  expr(e: Expr, depth = MAX_EXPRESSION_DEPTH, rounds = 1): Expr {
    const { expressions } = this.#kinds;
    const { k } = e;
    // Half of all expressions: spared the search in the table.
    if (k === "local") return expressions.local.fix(this, e as never, depth - 1, rounds);
    if (k === "const") return expressions.const.fix(this, e as never, depth - 1, rounds);
    const kind = expressions[k];
    return depth <= 1 && kind.atom !== true ? ZERO : kind.fix(this, e as never, depth - 1, rounds);
  }

  /** Items of a display or arguments of a call. */
  exprs(items: readonly Expr[], depth: number, rounds: number): readonly Expr[] {
    const kept = cut(items, MAX_ITEMS);
    let fixed: Expr[] | null = null;
    for (let i = 0; i < kept.length; i++) {
      const e = kept[i] as Expr;
      const next = this.expr(e, depth, rounds);
      if (fixed === null) {
        if (next === e) continue;
        fixed = kept.slice(0, i);
      }
      fixed.push(next);
    }
    return fixed ?? kept;
  }

  /** An expression of a statement. */
  at(e: Expr, place: Place): Expr {
    return this.expr(e, MAX_EXPRESSION_DEPTH, place.rounds);
  }

  block(block: Block, place: Place): Block {
    const kept = cut(block, MAX_BLOCK);
    let fixed: Stmt[] | null = null;
    for (let i = 0; i < kept.length; i++) {
      const s = kept[i] as Stmt;
      const next = this.statement(s, place);
      if (fixed === null) {
        if (next === s) continue;
        fixed = kept.slice(0, i);
      }
      if (next !== undefined) fixed.push(next);
    }
    return fixed ?? kept;
  }

  statement(s: Stmt, place: Place): Stmt | undefined {
    const { statements } = this.#kinds;
    const { k } = s;
    if (k === "assign") return statements.assign.fix(this, s as never, place);
    return statements[k].fix(this, s as never, place);
  }

  target(t: Target, place: Place): Target | null {
    const { targets } = this.#kinds;
    const { k } = t;
    if (k === "local") return targets.local.fix(this, t as never, place);
    return targets[k].fix(this, t as never, place);
  }

  /** `depth` says how many levels there may still be. */
  pattern(p: Pattern, depth: number): Pattern {
    return this.#kinds.patterns[p.k].fix(this, p as never, depth);
  }

  /** What a loop goes over, with so many rounds around it that its own are cut. */
  iterable(over: Iterable, depth: number, rounds: number): Iterable {
    return this.#kinds.iterables[over.k].fix(this, over as never, loopCount(over.count, rounds), depth, rounds);
  }

  // Functions.

  /** Whether the function at hand may wait. */
  isAsync(): boolean {
    const { kind } = formOf(this.fn);
    return kind === "coroutine" || kind === "async generator";
  }

  /** Whether a function is a global of the module. */
  isGlobal(f: number): boolean {
    return (this.functions[f] as FunctionDraft).parent === null && (this.ownerOf[f] as number) < 0;
  }

  isRecursive(f: number): boolean {
    return (this.functions[f] as FunctionDraft).recursive !== null;
  }

  /** A function that may be called from here, or -1: one that comes later, so that calls end. */
  callable(f: number): number {
    const functions = this.functions;
    const target = wrap(f, functions.length);
    const callee = functions[target] as FunctionDraft;
    // An inner function counts as its parent, so that it cannot call what made it.
    const self = this.fn.parent ?? this.f;
    const inside = this.fn.recursive !== null && callee.recursive !== null;
    if (callee.parent !== null || target === 0 || (!inside && target <= self)) return -1;
    return (this.ownerOf[target] as number) >= 0 ? -1 : target;
  }

  /** Notes that a function is entered from a place with so many rounds. */
  enter(f: number, rounds: number): void {
    this.entered[f] = Math.min(MAX_ROUNDS, (this.entered[f] as number) + rounds);
  }

  // Variables.

  /** A local that may be assigned, or null: the first argument of a recursive function may not. */
  assignable(i: number): number | null {
    const { locals, recursive } = this.fn;
    const first = recursive === null ? 0 : 1;
    if (locals <= first) return null;
    const at = wrap(i, locals);
    return at >= first ? at : first;
  }

  /** Locals of the enclosing function. */
  freeCount(): number {
    const { parent } = this.fn;
    return parent === null ? 0 : (this.functions[parent] as FunctionDraft).locals;
  }
}

/** Rounds of a loop that has so many around it. */
export function loopCount(count: number, rounds: number): number {
  return clamp(count, 0, Math.max(1, Math.min(MAX_LOOP_COUNT, Math.floor(MAX_ROUNDS / rounds))));
}
