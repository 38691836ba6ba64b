/**
 * What lowering knows while it goes through the functions of a Draft: the code that it builds, and names, constants and
 * variables of the function at hand.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import { type Draft, type FunctionDraft, globalName } from "../draft/draft.ts";
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
import type { Block, PatternKind, PatternOf, Stmt, StmtKind, StmtOf } from "../draft/statement.ts";
import { CodeBuilder } from "./code_builder.ts";
import { addConst, addName, NONE_LITERAL } from "./constants.ts";
import type { Frame } from "./frames.ts";
import { Matching } from "./matching.ts";
import { OP } from "../../python/compile/opcode_facts.ts";

/** How a kind of expression is lowered: it leaves its value on top. */
export interface LoweredExpression<K extends ExprKind> {
  readonly lower: (l: Lowering, e: ExprOf<K>) => void;
}

/** How a kind of statement is lowered. */
export interface LoweredStatement<K extends StmtKind> {
  readonly lower: (l: Lowering, s: StmtOf<K>) => void;
}

/** How a kind of target is lowered. */
export interface LoweredTarget<K extends TargetKind> {
  /** Takes the value on top. */
  readonly store: (l: Lowering, t: TargetOf<K>) => void;
  readonly del: (l: Lowering, t: TargetOf<K>) => void;
  /** `t op= e` */
  readonly augment: (l: Lowering, t: TargetOf<K>, op: number, e: Expr) => void;
}

/** How a kind of what loops go over is lowered: it leaves what can be iterated over on top. */
export interface LoweredIterable<K extends IterableKind> {
  readonly lower: (l: Lowering, over: IterableOf<K>) => void;
}

/** How a kind of pattern is lowered: it looks at the value on top and takes it. */
export interface LoweredPattern<K extends PatternKind> {
  readonly lower: (m: Matching, p: PatternOf<K>) => void;
}

/** How all kinds of nodes are lowered. */
export interface LoweringKinds {
  readonly expressions: { readonly [K in ExprKind]: LoweredExpression<K> };
  readonly statements: { readonly [K in StmtKind]: LoweredStatement<K> };
  readonly targets: { readonly [K in TargetKind]: LoweredTarget<K> };
  readonly iterables: { readonly [K in IterableKind]: LoweredIterable<K> };
  readonly patterns: { readonly [K in PatternKind]: LoweredPattern<K> };
}

/** One Draft, and one of its functions at a time. */
export class Lowering {
  readonly builder: CodeBuilder = new CodeBuilder();
  readonly matching: Matching;

  draft!: Draft;
  /** Host functions used, as a bit mask over `ALL_HOSTS`. */
  hosts = 0;
  /** Globals used, as a bit mask. */
  globals = 0;
  /** Index of each function's code object, -1 for none. */
  codeOf: readonly number[] = [];
  /** Class that holds each function, -1 for none. */
  ownerOf!: Int8Array;
  /** Names of inner functions: those of the locals that they are bound to. A parent is lowered before what it makes. */
  readonly innerNames: string[] = [];

  // The function at hand.
  fn!: FunctionDraft;
  names: string[] = [];
  consts: Literal[] = [];
  frames: Frame[] = [];
  /** Locals that inner functions capture, as a bit mask. */
  captured = 0;
  /** Fast-local slot of each local and counter. */
  slotOf: number[] = [];
  /** Fast-local slot of each local of the parent that is a free variable here. */
  freeSlot: number[] = [];
  /** Slot of the cell `__class__`, in functions of classes that use `super()`. */
  classSlot = 0;

  readonly #kinds: LoweringKinds;

  constructor(kinds: LoweringKinds) {
    this.#kinds = kinds;
    this.matching = new Matching(this, kinds.patterns);
  }

  /** Forgets the last Draft. */
  begin(draft: Draft, codeOf: readonly number[], ownerOf: Int8Array): void {
    this.draft = draft;
    this.codeOf = codeOf;
    this.ownerOf = ownerOf;
    this.hosts = 0;
    this.globals = 0;
    this.innerNames.length = 0;
  }

  // Nodes.

  expr(e: Expr): void {
    const { expressions } = this.#kinds;
    // Half of all expressions: spared the search in the table.
    const { k } = e;
    if (k === "local") expressions.local.lower(this, e as never);
    else if (k === "const") expressions.const.lower(this, e as never);
    else expressions[k].lower(this, e as never);
  }

  exprs(list: readonly Expr[]): void {
    for (let i = 0; i < list.length; i++) this.expr(list[i] as Expr);
  }

  iterable(over: Iterable): void {
    this.#kinds.iterables[over.k].lower(this, over as never);
  }

  store(t: Target): void {
    const { targets } = this.#kinds;
    const { k } = t;
    if (k === "local") targets.local.store(this, t as never);
    else targets[k].store(this, t as never);
  }

  del(t: Target): void {
    this.#kinds.targets[t.k].del(this, t as never);
  }

  augment(t: Target, op: number, e: Expr): void {
    this.#kinds.targets[t.k].augment(this, t as never, op, e);
  }

  statement(s: Stmt): void {
    const { statements } = this.#kinds;
    const { k } = s;
    if (k === "assign") statements.assign.lower(this, s as never);
    else statements[k].lower(this, s as never);
  }

  block(block: Block): void {
    const { builder } = this;
    // Twists of a statement do not reach into its blocks.
    const { twisted } = builder;
    builder.twisted = 0;
    for (const statement of block) {
      builder.line++;
      this.statement(statement);
    }
    builder.twisted = twisted;
  }

  /** A block whose statements stand on the line of its head. */
  tightBlock(block: Block): void {
    const { builder } = this;
    const { twisted } = builder;
    builder.twisted = 0;
    for (const statement of block) this.statement(statement);
    builder.twisted = twisted;
  }

  // Names and constants.

  loadConst(value: Literal): void {
    this.builder.emit(OP.LOAD_CONST, addConst(this.consts, value));
  }

  loadInt(v: number): void {
    this.loadConst({ t: "int", v });
  }

  loadNone(): void {
    this.loadConst(NONE_LITERAL);
  }

  nameIndex(name: string): number {
    return addName(this.names, name);
  }

  loadGlobal(name: string, asCallee: boolean): void {
    this.builder.emit(OP.LOAD_GLOBAL, (this.nameIndex(name) << 1) | (asCallee ? 1 : 0));
  }

  /** Name of a global variable, which the module then binds. */
  globalOf(i: number): string {
    this.globals |= 1 << i;
    return globalName(i);
  }

  // Variables.

  isCell(i: number): boolean {
    return i < this.fn.locals && ((this.captured >> i) & 1) === 1;
  }

  loadLocal(i: number): void {
    this.builder.emit(this.isCell(i) ? OP.LOAD_DEREF : OP.LOAD_FAST, this.slotOf[i] as number);
  }

  storeLocal(i: number): void {
    this.builder.emit(this.isCell(i) ? OP.STORE_DEREF : OP.STORE_FAST, this.slotOf[i] as number);
  }

  deleteLocal(i: number): void {
    this.builder.emit(this.isCell(i) ? OP.DELETE_DEREF : OP.DELETE_FAST, this.slotOf[i] as number);
  }

  /** Sets a local to None and unbinds it, as after an `except` clause that named it. */
  unbindLocal(i: number): void {
    this.loadNone();
    this.storeLocal(i);
    this.deleteLocal(i);
  }
}
