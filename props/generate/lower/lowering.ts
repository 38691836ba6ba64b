/**
 * What lowering knows while it goes through the functions of a Draft: the code that it builds, and names, constants and
 * variables of the function at hand.
 *
 * @module
 */

import type { Literal } from "../../../src/isa/program.ts";
import { type Draft, type FunctionDraft, globalName, localName } from "../draft/draft.ts";
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
import { addName, NONE_LITERAL } from "./constants.ts";
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

/** Lines that a `finally` body has for itself. */
const FINAL_LINES = 10_000;

/** One Draft, and one of its functions at a time. */
export class Lowering {
  readonly builder: CodeBuilder = new CodeBuilder();
  readonly matching: Matching;

  draft!: Draft;
  /** Host functions used, as a bit mask over `ALL_HOSTS`. */
  hosts = 0;
  /** Globals used, as a bit mask. */
  globals = 0;
  /** Globals that some function assigns or deletes, and so names as such, as a bit mask; and functions whose names one assigns. */
  assignedGlobals = 0;
  assignedFunctions = 0;
  /** Whether anybody may ask for lines. */
  asksForLines = false;
  /** Index of each function's code object, -1 for none. */
  codeOf: readonly number[] = [];
  /** Class that holds each function, -1 for none. */
  ownerOf!: readonly number[];
  /** Names of inner functions: those of the locals that they are bound to. A parent is lowered before what it makes. */
  readonly innerNames: string[] = [];

  // The function at hand.
  fn!: FunctionDraft;
  names: string[] = [];
  frames: Frame[] = [];
  /** Fast locals, in the order in which they are first mentioned. */
  varnames: string[] = [];
  /** Locals that inner functions capture, as a bit mask. */
  captured = 0;
  /** Captured locals that are fast locals for the time being, as a bit mask. */
  plain = 0;
  /** Fast-local slot of each local and counter, -1 for none yet. */
  slotOf: number[] = [];
  /** Number of each captured local among the cells. */
  cellOf: number[] = [];
  /** Number of each local of the parent that is a free variable here, behind the cells. */
  freeOf: number[] = [];
  /** Number of the cell `__class__`, in functions of classes that use `super()`. */
  classCell = 0;
  /** Line of the next `finally` body. */
  #finalLine = 0;

  readonly #kinds: LoweringKinds;

  constructor(kinds: LoweringKinds) {
    this.#kinds = kinds;
    this.matching = new Matching(this, kinds.patterns);
  }

  /** Forgets the last Draft. */
  begin(draft: Draft, codeOf: readonly number[], ownerOf: readonly number[]): void {
    this.draft = draft;
    this.codeOf = codeOf;
    this.ownerOf = ownerOf;
    this.forgetUses();
    this.innerNames.length = 0;
  }

  /** Forgets what adds up over functions. */
  forgetUses(): void {
    this.hosts = 0;
    this.globals = 0;
    this.assignedGlobals = 0;
    this.assignedFunctions = 0;
    this.asksForLines = false;
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
      builder.nextLine();
      this.statement(statement);
    }
    builder.twisted = twisted;
  }

  /** A block that source cannot leave empty: there stands a `pass`. */
  suite(block: Block): void {
    if (block.length > 0) return this.block(block);
    const { builder } = this;
    const { twisted } = builder;
    builder.twisted = 0;
    builder.nextLine();
    builder.emit(OP.NOP);
    builder.twisted = twisted;
  }

  /** First line of a `finally` body: its copies stand on lines that no other statement has. */
  newFinalLine(): number {
    return this.#finalLine += FINAL_LINES;
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
    this.builder.emit(OP.LOAD_CONST, this.builder.consts.add(value));
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
    return i < this.fn.locals && (((this.captured & ~this.plain) >> i) & 1) === 1;
  }

  /** Slot of a local or counter among the fast locals. */
  slot(i: number): number {
    const known = this.slotOf[i] as number;
    if (known >= 0) return known;
    return this.slotOf[i] = this.varnames.push(localName(this.fn, i)) - 1;
  }

  loadLocal(i: number): void {
    if (this.isCell(i)) this.builder.emit(OP.LOAD_DEREF, this.cellOf[i] as number);
    else this.builder.emit(OP.LOAD_FAST, this.slot(i));
  }

  storeLocal(i: number): void {
    if (this.isCell(i)) this.builder.emit(OP.STORE_DEREF, this.cellOf[i] as number);
    else this.builder.emit(OP.STORE_FAST, this.slot(i));
  }

  deleteLocal(i: number): void {
    if (this.isCell(i)) this.builder.emit(OP.DELETE_DEREF, this.cellOf[i] as number);
    else this.builder.emit(OP.DELETE_FAST, this.slot(i));
  }

  /** Begins a function or another code object. */
  enter(): void {
    this.names = [];
    this.varnames = [];
    this.frames = [];
    this.plain = 0;
    this.#finalLine = 0;
    this.builder.reset();
  }

  /** Sets a local to None and unbinds it, as after an `except` clause that named it. */
  unbindLocal(i: number): void {
    this.loadNone();
    this.storeLocal(i);
    this.deleteLocal(i);
  }
}
