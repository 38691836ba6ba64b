/**
 * What printing knows while it goes through the functions of a Draft.
 *
 * @module
 */

import { type Draft, type FunctionDraft, localName } from "../draft/draft.ts";
import type {
  Expr,
  ExprKind,
  ExprOf,
  Iterable,
  IterableKind,
  IterableOf,
  Target,
  TargetKind,
  TargetOf,
} from "../draft/expression.ts";
import type { Block, Pattern, PatternKind, PatternOf, Stmt, StmtKind, StmtOf } from "../draft/statement.ts";

/** How a kind of expression is printed: in parentheses where it is not an atom. */
export interface PrintedExpression<K extends ExprKind> {
  readonly print: (p: Printing, e: ExprOf<K>) => string;
}

/** How a kind of statement is printed: as one line, or itself line by line; null: Python has no such thing. */
export interface PrintedStatement<K extends StmtKind> {
  readonly print:
    | { readonly line: (p: Printing, s: StmtOf<K>) => string }
    | { readonly lines: (p: Printing, s: StmtOf<K>, indent: number) => void }
    | null;
}

/** How a kind of target is printed. */
export interface PrintedTarget<K extends TargetKind> {
  readonly print: (p: Printing, t: TargetOf<K>) => string;
}

/** How a kind of what loops go over is printed. */
export interface PrintedIterable<K extends IterableKind> {
  readonly print: (p: Printing, over: IterableOf<K>) => string;
}

/** How a kind of pattern is printed. */
export interface PrintedPattern<K extends PatternKind> {
  readonly print: (p: Printing, pattern: PatternOf<K>) => string;
}

/** How all kinds of nodes are printed. */
export interface PrintingKinds {
  readonly expressions: { readonly [K in ExprKind]: PrintedExpression<K> };
  readonly statements: { readonly [K in StmtKind]: PrintedStatement<K> };
  readonly targets: { readonly [K in TargetKind]: PrintedTarget<K> };
  readonly iterables: { readonly [K in IterableKind]: PrintedIterable<K> };
  readonly patterns: { readonly [K in PatternKind]: PrintedPattern<K> };
}

/** One Draft, and one of its functions at a time. */
export class Printing {
  readonly draft: Draft;
  readonly lines: string[] = [];
  /** Globals named so far, as a bit mask. */
  globals = 0;
  /** The function at hand. */
  fn!: FunctionDraft;
  readonly #kinds: PrintingKinds;

  constructor(draft: Draft, kinds: PrintingKinds) {
    this.draft = draft;
    this.#kinds = kinds;
  }

  line(indent: number, text: string): void {
    this.lines.push("    ".repeat(indent) + text);
  }

  /** An expression, in parentheses where it is not an atom. */
  expr(e: Expr): string {
    return this.#kinds.expressions[e.k].print(this, e as never);
  }

  /** Expressions with commas between them. */
  list(items: readonly Expr[]): string {
    return items.map((each) => this.expr(each)).join(", ");
  }

  iterable(over: Iterable): string {
    return this.#kinds.iterables[over.k].print(this, over as never);
  }

  target(t: Target): string {
    return this.#kinds.targets[t.k].print(this, t as never);
  }

  pattern(pattern: Pattern): string {
    return this.#kinds.patterns[pattern.k].print(this, pattern as never);
  }

  /** Name of a local of the function at hand. */
  local(i: number): string {
    return localName(this.fn, i);
  }

  block(block: Block, indent: number): void {
    if (block.length === 0) this.line(indent, "pass");
    for (const s of block) this.statement(s, indent);
  }

  /** An `else:` with a block, where there is one. */
  orelse(block: Block, indent: number): void {
    if (block.length === 0) return;
    this.line(indent, "else:");
    this.block(block, indent + 1);
  }

  statement(s: Stmt, indent: number): void {
    const { print } = this.#kinds.statements[s.k];
    if (print === null) return;
    if ("line" in print) this.line(indent, print.line(this, s as never));
    else print.lines(this, s as never, indent);
  }

  /** A statement as one line, or null for one that is none. */
  simple(s: Stmt): string | null {
    const { print } = this.#kinds.statements[s.k];
    return print !== null && "line" in print ? print.line(this, s as never) : null;
  }
}
